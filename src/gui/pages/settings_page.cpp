// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/settings_page.h"

#include "gui/action_collection.h"
#include "gui/gui_context.h"
#include "gui/pages/setting_places_model.h"
#include "models/settings_table_model.h"
#include "platform/icons.h"
#include "services/log_service.h"
#include "services/runtime_state.h"
#include "services/settings_service.h"
#include "texts/settings_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/state_delegate.h"
#include "widgets/table_columns.h"

#include "ui_settings_page.h"

#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace gui {

using namespace Qt::StringLiterals;
using models::SettingColumn;
using widgets::column;
using widgets::monospace;
using widgets::PlainLabel;
using widgets::stretched;

SettingsPage::SettingsPage(const GuiContext &context, QWidget *parent)
    : Page(u"settings"_s, parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::SettingsPage>())
    , m_model(std::make_unique<models::SettingsTableModel>())
    , m_places(std::make_unique<SettingPlacesModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"settingsPage"_s);
    m_places->setSourceModel(m_model.get());
    m_ui->settingsTable->setModel(m_places.get());
    m_ui->settingsTable->setColumns({ column(SettingColumn::Setting, 220, 0), column(SettingColumn::Value, 220, 0),
        column(SettingColumn::Origin, 130, 1), stretched(monospace(column(SettingColumn::Source, 240, 2))) });
    m_ui->settingsTable->setSortingEnabled(false);
    widgets::StateDelegate::Roles roles; // only to have what is not a default stand out
    roles.strong = models::StrongRole;
    m_ui->settingsTable->setItemDelegateForColumn(
        static_cast<int>(SettingColumn::Setting), new widgets::StateDelegate(roles, false, m_ui->settingsTable));
    widgets::setButtonRole(m_ui->changeSettings, widgets::ButtonRole::Outlined);
    QAction *change = context.actions.action(ActionId::Settings);
    m_ui->changeSettings->setToolTip(change->toolTip());
    connect(m_ui->changeSettings, &QPushButton::clicked, change, &QAction::trigger);
    m_copy = addPageAction(u"actionCopySettings"_s, tr("&Copy"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    connect(m_copy, &QAction::triggered, this, [this] { m_ui->settingsTable->copySelection(); });
    connect(m_ui->settingsTable, &widgets::TableView::menuRequested, this, [this](const QPoint &position) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(m_copy);
        menu->popup(position);
    });
    connect(m_ui->settingsTable, &widgets::TableView::detailsRequested, change, &QAction::trigger);
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this, &SettingsPage::refresh);
    refresh();
}

SettingsPage::~SettingsPage() = default;

void SettingsPage::refresh()
{
    const core::Settings &settings = m_context.services.runtimeState.settings();
    m_model->setSettings(settings);
    // The window's own file lies in the data folder.
    const QString &file = m_context.windowStatePath;
    m_places->setPlaces(
        file.isEmpty() ? QString() : QFileInfo(file).absolutePath(), m_context.services.logService.filePath());
    int chosen = 0;
    for (int i = 0; i < core::settingCount; ++i)
        chosen += settings.entry(static_cast<core::SettingKey>(i)).origin != core::SettingOrigin::Default ? 1 : 0;
    m_ui->settingsAnswer->setAnswer(tr("Effective settings"));
    m_ui->settingsAnswer->setSentence(chosen == 0
            ? tr("Every setting has its default.")
            : texts::counted(chosen,
                QT_TRANSLATE_NOOP("texts", "1 setting was decided by something else than its default."),
                QT_TRANSLATE_N_NOOP("texts", "%Ln settings were decided by something else than their defaults.")));
    showProblems();
}

void SettingsPage::showProblems()
{
    while (QLayoutItem *item = m_ui->problems->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QList<services::SettingsService::Problem> problems = m_context.services.settingsService.problems();
    for (const services::SettingsService::Problem &problem : problems) {
        auto *label = new PlainLabel(
            texts::settingProblem(problem.source, problem.name, problem.text), PlainLabel::Tone::Warning, this);
        label->setObjectName(u"settingsProblem"_s);
        label->setWordWrap(true);
        m_ui->problems->addWidget(label);
    }
}

void SettingsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"table"_s, m_ui->settingsTable->saveState());
}

void SettingsPage::restoreState(const QSettings &settings)
{
    m_ui->settingsTable->restoreState(settings.value(u"table"_s).toByteArray());
}

} // namespace gui
