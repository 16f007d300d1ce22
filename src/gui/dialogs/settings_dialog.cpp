// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/settings_dialog.h"

#include "gui/dialogs/setting_row.h"
#include "gui/gui_context.h"
#include "platform/style.h"
#include "platform/tray.h"
#include "services/runtime_state.h"
#include "services/settings_service.h"
#include "texts/error_texts.h"
#include "texts/settings_texts.h"
#include "widgets/buttons.h"

#include "ui_settings_dialog.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using core::SettingKey;
namespace measure = platform::measure;

SettingsDialog::Desktop SettingsDialog::Desktop::ofSystem()
{
    return { platform::Tray::available(), platform::Autostart(QCoreApplication::applicationFilePath()) };
}

SettingsDialog::SettingsDialog(const GuiContext &context, const Desktop &desktop, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_desktop(desktop)
    , m_ui(std::make_unique<Ui::SettingsDialog>())
{
    setObjectName(u"settingsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(720, 440);
    resize(780, 520);
    setHeading(tr("Settings"), tr("Each change holds at once."));
    auto *content = new QWidget(this);
    m_ui->setupUi(content);
    body()->addWidget(content, 1);

    addSection(u"general"_s, tr("General"),
        { SettingKey::DateFormat, SettingKey::Theme, SettingKey::ConfirmUnban, SettingKey::Language });
    addSection(u"probing"_s, tr("Probing"),
        { SettingKey::ProbeIntervalSeconds, SettingKey::CommandTimeoutSeconds, SettingKey::FollowLogs });
    addSection(u"notifications"_s, tr("Notifications"),
        { SettingKey::NotifyOffline, SettingKey::NotifyProtectionLost, SettingKey::NotifyRecovered,
            SettingKey::NotificationLimitPerMinute });
    addSection(u"tray"_s, tr("Tray and start"),
        { SettingKey::TrayEnabled, SettingKey::CloseToTray, SettingKey::StartMinimised, SettingKey::Autostart });
    addSection(u"advanced"_s, tr("Advanced"),
        { SettingKey::AuditRetentionDays, SettingKey::LogLevel, SettingKey::LogFile, SettingKey::DataDir });
    m_rows.value(SettingKey::Language)->setHelp(tr("Language of the window. A change holds from the next start."));
    if (!m_desktop.tray) {
        for (const SettingKey key : { SettingKey::TrayEnabled, SettingKey::CloseToTray, SettingKey::StartMinimised })
            m_rows.value(key)->setUnavailable(tr("This desktop has no tray."));
    }
    if (context.demo)
        m_rows.value(SettingKey::Autostart)->setUnavailable(tr("A demo does not start by itself."));
    connect(m_ui->settingSections, &widgets::SectionList::sectionChanged, this,
        [this] { m_ui->settingPages->setCurrentIndex(m_ui->settingSections->currentRow()); });

    auto *effective
        = widgets::makeButton(tr("Where values come from…"), widgets::ButtonRole::Flat, this, u"effectiveButton"_s);
    auto *close = widgets::makeButton(tr("Close"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    addFootButton(effective);
    addFootButton(close);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(effective, &QPushButton::clicked, this, [this] {
        Q_EMIT effectiveRequested();
        accept();
    });
    connect(
        &context.services.runtimeState, &services::RuntimeState::settingsChanged, this, &SettingsDialog::showEntries);
    showEntries();
    m_ui->settingSections->setFocus();
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::addSection(const QString &id, const QString &title, const QList<SettingKey> &keys)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, measure::inControl, measure::grid, 0);
    layout->setSpacing(20);
    for (const SettingKey key : keys) {
        auto *row = new SettingRow(key, page);
        layout->addWidget(row);
        m_rows.insert(key, row);
        connect(row, &SettingRow::valueChosen, this,
            [this](SettingKey chosen, const QVariant &value) { choose(chosen, value); });
        connect(row, &SettingRow::restoreRequested, this, [this](SettingKey chosen) { choose(chosen, std::nullopt); });
    }
    layout->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    m_ui->settingPages->addWidget(scroll);
    m_ui->settingSections->addSection(id, title);
}

void SettingsDialog::showSection(const QString &id)
{
    m_ui->settingSections->setCurrentSection(id);
}

void SettingsDialog::showEntries()
{
    const core::Settings &settings = m_context.services.runtimeState.settings();
    for (SettingRow *row : std::as_const(m_rows))
        row->setEntry(settings.entry(row->key()));
}

void SettingsDialog::choose(SettingKey key, const std::optional<QVariant> &value)
{
    m_rows.value(key)->setProblem({});
    m_context.services.settingsService.setOverride(
        key, value, this, [this, key](const core::Result<bool> &stored) { onStored(key, stored); });
}

void SettingsDialog::onStored(SettingKey key, const core::Result<bool> &stored)
{
    if (!stored) {
        texts::ErrorPlace place;
        place.activity = texts::ErrorPlace::Activity::Store;
        m_rows.value(key)->setProblem(texts::errorText(stored.error(), place).sentence());
    } else if (key == SettingKey::Autostart) {
        applyAutostart();
    }
    showEntries(); // A control must never show what does not hold.
}

void SettingsDialog::applyAutostart()
{
    const bool wanted = m_context.services.runtimeState.settings().flag(SettingKey::Autostart);
    if (m_context.demo || m_desktop.autostart.isEnabled() == wanted)
        return;
    const core::Result<void> done = m_desktop.autostart.setEnabled(wanted);
    if (done)
        return;
    texts::ErrorPlace place;
    place.activity = texts::ErrorPlace::Activity::Store;
    place.subject = m_desktop.autostart.filePath();
    SettingRow *row = m_rows.value(SettingKey::Autostart);
    row->setProblem(texts::errorText(done.error(), place).sentence());
    m_context.services.settingsService.setOverride(
        SettingKey::Autostart, QVariant(!wanted), this, [this](const core::Result<bool> &) { showEntries(); });
}

} // namespace gui
