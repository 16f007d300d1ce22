// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_master.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr auto changed = R"(@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ED25519 key sent by the remote host is
SHA256:Qwerty.
Please contact your system administrator.
Add correct host key in /home/me/.ssh/known_hosts to get rid of this message.
Offending ED25519 key in /home/me/.ssh/known_hosts:1
Host key for [127.0.0.1]:4022 has changed and you have requested strict checking.
Host key verification failed.
)";

constexpr auto revoked = R"(@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@       WARNING: REVOKED HOST KEY DETECTED!               @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
The ED25519 host key for [127.0.0.1]:4022 is marked as revoked.
This could mean that a stolen key is being used to impersonate this host.
ED25519 host key for [127.0.0.1]:4022 was revoked and you have requested strict checking.
Host key verification failed.
)";

} // namespace

/// The words of OpenSSH 9.2 and 10.0.
class TestSshError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const char *words, const char16_t *code, const char16_t *detail) {
            QTest::newRow(name) << QByteArray(words) << QString::fromUtf16(code) << QString::fromUtf16(detail);
        };
        constexpr auto unknownKey = u"HostKeyUnknown";

        row("unknown key",
            "No ED25519 host key is known for [127.0.0.1]:4022 and you have requested strict checking.\r\n"
            "Host key verification failed.\r\n",
            unknownKey,
            u"No ED25519 host key is known for [127.0.0.1]:4022 and you have requested strict checking.\n"
            "Host key verification failed.");
        row("answered no", "Host key verification failed.\r\n", unknownKey, u"Host key verification failed.");
        row("wrong key", "root@127.0.0.1: Permission denied (publickey).\r\n", u"AuthenticationRequired",
            u"root@127.0.0.1: Permission denied (publickey).");
        row("too many keys",
            "Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures\r\n"
            "Disconnected from 192.0.2.1 port 22\r\n",
            u"AuthenticationRequired",
            u"Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures\n"
            "Disconnected from 192.0.2.1 port 22");
        row("jump host without a key",
            "root@jump: Permission denied (publickey).\r\nConnection closed by UNKNOWN port 65535\r\n",
            u"AuthenticationRequired",
            u"root@jump: Permission denied (publickey).\nConnection closed by UNKNOWN port 65535");
        row("jump host unknown", "Host key verification failed.\r\nConnection closed by UNKNOWN port 65535\r\n",
            unknownKey, u"Host key verification failed.\nConnection closed by UNKNOWN port 65535");
        row("name", "ssh: Could not resolve hostname nowhere: Name or service not known\r\n", u"TunnelDown",
            u"ssh: Could not resolve hostname nowhere: Name or service not known");
        row("refused", "ssh: connect to host 127.0.0.1 port 1: Connection refused\r\n", u"TunnelDown",
            u"ssh: connect to host 127.0.0.1 port 1: Connection refused");
        row("no answer", "ssh: connect to host 192.0.2.1 port 22: Connection timed out\r\n", u"TunnelDown",
            u"ssh: connect to host 192.0.2.1 port 22: Connection timed out");
        row("no route", "ssh: connect to host 192.0.2.1 port 22: No route to host\r\n", u"TunnelDown",
            u"ssh: connect to host 192.0.2.1 port 22: No route to host");
        row("silent banner",
            "Connection timed out during banner exchange\r\nConnection to 127.0.0.1 port 4022 timed out\r\n",
            u"TunnelFrozen",
            u"Connection timed out during banner exchange\nConnection to 127.0.0.1 port 4022 timed out");
        row("frozen", "Timeout, server 127.0.0.1 not responding.\r\n", u"TunnelFrozen",
            u"Timeout, server 127.0.0.1 not responding.");
        row("closed by the server", "Connection to 127.0.0.1 closed by remote host.\r\n", u"TunnelDown",
            u"Connection to 127.0.0.1 closed by remote host.");
        row("banned",
            "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by 192.0.2.1 port "
            "22\r\n",
            u"TunnelDown", u"Connection closed by 192.0.2.1 port 22");
        row("10.0 penalty", "Not allowed at this time\r\nConnection closed by 192.0.2.1 port 22\r\n", u"TunnelDown",
            u"Connection closed by 192.0.2.1 port 22");
        row("broken pipe", "client_loop: send disconnect: Broken pipe\r\n", u"TunnelDown",
            u"client_loop: send disconnect: Broken pipe");
        row("bad option",
            "/home/me/.ssh/config: line 3: Bad configuration option: foo\r\n"
            "/home/me/.ssh/config: terminating, 1 bad configuration options\r\n",
            u"InvalidArgument",
            u"/home/me/.ssh/config: line 3: Bad configuration option: foo\n"
            "/home/me/.ssh/config: terminating, 1 bad configuration options");
        row("writable config", "Bad owner or permissions on /home/me/.ssh/config\r\n", u"InvalidArgument",
            u"Bad owner or permissions on /home/me/.ssh/config");
        row("no config", "Can't open user config file /nowhere: No such file or directory\r\n", u"InvalidArgument",
            u"Can't open user config file /nowhere: No such file or directory");
        row("9.6 host name", "hostname contains invalid characters\r\n", u"InvalidArgument",
            u"hostname contains invalid characters");
        row("no common algorithm",
            "Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: ssh-dss\r\n",
            u"InvalidArgument",
            u"Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: ssh-dss");
        row("only mentioned", "Warning: Permanently added '[127.0.0.1]:4022' (ED25519) to the list of known hosts.\r\n",
            u"TunnelDown", u"exit 255");
        row("nothing", "", u"TunnelDown", u"exit 255");
        row("no text", "\xff\xfe\n", u"TunnelDown", u"\ufffd\ufffd");
    }
    void words()
    {
        QFETCH(QByteArray, words);
        const core::Error error = transport::sshError(words, 255);
        QTEST(core::errorCodeName(error.code), "code");
        QTEST(error.detail, "detail");
    }

    void aChangedKeyIsNeverAnythingElse()
    {
        for (const QByteArray &words : { QByteArray(changed), QByteArray(revoked),
                 QByteArray(changed)
                     + "root@127.0.0.1: Permission denied (publickey).\nTimeout, server x not responding.\n" }) {
            const core::Error error = transport::sshError(words, 255);
            QCOMPARE(core::errorCodeName(error.code), u"HostKeyChanged"_s);
            QVERIFY(!error.detail.contains(u'@') || error.detail.contains("Permission"_L1));
        }
        const QString detail = transport::sshError(changed, 255).detail;
        QVERIFY(detail.contains("SHA256:Qwerty"_L1));
        QVERIFY(detail.contains("known_hosts:1"_L1));
    }

    void aFloodIsCut()
    {
        QVERIFY(transport::sshError(QByteArray(1'000'000, 'x'), 255).detail.size() <= 2000);
        QVERIFY(
            transport::sshError("Permission denied (" + QByteArray(1'000'000, '\n') + "x", 255).detail.size() <= 2000);
    }
};

QTEST_GUILESS_MAIN(TestSshError)
#include "tst_ssh_error.moc"
