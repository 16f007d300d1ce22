// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/server_profile.h"

#include <QObject>

namespace services {

/// In this order; the first three only where the way has such a part (isPartOf()).
enum class TestStage { SshLogin, Elevation, Container, Path, Permission, Ping, Version, Capabilities };
[[nodiscard]] inline bool isPartOf(TestStage stage, const core::ServerProfile &profile)
{
    switch (stage) {
    case TestStage::SshLogin:
        return profile.kind == core::ConnectionKind::Ssh;
    case TestStage::Elevation:
        return profile.elevation != core::Elevation::None;
    case TestStage::Container:
        return !profile.container.isEmpty();
    case TestStage::Path:
    case TestStage::Permission:
    case TestStage::Ping:
    case TestStage::Version:
    case TestStage::Capabilities:
        return true;
    }
    return true;
}
struct TestStep
{
    TestStage stage = TestStage::Path;
    bool running = false;
    bool ok = false;
    core::Error error; ///< where not ok; texts gives the words and the remedy
    QString detail; ///< login, socket path, owner and mode ("root 0700"), version, list of capabilities; raw
    qint64 tookMs = 0;
};

/// Tests one profile step by step, over a connection of its own; stops at the first step that fails. Deleting it
/// cancels.
class ConnectionTest : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;

Q_SIGNALS:
    void stepChanged(const services::TestStep &step); ///< once running, once ended, per stage
    void finished(bool ok);
};

/// Makes tests; injected into dialogs and the command line.
class ConnectionTestFactory
{
public:
    ConnectionTestFactory() = default;
    virtual ~ConnectionTestFactory() = default;
    Q_DISABLE_COPY_MOVE(ConnectionTestFactory)
    [[nodiscard]] virtual std::unique_ptr<ConnectionTest> create(const core::ServerProfile &profile) = 0;
};

} // namespace services

Q_DECLARE_METATYPE(services::TestStep)
