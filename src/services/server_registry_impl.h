// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/server_status.h"
#include "core/settings.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "storage/repositories.h"
#include "transport/channel.h"

#include <map>

namespace services {

class RuntimeState;

/// Builds the way to one daemon. Empty: a LocalSocketChannel to the profile's socket.
using ChannelFactory = std::function<std::unique_ptr<transport::Channel>(const core::ServerProfile &)>;

/// How long a server on that way may take. The setting is the deadline of a read; lists of bans get six times as much.
[[nodiscard]] SessionTimeouts timeoutsFor(const core::Settings &settings, const core::ServerProfile &profile);

/// Rules for a profile, typed or imported: the name is neither empty nor taken by another of `others`, and as group and
/// tags it has no control characters and an end (100, 100 and 50 characters, 20 tags); the colour is "#rrggbb" or
/// empty; paths are absolute; ssh and the container engine can be given what they are to be given. Error:
/// InvalidArgument with detail name_empty, name_taken, name_characters, name_long, group_characters, group_long,
/// tag_characters, tag_long, tags_many, colour, socket_path, config_dir, client_program, start_command, time_zone,
/// interval, destination, elevation, container or container_engine.
[[nodiscard]] core::Result<bool> checkProfile(
    const core::ServerProfile &profile, const QList<core::ServerProfile> &others);

/// The registry over the store. RuntimeState hears of every server here.
class ServerRegistryImpl final : public ServerRegistry
{
    Q_OBJECT
public:
    ServerRegistryImpl(storage::ProfileRepository &repository, RuntimeState &state, ChannelFactory makeChannel,
        const core::Clock &clock, QObject *parent = nullptr);
    ~ServerRegistryImpl() override;

    /// Reads the stored profiles and announces each. lastKnown: what the store remembers of their state. Once, at
    /// start.
    core::RequestHandle load(const QObject *context, core::Handler<bool> handler,
        const QHash<core::ServerId, core::ServerStatus> &lastKnown = {});

    [[nodiscard]] QList<core::ServerProfile> profiles() const override;
    [[nodiscard]] std::optional<core::ServerProfile> profile(core::ServerId id) const override;
    [[nodiscard]] std::optional<core::ServerProfile> profileNamed(const QString &name) const override;
    [[nodiscard]] ServerSession *session(core::ServerId id) const override;
    [[nodiscard]] QStringList groups() const override;

    core::RequestHandle add(const core::ServerProfile &profile, const QObject *context,
        core::Handler<core::ServerProfile> handler) override;
    core::RequestHandle update(const core::ServerProfile &profile, const QObject *context,
        core::Handler<core::ServerProfile> handler) override;
    core::RequestHandle remove(core::ServerId id, const QObject *context, core::Handler<bool> handler) override;
    core::RequestHandle setOrder(
        const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler) override;
    core::ServerId addTemporary(core::ServerProfile profile) override;
    /// A profile that is in the store already (the wizard's first server) joins the others.
    void adopt(const core::ServerProfile &stored, const core::ServerStatus &lastKnown = {});

private:
    [[nodiscard]] core::ServerProfile *find(core::ServerId id);
    [[nodiscard]] qsizetype placeOf(core::ServerId id) const; ///< in m_profiles; -1: unknown
    void applyUpdate(const core::ServerProfile &profile);
    void applyRemoval(core::ServerId id);
    void applyOrder(const QList<core::ServerId> &order);
    void dropSession(core::ServerId id);
    void applyTimeouts();

    storage::ProfileRepository &m_repository;
    RuntimeState &m_state;
    ChannelFactory m_makeChannel;
    const core::Clock &m_clock;
    QList<core::ServerProfile> m_profiles; ///< in order
    mutable QHash<core::ServerId, qsizetype> m_places; ///< where each was seen last; not the truth, see placeOf()
    mutable std::map<core::ServerId, std::unique_ptr<ServerSession>> m_sessions; ///< made when first asked for
    qint64 m_lastTemporary = 0;
};

} // namespace services
