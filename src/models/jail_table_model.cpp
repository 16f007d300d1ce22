// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jail_table_model.h"

#include "core/visible_text.h"
#include "models/config_jail_model.h"
#include "models/freshness.h"
#include "texts/preflight_texts.h"
#include "texts/property_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

bool isReported(const core::Jail &jail, JailColumn column)
{
    switch (column) {
    case JailColumn::FailedNow:
        return jail.currentlyFailed.has_value();
    case JailColumn::FailedTotal:
        return jail.totalFailed.has_value();
    case JailColumn::BannedNow:
        return jail.currentlyBanned.has_value();
    case JailColumn::BannedTotal:
        return jail.totalBanned.has_value();
    case JailColumn::Backend:
        return jail.backend.has_value();
    case JailColumn::Source:
        return jail.files.has_value() || jail.journalMatches.has_value();
    case JailColumn::Jail:
    case JailColumn::State:
    case JailColumn::Server:
    case JailColumn::Count_:
        break;
    }
    return true;
}

QVariant figure(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant();
}

} // namespace

JailTableModel::JailTableModel(QObject *parent)
    : ColumnTable(parent)
{
}

void JailTableModel::reindexFrom(size_t row)
{
    for (; row < m_rows.size(); ++row)
        m_index.insert({ m_rows[row].server, m_rows[row].jail.name }, static_cast<int>(row));
}

void JailTableModel::removeRowsOf(core::ServerId id, const QSet<QString> &keep)
{
    const auto goes = [&](const Row &row) { return row.server == id && !keep.contains(row.jail.name); };
    for (int last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        if (!goes(m_rows[static_cast<size_t>(last)]))
            continue;
        int first = last;
        while (first > 0 && goes(m_rows[static_cast<size_t>(first - 1)]))
            --first;
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_index.remove({ id, m_rows[static_cast<size_t>(row)].jail.name });
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        reindexFrom(static_cast<size_t>(first));
        endRemoveRows();
        last = first;
    }
}

void JailTableModel::setJails(core::ServerId id, const QList<core::Jail> &jails)
{
    m_servers[id].running = jails;
    update(id);
}

void JailTableModel::setConfigured(core::ServerId id, const QList<services::ConfigJailRow> &jails)
{
    auto &known = m_servers[id].configured;
    if (known == jails)
        return;
    known = jails;
    update(id);
}

QList<JailTableModel::Row> JailTableModel::wanted(core::ServerId id) const
{
    const Server server = m_servers.value(id);
    const QList<services::ConfigJailRow> configured = server.configured.value_or(QList<services::ConfigJailRow>());
    QSet<QString> enabled;
    for (const services::ConfigJailRow &jail : configured) {
        if (jail.enabled)
            enabled.insert(jail.name);
    }
    QList<Row> rows;
    QSet<QString> names;
    for (const core::Jail &jail : server.running) {
        if (names.contains(jail.name)) // a daemon that names a jail twice gets one row
            continue;
        names.insert(jail.name);
        const bool only = server.configured && !enabled.contains(jail.name);
        rows.append({ id, jail, only ? ConfigJailState::RunningOnly : ConfigJailState::Running });
    }
    for (const services::ConfigJailRow &jail : configured) {
        if (names.contains(jail.name))
            continue;
        names.insert(jail.name);
        const bool broken = jail.enabled && std::ranges::any_of(jail.problems, &services::ConfigDefect::fatal);
        core::Jail silent;
        silent.name = jail.name;
        rows.append({ id, silent,
            broken             ? ConfigJailState::Broken
                : jail.enabled ? ConfigJailState::NotRunning
                               : ConfigJailState::NotEnabled });
    }
    return rows;
}

void JailTableModel::update(core::ServerId id)
{
    const QList<Row> next = wanted(id);
    QSet<QString> names;
    for (const Row &row : next)
        names.insert(row.jail.name);
    removeRowsOf(id, names);

    std::vector<Row> fresh;
    QMap<int, Row> changed;
    for (const Row &row : next) {
        const auto known = m_index.constFind({ id, row.jail.name });
        if (known == m_index.constEnd()) {
            fresh.push_back(row);
            continue;
        }
        const Row &before = m_rows[static_cast<size_t>(*known)];
        if (before.jail != row.jail || before.state != row.state)
            changed.insert(*known, row);
    }
    // Stretch by stretch: a proxy that sorts looks for the new places of what is announced among all other rows, and
    // goes wrong where one of those has changed already without its knowing.
    eachSpan(changed.keys(), [this, &changed](int first, int last) {
        bool moved = false; // what changes sides changes everything
        for (int row = first; row <= last; ++row) {
            moved = moved || m_rows[static_cast<size_t>(row)].state != changed[row].state;
            m_rows[static_cast<size_t>(row)] = changed.value(row);
        }
        Q_EMIT dataChanged(index(first, moved ? 0 : int(JailColumn::FailedNow)), index(last, jailColumnCount - 1),
            moved ? QList<int>()
                  : QList<int> { Qt::DisplayRole, RawRole, Qt::AccessibleTextRole, Qt::ToolTipRole, SupportedRole,
                      SourceLinesRole });
    });
    if (fresh.empty())
        return;
    const size_t first = m_rows.size();
    beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + fresh.size()) - 1);
    for (Row &row : fresh)
        m_rows.push_back(std::move(row));
    reindexFrom(first);
    endInsertRows();
}

