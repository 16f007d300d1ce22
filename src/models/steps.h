// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "services/connection_test.h"
#include "services/jail_service.h"
#include "texts/error_texts.h"

#include <QList>

namespace models {

/// One step of a flow, ready for a step list or a terminal.
struct StepValue
{
    core::ServerState state
        = core::ServerState::Unknown; ///< Online done, Busy running, Offline failed, Unknown to come
    QString stateWord;
    QString title;
    QString detail; ///< may have several lines
    QString duration;

    friend bool operator==(const StepValue &, const StepValue &) = default;
};

/// The steps of a connection test: all of the way from the start, filled as they end. A value type: feed it and ask
/// steps().
class TestSteps
{
public:
    explicit TestSteps(QString server, QString socketPath = {}, QString user = {});
    /// With the parts that this profile's way has; without it those of a socket on this computer.
    void setWay(const core::ServerProfile &profile) { m_way = profile; }
    void take(const services::TestStep &step);
    [[nodiscard]] QList<StepValue> steps() const;
    [[nodiscard]] bool failed() const;
    /// The failure's words; empty where nothing failed.
    [[nodiscard]] texts::ErrorText failure() const;
    [[nodiscard]] core::Error error() const; ///< of the step that failed; Internal where none did

private:
    QString m_server;
    QString m_socketPath;
    QString m_user;
    core::ServerProfile m_way;
    QList<services::TestStep> m_steps;
};

/// The stages of a start or reload of a jail.
class ReloadSteps
{
public:
    ReloadSteps(QString server, QString jail);
    void take(const services::ReloadStep &step);
    [[nodiscard]] QList<StepValue> steps() const;
    [[nodiscard]] bool failed() const;
    [[nodiscard]] texts::ErrorText failure() const;

private:
    QString m_server;
    QString m_jail;
    QList<services::ReloadStep> m_steps;
};

} // namespace models
