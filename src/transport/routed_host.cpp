// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/routed_host.h"

#include "transport/helper_follower.h"
#include "transport/host_bytes.h"
#include "transport/ssh_master.h"

#include <QJsonArray>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

// Python's start, the link and the engine, on top of what the operation itself may take.
constexpr qint64 overheadMs = 15'000;

QJsonArray encodedWords(const QStringList &words)
{
    QJsonArray array;
    for (const QString &word : words)
        array.append(encoded(hostBytes(word)));
    return array;
}

QJsonObject pathOperation(const QString &name, const QString &path)
{
    return { { u"op"_s, name }, { u"path"_s, encoded(hostBytes(path)) } };
}

bool isLost(const QString &text)
{
    return !isCarried(text);
}

core::ProcessIdentity identityFrom(const QJsonObject &result)
{
    const qint64 pid = result.value("pid"_L1).toInteger();
    const auto start = quint64(result.value("start"_L1).toInteger());
    return start == 0 ? core::ProcessIdentity {} : core::ProcessIdentity { pid, start };
}

FileStat statFrom(const QJsonObject &result)
{
    FileStat stat;
    stat.exists = result.value("exists"_L1).toBool();
    stat.isRegular = result.value("regular"_L1).toBool();
    stat.isDirectory = result.value("folder"_L1).toBool();
    stat.isSocket = result.value("socket"_L1).toBool();
    stat.readable = result.value("readable"_L1).toBool();
    stat.writable = result.value("writable"_L1).toBool();
    stat.size = result.value("size"_L1).toInteger();
    stat.modifiedAt = result.value("modified"_L1).toInteger();
    stat.mode = uint(result.value("mode"_L1).toInteger());
    stat.owner = uint(result.value("owner"_L1).toInteger());
    stat.group = uint(result.value("group"_L1).toInteger());
    return stat;
}

SurveyResult surveyFrom(const QJsonObject &result)
{
    SurveyResult survey;
    const auto each = [&result](QLatin1StringView part, const auto &take) {
        const QJsonArray entries = result.value(part).toArray();
        for (const auto &entry : entries)
            take(hostText(decoded(entry.toArray().at(0))), entry.toArray().at(1));
    };
    each("folders"_L1, [&survey](const QString &path, const QJsonValue &names) {
        QStringList list;
        const QJsonArray array = names.toArray();
        for (const auto &name : array)
            list += hostText(decoded(name));
        list.sort();
        survey.folders.insert(path, list);
    });
    each("files"_L1,
        [&survey](const QString &path, const QJsonValue &text) { survey.files.insert(path, decoded(text)); });
    each("stats"_L1, [&survey](const QString &path, const QJsonValue &stat) {
        survey.stats.insert(path, statFrom(stat.toObject()));
    });
    return survey;
}

} // namespace

core::Result<std::unique_ptr<RoutedHost>> RoutedHost::create(HostRoute route)
{
    if (!route.container.isEmpty()) {
        if (!isContainerName(route.container))
            return core::failure(core::ErrorCode::InvalidArgument, route.container);
        if (!isContainerName(route.engine) && !isPlainPath(route.engine))
            return core::failure(core::ErrorCode::InvalidArgument, route.engine);
    }
    return std::unique_ptr<RoutedHost>(new RoutedHost(std::move(route)));
}

RoutedHost::RoutedHost(HostRoute route)
    : m_route(std::move(route))
{
    if (m_route.master)
        connect(m_route.master, &SshMaster::lost, this, &RoutedHost::onLost);
}

RoutedHost::~RoutedHost()
{
    // Their hooks go to this object's processes, which end here and not in ~QObject().
    qDeleteAll(findChildren<HelperProcess *>(Qt::FindDirectChildrenOnly));
}

