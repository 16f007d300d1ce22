// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/helper_follower.h"

#include "transport/delete_from_loop.h"
#include "transport/host_bytes.h"
#include "transport/routed_host.h"

using namespace Qt::StringLiterals;

namespace transport {

namespace {
constexpr int lookEveryMs = 250;
}

HelperFollower::HelperFollower(RoutedHost &host, QString path, qint64 offset)
    : m_host(&host)
    , m_path(std::move(path))
    , m_offset(offset)
{
}

HelperFollower::~HelperFollower() = default;

void HelperFollower::start()
{
    if (!m_host) {
        fail({ core::ErrorCode::Cancelled, {} });
        return;
    }
    if (!isCarried(m_path)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                fail({ core::ErrorCode::InvalidArgument, m_path });
            },
            Qt::QueuedConnection);
        return;
    }
    m_command = m_host->stayCommand(this, [this](const core::Result<RoutedHost::StayCommand> &command) {
        if (!command) {
            fail(command.error());
            return;
        }
        m_session = command->held;
        onCommand(command->start);
    });
}

void HelperFollower::onCommand(const HelperStart &how)
{
    m_helper = std::make_unique<HelperProcess>();
    connect(m_helper.get(), &HelperProcess::frameReceived, this, &HelperFollower::onFrame);
    connect(m_helper.get(), &HelperProcess::finished, this, [this](const core::Result<QJsonObject> &result) {
        deleteFromLoop(std::move(m_helper)); // it is the sender
        m_session.reset();
        // It ends by itself only when it cannot go on.
        fail(result ? core::Error { core::ErrorCode::ConnectionLost, {} } : result.error());
    });
    m_helper->start(how,
        { { u"op"_s, u"follow"_s }, { u"path"_s, encoded(hostBytes(m_path)) }, { u"offset"_s, m_offset },
            { u"interval"_s, lookEveryMs } });
}

void HelperFollower::onFrame(char kind, const QByteArray &payload)
{
    switch (kind) {
    case 'S':
        Q_EMIT started(payload.toLongLong());
        break;
    case 'D':
        Q_EMIT bytesReceived(payload);
        break;
    case 'R':
        Q_EMIT rotated();
        break;
    default:
        break; // of a later helper
    }
}

void HelperFollower::fail(const core::Error &error)
{
    Q_EMIT failed(error);
}

} // namespace transport
