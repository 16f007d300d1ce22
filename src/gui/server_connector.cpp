// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/server_connector.h"

#include "core/visible_text.h"
#include "services/runtime_state.h"
#include "services/server_entry.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "widgets/confirm_dialog.h"

#include <algorithm>
#include <utility>

namespace gui {

using namespace Qt::StringLiterals;

ServerConnector::ServerConnector(const services::ServiceSet &services, QWidget *window)
    : QObject(window)
    , m_services(services)
    , m_window(window)
{
    connect(&m_services.serverEntry, &services::ServerEntry::enteringChanged, this, &ServerConnector::changed);
}

ServerConnector::Help ServerConnector::helpFor(const core::ServerStatus &status)
{
    switch (status.state) {
    case core::ServerState::Unreachable:
        return Help::Retry;
    case core::ServerState::NeedsAttention:
        break;
    case core::ServerState::Unknown:
    case core::ServerState::Online:
    case core::ServerState::Degraded:
    case core::ServerState::Busy:
    case core::ServerState::Offline:
        return Help::None;
    }
    switch (status.attention) {
    case core::AttentionReason::Authentication:
    case core::AttentionReason::HostKeyUnknown:
    case core::AttentionReason::ElevationPassword:
        return Help::Ask;
    case core::AttentionReason::HostKey:
        return Help::Explain;
    case core::AttentionReason::None:
    case core::AttentionReason::NoJails:
    case core::AttentionReason::FrozenTooLong:
    case core::AttentionReason::PermissionDenied:
    case core::AttentionReason::NotFail2ban:
    case core::AttentionReason::SocketGone:
    case core::AttentionReason::Elevation:
        break;
    }
    return Help::None;
}

ServerConnector::Help ServerConnector::helpFor(core::ServerId server) const
{
    return m_services.runtimeState.hasServer(server) ? helpFor(m_services.runtimeState.status(server)) : Help::None;
}

QList<core::ServerId> ServerConnector::connectable(const QList<core::ServerId> &servers) const
{
    QList<core::ServerId> found;
    for (const core::ServerId server : servers) {
        const Help help = helpFor(server);
        if (help == Help::Ask || help == Help::Retry || isConnecting(server))
            found.append(server);
    }
    return found;
}

bool ServerConnector::isConnecting(core::ServerId server) const
{
    return server == m_current || m_waiting.contains(server) || m_services.serverEntry.isEntering(server);
}

QString ServerConnector::actionText(const QList<core::ServerId> &connectable) const
{
    if (connectable.isEmpty())
        return {};
    const auto idle = std::count_if(
        connectable.cbegin(), connectable.cend(), [this](core::ServerId server) { return !isConnecting(server); });
    if (idle == 0)
        return tr("Connecting…");
    if (connectable.size() > 1) {
        const int count = static_cast<int>(idle);
        return tr("Connect %n servers…", nullptr, count);
    }
    return helpFor(connectable.constFirst()) == Help::Retry ? tr("Connect now") : tr("Connect…");
}

QString ServerConnector::actionText(core::ServerId server) const
{
    if (helpFor(server) == Help::Explain && !isConnecting(server))
        //: A button beside a server whose host key has changed: opens the explanation
        return tr("Why…");
    return actionText(connectable({ server }));
}

bool ServerConnector::canAct(core::ServerId server) const
{
    return helpFor(server) != Help::None && !isConnecting(server);
}

void ServerConnector::act(core::ServerId server)
{
    if (helpFor(server) == Help::Explain)
        explain(server);
    else
        connectServers({ server });
}

void ServerConnector::connectServers(const QList<core::ServerId> &servers)
{
    for (const core::ServerId server : servers) {
        if (!isConnecting(server))
            m_waiting.append(server);
    }
    if (!m_current.isValid())
        next();
    else
        Q_EMIT changed();
}

void ServerConnector::next()
{
    m_current = {};
    // Some may have become well by themselves, or have been removed.
    m_waiting.removeIf([this](core::ServerId server) {
        const Help help = helpFor(server);
        return help != Help::Ask && help != Help::Retry;
    });
    if (m_waiting.isEmpty()) {
        tellFailures();
    } else {
        m_current = m_waiting.takeFirst();
        m_services.serverEntry.enter(m_current, this,
            [this, server = m_current](const core::Result<bool> &entered) { onEntered(server, entered); });
    }
    Q_EMIT changed();
}

void ServerConnector::onEntered(core::ServerId server, const core::Result<bool> &entered)
{
    if (!entered && entered.error().code == core::ErrorCode::Cancelled) {
        m_waiting.clear();
    } else if (!entered) {
        texts::ErrorPlace place;
        place.server = m_services.serverRegistry.nameOf(server);
        const texts::ErrorText text = texts::errorText(entered.error(), place);
        m_failures.append(text.sentence());
        if (!text.detail.isEmpty())
            m_details.append(text.detail);
    }
    next();
    if (entered)
        Q_EMIT connected(server);
}

void ServerConnector::tellFailures()
{
    const QStringList failures = std::exchange(m_failures, {});
    const QStringList details = std::exchange(m_details, {});
    if (failures.isEmpty())
        return;
    const int count = static_cast<int>(failures.size());
    if (count == 1)
        Q_EMIT failed(failures.constFirst(), details.join(u'\n'));
    else
        Q_EMIT failed(tr("%n servers were not connected", nullptr, count), (failures + details).join(u'\n'));
}

void ServerConnector::explain(core::ServerId server)
{
    const core::ServerStatus &status = m_services.runtimeState.status(server);
    texts::ErrorPlace place;
    place.server = m_services.serverRegistry.nameOf(server);
    const texts::ErrorText words
        = texts::errorText({ core::ErrorCode::HostKeyChanged, status.lastError.detail }, place);
    widgets::Confirmation text;
    //: %1: name of a server
    text.title = tr("Host key of %1").arg(core::visibleText(place.server));
    text.effect = words.what;
    text.detail = words.next;
    if (!words.detail.isEmpty())
        text.items = words.detail.split(u'\n');
    text.verb = tr("Close");
    text.verbRole = widgets::ButtonRole::Outlined;
    auto *dialog = widgets::ConfirmDialog::ask(text, m_window);
    dialog->setObjectName(u"hostKeyChangedDialog"_s);
    if (auto *cancel = dialog->findChild<QWidget *>(u"cancelButton"_s))
        cancel->hide();
}

} // namespace gui
