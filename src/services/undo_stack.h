// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"
#include "core/request_handle.h"
#include "services/change_service.h"

#include <QObject>

namespace services {

/// What a change was, as values; texts words it.
enum class UndoKind {
    Ban,
    Unban,
    UnbanAll,
    StopJail,
    Tune,
    DismissRecovery,
    RemoveServer,
    ImportServers,
    Rescue,
    Withdraw
};
/// What an undo cannot bring back (fact sheet 8.2.7).
enum class UndoLimit {
    Escalation,
    History,
    BanStart,
    Restart, ///< whether the configuration files start the jail again is not known
    NoDatabase ///< fail2ban keeps none: the jail comes back without the bans that it had
};

struct UndoEntry
{
    qint64 id = 0;
    UndoKind kind = UndoKind::Ban;
    QString subject; ///< one address, jail or server name; empty where there are several
    QString value; ///< for Tune: the property's name
    QString serverName {}; ///< where it is one server that a jail was changed on
    qint64 bans = 0;
    int servers = 0;
    QList<core::ServerId> changes {}; ///< servers that the undo sends commands to
    int jails = 0;
    QList<UndoLimit> limits;
    qint64 at = 0; ///< UTC ms
    bool perhaps = false; ///< the answer was lost: nobody knows whether it was done, and an error tells so
    std::optional<ChangeRequest> change {}; ///< where the undo is that change of the configuration: to be shown first
    std::function<core::RequestHandle(const QObject *, core::Handler<QList<core::Receipt>>)> undo;
};

/// Changes of this session that can be taken back, newest last, at most 50. An undo passes CommandGate like every
/// change.
class UndoStack final : public QObject
{
    Q_OBJECT
public:
    explicit UndoStack(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    qint64 push(UndoEntry entry); ///< answers its id
    /// In the place of the one with its id, which has come to mean more. False: that one has left the stack.
    bool update(const UndoEntry &entry);
    /// Nothing is left that it could take back.
    void remove(qint64 id);
    [[nodiscard]] bool canUndo() const { return !m_entries.isEmpty(); }
    [[nodiscard]] const QList<UndoEntry> &entries() const { return m_entries; }
    /// Undoes that entry (0: the newest). It leaves the stack when the undo is sent, and comes back where the server
    /// (or one of them) could not be reached or entered: doing it twice takes back no more than doing it once.
    core::RequestHandle undo(qint64 id, const QObject *context, core::Handler<QList<core::Receipt>> handler);

Q_SIGNALS:
    void changed();
    void pushed(const services::UndoEntry &entry);
    void undone(const services::UndoEntry &entry, const QList<core::Receipt> &receipts);

private:
    QList<UndoEntry> m_entries;
    qint64 m_lastId = 0;
};

} // namespace services

Q_DECLARE_METATYPE(services::UndoEntry)
