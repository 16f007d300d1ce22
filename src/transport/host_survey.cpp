// SPDX-License-Identifier: GPL-3.0-or-later
// A survey of a machine that has no helper of its own for it: one call after the other.
#include "transport/host.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

/// Lives as long as somebody waits for it.
struct Run : std::enable_shared_from_this<Run>
{
    HostReader *host = nullptr;
    QStringList folders;
    QStringList configFolders; ///< those of them whose files are wanted
    QStringList files;
    QStringList stats;
    qint64 limit = 0;
    SurveyResult result;
    core::Pending<SurveyResult> pending;

    static bool ofTheFile(core::ErrorCode code)
    {
        return code == core::ErrorCode::FileNotFound || code == core::ErrorCode::FileUnreadable
            || code == core::ErrorCode::PermissionDenied;
    }
    template <typename T> bool goesOn(const core::Result<T> &answer)
    {
        if (answer || ofTheFile(answer.error().code))
            return true;
        pending.finish(tl::unexpected(answer.error()));
        return false;
    }
    void next()
    {
        if (!pending.isActive())
            return;
        const auto self = shared_from_this();
        if (!folders.isEmpty()) {
            const QString path = folders.takeFirst();
            host->list(path, host, [self, path](const core::Result<QStringList> &names) {
                if (!self->goesOn(names))
                    return;
                if (names)
                    self->onNames(path, *names);
                self->next();
            });
        } else if (!files.isEmpty()) {
            const QString path = files.takeFirst();
            host->readFile(path, limit, host, [self, path](const core::Result<QByteArray> &content) {
                if (!self->goesOn(content))
                    return;
                if (content)
                    self->onContent(path, *content);
                self->next();
            });
        } else if (!stats.isEmpty()) {
            const QString path = stats.takeFirst();
            host->stat(path, host, [self, path](const core::Result<FileStat> &stat) {
                if (!self->goesOn(stat))
                    return;
                if (stat)
                    self->result.stats.insert(path, *stat);
                self->next();
            });
        } else {
            pending.finish(std::move(result));
        }
    }
    void onNames(const QString &folder, const QStringList &names)
    {
        result.folders.insert(folder, names);
        if (!configFolders.contains(folder))
            return;
        for (const QString &name : names) {
            if (name.endsWith(".conf"_L1) || name.endsWith(".local"_L1))
                files.append(folder + u'/' + name);
        }
    }
    void onContent(const QString &path, const QByteArray &content)
    {
        result.files.insert(path, content);
        const QList<QByteArray> lines = content.split('\n');
        for (const QByteArray &line : lines) {
            const qsizetype at = line.indexOf('=') >= 0 ? line.indexOf('=') : line.indexOf(':');
            const QByteArray value = line.mid(at + 1).trimmed();
            if (at > 0 && line.left(at).trimmed() == "socket" && value.startsWith('/')
                && !stats.contains(QString::fromUtf8(value)))
                stats.append(QString::fromUtf8(value));
        }
    }
};

} // namespace

core::RequestHandle HostReader::survey(
    const Survey &questions, const QObject *context, core::Handler<SurveyResult> handler)
{
    const auto run = std::make_shared<Run>();
    run->host = this;
    run->folders = questions.folders + questions.configFolders;
    run->folders.removeDuplicates();
    run->configFolders = questions.configFolders;
    run->files = questions.files;
    run->stats = questions.stats;
    run->limit = questions.limit;
    run->pending = core::Pending<SurveyResult>(context, std::move(handler));
    const core::RequestHandle handle = run->pending.handle();
    if (run->folders.isEmpty() && run->files.isEmpty() && run->stats.isEmpty())
        run->pending.finishLater(SurveyResult {});
    else
        run->next();
    return handle;
}

} // namespace transport
