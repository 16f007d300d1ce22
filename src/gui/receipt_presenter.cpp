// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/receipt_presenter.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/action_collection.h"
#include "gui/dialogs/change_dialog.h"
#include "gui/dialogs/effect_dialog.h"
#include "gui/gui_context.h"
#include "gui/page.h"
#include "gui/production_check.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "models/service_texts.h"
#include "services/health_monitor.h"
#include "services/pending_changes.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/pending_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"
#include "widgets/confirm_dialog.h"
#include "widgets/receipt_bar.h"

#include <QSet>
#include <QWidget>

namespace gui {

using namespace Qt::StringLiterals;

namespace {

texts::ReceiptVerb verbOf(services::UndoKind kind)
{
    switch (kind) {
    case services::UndoKind::Ban:
        return texts::ReceiptVerb::Ban;
    case services::UndoKind::Unban:
    case services::UndoKind::UnbanAll:
        return texts::ReceiptVerb::Unban;
    case services::UndoKind::StopJail:
        return texts::ReceiptVerb::Stop;
    case services::UndoKind::Tune:
        return texts::ReceiptVerb::Tune;
    case services::UndoKind::DismissRecovery:
    case services::UndoKind::RemoveServer:
    case services::UndoKind::ImportServers:
    case services::UndoKind::Rescue:
    case services::UndoKind::Withdraw:
        break;
    }
    return texts::ReceiptVerb::Undo;
}

bool failed(const QList<core::Receipt> &receipts)
{
    return std::any_of(receipts.cbegin(), receipts.cend(), [](const core::Receipt &r) {
        return r.result == core::ReceiptResult::Refused || r.result == core::ReceiptResult::Failed
            || r.result == core::ReceiptResult::Pending;
    });
}

/// What only waits is no failure, but it is not done either.
core::ServerState stateOf(const QList<core::Receipt> &receipts)
{
    core::ServerState state = core::ServerState::Online;
    for (const core::Receipt &receipt : receipts) {
        if (receipt.result == core::ReceiptResult::Refused || receipt.result == core::ReceiptResult::Failed)
            return core::ServerState::Offline;
        if (receipt.result == core::ReceiptResult::Pending)
            state = core::ServerState::Unreachable;
    }
    return state;
}

} // namespace

ReceiptPresenter::ReceiptPresenter(const GuiContext &context, widgets::ReceiptBar &bar, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_bar(bar)
    , m_window(window)
{
    connect(&context.services.undoStack, &services::UndoStack::pushed, this, &ReceiptPresenter::onPushed);
    connect(&context.services.undoStack, &services::UndoStack::changed, this, &ReceiptPresenter::updateAction);
    connect(&bar, &widgets::ReceiptBar::undoRequested, this, [this](const QString &key) { undo(key.toLongLong()); });
    connect(&bar, &widgets::ReceiptBar::detailsRequested, this, &ReceiptPresenter::showDetails);
    const auto &pending = context.services.pendingChanges;
    connect(&pending, &services::PendingChanges::replaced, this, &ReceiptPresenter::onReplaced);
    connect(&pending, &services::PendingChanges::delivered, this, &ReceiptPresenter::onDelivered);
    connect(&context.models.changes(), &models::ChangeTracker::runEnded, this, &ReceiptPresenter::onChangeEnded);
    connect(&context.models.changes(), &models::ChangeTracker::decided, this,
        [this](core::ServerId server) { onChangeEnded(server); });
    m_bar.hide();
}

void ReceiptPresenter::serveUndo()
{
    m_context.actions.serve(ActionId::Undo, this, [this] { undo(0); });
    updateAction();
}

QString ReceiptPresenter::factOf(const services::UndoEntry &entry)
{
    const QString subject = core::visibleText(entry.subject);
    switch (entry.kind) {
    case services::UndoKind::DismissRecovery:
        //: %1: name of a server whose recovery banner was dismissed
        return tr("Dismissed the notice about %1").arg(subject);
    case services::UndoKind::RemoveServer:
        //: %1: name of a server
        return tr("Removed %1 from BanGUI. fail2ban on it goes on.").arg(subject);
    case services::UndoKind::Rescue:
        //: %1: name of a jail, %2: name of a server
        return tr("Changed %1 so that %2 protects again").arg(subject, core::visibleText(entry.value));
    case services::UndoKind::ImportServers:
        //: %1: name of a server, or "12 servers"
        return tr("Imported %1").arg(subject.isEmpty() ? texts::servers(entry.servers) : subject);
    case services::UndoKind::Withdraw:
        //: Changes that waited for their server are not sent any more
        return entry.bans == 1 ? tr("Withdrew a change that waited") : tr("Withdrew changes that waited");
    case services::UndoKind::Ban:
        return subject.isEmpty() ? tr("Banned: %1").arg(texts::bans(entry.bans)) : tr("Banned %1").arg(subject);
    case services::UndoKind::Unban:
    case services::UndoKind::UnbanAll:
        return subject.isEmpty() ? tr("Unbanned: %1").arg(texts::bans(entry.bans)) : tr("Unbanned %1").arg(subject);
    case services::UndoKind::StopJail:
        //: %1: name of a jail
        return tr("Stopped %1").arg(subject);
    case services::UndoKind::Tune:
        //: %1: name of a property such as bantime, %2: name of a jail
        return tr("Changed %1 of %2 until its next reload").arg(core::visibleText(entry.value), subject);
    }
    return {};
}

void ReceiptPresenter::onPushed(const services::UndoEntry &entry)
{
    m_receipts.clear();
    m_note = models::undoLimits(entry);
    m_verb = verbOf(entry.kind);
    m_shown = entry.id;
    if (!entry.perhaps) // else an error tells what is known
        show(core::ServerState::Online, factOf(entry), true);
}

void ReceiptPresenter::onReplaced(const QList<core::PendingChange> &taken)
{
    constexpr qsizetype most = 20; // who reads more
    for (const core::PendingChange &change : taken) {
        if (m_replaced.size() < most)
            m_replaced.append(texts::replacedSentence(change, m_context.services.serverRegistry.nameOf(change.server)));
    }
}

void ReceiptPresenter::onDelivered(const QList<core::Receipt> &receipts)
{
    const bool joins = m_verb == texts::ReceiptVerb::Kept && m_bar.isVisible();
    showReceipts(texts::ReceiptVerb::Kept, joins ? m_receipts + receipts : receipts);
}

void ReceiptPresenter::showReceipts(texts::ReceiptVerb verb, const QList<core::Receipt> &receipts)
{
    if (receipts.isEmpty())
        return;
    // The figures everywhere in the window follow at once, not with the next probe.
    QSet<core::ServerId> changed;
    for (const core::Receipt &receipt : receipts)
        changed.insert(receipt.server);
    for (const core::ServerId id : std::as_const(changed))
        m_context.services.healthMonitor.probeNow(id);
    // The service pushes the undo of a change before it answers with the receipts.
    const auto &entries = m_context.services.undoStack.entries();
    const bool undoable
        = !entries.isEmpty() && m_shown == entries.constLast().id && m_verb == verb && m_receipts.isEmpty();
    if (!undoable) {
        m_shown = 0;
        m_note.clear();
    }
    if (!m_replaced.isEmpty())
        m_note = (m_note.isEmpty() ? m_replaced : QStringList { m_note } + m_replaced).join(u'\n');
    m_replaced.clear();
    m_receipts = receipts;
    m_verb = verb;
    show(stateOf(receipts), texts::receiptsSummary(verb, receipts), undoable);
}

void ReceiptPresenter::showResult(texts::ReceiptVerb verb, const core::Result<QList<core::Receipt>> &receipts)
{
    if (receipts) {
        showReceipts(verb, *receipts);
        return;
    }
    texts::ErrorPlace place;
    place.activity = texts::ErrorPlace::Activity::Change;
    const texts::ErrorText text = texts::errorText(receipts.error(), place);
    showFailure(text.sentence(), text.detail);
}

void ReceiptPresenter::showFailure(const QString &what, const QString &why)
{
    m_receipts.clear();
    m_note = core::visibleLines(why);
    m_shown = 0;
    show(core::ServerState::Offline, what, false);
}

void ReceiptPresenter::showFact(const QString &what)
{
    m_receipts.clear();
    m_note.clear();
    m_shown = 0;
    show(core::ServerState::Online, what, false);
}

void ReceiptPresenter::showRescued(core::ServerId server, const QString &what)
{
    constexpr qint64 justNowMs = 1000;
    const auto &entries = m_context.services.undoStack.entries();
    const bool undoable = !entries.isEmpty() && m_shown == entries.constLast().id
        && entries.constLast().kind == services::UndoKind::Rescue
        && entries.constLast().value == m_context.services.serverRegistry.nameOf(server)
        && m_context.services.clock.nowMs() - entries.constLast().at <= justNowMs;
    if (undoable)
        show(core::ServerState::Online, what, true);
    else
        showFact(what);
}

void ReceiptPresenter::show(core::ServerState state, const QString &text, bool undoable)
{
    const bool details = m_receipts.size() > 1 || failed(m_receipts) || !m_note.isEmpty();
    //: State of a change, for a screen reader
    const QString word = state == core::ServerState::Online ? tr("done") : tr("not everything was done");
    m_bar.showReceipt(QString::number(m_shown), state, word, text, undoable ? tr("Undo") : QString(),
        details ? tr("Details") : QString());
}

void ReceiptPresenter::undo(qint64 id)
{
    const auto &entries = m_context.services.undoStack.entries();
    const auto found = id == 0 ? entries.cend() - (entries.isEmpty() ? 0 : 1)
                               : std::ranges::find(entries, id, &services::UndoEntry::id);
    // By the key one at a time: what the next one would be is not told yet. A button names its own.
    if (found == entries.cend() || (id == 0 && m_undoing > 0))
        return;
    if (found->change)
        preview(*found);
    else if (ProductionCheck::concerns(m_context, found->changes))
        ask(*found);
    else
        run(*found);
}

void ReceiptPresenter::ask(const services::UndoEntry &entry)
{
    const auto *open = m_window->findChild<EffectDialog *>(u"undoDialog"_s);
    if (open && open->isVisible())
        return;
    //: A button
    auto *dialog = new EffectDialog(tr("Undo"), widgets::ButtonRole::Destructive, m_window);
    dialog->setObjectName(u"undoDialog"_s);
    dialog->setHeading(models::undoAction(entry));
    dialog->setEffect(models::undoTitle(entry), models::undoLimits(entry));
    dialog->askForProduction(m_context, entry.changes);
    connect(dialog, &EffectDialog::confirmed, this, [this, dialog, entry] {
        dialog->accept();
        run(entry);
    });
    dialog->open();
}

void ReceiptPresenter::preview(const services::UndoEntry &entry)
{
    auto *dialog = new ChangeDialog(m_context, *entry.change,
        { models::undoAction(entry),
            //: Sub line of a title; %1: "Change of sshd that brought web-1 back", which is to be undone
            tr("%1. Nothing on the server is changed before you say so.").arg(models::undoTitle(entry)), tr("Undo") },
        m_window);
    connect(dialog, &ChangeDialog::begun, this, [this, id = entry.id, server = entry.change->server] {
        m_changing.insert(server, { id, {} });
        ++m_undoing;
        updateAction();
        if (m_shown == id) {
            m_shown = 0;
            m_bar.hide(); // it goes on: the dialog and the banner show it
        }
    });
    connect(dialog, &ChangeDialog::placeRequested, this,
        [this](core::ServerId server, const QString &jail, const QString &file, int line) {
            Q_EMIT pageRequested(u"configuration"_s, configurationRequest(server, jail, file, line));
        });
    dialog->open();
}

void ReceiptPresenter::onChangeEnded(core::ServerId server)
{
    const auto changing = m_changing.find(server);
    const models::ChangeRun *run = m_context.models.changes().run(server);
    if (changing == m_changing.end() || !run || !run->outcome)
        return;
    const qint64 id = changing->entry;
    if (changing->waits.isEmpty()) {
        --m_undoing;
    } else if (changing->waits != run->id) { // decided elsewhere, and this is another change
        m_changing.erase(changing);
        return;
    }
    if (*run->outcome && (*run->outcome)->result == services::ChangeResult::Open) {
        changing->waits = run->id; // rolled back, it can be undone as before
        updateAction();
        return;
    }
    m_changing.erase(changing);
    // What was not made, or was taken back, can be undone as before.
    const auto &outcome = *run->outcome;
    const bool stands = outcome && outcome->result != services::ChangeResult::Refused
        && outcome->result != services::ChangeResult::RolledBack;
    if (stands)
        m_context.services.undoStack.remove(id);
    updateAction();
}

void ReceiptPresenter::run(const services::UndoEntry &entry)
{
    const bool silent = verbOf(entry.kind) == texts::ReceiptVerb::Undo;
    ++m_undoing;
    updateAction();
    m_context.services.undoStack.undo(
        entry.id, this, [this, silent](const core::Result<QList<core::Receipt>> &receipts) {
            --m_undoing;
            updateAction();
            m_shown = 0;
            m_note.clear();
            m_receipts.clear();
            if (!receipts) {
                showResult(texts::ReceiptVerb::Undo, receipts);
            } else if ((silent && !failed(*receipts)) || receipts->isEmpty()) {
                show(core::ServerState::Online, tr("Undone"), false);
            } else {
                showReceipts(texts::ReceiptVerb::Undo, *receipts);
            }
        });
}

void ReceiptPresenter::updateAction()
{
    const auto &entries = m_context.services.undoStack.entries();
    QAction *action = m_context.actions.action(ActionId::Undo);
    action->setEnabled(!entries.isEmpty() && m_undoing == 0);
    // What it would take back, so that Ctrl+Z is no surprise.
    action->setText(entries.isEmpty() ? tr("&Undo") : models::undoAction(entries.constLast()).replace(u'&', u"&&"_s));
}

void ReceiptPresenter::showDetails()
{
    widgets::Confirmation text;
    text.title = tr("What was done");
    text.effect = m_bar.text();
    text.detail = m_note;
    for (const core::Receipt &receipt : std::as_const(m_receipts)) {
        QStringList where { core::visibleText(receipt.serverName) };
        if (!receipt.jail.isEmpty())
            where.append(core::visibleText(receipt.jail));
        if (!receipt.target.isEmpty())
            where.append(core::visibleText(receipt.target));
        const QString reason = texts::receiptText(receipt);
        text.items.append(where.join(u" · "_s) + u": "_s + texts::receiptResultWord(receipt.result)
            + (reason.isEmpty() ? QString() : u". "_s + reason));
    }
    const bool waits = std::ranges::any_of(
        m_receipts, [](const core::Receipt &r) { return r.result == core::ReceiptResult::Pending; });
    //: A button: opens the list of changes that wait, where they can be withdrawn
    text.verb = waits ? tr("Waiting changes…") : tr("Close");
    text.cancelText = tr("Close");
    text.verbRole = widgets::ButtonRole::Outlined;
    auto *dialog = widgets::ConfirmDialog::ask(text, m_window);
    dialog->setObjectName(u"receiptDetails"_s);
    if (waits)
        connect(dialog, &widgets::ConfirmDialog::confirmed, m_context.actions.action(ActionId::WaitingChanges),
            &QAction::trigger);
    else if (auto *cancel = dialog->findChild<QWidget *>(u"cancelButton"_s))
        cancel->hide();
}

} // namespace gui
