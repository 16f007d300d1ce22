// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_change_service.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace guitest {

core::RequestHandle FakeChangeService::preview(
    const services::ChangeRequest &request, const QObject *context, core::Handler<services::ChangePreview> handler)
{
    calls += u"preview %1 %2"_s.arg(request.server.value).arg(request.jail);
    const core::Pending<services::ChangePreview> pending(context, std::move(handler));
    pending.finishLater(nextPreview);
    return pending.handle();
}

core::RequestHandle FakeChangeService::make(
    const services::ChangeRequest &request, const QObject *context, core::Handler<services::ChangeOutcome> handler)
{
    calls += u"make %1 %2"_s.arg(request.server.value).arg(request.jail);
    made += request;
    const core::Pending<services::ChangeOutcome> pending(context, std::move(handler));
    m_waiting.append({ request.server, pending });
    if (!m_held)
        QMetaObject::invokeMethod(this, &FakeChangeService::release, Qt::QueuedConnection);
    return pending.handle();
}

void FakeChangeService::release()
{
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        answer(waiting);
}

void FakeChangeService::answer(const Waiting &waiting)
{
    if (nextOutcome) {
        for (const services::ChangeStep &step : nextOutcome->steps)
            Q_EMIT progressed(waiting.server, u"fake"_s, step);
    }
    waiting.pending.finish(nextOutcome);
}

void FakeChangeService::setOpen(core::ServerId server, const QList<services::OpenChange> &open)
{
    m_open[server] = open;
    Q_EMIT openChangesChanged(server);
}

core::RequestHandle FakeChangeService::findOpen(
    core::ServerId server, const QObject *context, core::Handler<QList<services::OpenChange>> handler)
{
    const core::Pending<QList<services::OpenChange>> pending(context, std::move(handler));
    if (findError)
        pending.finishLater(tl::unexpected(*findError));
    else
        pending.finishLater(m_open[server]);
    return pending.handle();
}

core::RequestHandle FakeChangeService::recorded(
    const QObject *context, core::Handler<QList<services::RecordedChange>> handler)
{
    const core::Pending<QList<services::RecordedChange>> pending(context, std::move(handler));
    pending.finishLater(store);
    return pending.handle();
}

core::RequestHandle FakeChangeService::decide(const QString &word, core::ServerId server, const QString &id,
    const QObject *context, core::Handler<services::ChangeOutcome> handler)
{
    calls += u"%1 %2 %3"_s.arg(word).arg(server.value).arg(id);
    const core::Pending<services::ChangeOutcome> pending(context, std::move(handler));
    m_open[server].removeIf([&id](const services::OpenChange &open) { return open.id == id; });
    pending.finishLater(nextOutcome);
    Q_EMIT openChangesChanged(server);
    return pending.handle();
}

core::RequestHandle FakeChangeService::confirm(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<services::ChangeOutcome> handler)
{
    return decide(u"confirm"_s, server, id, context, std::move(handler));
}

core::RequestHandle FakeChangeService::rollBack(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<services::ChangeOutcome> handler)
{
    return decide(u"rollback"_s, server, id, context, std::move(handler));
}

core::RequestHandle FakeChangeService::dismiss(
    core::ServerId server, const QString &id, const QObject *context, core::Handler<bool> handler)
{
    calls += u"dismiss %1 %2"_s.arg(server.value).arg(id);
    const core::Pending<bool> pending(context, std::move(handler));
    if (nextDismissal) {
        m_open[server].removeIf([&id](const services::OpenChange &open) { return open.id == id; });
        Q_EMIT openChangesChanged(server);
    }
    pending.finishLater(nextDismissal);
    return pending.handle();
}

} // namespace guitest