std::optional<services::ConfigJailRow> JailTableModel::configured(core::ServerId id, const QString &jail) const
{
    const auto server = m_servers.constFind(id);
    if (server == m_servers.constEnd() || !server->configured)
        return {};
    const auto found = std::ranges::find(*server->configured, jail, &services::ConfigJailRow::name);
    return found == server->configured->end() ? std::nullopt : std::optional(*found);
}

void JailTableModel::removeServer(core::ServerId id)
{
    removeRowsOf(id, {});
    m_servers.remove(id);
}

void JailTableModel::setServerName(core::ServerId id, const QString &name)
{
    if (std::exchange(m_servers[id].name, name) == name)
        return;
    // All at once, and the rows between them too: they change together, see setJails().
    const auto isIts = [id](const Row &row) { return row.server == id; };
    const auto first = std::find_if(m_rows.begin(), m_rows.end(), isIts);
    if (first == m_rows.end())
        return;
    const auto last = std::find_if(m_rows.rbegin(), m_rows.rend(), isIts).base() - 1;
    const int column = int(JailColumn::Server);
    Q_EMIT dataChanged(index(static_cast<int>(first - m_rows.begin()), column),
        index(static_cast<int>(last - m_rows.begin()), column));
}

void JailTableModel::setServerStatus(core::ServerId id, const core::ServerStatus &status)
{
    Server &server = m_servers[id];
    const QString text = staleText(status, server.name);
    if (server.state == status.state && server.staleText == text)
        return;
    server.state = status.state;
    server.staleText = text;
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows[static_cast<size_t>(row)].server == id)
            Q_EMIT dataChanged(index(row, 0), index(row, jailColumnCount - 1),
                { Qt::DisplayRole, Qt::AccessibleTextRole, StateRole, StateWordRole, StaleRole, Qt::ToolTipRole,
                    Qt::AccessibleDescriptionRole });
    }
}

QModelIndex JailTableModel::indexOf(core::ServerId id, const QString &jail) const
{
    const int row = m_index.value({ id, jail }, -1);
    return row < 0 ? QModelIndex() : index(row, 0);
}

core::Jail JailTableModel::jailAt(const QModelIndex &index) const
{
    return index.isValid() ? m_rows[static_cast<size_t>(index.row())].jail : core::Jail {};
}

core::ServerId JailTableModel::serverAt(const QModelIndex &index) const
{
    return index.isValid() ? m_rows[static_cast<size_t>(index.row())].server : core::ServerId {};
}

