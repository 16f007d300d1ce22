// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"
#include "core/log_event.h"
#include "core/server_profile.h"
#include "protocol/log_line.h"
#include "transport/file_follower.h"

#include <memory>

namespace cli {

/// `events` of one server: the last events that its log tells, and with --follow what comes then, until the log is
/// lost. Reads no more than the end of a long log. Deletes itself after it has answered; it goes before the services.
class EventsRun final : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 mostBytes = 1024 * 1024;
    static constexpr qsizetype mostEvents = 500;

    explicit EventsRun(const Target &target);
    void start();

private:
    void onJails(const QStringList &jails);
    void onLogTarget(const QString &logTarget);
    void follow(qint64 size);
    void onStarted(qint64 offset);
    void onBytes(const QByteArray &bytes);
    void tellLast();
    void tell(const QList<core::LogEvent> &events);
    [[nodiscard]] bool isWanted(const core::LogEvent &event) const;
    [[nodiscard]] QJsonObject json(const core::LogEvent &event) const;
    [[nodiscard]] static QStringList row(const core::LogEvent &event);
    void fail(const core::Error &error);
    void finish(const Outcome &outcome);

    Target m_target;
    core::ServerProfile m_profile;
    protocol::LogReader m_reader;
    QString m_path;
    std::unique_ptr<transport::FileFollower> m_follower;
    QList<core::LogEvent> m_last; ///< until they have been told
    qint64 m_at = 0; ///< of the next byte
    qint64 m_end = 0; ///< where the file ended when we came
    bool m_told = false;
};

/// One server each, as the commands of commands.h.
void runEvents(const Target &target);

} // namespace cli
