// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/action_collection.h"
#include "gui/dialogs/settings_dialog.h"
#include "gui/page.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "models/settings_table_roles.h"
#include "widgets/page_tabs.h"
#include "widgets/section_list.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using core::SettingKey;
using core::SettingOrigin;
using guitest::WindowFixture;

namespace {

class Rig
{
public:
    explicit Rig(bool tray = true, const QString &configFolder = {})
        : autostart(u"/usr/bin/bangui"_s, configFolder.isEmpty() ? folder.path() : configFolder)
    {
        dialog = new gui::SettingsDialog(w.window->context(), { tray, autostart }, w.window.get());
        dialog->open();
    }
    template <typename T> [[nodiscard]] T *find(const char *name) const { return WindowFixture::in<T>(dialog, name); }
    [[nodiscard]] const core::Settings &settings() const { return w.services.runtimeState.settings(); }

    QTemporaryDir folder;
    platform::Autostart autostart;
    WindowFixture w;
    QPointer<gui::SettingsDialog> dialog;
};

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachChangeHoldsAtOnce();
    void defaultIsRestored();
    void strongerOriginLocks();
    void changesFromElsewhereAreShown();
    void failureGoesBack();
    void withoutATray();
    void autostartFollows();
    void autostartFailureGoesBack();
    void effectiveSettings();
    void listNamesRealPlaces();
    void everyControlHasAName();
};

void TestSettingsDialog::eachChangeHoldsAtOnce()
{
    Rig rig;
    rig.find<QSpinBox>("settingControl_probe_interval_seconds")->setValue(12);
    QCOMPARE(rig.settings().number(SettingKey::ProbeIntervalSeconds), 12);
    QCOMPARE(rig.settings().entry(SettingKey::ProbeIntervalSeconds).origin, SettingOrigin::RuntimeOverride);
    auto *theme = rig.find<QComboBox>("settingControl_theme");
    theme->setCurrentIndex(theme->findData(u"dark"_s));
    QCOMPARE(rig.settings().text(SettingKey::Theme), u"dark"_s);
    rig.find<QCheckBox>("settingControl_notify_offline")->setChecked(false);
    QVERIFY(!rig.settings().flag(SettingKey::NotifyOffline));
    rig.find<QSpinBox>("settingControl_audit_retention_days")->setValue(30);
    QCOMPARE(rig.settings().number(SettingKey::AuditRetentionDays), 30);
    QVERIFY2(rig.find<QSpinBox>("settingControl_probe_interval_seconds")->minimum() == 2, "the range is the setting's");
}

void TestSettingsDialog::defaultIsRestored()
{
    Rig rig;
    rig.dialog->showSection(u"probing"_s);
    auto *restore = rig.find<QPushButton>("settingRestore_probe_interval_seconds");
    auto *number = rig.find<QSpinBox>("settingControl_probe_interval_seconds");
    QVERIFY(!restore->isVisible());
    number->setValue(12);
    QTRY_VERIFY(restore->isVisible());
    restore->click();
    QTRY_COMPARE(number->value(), 30);
    QCOMPARE(rig.settings().entry(SettingKey::ProbeIntervalSeconds).origin, SettingOrigin::Default);
    QVERIFY(!restore->isVisible());
}

void TestSettingsDialog::strongerOriginLocks()
{
    Rig rig;
    rig.w.services.runtimeState.setSettings(
        rig.settings().with(SettingKey::Theme, u"dark"_s, SettingOrigin::Environment, u"BANGUI_THEME"_s));
    auto *theme = rig.find<QComboBox>("settingControl_theme");
    QVERIFY(!theme->isEnabled());
    QCOMPARE(theme->currentData().toString(), u"dark"_s);
    auto *note = rig.find<QLabel>("settingNote_theme");
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().contains("BANGUI_THEME"_L1), qPrintable(note->text()));
    QVERIFY(!rig.find<QPushButton>("settingRestore_theme")->isVisible());
    // Needed before the store is open: told, and where it can be set.
    auto *language = rig.find<QLabel>("settingNote_language");
    QVERIFY(language->isVisible() && !language->text().isEmpty());
}

void TestSettingsDialog::changesFromElsewhereAreShown()
{
    Rig rig;
    auto *theme = rig.find<QComboBox>("settingControl_theme");
    rig.w.services.settingsService.setOverride(
        SettingKey::Theme, QVariant(u"light"_s), &rig.w.services.registry, [](const core::Result<bool> &) {});
    QCOMPARE(theme->currentData().toString(), u"light"_s);
}

void TestSettingsDialog::failureGoesBack()
{
    Rig rig;
    rig.w.services.settingsService.error = core::Error { core::ErrorCode::StoreReadOnly, {} };
    auto *check = rig.find<QCheckBox>("settingControl_confirm_unban");
    check->setChecked(true);
    QTRY_VERIFY(rig.find<QLabel>("settingProblem_confirm_unban")->isVisible());
    QVERIFY2(!check->isChecked(), "a control never shows what does not hold");
    rig.w.services.settingsService.error.reset();
    check->setChecked(true);
    QTRY_VERIFY(!rig.find<QLabel>("settingProblem_confirm_unban")->isVisible());
    QVERIFY(rig.settings().flag(SettingKey::ConfirmUnban));
}

