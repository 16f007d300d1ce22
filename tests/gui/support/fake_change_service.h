// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/change_service.h"

#include <map>

namespace guitest {

/// Changes nothing: notes what was asked, tells the steps of the outcome that was set one by one, then gives it.
class FakeChangeService final : public services::ChangeService
{
    Q_OBJECT
public:
    using services::ChangeService::ChangeService;

    core::RequestHandle preview(const services::ChangeRequest &request, const QObject *context,
        core::Handler<services::ChangePreview> handler) override;
    core::RequestHandle make(const services::ChangeRequest &request, const QObject *context,
        core::Handler<services::ChangeOutcome> handler) override;
    core::RequestHandle findOpen(
        core::ServerId server, const QObject *context, core::Handler<QList<services::OpenChange>> handler) override;
    core::RequestHandle recorded(
        const QObject *context, core::Handler<QList<services::RecordedChange>> handler) override;
    core::RequestHandle confirm(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler) override;
    core::RequestHandle rollBack(core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler) override;
    core::RequestHandle dismiss(
        core::ServerId server, const QString &id, const QObject *context, core::Handler<bool> handler) override;

    core::Result<bool> nextDismissal = true;
    core::Result<services::ChangePreview> nextPreview = services::ChangePreview {};
    core::Result<services::ChangeOutcome> nextOutcome = services::ChangeOutcome {};
    /// While held, changes wait until release().
    void setHeld(bool held) { m_held = held; }
    void release();
    void setOpen(core::ServerId server, const QList<services::OpenChange> &open);

    QList<services::RecordedChange> store; ///< what recorded() answers
    std::optional<core::Error> findError; ///< what findOpen() answers
    QList<services::ChangeRequest> made; ///< by make()
    QStringList calls; ///< "make 1 sshd", "confirm 1 ID"

private:
    struct Waiting
    {
        core::ServerId server;
        core::Pending<services::ChangeOutcome> pending;
    };
    void answer(const Waiting &waiting);
    core::RequestHandle decide(const QString &word, core::ServerId server, const QString &id, const QObject *context,
        core::Handler<services::ChangeOutcome> handler);

    std::map<core::ServerId, QList<services::OpenChange>> m_open;
    QList<Waiting> m_waiting;
    bool m_held = false;
};

} // namespace guitest
