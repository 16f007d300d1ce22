// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace storage {

Statement::Statement(QSqlDatabase &database, const QString &sql)
    : m_query(database)
{
    m_query.setForwardOnly(true);
    m_prepared = m_query.prepare(sql);
}

Statement &Statement::bind(const QVariant &value)
{
    // A null QString would become SQL NULL; in this schema no text is NULL and the empty one means "none".
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        m_query.bindValue(m_bound++, QStringLiteral(""));
    else
        m_query.bindValue(m_bound++, value);
    return *this;
}

Statement &Statement::rebind()
{
    m_bound = 0;
    return *this;
}

core::Result<bool> Statement::run()
{
    if (!m_prepared || !m_query.exec())
        return tl::unexpected(storeError(m_query.lastError()));
    return true;
}

bool Statement::next()
{
    return m_query.next();
}

std::optional<core::Error> Statement::error() const
{
    if (m_query.lastError().type() == QSqlError::NoError)
        return std::nullopt;
    return storeError(m_query.lastError());
}

QStringList Statement::list(int column) const
{
    return listFromText(text(column));
}

QString listText(const QStringList &list)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

QStringList listFromText(const QString &text)
{
    QStringList list;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    list.reserve(array.size());
    for (const QJsonValue &value : array)
        list.append(value.toString());
    return list;
}

core::Result<bool> execute(QSqlDatabase &database, const QString &sql)
{
    QSqlQuery query(database);
    if (!query.exec(sql))
        return tl::unexpected(storeError(query.lastError()));
    return true;
}

} // namespace storage
