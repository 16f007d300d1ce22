// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/message_handler.h"

#include "core/visible_text.h"
#include "services/log_service_impl.h"

#include <cstdio>
#include <mutex>

using namespace Qt::StringLiterals;

namespace composition {

namespace {

// Qt's handler is a plain function: this is the one place where the process knows its log.
std::mutex targetMutex;
services::LogServiceImpl *target = nullptr;
bool echoing = false;

void handle(QtMsgType level, const QMessageLogContext &context, const QString &text)
{
    // What the log itself says while it writes must not lead into it again.
    thread_local bool inside = false;
    if (inside)
        return;
    inside = true;
    {
        const std::lock_guard guard(targetMutex);
        if (target)
            target->append(level, QString::fromLatin1(context.category ? context.category : "default"), text);
        if (echoing && level != QtDebugMsg && level != QtInfoMsg)
            std::fprintf(stderr, "bangui: %s\n", core::visibleText(text).toLocal8Bit().constData());
    }
    inside = false;
}

} // namespace

MessageHandler::MessageHandler(services::LogServiceImpl &log, bool echo)
{
    {
        const std::lock_guard guard(targetMutex);
        target = &log;
        echoing = echo;
    }
    m_before = qInstallMessageHandler(handle);
}

MessageHandler::~MessageHandler()
{
    qInstallMessageHandler(m_before);
    const std::lock_guard guard(targetMutex);
    target = nullptr;
}

} // namespace composition
