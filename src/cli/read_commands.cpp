// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/json_documents.h"
#include "core/visible_text.h"
#include "services/ban_service.h"
#include "services/health_probe.h"
#include "services/host_registry.h"
#include "services/jail_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "texts/error_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

using ProbeHandler = std::function<void(const core::ProbeReport &, const QList<core::Jail> &)>;

/// One health check, as the window's monitor makes it, without its timers and without recording anything.
void probe(const Target &target, ProbeHandler handler)
{
    services::ServerSession *session = target.services.serverRegistry.session(target.server);
    const auto profile = target.services.serverRegistry.profile(target.server);
    if (!session || !profile) {
        target.done(failed({ core::ErrorCode::NoSuchServer, target.name }));
        return;
    }
    auto *run = new services::HealthProbe(target.context); // until it has answered
    QObject::connect(run, &services::HealthProbe::finished, target.context,
        [run, handler = std::move(handler)](const core::ProbeReport &report, const QList<core::Jail> &jails) {
            run->deleteLater();
            handler(report, jails);
        });
    run->start({ *session, target.services.runtimeState.jailServiceState(target.server),
        target.services.hosts.reader(*profile), {}, false });
}

QString figure(const std::optional<qint64> &value)
{
    return value ? QString::number(*value) : u"-"_s;
}

/// The list of jails with everything that this daemon tells: counters and backend from the probe, files from `status
/// J`.
void jailsOf(const Target &target, std::function<void(const QList<core::Jail> &)> then)
{
    probe(target, [target, then](const core::ProbeReport &report, const QList<core::Jail> &polled) {
        if (report.outcome != core::ProbeOutcome::Answered) {
            target.done(failed(report.error));
            return;
        }
        services::JailService &service = target.services.jailService;
        auto *once = new QObject(target.context);
        QObject::connect(&service, &services::JailService::jailsChanged, once,
            [target, then, polled, once, &service](core::ServerId server) {
                const services::JailSnapshot &snapshot = service.snapshot(server);
                if (server != target.server || snapshot.loading)
                    return;
                once->deleteLater();
                once->disconnect();
                service.disconnect(once);
                if (snapshot.error) {
                    target.done(failed(*snapshot.error));
                    return;
                }
                QList<core::Jail> jails = snapshot.jails;
                for (core::Jail &jail : jails) {
                    const auto known = std::ranges::find(polled, jail.name, &core::Jail::name);
                    if (known != polled.end() && !jail.backend)
                        jail.backend = known->backend;
                }
                then(jails);
            });
        service.refresh(target.server);
    });
}

bool matches(const core::Ban &ban, const QString &search, const std::optional<core::IpNetwork> &network)
{
    if (search.isEmpty())
        return true;
    if (const auto *banned = std::get_if<core::IpNetwork>(&ban.target); banned && network)
        return network->contains(*banned) || banned->contains(*network);
    return core::banTargetText(ban.target).contains(search, Qt::CaseInsensitive);
}

Outcome bansOutcome(const Target &target, const services::BanSnapshot &snapshot)
{
    const auto network = core::IpNetwork::parse(target.options.search);
    QJsonArray array;
    QList<QStringList> rows { { u"ADDRESS"_s, u"JAIL"_s, u"SINCE"_s, u"UNTIL"_s } };
    QStringList jails = snapshot.jails.keys();
    jails.sort();
    for (const QString &jail : jails) {
        if (!target.options.jail.isEmpty() && jail != target.options.jail)
            continue;
        for (const core::Ban &ban : *snapshot.jails[jail].bans) {
            if (!matches(ban, target.options.search, network))
                continue;
            const QJsonObject object = banJson(ban, jail);
            rows.append({ object[u"ip"_s].toString(), jail, object[u"banned_at"_s].toString(u"-"_s),
                ban.isPermanent() ? texts::duration(core::permanentBan) : object[u"expires_at"_s].toString(u"-"_s) });
            array.append(object);
        }
    }
    Outcome outcome;
    outcome.result = array;
    outcome.text = alignedTable(rows);
    return outcome;
}

} // namespace

Outcome failed(const core::Error &error)
{
    Outcome outcome;
    outcome.error = error;
    outcome.exitCode = exitCodeFor(error);
    return outcome;
}

