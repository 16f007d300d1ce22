// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "core/receipt.h"
#include "core/server_status.h"
#include "services/undo_stack.h"
#include "texts/error_texts.h"

#include <QObject>

namespace widgets {
class ReceiptBar;
}

namespace gui {

struct GuiContext;

/// Tells the fact after every change, in the strip at the foot of the page, with Undo where the change can be taken
/// back and with the receipt of each server behind "Details". Serves the Undo action.
class ReceiptPresenter final : public QObject
{
    Q_OBJECT

public:
    ReceiptPresenter(const GuiContext &context, widgets::ReceiptBar &bar, QWidget *window);

    void serveUndo();
    /// With Undo where the newest entry of the stack has just been pushed for the same change.
    void showReceipts(texts::ReceiptVerb verb, const QList<core::Receipt> &receipts);
    void showResult(texts::ReceiptVerb verb, const core::Result<QList<core::Receipt>> &receipts);
    void showFailure(const QString &what, const QString &why);
    /// What was done apart from the servers: a file was written.
    void showFact(const QString &what);
    /// How a rescue ended; with Undo where it has written something, which was pushed just before.
    void showRescued(core::ServerId server, const QString &what);

Q_SIGNALS:
    /// See Page::pageRequested().
    void pageRequested(const QString &page, const QVariantMap &request);

private:
    void onPushed(const services::UndoEntry &entry);
    void onReplaced(const QList<core::PendingChange> &taken);
    /// What had waited was done, server by server: receipts that come while such ones are shown join them.
    void onDelivered(const QList<core::Receipt> &receipts);
    void undo(qint64 id); ///< 0: the newest
    /// What changes production servers is asked about once more.
    void ask(const services::UndoEntry &entry);
    void run(const services::UndoEntry &entry);
    /// A change of the configuration has its preview, as every other.
    void preview(const services::UndoEntry &entry);
    void onChangeEnded(core::ServerId server);
    void updateAction();
    void showDetails();
    void show(core::ServerState state, const QString &text, bool undoable);
    [[nodiscard]] static QString factOf(const services::UndoEntry &entry);

    const GuiContext &m_context;
    widgets::ReceiptBar &m_bar;
    QWidget *m_window;
    // What the bar shows:
    QList<core::Receipt> m_receipts;
    QString m_note;
    QStringList m_replaced; ///< older wishes that a newer one replaced; told with the next receipts
    struct Changing
    {
        qint64 entry = 0;
        QString waits; ///< the id of its change, which waits for somebody's word; empty: under way
    };
    QHash<core::ServerId, Changing> m_changing; ///< entries whose change is not over
    int m_undoing = 0;
    qint64 m_shown = 0; ///< id of its undo entry; 0: none
    texts::ReceiptVerb m_verb = texts::ReceiptVerb::Undo;
};

} // namespace gui
