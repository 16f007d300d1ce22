// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_presence.h"

#include "app/link_watcher.h"
#include "core/visible_text.h"
#include "models/service_texts.h"
#include "platform/notifier.h"
#include "platform/tray.h"
#include "services/rescue_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/rescue_texts.h"
#include "texts/state_texts.h"

namespace app {

using namespace Qt::StringLiterals;

namespace {

QString notificationId(core::ServerId server)
{
    return u"server-%1"_s.arg(server.value);
}

} // namespace

DesktopPresence::DesktopPresence(const services::ServiceSet &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_tray(std::make_unique<platform::Tray>())
    , m_notifier(std::make_unique<platform::Notifier>(m_tray.get()))
    , m_link(std::make_unique<LinkWatcher>(services.healthMonitor))
{
    connect(m_tray.get(), &platform::Tray::showRequested, this, [this] { Q_EMIT showRequested({}); });
    connect(m_tray.get(), &platform::Tray::banRequested, this, &DesktopPresence::banRequested);
    connect(m_tray.get(), &platform::Tray::quitRequested, this, &DesktopPresence::quitRequested);
    connect(m_tray.get(), &platform::Tray::serverRequested, this,
        [this](core::ServerId id) { Q_EMIT serverRequested(id, {}); });
    connect(m_tray.get(), &platform::Tray::messageClicked, this, [this] { Q_EMIT showRequested({}); });
    connect(m_notifier.get(), &platform::Notifier::activated, this, [this](const QString &id, const QString &token) {
        if (const core::ServerId server = m_servers.value(id); server.isValid())
            Q_EMIT serverRequested(server, token);
        else
            Q_EMIT showRequested(token);
    });
    connect(&m_services.notificationService, &services::NotificationService::notificationRaised, this,
        &DesktopPresence::notify);

    m_soon.setSingleShot(true);
    m_soon.setInterval(100);
    connect(&m_soon, &QTimer::timeout, this, &DesktopPresence::updateStates);
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&m_services.runtimeState, &services::RuntimeState::statusChanged, this,
        [soon](core::ServerId, const core::ServerStatus &before, const core::ServerStatus &after) {
            if (before.state != after.state || before.attention != after.attention || before.online != after.online)
                soon();
        });
    connect(&m_services.runtimeState, &services::RuntimeState::pendingRecoveryCreated, this, soon);
    connect(&m_services.runtimeState, &services::RuntimeState::pendingRecoveryCleared, this, soon);
    connect(&m_services.rescueService, &services::RescueService::knownChanged, this, soon);
    connect(&m_services.serverRegistry, &services::ServerRegistry::serverAdded, this, soon);
    connect(&m_services.serverRegistry, &services::ServerRegistry::serverChanged, this, soon);
    connect(&m_services.serverRegistry, &services::ServerRegistry::serverRemoved, this, soon);
    connect(&m_services.serverRegistry, &services::ServerRegistry::orderChanged, this, soon);
    connect(&m_services.runtimeState, &services::RuntimeState::settingsChanged, this, &DesktopPresence::updateTray);
    updateTray();
    updateStates();
}

DesktopPresence::~DesktopPresence() = default;

bool DesktopPresence::hasTray() const
{
    return platform::Tray::available() && m_tray->isVisible();
}

void DesktopPresence::updateTray()
{
    m_tray->setVisible(
        m_services.runtimeState.settings().flag(core::SettingKey::TrayEnabled) && platform::Tray::available());
    Q_EMIT trayChanged();
}

void DesktopPresence::updateStates()
{
    QList<texts::ServerHealth> health;
    QList<platform::TrayServer> servers;
    core::ServerState worst = core::ServerState::Unknown;
    bool first = true;
    QSet<QString> wrong;
    for (const core::ServerProfile &profile : m_services.serverRegistry.profiles()) {
        const core::ServerStatus &status = m_services.runtimeState.status(profile.id);
        health.append({ profile.id, profile.name, status, m_services.runtimeState.pendingRecovery(profile.id),
            texts::RescueTexts::inBrief(m_services.rescueService.known(profile.id), profile.name) });
        const core::ServerState state = texts::shownState(health.constLast());
        servers.append({ profile.id, core::visibleText(profile.name), texts::stateWord(state), state });
        if (state != core::ServerState::Online)
            wrong.insert(notificationId(profile.id));
        worst = first ? state : texts::worse(worst, state);
        first = false;
    }
    m_tray->setSummary(worst, texts::onlineSummary(health));
    m_tray->setServers(servers);
    // An alarm does not outlive its cause: not every return to health is told, and a removed server has none.
    const QSet<QString> over = m_alarms - wrong;
    for (const QString &id : over)
        m_notifier->withdraw(id);
    m_alarms -= over;
}

void DesktopPresence::notify(const services::Notification &notification)
{
    const models::NotificationText text = models::notificationText(notification);
    platform::Notification shown;
    // One per server: what is newer about a server replaces what was said before.
    shown.id = notification.server.isValid() ? notificationId(notification.server) : u"folded"_s;
    shown.title = text.title;
    shown.text = text.text;
    shown.state = text.state;
    shown.urgent = text.urgent;
    if (notification.kind == services::NotificationKind::Offline
        || notification.kind == services::NotificationKind::ProtectionLost)
        m_alarms.insert(shown.id);
    else
        m_alarms.remove(shown.id);
    m_servers.insert(shown.id, notification.server);
    m_notifier->notify(shown);
}

} // namespace app
