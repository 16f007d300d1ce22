// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/ban_details.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/window_models.h"
#include "models/ban_table_model.h"
#include "services/runtime_state.h"
#include "texts/time_texts.h"
#include "widgets/confirm_dialog.h"

#include <QCoreApplication>

namespace gui {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("gui::BanDetails", text);
}

} // namespace

widgets::ConfirmDialog *openBanDetails(const GuiContext &context, int row, QWidget *parent)
{
    const models::BanTableModel &model = context.models.bans();
    const core::Ban ban = model.banAt(row);
    const texts::DateStyle style = texts::dateStyle(context.services.runtimeState.settings());
    widgets::Confirmation text;
    text.title = core::visibleText(core::banTargetText(ban.target));
    //: %1: jail, %2: server
    text.effect = translated(QT_TRANSLATE_NOOP("gui::BanDetails", "Banned by %1 on %2"))
                      .arg(core::visibleText(model.jailAt(row)), core::visibleText(model.serverNameAt(row)));
    if (ban.bannedAt != core::unknownTime) {
        text.items.append(translated(QT_TRANSLATE_NOOP("gui::BanDetails", "Since: %1"))
                              .arg(texts::exactDateTime(ban.bannedAt, style)));
    }
    if (ban.isPermanent())
        text.items.append(translated(QT_TRANSLATE_NOOP("gui::BanDetails", "Until: permanent")));
    else if (const auto end = ban.expiresAt())
        text.items.append(
            translated(QT_TRANSLATE_NOOP("gui::BanDetails", "Until: %1")).arg(texts::exactDateTime(*end, style)));
    if (ban.banTime != core::unknownTime)
        text.items.append(
            translated(QT_TRANSLATE_NOOP("gui::BanDetails", "Ban time: %1")).arg(texts::duration(ban.banTime)));
    if (text.items.isEmpty()) {
        text.detail = translated(
            QT_TRANSLATE_NOOP("gui::BanDetails", "This version of fail2ban does not tell since when and until when."));
    }
    text.verb = translated(QT_TRANSLATE_NOOP("gui::BanDetails", "Unban…"));
    text.verbRole = widgets::ButtonRole::Outlined;
    text.cancelText = translated(QT_TRANSLATE_NOOP("gui::BanDetails", "Close"));
    auto *dialog = widgets::ConfirmDialog::ask(text, parent);
    dialog->setObjectName(u"banDetails"_s);
    return dialog;
}

} // namespace gui
