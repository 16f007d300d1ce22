// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_detail_fetch.h"

#include "protocol/commands.h"
#include "services/gather.h"
#include "services/server_session.h"

namespace services {
namespace {

/// An error of the link, as opposed to one of the daemon's answers to this one question.
bool endsFetch(const core::Error &error)
{
    switch (error.code) {
    case core::ErrorCode::ServerRefused:
    case core::ErrorCode::InvalidCommand:
    case core::ErrorCode::UnexpectedReply:
        return false;
    default:
        return true;
    }
}

} // namespace

JailDetailFetch::JailDetailFetch(ServerSession &session, QString jail, std::shared_ptr<QSet<QString>> unsupported,
    const core::Clock &clock, core::Pending<core::JailDetail> pending, QObject *parent)
    : QObject(parent)
    , m_session(&session)
    , m_jail(std::move(jail))
    , m_unsupported(std::move(unsupported))
    , m_clock(clock)
    , m_pending(std::move(pending))
{
}

void JailDetailFetch::start()
{
    m_session->submit(protocol::jailStatus(m_jail, protocol::StatusFlavour::Short), this,
        [this](const core::Result<protocol::JailStatusReply> &status) {
            if (!status) {
                finish(tl::unexpected(status.error()));
                return;
            }
            m_detail.jail = status->jail;
            m_detail.jail.name = m_jail;
            fetchProperties();
        });
}

void JailDetailFetch::fetchProperties()
{
    const auto &infos = protocol::jailPropertyInfos();
    m_detail.properties.resize(static_cast<qsizetype>(infos.size()));
    const auto gather = Gather::create(this, [this] { fetchActions(); });
    for (size_t i = 0; i < infos.size() && m_session; ++i) {
        const auto at = static_cast<qsizetype>(i);
        const QString name = QString::fromLatin1(infos[i].name);
        m_detail.properties[at].name = name;
        if (m_unsupported->contains(name)) {
            m_detail.properties[at].supported = false;
            continue;
        }
        m_session->submit(protocol::jailProperty(m_jail, name), this,
            [this, ticket = gather->ticket(), at](const core::Result<QVariant> &value) {
                core::JailProperty &property = m_detail.properties[at];
                if (value) {
                    property.value = *value;
                } else if (value.error().code == core::ErrorCode::InvalidCommand) {
                    property.supported = false;
                    m_unsupported->insert(property.name);
                } else if (endsFetch(value.error())) {
                    finish(tl::unexpected(value.error()));
                } else {
                    property.error = value.error().detail;
                }
                ticket->done();
            });
    }
    gather->seal();
}

void JailDetailFetch::fetchActions()
{
    if (!m_session || !m_pending.isActive()) {
        finish(core::failure(core::ErrorCode::Cancelled));
        return;
    }
    m_session->submit(protocol::jailActions(m_jail), this, [this](const core::Result<QStringList> &actions) {
        if (!actions) {
            finish(tl::unexpected(actions.error()));
            return;
        }
        for (const QString &name : *actions)
            m_detail.actions.append(core::JailAction { .name = name });
        fetchAction(0);
    });
}

void JailDetailFetch::fetchAction(qsizetype index)
{
    if (index == m_detail.actions.size() || !m_session) {
        m_detail.fetchedAt = m_clock.nowMs();
        finish(m_detail);
        return;
    }
    const QString action = m_detail.actions[index].name;
    m_session->submit(protocol::actionProperties(m_jail, action), this,
        [this, index, action](const core::Result<QStringList> &names) {
            if (!names || !m_session) { // an action without a list of properties is still an action
                fetchAction(index + 1);
                return;
            }
            m_detail.actions[index].properties.resize(names->size());
            const auto gather = Gather::create(this, [this, index] { fetchAction(index + 1); });
            for (qsizetype i = 0; i < names->size(); ++i) {
                m_detail.actions[index].properties[i].name = names->at(i);
                m_session->submit(protocol::actionProperty(m_jail, action, names->at(i)), this,
                    [this, ticket = gather->ticket(), index, i](const core::Result<QVariant> &value) {
                        core::JailProperty &property = m_detail.actions[index].properties[i];
                        if (value)
                            property.value = *value;
                        else
                            property.error = value.error().detail;
                        ticket->done();
                    });
            }
            gather->seal();
        });
}

void JailDetailFetch::finish(core::Result<core::JailDetail> result)
{
    m_pending.finish(std::move(result));
    deleteLater();
}

} // namespace services
