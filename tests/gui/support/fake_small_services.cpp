// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_services.h"

namespace guitest {

using namespace Qt::StringLiterals;

core::RequestHandle FakeRecoveryController::dismiss(
    core::ServerId server, const QObject *context, core::Handler<bool> handler)
{
    for (qsizetype i = 0; i < recoveries.size(); ++i) {
        if (recoveries.at(i).server != server)
            continue;
        core::PendingRecovery recovery = recoveries.takeAt(i);
        services::UndoEntry entry;
        entry.kind = services::UndoKind::DismissRecovery;
        entry.subject = u"web-1"_s;
        entry.undo = [this, recovery](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
            appear(recovery);
            return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), QList<core::Receipt>());
        };
        recovery.resolution = core::RecoveryResolution::Dismissed;
        state->clearPendingRecovery(server, core::RecoveryResolution::Dismissed);
        Q_EMIT recoveryResolved(recovery);
        undo->push(std::move(entry));
        break;
    }
    return answerLater<bool>(context, std::move(handler), true);
}

void FakeRecoveryController::appear(const core::PendingRecovery &recovery)
{
    recoveries.prepend(recovery);
    state->createPendingRecovery(recovery);
    Q_EMIT recoveryAppeared(recovery);
}

core::RequestHandle FakeSettingsService::setOverride(
    core::SettingKey key, const std::optional<QVariant> &value, const QObject *context, core::Handler<bool> handler)
{
    if (error)
        return answerLater<bool>(context, std::move(handler), tl::unexpected(*error));
    const core::Settings before = m_state.settings();
    core::Settings after;
    for (int i = 0; i < core::settingCount; ++i) {
        const auto each = static_cast<core::SettingKey>(i);
        const core::Settings::Entry &entry = before.entry(each);
        if (each != key || entry.origin > core::SettingOrigin::RuntimeOverride)
            after = after.with(each, entry.value, entry.origin, entry.source);
    }
    if (value)
        after = after.with(key, *value, core::SettingOrigin::RuntimeOverride);
    m_state.setSettings(after);
    Q_EMIT effectiveChanged(before, m_state.settings());
    return answerLater<bool>(context, std::move(handler), true);
}

core::RequestHandle FakeSetupService::findLocalServers(
    const QObject *context, core::Handler<QList<services::LocalServerFinding>> handler)
{
    return answerLater<QList<services::LocalServerFinding>>(context, std::move(handler), findings);
}

core::RequestHandle FakeSetupService::finish(const std::optional<core::ServerProfile> &firstServer,
    const QHash<QString, QString> &overrides, const QObject *context, core::Handler<bool> handler)
{
    ++finishes;
    if (error)
        return answerLater<bool>(context, std::move(handler), tl::unexpected(*error));
    finishedWith = firstServer;
    finishedOverrides = overrides;
    return answerLater<bool>(context, std::move(handler), true);
}

std::unique_ptr<services::ConnectionTest> FakeConnectionTestFactory::create(const core::ServerProfile &profile)
{
    auto test = std::make_unique<FakeConnectionTest>();
    last = test.get();
    lastProfile = profile;
    return test;
}

core::RequestHandle FakeAuditService::page(
    const storage::AuditFilter &filter, const QObject *context, core::Handler<QList<core::AuditEntry>> handler)
{
    asked.append(filter);
    if (error)
        return answerLater<QList<core::AuditEntry>>(context, std::move(handler), tl::unexpected(*error));
    QList<core::AuditEntry> page;
    for (const core::AuditEntry &entry : entries) {
        const bool matches = (!filter.server.isValid() || entry.server == filter.server)
            && (filter.text.isEmpty() || entry.words.join(u' ').contains(filter.text))
            && (filter.beforeId == 0 || entry.id < filter.beforeId);
        if (matches && page.size() < filter.limit)
            page.append(entry);
    }
    return answerLater<QList<core::AuditEntry>>(context, std::move(handler), page);
}

void FakeLogService::add(const services::LogLine &line)
{
    logLines.append(line);
    Q_EMIT lineAdded(line);
}

QList<services::RateHistory::Minute> FakeRateHistory::minutes(const QList<core::ServerId> &, int count) const
{
    return history.last(std::min<qsizetype>(history.size(), count));
}

} // namespace guitest
