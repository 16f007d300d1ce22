// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_service_impl.h"

#include "core/visible_text.h"
#include "services/runtime_state.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace services {

namespace {

constexpr size_t keptLines = 5000;
constexpr int fileCount = 5;
constexpr int lastWordsMs = 2000; ///< how long a process that is about to abort waits for its file

/// QtMsgType is not in order of weight.
int severity(QtMsgType level)
{
    switch (level) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
        return 3;
    case QtFatalMsg:
        return 4;
    }
    return 4;
}

QString levelName(QtMsgType level)
{
    switch (level) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
        return u"error"_s;
    case QtFatalMsg:
        return u"fatal"_s;
    }
    return u"fatal"_s;
}

int leastSeverity(const core::Settings &settings)
{
    const QString name = settings.text(core::SettingKey::LogLevel);
    for (const QtMsgType level : { QtDebugMsg, QtWarningMsg, QtCriticalMsg }) {
        if (levelName(level) == name)
            return severity(level);
    }
    return severity(QtInfoMsg);
}

} // namespace

QString logFileLine(const LogLine &line)
{
    return QDateTime::fromMSecsSinceEpoch(line.at, Qt::UTC).toString(Qt::ISODateWithMs) + u' ' + levelName(line.level)
        + u' ' + line.category + u' ' + line.text;
}

LogServiceImpl::LogServiceImpl(
    RuntimeState &state, const core::Clock &clock, const QString &file, QObject *parent, qint64 bytesPerFile)
    : LogService(parent)
    , m_clock(clock)
    , m_bytesPerFile(bytesPerFile)
    , m_leastSeverity(leastSeverity(state.settings()))
{
    if (!file.isEmpty())
        openFile(file);
    connect(&state, &RuntimeState::settingsChanged, this,
        [this](const core::Settings &, const core::Settings &after) { m_leastSeverity = leastSeverity(after); });
}

LogServiceImpl::~LogServiceImpl() = default;

void LogServiceImpl::openFile(const QString &file)
{
    auto opened = std::make_unique<LogFile>(file, m_bytesPerFile, fileCount);
    const std::lock_guard guard(m_mutex);
    for (const LogLine &line : m_lines)
        opened->add((logFileLine(line) + u'\n').toUtf8());
    m_file.swap(opened);
    m_filePath = file;
}

void LogServiceImpl::append(QtMsgType level, const QString &category, const QString &text)
{
    if (severity(level) < m_leastSeverity)
        return;
    LogLine line { 0, m_clock.nowMs(), level, core::visibleText(category), core::visibleText(text) };
    bool first = false;
    {
        const std::lock_guard guard(m_mutex);
        line.sequence = ++m_lastSequence;
        m_lines.push_back(line);
        if (m_lines.size() > keptLines)
            m_lines.pop_front();
        first = m_unannounced.isEmpty();
        m_unannounced.append(line);
        if (m_file)
            m_file->add((logFileLine(line) + u'\n').toUtf8());
    }
    if (level == QtFatalMsg && m_file)
        m_file->flush(lastWordsMs);
    if (first)
        QMetaObject::invokeMethod(this, &LogServiceImpl::announce, Qt::QueuedConnection);
}

QList<LogLine> LogServiceImpl::lines() const
{
    const std::lock_guard guard(m_mutex);
    return QList<LogLine>(m_lines.cbegin(), m_lines.cend());
}

void LogServiceImpl::announce()
{
    QList<LogLine> added;
    {
        const std::lock_guard guard(m_mutex);
        added.swap(m_unannounced);
    }
    for (const LogLine &line : std::as_const(added))
        Q_EMIT lineAdded(line);
}

} // namespace services
