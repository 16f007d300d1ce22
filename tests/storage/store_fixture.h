// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "storage/store.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace fixture {

/// Runs call(context, handler) and waits for the answer: the store works on a real thread with real files.
template <typename T, typename Call> core::Result<T> await(Call call, int timeoutMs = 30'000)
{
    QObject context;
    std::optional<core::Result<T>> answer;
    call(&context, core::Handler<T>([&answer](core::Result<T> result) { answer.emplace(std::move(result)); }));
    if (answer)
        return core::failure(core::ErrorCode::Internal, QStringLiteral("answered from inside the call"));
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, timeoutMs))
        return core::failure(core::ErrorCode::Timeout);
    return *answer;
}

inline core::Result<storage::OpenReport> open(storage::Store &store, const QString &path)
{
    return await<storage::OpenReport>([&](const QObject *context, core::Handler<storage::OpenReport> handler) {
        store.open(path, context, std::move(handler));
    });
}

/// One statement without values, as a write of its own.
inline core::Result<bool> write(storage::Store &store, const QString &sql)
{
    return await<bool>([&](const QObject *context, core::Handler<bool> handler) {
        store.write<bool>(
            [sql](QSqlDatabase &database) -> core::Result<bool> {
                QSqlQuery query(database);
                if (!query.exec(sql))
                    return core::failure(query.lastError().nativeErrorCode().startsWith(QStringLiteral("13"))
                            ? core::ErrorCode::StoreFull
                            : core::ErrorCode::StoreUnavailable,
                        query.lastError().text());
                return true;
            },
            context, std::move(handler));
    });
}

inline core::Result<qint64> number(storage::Store &store, const QString &sql)
{
    return await<qint64>([&](const QObject *context, core::Handler<qint64> handler) {
        store.read<qint64>(
            [sql](QSqlDatabase &database) -> core::Result<qint64> {
                QSqlQuery query(database);
                if (!query.exec(sql) || !query.next())
                    return core::failure(core::ErrorCode::StoreUnavailable, query.lastError().text());
                return query.value(0).toLongLong();
            },
            context, std::move(handler));
    });
}

/// A connection of somebody else to the same file.
class OtherConnection
{
public:
    explicit OtherConnection(const QString &path)
        : m_name(QStringLiteral("other-%1").arg(reinterpret_cast<quintptr>(this)))
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=100"));
        m_open = database.open();
    }
    ~OtherConnection()
    {
        QSqlDatabase::database(m_name, false).close();
        QSqlDatabase::removeDatabase(m_name);
    }
    Q_DISABLE_COPY_MOVE(OtherConnection)

    bool exec(const QString &sql)
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        return m_open && query.exec(sql);
    }
    QVariant value(const QString &sql)
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        return m_open && query.exec(sql) && query.next() ? query.value(0) : QVariant();
    }

private:
    QString m_name;
    bool m_open = false;
};

inline QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool overwrite(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size();
}

} // namespace fixture
