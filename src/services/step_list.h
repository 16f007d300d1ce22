// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ban_change.h"

#include <map>
#include <utility>

namespace services {

/// Targets by server and jail, in the order in which they came.
class StepList
{
public:
    explicit StepList(BanStep::Kind kind)
        : m_kind(kind)
    {
    }
    void add(core::ServerId server, const QString &jail, const QString &target)
    {
        const auto key = std::pair(server, jail);
        const auto found = m_index.find(key);
        const qsizetype at = found == m_index.end() ? m_steps.size() : found->second;
        if (found == m_index.end()) {
            m_index.emplace(key, at);
            m_steps.append({ m_kind, server, jail, {} });
        }
        m_steps[at].targets += target;
    }
    [[nodiscard]] const QList<BanStep> &steps() const { return m_steps; }

private:
    BanStep::Kind m_kind;
    QList<BanStep> m_steps;
    std::map<std::pair<core::ServerId, QString>, qsizetype> m_index;
};

} // namespace services
