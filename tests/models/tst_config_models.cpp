// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server_status.h"
#include "models/config_jail_model.h"
#include "models/config_option_model.h"
#include "models/preflight_steps.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using models::ConfigJailColumn;
using models::ConfigJailFilterModel;
using models::ConfigJailModel;
using models::ConfigJailState;
using models::ConfigOptionColumn;
using models::ConfigOptionFilterModel;
using models::ConfigOptionKind;
using models::ConfigOptionModel;
using services::ConfigJailRow;
using services::ConfigOptionRow;
using services::ConfigPart;
using services::ConfigPlace;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

ConfigPlace at(const QString &shown, int line, const QString &section = u"sshd"_s)
{
    return { u"/etc/fail2ban/"_s + shown, shown, line, section };
}

ConfigJailRow jail(const QString &name, bool enabled, const QString &problem = {})
{
    ConfigJailRow row { .name = name, .enabled = enabled, .place = at(u"jail.conf"_s, 280, name), .problems = {} };
    if (!problem.isEmpty())
        row.problems.append({ .detail = problem, .place = at(u"jail.local"_s, 3) });
    return row;
}

ConfigOptionRow option(const QString &key, const QString &value, const ConfigPlace &place = {})
{
    ConfigOptionRow row;
    row.owner = u"sshd"_s;
    row.key = key;
    row.value = value;
    row.raw = value;
    row.place = place;
    return row;
}

template <typename Column> QString cell(const QAbstractItemModel &model, int row, Column column)
{
    return model.index(row, static_cast<int>(column)).data().toString();
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result.append(model.index(row, 0).data().toString());
    return result;
}

} // namespace

class TestConfigModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jailsHaveTheirState();
    void jailsChangeWithoutAReset();
    void jailsAreSortedAndFiltered();
    void optionsSayWhereTheyWereWritten();
    void optionsDifferAndHaveProblems();
    void kindsOfOptions();
    void optionsOfFilterAndActions();
    void anotherJailKeepsTheOption();
    void hostileTextIsVisible();
    void defectsInWords();
    void preflightStepsAsTheyPass();
    void preflightIssuesHavePlaceAndRemedy();
};

void TestConfigModels::jailsHaveTheirState()
{
    ConfigJailModel model;
    const QAbstractItemModelTester tester(&model, strict);
    const QList<ConfigJailRow> jails { jail(u"sshd"_s, true), jail(u"nginx"_s, true), jail(u"old"_s, false),
        jail(u"bad"_s, true, u"no such filter"_s), jail(u"by-hand"_s, false) };
    model.setJails(jails, QStringList { u"sshd"_s, u"by-hand"_s, u"stranger"_s });
    QCOMPARE(names(model), QStringList({ u"sshd"_s, u"nginx"_s, u"old"_s, u"bad"_s, u"by-hand"_s, u"stranger"_s }));
    const auto state = [&model](int row) {
        return static_cast<ConfigJailState>(model.index(row, 0).data(models::ConfigJailStateRole).toInt());
    };
    QCOMPARE(state(0), ConfigJailState::Running);
    QCOMPARE(state(1), ConfigJailState::NotRunning);
    QCOMPARE(state(2), ConfigJailState::NotEnabled);
    QCOMPARE(state(3), ConfigJailState::Broken);
    QCOMPARE(state(4), ConfigJailState::RunningOnly);
    QCOMPARE(state(5), ConfigJailState::RunningOnly);
    QCOMPARE(cell(model, 0, ConfigJailColumn::State), u"running"_s);
    QCOMPARE(cell(model, 1, ConfigJailColumn::State), u"enabled, not running"_s);
    QCOMPARE(cell(model, 2, ConfigJailColumn::Place), u"jail.conf:280"_s);
    QCOMPARE(cell(model, 5, ConfigJailColumn::Place), u"–"_s);
    QVERIFY(model.index(3, 1).data(Qt::ToolTipRole).toString().contains("no such filter"_L1));
    ConfigJailRow odd = jail(u"odd"_s, true, u"maxretry: zwei"_s);
    odd.problems[0].fatal = false;
    ConfigJailModel third;
    third.setJails({ odd }, QStringList { u"odd"_s });
    QCOMPARE(cell(third, 0, ConfigJailColumn::State), u"running"_s);
    ConfigJailModel other;
    other.setJails({ jail(u"off"_s, false, u"no such filter"_s) }, QStringList());
    QCOMPARE(cell(other, 0, ConfigJailColumn::State), u"not enabled"_s);
    QVERIFY(other.index(0, 1).data(Qt::ToolTipRole).toString().contains("no such filter"_L1));
    // Shape and word, each of its own.
    QSet<int> shapes;
    for (int row = 0; row < 5; ++row)
        shapes.insert(model.index(row, static_cast<int>(ConfigJailColumn::State)).data(models::StateRole).toInt());
    QCOMPARE(shapes.size(), 5);
    // Nobody could ask the daemon.
    model.setJails(jails, std::nullopt);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(state(0), ConfigJailState::Enabled);
    QCOMPARE(state(4), ConfigJailState::NotEnabled);
}

