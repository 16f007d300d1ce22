// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace gui {

/// The lines of the log that are about one server: a line names it in its field server=, by name or by number.
class LogServerFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// name empty: every line.
    void setServer(const QString &name, const QString &number);
    [[nodiscard]] static bool names(const QString &line, const QString &server);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_name;
    QString m_number;
};

} // namespace gui
