// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_receipts.h"
#include "gui/support/fake_services.h"

namespace guitest {

using namespace Qt::StringLiterals;

namespace {

const services::BanSnapshot noBans;

} // namespace

const services::BanSnapshot &FakeBanService::snapshot(core::ServerId server) const
{
    const auto found = snapshots.find(server);
    return found == snapshots.end() ? noBans : found->second;
}

core::RequestHandle FakeBanService::previewBan(
    const services::BanRequest &request, const QObject *context, core::Handler<services::BanPreview> handler)
{
    services::BanPreview preview;
    preview.servers = static_cast<int>(request.servers.size());
    preview.jails = static_cast<int>(request.jails.size());
    preview.bans = request.targets.size() * preview.servers * preview.jails;
    for (const core::IpNetwork &target : request.targets) {
        if (target.address().isLoopback())
            preview.warnings.append({ services::BanWarning::Kind::Loopback, {}, {}, target.toString(), {} });
    }
    for (const core::ServerId server : request.servers) {
        if (!unreachable.contains(server))
            continue;
        preview.warnings.append({ services::BanWarning::Kind::Unreachable, server, {}, {}, {} });
        preview.unasked.append(server);
    }
    return answerLater<services::BanPreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeBanService::ban(
    const services::BanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    bans.append(request);
    QList<core::Receipt> receipts;
    for (const core::ServerId server : request.servers) {
        for (const QString &jail : request.jails) {
            for (const core::IpNetwork &target : request.targets)
                receipts.append(receiptFor(server, registry->nameOf(server), jail, target.toString()));
        }
    }
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Ban;
    entry.bans = receipts.size();
    entry.undo = [](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
        return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), QList<core::Receipt>());
    };
    undo->push(std::move(entry));
    return answerLater<QList<core::Receipt>>(context, std::move(handler), receipts);
}

core::RequestHandle FakeBanService::previewUnban(
    const services::UnbanRequest &request, const QObject *context, core::Handler<services::UnbanPreview> handler)
{
    services::UnbanPreview preview;
    QSet<core::ServerId> servers;
    QSet<QString> jails;
    for (const services::UnbanItem &item : request.items) {
        preview.lines.append({ item.server, item.jail, item.target, std::nullopt, false });
        servers.insert(item.server);
        jails.insert(item.jail);
    }
    for (const core::ServerId server : request.allOf) {
        servers.insert(server);
        const auto &found = snapshot(server);
        for (auto it = found.jails.cbegin(); it != found.jails.cend(); ++it) {
            jails.insert(it.key());
            for (const core::Ban &ban : *it->bans)
                preview.lines.append(
                    { server, it.key(), core::banTargetText(ban.target), ban.bannedAt, ban.isPermanent() });
        }
    }
    preview.bans = preview.lines.size();
    preview.servers = static_cast<int>(servers.size());
    preview.jails = static_cast<int>(jails.size());
    return answerLater<services::UnbanPreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeBanService::unban(
    const services::UnbanRequest &request, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    unbans.append(request);
    QList<core::Receipt> receipts;
    for (const services::UnbanItem &item : request.items)
        receipts.append(receiptFor(item.server, registry->nameOf(item.server), item.jail, item.target));
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Unban;
    entry.subject = request.items.size() == 1 ? request.items.constFirst().target : QString();
    entry.bans = receipts.size();
    entry.servers = 1;
    entry.jails = 1;
    entry.limits = { services::UndoLimit::Escalation };
    entry.undo
        = [this, request, receipts](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
              undone += request.items;
              return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), receipts);
          };
    undo->push(std::move(entry));
    return answerLater<QList<core::Receipt>>(context, std::move(handler), receipts);
}

void FakeBanService::setBans(core::ServerId server, const QString &jail, const core::BanList &list, qint64 fetchedAt)
{
    services::BanSnapshot &snapshot = snapshots[server];
    snapshot.jails.insert(jail, { std::make_shared<const core::BanList>(list), fetchedAt, true });
    snapshot.fetchedAt = fetchedAt;
    snapshot.loading = false;
    Q_EMIT bansChanged(server, jail);
    Q_EMIT snapshotChanged(server);
}

void FakeBanService::setError(core::ServerId server, const core::Error &error)
{
    snapshots[server].error = error;
    snapshots[server].loading = false;
    Q_EMIT snapshotChanged(server);
}

void FakeBanService::setLoading(core::ServerId server)
{
    snapshots[server].loading = true;
    Q_EMIT snapshotChanged(server);
}

} // namespace guitest
