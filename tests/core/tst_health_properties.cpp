// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold whatever happens: random histories, with a book-keeper in the place of RuntimeState.
#include "core/health.h"

#include <QRandomGenerator>
#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;

namespace {

const QStringList allNames { u"a"_s, u"b"_s, u"c"_s, u"d"_s };

class History
{
public:
    explicit History(quint32 seed)
        : m_random(seed)
    {
    }

    HealthInput input;
    qint64 now = 1'700'000'000'000;

    bool chance(int percent) { return int(m_random.bounded(100)) < percent; }

    ProbeReport nextReport()
    {
        static constexpr std::array outcomes { ProbeOutcome::Answered, ProbeOutcome::Busy, ProbeOutcome::NoSocket,
            ProbeOutcome::Refused, ProbeOutcome::PermissionDenied, ProbeOutcome::TunnelDown, ProbeOutcome::TunnelFrozen,
            ProbeOutcome::AuthenticationRequired, ProbeOutcome::HostKeyChanged, ProbeOutcome::ProtocolError };
        ProbeReport report;
        // Sticky, as real life is: otherwise no daemon would ever be busy for a minute.
        if (!chance(70))
            m_outcome = chance(50) ? ProbeOutcome::Answered : outcomes[m_random.bounded(int(outcomes.size()))];
        report.outcome = m_outcome;
        if (report.outcome != ProbeOutcome::Answered)
            return report;
        if (chance(85)) {
            QStringList jails;
            for (const QString &name : allNames) {
                if (chance(80))
                    jails.append(name);
            }
            report.jails = jails;
        }
        if (chance(80))
            report.identity = ProcessIdentity { 10, quint64(chance(90) ? 1 : 2 + m_random.bounded(3)) };
        return report;
    }

    void live()
    {
        now += chance(90) ? m_random.bounded(1, 20'000) : m_random.bounded(1, 200'000);
        if (chance(2))
            now -= m_random.bounded(1, 100'000); // the wall clock is set back
        if (chance(10) && input.status.online.value_or(false)) {
            ActivationRecord record;
            record.jail = allNames[m_random.bounded(4)];
            record.at = now;
            record.jailsBefore = input.status.jails;
            record.identityBefore = input.status.identity;
            input.activation = record;
            input.unreachableMs = 0;
        }
        if (chance(3))
            input.activation.reset();
        if (chance(5))
            input.recovery.reset(); // dismissed
        if (chance(10))
            input.stoppedOnPurpose.insert(allNames[m_random.bounded(4)]);
        if (chance(10))
            input.stoppedOnPurpose.clear();
        if (chance(2))
            input.status = {}; // BanGUI was started again
    }

private:
    QRandomGenerator m_random;
    ProbeOutcome m_outcome = ProbeOutcome::Answered;
};

bool isLoss(ProbeOutcome outcome)
{
    return outcome == ProbeOutcome::NoSocket || outcome == ProbeOutcome::Refused;
}

} // namespace

class TestHealthProperties : public QObject
{
    Q_OBJECT

