// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "models/column_table.h"
#include "models/config_jail_roles.h"
#include "services/config_view.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace models {

/// The jails of one server's configuration, those that run and those that do not. Also jails that run and that no file
/// has. Fed with values; the same ones again change nothing.
class ConfigJailModel final : public ColumnTable<ConfigJailColumn>
{
    Q_OBJECT
public:
    explicit ConfigJailModel(QObject *parent = nullptr);

    /// running: names of the jails that run; nullopt: not known.
    void setJails(const QList<services::ConfigJailRow> &jails, const std::optional<QStringList> &running);
    /// Jails with edits that are not written yet.
    void setEdited(const QStringList &jails);
    [[nodiscard]] int rowOf(const QString &jail) const; ///< -1: it is not there
    [[nodiscard]] QStringList names() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// "running", "enabled, not running", "not enabled", "broken".
    [[nodiscard]] static QString stateWord(ConfigJailState state);
    /// A sentence on what that means.
    [[nodiscard]] static QString stateSentence(ConfigJailState state);
    [[nodiscard]] static core::ServerState shapeOf(ConfigJailState state);

private:
    struct Row
    {
        services::ConfigJailRow jail;
        ConfigJailState state = ConfigJailState::Enabled;

        friend bool operator==(const Row &, const Row &) = default;
    };
    [[nodiscard]] QString headerText(ConfigJailColumn column) const override;
    [[nodiscard]] QString placeText(const Row &row) const;

    QList<Row> m_rows;
    QStringList m_edited;
};

/// Sorts by state (what needs a look first) or by text, filters by name, state and file.
class ConfigJailFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ConfigJailFilterModel(QObject *parent = nullptr);
    void setText(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_text;
};

} // namespace models
