// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::ChangeResult;
using changes::Rig;
using Kind = services::PreflightIssueKind;

/// What is told of a change before it is made: what it costs a real daemon.
class TestChangeCost final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Rig> m_rig;

    void start()
    {
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        for (const auto *address : { "192.0.2.7", "192.0.2.8" })
            QCOMPARE(
                m_rig->s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, QString::fromLatin1(address) }).exitCode, 0);
    }
    core::Result<services::ChangePreview> preview(const services::ChangeRequest &request)
    {
        return m_rig->s.wait<services::ChangePreview>(
            [&](auto handler) { m_rig->changes->preview(request, &m_rig->s.context, handler); });
    }
    /// "LosesBans web 2", of what a change ends.
    static QStringList costs(const core::Result<services::ChangePreview> &preview)
    {
        QStringList all;
        if (!preview)
            return { preview.error().detail };
        for (const services::PreflightIssue &issue : preview->report.issues) {
            const QString rest = QString(issue.jail + u' ' + issue.subject).trimmed();
            if (issue.kind == Kind::LosesBans)
                all += u"loses "_s + rest;
            else if (issue.kind == Kind::LiftsBans)
                all += u"lifts "_s + rest;
            else if (issue.kind == Kind::RestartsJail)
                all += u"restarts "_s + rest;
            else if (issue.kind == Kind::LastJail)
                all += u"last "_s + rest;
        }
        return all;
    }

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void bans_data()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<bool>("kept");
        for (const TestFail2ban::Version version : TestFail2ban::versions()) {
            const QString name = TestFail2ban::versionText(version);
            QTest::newRow(qPrintable(name + u", in a database"_s)) << version << true;
            QTest::newRow(qPrintable(name + u", nowhere"_s)) << version << false;
        }
    }
    void bans()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(bool, kept);
        m_rig = std::make_unique<Rig>(version);
        if (!kept)
            m_rig->s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\ndbfile = None\n"_s);
        start();
        const QStringList restart { kept ? u"restarts web action"_s : u"restarts web 2"_s };
        QCOMPARE(costs(preview(m_rig->edit(u"web"_s, u"action"_s, u"dummy2"_s))), restart);
        QCOMPARE(costs(preview(m_rig->edit(u"web"_s, u"bantime"_s, u"77m"_s))), QStringList()); // reloaded only
        const QString word = kept ? u"lifts"_s : u"loses"_s;
        QCOMPARE(costs(preview(m_rig->request(ChangeKind::Disable, u"web"_s))), QStringList { word + u" web 2"_s });
        QCOMPARE(costs(preview(m_rig->request(ChangeKind::Disable, u"sshd"_s))), QStringList());
        for (const auto *other : { "big", "recidive", "sshd" })
            QCOMPARE(m_rig->s.daemon.client({ u"stop"_s, QString::fromLatin1(other) }).exitCode, 0);
        QCOMPARE(costs(preview(m_rig->request(ChangeKind::Disable, u"web"_s))),
            (QStringList { u"last web"_s, word + u" web 2"_s }));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // What a reload leaves as it runs, where nothing sets it any more.
    void valuesThatAReloadKeeps()
    {
        m_rig = std::make_unique<Rig>(TestFail2ban::Version::V1_0_2);
        m_rig->s.daemon.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\ndatepattern = ^%%Y-%%m-%%d\n"_s);
        start();
        const auto running = [this] { return m_rig->s.daemon.client({ u"get"_s, u"web"_s, u"datepattern"_s }).output; };
        const QString before = running();
        QVERIFY2(before.contains("%Y-%m-%d"_L1), qPrintable(before));
        auto request = m_rig->request(ChangeKind::Edit, u"web"_s);
        request.edits = { { .key = u"datepattern"_s, .remove = true } };
        const auto shown = preview(request);
        QVERIFY(shown && std::ranges::any_of(shown->report.issues, [](const services::PreflightIssue &issue) {
            return issue.kind == Kind::RestartsJail && issue.subject == "datepattern"_L1;
        }));
        const auto made = m_rig->make(request);
        QVERIFY2(made && made->result == ChangeResult::Active, qPrintable(Rig::told(made)));
        QVERIFY2(!running().contains("%Y-%m-%d"_L1), qPrintable(running()));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // fail2ban's program cannot say what the files mean: then nothing is as it is wanted.
    void nothingKnownIsNotNothingToDo()
    {
        m_rig = std::make_unique<Rig>(TestFail2ban::Version::V1_1_0);
        const QString program = m_rig->s.daemon.folder() + u"/broken-client"_s;
        QFile file(program);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho 'cannot start' >&2\nexit 1\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        m_rig->s.adjustProfile = [&program](core::ServerProfile &profile) { profile.clientProgram = program; };
        start();
        services::ChangeRequest request = m_rig->request(ChangeKind::Edit, u"web"_s);
        request.edits = { { .key = u"usedns"_s, .remove = true } }; // it is not there
        const auto outcome = m_rig->make(request);
        QVERIFY2(outcome && outcome->result == ChangeResult::Refused, qPrintable(Rig::told(outcome)));
        QVERIFY2(m_rig->jails().contains(u"web"_s), qPrintable(m_rig->jails().join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestChangeCost)
#include "tst_change_cost.moc"
