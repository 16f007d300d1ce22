// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "core/ids.h"
#include "services/service_set.h"

#include <QJsonValue>
#include <QObject>

namespace cli {

/// What a command found out about one server.
struct Outcome
{
    QJsonValue result; ///< the document of --json
    QString text; ///< the same for people
    QString note; ///< for standard error, beside the result
    std::optional<core::Error> error; ///< the command as a whole failed; result may hold what is known all the same
    QString words; ///< of that error, where what went wrong is known better than by its code; empty: the usual sentence
    ExitCode exitCode = ExitCode::Done;
    bool isPrinted = false; ///< the command has said everything itself, as it came
};

/// One server of a command; lives until `done` was called.
struct Target
{
    services::ServiceSet &services;
    const Options &options;
    core::ServerId server;
    QString name;
    QObject *context; ///< the handlers' context
    std::function<void(Outcome)> done; ///< exactly once
};

[[nodiscard]] Outcome failed(const core::Error &error);

} // namespace cli
