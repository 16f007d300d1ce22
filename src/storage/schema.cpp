// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/schema.h"

#include "storage/statement.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace storage {

namespace {

QStringList statementsOf(const QString &sql)
{
    QStringList statements;
    QString current;
    const auto lines = sql.split(u'\n');
    for (const QString &line : lines) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith("--"_L1))
            continue;
        current += line + u'\n';
        if (trimmed.endsWith(u';')) {
            statements.append(current);
            current.clear();
        }
    }
    if (!current.isEmpty())
        statements.append(current);
    return statements;
}

core::Result<qint64> pragmaNumber(QSqlDatabase &database, const QString &name)
{
    Statement query(database, u"PRAGMA "_s + name);
    if (const auto done = query.run(); !done)
        return tl::unexpected(done.error());
    if (!query.next())
        return tl::unexpected(query.error().value_or(core::Error { core::ErrorCode::StoreUnavailable, name }));
    return query.number(0);
}

} // namespace

QString builtInSchemaFolder()
{
    return u":/sql"_s;
}

core::Result<QList<SchemaStep>> readSchema(const QString &folder)
{
    QList<SchemaStep> steps;
    const QStringList names = QDir(folder).entryList({ u"schema-????.sql"_s }, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder + u'/' + name);
        const int version = QStringView(name).mid(7, 4).toInt();
        if (version != steps.size() + 1 || !file.open(QIODevice::ReadOnly))
            return core::failure(core::ErrorCode::Internal, file.fileName());
        steps.append({ version, statementsOf(QString::fromUtf8(file.readAll())) });
    }
    if (steps.isEmpty())
        return core::failure(core::ErrorCode::Internal, folder);
    return steps;
}

core::Result<int> schemaVersion(QSqlDatabase &database)
{
    return pragmaNumber(database, u"user_version"_s).map([](qint64 number) { return static_cast<int>(number); });
}

core::Result<bool> refuseForeign(QSqlDatabase &database)
{
    const auto id = pragmaNumber(database, u"application_id"_s);
    if (!id)
        return tl::unexpected(id.error());
    if (*id == applicationId)
        return true;
    const auto tables = pragmaNumber(database, u"schema_version"_s); // 0 only in a database without any table
    if (!tables)
        return tl::unexpected(tables.error());
    if (*id != 0 || *tables != 0)
        return core::failure(core::ErrorCode::StoreUnavailable, u"not a store of BanGUI"_s);
    return true;
}

core::Result<int> migrate(QSqlDatabase &database, const QList<SchemaStep> &steps)
{
    const auto version = schemaVersion(database);
    if (!version)
        return version;
    const int newest = steps.constLast().version;
    if (*version > newest)
        return core::failure(core::ErrorCode::StoreNewer, QString::number(*version));
    for (const SchemaStep &step : steps) {
        if (step.version <= *version)
            continue;
        for (const QString &statement : step.statements) {
            if (const auto done = execute(database, statement); !done)
                return tl::unexpected(done.error());
        }
        // PRAGMA takes no bound values; these are our own numbers.
        if (const auto done = execute(database, u"PRAGMA user_version = %1"_s.arg(step.version)); !done)
            return tl::unexpected(done.error());
    }
    if (*version < newest) {
        if (const auto done = execute(database, u"PRAGMA application_id = %1"_s.arg(applicationId)); !done)
            return tl::unexpected(done.error());
        Statement meta(database,
            u"INSERT INTO meta (name, value) VALUES ('schema_version', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s);
        if (const auto done = meta.bind(QString::number(newest)).run(); !done)
            return tl::unexpected(done.error());
    }
    return newest;
}

} // namespace storage
