// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/busiest_jails_model.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <algorithm>
#include <span>
#include <tuple>

using namespace Qt::StringLiterals;

namespace models {

BusiestJailsModel::BusiestJailsModel(JailTableModel &jails, int limit, QObject *parent)
    : ColumnTable(parent)
    , m_jails(jails)
    , m_limit(limit)
{
    // Many jails change in one turn of the event loop; one look at them all is enough. Those of hundreds of servers
    // change all the time, and are looked at a few times a second.
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BusiestJailsModel::update);
    const auto later = [this] {
        constexpr int few = 250;
        if (!m_timer.isActive())
            m_timer.start(m_jails.rowCount() > few ? 250 : 0);
    };
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
    std::vector<int> all;
    for (int i = 0; i < m_jails.rowCount(); ++i) {
        if (m_jails.isActive(i) && (!m_hasScope || m_scope.contains(m_jails.serverOfRow(i))))
            all.push_back(i);
    }
    const auto busier = [this](int a, int b) {
        const auto weight = [](const core::Jail &jail) {
            // Bans first: the failures of a jail like recidive are the bans of the others, counted once more.
            return std::tuple(jail.currentlyBanned.value_or(-1), jail.currentlyFailed.value_or(-1),
                jail.totalBanned.value_or(-1), jail.totalFailed.value_or(-1));
        };
        const core::Jail &jailA = m_jails.jailOfRow(a);
        const core::Jail &jailB = m_jails.jailOfRow(b);
        const auto weightA = weight(jailA);
        const auto weightB = weight(jailB);
        if (weightA != weightB)
            return weightA > weightB;
        return std::pair(jailA.name, m_jails.serverOfRow(a)) < std::pair(jailB.name, m_jails.serverOfRow(b));
    };
    const auto count = std::min(all.size(), static_cast<size_t>(m_limit));
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(), busier);
    std::vector<Row> rows;
    for (const int row : std::span(all).first(count)) {
        const QModelIndex index = m_jails.index(row, int(JailColumn::Server));
        rows.push_back({ m_jails.serverOfRow(row), index.data(RawRole).toString(), m_jails.jailOfRow(row),
            index.data(Qt::AccessibleDescriptionRole).toString() });
    }
    return rows;
}

void BusiestJailsModel::update()
{
    become(m_rows, wanted(), int(BusiestColumn::Count_) - 1,
        [](const Row &row) { return std::pair(row.server, row.jail.name); });
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
    const bool isText = !isNumber(static_cast<BusiestColumn>(index.column()));
    const QString text = index.column() == int(BusiestColumn::Jail) ? row.jail.name : row.serverName;
    switch (role) {
    case Qt::DisplayRole:
        return isText ? core::visibleText(text) : texts::number(figure());
    case Qt::AccessibleTextRole:
        if (isText)
            return core::visibleText(text);
        return figure() ? texts::number(figure()) : texts::notReported();
    case Qt::TextAlignmentRole:
        return alignment(static_cast<BusiestColumn>(index.column()));
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

bool BusiestJailsModel::isNumber(BusiestColumn column) const
{
    return column != BusiestColumn::Jail && column != BusiestColumn::Server;
}

QString BusiestJailsModel::headerText(BusiestColumn column) const
{
    switch (column) {
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
