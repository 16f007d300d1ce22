// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/rows_apart.h"
#include "integration/transaction_scenarios.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using transactions::Scenario;

namespace {

/// A line of the script that keeps something from happening, what stands there in its place, and who has to notice.
struct Guard
{
    const char *name;
    const char *line;
    const char *without;
    const char *scenario;
};
constexpr Guard guards[] = {
    { "fence of the steps",
        R"(    [ -z "$DECISION" ] || leave 3 decided decision "$DECISION" by "$DECIDER"
    remaining
    [ "$REMAINING" -gt 0 ] || leave 3 expired
    armed_now || leave 9 unarmed
)",
        "", "lateSteps" },
    { "no step without a timer", "    armed_now || leave 9 unarmed\n", "", "channelIsFree" },
    { "one decision", R"(ln "$T/want.$$" "$T/decision")", R"(cp "$T/want.$$" "$T/decision")", "confirmed" },
    { "one change at a time", R"(ln "$T/owner" "$LOCK")", R"(cp "$T/owner" "$LOCK")", "twoOperators" },
    { "the file is what was expected", R"(|| leave 5 changed sum "$SUM")", "|| :", "changedMeanwhile" },
    { "all of it has arrived", R"([ "$SUM" = "$new" ] || refuse 2)", ": || refuse 2", "changedMeanwhile" },
    { "what others wrote is kept", R"(cp -a "$REAL" "$folder/foreign")", ":", "changedMeanwhile" },
    { "the result is looked at, jails", "is_as_before() {\n", "is_as_before() {\n    MISSING=\n    return 0\n",
        "allLost" },
    { "the result is looked at, actions", R"(cmp -s "$T/out.$$" "$T/actions/$number")", ":", "actionsLost" },
    { "a refused reload is no restored jail", "reload \"$@\" --if-exists \"$jail\" || REFUSED=\"$REFUSED$jail,\"",
        "reload \"$@\" --if-exists \"$jail\"", "refusedReload" },
    { "what was never written is not taken back", "        [ -s \"$folder/ours\" ] || continue\n", "", "neverWritten" },
    { "a new jail is ended by itself", R"(            ask stop "$jail"
        done 3<"$T/jails.absent")",
        R"(            :
        done 3<"$T/jails.absent")",
        "brokenElsewhere" },
    { "room for taking back", R"(if ! put_old "$folder" "$STAGE.old")", "if false", "diskFull" },
    { "a watcher outlives what it cannot make", R"(mark "$T/expiring.$1")", R"(: >"$T/expiring.$1")",
        "noFilesForAWhile" },
    { "files are kept for taking back", "    make_spare && put", "    put", "noFilesLeft" },
    { "the channel is let go", "</dev/null >/dev/null 2>&1 3>&- 4>&-", "</dev/null 3>&- 4>&-", "channelIsFree" },
    { "a session of its own", "    (setsid $P_shell", "    ($P_shell", "driverKilled" },
    { "who watches is nobody's child",
        R"((setsid $P_shell "$T/transaction.sh" "$@" </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &))",
        R"(setsid $P_shell "$T/transaction.sh" "$@" </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &)",
        "treeKilled" },
    { "a rollback is looked after for some seconds", "                    bring_back\n", "",
        "daemonEndedAfterRollback" },
    { "a daemon that falls silent in the begin does not answer", "        hears || ANSWERS=0", "        : ",
        "bansOfFrozen" },
    { "silence is not waited for again and again", "    [ \"$SILENT\" -ge \"$P_patience\" ] || return 0\n",
        "    return 0\n", "frozenInRollback" },
    { "somebody stands ready before there is a folder", "    is_number \"${SWEEPER%% *}\"\n",
        "    kill -9 \"${SWEEPER%% *}\"\n", "beginKilled" },
    { "a folder with a name and no watcher goes", "            load && remove_all\n            return 0\n",
        "            return 0\n", "beginKilled" },
    { "somebody takes over", "                take_back\n                sleep 1\n", "                sleep 1\n",
        "performerKilled" },
    { "a dead daemon is started", "    start_daemon || note", "    : || note", "daemonKilledAlone" },
    { "one that is ended after the look is started",
        "\"$BOOTING\" != yes ] && [ \"$before\" != none ] && has_gone; then", "\"$BOOTING\" != yes ] && false; then",
        "daemonEndedAfterLook" },
    { "a frozen daemon is ended", R"(    kill -9 "$PID" 2>/dev/null
    wait_for_end 10 || return 1)",
        "    return 1", "daemonFrozen" },
    { "a confirmed change leaves no hook", "    drop_hook\n    answer ok", "    answer ok", "rebooted" },
    { "others' folders are not used", R"([ ! -L "$BASE" ] && [ -O "$BASE" ] && is_private)", "is_private",
        "hostileArguments" },
    { "a pid file is not believed", "    find_held_socket \"$1\"\n    [ \"$HOLDS\" != ours ] || return 0\n",
        "    return 0\n", "twoDaemons" },
    { "what nobody can name is not replaced", "        ! is_bound || leave 8 unsure", "        : || leave 8 unsure",
        "twoDaemons" },
    { "silence counts from its first moment", "left=$((P_patience - SILENT))", "left=$P_patience", "silentBefore" },
    // With time for whoever wants to put another one there.
    { "the folder that was made is entered",
        "if cd -P \"$PEN\" 2>/dev/null && [ \"$(readlink /proc/self/cwd)\" = \"$PEN\" ]",
        R"(if nap && cd -P "$PEN" 2>/dev/null)", "strangersFolder" },
    { "root and the daemon's user see each other", "    if [ -n \"$OTHER\" ]; then\n", "    if false; then\n",
        "twoUsers" },
    { "a test ban is known before it is made", R"(    put "$T/canary" "$2 $1" || leave 7 full
)",
        "", "canaryKilledRolledBack" },
    { "who clears away lifts a test ban", "    lift_canary\n    drop_hook\n", "    drop_hook\n",
        "canaryKilledConfirmed" },
    { "a step that is asked to end lifts its test ban", "    trap lift_canary EXIT\n", "", "canaryTerminated" },
    { "an address is no part of another", R"((^|[^0-9.])$pattern([^0-9.]|\$)|)", "$pattern|", "canaryLifted" },
    { "a step's program ends with it", R"(printf '%s %s\n' $child "$START" >"$T/child.$$")", ":", "lateRestart" },
};

} // namespace

