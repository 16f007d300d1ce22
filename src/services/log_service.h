// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

namespace services {

/// One line of BanGUI's own log.
struct LogLine
{
    quint64 sequence = 0; ///< grows by one; survives the ring's turnover
    qint64 at = 0; ///< UTC ms
    QtMsgType level = QtInfoMsg;
    QString category; ///< "health", "gate", "store", ...
    QString text; ///< "event key=value ..." as in the file
};

/// The last 5000 lines for the in-app viewer, and the rotating file (5 files of 2 MiB). Installed by composition as the
/// application's message handler's sink.
class LogService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual QList<LogLine> lines() const = 0;
    [[nodiscard]] virtual QString filePath() const = 0;

Q_SIGNALS:
    void lineAdded(const services::LogLine &line);
};

} // namespace services

Q_DECLARE_METATYPE(services::LogLine)
