// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/log_table_model.h"

#include "core/visible_text.h"

#include <QDateTime>

#include <algorithm>

namespace models {

LogTableModel::LogTableModel(int limit, QObject *parent)
    : ColumnTable(parent)
    , m_limit(limit)
{
}

int LogTableModel::levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
    case QtFatalMsg:
        return 3;
    }
    return 1;
}

bool LogTableModel::matches(const services::LogLine &line) const
{
    return levelOf(line.level) >= m_level
        && (m_text.isEmpty() || line.text.contains(m_text, Qt::CaseInsensitive)
            || line.category.contains(m_text, Qt::CaseInsensitive));
}

void LogTableModel::appendLine(const services::LogLine &line)
{
    append({ line });
}

void LogTableModel::append(const QList<services::LogLine> &lines)
{
    std::vector<services::LogLine> fresh;
    for (const services::LogLine &line : lines) {
        if (!m_all.empty() && line.sequence <= m_all.back().sequence)
            continue;
        m_all.push_back(line);
        if (matches(line))
            fresh.push_back(line);
    }
    while (m_all.size() > static_cast<size_t>(m_limit))
        m_all.pop_front();
    if (!fresh.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        m_shown.insert(m_shown.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    // What the ring has dropped goes from the top.
    const auto kept = std::find_if(m_shown.begin(), m_shown.end(),
        [this](const services::LogLine &line) { return line.sequence >= m_all.front().sequence; });
    if (const int dropped = static_cast<int>(kept - m_shown.begin()); dropped > 0) {
        beginRemoveRows({}, 0, dropped - 1);
        m_shown.erase(m_shown.begin(), kept);
        endRemoveRows();
    }
}

void LogTableModel::setMinimumLevel(int level)
{
    if (std::exchange(m_level, level) != level)
        refilter();
}

void LogTableModel::setText(const QString &text)
{
    if (std::exchange(m_text, text.trimmed()) != text.trimmed())
        refilter();
}

/// Both lists are in the order of their sequence: one walk finds the stretches that come and go.
void LogTableModel::refilter()
{
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (matches(lineAt(last)))
            continue;
        int first = last;
        while (first > 0 && !matches(lineAt(first - 1)))
            --first;
        beginRemoveRows({}, first, last);
        m_shown.erase(m_shown.begin() + first, m_shown.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    int row = 0;
    for (size_t i = 0; i < m_all.size();) {
        if (row < rowCount() && lineAt(row).sequence == m_all[i].sequence) {
            ++row;
            ++i;
            continue;
        }
        if (!matches(m_all[i])) {
            ++i;
            continue;
        }
        std::vector<services::LogLine> fresh;
        while (
            i < m_all.size() && matches(m_all[i]) && (row >= rowCount() || lineAt(row).sequence != m_all[i].sequence))
            fresh.push_back(m_all[i++]);
        beginInsertRows({}, row, row + static_cast<int>(fresh.size()) - 1);
        m_shown.insert(m_shown.begin() + row, fresh.begin(), fresh.end());
        endInsertRows();
        row += static_cast<int>(fresh.size());
    }
}

void LogTableModel::setDateStyle(texts::DateStyle style)
{
    if (std::exchange(m_dateStyle, style) != style && rowCount() > 0)
        Q_EMIT dataChanged(index(0, int(LogColumn::Time)), index(rowCount() - 1, int(LogColumn::Time)));
}

int LogTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant LogTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const services::LogLine &line = lineAt(index.row());
    const int level = levelOf(line.level);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case RawRole:
        switch (static_cast<LogColumn>(index.column())) {
        case LogColumn::Time:
            // The newest line stands for now: a log is read beside its own end.
            return role == RawRole ? QVariant(line.at)
                                   : QVariant(texts::logTime(line.at, m_dateStyle, m_all.back().at));
        case LogColumn::Level:
            if (role == RawRole)
                return level;
            return level == 0 ? tr("debug") : level == 1 ? tr("info") : level == 2 ? tr("warning") : tr("error");
        case LogColumn::Category:
            return core::visibleText(line.category);
        case LogColumn::Text:
            return role == RawRole ? line.text : core::visibleText(line.text);
        case LogColumn::Count_:
            break;
        }
        return {};
    case LogLevelRole:
        return level;
    case LogSequenceRole:
        return QVariant::fromValue<qulonglong>(line.sequence);
    case ExactRole:
        return texts::exactDateTime(line.at / 1000, m_dateStyle);
    default:
        return {};
    }
}

QString LogTableModel::headerText(LogColumn column) const
{
    switch (column) {
    case LogColumn::Time:
        return tr("Time");
    case LogColumn::Level:
        //: column: how grave a log line is
        return tr("Level");
    case LogColumn::Category:
        //: column: which part of BanGUI wrote a log line
        return tr("Part");
    case LogColumn::Text:
        return tr("Text");
    case LogColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
