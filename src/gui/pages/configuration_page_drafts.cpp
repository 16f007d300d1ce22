// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/configuration_page.h"

#include "core/visible_text.h"
#include "gui/dialogs/change_dialog.h"
#include "gui/dialogs/tune_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/config_option_pane.h"
#include "models/config_jail_model.h"
#include "services/command_gate.h"
#include "services/jail_service.h"
#include "services/server_registry.h"
#include "widgets/confirm_dialog.h"

#include "ui_configuration_page.h"

// What is edited on the page, until it is applied or discarded.
namespace gui {

using namespace Qt::StringLiterals;

void ConfigurationPage::buildEditing()
{
    m_review = addPageAction(u"actionReviewEdits"_s, tr("&Review and apply…"), Qt::CTRL | Qt::Key_S);
    m_discard = addPageAction(u"actionDiscardEdits"_s, tr("&Discard edits…"));
    m_review->setEnabled(false);
    m_discard->setEnabled(false);
    connect(m_review, &QAction::triggered, this, &ConfigurationPage::review);
    connect(m_discard, &QAction::triggered, this, &ConfigurationPage::discard);
    connect(m_pane, &ConfigOptionPane::reviewRequested, this, &ConfigurationPage::review);
    connect(m_pane, &ConfigOptionPane::discardRequested, this, &ConfigurationPage::discard);
    connect(m_pane, &ConfigOptionPane::draftChanged, this, &ConfigurationPage::onDraft);
    connect(m_pane, &ConfigOptionPane::fileChanged, this, &ConfigurationPage::markEdited);
    connect(m_pane, &ConfigOptionPane::revertRequested, this, &ConfigurationPage::revertRunning);
    connect(&m_context.services.changeService, &services::ChangeService::ended, this,
        [this](core::ServerId server, const QString &, const services::ChangeOutcome &outcome) {
            if (server != m_server)
                return;
            m_dropWritten = outcome.result == services::ChangeResult::Active
                || outcome.result == services::ChangeResult::Inactive;
            m_context.services.jailService.refresh(m_server);
            read();
        });
}

std::pair<core::ServerId, QString> ConfigurationPage::draftKey(const QString &path) const
{
    const auto profile = m_context.services.serverRegistry.profile(m_server);
    return { m_server, (profile ? core::daemonKey(*profile) : QString()) + QChar(u'\0') + path };
}

QList<services::JailDraft> ConfigurationPage::drafts() const
{
    QList<services::JailDraft> all;
    const auto here = draftKey();
    for (const auto &[key, draft] : m_drafts) {
        if (key.first == here.first && key.second.startsWith(here.second))
            all += draft;
    }
    return all;
}

QString ConfigurationPage::draftName(const services::JailDraft &draft)
{
    switch (draft.part()) {
    case services::ConfigPart::Jail:
        break;
    case services::ConfigPart::Filter:
        //: what was edited; %1: name of a filter
        return tr("filter %1").arg(core::visibleText(draft.definition()));
    case services::ConfigPart::Action:
        //: what was edited; %1: name of an action
        return tr("action %1").arg(core::visibleText(draft.definition()));
    }
    return core::visibleText(draft.jail());
}

/// Nothing is lost where another jail, server or page is looked at.
void ConfigurationPage::onDraft()
{
    for (const services::JailDraft &draft : m_pane->drafts()) {
        if (draft.isModified())
            m_drafts.insert_or_assign(draftKey(draft.path()), draft);
        else
            m_drafts.erase(draftKey(draft.path()));
    }
    markEdited();
}

void ConfigurationPage::markEdited()
{
    QStringList jails;
    for (const services::JailDraft &draft : drafts())
        jails += draft.jail();
    m_jails->setEdited(jails);
    m_review->setEnabled(m_pane->canReview());
    m_discard->setEnabled(m_pane->activeDraft().isValid());
}

QString ConfigurationPage::lockedBecause() const
{
    const auto may = m_context.services.commandGate.mayChange(m_server);
    if (may || may.error().code != core::ErrorCode::ReadOnlyProfile)
        return {};
    return tr("This server's profile is read-only: nothing can be applied.");
}

void ConfigurationPage::review()
{
    const services::JailDraft draft = m_pane->activeDraft();
    if (!draft.isValid() || !m_pane->canReview())
        return;
    auto *dialog = new ChangeDialog(m_context, draft.request(m_server), window());
    connect(dialog, &ChangeDialog::placeRequested, this,
        [this](core::ServerId server, const QString &jail, const QString &file, int line) {
            if (server == m_server)
                showPlace(jail, file, line);
        });
    dialog->open();
}

void ConfigurationPage::discard()
{
    const services::JailDraft draft = m_pane->activeDraft();
    if (!draft.isValid())
        return;
    widgets::Confirmation asked;
    //: %1: name of a jail, or "filter sshd"
    asked.title = tr("Discard the edits of %1").arg(draftName(draft));
    asked.effect = tr("What was edited here is forgotten. Nothing changes on the server.");
    for (const QString &key : draft.editedKeys())
        asked.items.append(core::visibleText(key));
    asked.verb = tr("Discard");
    asked.verbRole = widgets::ButtonRole::Destructive;
    asked.cancelText = tr("Keep editing");
    auto *dialog = widgets::ConfirmDialog::ask(asked, window());
    connect(dialog, &widgets::ConfirmDialog::confirmed, this, [this, path = draft.path()] { dropDraft(path); });
}

void ConfigurationPage::dropDraft(const QString &path)
{
    m_drafts.erase(draftKey(path));
    onJail();
}

void ConfigurationPage::dropWritten()
{
    const auto here = draftKey();
    for (auto it = m_drafts.begin(); it != m_drafts.end();) {
        const bool written = it->first.first == here.first && it->first.second.startsWith(here.second)
            && m_configuration && it->second.isWrittenIn(*m_configuration);
        it = written ? m_drafts.erase(it) : std::next(it);
    }
}

void ConfigurationPage::revertRunning(const QString &key, const QString &running, const QString &inFile)
{
    const TuneTarget target {
        .server = m_server, .jail = m_shownJail, .name = key, .property = key, .current = running, .value = inFile
    };
    auto *dialog = new TuneDialog(m_context, target, window(), [this](const core::Result<core::Receipt> &receipt) {
        if (receipt)
            Q_EMIT changeEnded(texts::ReceiptVerb::Tune, QList<core::Receipt> { *receipt });
        else
            Q_EMIT changeEnded(texts::ReceiptVerb::Tune, tl::unexpected(receipt.error()));
        fetchRuntime();
    });
    dialog->open();
}

QString ConfigurationPage::unsavedWork() const
{
    QStringList names;
    for (const auto &[key, draft] : m_drafts)
        //: %1: name of a jail, or "filter sshd"; %2: name of a server
        names += tr("%1 on %2")
                     .arg(draftName(draft), core::visibleText(m_context.services.serverRegistry.nameOf(key.first)));
    //: %1: a list such as "sshd on web-1"
    return names.isEmpty() ? QString() : tr("Edited and not applied: %1.").arg(names.join(u", "_s));
}

} // namespace gui
