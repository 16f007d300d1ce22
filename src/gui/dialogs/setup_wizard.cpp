// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/setup_wizard.h"

#include "core/visible_text.h"
#include "gui/dialogs/setting_row.h"
#include "gui/dialogs/setup_server_step.h"
#include "gui/gui_context.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/settings_texts.h"
#include "widgets/buttons.h"

#include "ui_setup_wizard.h"

#include <QPushButton>

namespace gui {

using namespace Qt::StringLiterals;
using core::SettingKey;
using widgets::PlainLabel;

SetupWizard::SetupWizard(const GuiContext &context, const SettingsDialog::Desktop &desktop, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_desktop(desktop)
    , m_ui(std::make_unique<Ui::SetupWizard>())
{
    setObjectName(u"setupWizard"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(620, 460);
    auto *content = new QWidget(this);
    m_ui->setupUi(content);
    body()->addWidget(content, 1);
    build();
    goTo(Step::Welcome);
    m_server->search();
}

SetupWizard::~SetupWizard() = default;

void SetupWizard::build()
{
    m_ui->welcomeNote->setTone(PlainLabel::Tone::Secondary);
    m_ui->finishProblem->setTone(PlainLabel::Tone::Lost);
    m_ui->finishProblem->hide();
    m_server = new SetupServerStep(m_context, m_ui->steps);
    m_ui->steps->insertWidget(static_cast<int>(Step::Server), m_server);
    connect(m_server, &SetupServerStep::changed, this, &SetupWizard::updateNext);
    connect(m_server, &SetupServerStep::looked, this, [this](bool ok) {
        if (ok && m_step == Step::Server)
            goTo(Step::View);
    });

    addSetting(SettingKey::ProbeIntervalSeconds, m_ui->viewStep);
    addSetting(SettingKey::DateFormat, m_ui->viewStep);
    addSetting(SettingKey::TrayEnabled, m_ui->startStep);
    addSetting(SettingKey::CloseToTray, m_ui->startStep);
    addSetting(SettingKey::Autostart, m_ui->startStep);
    // Where there is no tray it is not offered.
    m_rows.value(SettingKey::TrayEnabled)->setVisible(m_desktop.tray);
    m_rows.value(SettingKey::CloseToTray)->setVisible(m_desktop.tray);
    m_ui->viewLayout->addStretch(1);
    m_ui->startLayout->addStretch(1);

    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Flat, this, u"cancelButton"_s);
    m_back = widgets::makeButton(tr("&Back"), widgets::ButtonRole::Outlined, this, u"backButton"_s);
    m_next = widgets::makeButton(tr("&Next"), widgets::ButtonRole::Accent, this, u"nextButton"_s);
    addFootButton(m_cancel);
    addFootButton(m_back);
    addFootButton(m_next);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(static_cast<Step>(static_cast<int>(m_step) - 1)); });
    connect(m_next, &QPushButton::clicked, this, &SetupWizard::goOn);
}

SettingRow *SetupWizard::addSetting(SettingKey key, QWidget *step)
{
    auto *row = new SettingRow(key, step);
    row->setRestorable(false);
    row->setEntry(m_context.services.runtimeState.settings().entry(key));
    step->layout()->addWidget(row);
    m_rows.insert(key, row);
    return row;
}

std::optional<core::ServerProfile> SetupWizard::firstServer() const
{
    return m_server->server();
}

void SetupWizard::updateNext()
{
    m_next->setEnabled(m_step != Step::Server || m_server->isReady());
}

void SetupWizard::goTo(Step step)
{
    m_step = step;
    m_ui->steps->setCurrentIndex(static_cast<int>(step));
    QString sub;
    QWidget *focus = m_next;
    switch (step) {
    case Step::Welcome:
        sub = tr("The first start on this computer");
        break;
    case Step::Server:
        sub = tr("Step 1 of 3: the first server");
        if (QWidget *chosen = m_server->chosen())
            focus = chosen;
        break;
    case Step::View:
        sub = tr("Step 2 of 3: how often to look, how times are written");
        focus = m_rows.value(SettingKey::ProbeIntervalSeconds);
        break;
    case Step::Start:
        sub = m_desktop.tray ? tr("Step 3 of 3: tray and start") : tr("Step 3 of 3: start");
        focus = m_rows.value(m_desktop.tray ? SettingKey::TrayEnabled : SettingKey::Autostart);
        break;
    case Step::Summary:
        sub = tr("This is stored when you finish");
        showSummary();
        break;
    case Step::Count_:
        break;
    }
    setHeading(tr("Set up BanGUI"), sub);
    m_back->setVisible(step != Step::Welcome);
    m_next->setText(step == Step::Summary ? tr("&Finish") : tr("&Next"));
    updateNext();
    if (focus->isEnabled())
        focus->setFocus(Qt::OtherFocusReason);
}

