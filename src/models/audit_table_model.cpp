// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/audit_table_model.h"

#include "core/visible_text.h"
#include "texts/audit_texts.h"
#include "texts/effect_texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

AuditTableModel::AuditTableModel(services::AuditService &audit, const core::Clock &clock, QObject *parent)
    : ColumnTable(parent)
    , m_audit(audit)
    , m_clock(clock)
{
    connect(&audit, &services::AuditService::entryChanged, this, &AuditTableModel::onEntryChanged);
}

void AuditTableModel::setFilter(core::ServerId server, const QString &text)
{
    const QString trimmed = text.trimmed();
    if (m_filter.server == server && m_filter.text == trimmed)
        return;
    m_filter.server = server;
    m_filter.text = trimmed;
    reload();
}

void AuditTableModel::setDateStyle(texts::DateStyle style)
{
    if (std::exchange(m_dateStyle, style) != style && rowCount() > 0)
        Q_EMIT dataChanged(index(0, int(AuditColumn::Time)), index(rowCount() - 1, int(AuditColumn::Time)));
}

void AuditTableModel::reload()
{
    fetch(0);
}

void AuditTableModel::fetch(qint64 beforeId)
{
    m_request.cancel();
    const quint64 number = ++m_requestNumber;
    storage::AuditFilter filter = m_filter;
    filter.beforeId = beforeId;
    m_loading = true;
    m_request = m_audit.page(filter, this, [this, beforeId, number](core::Result<QList<core::AuditEntry>> page) {
        if (number == m_requestNumber) // the answer to an older question is none to this one
            takePage(beforeId, std::move(page));
    });
    Q_EMIT loadingChanged();
}

void AuditTableModel::takePage(qint64 beforeId, core::Result<QList<core::AuditEntry>> page)
{
    m_loading = false;
    m_error.reset();
    if (!page) {
        m_error = page.error();
        m_complete = true; // asked again by reload(), not by every move of the scroll bar
        Q_EMIT loadingChanged();
        return;
    }
    m_complete = page->size() < m_filter.limit;
    if (beforeId == 0) {
        QSet<qint64> ids;
        for (const core::AuditEntry &entry : std::as_const(*page))
            ids.insert(entry.id);
        for (int last = rowCount() - 1; last >= 0; --last) {
            if (ids.contains(m_entries[static_cast<size_t>(last)].id))
                continue;
            int first = last;
            while (first > 0 && !ids.contains(m_entries[static_cast<size_t>(first - 1)].id))
                --first;
            beginRemoveRows({}, first, last);
            m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
            endRemoveRows();
            last = first;
        }
    }
    // Newest first, ids fall: every entry has one place.
    for (const core::AuditEntry &entry : std::as_const(*page))
        put(entry);
    Q_EMIT loadingChanged();
}

void AuditTableModel::put(const core::AuditEntry &entry)
{
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), entry.id,
        [](const core::AuditEntry &known, qint64 id) { return known.id > id; });
    const int row = static_cast<int>(at - m_entries.begin());
    if (at != m_entries.end() && at->id == entry.id) {
        if (*at == entry)
            return;
        *at = entry;
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
        return;
    }
    beginInsertRows({}, row, row);
    m_entries.insert(at, entry);
    endInsertRows();
}

bool AuditTableModel::matches(const core::AuditEntry &entry) const
{
    if (m_filter.server.isValid() && entry.server != m_filter.server)
        return false;
    return m_filter.text.isEmpty() || entry.serverName.contains(m_filter.text, Qt::CaseInsensitive)
        || entry.words.join(u' ').contains(m_filter.text, Qt::CaseInsensitive)
        || entry.detail.contains(m_filter.text, Qt::CaseInsensitive);
}

void AuditTableModel::onEntryChanged(const core::AuditEntry &entry)
{
    if (matches(entry))
        put(entry);
}

core::AuditEntry AuditTableModel::entryAt(int row) const
{
    return m_entries[static_cast<size_t>(row)];
}

int AuditTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

bool AuditTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_loading;
}

void AuditTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(m_entries.empty() ? 0 : m_entries.back().id);
}

QVariant AuditTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::AuditEntry &entry = m_entries[static_cast<size_t>(index.row())];
    const auto column = static_cast<AuditColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case AuditColumn::Time:
            return texts::logTime(entry.at, m_dateStyle, m_clock.nowMs());
        case AuditColumn::Server:
            return core::visibleText(entry.serverName);
        case AuditColumn::Command:
            return texts::commandText(entry.words);
        case AuditColumn::Result:
            return texts::auditResultWord(entry.result);
        case AuditColumn::User:
            return core::visibleText(entry.user);
        case AuditColumn::Origin:
            return texts::originText(entry.origin);
        case AuditColumn::Detail:
            return texts::auditAnswer(entry);
        case AuditColumn::Count_:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        if (column == AuditColumn::Time)
            return texts::exactDateTime(entry.at / 1000, m_dateStyle);
        return column == AuditColumn::Command ? QVariant(texts::commandLine(entry.words)) : QVariant();
    case RawRole:
        return column == AuditColumn::Time ? QVariant(entry.at) : data(index, Qt::DisplayRole);
    case ServerIdRole:
        return QVariant::fromValue(entry.server);
    case AuditIdRole:
        return entry.id;
    case AuditResultRole:
        return int(entry.result);
    case StateRole: {
        if (column != AuditColumn::Result)
            return {};
        switch (entry.result) {
        case core::AuditResult::Done:
            return int(core::ServerState::Online);
        case core::AuditResult::Pending:
            return int(core::ServerState::Busy);
        case core::AuditResult::Refused:
            return int(core::ServerState::NeedsAttention);
        case core::AuditResult::Failed:
            return int(core::ServerState::Offline);
        case core::AuditResult::Unknown:
            return int(core::ServerState::Unknown);
        }
        return {};
    }
    case StateWordRole:
        return texts::auditResultWord(entry.result);
    case CommandLineRole:
        return texts::commandLine(entry.words);
    default:
        return {};
    }
}

QString AuditTableModel::headerText(AuditColumn column) const
{
    switch (column) {
    case AuditColumn::Time:
        return tr("Time");
    case AuditColumn::Server:
        return tr("Server");
    case AuditColumn::Command:
        return tr("Command");
    case AuditColumn::Result:
        return tr("Result");
    case AuditColumn::User:
        return tr("User");
    case AuditColumn::Origin:
        //: column: window or command line
        return tr("From");
    case AuditColumn::Detail:
        return tr("Answer");
    case AuditColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
