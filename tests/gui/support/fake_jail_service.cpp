// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_receipts.h"
#include "gui/support/fake_services.h"

namespace guitest {

using namespace Qt::StringLiterals;

namespace {

const services::JailSnapshot noJails;

} // namespace

const services::JailSnapshot &FakeJailService::snapshot(core::ServerId server) const
{
    const auto found = snapshots.find(server);
    return found == snapshots.end() ? noJails : found->second;
}

void FakeJailService::refresh(core::ServerId server)
{
    calls.append(u"refresh %1"_s.arg(nameOf(server)));
}

core::RequestHandle FakeJailService::fetchDetail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::JailDetail> handler)
{
    core::JailDetail detail;
    for (const core::Jail &each : snapshot(server).jails) {
        if (each.name == jail)
            detail.jail = each;
    }
    const auto property = [&detail](const QString &name, const QVariant &value) {
        detail.properties.append({ name, value, true, {} });
    };
    property(u"bantime"_s, 600LL);
    property(u"findtime"_s, 600LL);
    property(u"maxretry"_s, 5LL);
    property(u"ignoreself"_s, true);
    property(u"usedns"_s, u"warn"_s);
    property(u"ignoreip"_s, QStringList { u"127.0.0.1/8"_s, u"::1"_s });
    property(u"logpath"_s, QStringList { u"/var/log/%1.log"_s.arg(jail) });
    property(
        u"failregex"_s, QStringList { u"^Failed password for .* from <HOST>$"_s, u"^Invalid user .* from <HOST>$"_s });
    detail.actions.append({ u"dummy"_s,
        { { u"actionban"_s, u"echo ban <ip>"_s, true, {} }, { u"a_long_name_of_a_property"_s, u"1"_s, true, {} } } });
    return answerLater<core::JailDetail>(context, std::move(handler), detail);
}

