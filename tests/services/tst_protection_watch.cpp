// SPDX-License-Identifier: GPL-3.0-or-later
#include "health_rig.h"
#include "services/protection_watch.h"
#include "services/rescue_memory.h"
#include "support/event_loop.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace {

/// A folder on the server with jails of which some have an action.
class Files final : public services::ConfigService
{
    Q_OBJECT
public:
    core::RequestHandle read(
        core::ServerId, const QObject *context, core::Handler<services::ServerConfiguration> handler) override
    {
        ++reads;
        const core::Pending<services::ServerConfiguration> pending(context, std::move(handler));
        if (unreadable) {
            pending.finishLater(core::failure(core::ErrorCode::FileUnreadable));
            return pending.handle();
        }
        config::ConfigTree tree { u"/etc/fail2ban"_s, {}, {} };
        QByteArray text = "[DEFAULT]\nbackend = polling\n";
        for (const QString &jail : enabled) {
            text += '[' + jail.toUtf8() + "]\nenabled = true\nfilter = plain\nlogpath = /var/log/x.log\n";
            if (!inert.contains(jail))
                text += "action = act\n";
        }
        tree.files.insert(tree.path(u"jail.conf"_s), text);
        tree.files.insert(tree.path(u"fail2ban.conf"_s), "[Definition]\n");
        tree.files.insert(tree.path(u"filter.d/plain.conf"_s), "[Definition]\nfailregex = ^x <HOST>$\n");
        tree.files.insert(tree.path(u"action.d/act.conf"_s), "[Definition]\nactionban = true\n");
        services::ServerConfiguration configuration;
        configuration.configuration = config::Configuration::read(tree, {});
        pending.finishLater(configuration);
        return pending.handle();
    }
    [[nodiscard]] std::optional<services::ServerConfiguration> last(core::ServerId) const override { return {}; }

    QStringList enabled { u"sshd"_s, u"web"_s };
    QStringList inert; ///< of these
    bool unreadable = false;
    int reads = 0;
};

struct Told
{
    QStringList withoutActions;
    QStringList missing;
};

} // namespace

class TestProtectionWatch final : public HealthRig
{
    Q_OBJECT

