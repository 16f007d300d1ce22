// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/rescue_service.h"

#include <QHash>

#include <optional>

namespace guitest {

/// Finds what the test has written down, and carries out when the test says so.
class FakeRescueService final : public services::RescueService
{
    Q_OBJECT
public:
    using services::RescueService::RescueService;

    core::RequestHandle examine(
        core::ServerId server, const QObject *context, core::Handler<core::RescueReport> handler) override;
    core::RequestHandle carryOut(core::ServerId server, const core::RescueFinding &finding, const QObject *context,
        core::Handler<core::RescueOutcome> handler) override;

    void step(core::RescueStage stage, core::ChangeStageResult result);
    void finish(const core::RescueOutcome &outcome); ///< of the one that runs

    [[nodiscard]] QList<core::RescueFinding> known(core::ServerId server) const override { return found.value(server); }
    [[nodiscard]] QList<core::ServerId> knownServers() const override { return found.keys(); }
    void dismiss(core::ServerId server) override
    {
        found.remove(server);
        Q_EMIT knownChanged(server);
    }

    QHash<core::ServerId, QList<core::RescueFinding>> found;
    core::RescueReport report;
    std::optional<core::Error> error; ///< what examine() answers
    int examined = 0;
    QList<core::RescueFinding> carriedOut;

private:
    core::ServerId m_server;
    std::optional<core::Pending<core::RescueOutcome>> m_pending;
};

} // namespace guitest
