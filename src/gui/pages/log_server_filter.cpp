// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/log_server_filter.h"

#include "models/log_table_model.h"

namespace gui {

using namespace Qt::StringLiterals;

void LogServerFilter::setServer(const QString &name, const QString &number)
{
    if (name == m_name && number == m_number)
        return;
    m_name = name;
    m_number = number;
    invalidateFilter();
}

bool LogServerFilter::names(const QString &line, const QString &server)
{
    constexpr auto field = "server="_L1;
    if (server.isEmpty())
        return false;
    for (qsizetype at = line.indexOf(field); at >= 0; at = line.indexOf(field, at + 1)) {
        if (at > 0 && line.at(at - 1) != u' ')
            continue; // the end of another field's name
        const QStringView value = QStringView(line).mid(at + field.size());
        if (value.startsWith(QString(u'"' + server + u'"')))
            return true;
        if (value.startsWith(server) && (value.size() == server.size() || value.at(server.size()) == u' '))
            return true;
    }
    return false;
}

bool LogServerFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_name.isEmpty() || parent.isValid())
        return !parent.isValid();
    const auto *log = qobject_cast<const models::LogTableModel *>(sourceModel());
    if (!log)
        return false;
    const QString &text = log->lineAt(row).text;
    return names(text, m_name) || names(text, m_number);
}

} // namespace gui
