// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composition/application.h"
#include "composition/start_up.h"
#include "services/server_registry.h"
#include "services/setup_service.h"

#include <QCoreApplication>

#include <functional>

namespace bench {

/// A data folder as a user has it: set up, with servers.
inline bool fill(
    const QString &dataDir, int servers, const std::function<void(core::ServerProfile &profile, int i)> &describe)
{
    core::SystemClock clock;
    composition::ApplicationOptions options;
    options.dataDir = dataDir;
    options.origin = QStringLiteral("bench");
    options.startMonitor = false;
    options.checkSsh = false;
    composition::Application bangui(options, clock);
    composition::StartUp startUp(bangui);
    auto set = bangui.set();
    int open = servers;
    QObject context;
    QObject::connect(&startUp, &composition::StartUp::finished, &context, [&](bool ok) {
        if (!ok)
            QCoreApplication::exit(1);
        set.setupService.finish(std::nullopt, {}, &context, [&](const core::Result<bool> &) {
            for (int i = 0; i < servers; ++i) {
                core::ServerProfile profile;
                profile.name = QStringLiteral("server-%1").arg(i);
                describe(profile, i);
                set.serverRegistry.add(profile, &context, [&](const core::Result<core::ServerProfile> &) {
                    if (--open == 0)
                        QCoreApplication::quit();
                });
            }
        });
    });
    startUp.start();
    return QCoreApplication::exec() == 0;
}

} // namespace bench
