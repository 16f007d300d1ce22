// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme_actions.h"

#include "gui/action_collection.h"
#include "gui/gui_context.h"
#include "services/runtime_state.h"
#include "services/settings_service.h"

#include <QAction>

namespace gui {

using namespace Qt::StringLiterals;

ThemeActions::ThemeActions(const GuiContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    ActionCollection &actions = context.actions;
    actions.serve(ActionId::ThemeSystem, this, [this] { choose(u"system"_s); });
    actions.serve(ActionId::ThemeLight, this, [this] { choose(u"light"_s); });
    actions.serve(ActionId::ThemeDark, this, [this] { choose(u"dark"_s); });
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this, &ThemeActions::update);
    update();
}

void ThemeActions::choose(const QString &mode)
{
    // Also where it was not stored: the click has moved the tick already.
    m_context.services.settingsService.setOverride(
        core::SettingKey::Theme, QVariant(mode), this, [this](const core::Result<bool> &) { update(); });
}

void ThemeActions::update()
{
    const QString mode = m_context.services.runtimeState.settings().text(core::SettingKey::Theme);
    m_context.actions.action(ActionId::ThemeSystem)->setChecked(mode == "system"_L1);
    m_context.actions.action(ActionId::ThemeLight)->setChecked(mode == "light"_L1);
    m_context.actions.action(ActionId::ThemeDark)->setChecked(mode == "dark"_L1);
}

} // namespace gui
