// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/lifted_bans.h"
#include "wire_replies.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using services::LiftedBans;

namespace {

QString told(const QList<services::PreflightIssue> &issues)
{
    QStringList all;
    for (const services::PreflightIssue &issue : issues) {
        const QString kind = issue.kind == core::PreflightIssueKind::LosesBans ? u"loses"_s
            : issue.kind == core::PreflightIssueKind::LiftsBans                ? u"lifts"_s
            : issue.kind == core::PreflightIssueKind::LastJail                 ? u"last"_s
            : issue.kind == core::PreflightIssueKind::RestartsJail             ? u"restarts"_s
                                                                               : u"?"_s;
        all += (kind + u' ' + issue.jail + u' ' + issue.subject).trimmed() + (issue.detail.isEmpty() ? u""_s : u": "_s)
            + issue.detail;
    }
    return all.join(u", "_s);
}

} // namespace

/// What is told of the bans of jails that a change ends or restarts.
class TestLiftedBans final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTold()
    {
        const QStringList jails { u"a"_s, u"b"_s, u"c"_s };
        const LiftedBans kept { .kept = true, .bans = { { u"a"_s, 2 }, { u"b"_s, 0 }, { u"c"_s, std::nullopt } } };
        LiftedBans lost = kept;
        lost.kept = false;
        // A restart makes them again, where there is something to make them from.
        const QHash<QString, QString> none;
        const QHash<QString, QString> telling { { u"a"_s, u"mail"_s }, { u"b"_s, u"mail"_s }, { u"z"_s, u"mail"_s } };
        QCOMPARE(told(services::issuesOfRestart(jails, kept, telling)), QString());
        // Where there is not, they are set again; but not where an action would report each of them.
        QCOMPARE(told(services::issuesOfRestart(jails, lost, none)), u"restarts a 2, restarts c ?"_s);
        QCOMPARE(told(services::issuesOfRestart(jails, lost, telling)), u"loses a 2: mail, restarts c ?"_s);
        LiftedBans unlisted = lost; // by a daemon that is too old to tell them
        unlisted.listed = false;
        QCOMPARE(told(services::issuesOfRestart(jails, unlisted, none)), u"loses a 2, loses c"_s);
        QCOMPARE(told(services::issuesOfEnd(u"a"_s, jails, kept, telling)), u"lifts a 2"_s);
        QCOMPARE(told(services::issuesOfEnd(u"a"_s, jails, lost, none)), u"loses a 2"_s);
        QCOMPARE(told(services::issuesOfEnd(u"a"_s, jails, lost, telling)), u"loses a 2: mail"_s);
        QCOMPARE(told(services::issuesOfEnd(u"b"_s, jails, lost, telling)), QString());
        QCOMPARE(told(services::issuesOfEnd(u"b"_s, { u"b"_s }, kept, none)), u"last b"_s);
        QCOMPARE(told(services::issuesOfEnd(u"c"_s, { u"c"_s }, kept, none)), u"last c, lifts c"_s);
        for (const auto &issue :
            services::issuesOfEnd(u"c"_s, { u"c"_s }, lost, none) + services::issuesOfRestart(jails, lost, telling))
            QCOMPARE(issue.severity, services::PreflightSeverity::Warning);
    }

    void whatTheDaemonSays_data()
    {
        QTest::addColumn<QByteArray>("dbfile");
        QTest::addColumn<bool>("kept");
        QTest::newRow("none") << wire::done("N") << false;
        QTest::newRow("a file") << wire::done(wire::text(u"/var/lib/fail2ban/fail2ban.sqlite3"_s)) << true;
        QTest::newRow("not told") << wire::invalidCommand() << true;
    }
    void whatTheDaemonSays()
    {
        QFETCH(QByteArray, dbfile);
        QFETCH(bool, kept);
        const auto lifted = ask([&dbfile](const QByteArray &request) {
            if (request.contains("dbfile"))
                return dbfile;
            return request.contains("web") ? wire::jailStatusShort(0, 0, 2, 5) : wire::invalidCommand();
        });
        QVERIFY(lifted);
        QCOMPARE(lifted->kept, kept);
        QCOMPARE(lifted->bans.value(u"web"_s), std::optional<qint64>(2));
        QVERIFY(lifted->bans.contains(u"other"_s) && !lifted->bans.value(u"other"_s));
    }

    void aLinkThatDiesIsNoAnswer()
    {
        const auto lifted = ask([](const QByteArray &) { return QByteArray(); });
        QVERIFY(!lifted);
    }

private:
    /// Of the jails web and other; a daemon without an answer has gone.
    core::Result<LiftedBans> ask(const std::function<QByteArray(const QByteArray &)> &daemon)
    {
        support::FakeClock clock;
        clock.setNow(1'795'000'000'000);
        doubles::Registry registry(clock);
        auto *channel = registry.put(doubles::profile(1), { 100, 100, 100, 100, 100 });
        if (daemon({}).isEmpty()) {
            channel->setAutoFail(core::Error { ErrorCode::NoSocket, {} });
        } else {
            channel->setAutoAccept(true);
            channel->setResponder(daemon);
        }
        services::ServerSession *session = registry.session(core::ServerId { 1 });
        session->reconnectNow();
        std::optional<core::Result<LiftedBans>> answer;
        services::readLiftedBans(*session, { u"web"_s, u"other"_s }, this,
            [&answer](const core::Result<LiftedBans> &lifted) { answer = lifted; });
        if (answer || !QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            return core::failure(ErrorCode::Internal, u"no answer from the event loop"_s);
        return *answer;
    }
};

QTEST_GUILESS_MAIN(TestLiftedBans)
#include "tst_lifted_bans.moc"
