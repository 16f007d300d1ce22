// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/change_verify.h"
#include "wire_replies.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace services;

/// One look at a daemon that the test plays.
class TestChangeVerify : public QObject
{
    Q_OBJECT

    const QString m_socket = u"/run/fail2ban/fail2ban.sock"_s;
    const core::ProcessIdentity m_process { 42, 4711 };

    // What the daemon shows.
    QStringList m_jails;
    QStringList m_failregex;
    QStringList m_ignoreregex;
    QStringList m_actions;
    QString m_actionBan;
    int m_bantime = 600;
    QString m_prefregex;
    QStringList m_logs;
    QStringList m_allowed;
    bool m_silent = false;
    std::unique_ptr<support::FakeHost> m_host;
    std::unique_ptr<doubles::Gate> m_gate;

    static QByteArray texts(const QStringList &items)
    {
        QList<QByteArray> all;
        for (const QString &item : items)
            all += wire::text(item);
        return wire::done(wire::list(all));
    }
    /// Every text of the request: our writer uses BINUNICODE only.
    static QStringList wordsOf(const QByteArray &request)
    {
        QStringList words;
        for (qsizetype i = 2; i + 5 <= request.size() && request[i] != '.'; ++i) {
            if (request[i] != 'X')
                continue;
            const auto size = static_cast<qsizetype>(qFromLittleEndian<quint32>(request.constData() + i + 1));
            words.append(QString::fromUtf8(request.mid(i + 5, size)));
            i += 4 + size;
        }
        return words;
    }
    QByteArray answer(const QByteArray &request) const
    {
        if (m_silent)
            return {};
        const QStringList words = wordsOf(request);
        const QString property = words.value(2);
        if (words.value(0) == "status"_L1)
            return wire::done(
                wire::list({ wire::pair(wire::text(u"Number of jail"_s), wire::number(int(m_jails.size()))),
                    wire::pair(wire::text(u"Jail list"_s), wire::text(m_jails.join(u", "_s))) }));
        if (property == "failregex"_L1)
            return texts(m_failregex);
        if (property == "ignoreregex"_L1)
            return texts(m_ignoreregex);
        if (property == "prefregex"_L1)
            return wire::done(wire::text(m_prefregex));
        if (property == "logpath"_L1)
            return texts(m_logs);
        if (property == "ignoreip"_L1)
            return texts(m_allowed);
        if (property == "actions"_L1)
            return texts(m_actions);
        if (property == "action"_L1)
            return wire::done(wire::text(m_actionBan));
        if (property == "bantime"_L1)
            return wire::done(wire::number(m_bantime));
        return wire::done(wire::number(3)); // findtime, maxretry
    }
    ChangeExpectation expected() const
    {
        config::DumpedJail wanted;
        wanted.name = u"web"_s;
        wanted.started = true;
        wanted.failregex = { u"^<HOST> bad$"_s };
        wanted.actions
            = { { .name = u"dummy"_s, .properties = { { u"actionban"_s, u"ban <ip>"_s } }, .pythonFile = {} } };
        wanted.prefregex = u"^<F-MLFID>a</F-MLFID> <F-CONTENT>.+</F-CONTENT>$"_s;
        wanted.settings = { { u"bantime"_s, { u"10m"_s } }, { u"findtime"_s, { u"3"_s } },
            { u"maxretry"_s, { u"3"_s } }, { u"addlogpath"_s, { u"/var/log/a"_s, u"tail"_s, u"/var/log/b"_s } },
            { u"addignoreip"_s, { u"127.0.0.1/8"_s, u"2001:DB8::1"_s, u"office.example"_s } } };
        return { .process = m_process,
            .socketPath = m_socket,
            .jails = { u"sshd"_s, u"web"_s },
            .jail = u"web"_s,
            .wanted = wanted };
    }
    /// "ok 2", or the error with its detail.
    QString look(const ChangeExpectation &expectation)
    {
        doubles::Heard<QString> heard;
        QObject parent;
        const core::Pending<QString> pending(&heard.context, heard.handler());
        (new ChangeVerify(m_gate->session(), *m_host, expectation, pending, &parent))->start();
        if (!QTest::qWaitFor([&heard] { return heard.count() == 1; }, 30'000))
            return u"no answer"_s;
        const auto &result = heard.results.constFirst();
        return result ? u"ok "_s + *result : core::errorCodeName(result.error().code) + u' ' + result.error().detail;
    }

private Q_SLOTS:
    void init()
    {
        m_jails = { u"sshd"_s, u"web"_s };
        m_failregex = { u"^(?P<ip4>(?:\\d{1,3}\\.){3}\\d{1,3}) bad$"_s };
        m_ignoreregex.clear();
        m_actions = { u"dummy"_s };
        m_actionBan = u"ban <ip>"_s;
        m_bantime = 600;
        m_prefregex = u"^(?P<mlfid>a) (?P<content>.+)$"_s;
        m_logs = { u"/var/log/b"_s, u"/var/log/a"_s };
        m_allowed = { u"127.0.0.0/8"_s, u"192.0.2.9"_s, u"2001:db8::1"_s }; // one of them while it runs
        m_silent = false;
        m_gate = std::make_unique<doubles::Gate>(services::SessionTimeouts { 60, 60, 120, 200, 400 });
        m_gate->channel->setResponder([this](const QByteArray &request) { return answer(request); });
        m_host = std::make_unique<support::FakeHost>();
        m_host->setPeer(m_socket, m_process);
    }
    void cleanup()
    {
        m_gate.reset();
        m_host.reset();
    }

    void allIsAsItShouldBe() { QCOMPARE(look(expected()), u"ok 2"_s); }

    void anotherProcess()
    {
        m_host->setPeer(m_socket, core::ProcessIdentity { 43, 5000 });
        QCOMPARE(look(expected()), u"VerifyFailed pid 42 -> 43"_s);
        // The same pid, used again.
        m_host->setPeer(m_socket, core::ProcessIdentity { 42, 5000 });
        QCOMPARE(look(expected()), u"VerifyFailed pid 42 -> 42"_s);
        ChangeExpectation any = expected();
        any.process = {}; // of a daemon behind another namespace nothing is known
        QCOMPARE(look(any), u"ok 2"_s);
        m_host->setPeer(m_socket, core::failure(core::ErrorCode::Refused));
        QCOMPARE(look(expected()), u"Refused "_s);
    }

    void jailsAreLost()
    {
        m_jails = { u"web"_s };
        QCOMPARE(look(expected()), u"VerifyFailed -sshd"_s);
        m_jails.clear();
        QCOMPARE(look(expected()), u"VerifyFailed -sshd -web"_s);
        ChangeExpectation fresh = expected();
        fresh.jails = { u"sshd"_s }; // web is new
        m_jails = { u"sshd"_s };
        QCOMPARE(look(fresh), u"VerifyFailed -web"_s);
    }

    void anEndedJail()
    {
        ChangeExpectation ended = expected();
        ended.wanted.reset();
        ended.jails = { u"sshd"_s };
        QCOMPARE(look(ended), u"VerifyFailed +web"_s);
        m_jails = { u"sshd"_s };
        QCOMPARE(look(ended), u"ok 1"_s);
    }

    void regexesDiffer()
    {
        m_failregex = { u"^(?P<ip4>x) good$"_s };
        QCOMPARE(look(expected()), u"VerifyFailed failregex = ^<HOST> bad$"_s);
        m_failregex = { u"^(?P<ip4>x) bad$"_s };
        m_ignoreregex = { u"^left over"_s };
        QCOMPARE(look(expected()), u"VerifyFailed ignoreregex = ^left over"_s);
    }

    void prefRegexDiffers()
    {
        m_prefregex.clear();
        QCOMPARE(look(expected()), u"VerifyFailed prefregex = "_s + expected().wanted->prefregex);
        ChangeExpectation none = expected();
        none.wanted->prefregex.clear();
        QCOMPARE(look(none), u"ok 2"_s);
        m_prefregex = u"^left over"_s;
        QCOMPARE(look(none), u"VerifyFailed prefregex = ^left over"_s);
    }

    void logsAndAllowedAddressesAreMissing()
    {
        m_logs = { u"/var/log/b"_s, u"/var/log/more"_s };
        QCOMPARE(look(expected()), u"VerifyFailed logpath = /var/log/a"_s);
        m_logs = { u"/var/log/b"_s, u"/var/log/a"_s };
        m_allowed = { u"127.0.0.0/8"_s };
        QCOMPARE(look(expected()), u"VerifyFailed ignoreip = 2001:db8::1"_s);
        m_allowed.clear();
        QCOMPARE(look(expected()), u"VerifyFailed ignoreip = 127.0.0.0/8"_s);
    }

    void actionsDiffer()
    {
        m_actions.clear(); // it answers, and guards nothing
        QCOMPARE(look(expected()), u"VerifyFailed action"_s);
        m_actions = { u"dummy"_s, u"other"_s };
        QCOMPARE(look(expected()), u"VerifyFailed other"_s);
        m_actions = { u"dummy"_s };
        m_actionBan = u"something else"_s;
        QCOMPARE(look(expected()), u"VerifyFailed dummy.actionban"_s);
    }

    void valuesDiffer()
    {
        m_bantime = 601;
        QCOMPARE(look(expected()), u"VerifyFailed bantime = 601, 600"_s);
    }

    /// The server is removed while it is looked at.
    void theSessionGoes()
    {
        m_silent = true;
        doubles::Heard<QString> heard;
        QObject parent;
        const core::Pending<QString> pending(&heard.context, heard.handler());
        (new ChangeVerify(m_gate->session(), *m_host, expected(), pending, &parent))->start();
        QVERIFY(QTest::qWaitFor([this] { return !m_gate->channel->writes().isEmpty(); }, 30'000));
        m_gate->registry.drop(core::ServerId { 1 });
        QVERIFY(QTest::qWaitFor([&heard] { return heard.count() == 1; }, 30'000));
        QCOMPARE(heard.code(), core::ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestChangeVerify)
#include "tst_change_verify.moc"
