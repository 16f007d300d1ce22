// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_host.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace support {

using core::failure;
using transport::CommandResult;
using transport::FileStat;
using transport::HostCommand;

FakeHost::~FakeHost() = default;

void FakeHost::when(Predicate predicate, std::function<Answer(const HostCommand &)> answer)
{
    m_rules.append(Rule { std::move(predicate), std::move(answer) });
}

void FakeHost::when(Predicate predicate, Answer answer)
{
    when(std::move(predicate), [answer = std::move(answer)](const HostCommand &) { return answer; });
}

void FakeHost::whenWords(const QStringList &words, Answer answer)
{
    when(
        [words](const QStringList &argv) {
            return std::search(
                       argv.cbegin() + std::min<qsizetype>(1, argv.size()), argv.cend(), words.cbegin(), words.cend())
                != argv.cend();
        },
        std::move(answer));
}

FakeHost::Answer FakeHost::success(const QByteArray &output)
{
    return exited(0, output);
}

FakeHost::Answer FakeHost::exited(int code, const QByteArray &output, const QByteArray &errors)
{
    CommandResult result;
    result.exitCode = code;
    result.standardOutput = output;
    result.standardError = errors;
    return result;
}

void FakeHost::release()
{
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &one : waiting)
        one.pending.finishLater(answerTo(one.command));
}

void FakeHost::setFile(const QString &path, const QByteArray &content)
{
    m_fileErrors.remove(path);
    m_files[path] = content;
}

void FakeHost::setFileError(const QString &path, core::ErrorCode code)
{
    m_fileErrors[path] = code;
}

void FakeHost::setFolder(const QString &path, const QStringList &names)
{
    m_folders[path] = names;
}

void FakeHost::setStat(const QString &path, const FileStat &stat)
{
    m_stats[path] = stat;
}

void FakeHost::setProcess(qint64 pid, const core::ProcessIdentity &identity)
{
    m_processes[pid] = identity;
}

FakeHost::Answer FakeHost::answerTo(const HostCommand &command) const
{
    for (auto rule = m_rules.crbegin(); rule != m_rules.crend(); ++rule) {
        if (rule->matches(command.argv))
            return rule->answer(command);
    }
    return failure(core::ErrorCode::CommandNotFound, command.argv.value(0));
}

core::RequestHandle FakeHost::start(
    const HostCommand &command, bool reader, const QObject *context, core::Handler<CommandResult> handler)
{
    m_runs.append(Run { command, reader });
    const core::Pending<CommandResult> pending(context, std::move(handler));
    if (m_held) {
        pending.setOnCancel([guard = QPointer<FakeHost>(this)] {
            if (guard)
                ++guard->m_cancelled;
        });
        m_waiting.append(Waiting { command, pending });
    } else {
        pending.finishLater(answerTo(command));
    }
    return pending.handle();
}

core::RequestHandle FakeHost::run(
    const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    return start(command, false, context, std::move(handler));
}

core::RequestHandle FakeHost::runReader(
    const transport::ReaderCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    return start(command.command(), true, context, std::move(handler));
}

core::RequestHandle FakeHost::readFile(
    const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler)
{
    const core::Pending<QByteArray> pending(context, std::move(handler));
    if (m_fileErrors.contains(path))
        pending.finishLater(failure(m_fileErrors.value(path), path));
    else if (m_files.contains(path))
        pending.finishLater(m_files.value(path).left(limit));
    else
        pending.finishLater(failure(core::ErrorCode::FileNotFound, path));
    return pending.handle();
}

core::RequestHandle FakeHost::list(const QString &folder, const QObject *context, core::Handler<QStringList> handler)
{
    const core::Pending<QStringList> pending(context, std::move(handler));
    if (m_folders.contains(folder))
        pending.finishLater(m_folders.value(folder));
    else
        pending.finishLater(failure(core::ErrorCode::FileNotFound, folder));
    return pending.handle();
}

void FakeHost::setStatError(const QString &path, core::ErrorCode code)
{
    m_statErrors.insert(path, code);
}

core::RequestHandle FakeHost::stat(const QString &path, const QObject *context, core::Handler<FileStat> handler)
{
    const core::Pending<FileStat> pending(context, std::move(handler));
    if (const auto error = m_statErrors.constFind(path); error != m_statErrors.constEnd()) {
        pending.finishLater(core::failure(*error, path));
        return pending.handle();
    }
    FileStat found = m_stats.value(path);
    if (!m_stats.contains(path) && m_files.contains(path)) {
        found.exists = found.isRegular = found.readable = true;
        found.size = m_files.value(path).size();
        found.mode = 0644;
    }
    pending.finishLater(found);
    return pending.handle();
}

core::RequestHandle FakeHost::processIdentity(
    qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    const core::Pending<core::ProcessIdentity> pending(context, std::move(handler));
    pending.finishLater(m_processes.value(pid));
    return pending.handle();
}

void FakeHost::setPeer(const QString &socketPath, const core::Result<core::ProcessIdentity> &peer)
{
    m_peers.insert(socketPath, peer);
}

core::RequestHandle FakeHost::peer(
    const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    const core::Pending<core::ProcessIdentity> pending(context, std::move(handler));
    pending.finishLater(m_peers.value(socketPath, core::failure(core::ErrorCode::NoSocket, socketPath)));
    return pending.handle();
}

core::RequestHandle FakeHost::writeFileAtomic(
    const transport::FileWrite &file, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    setFile(file.path, file.content);
    pending.finishLater(true);
    return pending.handle();
}

namespace {

class FakeFollower final : public transport::FileFollower
{
public:
    void start() override { }
};

} // namespace

std::unique_ptr<transport::FileFollower> FakeHost::follow(const QString &path, qint64 offset)
{
    m_followed.append({ path, offset });
    auto follower = std::make_unique<FakeFollower>();
    m_follower = follower.get();
    return follower;
}

} // namespace support
