// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scope.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace services {
class ServerRegistry;
}

namespace gui {

/// The scope that the window shows, and the servers in it, in sidebar order. A scope whose server or group vanishes
/// becomes all servers; a removed server leaves a selection.
class ScopeController final : public QObject
{
    Q_OBJECT

public:
    explicit ScopeController(services::ServerRegistry &registry, QObject *parent = nullptr);

    [[nodiscard]] const core::Scope &scope() const { return m_scope; }
    [[nodiscard]] const QList<core::ServerId> &servers() const;
    void setScope(const core::Scope &scope);
    void showServer(core::ServerId id);
    void showAll();
    /// The servers that bear a tag now; the scope does not follow later changes of the tag.
    [[nodiscard]] core::Scope scopeOfTag(const QString &tag) const;
    /// The scope as a short name: "production", "web-1", "All servers".
    [[nodiscard]] QString title() const;
    /// For window.ini and the command line: "all", "group:NAME", "server:NAME".
    [[nodiscard]] QString toText() const;
    bool setFromText(const QString &text);

Q_SIGNALS:
    void scopeChanged(const core::Scope &scope);
    /// Which servers are in the scope, or their order; also after scopeChanged where that changed them.
    void serversChanged();

private:
    void update();
    void onServerAdded();
    void forgetRemoved();

    services::ServerRegistry &m_registry;
    core::Scope m_scope;
    mutable QList<core::ServerId> m_servers;
    QList<core::ServerId> m_announced; ///< those of the last serversChanged()
    QTimer m_pause; ///< after a server has come
    bool m_waiting = false; ///< another one has come meanwhile, and is not announced yet
};

} // namespace gui