void TestConfigModels::jailsChangeWithoutAReset()
{
    ConfigJailModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setJails({ jail(u"a"_s, true), jail(u"b"_s, true) }, QStringList { u"a"_s });
    const QPersistentModelIndex b(model.index(1, 0));
    model.setJails({ jail(u"a"_s, true), jail(u"b"_s, true) }, QStringList { u"a"_s });
    QCOMPARE(changes.count(), 0);
    model.setJails({ jail(u"new"_s, false), jail(u"b"_s, true) }, QStringList { u"b"_s });
    QCOMPARE(b.row(), 1);
    QCOMPARE(b.sibling(b.row(), 1).data().toString(), u"running"_s);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.rowOf(u"new"_s), 0);
    QCOMPARE(model.rowOf(u"a"_s), -1);
}

void TestConfigModels::jailsAreSortedAndFiltered()
{
    ConfigJailModel model;
    ConfigJailFilterModel shown;
    shown.setSourceModel(&model);
    const QAbstractItemModelTester tester(&shown, strict);
    model.setJails({ jail(u"zz"_s, false), jail(u"sshd"_s, true), jail(u"Apache"_s, false), jail(u"mail"_s, true),
                       jail(u"bad"_s, true, u"x"_s) },
        QStringList { u"sshd"_s });
    shown.sort(static_cast<int>(ConfigJailColumn::State));
    QCOMPARE(names(shown), QStringList({ u"bad"_s, u"mail"_s, u"sshd"_s, u"Apache"_s, u"zz"_s }));
    shown.sort(static_cast<int>(ConfigJailColumn::Jail));
    QCOMPARE(names(shown), QStringList({ u"Apache"_s, u"bad"_s, u"mail"_s, u"sshd"_s, u"zz"_s }));
    shown.setText(u"not enabled"_s);
    QCOMPARE(names(shown), QStringList({ u"Apache"_s, u"zz"_s }));
    shown.setText(u" SSH "_s);
    QCOMPARE(names(shown), QStringList { u"sshd"_s });
    shown.setText({});
    QCOMPARE(shown.rowCount(), 5);
}

void TestConfigModels::optionsSayWhereTheyWereWritten()
{
    ConfigOptionModel model;
    const QAbstractItemModelTester tester(&model, strict);
    ConfigOptionRow bantime = option(u"bantime"_s, u"1h"_s, at(u"jail.d/a.local"_s, 3));
    bantime.overrides = { { u"10m"_s, at(u"jail.conf"_s, 101, u"DEFAULT"_s) } };
    ConfigOptionRow findtime = option(u"findtime"_s, u"10m"_s, at(u"jail.conf"_s, 105, u"DEFAULT"_s));
    findtime.inherited = true;
    ConfigOptionRow regex = option(u"failregex"_s, u"^one\n  ^two"_s, at(u"filter.d/sshd.conf"_s, 0));
    regex.part = ConfigPart::Filter;
    model.setOptions({ bantime, findtime, option(u"usedns"_s, u"warn"_s), regex });
    QCOMPARE(cell(model, 0, ConfigOptionColumn::Option), u"bantime"_s);
    QCOMPARE(cell(model, 0, ConfigOptionColumn::Value), u"1h"_s);
    QCOMPARE(cell(model, 0, ConfigOptionColumn::Place), u"jail.d/a.local:3"_s);
    QCOMPARE(cell(model, 0, ConfigOptionColumn::Note), u"overrides jail.conf:101"_s);
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains("Overrides jail.conf:101: 10m"_L1));
    QCOMPARE(cell(model, 1, ConfigOptionColumn::Note), u"inherited from [DEFAULT]"_s);
    QVERIFY(!model.index(1, 0).data(models::StaleRole).toBool());
    QCOMPARE(cell(model, 2, ConfigOptionColumn::Place), u"fail2ban's default"_s);
    QVERIFY(model.index(2, 0).data(models::StaleRole).toBool());
    QCOMPARE(cell(model, 3, ConfigOptionColumn::Option), u"filter: failregex"_s);
    QCOMPARE(cell(model, 3, ConfigOptionColumn::Value), u"^one ↵ ^two"_s);
    QCOMPARE(cell(model, 3, ConfigOptionColumn::Place), u"filter.d/sshd.conf"_s);
    QCOMPARE(model.index(0, 0).data(models::ConfigFileRole).toString(), u"/etc/fail2ban/jail.d/a.local"_s);
    QCOMPARE(model.index(0, 0).data(models::ConfigLineRole).toInt(), 3);
}