core::RequestHandle FakeJailService::previewStop(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<services::StopPreview> handler)
{
    services::StopPreview preview;
    preview.jail = jail;
    for (const core::Jail &each : snapshot(server).jails) {
        if (each.name == jail)
            preview.currentBans = each.currentlyBanned;
    }
    preview.lastJail = snapshot(server).jails.size() == 1;
    preview.restart = restart;
    return answerLater<services::StopPreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeJailService::stopJail(
    core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
{
    calls.append(u"stop %1 %2"_s.arg(nameOf(server), jail));
    services::UndoEntry entry;
    entry.kind = services::UndoKind::StopJail;
    entry.subject = jail;
    entry.undo = [this, server, jail](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
        calls.append(u"start %1 %2"_s.arg(nameOf(server), jail));
        return answerLater<QList<core::Receipt>>(
            undoContext, std::move(undoHandler), QList<core::Receipt> { receiptFor(server, nameOf(server), jail, {}) });
    };
    if (restart == services::Restart::Yes || restart == services::Restart::Unknown)
        undo->push(std::move(entry));
    return answerLater<core::Receipt>(context, std::move(handler), receiptFor(server, nameOf(server), jail, {}));
}

core::RequestHandle FakeJailService::previewReload(
    core::ServerId, const QString &jail, const QObject *context, core::Handler<services::ReloadPreview> handler)
{
    core::Result<services::ReloadPreview> told = reload;
    if (told)
        told->jail = jail;
    return answerLater<services::ReloadPreview>(context, std::move(handler), told);
}

core::RequestHandle FakeJailService::previewTune(core::ServerId, const QString &jail, const QString &, const QString &,
    const QObject *context, core::Handler<services::TunePreview> handler)
{
    services::TunePreview told = tuned;
    told.jail = jail;
    return answerLater<services::TunePreview>(context, std::move(handler), told);
}

core::RequestHandle FakeJailService::reloadJail(core::ServerId server, const QString &jail,
    services::RestartConsent consent, const QObject *context, core::Handler<core::Receipt> handler)
{
    calls.append((consent == services::RestartConsent::Given ? u"restart %1 %2"_s : u"reload %1 %2"_s)
                     .arg(nameOf(server), jail));
    m_reload = core::Pending<core::Receipt>(context, std::move(handler));
    m_reloadReceipt = receiptFor(server, nameOf(server), jail, {});
    Q_EMIT reloadProgressed(
        server, jail, { services::ReloadStage::ConfigTest, services::StageResult::Passed, {}, {}, 600 });
    Q_EMIT reloadProgressed(
        server, jail, { services::ReloadStage::ConfigDump, services::StageResult::Running, {}, {}, 0 });
    return m_reload.handle();
}

void FakeJailService::refuseRestart(const QString &reason)
{
    const core::Error error { core::ErrorCode::ChangedMeanwhile, reason };
    Q_EMIT reloadProgressed(m_reloadReceipt.server, m_reloadReceipt.jail,
        { services::ReloadStage::Record, services::StageResult::Failed, error, reason, 100 });
    m_reload.finishLater(tl::unexpected(error));
}

void FakeJailService::finishReload(bool ok)
{
    const core::Receipt receipt = m_reloadReceipt;
    if (!ok) {
        const core::Error error { core::ErrorCode::PreflightFailed, u"No failure-id group in regex"_s };
        Q_EMIT reloadProgressed(receipt.server, receipt.jail,
            { services::ReloadStage::Regexes, services::StageResult::Failed, error, u"^bad$"_s, 100 });
        m_reload.finishLater(tl::unexpected(error));
        return;
    }
    for (const services::ReloadStage stage : { services::ReloadStage::ConfigDump, services::ReloadStage::Regexes,
             services::ReloadStage::Record, services::ReloadStage::Reload, services::ReloadStage::CompareJails,
             services::ReloadStage::CompareActions, services::ReloadStage::Done })
        Q_EMIT reloadProgressed(receipt.server, receipt.jail, { stage, services::StageResult::Passed, {}, {}, 100 });
    m_reload.finishLater(receipt);
}

core::RequestHandle FakeJailService::configuredJails(
    core::ServerId, const QObject *context, core::Handler<QStringList> handler)
{
    return answerLater<QStringList>(context, std::move(handler), QStringList { u"nginx-bad"_s, u"recidive"_s });
}

core::RequestHandle FakeJailService::previewBantime(core::ServerId server, const QString &jail, const QString &timeText,
    const QObject *context, core::Handler<services::BantimePreview> handler)
{
    calls.append(u"previewBantime %1 %2 %3"_s.arg(nameOf(server), jail, timeText));
    services::BantimePreview preview;
    preview.moved = 31;
    preview.endAtOnce = 4;
    return answerLater<services::BantimePreview>(context, std::move(handler), preview);
}

core::RequestHandle FakeJailService::tune(core::ServerId server, const QString &jail, const QString &name,
    const QString &value, const QObject *context, core::Handler<core::Receipt> handler)
{
    calls.append(u"tune %1 %2 %3=%4"_s.arg(nameOf(server), jail, name, value));
    if (tuneError)
        return answerLater<core::Receipt>(context, std::move(handler), tl::unexpected(*tuneError));
    changes[u"%1/%2"_s.arg(server.value).arg(jail)].append(name);
    services::UndoEntry entry;
    entry.kind = services::UndoKind::Tune;
    entry.subject = jail;
    entry.value = name;
    entry.undo = [](const QObject *undoContext, core::Handler<QList<core::Receipt>> undoHandler) {
        return answerLater<QList<core::Receipt>>(undoContext, std::move(undoHandler), QList<core::Receipt>());
    };
    undo->push(std::move(entry));
    return answerLater<core::Receipt>(context, std::move(handler), receiptFor(server, nameOf(server), jail, {}));
}

QStringList FakeJailService::runtimeChanges(core::ServerId server, const QString &jail) const
{
    return changes.value(u"%1/%2"_s.arg(server.value).arg(jail));
}

void FakeJailService::setJails(core::ServerId server, const QList<core::Jail> &jails, qint64 fetchedAt)
{
    snapshots[server] = { jails, fetchedAt, std::nullopt, false };
    Q_EMIT jailsChanged(server);
}

void FakeJailService::setError(core::ServerId server, const core::Error &error)
{
    snapshots[server].error = error;
    snapshots[server].loading = false;
    Q_EMIT jailsChanged(server);
}

void FakeJailService::setLoading(core::ServerId server)
{
    snapshots[server].loading = true;
    Q_EMIT jailsChanged(server);
}

} // namespace guitest
