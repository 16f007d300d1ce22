// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scope_controller.h"

#include "core/visible_text.h"
#include "services/server_registry.h"

namespace gui {

using namespace Qt::StringLiterals;

ScopeController::ScopeController(services::ServerRegistry &registry, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_servers(registry.serversIn(m_scope))
    , m_announced(m_servers)
{
    // An import adds hundreds, one by one, and each would have every page filter its rows anew.
    m_pause.setSingleShot(true);
    m_pause.setInterval(250);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_waiting, false))
            onServerAdded();
    });
    connect(&registry, &services::ServerRegistry::serverAdded, this, &ScopeController::onServerAdded);
    connect(&registry, &services::ServerRegistry::serverChanged, this, &ScopeController::update);
    connect(&registry, &services::ServerRegistry::serverRemoved, this, &ScopeController::update);
    connect(&registry, &services::ServerRegistry::orderChanged, this, &ScopeController::update);
}

void ScopeController::setScope(const core::Scope &scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    Q_EMIT scopeChanged(m_scope);
    update();
}

void ScopeController::showServer(core::ServerId id)
{
    setScope({ core::Scope::Kind::Server, {}, id });
}

void ScopeController::showAll()
{
    setScope({});
}

QString ScopeController::title() const
{
    switch (m_scope.kind) {
    case core::Scope::Kind::All:
        break;
    case core::Scope::Kind::Group:
        return core::visibleText(m_scope.group);
    case core::Scope::Kind::Server:
        return core::visibleText(m_registry.nameOf(m_scope.server));
    case core::Scope::Kind::Selection:
        //: The scope of the window: servers that were chosen one by one
        return tr("Selected servers");
    }
    //: The scope of the window
    return tr("All servers");
}

QString ScopeController::toText() const
{
    switch (m_scope.kind) {
    case core::Scope::Kind::All:
        break;
    case core::Scope::Kind::Group:
        return u"group:"_s + m_scope.group;
    case core::Scope::Kind::Server:
        return u"server:"_s + m_registry.nameOf(m_scope.server);
    case core::Scope::Kind::Selection:
        break; // a choice of the moment
    }
    return u"all"_s;
}

bool ScopeController::setFromText(const QString &text)
{
    if (text == "all"_L1) {
        showAll();
        return true;
    }
    if (text.startsWith("group:"_L1)) {
        const QString group = text.mid(6);
        if (!m_registry.groups().contains(group))
            return false;
        setScope({ core::Scope::Kind::Group, group, {} });
        return true;
    }
    const QString name = text.startsWith("server:"_L1) ? text.mid(7) : text;
    const auto profile = m_registry.profileNamed(name);
    if (!profile)
        return false;
    showServer(profile->id);
    return true;
}

const QList<core::ServerId> &ScopeController::servers() const
{
    if (m_waiting) // whoever asks gets what is true now
        m_servers = m_registry.serversIn(m_scope);
    return m_servers;
}

void ScopeController::onServerAdded()
{
    if (m_pause.isActive()) {
        m_waiting = true;
        return;
    }
    update();
    m_pause.start();
}

void ScopeController::forgetRemoved()
{
    const QList<core::ServerId> left = m_registry.serversIn(m_scope);
    if (left.size() == m_scope.servers.size())
        return;
    core::Scope scope;
    if (left.size() == 1) {
        scope.kind = core::Scope::Kind::Server;
        scope.server = left.constFirst();
    } else if (!left.isEmpty()) {
        scope.kind = core::Scope::Kind::Selection;
        scope.servers = left;
    }
    m_scope = scope;
    Q_EMIT scopeChanged(m_scope);
}

core::Scope ScopeController::scopeOfTag(const QString &tag) const
{
    core::Scope scope;
    scope.kind = core::Scope::Kind::Selection;
    for (const core::ServerProfile &profile : m_registry.profiles()) {
        if (profile.tags.contains(tag))
            scope.servers.append(profile.id);
    }
    if (scope.servers.size() == 1)
        return { core::Scope::Kind::Server, {}, scope.servers.constFirst() };
    return scope;
}

void ScopeController::update()
{
    if (m_scope.kind == core::Scope::Kind::Selection)
        forgetRemoved();
    const bool gone = (m_scope.kind == core::Scope::Kind::Server && !m_registry.profile(m_scope.server))
        || (m_scope.kind == core::Scope::Kind::Group && !m_registry.groups().contains(m_scope.group));
    if (gone) {
        m_scope = {};
        Q_EMIT scopeChanged(m_scope);
    }
    m_servers = m_registry.serversIn(m_scope);
    if (m_servers == m_announced)
        return;
    m_announced = m_servers;
    Q_EMIT serversChanged();
}

} // namespace gui
