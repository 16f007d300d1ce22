// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_services.h"

namespace guitest {

using namespace Qt::StringLiterals;

namespace {

core::Jail jailOf(const QString &name, qint64 failing, qint64 failed, qint64 banned, qint64 totalBanned)
{
    core::Jail jail;
    jail.name = name;
    jail.backend = u"polling"_s;
    jail.currentlyFailed = failing;
    jail.totalFailed = failed;
    jail.currentlyBanned = banned;
    jail.totalBanned = totalBanned;
    jail.files = QStringList { u"/var/log/%1.log"_s.arg(name) };
    return jail;
}

} // namespace

void FakeServices::fill()
{
    using core::ServerState;
    const auto changed = [this](core::ServerId id, auto change) {
        core::ServerStatus status = runtimeState.status(id);
        change(status);
        setStatus(id, status);
    };
    const core::ServerId web1 = addServer(u"web-1"_s, u"production"_s, ServerState::Degraded);
    const core::ServerId web2 = addServer(u"web-2"_s, u"production"_s, ServerState::Online);
    const core::ServerId web3 = addServer(u"web-3"_s, u"production"_s, ServerState::Online);
    const core::ServerId mail = addServer(u"mail"_s, u"production"_s, ServerState::Online, u"1.0.2"_s);
    const core::ServerId db1 = addServer(u"db-1"_s, u"production"_s, ServerState::Busy, u"1.0.2"_s);
    addServer(u"gateway"_s, u"office"_s, ServerState::Online, u"1.1.1"_s);
    const core::ServerId nas = addServer(u"nas"_s, u"office"_s, ServerState::Unreachable);
    const core::ServerId backup = addServer(u"backup"_s, u"office"_s, ServerState::NeedsAttention);
    addServer(u"this computer"_s, {}, ServerState::Online, u"1.0.2"_s);
    changed(web1, [](core::ServerStatus &s) {
        s.jails = { u"sshd"_s };
        s.lostJails = { u"nginx-bad"_s, u"nginx-botsearch"_s, u"recidive"_s };
    });
    changed(db1, [this](core::ServerStatus &s) {
        s.lastOutcome = core::ProbeOutcome::Busy;
        s.busySince = clock.nowMs() - 40'000;
        s.checkedAt = clock.nowMs() - 44'000;
    });
    changed(nas, [](core::ServerStatus &s) {
        s.lastOutcome = core::ProbeOutcome::TunnelDown;
        s.counters = {};
        s.latencyUs = -1;
    });
    changed(backup, [](core::ServerStatus &s) {
        s.lastOutcome = core::ProbeOutcome::PermissionDenied;
        s.attention = core::AttentionReason::PermissionDenied;
        s.counters = {};
    });

    const qint64 now = clock.nowMs() / 1000;
    int seed = 1;
    for (const core::ServerId id : { web1, web2, web3, mail, db1 }) {
        QList<core::Jail> jails { jailOf(u"sshd"_s, 14 + seed, 6701, 12, 4210 + seed) };
        if (id != web1)
            jails.prepend(jailOf(u"postfix-sasl"_s, 9 + seed, 804, 9, 12904));
        jailService.setJails(id, jails, clock.nowMs() - 4000);
        for (const core::Jail &jail : jails) {
            core::BanList bans;
            for (int i = 0; i < *jail.currentlyBanned; ++i) {
                core::Ban ban;
                const auto address = i % 3 == 0
                    ? core::IpNetwork::parse(u"2001:db8:%1::%2"_s.arg(seed * 100 + i, 0, 16).arg(i + 1, 0, 16))
                    : core::IpNetwork::parse(u"203.0.113.%1"_s.arg((seed * 20 + i) % 250 + 1));
                ban.target = *address;
                ban.bannedAt = now - 60 * (i + seed);
                ban.banTime = i % 7 == 3 ? core::permanentBan : 3600 + 600 * i;
                bans.push_back(ban);
            }
            banService.setBans(id, jail.name, bans, clock.nowMs() - 4000);
        }
        ++seed;
    }
    for (int minute = 0; minute < 72; ++minute)
        rateHistory.history.append({ now / 60 - 71 + minute, (minute * 7) % 11, 6 + (minute * 13) % 29, true });

    const auto record = [this](qint64 id, core::ServerId server, const QStringList &words, core::AuditResult result,
                            const QString &detail) {
        core::AuditEntry entry;
        entry.id = id;
        entry.at = clock.nowMs() - (8 - id) * 95'000;
        entry.finishedAt = result == core::AuditResult::Pending ? 0 : entry.at + 12;
        entry.server = server;
        entry.serverName = registry.nameOf(server);
        entry.user = u"deploy"_s;
        entry.origin = id % 3 == 0 ? u"cli"_s : u"window"_s;
        entry.words = words;
        entry.result = result;
        entry.detail = detail;
        auditService.entries.prepend(entry);
    };
    using core::AuditResult;
    record(1, web2, { u"set"_s, u"sshd"_s, u"banip"_s, u"203.0.113.7"_s }, AuditResult::Done, u"1"_s);
    record(2, web2, { u"set"_s, u"sshd"_s, u"unbanip"_s, u"203.0.113.7"_s }, AuditResult::Done, u"1"_s);
    record(3, mail, { u"set"_s, u"postfix-sasl"_s, u"bantime"_s, u"3600"_s }, AuditResult::Done, u"3600"_s);
    record(4, nas, { u"set"_s, u"sshd"_s, u"banip"_s, u"198.51.100.4"_s }, AuditResult::Refused, u"read-only"_s);
    record(5, web1, { u"stop"_s, u"nginx-bad"_s }, AuditResult::Failed,
        u"Sorry but the jail 'nginx-bad' does not exist"_s);
    record(6, db1, { u"set"_s, u"sshd"_s, u"banip"_s, u"2001:db8::17"_s }, AuditResult::Pending, {});
    quint64 sequence = 0;
    const auto logged = [this, &sequence](QtMsgType level, const QString &part, const QString &text) {
        ++sequence;
        logService.add({ sequence, clock.nowMs() - (20 - static_cast<qint64>(sequence)) * 4000, level, part, text });
    };
    logged(QtInfoMsg, u"start"_s, u"stage_ended stage=store ok=true"_s);
    logged(QtInfoMsg, u"health"_s, u"fail2ban_came_online server=\"web-1\" version=1.1.0"_s);
    logged(QtWarningMsg, u"health"_s,
        u"activation_crash_detected server=\"web-1\" jail=\"nginx-bad\" reason=jails_lost"_s);
    logged(QtCriticalMsg, u"store"_s, u"write_failed table=audit error=StoreFull"_s);

    core::PendingRecovery recovery;
    recovery.id = 1;
    recovery.server = web1;
    recovery.jail = u"nginx-bad"_s;
    recovery.activatedAt = clock.nowMs() - 72'000;
    recovery.detectedAt = clock.nowMs() - 60'000;
    recovery.reason = core::RecoveryReason::JailsLost;
    recovery.jailsBefore = { u"nginx-bad"_s, u"nginx-botsearch"_s, u"recidive"_s, u"sshd"_s };
    recovery.jailsAfter = { u"sshd"_s };
    recoveryController.appear(recovery);
}

} // namespace guitest