void TestConfigModels::optionsDifferAndHaveProblems()
{
    ConfigOptionModel model;
    const QAbstractItemModelTester tester(&model, strict);
    ConfigOptionRow differs = option(u"bantime"_s, u"10m"_s, at(u"jail.conf"_s, 101));
    differs.runtime = u"3600"_s;
    differs.inFile = u"600"_s;
    ConfigOptionRow broken = option(u"logpath"_s, {}, at(u"jail.local"_s, 4));
    broken.problem = u"Bad value substitution: option 'logpath'"_s;
    model.setOptions({ differs, broken });
    const int note = static_cast<int>(ConfigOptionColumn::Note);
    QCOMPARE(cell(model, 0, ConfigOptionColumn::Note), u"runtime: 3600, file: 600"_s);
    QCOMPARE(model.index(0, note).data(models::StateRole).toInt(), static_cast<int>(core::ServerState::Busy));
    QCOMPARE(model.index(0, note).data(models::StateWordRole).toString(), u"differs"_s);
    QCOMPARE(cell(model, 1, ConfigOptionColumn::Note), u"Bad value substitution: option 'logpath'"_s);
    QCOMPARE(model.index(1, note).data(models::StateRole).toInt(), static_cast<int>(core::ServerState::Offline));
    QVERIFY(model.index(1, note).data(models::ConfigProblemRole).toBool());
}

void TestConfigModels::kindsOfOptions()
{
    ConfigOptionModel model;
    ConfigOptionFilterModel shown(model);
    const QAbstractItemModelTester tester(&shown, strict);
    ConfigOptionRow inherited = option(u"findtime"_s, u"10m"_s, at(u"jail.conf"_s, 105));
    inherited.inherited = true;
    ConfigOptionRow differs = option(u"maxretry"_s, u"5"_s);
    differs.runtime = u"3"_s;
    differs.inFile = u"5"_s;
    model.setOptions({ option(u"bantime"_s, u"1h"_s, at(u"jail.local"_s, 3)), inherited, differs });
    QCOMPARE(shown.rowCount(), 3);
    shown.setKind(ConfigOptionKind::Written);
    QCOMPARE(names(shown), QStringList({ u"bantime"_s, u"findtime"_s }));
    shown.setKind(ConfigOptionKind::Own);
    QCOMPARE(names(shown), QStringList { u"bantime"_s });
    shown.setKind(ConfigOptionKind::Noted);
    QCOMPARE(names(shown), QStringList { u"maxretry"_s });
    QCOMPARE(shown.optionAt(shown.index(0, 0)).runtime, u"3"_s);
}

