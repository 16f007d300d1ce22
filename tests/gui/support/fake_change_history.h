// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/change_history.h"

namespace guitest {

/// A history that the test writes itself.
class FakeChangeHistory final : public services::ChangeHistory
{
    Q_OBJECT
public:
    using services::ChangeHistory::ChangeHistory;

    core::RequestHandle list(
        core::ServerId server, const QObject *context, core::Handler<QList<services::ChangeEntry>> handler) override;
    core::RequestHandle entry(
        const QString &id, const QObject *context, core::Handler<services::ChangeEntry> handler) override;

    /// Puts it in front, and tells.
    void add(const services::ChangeEntry &entry);

    QList<services::ChangeEntry> entries; ///< newest first, of all servers
    std::optional<core::Error> error; ///< what list() answers
};

} // namespace guitest
