// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace services {
class LogServiceImpl;
}

namespace composition {

/// Leads what qDebug() and its like say into the log, from construction to destruction. At most one at a time; main()
/// owns it, and ends it before the log.
class MessageHandler
{
public:
    /// echo: warnings and worse appear on stderr too.
    MessageHandler(services::LogServiceImpl &log, bool echo);
    ~MessageHandler();
    Q_DISABLE_COPY_MOVE(MessageHandler)

private:
    QtMessageHandler m_before = nullptr;
};

} // namespace composition