void TestConfigModels::optionsOfFilterAndActions()
{
    const auto of = [](ConfigPart part, const QString &owner, const QString &definition, const QString &key) {
        ConfigOptionRow row = option(key, u"x"_s, at(u"action.d/a.conf"_s, 2, u"Definition"_s));
        row.part = part;
        row.owner = owner;
        row.definition = definition;
        row.section = definition.isEmpty() ? QString() : u"Definition"_s;
        return row;
    };
    ConfigOptionModel model;
    const QAbstractItemModelTester tester(&model, strict);
    ConfigOptionFilterModel shown(model);
    const QAbstractItemModelTester shownTester(&shown, strict);
    const QList<ConfigOptionRow> rows { option(u"bantime"_s, u"1h"_s, at(u"jail.conf"_s, 3)),
        of(ConfigPart::Filter, u"sshd"_s, u"sshd"_s, u"failregex"_s), of(ConfigPart::Action, u"a"_s, QString(), u"a"_s),
        of(ConfigPart::Action, u"a"_s, u"a"_s, u"actionban"_s),
        of(ConfigPart::Action, u"b"_s, u"a"_s, u"actionban"_s) };
    model.setOptions(rows);
    QCOMPARE(names(model),
        QStringList({ u"bantime"_s, u"filter: failregex"_s, u"action: a"_s, u"a: actionban"_s, u"b: actionban"_s }));
    QVERIFY(model.index(3, 0).data(models::KeyRole) != model.index(4, 0).data(models::KeyRole));
    // Each keeps its place where another comes or goes.
    const QPersistentModelIndex last(model.index(4, 0));
    model.setOptions({ rows[0], rows[4], rows[1] });
    QCOMPARE(last.data().toString(), u"b: actionban"_s);
    model.setOptions(rows);
    shown.setKind(ConfigOptionKind::Definitions);
    QCOMPARE(shown.rowCount(), 4);
    shown.setKind(ConfigOptionKind::Own); // what an action has been written with is not the jail's
    QCOMPARE(names(shown), QStringList({ u"bantime"_s, u"filter: failregex"_s, u"action: a"_s }));
}

void TestConfigModels::anotherJailKeepsTheOption()
{
    ConfigOptionModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setOptions({ option(u"bantime"_s, u"1h"_s), option(u"port"_s, u"ssh"_s) });
    const QPersistentModelIndex port(model.index(1, 1));
    ConfigOptionRow other = option(u"port"_s, u"http"_s);
    other.owner = u"nginx"_s;
    model.setOptions({ option(u"bantime"_s, u"1h"_s), option(u"findtime"_s, u"1m"_s), other });
    QCOMPARE(port.row(), 2);
    QCOMPARE(port.data().toString(), u"http"_s);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.rowOf(u"port"_s), 2);
}

void TestConfigModels::hostileTextIsVisible()
{
    ConfigJailModel jails;
    jails.setJails({ jail(u"a\u202Eb\x1b[31m"_s, true, u"pro\u200Bblem"_s) }, QStringList());
    QCOMPARE(cell(jails, 0, ConfigJailColumn::Jail), u"aU+202Eb\\x1b[31m"_s);
    QVERIFY(jails.index(0, 0).data(Qt::ToolTipRole).toString().contains("proU+200Bblem"_L1));
    ConfigOptionModel options;
    ConfigOptionRow row = option(u"action\u202E"_s, u"<b>x</b>\x07"_s, at(u"jail.d/\u202Ex.local"_s, 1));
    row.problem = u"\x1b]0;t"_s;
    options.setOptions({ row });
    QCOMPARE(cell(options, 0, ConfigOptionColumn::Option), u"actionU+202E"_s);
    QCOMPARE(cell(options, 0, ConfigOptionColumn::Value), u"<b>x</b>\\x07"_s);
    QCOMPARE(cell(options, 0, ConfigOptionColumn::Place), u"jail.d/U+202Ex.local:1"_s);
    QCOMPARE(cell(options, 0, ConfigOptionColumn::Note), u"\\x1b]0;t"_s);
    QVERIFY(!options.index(0, 0).data(Qt::ToolTipRole).toString().contains(QChar(0x1b)));
}

void TestConfigModels::defectsInWords()
{
    using services::ConfigDefectKind;
    const auto words = [](ConfigDefectKind kind, const QString &subject, const QString &detail) {
        return models::configDefectText({ .kind = kind, .subject = subject, .detail = detail, .place = {} });
    };
    QCOMPARE(words(ConfigDefectKind::DuplicateSection, u"ss\u202Ehd"_s, u"x"_s),
        u"The section [ssU+202Ehd] stands twice in one file."_s);
    QCOMPARE(words(ConfigDefectKind::Number, u"maxretry"_s, u"zwei"_s),
        u"maxretry wants another kind of value than zwei; fail2ban takes its default."_s);
    QCOMPARE(words(ConfigDefectKind::Other, u"sshd"_s, u"Unable to read the filter 'sshd'"_s),
        u"Unable to read the filter 'sshd'"_s);
    QCOMPARE(words(ConfigDefectKind::Other, u"a"_s, {}), u"a"_s);
    QCOMPARE(words(ConfigDefectKind::Other, u"x"_s, u"nothing"_s), u"x: nothing"_s);
    for (int kind = 0; kind <= static_cast<int>(ConfigDefectKind::Other); ++kind)
        QVERIFY(!words(static_cast<ConfigDefectKind>(kind), u"s"_s, u"d"_s).isEmpty());
}