void TestSettingsDialog::withoutATray()
{
    Rig rig(false);
    rig.dialog->showSection(u"tray"_s);
    for (const char *name : { "tray_enabled", "close_to_tray", "start_minimised" }) {
        QVERIFY2(!rig.find<QCheckBox>(qPrintable(u"settingControl_"_s + QString::fromLatin1(name)))->isEnabled(), name);
        QVERIFY2(
            rig.find<QLabel>(qPrintable(u"settingNote_"_s + QString::fromLatin1(name)))->text().contains("tray"_L1),
            name);
    }
    QVERIFY(rig.find<QCheckBox>("settingControl_autostart")->isEnabled());
}

void TestSettingsDialog::autostartFollows()
{
    Rig rig;
    auto *check = rig.find<QCheckBox>("settingControl_autostart");
    check->setChecked(true);
    QTRY_VERIFY(rig.autostart.isEnabled());
    check->setChecked(false);
    QTRY_VERIFY(!rig.autostart.isEnabled());
}

void TestSettingsDialog::autostartFailureGoesBack()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    Rig rig(true, file.fileName());
    auto *check = rig.find<QCheckBox>("settingControl_autostart");
    check->setChecked(true);
    rig.dialog->showSection(u"tray"_s);
    QTRY_VERIFY(rig.find<QLabel>("settingProblem_autostart")->isVisible());
    QTRY_VERIFY(!check->isChecked());
    QVERIFY(!rig.settings().flag(SettingKey::Autostart));
}

void TestSettingsDialog::effectiveSettings()
{
    WindowFixture w;
    w.services.settingsService.found = { { u"/etc/xdg/bangui/bangui.conf:3"_s, u"theme"_s, u"pink"_s } };
    w.trigger("actionSettings");
    QTRY_VERIFY(w.dialog("settingsDialog"));
    WindowFixture::in<QPushButton>(w.dialog("settingsDialog"), "effectiveButton")->click();
    QTRY_VERIFY(!w.dialog("settingsDialog"));
    QCOMPARE(w.window->currentPage()->id(), u"settings"_s);
    auto *table = w.find<widgets::TableView>("settingsTable");
    QCOMPARE(table->model()->rowCount(), core::settingCount);
    auto *problem = w.find<QLabel>("settingsProblem");
    QVERIFY(problem && problem->isVisible());
    QVERIFY2(problem->text().contains("bangui.conf:3"_L1) && problem->text().contains("pink"_L1),
        qPrintable(problem->text()));
    w.services.runtimeState.setSettings(w.services.runtimeState.settings().with(
        SettingKey::ProbeIntervalSeconds, 5, SettingOrigin::UserFile, u"/home/x/bangui.conf:1"_s));
    const auto cell = [table](models::SettingColumn column) {
        return table->model()
            ->index(static_cast<int>(SettingKey::ProbeIntervalSeconds), static_cast<int>(column))
            .data()
            .toString();
    };
    QCOMPARE(cell(models::SettingColumn::Value), u"5 s"_s);
    QCOMPARE(cell(models::SettingColumn::Origin), u"user file"_s);
    QCOMPARE(cell(models::SettingColumn::Source), u"/home/x/bangui.conf:1"_s);
    QCOMPARE(guitest::unnamedControls(w.window.get()), QStringList());
    // A page without a tab: the current tab leads back.
    auto *tabs = w.find<widgets::PageTabs>("pageTabs");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tabs->currentIndex()).center());
    QCOMPARE(w.window->currentPage()->id(), u"overview"_s);
}

void TestSettingsDialog::listNamesRealPlaces()
{
    QTemporaryDir folder;
    WindowFixture w(true, folder.filePath(u"window.ini"_s));
    w.window->showPage(u"settings"_s);
    QAbstractItemModel *model = w.find<widgets::TableView>("settingsTable")->model();
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto cell = [model](core::SettingKey key, models::SettingColumn column) {
        return model->index(static_cast<int>(key), static_cast<int>(column)).data().toString();
    };
    using core::SettingKey;
    using models::SettingColumn;
    QCOMPARE(cell(SettingKey::DataDir, SettingColumn::Value), folder.path());
    QCOMPARE(cell(SettingKey::LogFile, SettingColumn::Value), w.services.logService.filePath());
    QCOMPARE(cell(SettingKey::NotifyOffline, SettingColumn::Setting), u"Notification: A server went offline"_s);
}

void TestSettingsDialog::everyControlHasAName()
{
    Rig rig;
    for (const char *section : { "general", "probing", "notifications", "tray", "advanced" }) {
        rig.dialog->showSection(QString::fromLatin1(section));
        QTRY_COMPARE(rig.find<widgets::SectionList>("settingSections")->currentSection(), QString::fromLatin1(section));
        QCOMPARE(guitest::unnamedControls(rig.dialog), QStringList());
    }
}

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
