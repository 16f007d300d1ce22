// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/runtime_state.h"
#include "services/settings_service_impl.h"
#include "storage/repositories.h"

#include "storage/store_fixture.h"
#include "support/fake_clock.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using core::SettingKey;
using core::SettingOrigin;

namespace {

bool put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

class TestSettingsService final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<storage::Store>(m_clock);
        m_repository = std::make_unique<storage::SettingsRepository>(*m_store);
        m_state = std::make_unique<services::RuntimeState>();
        m_sources = {};
        m_sources.userFile = m_folder->filePath(u"user.conf"_s);
        m_sources.systemFiles = { m_folder->filePath(u"strong.conf"_s), m_folder->filePath(u"weak.conf"_s) };
    }
    void cleanup()
    {
        m_state.reset();
        m_repository.reset();
        m_store.reset();
    }

    void lines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("plain") << QByteArray("theme = dark") << u"1|theme|dark"_s;
        QTest::newRow("tight, CRLF, BOM")
            << QByteArray("\xef\xbb\xbftheme=dark\r\n\r\nlanguage = \r\n") << u"1|theme|dark;3|language|"_s;
        QTest::newRow("comments") << QByteArray("# theme = dark\n  #x\ntheme = light # why\n") << u"3|theme|light"_s;
        QTest::newRow("hash inside") << QByteArray("log_file = /a#b\nlog_file = \" /a # b \" # c")
                                     << u"1|log_file|/a#b;2|log_file| /a # b "_s;
        QTest::newRow("equals in the value") << QByteArray("data_dir = /a=b") << u"1|data_dir|/a=b"_s;
        QTest::newRow("no setting") << QByteArray("nonsense\n= x\n[section]") << u"1||nonsense;2||= x;3||[section]"_s;
    }
    void lines()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QStringList found;
        for (const auto &line : services::parseSettingLines(text))
            found.append(QString::number(line.line) + u'|' + line.name + u'|' + line.value);
        QCOMPARE(found.join(u';'), expected);
    }

    void strongerOriginsWin()
    {
        QVERIFY(put(m_sources.systemFiles.at(1),
            "theme = light\ndate_format = iso\nprobe_interval_seconds = 11\nlog_level = error\nlanguage = de\n"));
        QVERIFY(
            put(m_sources.systemFiles.at(0), "\nprobe_interval_seconds = 12\nlog_level = warning\nlanguage = de\n"));
        QVERIFY(put(m_sources.userFile, "log_level = debug\nlanguage = en\n"));
        m_sources.environment = { { u"BANGUI_LANGUAGE"_s, u"de"_s }, { u"BANGUI_CONFIRM_UNBAN"_s, u"yes"_s } };
        m_sources.commandLine = { { u"confirm_unban"_s, u"no"_s }, { u"data_dir"_s, u"/d"_s } };
        const services::SettingsServiceImpl service(*m_state, *m_repository, m_sources);
        const core::Settings &settings = service.effective();
        const auto entry = [&settings](SettingKey key) { return settings.entry(key); };
        using Entry = core::Settings::Entry;
        QCOMPARE(entry(SettingKey::CommandTimeoutSeconds), (Entry { 5, SettingOrigin::Default, {} }));
        QCOMPARE(entry(SettingKey::DateFormat),
            (Entry { u"iso"_s, SettingOrigin::SystemFile, m_sources.systemFiles.at(1) + u":2"_s }));
        QCOMPARE(entry(SettingKey::ProbeIntervalSeconds),
            (Entry { 12, SettingOrigin::SystemFile, m_sources.systemFiles.at(0) + u":2"_s }));
        QCOMPARE(
            entry(SettingKey::LogLevel), (Entry { u"debug"_s, SettingOrigin::UserFile, m_sources.userFile + u":1"_s }));
        QCOMPARE(entry(SettingKey::Language), (Entry { u"de"_s, SettingOrigin::Environment, u"BANGUI_LANGUAGE"_s }));
        QCOMPARE(entry(SettingKey::ConfirmUnban), (Entry { false, SettingOrigin::CommandLine, u"--confirm-unban"_s }));
        QCOMPARE(entry(SettingKey::DataDir), (Entry { u"/d"_s, SettingOrigin::CommandLine, u"--data"_s }));
        QVERIFY(service.problems().isEmpty());
        QVERIFY(m_state->settings() == settings);
    }

    void badValuesAreToldAndIgnored()
    {
        QVERIFY(put(m_sources.userFile, "theme = dark\nnonsense\nprobe_interval_seconds = 0\nno_such = 1\n"));
        QVERIFY(QDir().mkpath(m_sources.systemFiles.at(0)));
        m_sources.environment = { { u"BANGUI_THEME"_s, u"pink"_s } };
        m_sources.commandLine = { { u"date_format"_s, u"never"_s } };
        const services::SettingsServiceImpl service(*m_state, *m_repository, m_sources);
        QCOMPARE(service.effective().text(SettingKey::Theme), u"dark"_s);
        QCOMPARE(service.effective().number(SettingKey::ProbeIntervalSeconds), 30);
        QStringList problems;
        const auto list = service.problems();
        for (qsizetype i = 1; i < list.size(); ++i)
            problems.append(list.at(i).source + u'|' + list.at(i).name + u'|' + list.at(i).text);
        QCOMPARE(list.at(0).source, m_sources.systemFiles.at(0));
        QCOMPARE(problems,
            (QStringList { m_sources.userFile + u":2||nonsense"_s,
                m_sources.userFile + u":3|probe_interval_seconds|0"_s, m_sources.userFile + u":4|no_such|1"_s,
                u"BANGUI_THEME|theme|pink"_s, u"--date-format|date_format|never"_s }));
    }

    void overridesAreStoredThenApplied()
    {
        QVERIFY(put(m_sources.userFile, "theme = dark\n"));
        QVERIFY(openStore());
        {
            services::SettingsServiceImpl service(*m_state, *m_repository, m_sources);
            QSignalSpy changed(&service, &services::SettingsService::effectiveChanged);
            QCOMPARE(setOverride(service, SettingKey::Theme, u"light"_s).value_or(false), true);
            QCOMPARE(changed.count(), 1);
            QCOMPARE(changed.at(0).at(0).value<core::Settings>().text(SettingKey::Theme), u"dark"_s);
            QCOMPARE(changed.at(0).at(1).value<core::Settings>().text(SettingKey::Theme), u"light"_s);
            QCOMPARE(service.effective().entry(SettingKey::Theme).origin, SettingOrigin::RuntimeOverride);
            QCOMPARE(m_state->settings().text(SettingKey::Theme), u"light"_s);
            QCOMPARE(setOverride(service, SettingKey::ConfirmUnban, true).value_or(false), true);
            QCOMPARE(setOverride(service, SettingKey::ProbeIntervalSeconds, 60).value_or(false), true);
            QCOMPARE(setOverride(service, SettingKey::ProbeIntervalSeconds, std::nullopt).value_or(false), true);
            QCOMPARE(service.effective().number(SettingKey::ProbeIntervalSeconds), 30);
        }
        // The next start reads them from the store.
        QVERIFY(fixture::write(*m_store, u"INSERT INTO setting VALUES ('data_dir', '/evil'), ('theme2', 'x')"_s));
        services::SettingsServiceImpl service(*m_state, *m_repository, m_sources);
        QCOMPARE(service.effective().text(SettingKey::Theme), u"dark"_s);
        QVERIFY(load(service));
        QCOMPARE(service.effective().text(SettingKey::Theme), u"light"_s);
        QCOMPARE(service.effective().flag(SettingKey::ConfirmUnban), true);
        QCOMPARE(service.effective().text(SettingKey::DataDir), QString()); // bootstrap: never from the store
        QCOMPARE(service.problems().size(), 2);
        QCOMPARE(service.problems().at(0).source, u"store"_s);
        QCOMPARE(service.problems().at(0).name, u"data_dir"_s);

        QCOMPARE(setOverride(service, SettingKey::Theme, std::nullopt).value_or(false), true);
        QCOMPARE(service.effective().entry(SettingKey::Theme).origin, SettingOrigin::UserFile);
    }

    void overridesMeetTheirLimits()
    {
        m_sources.environment = { { u"BANGUI_THEME"_s, u"dark"_s } };
        QVERIFY(openStore());
        services::SettingsServiceImpl service(*m_state, *m_repository, m_sources);
        QSignalSpy changed(&service, &services::SettingsService::effectiveChanged);
        QCOMPARE(setOverride(service, SettingKey::LogLevel, u"debug"_s).error(),
            (core::Error { core::ErrorCode::InvalidArgument, u"log_level"_s }));
        QCOMPARE(
            setOverride(service, SettingKey::ProbeIntervalSeconds, 1).error().code, core::ErrorCode::InvalidArgument);
        // Kept, but the environment is stronger.
        QCOMPARE(setOverride(service, SettingKey::Theme, u"light"_s).value_or(true), false);
        QCOMPARE(service.effective().text(SettingKey::Theme), u"dark"_s);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(fixture::number(*m_store, u"SELECT count(*) FROM setting"_s).value_or(-1), 1);
    }

    void whatCannotBeStoredIsNotApplied()
    {
        services::SettingsServiceImpl service(*m_state, *m_repository, m_sources); // the store is not open
        const auto done = setOverride(service, SettingKey::Theme, u"dark"_s);
        QCOMPARE(done.error().code, core::ErrorCode::StoreUnavailable);
        QCOMPARE(service.effective().text(SettingKey::Theme), u"system"_s);
    }

    void systemSourcesFollowXdg()
    {
        qputenv("XDG_CONFIG_HOME", "/x/home");
        qputenv("XDG_CONFIG_DIRS", "/x/first:/x/second");
        qputenv("BANGUI_PROBE_INTERVAL_SECONDS", "44");
        const auto sources = services::SettingsSources::ofSystem({ { u"theme"_s, u"dark"_s } });
        qunsetenv("BANGUI_PROBE_INTERVAL_SECONDS");
        QCOMPARE(sources.userFile, u"/x/home/bangui/bangui.conf"_s);
        QCOMPARE(
            sources.systemFiles, (QStringList { u"/x/first/bangui/bangui.conf"_s, u"/x/second/bangui/bangui.conf"_s }));
        QCOMPARE(sources.environment.value(u"BANGUI_PROBE_INTERVAL_SECONDS"_s), u"44"_s);
        QCOMPARE(sources.commandLine.value(u"theme"_s), u"dark"_s);
    }

private:
    bool openStore() { return fixture::open(*m_store, m_folder->filePath(u"bangui.db"_s)).has_value(); }
    static core::Result<bool> setOverride(
        services::SettingsService &service, SettingKey key, const std::optional<QVariant> &value)
    {
        return fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
            service.setOverride(key, value, context, std::move(handler));
        });
    }
    static core::Result<bool> load(services::SettingsServiceImpl &service)
    {
        return fixture::await<bool>(
            [&](const QObject *context, core::Handler<bool> handler) { service.load(context, std::move(handler)); });
    }

    support::FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<storage::SettingsRepository> m_repository;
    std::unique_ptr<services::RuntimeState> m_state;
    services::SettingsSources m_sources;
};

QTEST_GUILESS_MAIN(TestSettingsService)
#include "tst_settings_service.moc"
