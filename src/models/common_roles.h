// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qnamespace.h>

namespace models {

/// Roles that several models share. Beside Qt::DisplayRole, Qt::ToolTipRole (plain text, to be escaped by the view),
/// Qt::TextAlignmentRole and Qt::AccessibleTextRole.
enum CommonRole {
    RawRole
    = Qt::UserRole + 1, ///< the cell's value untranslated (qint64, bool, QString, QStringList); invalid: unknown
    ServerIdRole, ///< core::ServerId
    StateRole, ///< int of core::ServerState; invalid: no shape
    StateWordRole, ///< QString, the state's word
    SecondaryRole, ///< QString at the right or below
    StrongRole, ///< bool: semibold
    SupportedRole, ///< bool; false: not reported by this version of fail2ban
    StaleRole, ///< bool: last known, greyed; Qt::AccessibleDescriptionRole and the tool tip say since when and why
    ExactRole, ///< QString: the exact form of a relative time
    KeyRole, ///< QString: what identifies the row over refreshes
    FirstOwnRole = Qt::UserRole + 64 ///< where a model's own roles begin
};

} // namespace models