void runStatus(const Target &target)
{
    probe(target, [target](const core::ProbeReport &report, const QList<core::Jail> &) {
        const core::HealthInput input;
        const core::ServerStatus status = core::processHealthProbe(input, report, target.services.clock.nowMs()).status;
        Outcome outcome;
        const auto profile = target.services.serverRegistry.profile(target.server);
        const QString socket = profile ? profile->socketPath : QString();
        outcome.result = statusJson(status, target.name, socket);
        const bool answered = report.outcome == core::ProbeOutcome::Answered;
        if (!answered) {
            outcome.exitCode = exitCodeFor(report.error);
            outcome.note = ownWords(report.error);
        }
        outcome.text = alignedTable({ { target.name, texts::stateWord(status.state),
            status.version.isEmpty() ? u"-"_s : status.version, texts::jails(status.jails.size()),
            status.counters.currentBans ? texts::bans(*status.counters.currentBans) : u"-"_s,
            answered ? texts::latency(status.latencyUs)
                     : texts::errorText(report.error, placeOf(report.error, target.name, socket)).sentence() } });
        target.done(outcome);
    });
}

void runJails(const Target &target)
{
    jailsOf(target, [target](const QList<core::Jail> &jails) {
        QJsonArray array;
        QList<QStringList> rows { { u"JAIL"_s, u"FAILED"_s, u"TOTAL"_s, u"BANNED"_s, u"TOTAL"_s, u"BACKEND"_s,
            u"WATCHES"_s } };
        for (const core::Jail &jail : jails) {
            array.append(jailJson(jail));
            rows.append({ jail.name, figure(jail.currentlyFailed), figure(jail.totalFailed),
                figure(jail.currentlyBanned), figure(jail.totalBanned), jail.backend.value_or(u"-"_s),
                jail.files.value_or(jail.journalMatches.value_or(QStringList {})).join(u", "_s) });
        }
        Outcome outcome;
        outcome.result = array;
        outcome.text = alignedTable(rows);
        target.done(outcome);
    });
}

void runJail(const Target &target)
{
    const QString name = target.options.words.value(0);
    // The probe tells the backend, where this daemon tells it at all.
    probe(target, [target, name](const core::ProbeReport &report, const QList<core::Jail> &polled) {
        if (report.outcome != core::ProbeOutcome::Answered) {
            target.done(failed(report.error));
            return;
        }
        target.services.jailService.fetchDetail(
            target.server, name, target.context, [target, name, polled](core::Result<core::JailDetail> detail) {
                if (!detail) {
                    target.done(failed(detail.error()));
                    return;
                }
                const auto known = std::ranges::find(polled, name, &core::Jail::name);
                if (known != polled.end() && !detail->jail.backend)
                    detail->jail.backend = known->backend;
                Outcome outcome;
                const QJsonObject object = jailDetailJson(*detail);
                outcome.result = object;
                QList<QStringList> rows;
                for (auto it = object.begin(); it != object.end(); ++it) {
                    const QVariant value = it->toVariant();
                    rows.append({ it.key(),
                        it->isObject()      ? it->toObject().keys().join(u", "_s)
                            : it->isArray() ? value.toStringList().join(u", "_s)
                            : it->isNull()  ? u"-"_s
                                            : value.toString() });
                }
                outcome.text = alignedTable(rows);
                target.done(outcome);
            });
    });
}

void runBans(const Target &target)
{
    services::BanService &service = target.services.banService;
    auto *once = new QObject(target.context);
    QObject::connect(
        &service, &services::BanService::snapshotChanged, once, [target, once, &service](core::ServerId server) {
            const services::BanSnapshot &snapshot = service.snapshot(server);
            if (server != target.server || snapshot.loading)
                return;
            service.disconnect(once);
            once->deleteLater();
            if (snapshot.error)
                target.done(failed(*snapshot.error));
            else if (!target.options.jail.isEmpty() && !snapshot.jails.contains(target.options.jail))
                target.done(failed({ core::ErrorCode::UnknownJail, target.options.jail }));
            else
                target.done(bansOutcome(target, snapshot));
        });
    service.refresh(target.server);
}

} // namespace cli
