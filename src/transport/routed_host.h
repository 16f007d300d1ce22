// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backoff.h"
#include "core/clock.h"
#include "core/server_profile.h"
#include "transport/elevation_secrets.h"
#include "transport/helper_process.h"
#include "transport/host.h"

#include <vector>

namespace transport {

class SshMaster;

/// The way from here to the machine (or container) where fail2ban runs.
struct HostRoute
{
    SshMaster *master = nullptr; ///< not owned, outlives the host; null: this machine
    core::Elevation elevation
        = core::Elevation::None; ///< on that machine; around the container engine where there is a container
    QString engine; ///< "docker", "podman" or a plain absolute path; with a container
    QString container; ///< empty: none
    QStringList environment; ///< "NAME=value", added to the clean one that programs get
    ElevationSecrets *secrets = nullptr; ///< for Elevation::Sudo; not owned, outlives the host; null: there are none
    QString secretKey; ///< of this machine and login among them
    const core::Clock *clock = nullptr; ///< for how long sudo is left in peace; outlives the host; null: the machine's
};

/// A machine behind ssh, sudo or a container engine; the same behaviour as LocalHost (one test suite proves it). Each
/// operation is one short run of the helper with fail2ban's own Python; over ssh a session of the one master
/// connection.
///
/// Errors besides those of Host: the master's, and failureOfHelper()'s. The first operation finds the Python; that
/// answer is kept until the connection is lost.
///
/// Elevation::Sudo is `sudo -n` as long as there is no password: where it wants one, ElevationPassword. With one it is
/// `sudo -S`; one run alone tries a new password before others may, so that a wrong one is one failed login there. Each
/// refusal of sudo is a line in a log over there, if not a mail: it is the answer for a minute, then for longer, unless
/// another password has come or the user wants it tried.
///
/// Elevation::Pkexec asks on the screen, and there is no way to have it not ask. So it runs by the user's wish only:
/// after askAgain(), or what changes something (run(), writeFileAtomic()), which nobody does unasked, until the way is
/// lost (channelEnded()), and for a minute in any case: a wish has several steps. Else the answer is ElevationPassword.
/// A refusal is kept until askAgain(). Main thread.
class RoutedHost final : public Host
{
    Q_OBJECT
public:
    /// InvalidArgument where engine or container have an impossible name.
    [[nodiscard]] static core::Result<std::unique_ptr<RoutedHost>> create(HostRoute route);
    ~RoutedHost() override; ///< whoever waits gets Cancelled

    core::RequestHandle run(
        const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler) override;
    core::RequestHandle runReader(
        const ReaderCommand &command, const QObject *context, core::Handler<CommandResult> handler) override;
    core::RequestHandle readFile(
        const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler) override;
    core::RequestHandle list(
        const QString &folder, const QObject *context, core::Handler<QStringList> handler) override;
    core::RequestHandle survey(
        const Survey &questions, const QObject *context, core::Handler<SurveyResult> handler) override;
    core::RequestHandle stat(const QString &path, const QObject *context, core::Handler<FileStat> handler) override;
    core::RequestHandle processIdentity(
        qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    core::RequestHandle peer(
        const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    core::RequestHandle writeFileAtomic(
        const FileWrite &file, const QObject *context, core::Handler<bool> handler) override;
    [[nodiscard]] std::unique_ptr<FileFollower> follow(const QString &path, qint64 offset) override;

    /// The address by which that machine knows us (or the jump host before it): a ban of it would lock us out. Empty
    /// where it is not known, before the first operation too.
    [[nodiscard]] const QString &loginAddress() const { return m_loginAddress; }

    /// The machine's time zone (IANA name, unchecked); empty where it is not known, before the first operation too.
    [[nodiscard]] const QByteArray &timeZone() const { return m_timeZone; }

    /// Who we are there before any elevation, unchecked; empty where it is not known, and for a container.
    [[nodiscard]] const QString &loginName() const { return m_loginName; }

    /// What sudo or pkexec is asked to run: the same words every time, so that a sudoers line can name them. With the
    /// usual Python where it has not been found yet.
    [[nodiscard]] QStringList elevatedCommand() const;
    [[nodiscard]] bool hasFound() const { return !m_python.isEmpty(); } ///< the Python there

    /// A channel that came through here has ended. On this machine it was the way; over ssh the connection is.
    void channelEnded();
    /// By the user's wish: forgets that sudo or pkexec refused, and pkexec may ask.
    void askAgain();
    /// The same where nobody is asked for it: sudo alone.
    void tryAgain();

    /// How a helper is started there now, or why not; connects first where that is needed.
    core::RequestHandle helperCommand(const QObject *context, core::Handler<HelperStart> handler);
    /// The same for a helper that stays: with leave to occupy a session of the ssh connection, which is given back when
    /// the last copy of held is dropped.
    struct StayCommand
    {
        HelperStart start;
        std::shared_ptr<void> held;
    };
    core::RequestHandle stayCommand(const QObject *context, core::Handler<StayCommand> handler);

private:
    explicit RoutedHost(HostRoute route);

    using Frames = std::function<void(char kind, const QByteArray &payload)>;
    using Done = std::function<void(const core::Result<QJsonObject> &result)>;
    /// One operation. frames sees what comes before the result. The return ends it.
    [[nodiscard]] std::function<void()> perform(
        const QJsonObject &operation, const QByteArray &payload, qint64 timeoutMs, Frames frames, Done done);
    [[nodiscard]] QStringList inContainer(const QStringList &words) const;
    [[nodiscard]] HelperStart wrapped(const QStringList &words, bool elevated);
    [[nodiscard]] bool hasPassword() const { return generation() != 0; }
    [[nodiscard]] quint64 generation() const; ///< of the password that there is; 0: none
    [[nodiscard]] bool isReady() const;
    void find();
    void runFinder(const QStringList &words, bool elevated);
    void startFinder(const QStringList &words, bool elevated);
    void onFound(const core::Result<QJsonObject> &result);
    void answerWaiting(const core::Result<bool> &ready);
    void onDecided(const core::Error *refusal, quint64 had);
    [[nodiscard]] bool isRefused() const;
    [[nodiscard]] bool mayRun() const; ///< false: it would ask somebody who wished for nothing
    void wish(); ///< somebody did
    void forgetRefusal();
    core::RequestHandle runCommand(
        const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler);
    [[nodiscard]] qint64 nowMs() const;
    void onLost();

    HostRoute m_route;
    QString m_python; ///< empty: not found yet
    QString m_loginAddress;
    QString m_loginName;
    QByteArray m_timeZone;
    std::vector<core::Pending<HelperStart>> m_waiting; ///< for it
    enum class Finding { No, Connecting, Usual, Search, Proof };
    Finding m_finding = Finding::No;
    quint64 m_proven = 0; ///< generation of the password with which sudo has let us in; 0: none
    quint64 m_tried = 0; ///< the same of the one that the finder shows to sudo
    /// What sudo or pkexec said last.
    struct Refusal
    {
        core::Error error;
        quint64 generation = 0; ///< of the password that there was
        qint64 until = 0; ///< monotonic ms; sudo's counts so long
    };
    std::optional<Refusal> m_refusal;
    bool m_wished = false; ///< pkexec may ask, as long as the way is there
    qint64 m_wishedUntil = 0; ///< monotonic ms; or so long
    core::Backoff m_backoff { 60'000, 900'000 };
    core::SystemClock m_systemClock;
    std::unique_ptr<HelperProcess> m_finder;
    std::shared_ptr<void> m_finderSession; ///< the ssh session that it occupies
};

} // namespace transport
