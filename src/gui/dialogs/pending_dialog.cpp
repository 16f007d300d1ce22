// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/pending_dialog.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "models/pending_table_model.h"
#include "services/pending_changes.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/undo_stack.h"
#include "texts/error_texts.h"
#include "texts/pending_texts.h"
#include "widgets/buttons.h"
#include "widgets/confirm_dialog.h"
#include "widgets/table_view.h"

#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using models::PendingColumn;

PendingDialog::PendingDialog(const GuiContext &context, QWidget *parent)
    : widgets::DialogFrame(parent)
    , m_context(context)
    , m_model(std::make_unique<models::PendingTableModel>(
          context.services.pendingChanges, context.services.serverRegistry, context.services.clock))
{
    setObjectName(u"pendingDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setHeading(tr("Changes that wait"),
        tr("Their servers could not be reached. Each is sent when its server answers again, in the order of asking."));
    m_model->setDateStyle(texts::dateStyle(context.services.runtimeState.settings()));

    m_table = new widgets::TableView(this);
    m_table->setObjectName(u"pendingTable"_s);
    m_table->setAccessibleName(tr("Changes that wait for their server"));
    m_table->setModel(m_model.get());
    m_table->setColumns({
        { .section = int(PendingColumn::Server), .width = 130, .name = true },
        { .section = int(PendingColumn::Change), .width = 200, .stretch = true },
        { .section = int(PendingColumn::Since), .width = 130, .priority = 1, .content = true },
        { .section = int(PendingColumn::Attempts), .width = 60, .priority = 3, .numbers = true },
        { .section = int(PendingColumn::LastError), .width = 160, .priority = 2 },
    });
    m_table->setEmptyState(tr("Nothing waits: every change has reached its server."));
    m_table->setMinimumHeight(180);
    body()->addWidget(m_table, 1);

    auto *close = widgets::makeButton(tr("Close"), widgets::ButtonRole::Outlined, this, u"closeButton"_s);
    //: A button: take back changes that have not been sent
    m_withdraw = widgets::makeButton(tr("Withdraw"), widgets::ButtonRole::Outlined, this, u"withdrawButton"_s);
    m_try = widgets::makeButton(tr("Try now"), widgets::ButtonRole::Accent, this, u"tryButton"_s);
    addFootButton(close);
    addFootButton(m_withdraw);
    addFootButton(m_try);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    // What is sent while the button is held down leaves the list, and no other takes its place.
    connect(m_withdraw, &QPushButton::pressed, this, &PendingDialog::note);
    connect(m_try, &QPushButton::pressed, this, &PendingDialog::note);
    connect(m_withdraw, &QPushButton::clicked, this, &PendingDialog::withdraw);
    connect(m_try, &QPushButton::clicked, this, &PendingDialog::tryNow);
    connect(m_table, &widgets::TableView::removeRequested, this, [this] {
        note();
        if (!m_selected.isEmpty())
            withdraw();
    });
    connect(m_table, &widgets::TableView::selectedRowsChanged, this, &PendingDialog::update);
    connect(&context.services.pendingChanges, &services::PendingChanges::changed, this, &PendingDialog::onChanged);
    resize(860, 380);
    m_table->setFocus();
    context.services.pendingChanges.reload();
    update();
    onChanged();
}

PendingDialog::~PendingDialog() = default;

void PendingDialog::openOver(const GuiContext &context, QWidget *window)
{
    for (PendingDialog *open : window->findChildren<PendingDialog *>()) {
        if (open->isVisible()) {
            open->activateWindow();
            return;
        }
    }
    (new PendingDialog(context, window))->open();
}

void PendingDialog::update()
{
    const bool some = m_model->rowCount() > 0;
    const bool selected = !m_table->selectedRowIndexes().isEmpty();
    m_withdraw->setEnabled(some);
    m_try->setEnabled(some);
    m_withdraw->setText(selected ? tr("Withdraw") : tr("Withdraw all"));
    m_try->setText(selected ? tr("Try now") : tr("Try all now"));
}

