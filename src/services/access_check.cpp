// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/access_check.h"

#include "services/audit_service_impl.h"
#include "services/host_registry.h"

using namespace Qt::StringLiterals;

namespace services {

AccessCheck::AccessCheck(HostRegistry &hosts, core::ServerProfile profile, QObject *parent)
    : QObject(parent)
    , m_hosts(hosts)
    , m_profile(std::move(profile))
    , m_machine(m_profile)
{
    m_machine.container.clear();
    m_machine.containerEngine.clear();
    m_machine.elevation = core::Elevation::None;
}

core::RequestHandle AccessCheck::start(const QObject *context, core::Handler<core::AccessFacts> handler)
{
    m_pending = core::Pending<core::AccessFacts>(context, std::move(handler));
    m_facts.machine = m_hosts.machineName(m_profile);
    m_facts.command = m_hosts.elevatedCommand(m_profile);
    if (m_profile.container.isEmpty())
        lookAtSocket();
    else if (m_facts.command.value(0).startsWith(u'/'))
        findEngine({ m_facts.command.front() });
    else
        findEngine({ u"/usr/bin/"_s + m_facts.command.value(0), u"/usr/local/bin/"_s + m_facts.command.value(0),
            u"/snap/bin/"_s + m_facts.command.value(0) });
    return m_pending.handle();
}

void AccessCheck::lookAtSocket()
{
    m_hosts.reader(m_machine).stat(m_profile.socketPath, this, [this](const core::Result<transport::FileStat> &stat) {
        if (stat && stat->exists) {
            m_facts.owner = stat->owner;
            m_facts.group = stat->group;
            m_facts.mode = stat->mode;
        }
        finish();
    });
}

/// sudo wants whole paths in its rules.
void AccessCheck::findEngine(QStringList places)
{
    const QString place = places.takeFirst();
    m_hosts.reader(m_machine).stat(place, this, [this, place, places](const core::Result<transport::FileStat> &stat) {
        if ((!stat || !stat->isRegular) && !places.isEmpty()) {
            findEngine(places);
            return;
        }
        if (!m_facts.command.isEmpty())
            m_facts.command.front() = stat && stat->isRegular ? place : u"/usr/bin/"_s + place.section(u'/', -1);
        finish();
    });
}

void AccessCheck::finish()
{
    m_facts.user = m_hosts.loginName(m_profile);
    if (m_facts.user.isEmpty() && m_profile.kind == core::ConnectionKind::Local)
        m_facts.user = loginName();
    // The first answer over there has found its Python.
    if (m_profile.container.isEmpty())
        m_facts.command = m_hosts.elevatedCommand(m_profile);
    m_pending.finish(m_facts);
}

} // namespace services
