// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/channel.h"
#include "transport/host.h"

namespace transport {

/// A machine that cannot be had, with the reason as the answer to everything: an impossible destination or container,
/// or no private folder for the connection. Never falls back to this machine.
class NoHost final : public Host
{
    Q_OBJECT
public:
    explicit NoHost(core::Error reason, QObject *parent = nullptr);
    [[nodiscard]] const core::Error &reason() const { return m_reason; }

    core::RequestHandle run(
        const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler) override;
    core::RequestHandle runReader(
        const ReaderCommand &command, const QObject *context, core::Handler<CommandResult> handler) override;
    core::RequestHandle readFile(
        const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler) override;
    core::RequestHandle list(
        const QString &folder, const QObject *context, core::Handler<QStringList> handler) override;
    core::RequestHandle stat(const QString &path, const QObject *context, core::Handler<FileStat> handler) override;
    core::RequestHandle processIdentity(
        qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    core::RequestHandle peer(
        const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    core::RequestHandle writeFileAtomic(
        const FileWrite &file, const QObject *context, core::Handler<bool> handler) override;
    [[nodiscard]] std::unique_ptr<FileFollower> follow(const QString &path, qint64 offset) override;

private:
    template <typename T> core::RequestHandle answer(const QObject *context, core::Handler<T> handler) const;
    core::Error m_reason;
};

/// The same for a channel: every open() fails with the reason.
class NoChannel final : public Channel
{
    Q_OBJECT
public:
    explicit NoChannel(core::Error reason, QObject *parent = nullptr);
    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] std::optional<core::ProcessIdentity> peerIdentity() const override { return std::nullopt; }

private:
    core::Error m_reason;
    State m_state = State::Closed;
};

} // namespace transport
