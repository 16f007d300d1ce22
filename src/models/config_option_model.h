// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column_table.h"
#include "models/config_option_roles.h"
#include "services/config_view.h"

#include <QSortFilterProxyModel>

namespace models {

/// The options of one jail, its filter and its actions: value, where it was written, what that overrides, what differs
/// while the jail runs. Fed with values; another jail's options take the place of those of the same name.
class ConfigOptionModel final : public ColumnTable<ConfigOptionColumn>
{
    Q_OBJECT
public:
    explicit ConfigOptionModel(QObject *parent = nullptr);

    void setOptions(const QList<services::ConfigOptionRow> &options);
    [[nodiscard]] const services::ConfigOptionRow &optionAt(int row) const { return m_rows[row]; }
    [[nodiscard]] int rowOf(const QString &key) const; ///< -1: it is not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// "jail.d/sshd.local:3"; "fail2ban's default" where no file sets it.
    [[nodiscard]] static QString placeText(const services::ConfigPlace &place);
    /// A value for one line: line ends as an arrow.
    [[nodiscard]] static QString oneLine(const QString &value);
    [[nodiscard]] static bool isNoted(const services::ConfigOptionRow &option);

private:
    [[nodiscard]] QString headerText(ConfigOptionColumn column) const override;
    [[nodiscard]] static QString keyText(const services::ConfigOptionRow &option);
    [[nodiscard]] static QString noteText(const services::ConfigOptionRow &option);
    [[nodiscard]] static QString toolTip(const services::ConfigOptionRow &option);

    QList<services::ConfigOptionRow> m_rows;
};

/// A defect in a sentence; where there are no words of ours for it, those of fail2ban. Made visible.
[[nodiscard]] QString configDefectText(const services::ConfigDefect &defect);

/// The options of a kind, in the order of the model.
class ConfigOptionFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ConfigOptionFilterModel(ConfigOptionModel &options, QObject *parent = nullptr);
    void setKind(ConfigOptionKind kind);
    /// Only options with this in their name, title, value or place; empty: all.
    void setText(const QString &text);
    [[nodiscard]] const services::ConfigOptionRow &optionAt(const QModelIndex &index) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    ConfigOptionModel &m_options;
    ConfigOptionKind m_kind = ConfigOptionKind::All;
    QString m_text;
};

} // namespace models
