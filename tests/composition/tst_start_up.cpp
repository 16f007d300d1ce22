// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/application.h"
#include "composition/start_up.h"
#include "services/log_service.h"
#include "services/recovery_controller.h"
#include "services/runtime_state.h"
#include "services/settings_service.h"
#include "storage/data_folder.h"
#include "storage/repositories.h"

#include "storage/store_fixture.h"
#include "support/fake_clock.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using composition::StageReport;
using composition::StartStage;

namespace {

/// "store+" passed, "store!StoreCorrupt" passed and told, "store-StoreNewer" failed and fatal, "ssh?CommandNotFound"
/// failed, not fatal.
QString shortText(const StageReport &report)
{
    const QString name = composition::startStageName(report.stage);
    if (report.running)
        return name;
    const QString error = report.error ? core::errorCodeName(report.error->code) : QString();
    if (report.ok)
        return name + (report.error ? u'!' : u'+') + error;
    return name + (report.fatal ? u'-' : u'?') + error;
}

/// One process's worth: an application, its start, and what it reported.
struct Run
{
    explicit Run(composition::ApplicationOptions options, const core::Clock &clock)
        : application(std::move(options), clock)
        , startUp(application)
    {
        QObject::connect(&startUp, &composition::StartUp::stageChanged, &startUp, [this](const StageReport &report) {
            stages.append(shortText(report));
            details.append(report.detail);
        });
        QObject::connect(&startUp, &composition::StartUp::finished, &startUp, [this](bool ok) { finished = ok; });
    }
    bool start()
    {
        finished.reset();
        startUp.start();
        return QTest::qWaitFor([this] { return finished.has_value(); }, 40'000) && *finished;
    }
    [[nodiscard]] QString ended() const
    {
        QStringList list;
        for (const auto &report : startUp.reports())
            list.append(shortText(report));
        return list.join(u' ');
    }

    QStringList stages;
    QStringList details;
    std::optional<bool> finished;
    composition::Application application;
    composition::StartUp startUp;
};

} // namespace

class TestStartUp final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_folder = m_root->filePath(u"data"_s);
        m_store = m_folder + u"/bangui.db"_s;
    }

    void stagesComeInOrder()
    {
        Run run(options(), m_clock);
        run.startUp.start();
        QVERIFY(run.stages.isEmpty()); // from the event loop only
        QVERIFY(QTest::qWaitFor([&run] { return run.finished.has_value(); }, 30'000));
        QCOMPARE(*run.finished, true);
        QCOMPARE(run.stages.join(u' '),
            u"data_folder data_folder+ lock lock+ store store+ schema schema+ settings settings+ servers servers+"_s);
        QCOMPARE(run.details.at(1), m_folder);
        QCOMPARE(run.details.at(5), m_store);
        QCOMPARE(run.details.at(7), u"7"_s);
        QCOMPARE(run.details.at(11), u"0"_s);
        QVERIFY(!run.startUp.isRunning());
        QCOMPARE(run.application.set().logService.filePath(), m_folder + u"/log/bangui.log"_s);
        QVERIFY(!run.application.set().runtimeState.isSetupComplete());
        run.startUp.reportTray(false);
        QCOMPARE(run.stages.constLast(), u"tray?NotSupported"_s);
    }

    void dataFolderOfTheCommandLineIsTold()
    {
        auto wanted = options();
        wanted.settingsSources.reset();
        Run run(wanted, m_clock);
        QVERIFY(run.start());
        const core::Settings settings = run.application.set().settingsService.effective();
        QCOMPARE(settings.text(core::SettingKey::DataDir), m_folder);
        QCOMPARE(settings.entry(core::SettingKey::DataDir).origin, core::SettingOrigin::CommandLine);
    }

    void sshIsInformationOnly()
    {
        const QByteArray path = qgetenv("PATH");
        const QString programs = m_root->filePath(u"bin"_s);
        QVERIFY(QDir().mkpath(programs));
        auto wanted = options();
        wanted.checkSsh = true;
        qputenv("PATH", QFile::encodeName(programs));
        {
            Run run(wanted, m_clock);
            QVERIFY(run.start());
            QTRY_COMPARE(run.stages.constLast(), u"ssh?CommandNotFound"_s);
        }
        QFile ssh(programs + u"/ssh"_s);
        QVERIFY(ssh.open(QIODevice::WriteOnly));
        ssh.write("#!/bin/sh\necho 'OpenSSH_9.9p9 Test, OpenSSL 3' >&2\n");
        ssh.close();
        QVERIFY(ssh.setPermissions(QFileDevice::ReadOwner | QFileDevice::ExeOwner));
        Run run(wanted, m_clock);
        QVERIFY(run.start());
        QTRY_COMPARE(run.stages.constLast(), u"ssh+"_s);
        QCOMPARE(run.details.constLast(), u"OpenSSH_9.9p9 Test"_s);
        qputenv("PATH", path);
    }

    void theCommandLineTakesNoLockAndWorksBesideTheWindow()
    {
        Run window(options(), m_clock);
        QVERIFY(window.start());
        auto wanted = options();
        wanted.origin = u"cli"_s;
        wanted.takeLock = false;
        wanted.startMonitor = false;
        Run commandLine(wanted, m_clock);
        QVERIFY(commandLine.start());
        QCOMPARE(commandLine.ended(), u"data_folder+ store+ schema+ settings+ servers+"_s);
        const auto added = fixture::await<core::ServerProfile>(
            [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                commandLine.application.set().serverRegistry.add(profile(u"from-cli"_s), context, std::move(handler));
            });
        QVERIFY(added);
        QCOMPARE(fixture::number(window.application.store(), u"SELECT count(*) FROM server"_s).value_or(-1), 1);
    }

    void aSecondWindowIsRefused()
    {
        Run first(options(), m_clock);
        QVERIFY(first.start());
        Run second(options(), m_clock);
        QVERIFY(!second.start());
        QCOMPARE(second.ended(), u"data_folder+ lock-DataFolderInUse"_s);
        QVERIFY(second.details.constLast().startsWith(QString::number(QCoreApplication::applicationPid()) + u" ("_s));
        QVERIFY(!second.application.store().isOpen());
    }

    void aLivingOwnerElsewhereIsNamedAndADeadOneTakenOver()
    {
        QProcess owner;
        owner.start(QStringLiteral(STORE_HELPER), { u"lock"_s, m_folder });
        QVERIFY(owner.waitForReadyRead());
        Run run(options(), m_clock);
        QVERIFY(!run.start());
        QCOMPARE(run.ended(), u"data_folder+ lock-DataFolderInUse"_s);
        QVERIFY(run.details.constLast().startsWith(u"%1 (store_helper) on "_s.arg(owner.processId())));
        owner.kill();
        QVERIFY(owner.waitForFinished());
        QVERIFY(run.start()); // tried again, as a "try again" button would
        QCOMPARE(run.ended(), u"data_folder+ lock+ store+ schema+ settings+ servers+"_s);
    }

    void aFileInPlaceOfTheFolder()
    {
        QFile file(m_folder);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Run run(options(), m_clock);
        QVERIFY(!run.start());
        QCOMPARE(run.ended(), u"data_folder-DataFolderUnusable"_s);
    }

    void aNewerStoreIsLeftAlone()
    {
        QVERIFY(Run(options(), m_clock).start());
        QVERIFY(fixture::OtherConnection(m_store).exec(u"PRAGMA user_version = 2000"_s));
        const auto hash
            = [this] { return QCryptographicHash::hash(fixture::contents(m_store), QCryptographicHash::Sha256); };
        const QByteArray before = hash();
        {
            Run run(options(), m_clock);
            QVERIFY(!run.start());
            QCOMPARE(run.ended(), u"data_folder+ lock+ store+ schema-StoreNewer"_s);
            QCOMPARE(run.details.constLast(), u"2000"_s);
        }
        QCOMPARE(hash(), before);
    }

    void aCorruptStoreIsToldAndTheStartGoesOn()
    {
        QVERIFY(Run(options(), m_clock).start());
        QVERIFY(fixture::overwrite(m_store, 0, QByteArray(5000, 'x')));
        m_clock.setNow(1'795'250'000'000);
        Run run(options(), m_clock);
        QVERIFY(run.start());
        QCOMPARE(run.ended(), u"data_folder+ lock+ store!StoreCorrupt schema+ settings+ servers+"_s);
        const QString aside = m_store + u".corrupt-20261121-083320"_s;
        QCOMPARE(run.startUp.reports().at(2).error->detail, aside);
        QVERIFY(fixture::contents(aside).startsWith("xxxx"));
    }

    void aLockedStoreEndsTheStart()
    {
        QVERIFY(Run(options(), m_clock).start());
        fixture::OtherConnection other(m_store);
        QVERIFY(other.exec(u"BEGIN IMMEDIATE"_s));
        Run run(options(), m_clock);
        QVERIFY(!run.start());
        QCOMPARE(run.ended(), u"data_folder+ lock+ store-StoreLocked"_s);
        QVERIFY(other.exec(u"ROLLBACK"_s));
        QVERIFY(run.start());
    }

    void badSettingsAreTold()
    {
        auto wanted = options();
        wanted.settingsSources->environment = { { u"BANGUI_THEME"_s, u"pink"_s } };
        Run run(wanted, m_clock);
        QVERIFY(run.start());
        QCOMPARE(run.ended(), u"data_folder+ lock+ store+ schema+ settings!InvalidArgument servers+"_s);
        QCOMPARE(run.application.set().settingsService.problems().size(), 1);
    }

    void theFolderComesFromOptionThenSettingThenHome()
    {
        auto wanted = options();
        wanted.dataDir.clear();
        wanted.settingsSources->environment = { { u"BANGUI_DATA_DIR"_s, m_root->filePath(u"set"_s) } };
        QCOMPARE(composition::Application(wanted, m_clock).dataFolder().path(), m_root->filePath(u"set"_s));
        wanted.settingsSources->environment.clear();
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_root->filePath(u"home"_s)));
        QCOMPARE(composition::Application(wanted, m_clock).dataFolder().path(), m_root->filePath(u"home/bangui"_s));
        QVERIFY(!QFileInfo::exists(m_root->filePath(u"home"_s))); // construction touches nothing
        wanted.temporary = true;
        QString path;
        {
            Run run(wanted, m_clock);
            path = run.application.dataFolder().path();
            QVERIFY(run.start());
            QVERIFY(QFileInfo::exists(path + u"/bangui.db"_s));
            QVERIFY(run.application.set().runtimeState.isSetupComplete()); // no wizard in a demo
        }
        QVERIFY(!QFileInfo::exists(path));
    }

    void whatWasKnownIsThereAgain()
    {
        core::ServerId server;
        core::PendingRecovery recovery;
        {
            storage::DataFolder folder(m_folder);
            QVERIFY(folder.prepare());
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, m_store));
            server = insert(store, u"web-1"_s);
            core::ServerStatus status;
            status.version = u"1.1.0"_s;
            status.lastGoodAt = 1234;
            QVERIFY(fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
                storage::StatusRepository(store).save({ { server, status } }, context, std::move(handler));
            }));
            core::ActivationRecord record;
            record.server = server;
            record.jail = u"nginx-bad"_s;
            record.at = 1234;
            QVERIFY(fixture::await<core::ActivationRecord>(
                [&](const QObject *context, core::Handler<core::ActivationRecord> handler) {
                    storage::RecoveryRepository(store).recordActivation(record, context, std::move(handler));
                }));
            recovery.server = server;
            recovery.jail = u"nginx-bad"_s;
            recovery.reason = core::RecoveryReason::JailsLost;
            const auto stored = fixture::await<core::PendingRecovery>(
                [&](const QObject *context, core::Handler<core::PendingRecovery> handler) {
                    storage::RecoveryRepository(store).create(recovery, context, std::move(handler));
                });
            QVERIFY(stored);
            recovery = *stored;
        }
        Run run(options(), m_clock);
        QVERIFY(run.start());
        QCOMPARE(run.details.constLast(), u"1"_s);
        const auto set = run.application.set();
        QCOMPARE(set.serverRegistry.nameOf(server), u"web-1"_s);
        QCOMPARE(set.runtimeState.status(server).version, u"1.1.0"_s);
        QCOMPARE(set.runtimeState.status(server).lastGoodAt, 1234);
        QCOMPARE(set.runtimeState.activation(server)->jail, u"nginx-bad"_s);
        QCOMPARE(set.runtimeState.pendingRecovery(server), std::optional(recovery));
        QCOMPARE(set.recoveryController.open(), QList<core::PendingRecovery> { recovery });
    }

    void theMonitorsFindingsAreKept()
    {
        core::ServerId server;
        qint64 checkedAt = 0;
        {
            auto wanted = options();
            wanted.startMonitor = true;
            Run run(wanted, m_clock);
            QVERIFY(run.start());
            const auto set = run.application.set();
            const auto added = fixture::await<core::ServerProfile>(
                [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                    set.serverRegistry.add(profile(u"gone"_s), context, std::move(handler));
                });
            QVERIFY(added);
            server = added->id;
            QTRY_COMPARE(set.runtimeState.status(server).state, core::ServerState::Offline);
            checkedAt = set.runtimeState.status(server).checkedAt;
            QCOMPARE(checkedAt, m_clock.nowMs());
        }
        m_clock.advance(100'000);
        Run run(options(), m_clock);
        QVERIFY(run.start());
        const auto &status = run.application.set().runtimeState.status(server);
        QCOMPARE(status.state, core::ServerState::Offline);
        QCOMPARE(status.lastOutcome, core::ProbeOutcome::NoSocket);
        QCOMPARE(status.checkedAt, checkedAt);
    }

    void theWizardsWorkTakesEffectAtOnceAndStays()
    {
        {
            Run run(options(), m_clock);
            QVERIFY(run.start());
            const auto set = run.application.set();
            QVERIFY(fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
                set.setupService.finish(
                    profile(u"this computer"_s), { { u"theme"_s, u"dark"_s } }, context, std::move(handler));
            }));
            QVERIFY(set.runtimeState.isSetupComplete());
            QVERIFY(set.serverRegistry.profileNamed(u"this computer"_s));
            QCOMPARE(set.settingsService.effective().text(core::SettingKey::Theme), u"dark"_s);
        }
        Run run(options(), m_clock);
        QVERIFY(run.start());
        QVERIFY(run.application.set().runtimeState.isSetupComplete());
        QCOMPARE(run.application.set().runtimeState.settings().text(core::SettingKey::Theme), u"dark"_s);
    }

    void theHouseIsKeptAtTheStartOfAWindow()
    {
        QVERIFY(Run(options(), m_clock).start());
        QProcess crashed;
        crashed.start(QStringLiteral(STORE_HELPER), { u"pending"_s, m_store });
        QVERIFY(crashed.waitForFinished());
        const qint64 old = m_clock.nowMs() - 366LL * 24 * 3600 * 1000;
        {
            fixture::OtherConnection other(m_store);
            QVERIFY(other.exec(
                u"INSERT INTO audit SELECT 100, %1, 0, 1, '', '', '', '[]', '', 'done', '', '', '', 0, ''"_s.arg(old)));
            QCOMPARE(other.value(u"SELECT result FROM audit WHERE id = 1"_s).toString(), u"pending"_s);
            QVERIFY(other.exec(u"UPDATE audit SET at = %1 WHERE id = 1"_s.arg(m_clock.nowMs())));
        }
        Run run(options(), m_clock);
        QVERIFY(run.start());
        QTRY_COMPARE(fixture::number(run.application.store(), u"SELECT count(*) FROM audit"_s).value_or(-1), 1);
        QCOMPARE(fixture::number(run.application.store(), u"SELECT count(*) FROM audit WHERE result = 'unknown'"_s)
                     .value_or(-1),
            1);
    }

    void endingInTheMiddleOfAStartIsHarmless()
    {
        for (int after = 0; after < 13; ++after) {
            auto run = std::make_unique<Run>(options(), m_clock);
            run->startUp.start();
            QVERIFY(QTest::qWaitFor([&] { return run->stages.size() >= after || run->finished; }, 30'000));
            run.reset();
            QVERIFY(!QFileInfo::exists(m_folder + u"/bangui.lock"_s));
        }
        Run run(options(), m_clock);
        QVERIFY(run.start());
    }

private:
    [[nodiscard]] composition::ApplicationOptions options() const
    {
        composition::ApplicationOptions options;
        options.dataDir = m_folder;
        options.origin = u"window"_s;
        options.startMonitor = false;
        options.checkSsh = false;
        options.settingsSources = services::SettingsSources {};
        return options;
    }
    [[nodiscard]] core::ServerProfile profile(const QString &name) const
    {
        core::ServerProfile profile;
        profile.name = name;
        profile.socketPath = m_root->filePath(u"no.sock"_s);
        return profile;
    }
    [[nodiscard]] core::ServerId insert(storage::Store &store, const QString &name) const
    {
        const auto stored = fixture::await<core::ServerProfile>(
            [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                storage::ProfileRepository(store).insert(profile(name), context, std::move(handler));
            });
        return stored ? stored->id : core::ServerId {};
    }

    support::FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_root;
    QString m_folder;
    QString m_store;
};

QTEST_GUILESS_MAIN(TestStartUp)
#include "tst_start_up.moc"
