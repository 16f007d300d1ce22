// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host.h"

#include <QHash>
#include <QList>
#include <QPointer>

#include <functional>

namespace support {

/// A host that runs nothing: the test scripts what each command answers and which files there are. Answers come from
/// the event loop, as a real host's do; what nobody scripted is CommandNotFound or FileNotFound.
class FakeHost final : public transport::Host
{
    Q_OBJECT
public:
    using Answer = core::Result<transport::CommandResult>;
    using Predicate = std::function<bool(const QStringList &argv)>;

    struct Run
    {
        transport::HostCommand command;
        bool reader = false; ///< came through runReader()
    };

    explicit FakeHost(QObject *parent = nullptr)
        : Host(parent)
    {
    }
    ~FakeHost() override;

    /// The last matching rule wins, so that a test can change its mind.
    void when(Predicate predicate, std::function<Answer(const transport::HostCommand &)> answer);
    void when(Predicate predicate, Answer answer);
    /// Where the words stand in argv one after another, anywhere behind argv[0].
    void whenWords(const QStringList &words, Answer answer);
    /// Exit code 0 with this output.
    [[nodiscard]] static Answer success(const QByteArray &output = {});
    [[nodiscard]] static Answer exited(int code, const QByteArray &output = {}, const QByteArray &errors = {});

    /// While held, commands wait until release(); cancelling works.
    void setHeld(bool held) { m_held = held; }
    void release(); ///< answers all that wait
    [[nodiscard]] qsizetype heldCount() const { return m_waiting.size(); }
    [[nodiscard]] int cancelledCount() const { return m_cancelled; }

    [[nodiscard]] const QList<Run> &runs() const { return m_runs; }
    void clearRuns() { m_runs.clear(); }

    void setFile(const QString &path, const QByteArray &content);
    void setFileError(const QString &path, core::ErrorCode code);
    void setFolder(const QString &path, const QStringList &names);
    void setStat(const QString &path, const transport::FileStat &stat);
    void setStatError(const QString &path, core::ErrorCode code); ///< it cannot be looked at
    /// A default identity (pid 0) means that the process is gone.
    void setProcess(qint64 pid, const core::ProcessIdentity &identity);

    core::RequestHandle run(const transport::HostCommand &command, const QObject *context,
        core::Handler<transport::CommandResult> handler) override;
    core::RequestHandle runReader(const transport::ReaderCommand &command, const QObject *context,
        core::Handler<transport::CommandResult> handler) override;
    core::RequestHandle readFile(
        const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler) override;
    core::RequestHandle list(
        const QString &folder, const QObject *context, core::Handler<QStringList> handler) override;
    core::RequestHandle stat(
        const QString &path, const QObject *context, core::Handler<transport::FileStat> handler) override;
    core::RequestHandle processIdentity(
        qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    core::RequestHandle peer(
        const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    /// Then setFile() of it.
    core::RequestHandle writeFileAtomic(
        const transport::FileWrite &file, const QObject *context, core::Handler<bool> handler) override;
    /// Nothing comes by itself: the test emits the signals of the last one.
    [[nodiscard]] std::unique_ptr<transport::FileFollower> follow(const QString &path, qint64 offset) override;

    /// Who listens on a socket, or why nobody can be asked. Unscripted: NoSocket.
    void setPeer(const QString &socketPath, const core::Result<core::ProcessIdentity> &peer);
    [[nodiscard]] transport::FileFollower *lastFollower() const { return m_follower; }
    struct Followed
    {
        QString path;
        qint64 offset = 0;
    };
    [[nodiscard]] const QList<Followed> &followed() const { return m_followed; } ///< every call of follow()

private:
    struct Rule
    {
        Predicate matches;
        std::function<Answer(const transport::HostCommand &)> answer;
    };
    struct Waiting
    {
        transport::HostCommand command;
        core::Pending<transport::CommandResult> pending;
    };

    core::RequestHandle start(const transport::HostCommand &command, bool reader, const QObject *context,
        core::Handler<transport::CommandResult> handler);
    [[nodiscard]] Answer answerTo(const transport::HostCommand &command) const;

    QList<Rule> m_rules;
    QList<Run> m_runs;
    QList<Waiting> m_waiting;
    bool m_held = false;
    int m_cancelled = 0;
    QHash<QString, QByteArray> m_files;
    QHash<QString, core::ErrorCode> m_fileErrors;
    QHash<QString, QStringList> m_folders;
    QHash<QString, transport::FileStat> m_stats;
    QHash<QString, core::ErrorCode> m_statErrors;
    QHash<qint64, core::ProcessIdentity> m_processes;
    QHash<QString, core::Result<core::ProcessIdentity>> m_peers;
    QPointer<transport::FileFollower> m_follower;
    QList<Followed> m_followed;
};

} // namespace support
