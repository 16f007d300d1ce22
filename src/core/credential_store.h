// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"

#include <QByteArray>

namespace core {

/// Secrets live in the system keychain or nowhere. Implemented by storage; a fake serves the tests.
class CredentialStore
{
public:
    CredentialStore() = default;
    virtual ~CredentialStore() = default;
    Q_DISABLE_COPY_MOVE(CredentialStore)

    virtual RequestHandle read(const QString &key, const QObject *context, Handler<QByteArray> handler) = 0;
    virtual RequestHandle write(
        const QString &key, const QByteArray &secret, const QObject *context, Handler<bool> handler)
        = 0;
    virtual RequestHandle remove(const QString &key, const QObject *context, Handler<bool> handler) = 0;
};

} // namespace core
