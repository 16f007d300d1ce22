// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config_jail_model.h"

#include "core/visible_text.h"
#include "models/config_option_model.h"
#include "texts/time_texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

ConfigJailState stateOf(const services::ConfigJailRow &jail, const std::optional<QStringList> &running)
{
    // What is wrong with a jail that is not enabled keeps nobody from anything.
    if (jail.enabled && std::ranges::any_of(jail.problems, &services::ConfigDefect::fatal))
        return ConfigJailState::Broken;
    if (running && running->contains(jail.name))
        return jail.enabled ? ConfigJailState::Running : ConfigJailState::RunningOnly;
    if (!jail.enabled)
        return ConfigJailState::NotEnabled;
    return running ? ConfigJailState::NotRunning : ConfigJailState::Enabled;
}

} // namespace

ConfigJailModel::ConfigJailModel(QObject *parent)
    : ColumnTable(parent)
{
}

void ConfigJailModel::setJails(const QList<services::ConfigJailRow> &jails, const std::optional<QStringList> &running)
{
    QList<Row> next;
    QStringList unknown = running.value_or(QStringList());
    for (const services::ConfigJailRow &jail : jails) {
        next.append({ jail, stateOf(jail, running) });
        unknown.removeAll(jail.name);
    }
    for (const QString &name : std::as_const(unknown))
        next.append({ { .name = name, .enabled = false, .place = {}, .problems = {} }, ConfigJailState::RunningOnly });
    become(m_rows, next, columnCount() - 1, [](const Row &row) { return row.jail.name; });
}

void ConfigJailModel::setEdited(const QStringList &jails)
{
    if (std::exchange(m_edited, jails) != jails && rowCount() > 0) {
        const int column = static_cast<int>(ConfigJailColumn::Jail);
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
    }
}

int ConfigJailModel::rowOf(const QString &jail) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows[row].jail.name == jail)
            return row;
    }
    return -1;
}

QStringList ConfigJailModel::names() const
{
    QStringList result;
    for (const Row &row : m_rows)
        result.append(row.jail.name);
    return result;
}

int ConfigJailModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString ConfigJailModel::stateWord(ConfigJailState state)
{
    switch (state) {
    case ConfigJailState::Broken:
        //: state of a jail in the configuration files: fail2ban would refuse it
        return tr("broken");
    case ConfigJailState::NotRunning:
        return tr("enabled, not running");
    case ConfigJailState::RunningOnly:
        return tr("running, not enabled");
    case ConfigJailState::Running:
        return tr("running");
    case ConfigJailState::Enabled:
        return tr("enabled");
    case ConfigJailState::NotEnabled:
        return tr("not enabled");
    }
    return {};
}

QString ConfigJailModel::stateSentence(ConfigJailState state)
{
    switch (state) {
    case ConfigJailState::Broken:
        return tr("fail2ban would refuse or skip it.");
    case ConfigJailState::NotRunning:
        return tr("The files enable it, and it does not run.");
    case ConfigJailState::RunningOnly:
        return tr("It runs, and no file enables it: a reload of the whole server ends it.");
    case ConfigJailState::Running:
        return tr("The files enable it, and it runs.");
    case ConfigJailState::Enabled:
        return tr("The files enable it. Whether it runs is not known.");
    case ConfigJailState::NotEnabled:
        return tr("The files define it and do not enable it.");
    }
    return {};
}

core::ServerState ConfigJailModel::shapeOf(ConfigJailState state)
{
    switch (state) {
    case ConfigJailState::Broken:
        return core::ServerState::Offline;
    case ConfigJailState::NotRunning:
        return core::ServerState::Busy;
    case ConfigJailState::RunningOnly:
        return core::ServerState::NeedsAttention;
    case ConfigJailState::Running:
        return core::ServerState::Online;
    case ConfigJailState::Enabled:
    case ConfigJailState::NotEnabled:
        break;
    }
    return core::ServerState::Unknown;
}

QString ConfigJailModel::placeText(const Row &row) const
{
    const services::ConfigPlace &place = row.jail.place;
    if (!place.isKnown())
        return texts::dash();
    const QString file = core::visibleText(place.shown);
    return place.line > 0 ? u"%1:%2"_s.arg(file).arg(place.line) : file;
}

QVariant ConfigJailModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    const auto column = static_cast<ConfigJailColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case ConfigJailColumn::Jail:
            if (m_edited.contains(row.jail.name))
                return role == Qt::DisplayRole
                    ? QString(core::visibleText(row.jail.name) + u" *"_s)
                    //: a jail with edits that are not applied yet, for screen readers; %1: its name
                    : tr("%1, edited").arg(core::visibleText(row.jail.name));
            return core::visibleText(row.jail.name);
        case ConfigJailColumn::State:
            return stateWord(row.state);
        case ConfigJailColumn::Place:
            return placeText(row);
        case ConfigJailColumn::Count_:
            break;
        }
        return {};
    case Qt::ToolTipRole: {
        QStringList lines { stateSentence(row.state) };
        if (m_edited.contains(row.jail.name))
            lines.append(tr("Edited here, not applied."));
        for (const services::ConfigDefect &problem : row.jail.problems)
            lines.append(configDefectText(problem));
        if (column == ConfigJailColumn::Jail && row.jail.place.isKnown())
            //: %1: "jail.conf:280"
            lines.append(tr("Defined in %1").arg(placeText(row)));
        return lines.join(u'\n');
    }
    case Qt::TextAlignmentRole:
        return alignment(column);
    case RawRole:
        if (column == ConfigJailColumn::Jail)
            return core::visibleText(row.jail.name);
        return column == ConfigJailColumn::State ? QVariant(static_cast<int>(row.state)) : data(index, Qt::DisplayRole);
    case StateRole:
        return column == ConfigJailColumn::State ? QVariant(static_cast<int>(shapeOf(row.state))) : QVariant();
    case StateWordRole:
        return stateWord(row.state);
    case KeyRole:
    case ConfigJailNameRole:
        return row.jail.name;
    case ConfigJailStateRole:
        return static_cast<int>(row.state);
    default:
        return {};
    }
}

QString ConfigJailModel::headerText(ConfigJailColumn column) const
{
    switch (column) {
    case ConfigJailColumn::Jail:
        return tr("Jail");
    case ConfigJailColumn::State:
        //: column: whether a jail is enabled and runs
        return tr("State");
    case ConfigJailColumn::Place:
        //: column: file and line where a jail is first defined
        return tr("Defined in");
    case ConfigJailColumn::Count_:
        break;
    }
    return {};
}

ConfigJailFilterModel::ConfigJailFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
}

void ConfigJailFilterModel::setText(const QString &text)
{
    if (std::exchange(m_text, text.trimmed()) != m_text)
        invalidateRowsFilter();
}

bool ConfigJailFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (m_text.isEmpty())
        return true;
    for (int column = 0; column < static_cast<int>(ConfigJailColumn::Count_); ++column) {
        if (sourceModel()
                ->index(sourceRow, column, sourceParent)
                .data()
                .toString()
                .contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool ConfigJailFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (left.column() == static_cast<int>(ConfigJailColumn::State)) {
        const int a = left.data(RawRole).toInt();
        const int b = right.data(RawRole).toInt();
        if (a != b)
            return a < b;
    } else if (const int order
        = QString::compare(left.data().toString(), right.data().toString(), Qt::CaseInsensitive)) {
        return order < 0;
    }
    return QString::compare(
               left.data(ConfigJailNameRole).toString(), right.data(ConfigJailNameRole).toString(), Qt::CaseInsensitive)
        < 0;
}

} // namespace models
