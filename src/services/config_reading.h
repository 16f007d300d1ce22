// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configuration.h"
#include "core/request_handle.h"
#include "services/log_globs.h"
#include "transport/host.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <map>
#include <memory>
#include <optional>

namespace services {

/// One reading of a configuration folder, in surveys of its machine: the folder with all its files, then whether each
/// of them is whole (and what they include from elsewhere), then the logs that they name. A file of which only a part
/// could be had, or none, is among the unreadable ones; never half a file among the others. One run per object;
/// deleting it cancels. Main thread.
class ConfigReading final : public QObject
{
    Q_OBJECT
public:
    struct Finding
    {
        QString version; ///< of fail2ban-client; empty: it could not be asked
        config::Configuration configuration;
    };

    /// folder: absolute. The host outlives it.
    ConfigReading(transport::HostReader &host, const QString &folder, QString client, QObject *parent = nullptr);
    ~ConfigReading() override;

    /// Errors: see ConfigService::read().
    void start(const QObject *context, core::Handler<Finding> handler);

    /// Whether the reason for which a file was not read would have fail2ban wait at it, or fill its memory.
    [[nodiscard]] static bool stopsReaders(const QString &reason);

    static constexpr qint64 fileLimit = 1024 * 1024; ///< bytes; no configuration of people has a file like that
    static constexpr qint64 totalLimit = 16 * fileLimit;

private:
    /// A path that was asked for.
    struct Entry
    {
        bool whole = false; ///< the content is as long as the file, or there is none
        int tries = 0;
    };
    using Then = void (ConfigReading::*)(const transport::SurveyResult &);

    void ask(const transport::Survey &questions, Then then);
    void completeNames(const std::shared_ptr<transport::SurveyResult> &survey, QStringList folders, Then then);
    void onFolders(const transport::SurveyResult &survey);
    void expect(const QString &path) { m_entries.try_emplace(path); }
    void expectUnlisted(const QString &path);
    void expectNames(const QString &folder, const QStringList &names);
    void takeFiles(const transport::SurveyResult &survey);
    void next();
    void onFiles(const transport::SurveyResult &survey);
    void judge(const QString &path, Entry &entry, const transport::SurveyResult &survey);
    void setUnreadable(const QString &path, const QString &reason);
    void readBig();
    void interpret();
    bool expectMore();
    void nextLogs();
    void onLogs(const transport::SurveyResult &survey);
    void onVersion(const core::Result<transport::CommandResult> &result);
    void fail(core::ErrorCode code, const QString &detail);

    transport::HostReader &m_host;
    QString m_client;
    core::Pending<Finding> m_pending;
    core::RequestHandle m_request;
    core::RequestHandle m_versionRequest;
    config::ConfigTree m_tree;
    std::map<QString, Entry> m_entries;
    QStringList m_asked; ///< what the survey under way is to judge
    QStringList m_big; ///< files that a survey is too small for
    QHash<QString, qint64> m_sizes;
    QSet<QString> m_listed; ///< folders of which every file that could be meant is known
    QSet<QString> m_extraFolders; ///< filter.d/sshd.d and the like
    QStringList m_newFolders;
    int m_rounds = 0;
    bool m_versionKnown = false;
    bool m_waitsForVersion = false;
    QString m_version;
    std::optional<LogGlobs> m_logs;
    QStringList m_patterns;
    std::optional<config::Configuration> m_provisional; ///< while nobody knows which logs there are
};

} // namespace services
