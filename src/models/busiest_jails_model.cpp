// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/busiest_jails_model.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace models {

BusiestJailsModel::BusiestJailsModel(JailTableModel &jails, int limit, QObject *parent)
    : QAbstractTableModel(parent)
    , m_jails(jails)
    , m_limit(limit)
{
    // Many jails change in one turn of the event loop; one look at them all is enough.
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &BusiestJailsModel::update);
    const auto later = [this] { m_timer.start(); };
    connect(&jails, &QAbstractItemModel::dataChanged, this, later);
    connect(&jails, &QAbstractItemModel::rowsInserted, this, later);
    connect(&jails, &QAbstractItemModel::rowsRemoved, this, later);
    update();
}

void BusiestJailsModel::setScope(const QList<core::ServerId> &servers)
{
    m_hasScope = true;
    m_scope = QSet<core::ServerId>(servers.begin(), servers.end());
    update();
}

std::vector<BusiestJailsModel::Row> BusiestJailsModel::wanted() const
{
    std::vector<Row> rows;
    for (int i = 0; i < m_jails.rowCount(); ++i) {
        const QModelIndex index = m_jails.index(i, int(JailColumn::Server));
        const core::ServerId server = m_jails.serverAt(index);
        if (!m_hasScope || m_scope.contains(server))
            rows.push_back({ server, index.data(RawRole).toString(), m_jails.jailAt(index),
                index.data(Qt::AccessibleDescriptionRole).toString() });
    }
    const auto busier = [](const Row &a, const Row &b) {
        const auto weight = [](const Row &row) {
            const core::Jail &jail = row.jail;
            // Bans first: the failures of a jail like recidive are the bans of the others, counted once more.
            return std::tuple(jail.currentlyBanned.value_or(-1), jail.currentlyFailed.value_or(-1),
                jail.totalBanned.value_or(-1), jail.totalFailed.value_or(-1));
        };
        const auto weightA = weight(a);
        const auto weightB = weight(b);
        if (weightA != weightB)
            return weightA > weightB;
        return std::tie(a.jail.name, a.server) < std::tie(b.jail.name, b.server);
    };
    const auto count = std::min(rows.size(), static_cast<size_t>(m_limit));
    std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end(), busier);
    rows.resize(count);
    return rows;
}

void BusiestJailsModel::update()
{
    const std::vector<Row> next = wanted();
    const auto same = [](const Row &a, const Row &b) { return a.server == b.server && a.jail.name == b.jail.name; };
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        const Row &now = m_rows[static_cast<size_t>(row)];
        if (std::any_of(next.begin(), next.end(), [&](const Row &other) { return same(now, other); }))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    for (size_t i = 0; i < next.size(); ++i) {
        const int row = static_cast<int>(i);
        const auto from
            = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &other) { return same(next[i], other); });
        if (from == m_rows.end()) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, next[i]);
            endInsertRows();
            continue;
        }
        const int at = static_cast<int>(from - m_rows.begin());
        if (at != row) {
            beginMoveRows({}, at, at, {}, row);
            std::rotate(m_rows.begin() + row, from, from + 1);
            endMoveRows();
        }
        if (!(m_rows[i] == next[i])) {
            m_rows[i] = next[i];
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
        }
    }
}

core::ServerId BusiestJailsModel::serverAt(int row) const
{
    return m_rows[static_cast<size_t>(row)].server;
}

QString BusiestJailsModel::jailAt(int row) const
{
    return m_rows[static_cast<size_t>(row)].jail.name;
}

int BusiestJailsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BusiestJailsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(BusiestColumn::Count_);
}

QVariant BusiestJailsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    const auto figure = [&]() -> std::optional<qint64> {
        switch (static_cast<BusiestColumn>(index.column())) {
        case BusiestColumn::Failing:
            return row.jail.currentlyFailed;
        case BusiestColumn::Banned:
            return row.jail.currentlyBanned;
        case BusiestColumn::Total:
            return row.jail.totalBanned;
        case BusiestColumn::Jail:
        case BusiestColumn::Server:
        case BusiestColumn::Count_:
            break;
        }
        return std::nullopt;
    };
    const bool isText = index.column() <= int(BusiestColumn::Server);
    const QString text = index.column() == int(BusiestColumn::Jail) ? row.jail.name : row.serverName;
    switch (role) {
    case Qt::DisplayRole:
        return isText ? core::visibleText(text) : texts::number(figure());
    case Qt::AccessibleTextRole:
        if (isText)
            return core::visibleText(text);
        return figure() ? texts::number(figure()) : texts::notReported();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight)));
    case RawRole:
        if (isText)
            return text;
        return figure() ? QVariant(*figure()) : QVariant();
    case SupportedRole:
        return isText || figure().has_value();
    case StaleRole:
        return !row.staleText.isEmpty();
    case Qt::ToolTipRole:
        return row.staleText.isEmpty() ? QVariant() : QVariant(row.staleText);
    case Qt::AccessibleDescriptionRole:
        return row.staleText;
    case ServerIdRole:
        return QVariant::fromValue(row.server);
    case KeyRole:
        return u"%1/%2"_s.arg(row.server.value).arg(row.jail.name);
    default:
        return {};
    }
}

QVariant BusiestJailsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section <= int(BusiestColumn::Server) ? Qt::AlignLeft : Qt::AlignRight)));
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<BusiestColumn>(section)) {
    case BusiestColumn::Jail:
        return tr("Jail");
    case BusiestColumn::Server:
        return tr("Server");
    case BusiestColumn::Failing:
        return tr("Failing");
    case BusiestColumn::Banned:
        return tr("Banned");
    case BusiestColumn::Total:
        //: column: bans since the jail started
        return tr("Total");
    case BusiestColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
