// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credential_store.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

/// A keychain in memory. It answers from the event loop and writes down what it is asked.
class FakeKeychain final : public core::CredentialStore
{
public:
    core::RequestHandle read(const QString &key, const QObject *context, core::Handler<QByteArray> handler) override
    {
        calls.append(QStringLiteral("read ") + key);
        const core::Pending<QByteArray> pending(context, std::move(handler));
        if (error)
            pending.finishLater(core::failure(*error));
        else if (secrets.contains(key))
            pending.finishLater(secrets.value(key));
        else
            pending.finishLater(core::failure(core::ErrorCode::FileNotFound));
        return pending.handle();
    }
    core::RequestHandle write(
        const QString &key, const QByteArray &secret, const QObject *context, core::Handler<bool> handler) override
    {
        calls.append(QStringLiteral("write ") + key);
        secrets.insert(key, secret);
        const core::Pending<bool> pending(context, std::move(handler));
        pending.finishLater(true);
        return pending.handle();
    }
    core::RequestHandle remove(const QString &key, const QObject *context, core::Handler<bool> handler) override
    {
        calls.append(QStringLiteral("remove ") + key);
        const core::Pending<bool> pending(context, std::move(handler));
        if (error)
            pending.finishLater(core::failure(*error));
        else
            pending.finishLater(secrets.remove(key));
        return pending.handle();
    }

    QHash<QString, QByteArray> secrets;
    QStringList calls;
    std::optional<core::ErrorCode> error; ///< what reading and removing answer
};