void SetupWizard::goOn()
{
    if (m_done)
        accept();
    else if (m_step == Step::Summary)
        finish();
    else if (m_step != Step::Server || m_server->mayLeave())
        goTo(static_cast<Step>(static_cast<int>(m_step) + 1));
}

QHash<QString, QString> SetupWizard::overrides() const
{
    QHash<QString, QString> changed;
    const core::Settings &now = m_context.services.runtimeState.settings();
    for (const SettingRow *row : m_rows) {
        if (row->value() != now.entry(row->key()).value)
            changed.insert(
                QString::fromLatin1(core::settingInfo(row->key()).name), core::settingText(row->key(), row->value()));
    }
    return changed;
}

void SetupWizard::showSummary()
{
    while (QLayoutItem *item = m_ui->summary->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    const auto add = [this, &line](const QString &title, const QString &value, const char *name) {
        auto *label = new PlainLabel(title, PlainLabel::Tone::Secondary, m_ui->summaryStep);
        auto *text = new PlainLabel(value, m_ui->summaryStep);
        text->setObjectName(QString::fromLatin1(name));
        text->setWordWrap(true);
        text->setAccessibleName(title + u": "_s + value);
        m_ui->summary->addWidget(label, line, 0, Qt::AlignTop);
        m_ui->summary->addWidget(text, line++, 1);
    };
    const auto server = firstServer();
    const auto stored = static_cast<int>(m_context.services.serverRegistry.profiles().size()); // by bangui-cli, before
    QString servers = tr("none yet: servers are added in the sidebar");
    if (server)
        //: name of a server, then the path of its socket
        servers = tr("%1, through %2").arg(core::visibleText(server->name), core::visibleText(server->socketPath));
    else if (stored > 0)
        servers = tr("none more: %n server(s) are stored already", nullptr, stored);
    add(tr("First server"), servers, "summaryServer");
    for (const SettingKey key : { SettingKey::ProbeIntervalSeconds, SettingKey::DateFormat, SettingKey::TrayEnabled,
             SettingKey::CloseToTray, SettingKey::Autostart }) {
        const bool tray = key == SettingKey::TrayEnabled || key == SettingKey::CloseToTray;
        if (!tray || m_desktop.tray)
            add(texts::settingTitle(key), texts::settingValue(key, m_rows.value(key)->value()), "summarySetting");
    }
}

void SetupWizard::finish()
{
    m_next->setEnabled(false);
    m_back->setEnabled(false);
    m_cancel->setEnabled(false);
    m_ui->finishProblem->hide();
    m_context.services.setupService.finish(
        firstServer(), overrides(), this, [this](const core::Result<bool> &stored) { onFinished(stored); });
}

void SetupWizard::onFinished(const core::Result<bool> &stored)
{
    texts::ErrorPlace place;
    place.activity = texts::ErrorPlace::Activity::Store;
    m_next->setEnabled(true);
    if (!stored) {
        m_back->setEnabled(true);
        m_cancel->setEnabled(true);
        m_ui->finishProblem->setText(texts::errorText(stored.error(), place).sentence());
        m_ui->finishProblem->show();
        return;
    }
    const bool wanted = m_rows.value(SettingKey::Autostart)->value().toBool();
    if (m_desktop.autostart.isEnabled() != wanted) {
        if (const core::Result<void> done = m_desktop.autostart.setEnabled(wanted); !done) {
            place.subject = m_desktop.autostart.filePath();
            m_ui->finishProblem->setText(tr("BanGUI is set up, but it will not start at login. %1")
                                             .arg(texts::errorText(done.error(), place).sentence()));
            m_ui->finishProblem->show();
            m_done = true;
            m_back->hide();
            m_cancel->hide();
            m_next->setText(tr("Close"));
            return;
        }
    }
    accept();
}

} // namespace gui
