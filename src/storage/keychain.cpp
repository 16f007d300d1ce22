// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/keychain.h"

#include <qt6keychain/keychain.h>

#include <QTimer>

using namespace Qt::StringLiterals;

namespace storage {

namespace {

/// Time enough to type the keychain's own password. Then the question is asked without it.
constexpr int defaultTimeoutMs = 60'000;

const QString &serviceName()
{
    static const QString name = u"BanGUI"_s;
    return name;
}

core::Error errorOf(const QKeychain::Job &job)
{
    using core::ErrorCode;
    const QString words = job.errorString();
    // libsecret tells by words alone that there is no session bus, or nobody on it who keeps secrets.
    const auto nobody = [&words] {
        for (const auto sign : { "org.freedesktop.secrets"_L1, "ServiceUnknown"_L1, "D-Bus"_L1, "dbus"_L1,
                 "Could not connect"_L1, "NameHasNoOwner"_L1 }) {
            if (words.contains(sign))
                return true;
        }
        return false;
    };
    switch (job.error()) {
    case QKeychain::NoError:
        break;
    case QKeychain::EntryNotFound:
        return { ErrorCode::FileNotFound, {} };
    case QKeychain::AccessDeniedByUser:
        return { ErrorCode::Cancelled, words };
    case QKeychain::AccessDenied:
        return { ErrorCode::PermissionDenied, words };
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return { ErrorCode::NotSupported, words };
    case QKeychain::CouldNotDeleteEntry:
        return { ErrorCode::StoreUnavailable, words };
    case QKeychain::OtherError:
        return { nobody() ? ErrorCode::NotSupported : ErrorCode::StoreUnavailable, words };
    }
    return { ErrorCode::Internal, words };
}

/// Starts the job, which deletes itself: the system's library holds on to it until it has answered, so it outlives a
/// request that was given up.
template <typename Job, typename T, typename Value>
core::RequestHandle run(Job *job, const QString &key, int timeoutMs, const core::Pending<T> &pending, Value valueOf)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, pending, valueOf](QKeychain::Job *) {
        if (job->error() == QKeychain::NoError)
            pending.finishLater(valueOf(*job));
        else
            pending.finishLater(tl::unexpected(errorOf(*job)));
    });
    QTimer::singleShot(timeoutMs, job, [pending] { pending.finishLater(core::failure(core::ErrorCode::Timeout)); });
    job->start();
    return pending.handle();
}

} // namespace

Keychain::Keychain(QObject *parent)
    : QObject(parent)
    , m_timeoutMs(defaultTimeoutMs)
{
}

Keychain::~Keychain() = default;

core::RequestHandle Keychain::read(const QString &key, const QObject *context, core::Handler<QByteArray> handler)
{
    const core::Pending<QByteArray> pending(context, std::move(handler));
    return run(new QKeychain::ReadPasswordJob(serviceName()), key, m_timeoutMs, pending,
        [](const QKeychain::ReadPasswordJob &job) { return job.binaryData(); });
}

core::RequestHandle Keychain::write(
    const QString &key, const QByteArray &secret, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    // Bytes, not text: no copy of it becomes a string.
    job->setBinaryData(secret);
    return run(job, key, m_timeoutMs, pending, [](const QKeychain::WritePasswordJob &) { return true; });
}

core::RequestHandle Keychain::remove(const QString &key, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, [handler = std::move(handler)](core::Result<bool> removed) {
        const bool wasNone = !removed && removed.error().code == core::ErrorCode::FileNotFound;
        handler(wasNone ? core::Result<bool>(true) : std::move(removed));
    });
    return run(new QKeychain::DeletePasswordJob(serviceName()), key, m_timeoutMs, pending,
        [](const QKeychain::DeletePasswordJob &) { return true; });
}

} // namespace storage
