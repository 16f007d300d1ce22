// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_prompt.h"

#include <QTest>

using core::PromptKind;
using transport::readSshPrompt;
using transport::SshPrompt;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(transport::SshPrompt::Action)
Q_DECLARE_METATYPE(core::PromptKind)

namespace {

const QString way = u"-p 2222 web"_s;
const QString fingerprint = u"SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s"_s;
const QString art = u"+--[ED25519 256]--+\n|         o=+ o.. |\n|        . *.B =  |\n+----[SHA256]-----+"_s;

/// As sshconnect.c of that release puts it together.
QString hostKeyText(const QString &keyLine, const QString &more = {})
{
    return u"The authenticity of host 'web ([192.0.2.1]:2222)' can't be established.\n"_s + keyLine + u'\n' + more
        + u"This key is not known by any other names.\n"
          "Are you sure you want to continue connecting (yes/no/[fingerprint])? "_s;
}

} // namespace

class TestSshPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<PromptKind>("kind");
        QTest::addColumn<bool>("untrusted");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("keychainKey");

        const auto own = [](const char *name, const QString &text, PromptKind kind, const QString &subject,
                             const QString &key = {}, const QString &hint = {}) {
            QTest::newRow(name) << text << hint << kind << false << subject << key;
        };
        own("passphrase", u"Enter passphrase for key '/home/a/.ssh/id_ed25519': "_s, PromptKind::Passphrase,
            u"/home/a/.ssh/id_ed25519"_s, u"ssh-passphrase:/home/a/.ssh/id_ed25519"_s);
        own("passphrase, quote in the path", u"Enter passphrase for key '/home/a/it's: ': "_s, PromptKind::Passphrase,
            u"/home/a/it's: "_s, u"ssh-passphrase:/home/a/it's: "_s);
        own("passphrase, relative path", u"Enter passphrase for key 'id': "_s, PromptKind::Passphrase, u"id"_s);
        const QString cut = u'/' + QString(99, u'k');
        own("passphrase, path cut off", u"Enter passphrase for key '%1': "_s.arg(cut), PromptKind::Passphrase, cut);
        own("passphrase, path not in UTF-8", u"Enter passphrase for key '/k\ufffd': "_s, PromptKind::Passphrase,
            u"/k\ufffd"_s);
        own("password", u"root@web's password: "_s, PromptKind::Password, u"root@web"_s,
            u"ssh-password:root@web [-p 2222 web]"_s);
        own("password, domain user", u"DOM\\user@web's password: "_s, PromptKind::Password, u"DOM\\user@web"_s,
            u"ssh-password:DOM\\user@web [-p 2222 web]"_s);
        own("PIN", u"Enter PIN for ED25519-SK key /home/a/.ssh/id_ed25519_sk: "_s, PromptKind::Pin,
            u"/home/a/.ssh/id_ed25519_sk"_s);
        own("PIN and touch", u"Enter PIN and confirm user presence for ECDSA-SK key /home/a/.ssh/id_ecdsa_sk: "_s,
            PromptKind::Pin, u"/home/a/.ssh/id_ecdsa_sk"_s);
        own("PIN of a token", u"Enter PIN for 'YubiKey PIV': "_s, PromptKind::Pin, u"YubiKey PIV"_s);
        own("touch", u"Confirm user presence for key ED25519-SK "_s + fingerprint, PromptKind::Touch,
            u"ED25519-SK "_s + fingerprint, {}, u"none"_s);

        const auto theirs = [](const char *name, const QString &text, const QString &subject) {
            QTest::newRow(name) << text << QString() << PromptKind::Response << true << subject << QString();
        };
        theirs("PAM password", u"(root@web) Password: "_s, u"root@web"_s);
        theirs("one-time code", u"(root@web) Verification code: "_s, u"root@web"_s);
        theirs("several lines", u"(root@web) Duo two-factor login\n\nPasscode or option (1-2): "_s, u"root@web"_s);
        theirs("no text", u"(root@web) "_s, u"root@web"_s);
        theirs("poses as a password", u"(root@web) root@web's password: "_s, u"root@web"_s);
        theirs("poses as a password in a line", u"(root@web) x\nroot@web's password: "_s, u"root@web"_s);
        theirs("poses as a passphrase", u"(root@web) Enter passphrase for key '/home/a/.ssh/id': "_s, u"root@web"_s);
        theirs("poses as a host key", u"(root@web) "_s + hostKeyText(u"ED25519 key fingerprint is "_s + fingerprint),
            u"root@web"_s);
        // Without the prefix of a newer ssh, or by a user's name that tries to be one.
        theirs("password, line before", u"Hello\nroot@web's password: "_s, {});
        theirs("password, line behind", u"root@web's password: \n"_s, {});
        theirs("password, words before", u"Type root@web's password: "_s, {});
        theirs("password, name like a prefix", u"(x@web's password: "_s, {});
        theirs("password, carriage return", u"root@web\r's password: "_s, {});
        theirs("passphrase, line before", u"x\nEnter passphrase for key '/k': "_s, {});
        theirs("passphrase, line inside", u"Enter passphrase for key '/k\n': "_s, {});
        theirs("passphrase, blank before", u" Enter passphrase for key '/k': "_s, {});
        theirs("PIN, strange key", u"Enter PIN for your key /k: "_s, {});
        theirs("new password", u"Enter root@web's new password: "_s, {});
        theirs("old password", u"Enter root@web's old password: "_s, {});
        theirs("again", u"Retype root@web's new password: "_s, {});
        theirs("nothing", QString(), {});
        theirs("control characters", u"\x1b]0;x\x07 Password: "_s, {});
    }
    void questions()
    {
        QFETCH(QString, text);
        QFETCH(QString, hint);
        const SshPrompt read = readSshPrompt(text, hint, way);
        QCOMPARE(read.action, SshPrompt::Action::Ask);
        QTEST(read.prompt.kind, "kind");
        QTEST(read.prompt.untrusted, "untrusted");
        QTEST(read.prompt.subject, "subject");
        QTEST(read.prompt.keychainKey, "keychainKey");
        QVERIFY(text.endsWith(read.prompt.text)); // without the prefix, which is the subject
        QVERIFY(!read.prompt.wrongBefore && !read.prompt.echo);
        QVERIFY(read.prompt.fingerprint.isEmpty());
    }

    void thePasswordOfAnotherWayIsAnother()
    {
        // ssh names no port: behind two ports of one name may be two machines.
        const auto key = [](const QString &typed) {
            return readSshPrompt(u"root@localhost's password: "_s, {}, typed).prompt.keychainKey;
        };
        QVERIFY(key(u"-p 2201 localhost"_s) != key(u"-p 2202 localhost"_s));
    }

    void hostKeys_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("picture");
        QTest::newRow("9.2") << hostKeyText(u"ED25519 key fingerprint is %1."_s.arg(fingerprint)) << u"ED25519"_s
                             << QString();
        QTest::newRow("10") << hostKeyText(u"ECDSA key fingerprint is: %1"_s.arg(fingerprint)) << u"ECDSA"_s
                            << QString();
        QTest::newRow("picture") << hostKeyText(u"ED25519 key fingerprint is %1."_s.arg(fingerprint), art + u'\n')
                                 << u"ED25519"_s << art;
        QTest::newRow("half a picture") << hostKeyText(
            u"ED25519 key fingerprint is %1."_s.arg(fingerprint), art.left(40) + u'\n')
                                        << u"ED25519"_s << QString();
        QTest::newRow("other keys, DNS")
            << u"The authenticity of host 'web ([192.0.2.1]:2222)' can't be established\n"
               "but keys of different type are already known for this host.\n"
               "RSA key fingerprint is %1.\nNo matching host key fingerprint found in DNS.\n"
               "This host key is known by the following other names/addresses:\n    ~/.ssh/known_hosts:1: db\n"
               "Are you sure you want to continue connecting (yes/no/[fingerprint])? "_s.arg(fingerprint)
            << u"RSA"_s << QString();
        QTest::newRow("7.x") << u"The authenticity of host 'web ([192.0.2.1]:2222)' can't be established.\n"
                                "RSA key fingerprint is %1.\n"
                                "Are you sure you want to continue connecting (yes/no)? "_s.arg(fingerprint)
                             << u"RSA"_s << QString();
    }
    void hostKeys()
    {
        QFETCH(QString, text);
        const SshPrompt read = readSshPrompt(text, {}, way);
        QCOMPARE(read.action, SshPrompt::Action::Ask);
        QCOMPARE(read.prompt.kind, PromptKind::HostKey);
        QCOMPARE(read.prompt.subject, u"web"_s);
        QCOMPARE(read.prompt.fingerprint, fingerprint);
        QTEST(read.prompt.keyType, "type");
        QTEST(read.prompt.randomart, "picture");
        QVERIFY(!read.prompt.untrusted && read.prompt.keychainKey.isEmpty());
    }

    void whatNobodyIsAsked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<SshPrompt::Action>("action");
        using Action = SshPrompt::Action;
        QTest::newRow("further host keys") << u"Accept updated hostkeys? (yes/no): "_s << QString() << Action::AnswerNo;
        QTest::newRow("key to the agent") << u"Add key /k (SHA256:x) to agent?"_s << u"confirm"_s << Action::Refuse;
        QTest::newRow("no fingerprint") << hostKeyText(u"ED25519 key fingerprint is unknown."_s) << QString()
                                        << Action::AnswerNo;
        QTest::newRow("MD5") << hostKeyText(u"RSA key fingerprint is MD5:00:11:22."_s) << QString() << Action::AnswerNo;
        QTest::newRow("no question") << u"The authenticity of host 'web (1)' can't be established.\n"
                                        "RSA key fingerprint is %1.\nPassword: "_s.arg(fingerprint)
                                     << QString() << Action::AnswerNo;
        QTest::newRow("another key for the address")
            << u"Warning: the ED25519 host key for 'web' differs from the key for the IP address '192.0.2.1'\n"
               "Offending key for IP in /home/a/.ssh/known_hosts:3\n"
               "Are you sure you want to continue connecting (yes/no)? "_s
            << QString() << Action::Stop;
    }
    void whatNobodyIsAsked()
    {
        QFETCH(QString, text);
        QFETCH(QString, hint);
        QTEST(readSshPrompt(text, hint, way).action, "action");
    }
};

QTEST_GUILESS_MAIN(TestSshPrompt)
#include "tst_ssh_prompt.moc"
