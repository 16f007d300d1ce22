// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/rows_apart.h"
#include "integration/transaction_scenarios.h"

#include <QTest>

using namespace Qt::StringLiterals;
using transactions::Scenario;

/// The server's side of a change, in the shells that servers have, on real daemons: what the fact sheet warns of (8.2),
/// and whatever dies in between. The scenarios run side by side, since most of them wait. BANGUI_TRANSACTION_LONG runs
/// each in every shell on every version, otherwise the shells take turns.
class TestTransactionScript final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noClockIsRead();
    void scenario_data();
    void scenario();

private:
    struct Run
    {
        QString name;
        const Scenario *scenario;
        TestFail2ban::Version version;
        QString shell;
    };
    QList<Run> m_runs;
    RowsApart m_rows;
};

void TestTransactionScript::initTestCase()
{
    const bool all = qEnvironmentVariableIsSet("BANGUI_TRANSACTION_LONG");
    int turn = 0;
    for (const Scenario &scenario : transactions::scenarios) {
        QStringList shells { u"dash"_s, u"bash"_s };
        if (!scenario.replacesApplets)
            shells << u"busybox sh"_s;
        for (const auto version : TestFail2ban::versions()) {
            for (const QString &shell : all ? shells : QStringList { shells.at(turn++ % shells.size()) }) {
                const QString name = u"%1 %2 %3"_s.arg(
                    QLatin1String(scenario.name), TestFail2ban::versionText(version), shell.section(u' ', 0, 0));
                m_runs.push_back({ name, &scenario, version, shell });
                m_rows.add(u"scenario:"_s + name);
            }
        }
    }
}

/// Time is that since boot: whoever sets the clock moves no deadline.
void TestTransactionScript::noClockIsRead()
{
    const QByteArray text = transport::transactionScript();
    QVERIFY(text.contains("/proc/uptime"));
    // But for telling a listing when that was, and which bans have ended, as fail2ban counts it.
    QCOMPARE(text.count("date "), 2);
    QVERIFY(text.contains("clock \"$(date +%s)\"\n}\n"));
    QVERIFY(text.size() < 100 * 1024); // one argument of a program, where that is needed
}

void TestTransactionScript::scenario_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_runs.size(); ++i)
        QTest::newRow(qPrintable(m_runs[i].name)) << i;
}

void TestTransactionScript::scenario()
{
    QFETCH(int, index);
    const Run &run = m_runs.at(index);
    const QString wrong = RowsApart::isRow() ? transactions::runScenario(*run.scenario, run.version, run.shell)
                                             : m_rows.result(u"scenario:"_s + run.name);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

QTEST_GUILESS_MAIN(TestTransactionScript)
#include "tst_transaction_script.moc"