std::function<void()> RoutedHost::perform(
    const QJsonObject &operation, const QByteArray &payload, qint64 timeoutMs, Frames frames, Done done)
{
    struct Call
    {
        core::RequestHandle command;
        QPointer<HelperProcess> helper;
        SshMaster::SessionTicket ticket; ///< this machine needs none
    };
    const auto call = std::make_shared<Call>();
    call->command = helperCommand(this,
        [this, call, operation, payload, timeoutMs, frames = std::move(frames), done = std::move(done)](
            const core::Result<HelperStart> &how) {
            if (!how) {
                done(tl::unexpected(how.error()));
                return;
            }
            const auto begin = [this, call, how = *how, operation, payload, timeoutMs, frames, done] {
                auto *helper = new HelperProcess(this); // owned by this; ends with its result
                call->helper = helper;
                if (frames)
                    connect(helper, &HelperProcess::frameReceived, this, frames);
                connect(helper, &HelperProcess::finished, this,
                    [helper, call, done](const core::Result<QJsonObject> &result) {
                        helper->deleteLater();
                        call->ticket.reset();
                        done(result);
                    });
                helper->start(how, operation, payload, timeoutMs);
            };
            if (!m_route.master) {
                begin();
                return;
            }
            call->command = m_route.master->acquireSession(
                this, [call, begin, done](const core::Result<SshMaster::SessionTicket> &ticket) {
                    if (!ticket) {
                        done(tl::unexpected(ticket.error()));
                        return;
                    }
                    call->ticket = *ticket;
                    begin();
                });
        });
    return [call] {
        call->command.cancel();
        delete call->helper.data();
        call->ticket.reset();
    };
}

core::RequestHandle RoutedHost::run(
    const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    if (command.byWish)
        wish();
    return runCommand(command, context, std::move(handler));
}

core::RequestHandle RoutedHost::runCommand(
    const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    const core::Pending<CommandResult> pending(context, std::move(handler));
    if (command.argv.value(0).isEmpty() || std::any_of(command.argv.cbegin(), command.argv.cend(), isLost)
        || std::any_of(m_route.environment.cbegin(), m_route.environment.cend(), isLost)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, command.argv.value(0)));
        return pending.handle();
    }
    const auto collected = std::make_shared<CommandResult>();
    const QJsonObject operation {
        { u"op"_s, u"run"_s },
        { u"confirm"_s, true },
        { u"argv"_s, encodedWords(command.argv) },
        { u"environment"_s, encodedWords(m_route.environment) },
        { u"cpu"_s, command.cpuSeconds },
        { u"timeout"_s, command.timeoutMs },
        { u"limit"_s, command.outputLimit },
        { u"size"_s, command.input.size() },
    };
    auto end = perform(
        operation, command.input, command.timeoutMs + overheadMs,
        [collected, limit = command.outputLimit](char kind, const QByteArray &payload) {
            // The helper keeps to the limit; a hostile one does not.
            QByteArray &target = kind == 'O' ? collected->standardOutput : collected->standardError;
            target += payload.left(std::max<qint64>(limit - target.size(), 0));
        },
        [pending, collected, name = command.argv.front()](const core::Result<QJsonObject> &result) {
            if (!result) {
                const bool late = result.error().code == core::ErrorCode::Timeout;
                pending.finish(late ? core::failure(core::ErrorCode::Timeout, name) : tl::unexpected(result.error()));
                return;
            }
            collected->exitCode = result->value("exit"_L1).toInt();
            collected->truncated = result->value("truncated"_L1).toBool();
            pending.finish(std::move(*collected));
        });
    pending.setOnCancel(std::move(end));
    return pending.handle();
}

core::RequestHandle RoutedHost::runReader(
    const ReaderCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    return runCommand(command.command(), context, std::move(handler));
}

core::RequestHandle RoutedHost::readFile(
    const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler)
{
    const core::Pending<QByteArray> pending(context, std::move(handler));
    if (isLost(path)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, path));
        return pending.handle();
    }
    QJsonObject operation = pathOperation(u"read"_s, path);
    operation.insert(u"limit"_s, limit);
    const auto content = std::make_shared<QByteArray>();
    pending.setOnCancel(perform(
        operation, {}, overheadMs + 45'000,
        [content, limit](char, const QByteArray &payload) {
            *content += payload.left(std::max<qint64>(limit - content->size(), 0));
        },
        [pending, content](const core::Result<QJsonObject> &result) {
            if (result)
                pending.finish(std::move(*content));
            else
                pending.finish(tl::unexpected(result.error()));
        }));
    return pending.handle();
}

