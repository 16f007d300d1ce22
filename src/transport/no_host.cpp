// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/no_host.h"

namespace transport {

namespace {

class NoFollower final : public FileFollower
{
public:
    explicit NoFollower(core::Error reason)
        : m_reason(std::move(reason))
    {
    }
    void start() override
    {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT failed(m_reason); }, Qt::QueuedConnection);
    }

private:
    core::Error m_reason;
};

} // namespace

NoHost::NoHost(core::Error reason, QObject *parent)
    : Host(parent)
    , m_reason(std::move(reason))
{
}

template <typename T> core::RequestHandle NoHost::answer(const QObject *context, core::Handler<T> handler) const
{
    const core::Pending<T> pending(context, std::move(handler));
    pending.finishLater(tl::unexpected(m_reason));
    return pending.handle();
}

core::RequestHandle NoHost::run(const HostCommand &, const QObject *context, core::Handler<CommandResult> handler)
{
    return answer(context, std::move(handler));
}

core::RequestHandle NoHost::runReader(
    const ReaderCommand &, const QObject *context, core::Handler<CommandResult> handler)
{
    return answer(context, std::move(handler));
}

core::RequestHandle NoHost::readFile(const QString &, qint64, const QObject *context, core::Handler<QByteArray> handler)
{
    return answer(context, std::move(handler));
}

core::RequestHandle NoHost::list(const QString &, const QObject *context, core::Handler<QStringList> handler)
{
    return answer(context, std::move(handler));
}

core::RequestHandle NoHost::stat(const QString &, const QObject *context, core::Handler<FileStat> handler)
{
    return answer(context, std::move(handler));
}

core::RequestHandle NoHost::processIdentity(
    qint64, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    return answer(context, std::move(handler));
}

core::RequestHandle NoHost::peer(const QString &, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    return answer(context, std::move(handler));
}

core::RequestHandle NoHost::writeFileAtomic(const FileWrite &, const QObject *context, core::Handler<bool> handler)
{
    return answer(context, std::move(handler));
}

std::unique_ptr<FileFollower> NoHost::follow(const QString &, qint64)
{
    return std::make_unique<NoFollower>(m_reason);
}

NoChannel::NoChannel(core::Error reason, QObject *parent)
    : Channel(parent)
    , m_reason(std::move(reason))
{
}

void NoChannel::open()
{
    if (m_state != State::Closed)
        return;
    m_state = State::Opening;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_state != State::Opening)
                return;
            m_state = State::Closed;
            Q_EMIT failed(m_reason);
        },
        Qt::QueuedConnection);
}

void NoChannel::close()
{
    m_state = State::Closed;
}

void NoChannel::write(const QByteArray &) { }

} // namespace transport