/// The tests of the script can fail: without a guard, the scenario that is there for it finds fault.
class TestTransactionGuards final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void guard_data();
    void guard();

private:
    RowsApart m_rows;
};

void TestTransactionGuards::initTestCase()
{
    const QByteArray whole = transport::transactionScript();
    for (const Guard &guard : guards) {
        QVERIFY2(whole.count(guard.line) == 1, guard.name);
        m_rows.add(u"guard:"_s + QLatin1String(guard.name));
    }
}

void TestTransactionGuards::guard_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(guards)); ++i)
        QTest::newRow(guards[i].name) << i;
}

void TestTransactionGuards::guard()
{
    QFETCH(int, index);
    const Guard &guard = guards[index];
    if (!RowsApart::isRow()) {
        const QString wrong = m_rows.result(u"guard:"_s + QLatin1String(guard.name));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        return;
    }
    const auto scenario = std::find_if(std::begin(transactions::scenarios), std::end(transactions::scenarios),
        [&guard](const Scenario &candidate) { return qstrcmp(candidate.name, guard.scenario) == 0; });
    QVERIFY2(scenario != std::end(transactions::scenarios), guard.scenario);
    const QString found = transactions::runScenario(*scenario, TestFail2ban::Version::V1_1_0, u"dash"_s,
        transport::transactionScript().replace(guard.line, guard.without));
    QVERIFY2(!found.isEmpty(), "nobody misses it");
    // By the scenario, not by a daemon that did not start.
    QVERIFY2(found.contains(", line "_L1), qPrintable(found));
}

QTEST_GUILESS_MAIN(TestTransactionGuards)
#include "tst_transaction_guards.moc"