void TestConfigModels::preflightStepsAsTheyPass()
{
    models::PreflightSteps steps;
    const auto states = [&steps] {
        QList<core::ServerState> result;
        for (const models::StepValue &step : steps.steps())
            result.append(step.state);
        return result;
    };
    QCOMPARE(steps.steps().size(), 10);
    QCOMPARE(states().at(0), core::ServerState::Busy);
    QCOMPARE(states().at(1), core::ServerState::Unknown);
    steps.take({ .name = u"files"_s, .passed = true, .detail = u"12 files"_s, .tookMs = 100 });
    QCOMPARE(states().at(0), core::ServerState::Online);
    QCOMPARE(steps.steps().at(0).detail, u"12 files"_s);
    QCOMPARE(states().at(1), core::ServerState::Busy);
    // A bare count gets its noun, or is left out.
    steps.take({ .name = u"regexes"_s, .passed = true, .detail = u"3"_s, .tookMs = 1 });
    steps.take({ .name = u"lines"_s, .passed = true, .detail = u"0"_s, .tookMs = 1 });
    QCOMPARE(steps.steps().at(5).detail, u"3 regexes"_s);
    QCOMPARE(steps.steps().at(6).detail, QString());
    // What was not looked at has not the mark of what is in order.
    steps.take({ .name = u"actions"_s, .tookMs = 1, .extent = services::PreflightExtent::Part });
    steps.take({ .name = u"backend"_s, .tookMs = 1, .extent = services::PreflightExtent::None });
    QCOMPARE(states().at(7), core::ServerState::Degraded);
    QCOMPARE(steps.steps().at(7).stateWord, u"in part"_s);
    QCOMPARE(states().at(8), core::ServerState::Unknown);
    QCOMPARE(steps.steps().at(8).stateWord, u"not made"_s);
    steps = {};
    services::PreflightReport report;
    report.checks = { { .name = u"files"_s, .passed = true, .detail = {}, .tookMs = 100 },
        { .name = u"test"_s, .passed = false, .detail = {}, .tookMs = 200 } };
    steps.finish(report);
    QCOMPARE(states().at(1), core::ServerState::Offline);
    QCOMPARE(steps.steps().at(1).stateWord, u"blocks"_s);
    QCOMPARE(states().at(2), core::ServerState::Unknown);
    QCOMPARE(steps.steps().at(2).stateWord, u"not made"_s);
}

void TestConfigModels::preflightIssuesHavePlaceAndRemedy()
{
    services::PreflightReport report;
    services::PreflightIssue warning;
    warning.kind = core::PreflightIssueKind::LogNotGrowing;
    warning.severity = core::PreflightSeverity::Warning;
    warning.jail = u"sshd"_s;
    warning.subject = u"/var/log/auth.log"_s;
    services::PreflightIssue blocking;
    blocking.kind = core::PreflightIssueKind::UnknownFilter;
    blocking.severity = core::PreflightSeverity::Blocking;
    blocking.jail = u"nginx"_s;
    blocking.subject = u"ngin\u202Ex"_s;
    blocking.origin = { u"/etc/fail2ban/jail.d/x.local"_s, 7, u"nginx"_s };
    blocking.detail = u"Found no accessible config files"_s;
    report.issues = { warning, blocking };
    const auto issues = models::preflightIssues(report, u"/etc/fail2ban"_s);
    QCOMPARE(issues.size(), 2);
    QCOMPARE(issues[0].severity, core::PreflightSeverity::Blocking);
    QCOMPARE(issues[0].place, u"jail.d/x.local:7"_s);
    QCOMPARE(issues[0].file, u"/etc/fail2ban/jail.d/x.local"_s);
    QCOMPARE(issues[0].line, 7);
    QVERIFY2(issues[0].what.contains("nginU+202Ex"_L1), qPrintable(issues[0].what));
    QVERIFY(!issues[0].remedy.isEmpty());
    QCOMPARE(issues[0].detail, u"Found no accessible config files"_s);
    QVERIFY(issues[1].place.isEmpty());
    QCOMPARE(models::preflightSummary(report), u"1 issue blocks, 1 warning."_s);
    QCOMPARE(models::preflightSummary({}), u"Nothing blocks, no warnings."_s);
}

QTEST_GUILESS_MAIN(TestConfigModels)
#include "tst_config_models.moc"
