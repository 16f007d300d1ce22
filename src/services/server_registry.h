// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "core/scope.h"
#include "core/server_profile.h"

#include <QObject>

namespace services {

class ServerSession;

/// The profiles in sidebar order and one ServerSession each. Changes are stored first, then announced.
class ServerRegistry : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual QList<core::ServerProfile> profiles() const = 0; ///< in order
    [[nodiscard]] virtual std::optional<core::ServerProfile> profile(core::ServerId id) const = 0;
    [[nodiscard]] virtual std::optional<core::ServerProfile> profileNamed(const QString &name) const = 0;
    [[nodiscard]] virtual ServerSession *session(
        core::ServerId id) const = 0; ///< owned by the registry; nullptr where unknown
    [[nodiscard]] virtual QStringList groups() const = 0; ///< in order of first appearance, without the empty one
    [[nodiscard]] QList<core::ServerId> serversIn(const core::Scope &scope) const;
    [[nodiscard]] QString nameOf(core::ServerId id) const; ///< empty where unknown

    virtual core::RequestHandle add(
        const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
        = 0;
    virtual core::RequestHandle update(
        const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
        = 0;
    virtual core::RequestHandle remove(core::ServerId id, const QObject *context, core::Handler<bool> handler) = 0;
    virtual core::RequestHandle setOrder(
        const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler)
        = 0;
    /// A server for the life of this process only (`--socket`, `--demo`); its id is negative.
    virtual core::ServerId addTemporary(core::ServerProfile profile) = 0;

Q_SIGNALS:
    void serverAdded(core::ServerId id);
    void serverChanged(core::ServerId id);
    void serverAboutToBeRemoved(core::ServerId id);
    void serverRemoved(core::ServerId id);
    void orderChanged();
};

} // namespace services
