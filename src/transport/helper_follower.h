// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "transport/file_follower.h"

#include <QJsonObject>
#include <QPointer>

namespace transport {

class HelperProcess;
class RoutedHost;
struct HelperStart;

/// A file followed by one helper that stays. The host may go first: then failed(Cancelled).
class HelperFollower final : public FileFollower
{
    Q_OBJECT
public:
    HelperFollower(RoutedHost &host, QString path, qint64 offset);
    ~HelperFollower() override;
    void start() override;

private:
    void onCommand(const HelperStart &how);
    void onFrame(char kind, const QByteArray &payload);
    void fail(const core::Error &error);

    QPointer<RoutedHost> m_host;
    QString m_path;
    qint64 m_offset;
    core::RequestHandle m_command;
    std::unique_ptr<HelperProcess> m_helper;
    std::shared_ptr<void> m_session; ///< leave to occupy one of the ssh connection
};

} // namespace transport
