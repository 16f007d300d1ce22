// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credential_store.h"

#include <QObject>

namespace storage {

/// The keychain of the user's desktop (Secret Service or KWallet, through QtKeychain). A secret is kept there or
/// nowhere. Main thread; the desktop may ask the user to unlock it first.
///
/// Errors: NotSupported where this system has no keychain, StoreUnavailable where it is there and fails,
/// PermissionDenied where it stays locked, Cancelled where the user declines, Timeout where it does not answer.
class Keychain final : public QObject, public core::CredentialStore
{
    Q_OBJECT
public:
    explicit Keychain(QObject *parent = nullptr);
    ~Keychain() override;

    /// FileNotFound where nothing is kept under this key.
    core::RequestHandle read(const QString &key, const QObject *context, core::Handler<QByteArray> handler) override;
    core::RequestHandle write(
        const QString &key, const QByteArray &secret, const QObject *context, core::Handler<bool> handler) override;
    /// Also true where nothing was kept.
    core::RequestHandle remove(const QString &key, const QObject *context, core::Handler<bool> handler) override;

    void setTimeout(int milliseconds) { m_timeoutMs = milliseconds; }

private:
    int m_timeoutMs;
};

} // namespace storage
