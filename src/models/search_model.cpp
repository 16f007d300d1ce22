// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search_model.h"

#include "core/visible_text.h"
#include "models/ban_matcher.h"
#include "texts/property_texts.h"
#include "texts/time_texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// Exact before beginning before somewhere inside; -1: not at all.
int rankOf(const QString &name, const QString &text)
{
    if (name.compare(text, Qt::CaseInsensitive) == 0)
        return 0;
    if (name.startsWith(text, Qt::CaseInsensitive))
        return 1;
    return name.contains(text, Qt::CaseInsensitive) ? 2 : -1;
}

/// How many bans are looked at to rank the best among them.
constexpr size_t candidates = 2'000;

} // namespace

SearchModel::SearchModel(
    const ServerTreeModel &servers, const JailTableModel &jails, const BanTableModel &bans, QObject *parent)
    : RowsModel(parent)
    , m_servers(servers)
    , m_jails(jails)
    , m_bans(bans)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        become(m_hits, find(m_text), 0, [](const Hit &hit) {
            return QStringList { QString::number(int(hit.kind)), QString::number(hit.server.value), hit.jail,
                hit.target };
        });
    });
    follow(servers);
    follow(jails);
    // The rows of the ban table are those of its scope and filter, a search goes through all.
    connect(&bans, &BanTableModel::storeChanged, this, &SearchModel::refreshSoon);
}

void SearchModel::follow(const QAbstractItemModel &source)
{
    connect(&source, &QAbstractItemModel::dataChanged, this, &SearchModel::refreshSoon);
    connect(&source, &QAbstractItemModel::rowsInserted, this, &SearchModel::refreshSoon);
    connect(&source, &QAbstractItemModel::rowsRemoved, this, &SearchModel::refreshSoon);
    connect(&source, &QAbstractItemModel::modelReset, this, &SearchModel::refreshSoon);
}

/// The first of many changes starts the time and the others do not put it off.
void SearchModel::refreshSoon()
{
    if (!m_text.isEmpty() && !m_refresh.isActive())
        m_refresh.start();
}

void SearchModel::setText(const QString &text)
{
    m_text = text.trimmed();
    m_refresh.stop();
    std::vector<Hit> next = m_text.isEmpty() ? std::vector<Hit>() : find(m_text);
    // What the two lists have in common at both ends stays; a list of fifty needs no finer comparison.
    size_t head = 0;
    while (head < next.size() && head < m_hits.size() && next[head] == m_hits[head])
        ++head;
    if (head < m_hits.size()) {
        beginRemoveRows({}, static_cast<int>(head), rowCount() - 1);
        m_hits.resize(head);
        endRemoveRows();
    }
    if (head < next.size()) {
        beginInsertRows({}, static_cast<int>(head), static_cast<int>(next.size()) - 1);
        m_hits.insert(m_hits.end(), next.begin() + static_cast<std::ptrdiff_t>(head), next.end());
        endInsertRows();
    }
}

std::vector<SearchModel::Hit> SearchModel::find(const QString &text) const
{
    std::vector<Hit> hits;
    findServers(text, hits);
    findJails(text, hits);
    findBans(text, hits);
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.rank < b.rank; });
    const bool offersBan = core::IpNetwork::parse(text).has_value();
    const size_t room = static_cast<size_t>(limit) - (offersBan ? 1 : 0);
    if (hits.size() > room)
        hits.resize(room);
    if (offersBan) {
        Hit hit;
        hit.kind = SearchKind::BanAddress;
        hit.rank = 100;
        hit.target = core::IpNetwork::parse(text)->toString();
        hits.push_back(hit);
    }
    return hits;
}

void SearchModel::findServers(const QString &text, std::vector<Hit> &hits) const
{
    const auto visit = [&](const QModelIndex &parent, const auto &self) -> void {
        for (int row = 0; row < m_servers.rowCount(parent); ++row) {
            const QModelIndex index = m_servers.index(row, 0, parent);
            if (index.data(NodeRole).toInt() == int(ServerNode::Server)) {
                const QString name = index.data().toString();
                int rank = rankOf(name, text);
                const QStringList tags = index.data(TagsRole).toStringList();
                for (const QString &tag : tags) {
                    if (rank < 0 && tag.compare(text, Qt::CaseInsensitive) == 0)
                        rank = 2;
                }
                if (rank >= 0) {
                    Hit hit;
                    hit.kind = SearchKind::Server;
                    hit.rank = rank * 10;
                    hit.server = index.data(ServerIdRole).value<core::ServerId>();
                    hit.serverName = name;
                    hit.secondary = index.data(SecondaryRole).toString();
                    hit.state = index.data(StateRole).toInt();
                    hits.push_back(hit);
                }
            }
            self(index, self);
        }
    };
    visit({}, visit);
}

