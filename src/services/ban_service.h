// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/ids.h"
#include "core/receipt.h"
#include "core/request_handle.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace services {

/// Last ban list of one jail; immutable and shared with the models.
struct JailBans
{
    std::shared_ptr<const core::BanList> bans;
    qint64 fetchedAt = 0; ///< UTC ms
    bool timesKnown = true; ///< false: this fail2ban does not tell since and until
};
struct BanSnapshot
{
    QHash<QString, JailBans> jails;
    qint64 fetchedAt = 0; ///< UTC ms of the oldest list; 0: never
    std::optional<core::Error> error; ///< of the last attempt
    bool loading = false;
};

/// One line of pasted text that is no address or network.
struct JunkLine
{
    int line = 0; ///< 1-based
    QString text;
    enum class Reason { NotAnAddress, PrefixZero, HostName, Unspecified } reason = Reason::NotAnAddress;
};
/// A network that was written with bits behind its prefix: "127.0.0.0/4" is 112.0.0.0/4, to fail2ban too.
struct ClearedBits
{
    int line = 0; ///< 1-based
    QString text; ///< as written
    core::IpNetwork network;
};
struct ParsedTargets
{
    QList<core::IpNetwork> targets; ///< in order, without duplicates
    QList<JunkLine> junk;
    QList<ClearedBits> cleared; ///< among the targets, with another address than was written
    int duplicates = 0;
};
/// Splits pasted text at line ends, commas, semicolons and blanks; '#' begins a comment. Pure.
[[nodiscard]] ParsedTargets parseTargets(const QString &text);

struct BanWarning
{
    enum class Kind {
        Loopback,
        OwnAddress,
        Ignored, ///< the target itself
        CoversLoopback,
        CoversOwn,
        CoversIgnored, ///< a network that contains it
        JailMissing,
        AlreadyBanned,
        Unreachable
    } kind
        = Kind::Loopback;
    core::ServerId server; ///< invalid: all
    QString jail;
    QString target;
    QString detail; ///< the own or ignored address that is meant; Unreachable: not empty where it is not kept either
};
struct BanRequest
{
    QList<core::ServerId> servers;
    QStringList jails; ///< in each server: those of them that it has
    QList<core::IpNetwork> targets;
    /// Of a preview, and what it warned of: these servers are asked before anything is sent there, and what is
    /// dangerous and was not among the warnings is refused there.
    QList<core::ServerId> unasked = {};
    QList<BanWarning> seen = {};
};
struct BanPreview
{
    qint64 bans = 0; ///< commands x targets that will be sent
    int servers = 0;
    int jails = 0;
    QList<BanWarning> warnings;
    QList<core::ServerId> unasked; ///< nobody knows whom these ignore
};

/// What to unban. Empty jail: in every jail of the server. all: every ban of the servers named.
struct UnbanItem
{
    core::ServerId server;
    QString jail;
    QString target;
    bool exact = false; ///< this very ban, as a table names it; else also what contains it and what it contains
    friend bool operator==(const UnbanItem &, const UnbanItem &) = default;
};
struct UnbanRequest
{
    QList<UnbanItem> items;
    QList<core::ServerId> allOf; ///< `unban --all` on these
    /// Of what the items only mean, without naming it, no other than these: what a preview found. Absent: whatever is
    /// banned by then.
    std::optional<QList<UnbanItem>> only = {};
};
struct UnbanPreview
{
    struct Line
    {
        core::ServerId server;
        QString jail;
        QString target;
        std::optional<qint64> bannedAt; ///< UTC seconds
        bool permanent = false;
    };
    QList<Line> lines; ///< at most 1000, the first ones
    qint64 bans = 0; ///< all of them
    int servers = 0;
    int jails = 0;
    QList<core::ServerId> unreachable;
    QList<UnbanItem> found; ///< every ban that the items (not allOf) mean now
};

class BanService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual const BanSnapshot &snapshot(core::ServerId server) const = 0;
    virtual void refresh(core::ServerId server) = 0; ///< bansChanged follows for each jail that changed
    /// Lists are kept current only for servers somebody is looking at; others are fetched on demand.
    virtual void setWatched(const QList<core::ServerId> &servers) = 0;

    virtual core::RequestHandle previewBan(
        const BanRequest &request, const QObject *context, core::Handler<BanPreview> handler)
        = 0;
    virtual core::RequestHandle ban(
        const BanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
        = 0;
    virtual core::RequestHandle previewUnban(
        const UnbanRequest &request, const QObject *context, core::Handler<UnbanPreview> handler)
        = 0;
    virtual core::RequestHandle unban(
        const UnbanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
        = 0;

    /// A ban or unban is on its way: what it has not sent is lost with the process.
    [[nodiscard]] virtual bool isBusy() const { return false; }
    /// Before the process ends: from now on nothing more is sent. What has not been sent waits in the book
    /// (PendingChanges) as if its server had not been reached; where it cannot be kept, its receipt is Failed with
    /// Cancelled. Answered once what was being sent has its answer.
    virtual core::RequestHandle postpone(const QObject *context, core::Handler<bool> handler)
    {
        const core::Pending<bool> pending(context, std::move(handler));
        pending.finishLater(true);
        return pending.handle();
    }

Q_SIGNALS:
    void bansChanged(core::ServerId server, const QString &jail);
    void snapshotChanged(core::ServerId server); ///< loading, error or age changed
    void progressed(qint64 done, qint64 total); ///< of the running ban or unban
};

} // namespace services