QStringList JailTableModel::jailNames(const QList<core::ServerId> &servers) const
{
    QSet<QString> names;
    const QSet<core::ServerId> wanted(servers.begin(), servers.end());
    for (const Row &row : m_rows) {
        if (wanted.contains(row.server) && row.isActive())
            names.insert(row.jail.name);
    }
    QStringList sorted(names.begin(), names.end());
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

int JailTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

bool JailTableModel::isLastKnown(const Row &row) const
{
    return row.isActive() && !m_servers.value(row.server).staleText.isEmpty();
}

QString JailTableModel::stateWord(const Row &row) const
{
    if (isLastKnown(row))
        //: state of a jail that ran when the server last answered; whether it still does is not known
        return tr("was running");
    return ConfigJailModel::stateWord(row.state);
}

QVariant JailTableModel::display(const Row &row, JailColumn column) const
{
    switch (column) {
    case JailColumn::Jail:
        return core::visibleText(row.jail.name);
    case JailColumn::State:
        return stateWord(row);
    case JailColumn::Server:
        return core::visibleText(m_servers.value(row.server).name);
    case JailColumn::FailedNow:
        return texts::number(row.jail.currentlyFailed);
    case JailColumn::FailedTotal:
        return texts::number(row.jail.totalFailed);
    case JailColumn::BannedNow:
        return texts::number(row.jail.currentlyBanned);
    case JailColumn::BannedTotal:
        return texts::number(row.jail.totalBanned);
    case JailColumn::Backend:
        return texts::backendText(row.jail);
    case JailColumn::Source:
        return texts::sourceText(row.jail);
    case JailColumn::Count_:
        break;
    }
    return {};
}

QVariant JailTableModel::raw(const Row &row, JailColumn column) const
{
    switch (column) {
    case JailColumn::Jail:
        return row.jail.name;
    case JailColumn::State:
        return static_cast<qint64>(row.state);
    case JailColumn::Server:
        return m_servers.value(row.server).name;
    case JailColumn::FailedNow:
        return figure(row.jail.currentlyFailed);
    case JailColumn::FailedTotal:
        return figure(row.jail.totalFailed);
    case JailColumn::BannedNow:
        return figure(row.jail.currentlyBanned);
    case JailColumn::BannedTotal:
        return figure(row.jail.totalBanned);
    case JailColumn::Backend:
        return row.jail.backend ? QVariant(*row.jail.backend) : QVariant();
    case JailColumn::Source:
        return isReported(row.jail, column) ? QVariant(texts::sourceLines(row.jail)) : QVariant();
    case JailColumn::Count_:
        break;
    }
    return {};
}

QString JailTableModel::toolTip(const Row &row, JailColumn column) const
{
    const Server &server = *m_servers.constFind(row.server);
    QStringList lines;
    if (column == JailColumn::State || column == JailColumn::Jail || !row.isActive()) {
        if ((column != JailColumn::Jail || !row.isActive()) && !isLastKnown(row))
            lines.append(ConfigJailModel::stateSentence(row.state));
        if (const auto files = configured(row.server, row.jail.name); files && files->place.isKnown())
            //: %1: "jail.conf:280"
            lines.append(tr("Defined in %1").arg(texts::placeWords(files->place.shown, files->place.line)));
    } else if (!isReported(row.jail, column)) {
        lines.append(texts::notReported());
    } else if (column == JailColumn::Source) {
        lines = texts::sourceLines(row.jail);
    }
    lines.append(server.staleText);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QVariant JailTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    const auto column = static_cast<JailColumn>(index.column());
    const bool reported = isReported(row.jail, column);
    const Server server = m_servers.value(row.server);
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::ToolTipRole: {
        const QString text = toolTip(row, column);
        return text.isEmpty() ? QVariant() : QVariant(text);
    }
    case Qt::AccessibleDescriptionRole:
        return server.staleText;
    case Qt::AccessibleTextRole:
        if (!reported && !row.isActive())
            return stateWord(row);
        return reported ? display(row, column) : QVariant(texts::notReported());
    case Qt::TextAlignmentRole:
        return alignment(column);
    case RawRole:
        return raw(row, column);
    case SupportedRole:
        return reported;
    case ServerIdRole:
        return QVariant::fromValue(row.server);
    case StateRole:
        if (column == JailColumn::State)
            return static_cast<int>(
                isLastKnown(row) ? core::ServerState::Unknown : ConfigJailModel::shapeOf(row.state));
        return column == JailColumn::Server ? QVariant(static_cast<int>(server.state)) : QVariant();
    case StateWordRole:
        return column == JailColumn::State ? stateWord(row) : texts::stateWord(server.state);
    case StaleRole: // what is not there is as grey as what is old
        return !server.staleText.isEmpty() || (!reported && !row.isActive());
    case JailStateRole:
        return static_cast<int>(row.state);
    case JailActiveRole:
        return row.isActive();
    case KeyRole:
        return u"%1/%2"_s.arg(row.server.value).arg(row.jail.name);
    case JailNameRole:
        return row.jail.name;
    case SourceLinesRole:
        return texts::sourceLines(row.jail);
    default:
        return {};
    }
}

bool JailTableModel::isNumber(JailColumn column) const
{
    switch (column) {
    case JailColumn::FailedNow:
    case JailColumn::FailedTotal:
    case JailColumn::BannedNow:
    case JailColumn::BannedTotal:
        return true;
    case JailColumn::Jail:
    case JailColumn::State:
    case JailColumn::Server:
    case JailColumn::Backend:
    case JailColumn::Source:
    case JailColumn::Count_:
        break;
    }
    return false;
}

QString JailTableModel::headerText(JailColumn column) const
{
    switch (column) {
    case JailColumn::Jail:
        return tr("Jail");
    case JailColumn::State:
        //: column: whether a jail runs
        return tr("State");
    case JailColumn::Server:
        return tr("Server");
    case JailColumn::FailedNow:
        //: column: addresses that have failed lately
        return tr("Failing");
    case JailColumn::FailedTotal:
        //: column: failures since the jail started
        return tr("Failures");
    case JailColumn::BannedNow:
        //: column: bans that stand now
        return tr("Banned");
    case JailColumn::BannedTotal:
        //: column: bans since the jail started
        return tr("Bans in total");
    case JailColumn::Backend:
        return tr("Backend");
    case JailColumn::Source:
        //: column: log files or journal matches
        return tr("Reads");
    case JailColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