void SearchModel::findJails(const QString &text, std::vector<Hit> &hits) const
{
    for (int row = 0; row < m_jails.rowCount(); ++row) {
        const QModelIndex index = m_jails.index(row, int(JailColumn::Server));
        const core::Jail jail = m_jails.jailAt(index);
        const int rank = rankOf(jail.name, text);
        if (rank < 0)
            continue;
        Hit hit;
        hit.kind = SearchKind::Jail;
        hit.rank = rank * 10 + 1;
        hit.server = m_jails.serverAt(index);
        hit.serverName = index.data().toString();
        hit.jail = jail.name;
        hit.secondary = jail.currentlyBanned ? u"%1 · %2"_s.arg(hit.serverName, texts::bans(*jail.currentlyBanned))
                                             : hit.serverName;
        if (!m_jails.isActive(row))
            hit.secondary
                = u"%1 · %2"_s.arg(hit.serverName, m_jails.index(row, int(JailColumn::State)).data().toString());
        hits.push_back(hit);
    }
}

void SearchModel::findBans(const QString &text, std::vector<Hit> &hits) const
{
    const BanStore &store = m_bans.store();
    const auto network = core::IpNetwork::parse(text);
    BanFilter filter;
    filter.text = text;
    // An address is meant as an address: what contains it or lies in it, not what begins with the same digits.
    if (network && !text.contains(u'/'))
        filter.text = u"%1/%2"_s.arg(network->address().toString()).arg(network->prefix());
    const BanMatcher matcher(store, filter, nullptr, 0);
    const size_t before = hits.size();
    const std::vector<BanStore::Row> rows = matcher.first(network ? store.capacity() : candidates);
    for (size_t i = 0; i < rows.size(); ++i) {
        const BanStore::Row row = rows[i];
        // Whatever a wide network holds: the network itself and those around it are never left out.
        if (i >= candidates && store.prefix(row) > network->prefix())
            continue;
        const QString target = core::banTargetText(store.target(row));
        Hit hit;
        if (network) {
            const core::BanTarget found = store.target(row);
            const auto *ban = std::get_if<core::IpNetwork>(&found);
            hit.rank = ban && *ban == *network ? 3 : (ban && ban->contains(*network) ? 4 : 5);
        } else {
            const int rank = rankOf(target, text);
            if (rank < 0)
                continue; // matched by its jail or server, which are hits of their own
            hit.rank = rank * 10 + 2;
        }
        const BanStore::List &list = store.list(store.listOf(row));
        hit.kind = SearchKind::Ban;
        hit.server = list.server;
        hit.serverName = core::visibleText(store.serverName(list.server));
        hit.jail = list.jail;
        hit.target = target;
        //: where a ban was found: jail, server
        hit.secondary = tr("%1 on %2").arg(core::visibleText(list.jail), hit.serverName);
        hits.push_back(hit);
    }
    const auto first = hits.begin() + static_cast<std::ptrdiff_t>(before);
    const auto count = std::min<std::ptrdiff_t>(hits.end() - first, limit);
    std::partial_sort(first, first + count, hits.end(), [](const Hit &a, const Hit &b) {
        if (a.rank != b.rank)
            return a.rank < b.rank;
        const core::BanTarget targetA = core::banTargetFromText(a.target);
        const core::BanTarget targetB = core::banTargetFromText(b.target);
        if (targetA != targetB)
            return targetA < targetB;
        return std::tie(a.serverName, a.jail) < std::tie(b.serverName, b.jail);
    });
    hits.erase(first + count, hits.end());
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Hit &hit = m_hits[static_cast<size_t>(index.row())];
    const auto title = [&]() -> QString {
        switch (hit.kind) {
        case SearchKind::Server:
            return hit.serverName;
        case SearchKind::Jail:
            return core::visibleText(hit.jail);
        case SearchKind::Ban:
            return core::visibleText(hit.target);
        case SearchKind::BanAddress:
            return tr("Ban %1…").arg(hit.target);
        }
        return {};
    };
    switch (role) {
    case Qt::DisplayRole:
        return title();
    case Qt::AccessibleTextRole:
        switch (hit.kind) {
        case SearchKind::Server:
            return tr("Server %1, %2").arg(title(), hit.secondary);
        case SearchKind::Jail:
            return tr("Jail %1, %2").arg(title(), hit.secondary);
        case SearchKind::Ban:
            return tr("Ban of %1, %2").arg(title(), hit.secondary);
        case SearchKind::BanAddress:
            return title();
        }
        return {};
    case SecondaryRole:
        return hit.secondary;
    case StateRole:
        return hit.state >= 0 ? QVariant(hit.state) : QVariant();
    case ServerIdRole:
        return QVariant::fromValue(hit.server);
    case SearchKindRole:
        return int(hit.kind);
    case SearchJailRole:
        return hit.jail;
    case SearchTargetRole:
        return hit.target;
    default:
        return {};
    }
}

} // namespace models
