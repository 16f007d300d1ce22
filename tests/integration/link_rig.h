// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/health_monitor_impl.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry_impl.h"
#include "services/server_session.h"
#include "storage/repositories.h"
#include "storage/store_fixture.h"
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <sys/types.h>
#include <unistd.h>

/// How long a test waits for what must come.
constexpr int longMs = 40'000;

/// What stands behind a window: real services over a real ssh to a real fail2ban, and a real store.
struct LinkRig
{
    struct Options
    {
        TestSshd::Options sshd;
        bool withDaemon = true;
        int aliveSeconds = 1; ///< ServerAliveInterval
        QString runtimeBase; ///< empty: beside the keys of the sshd
        qint64 aliveMs = 5'000; ///< for a sign of life after a sleep
        TestFail2ban::Version version = TestFail2ban::Version::V1_1_0;
        const core::Clock *secrets = nullptr; ///< for how long sudo's passwords are kept; empty: the machine's
    };

    LinkRig()
        : LinkRig(Options())
    {
    }
    explicit LinkRig(const Options &options)
        : sshd(options.sshd)
        , daemon(options.version)
        , hosts(hostOptions(options, sshd.folder()))
        , monitor(state, registry, hosts, recoveries, clock, {}, timing(options))
    {
        if (!sshd.start() || (options.withDaemon && !daemon.start())
            || !fixture::open(store, folder.filePath(QStringLiteral("bangui.db"))))
            qFatal("%s %s", qPrintable(sshd.error()), qPrintable(daemon.error()));
        setInterval(2);
    }

    void setInterval(int seconds)
    {
        state.setSettings(core::Settings().with(
            core::SettingKey::ProbeIntervalSeconds, seconds, core::SettingOrigin::RuntimeOverride));
    }
    /// As the sshd's client configuration has it.
    [[nodiscard]] core::ServerProfile profile(const QString &name) const
    {
        core::ServerProfile profile;
        profile.name = name;
        profile.kind = core::ConnectionKind::Ssh;
        profile.destination = sshd.destination().host;
        profile.sshConfig = sshd.clientConfig();
        profile.socketPath = daemon.socketPath();
        return profile;
    }
    core::ServerId add(const core::ServerProfile &profile)
    {
        const auto stored = fixture::await<core::ServerProfile>(
            [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                registry.add(profile, context, std::move(handler));
            });
        if (!stored)
            qFatal("profile: %s", qPrintable(stored.error().detail));
        return stored->id;
    }
    core::ServerId add(const QString &name, core::Elevation elevation = core::Elevation::None)
    {
        core::ServerProfile wanted = profile(name);
        wanted.elevation = elevation;
        return add(wanted);
    }
    [[nodiscard]] const core::ServerStatus &status(core::ServerId id) const { return state.status(id); }

    /// The masters: the ssh processes of this program that hold a connection.
    [[nodiscard]] static QList<qint64> masters()
    {
        QList<qint64> result;
        for (const qint64 pid : TestSshd::descendants(::getpid())) {
            QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
            if (file.open(QIODevice::ReadOnly) && file.readAll().split('\0').contains("-M"))
                result.append(pid);
        }
        return result;
    }
    /// Every file below the folder of control sockets and tunnels, sorted.
    [[nodiscard]] static QStringList files(const QString &base)
    {
        QStringList result;
        const QString root = base + QStringLiteral("/bangui/%1").arg(::getpid());
        const auto entries = QDir(root).entryInfoList(QDir::Files | QDir::System | QDir::Hidden);
        for (const QFileInfo &entry : entries) {
            if (entry.fileName() != QStringLiteral("lock")) // the folder's own
                result.append(entry.absoluteFilePath());
        }
        return result;
    }

    TestSshd sshd;
    TestFail2ban daemon;
    core::SystemClock clock;
    QTemporaryDir folder;
    storage::Store store { clock };
    storage::ProfileRepository profiles { store };
    storage::RecoveryRepository recoveries { store };
    services::RuntimeState state;
    services::HostRegistry hosts;
    services::ServerRegistryImpl registry { profiles, state,
        [this](const core::ServerProfile &profile) { return hosts.makeChannel(profile); }, clock };
    services::HealthMonitorImpl monitor;

private:
    [[nodiscard]] static services::HostOptions hostOptions(const Options &options, const QString &base)
    {
        services::HostOptions result;
        result.ssh.aliveIntervalSeconds = options.aliveSeconds;
        result.runtimeBase = options.runtimeBase.isEmpty() ? base : options.runtimeBase;
        result.clock = options.secrets;
        return result;
    }
    [[nodiscard]] static services::HealthTiming timing(const Options &options)
    {
        services::HealthTiming result;
        result.aliveMs = options.aliveMs;
        return result;
    }
};
