// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store_error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

namespace storage {

/// One prepared statement with its values bound in order. Worker thread only.
class Statement
{
public:
    Statement(QSqlDatabase &database, const QString &sql);

    Statement &bind(const QVariant &value);
    /// The next use with other values.
    Statement &rebind();
    [[nodiscard]] core::Result<bool> run();
    /// Steps to the next row. Where it answers false, error() tells an end from a failure.
    [[nodiscard]] bool next();
    [[nodiscard]] std::optional<core::Error> error() const;

    [[nodiscard]] QVariant value(int column) const { return m_query.value(column); }
    [[nodiscard]] QString text(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] qint64 number(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] int integer(int column) const { return m_query.value(column).toInt(); }
    [[nodiscard]] bool flag(int column) const { return m_query.value(column).toBool(); }
    [[nodiscard]] QStringList list(int column) const;
    [[nodiscard]] qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }
    [[nodiscard]] int affected() const { return m_query.numRowsAffected(); }

private:
    QSqlQuery m_query;
    bool m_prepared = false;
    int m_bound = 0;
};

/// A list of strings in one column: a JSON array, so that no separator can occur in it.
[[nodiscard]] QString listText(const QStringList &list);
[[nodiscard]] QStringList listFromText(const QString &text);

/// One statement without values or rows.
[[nodiscard]] core::Result<bool> execute(QSqlDatabase &database, const QString &sql);

} // namespace storage
