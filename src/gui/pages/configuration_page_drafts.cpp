// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/configuration_page.h"

#include "core/visible_text.h"
#include "gui/dialogs/change_dialog.h"
#include "gui/dialogs/tune_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/config_option_pane.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "models/config_jail_model.h"
#include "services/command_gate.h"
#include "services/jail_service.h"
#include "services/server_registry.h"
#include "widgets/confirm_dialog.h"

#include "ui_configuration_page.h"

#include <algorithm>

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
    models::ChangeTracker &tracker = m_context.models.changes();
    connect(&m_context.services.changeService, &services::ChangeService::ended, this,
        [this](core::ServerId server, const QString &id, const services::ChangeOutcome &outcome) {
            if (outcome.result == services::ChangeResult::Open)
                m_undecided.insert_or_assign(server, Undecided { .id = id, .isSeen = false });
            else
                m_undecided.erase(server);
            onFilesChanged(server);
        });
    connect(&tracker, &models::ChangeTracker::decided, this, [this](core::ServerId server) {
        m_undecided.erase(server);
        onFilesChanged(server);
    });
    connect(&tracker, &models::ChangeTracker::undecidedChanged, this, &ConfigurationPage::onUndecided);
}

/// What waited for somebody's word is over without one of this window: its server took it back, or another
/// workstation has spoken.
void ConfigurationPage::onUndecided()
{
    QList<core::ServerId> over;
    for (auto &[server, change] : m_undecided) {
        const bool isThere = m_context.models.changes().open(server, change.id).has_value();
        if (!isThere && change.isSeen)
            over += server;
        change.isSeen = change.isSeen || isThere;
    }
    for (const core::ServerId server : std::as_const(over)) {
        m_undecided.erase(server);
        onFilesChanged(server);
    }
}

/// They are read again; of a server that is not shown at once only where something of it is edited.
void ConfigurationPage::onFilesChanged(core::ServerId server)
{
    if (server == m_server) {
        m_context.services.jailService.refresh(m_server);
        read();
        fetchRuntime(); // what was written is in the daemon, too, or both went back
        return;
    }
    const bool isEdited
        = std::ranges::any_of(m_drafts, [server](const auto &entry) { return entry.first.first == server; });
    if (!isEdited) {
        m_changed.insert(server);
        return;
    }
    m_context.services.configService.read(
        server, this, [this, server](const core::Result<services::ServerConfiguration> &configuration) {
            if (configuration)
                dropWritten(server, *configuration);
        });
}

std::pair<core::ServerId, QString> ConfigurationPage::draftKey(core::ServerId server, const QString &path) const
{
    const auto profile = m_context.services.serverRegistry.profile(server);
    return { server, (profile ? core::daemonKey(*profile) : QString()) + QChar(u'\0') + path };
}

QList<services::JailDraft> ConfigurationPage::drafts() const
{
    QList<services::JailDraft> all;
    const auto here = draftKey(m_server);
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
            m_drafts.insert_or_assign(draftKey(m_server, draft.path()), draft);
        else
            m_drafts.erase(draftKey(m_server, draft.path()));
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
    m_drafts.erase(draftKey(m_server, path));
    onJail();
}

/// What the files have by now is no edit any more. While a change of them is not decided they may yet go back.
void ConfigurationPage::dropWritten(core::ServerId server, const services::ServerConfiguration &configuration)
{
    const models::ChangeRun *run = m_context.models.changes().run(server);
    if (m_undecided.contains(server) || (run && run->isUnderWay()))
        return;
    const auto here = draftKey(server);
    std::erase_if(m_drafts, [&](const auto &entry) {
        const auto &[key, draft] = entry;
        return key.first == here.first && key.second.startsWith(here.second) && draft.isWrittenIn(configuration);
    });
}

void ConfigurationPage::revertRunning(const QString &key, const services::RuntimeRevert &revert)
{
    const TuneTarget target { .server = m_server,
        .jail = m_shownJail,
        .name = revert.name,
        .property = key,
        .current = revert.current,
        .value = revert.value };
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