core::RequestHandle RoutedHost::list(const QString &folder, const QObject *context, core::Handler<QStringList> handler)
{
    const core::Pending<QStringList> pending(context, std::move(handler));
    if (isLost(folder)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, folder));
        return pending.handle();
    }
    pending.setOnCancel(perform(
        pathOperation(u"list"_s, folder), {}, overheadMs, {}, [pending](const core::Result<QJsonObject> &result) {
            if (!result) {
                pending.finish(tl::unexpected(result.error()));
                return;
            }
            QStringList names;
            const auto array = result->value("names"_L1).toArray();
            for (const auto &name : array)
                names += hostText(decoded(name));
            names.sort();
            pending.finish(std::move(names));
        }));
    return pending.handle();
}

core::RequestHandle RoutedHost::survey(
    const Survey &questions, const QObject *context, core::Handler<SurveyResult> handler)
{
    const core::Pending<SurveyResult> pending(context, std::move(handler));
    const QStringList all = questions.folders + questions.files + questions.configFolders + questions.stats;
    if (std::any_of(all.cbegin(), all.cend(), isLost)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument));
        return pending.handle();
    }
    const QJsonObject operation {
        { u"op"_s, u"survey"_s },
        { u"folders"_s, encodedWords(questions.folders) },
        { u"files"_s, encodedWords(questions.files) },
        { u"configs"_s, encodedWords(questions.configFolders) },
        { u"stats"_s, encodedWords(questions.stats) },
        { u"limit"_s, questions.limit },
    };
    pending.setOnCancel(perform(operation, {}, overheadMs, {},
        [pending](const core::Result<QJsonObject> &result) { pending.finish(result.map(surveyFrom)); }));
    return pending.handle();
}

core::RequestHandle RoutedHost::stat(const QString &path, const QObject *context, core::Handler<FileStat> handler)
{
    const core::Pending<FileStat> pending(context, std::move(handler));
    if (isLost(path)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, path));
        return pending.handle();
    }
    pending.setOnCancel(perform(pathOperation(u"stat"_s, path), {}, overheadMs, {},
        [pending](const core::Result<QJsonObject> &result) { pending.finish(result.map(statFrom)); }));
    return pending.handle();
}

core::RequestHandle RoutedHost::processIdentity(
    qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    const core::Pending<core::ProcessIdentity> pending(context, std::move(handler));
    pending.setOnCancel(perform({ { u"op"_s, u"identity"_s }, { u"pid"_s, pid } }, {}, overheadMs, {},
        [pending](const core::Result<QJsonObject> &result) { pending.finish(result.map(identityFrom)); }));
    return pending.handle();
}

core::RequestHandle RoutedHost::peer(
    const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    const core::Pending<core::ProcessIdentity> pending(context, std::move(handler));
    pending.setOnCancel(perform(pathOperation(u"peer"_s, socketPath), {}, overheadMs, {},
        [pending](const core::Result<QJsonObject> &result) { pending.finish(result.map(identityFrom)); }));
    return pending.handle();
}

core::RequestHandle RoutedHost::writeFileAtomic(
    const FileWrite &file, const QObject *context, core::Handler<bool> handler)
{
    wish();
    const core::Pending<bool> pending(context, std::move(handler));
    if (file.path.isEmpty() || isLost(file.path)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, file.path));
        return pending.handle();
    }
    QJsonObject operation = pathOperation(u"write"_s, file.path);
    operation.insert(u"confirm"_s, true);
    operation.insert(u"size"_s, file.content.size());
    operation.insert(u"mode"_s, qint64(file.mode & 07777));
    if (file.expected)
        operation.insert(u"expected"_s, QString::fromLatin1(*file.expected));
    // Cancelling detaches the caller: whether it was written is decided there, at one moment.
    (void)perform(operation, file.content, overheadMs + 45'000, {}, [pending](const core::Result<QJsonObject> &result) {
        pending.finish(result.map([](const QJsonObject &) { return true; }));
    });
    return pending.handle();
}

std::unique_ptr<FileFollower> RoutedHost::follow(const QString &path, qint64 offset)
{
    return std::make_unique<HelperFollower>(*this, path, offset);
}

} // namespace transport
