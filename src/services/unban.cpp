// SPDX-License-Identifier: GPL-3.0-or-later
// The unbanning half of BanServiceImpl: what a request means, its effect, its doing.
#include "services/ban_index.h"
#include "services/ban_service_impl.h"
#include "services/server_registry.h"
#include "services/step_list.h"

namespace services {
namespace {

constexpr qsizetype previewLines = 1000;

} // namespace

/// One banned target per line, as the daemon has it, and items that match nothing.
struct BanServiceImpl::Resolved
{
    QList<UnbanPreview::Line> lines;
    QList<UnbanItem> unmatched;
};

BanServiceImpl::Resolved BanServiceImpl::resolve(const UnbanRequest &request) const
{
    Resolved resolved;
    QSet<QString> seen; // server, jail and target: two items may mean the same ban
    const auto addBan = [&](core::ServerId server, const QString &jail, const core::Ban &ban) {
        const QString target = core::banTargetText(ban.target);
        const QString key = QString::number(server.value) + QChar(0) + jail + QChar(0) + target;
        if (seen.contains(key))
            return;
        seen.insert(key);
        resolved.lines.append({ server, jail, target,
            ban.bannedAt == core::unknownTime ? std::nullopt : std::optional(ban.bannedAt), ban.isPermanent() });
    };
    for (const core::ServerId server : request.allOf) {
        const BanSnapshot &snapshot = m_lists.snapshot(server);
        for (auto jail = snapshot.jails.cbegin(); jail != snapshot.jails.cend(); ++jail) {
            for (const core::Ban &ban : *jail->bans)
                addBan(server, jail.key(), ban);
        }
    }
    std::map<std::pair<core::ServerId, QString>, BanIndex> indexes;
    const auto indexOf
        = [&](core::ServerId server, const QString &jail, const core::BanList &bans) -> const BanIndex & {
        const auto key = std::pair(server, jail);
        const auto known = indexes.find(key);
        return known != indexes.end() ? known->second : indexes.emplace(key, BanIndex(bans)).first->second;
    };
    for (const UnbanItem &item : request.items) {
        const BanSnapshot &snapshot = m_lists.snapshot(item.server);
        // A row of a table names a jail and the very ban. Where that ban is not there, and where no jail is named, the
        // question is of an address: what contains it and what it contains.
        bool any = false;
        for (auto jail = snapshot.jails.cbegin(); jail != snapshot.jails.cend(); ++jail) {
            if (!item.jail.isEmpty() && item.jail != jail.key())
                continue;
            const BanIndex &index = indexOf(item.server, jail.key(), *jail->bans);
            if (const core::Ban *exact = item.jail.isEmpty() ? nullptr : index.named(item.target)) {
                addBan(item.server, jail.key(), *exact);
                any = true;
                continue;
            }
            for (const core::Ban *ban : index.meant(item.target)) {
                addBan(item.server, jail.key(), *ban);
                any = true;
            }
        }
        if (!any)
            resolved.unmatched.append(item);
    }
    return resolved;
}

core::RequestHandle BanServiceImpl::previewUnban(
    const UnbanRequest &request, const QObject *context, core::Handler<UnbanPreview> handler)
{
    const core::Pending<UnbanPreview> pending(context, std::move(handler));
    QList<core::ServerId> servers = request.allOf;
    for (const UnbanItem &item : request.items) {
        if (!servers.contains(item.server))
            servers.append(item.server);
    }
    const auto answer = [this, pending, request, servers] {
        const Resolved resolved = resolve(request);
        UnbanPreview preview;
        QSet<core::ServerId> touched;
        QSet<QString> jails;
        for (const UnbanPreview::Line &line : resolved.lines) {
            touched.insert(line.server);
            jails.insert(line.jail);
        }
        preview.bans = resolved.lines.size();
        preview.servers = static_cast<int>(touched.size());
        preview.jails = static_cast<int>(jails.size());
        preview.lines = resolved.lines.mid(0, previewLines);
        for (const core::ServerId server : servers) {
            if (m_lists.snapshot(server).error)
                preview.unreachable.append(server);
        }
        pending.finish(preview);
    };
    fetch(servers, this, [answer](const core::Result<bool> &) { answer(); });
    return pending.handle();
}

core::RequestHandle BanServiceImpl::unban(
    const UnbanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
    QList<core::ServerId> servers = request.allOf;
    for (const UnbanItem &item : request.items) {
        if (!servers.contains(item.server))
            servers.append(item.server);
    }
    // What is banned now decides, not what a table showed some time ago; it is also what an undo sets again.
    fetch(servers, this, [this, pending, request, servers](const core::Result<bool> &) {
        const Resolved resolved = resolve(request);
        QList<core::Receipt> settled;
        const auto settle
            = [&](core::ServerId server, const UnbanItem &item, core::ReceiptResult result, const core::Error &error) {
                  core::Receipt receipt;
                  receipt.server = server;
                  receipt.serverName = m_servers.nameOf(server);
                  receipt.jail = item.jail;
                  receipt.target = item.target;
                  receipt.result = result;
                  receipt.error = error;
                  receipt.detail = error.detail;
                  settled.append(receipt);
              };
        for (const UnbanItem &item : resolved.unmatched) {
            const auto &snapshot = m_lists.snapshot(item.server);
            if (snapshot.error)
                settle(item.server, item, resultOfError(*snapshot.error), *snapshot.error);
            else if (!item.jail.isEmpty() && !snapshot.jails.contains(item.jail))
                settle(item.server, item, core::ReceiptResult::Refused, { core::ErrorCode::UnknownJail, item.jail });
            else
                settle(item.server, item, core::ReceiptResult::NothingToDo, {});
        }
        QList<BanStep> steps;
        for (const core::ServerId server : request.allOf) {
            const auto &snapshot = m_lists.snapshot(server);
            if (snapshot.error)
                settle(server, {}, resultOfError(*snapshot.error), *snapshot.error);
            else
                steps.append({ BanStep::Kind::UnbanAll, server, {}, {} });
        }
        StepList single(BanStep::Kind::Unban);
        StepList undo(BanStep::Kind::Ban);
        for (const UnbanPreview::Line &line : resolved.lines) {
            undo.add(line.server, line.jail, line.target);
            if (!request.allOf.contains(line.server))
                single.add(line.server, line.jail, line.target);
        }
        steps += single.steps();
        const core::Pending<QList<core::Receipt>> inner(
            this, [this, pending, settled, undoSteps = undo.steps()](core::Result<QList<core::Receipt>> receipts) {
                if (receipts) {
                    pushUndo(false, *receipts, undoSteps);
                    *receipts += settled;
                }
                pending.finish(std::move(receipts));
            });
        run(steps, inner);
    });
    return pending.handle();
}

} // namespace services
