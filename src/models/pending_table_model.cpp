// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pending_table_model.h"

#include "core/clock.h"
#include "core/pending_rules.h"
#include "core/visible_text.h"
#include "services/pending_changes.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/pending_texts.h"

using namespace Qt::StringLiterals;

namespace models {

PendingTableModel::PendingTableModel(
    services::PendingChanges &pending, services::ServerRegistry &servers, const core::Clock &clock, QObject *parent)
    : ColumnTable(parent)
    , m_pending(pending)
    , m_servers(servers)
    , m_clock(clock)
{
    connect(&pending, &services::PendingChanges::changed, this, &PendingTableModel::update);
    connect(&servers, &services::ServerRegistry::serverChanged, this, &PendingTableModel::update);
    update();
}

void PendingTableModel::update()
{
    const QHash<core::ServerId, QString> before = m_names;
    for (const core::ServerProfile &profile : m_servers.profiles())
        m_names.insert(profile.id, profile.name);
    become(m_changes, m_pending.all(), int(PendingColumn::Count_) - 1,
        [](const core::PendingChange &change) { return change.id; });
    if (before != m_names && !m_changes.isEmpty())
        Q_EMIT dataChanged(index(0, int(PendingColumn::Server)), index(rowCount() - 1, int(PendingColumn::Server)));
}

int PendingTableModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_changes, id, &core::PendingChange::id);
    return found == m_changes.end() ? -1 : static_cast<int>(found - m_changes.begin());
}

int PendingTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

QString PendingTableModel::cellText(const core::PendingChange &change, PendingColumn column) const
{
    switch (column) {
    case PendingColumn::Server:
        return core::visibleText(m_names.value(change.server));
    case PendingColumn::Change:
        return texts::pendingChangeText(change);
    case PendingColumn::Since: {
        const qint64 now = m_clock.nowMs();
        const QString since = texts::dateTime(change.createdAt / 1000, m_dateStyle, now / 1000);
        return core::isOld(change, now) ? since + u" · "_s + texts::oldWords() : since;
    }
    case PendingColumn::Attempts:
        return texts::number(change.attempts);
    case PendingColumn::LastError:
        return texts::errorWords(change.lastError.code);
    case PendingColumn::Count_:
        break;
    }
    return {};
}

QVariant PendingTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const core::PendingChange &change = m_changes[index.row()];
    const auto column = static_cast<PendingColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cellText(change, column);
    case Qt::ToolTipRole:
        switch (column) {
        case PendingColumn::Change: { // a list of thousands is not read in a tool tip
            constexpr qsizetype shown = 20;
            QStringList lines = change.targets.first(std::min(shown, change.targets.size()));
            if (change.targets.size() > shown)
                lines.append(u"…"_s);
            for (QString &line : lines)
                line = core::visibleText(line);
            return lines.join(u'\n');
        }
        case PendingColumn::Since:
            return texts::exactDateTime(change.createdAt / 1000, m_dateStyle);
        case PendingColumn::LastError:
            return core::visibleLines(change.lastError.detail);
        case PendingColumn::Server:
        case PendingColumn::Attempts:
        case PendingColumn::Count_:
            break;
        }
        return {};
    case Qt::TextAlignmentRole:
        return alignment(column);
    case RawRole:
        switch (column) {
        case PendingColumn::Since:
            return change.createdAt;
        case PendingColumn::Attempts:
            return change.attempts;
        case PendingColumn::Server:
        case PendingColumn::Change:
        case PendingColumn::LastError:
        case PendingColumn::Count_:
            break;
        }
        return cellText(change, column);
    case ServerIdRole:
        return QVariant::fromValue(change.server);
    case KeyRole:
        return QString::number(change.id);
    case PendingIdRole:
        return change.id;
    case PendingOldRole:
        return core::isOld(change, m_clock.nowMs());
    default:
        return {};
    }
}

QString PendingTableModel::headerText(PendingColumn column) const
{
    switch (column) {
    case PendingColumn::Server:
        return tr("Server");
    case PendingColumn::Change:
        return tr("Change");
    case PendingColumn::Since:
        return tr("Waits since");
    case PendingColumn::Attempts:
        //: How often it was tried in vain
        return tr("Tries");
    case PendingColumn::LastError:
        //: Why the last try failed
        return tr("Last reason");
    case PendingColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