    /// Empty where all holds.
    static QByteArray violated(const History &history, const ProbeReport &report, const HealthDecision &d)
    {
        const HealthInput &in = history.input;
        const ServerStatus &before = in.status;
        const ServerStatus &after = d.status;
        const auto count = [&d](HealthEvent event) { return d.events.count(event); };
        if (d.events.isEmpty() || d.events.front() != HealthEvent::HealthCheckComplete
            || count(HealthEvent::HealthCheckComplete) != 1)
            return "each probe logs itself once, first";
        const bool answered = report.outcome == ProbeOutcome::Answered;
        const bool cameOnline = answered && !before.online.value_or(false);
        if (count(HealthEvent::CameOnline) != (cameOnline ? 1 : 0))
            return "came online once per transition";
        const bool wentOffline = isLoss(report.outcome) && before.online.value_or(false);
        if (before.online && count(HealthEvent::WentOffline) != (wentOffline ? 1 : 0))
            return "went offline once per transition";
        if (!before.online && !in.activation && count(HealthEvent::WentOffline) != 0)
            return "nothing is lost that was never known";
        if (!answered && !isLoss(report.outcome)) {
            if (after.online != before.online)
                return "a link that is down says nothing about the daemon";
            if (count(HealthEvent::CameOnline) + count(HealthEvent::WentOffline)
                + count(HealthEvent::PendingRecoveryResolved))
                return "no transition without knowledge";
            if (d.newRecovery
                && (report.outcome != ProbeOutcome::Busy || d.newRecovery->reason != RecoveryReason::Frozen))
                return "no recovery without knowledge, but for a freeze";
        } else if (after.online != std::optional(answered)) {
            return "an answer is online, a refusal is offline";
        }
        if (count(HealthEvent::ActivationCrashDetected) != (d.newRecovery ? 1 : 0))
            return "a recovery is logged once";
        if (count(HealthEvent::PendingRecoveryResolved) != (d.recoveryResolved ? 1 : 0))
            return "a resolution is logged once";
        if (d.newRecovery && (in.recovery || d.recoveryResolved))
            return "at most one open recovery";
        if (d.newRecovery && !in.activation)
            return "a recovery has an activation";
        if (d.newRecovery && (d.newRecovery->activatedAt != in.activation->at || !d.newRecovery->isOpen()))
            return "a new recovery is open and names its activation";
        if (d.recoveryResolved) {
            if (!in.recovery || !answered || !report.jails)
                return "only an open recovery is resolved, by an answer";
            for (const QString &jail : in.recovery->jailsBefore) {
                if (!report.jails->contains(jail) && !in.stoppedOnPurpose.contains(jail))
                    return "resolved only with all jails back";
            }
        }
        for (const QString &jail : after.lostJails) {
            if (answered && report.jails && (in.stoppedOnPurpose.contains(jail) || report.jails->contains(jail)))
                return "neither stopped nor running jails are lost";
        }
        const bool open = d.newRecovery || (in.recovery && !d.recoveryResolved);
        if (after.state != stateFor(report.outcome, after, open))
            return "the state follows from the rest";
        if (after.state == ServerState::Unknown)
            return "after a probe the state is known";
        if (answered && open && after.state != ServerState::Degraded)
            return "an open recovery is shown";
        if (after.state == before.state && before.stateSince != 0 && after.stateSince != before.stateSince)
            return "a state keeps its beginning";
        if (answered && report.jails && report.jails->isEmpty() && after.state == ServerState::Online)
            return "a daemon without jails is not well";
        return {};
    }

private Q_SLOTS:
    void randomHistories()
    {
        int created = 0;
        int resolved = 0;
        std::array<int, 4> reasons {};
        for (quint32 seed = 1; seed <= 300; ++seed) {
            History history(seed);
            bool lastWasOnline = false;
            for (int step = 0; step < 400; ++step) {
                history.live();
                if (!history.input.status.online)
                    lastWasOnline = false;
                const ProbeReport report = history.nextReport();
                const HealthDecision d = processHealthProbe(history.input, report, history.now);
                if (const QByteArray rule = violated(history, report, d); !rule.isEmpty())
                    QFAIL(qPrintable(u"seed %1, step %2: %3"_s.arg(seed).arg(step).arg(QString::fromLatin1(rule))));
                // The two lines in the log alternate.
                if (d.events.contains(HealthEvent::CameOnline)) {
                    QVERIFY(!lastWasOnline);
                    lastWasOnline = true;
                }
                if (d.events.contains(HealthEvent::WentOffline))
                    lastWasOnline = false;

                history.input.status = d.status;
                if (report.outcome == ProbeOutcome::TunnelDown)
                    history.input.unreachableMs += 1000;
                if (d.recoveryResolved) {
                    history.input.recovery.reset();
                    ++resolved;
                }
                if (d.newRecovery) {
                    history.input.recovery = d.newRecovery;
                    ++created;
                    ++reasons[static_cast<size_t>(d.newRecovery->reason)];
                }

                // The same again, at once: no second transition, and no second loss, but that of a later activation
                // which the open recovery had covered.
                const HealthDecision again = processHealthProbe(history.input, report, history.now);
                QVERIFY(!again.newRecovery || d.recoveryResolved);
                QVERIFY(!again.events.contains(HealthEvent::CameOnline));
                QVERIFY(!again.events.contains(HealthEvent::WentOffline));
            }
        }
        // The histories do reach what they are about.
        QVERIFY2(created > 1000 && resolved > 300, qPrintable(u"%1 %2"_s.arg(created).arg(resolved)));
        for (const int count : reasons)
            QVERIFY2(count > 20, qPrintable(QString::number(count)));
    }
};

QTEST_GUILESS_MAIN(TestHealthProperties)
#include "tst_health_properties.moc"