void PendingDialog::onChanged()
{
    update();
    const QList<core::PendingChange> now = m_context.services.pendingChanges.all();
    if (now == m_seen) // one of them is being sent
        return;
    m_seen = now;
    bool old = false;
    for (int row = 0; row < m_model->rowCount(); ++row)
        old = old || m_model->index(row, 0).data(models::PendingOldRole).toBool();
    setFootNote(old ? texts::oldSentence() : QString());
}

void PendingDialog::note()
{
    m_selected.clear();
    for (const QModelIndex &index : m_table->selectedRowIndexes())
        m_selected.append(index.data(models::PendingIdRole).toLongLong());
}

QList<qint64> PendingDialog::chosen() const
{
    if (!m_selected.isEmpty())
        return m_selected;
    QList<qint64> ids;
    for (const core::PendingChange &change : m_context.services.pendingChanges.all())
        ids.append(change.id);
    return ids;
}

void PendingDialog::withdraw()
{
    if (m_selected.isEmpty())
        askToWithdrawAll();
    else
        withdrawIds(chosen());
}

void PendingDialog::askToWithdrawAll()
{
    QList<qint64> ids;
    QStringList names;
    widgets::Confirmation text;
    for (const core::PendingChange &change : m_context.services.pendingChanges.all()) {
        ids.append(change.id);
        const QString name = core::visibleText(m_context.services.serverRegistry.nameOf(change.server));
        if (!names.contains(name))
            names.append(name);
        text.items.append(name + u": "_s + texts::pendingChangeText(change));
    }
    if (ids.isEmpty())
        return;
    text.title = tr("Withdraw every change that waits");
    text.effect = texts::pendingSummary(ids.size(), names);
    text.detail = tr("What is withdrawn is not sent. Undo keeps it again.");
    text.verb = tr("Withdraw all");
    text.verbRole = widgets::ButtonRole::Destructive;
    auto *dialog = widgets::ConfirmDialog::ask(text, this);
    dialog->setObjectName(u"withdrawAllDialog"_s);
    // Those that were named; what has come meanwhile stays.
    connect(dialog, &widgets::ConfirmDialog::confirmed, this, [this, ids] { withdrawIds(ids); });
}

void PendingDialog::withdrawIds(const QList<qint64> &ids)
{
    QList<core::PendingChange> meant = m_context.services.pendingChanges.all();
    meant.removeIf([&ids](const core::PendingChange &change) { return !ids.contains(change.id); });
    m_context.services.pendingChanges.withdraw(ids, this, [this, meant](const core::Result<int> &count) {
        if (count) {
            // Of some only, nobody knows here which were sent instead: keeping those again would send them twice.
            if (*count > 0 && *count == meant.size())
                pushUndo(meant);
            setFootNote(*count > 0 ? texts::withdrawnSentence(*count)
                                   //: It is being sent just now
                                   : tr("Too late to withdraw: it is being sent."));
            return;
        }
        setFootNote(texts::errorText(count.error(), { .activity = texts::ErrorPlace::Activity::Store }).sentence());
    });
}

void PendingDialog::pushUndo(const QList<core::PendingChange> &withdrawn)
{
    QSet<core::ServerId> servers;
    for (const core::PendingChange &change : withdrawn)
        servers.insert(change.server);
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Withdraw;
    entry.bans = withdrawn.size();
    entry.servers = static_cast<int>(servers.size());
    entry.at = m_context.services.clock.nowMs();
    services::PendingChanges *pending = &m_context.services.pendingChanges;
    entry.undo = [pending, withdrawn](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
        return pending->keep(withdrawn, context, [handler](const core::Result<bool> &kept) {
            handler(kept.map([](bool) { return QList<core::Receipt> {}; }));
        });
    };
    m_context.services.undoStack.push(std::move(entry));
}

void PendingDialog::tryNow()
{
    QList<qint64> ids = chosen();
    if (m_selected.isEmpty()) { // what is old is sent when it has been chosen by itself
        ids.removeIf(
            [this](qint64 id) { return m_model->index(m_model->rowOf(id), 0).data(models::PendingOldRole).toBool(); });
    }
    if (ids.isEmpty()) {
        setFootNote(texts::oldSentence());
        return;
    }
    setFootNote(tr("Trying…"));
    m_context.services.pendingChanges.sendNow(ids);
}

} // namespace gui