    /// A rig whose daemon tells actions, too.
    void prepare()
    {
        tearDown();
        build();
        m_empty.clear();
        m_asked = 0;
        m_files = std::make_unique<Files>();
        m_channel->setResponder([this](const QByteArray &request) {
            if (!request.contains("actions"))
                return answer(request);
            ++m_asked;
            for (const QString &jail : std::as_const(m_empty)) {
                if (request.contains(jail.toUtf8()))
                    return wire::done("]");
            }
            return wire::done(wire::list({ wire::text(u"act"_s) }));
        });
    }
    void watch(storage::AuditRepository *audit = nullptr)
    {
        m_random = 0.5;
        m_watch = std::make_unique<services::ProtectionWatch>(
            services::ProtectionWatch::Context { *m_state, *m_registry, *m_monitor, *m_files, m_clock, audit },
            [this] { return m_random; });
        connect(m_watch.get(), &services::ProtectionWatch::looked, this,
            [this](core::ServerId, const QStringList &withoutActions, const QStringList &missing) {
                m_told.append({ withoutActions, missing });
            });
        m_told.clear();
    }
    /// A probe after so long, and what a look that it brought about has told; none: no look.
    std::optional<Told> after(qint64 ms)
    {
        m_clock.advance(ms);
        m_told.clear();
        const int before = m_asked;
        if (probe().outcome != core::ProbeOutcome::Answered)
            qFatal("the daemon does not answer");
        support::settle(); // what a probe brings about is on its way when it ends
        if (m_asked == before)
            return {};
        if (!QTest::qWaitFor([&] { return !m_told.isEmpty(); }, 30'000))
            qFatal("a look without an end");
        return m_told.constLast();
    }
    static constexpr qint64 every = 330'000; ///< the longest pause between two looks

    std::unique_ptr<Files> m_files;
    std::unique_ptr<services::ProtectionWatch> m_watch;
    QStringList m_empty;
    QList<Told> m_told;
    int m_asked = 0;

private Q_SLOTS:
    void cleanup()
    {
        m_watch.reset();
        tearDown();
    }

    void looksSoonAfterTheFirstAnswerAndThenNowAndThen()
    {
        prepare();
        watch();
        QVERIFY(!after(0)); // spread over half a minute
        const auto first = after(16'000);
        QVERIFY(first);
        QVERIFY(first->withoutActions.isEmpty() && first->missing.isEmpty());
        QCOMPARE(m_asked, 2); // one command for each jail
        QCOMPARE(m_files->reads, 1);
        QVERIFY(!after(60'000));
        QVERIFY(!after(200'000));
        QVERIFY(after(50'000));
        QCOMPARE(m_asked, 4);
        QCOMPARE(m_files->reads, 1); // compared once
    }

    /// The trap of a reload after a change of actions: nothing in a probe tells of it.
    void findsAJailWithoutActions()
    {
        prepare();
        watch();
        after(0);
        QVERIFY(after(16'000));
        m_empty = { u"web"_s };
        const auto found = after(every);
        QVERIFY(found);
        QCOMPARE(found->withoutActions, QStringList { u"web"_s });
        const int reads = m_files->reads;
        QCOMPARE(after(every)->withoutActions, QStringList { u"web"_s });
        QCOMPARE(m_files->reads, reads); // what is known is not read again
        m_empty.clear();
        QVERIFY(after(every)->withoutActions.isEmpty());
    }

    void whatIsMeantToHaveNoneRaisesNoAlarm()
    {
        prepare();
        m_files->inert = { u"web"_s };
        m_empty = { u"web"_s };
        watch();
        after(0);
        QVERIFY(after(16'000)->withoutActions.isEmpty());
        QVERIFY(after(every)->withoutActions.isEmpty());
        QCOMPARE(m_files->reads, 1);
        // Somebody gives it one, and the daemon drops it without a word.
        m_files->inert.clear();
        std::optional<Told> found;
        for (int i = 0; i < 12 && (!found || found->withoutActions.isEmpty()); ++i)
            found = after(every);
        QCOMPARE(found->withoutActions, QStringList { u"web"_s });
    }

    void whereNoFileCanBeReadItIsTold()
    {
        prepare();
        m_files->unreadable = true;
        m_empty = { u"web"_s };
        watch();
        after(0);
        QCOMPARE(after(16'000)->withoutActions, QStringList { u"web"_s });
    }

    void signsOfAReload_data()
    {
        QTest::addColumn<std::function<void()>>("happen");
        QTest::newRow("the log tells") << std::function<void()>([this] { m_watch->noteReload(web); });
        QTest::newRow("another process") << std::function<void()>([this] {
            m_channel->setIdentity(core::ProcessIdentity { 101, 6 });
            m_channel->cut();
        });
        QTest::newRow("another jail") << std::function<void()>([this] { m_jails.append(u"xmail"_s); });
    }
    void signsOfAReload()
    {
        prepare();
        watch();
        after(0);
        QVERIFY(after(16'000));
        QVERIFY(!after(10'000));
        QFETCH(std::function<void()>, happen);
        happen();
        if (!after(10'000))
            QVERIFY(after(10'000));
    }

    void tellsOfJailsThatTheConfigurationEnables()
    {
        prepare();
        m_jails = { u"sshd"_s };
        watch();
        after(0);
        QCOMPARE(after(16'000)->missing, QStringList { u"web"_s });
        QVERIFY(after(every)->missing.isEmpty()); // once: what changes later the probes show
    }

    void whatWasStoppedThroughBanGUIIsNotMissing()
    {
        prepare();
        storage::AuditRepository audit(*m_store);
        core::AuditEntry stop;
        stop.server = web;
        stop.words = { u"stop"_s, u"web"_s };
        stop.at = m_clock.nowMs() - 1'000;
        doubles::Heard<qint64> stored;
        audit.begin(stop, &stored.context, stored.handler());
        QTRY_COMPARE(stored.count(), 1);
        QVERIFY(stored.results[0]);
        m_jails = { u"sshd"_s };
        watch(&audit);
        after(0);
        QVERIFY(after(16'000)->missing.isEmpty());
        QCOMPARE(m_state->stoppedOnPurpose(web), QSet<QString> { u"web"_s });
    }

    void oneServersConfigurationAfterTheOther()
    {
        prepare();
        watch();
        constexpr int count = 20;
        for (int i = 2; i < 2 + count; ++i) {
            m_registry->put(doubles::profile(i))->setAutoFail(core::Error { core::ErrorCode::NoSocket, {} });
            m_state->addServer({ i });
            Q_EMIT m_monitor->jailsObserved({ i }, {});
        }
        for (int second = 0; second < 40; ++second) {
            m_clock.advance(1'000);
            for (int i = 2; i < 2 + count; ++i)
                Q_EMIT m_monitor->jailsObserved({ i }, {});
            QCoreApplication::processEvents();
        }
        QVERIFY2(m_files->reads > 3 && m_files->reads < 10, qPrintable(QString::number(m_files->reads)));
        for (int second = 0; second < 100; ++second) {
            m_clock.advance(1'000);
            for (int i = 2; i < 2 + count; ++i)
                Q_EMIT m_monitor->jailsObserved({ i }, {});
            QCoreApplication::processEvents();
        }
        QCOMPARE(m_files->reads, count);
    }

    void memory()
    {
        services::RescueMemory memory;
        QCOMPARE(services::storedMemory(memory), QString());
        core::RescueFinding lost;
        lost.kind = core::RescueKind::LostJails;
        lost.jails = { u"sshd"_s };
        core::RescueFinding inert;
        inert.kind = core::RescueKind::NoActions;
        inert.jails = { u"web"_s };
        memory.known = { lost };
        memory.dismissed = { inert };
        memory.lookDue = true;
        const services::RescueMemory back = services::memoryFromStore(services::storedMemory(memory));
        QCOMPARE(back.known.size(), 1);
        QCOMPARE(back.known[0].kind, core::RescueKind::LostJails);
        QCOMPARE(back.known[0].jails, lost.jails);
        QCOMPARE(back.dismissed.size(), 1);
        QCOMPARE(back.dismissed[0].kind, core::RescueKind::NoActions);
        QCOMPARE(back.dismissed[0].jails, inert.jails);
        QVERIFY(back.lookDue);
        QVERIFY(!services::memoryFromStore(u"[]"_s).lookDue);
    }
};

QTEST_GUILESS_MAIN(TestProtectionWatch)
#include "tst_protection_watch.moc"
