// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/adversarial_lines.h"
#include "config/disk_tree.h"
#include "config/edit_rules.h"
#include "config/filter_text.h"
#include "config/lockout.h"
#include "config/preflight_rules.h"
#include "config/shell_words.h"
#include "config/stock_filters.h"
#include "config/value_rules.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using config::FindingKind;
using config::ValueFault;

namespace {

/// A stock of files in which jail "web" is right.
config::ConfigTree tree(const QMap<QString, QByteArray> &more = {})
{
    config::ConfigTree tree;
    tree.folder = u"/etc/fail2ban"_s;
    const auto put = [&tree](const QString &name, const QByteArray &text) { tree.files.insert(tree.path(name), text); };
    put(u"fail2ban.conf"_s, "[Definition]\nloglevel = INFO\ndbpurgeage = 1d\n");
    put(u"jail.conf"_s,
        "[DEFAULT]\nbantime = 600\nfindtime = 600\nmaxretry = 3\nbackend = polling\nenabled = false\n"
        "action = noop\nfilter = weblike\nlogpath = /var/log/%(__name__)s.log\n"
        "[web]\nenabled = true\n[other]\nenabled = true\n[off]\n");
    put(u"filter.d/weblike.conf"_s, "[Definition]\nfailregex = ^<HOST> denied\nignoreregex =\n");
    put(u"action.d/noop.conf"_s, "[Definition]\nactionban = true\n");
    for (auto file = more.cbegin(); file != more.cend(); ++file)
        put(file.key(), file.value());
    return tree;
}

QStringList names(const QList<config::CalledProgram> &programs)
{
    QStringList all;
    for (const config::CalledProgram &program : programs)
        all += program.needed ? program.name : u'(' + program.name + u')';
    return all;
}

config::DumpedJail jailWith(const QString &name, const QVariant &value)
{
    config::DumpedJail jail;
    jail.name = u"web"_s;
    jail.backend = u"polling"_s;
    jail.settings.insert(name, { value });
    return jail;
}

core::IpAddress ip(const QString &text)
{
    return *core::IpAddress::parse(text);
}

} // namespace

/// What can be told of a configuration without its machine.
class TestPreflightRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<int>("fault"); // -1: none
        const auto row = [](const char *title, const QString &name, const QVariant &value, int fault) {
            QTest::newRow(title) << name << value << fault;
        };
        constexpr int good = -1;
        row("seconds", u"bantime"_s, u"600"_s, good);
        row("units", u"bantime"_s, u"1d 12h"_s, good);
        row("permanent", u"bantime"_s, u"-1"_s, good);
        row("product", u"bantime"_s, u"60*60*24"_s, int(ValueFault::TimeInDoubt));
        row("half a unit", u"findtime"_s, u"1h30"_s, int(ValueFault::TimeInDoubt));
        row("a name", u"findtime"_s, u"soon"_s, int(ValueFault::Time));
        row("words", u"bantime.maxtime"_s, u"ten minutes"_s, int(ValueFault::Time));
        row("no time at all", u"bantime"_s, u""_s, int(ValueFault::Time));
        row("no time to find", u"findtime"_s, u""_s, int(ValueFault::Time));
        row("no longest time", u"bantime.maxtime"_s, u""_s, good);
        row("no random time", u"bantime.rndtime"_s, u""_s, good);
        row("no factor", u"bantime.factor"_s, u""_s, good);
        row("no formula", u"bantime.formula"_s, u""_s, good);
        row("no multipliers", u"bantime.multipliers"_s, u""_s, good);
        row("an empty encoding", u"logencoding"_s, u""_s, int(ValueFault::Value));
        row("an empty cache", u"ignorecache"_s, u""_s, good);
        row("a call", u"bantime"_s, u"exit()"_s, int(ValueFault::TimeIsCode));
        row("an import", u"bantime.rndtime"_s, u"__import__('os')"_s, int(ValueFault::TimeIsCode));
        row("a power", u"bantime"_s, u"9**9**9"_s, int(ValueFault::TimeIsCode));
        row("number", u"maxretry"_s, 3, good);
        row("number as text", u"maxretry"_s, u" 3 "_s, good);
        row("no number", u"maxretry"_s, u"many"_s, int(ValueFault::Number));
        row("half a number", u"maxmatches"_s, u"3.5"_s, int(ValueFault::Number));
        row("none, as fail2ban has it", u"maxretry"_s, QVariant(), int(ValueFault::Number));
        row("multipliers", u"bantime.multipliers"_s, u"1 2 4"_s, good);
        row("wrong multiplier", u"bantime.multipliers"_s, u"1 two"_s, int(ValueFault::Number));
        row("two blanks", u"bantime.multipliers"_s, u"1  2"_s, int(ValueFault::Number));
        row("factor", u"bantime.factor"_s, u"1.5"_s, good);
        row("formula", u"bantime.formula"_s, u"ban.Time * (1 << (ban.Count if ban.Count < 20 else 20))"_s, good);
        row("open formula", u"bantime.formula"_s, u"ban.Time * (2"_s, int(ValueFault::Value));
        row("encoding", u"logencoding"_s, u"utf-8"_s, good);
        row("no encoding", u"logencoding"_s, u"nosuch"_s, int(ValueFault::Value));
        row("cache", u"ignorecache"_s, u"key=\"<ip>\", max-count=100"_s, good);
        row("cache without a key", u"ignorecache"_s, u"max-count=100"_s, int(ValueFault::Value));
    }
    void values()
    {
        QFETCH(QString, name);
        QFETCH(QVariant, value);
        QFETCH(int, fault);
        const QList<config::FaultyValue> found = config::faultyValues(jailWith(name, value));
        QCOMPARE(found.size(), fault < 0 ? 0 : 1);
        if (fault >= 0) {
            QCOMPARE(int(found[0].fault), fault);
            QCOMPARE(found[0].name, name);
            QCOMPARE(found[0].text, value.toString());
        }
    }

    void backendsTimeoutsAndGlobals()
    {
        config::DumpedJail jail = jailWith(u"bantime"_s, 600);
        for (const QString &backend : { u"auto"_s, u"Polling"_s, u"systemd[journalflags=1]"_s, u"gamin"_s }) {
            jail.backend = backend;
            QVERIFY2(config::faultyValues(jail).isEmpty(), qPrintable(backend));
        }
        jail.backend.clear();
        QCOMPARE(
            config::faultyValues(jail), (QList<config::FaultyValue> { { ValueFault::Backend, u"backend"_s, {} } }));
        jail.backend = u"foo"_s;
        jail.actions = { { .name = u"mail"_s, .properties = { { u"timeout"_s, u"soon"_s } } },
            { .name = u"post"_s, .properties = { { u"timeout"_s, QString() } } }, { .name = u"none"_s } };
        const QList<config::FaultyValue> expected { { ValueFault::Backend, u"backend"_s, u"foo"_s },
            { ValueFault::Time, u"mail.timeout"_s, u"soon"_s }, { ValueFault::Time, u"post.timeout"_s, {} } };
        QCOMPARE(config::faultyValues(jail), expected);
        config::StreamDump dump;
        dump.globals = { { u"dbpurgeage"_s, u"1d"_s }, { u"dbmaxmatches"_s, u"10"_s } };
        QVERIFY(config::faultyGlobals(dump).isEmpty());
        dump.globals = { { u"dbpurgeage"_s, u"soon"_s }, { u"dbmaxmatches"_s, u"many"_s } };
        QCOMPARE(config::faultyGlobals(dump).size(), 2);
    }

    // One mistake is one finding, wherever else its value is taken over.
    void ofOneCauseOneFinding()
    {
        const auto configuration = config::Configuration::read(
            tree({ { u"jail.local"_s, "[DEFAULT]\nmaxmatches = %(maxretry)s\n[web]\nmaxretry = abc\n" } }), {});
        const config::ConfiguredJail *web = configuration.jail(u"web"_s);
        const QList<config::Finding> found = config::jailFindings(configuration, *web);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].kind, FindingKind::BadNumber);
        QCOMPARE(found[0].subject, u"maxretry"_s);
        QCOMPARE(found[0].origin.line, 4);
        QVERIFY(config::comesFrom(*web, u"maxmatches"_s, found[0].origin));
        QVERIFY(!config::comesFrom(*web, u"maxretry"_s, found[0].origin));
    }

    void edits_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("fault"); // -1: none
        QTest::addColumn<QString>("meant");
        const auto row = [](const char *title, const QString &key, const QString &value, int fault,
                             const QString &meant = {}) { QTest::newRow(title) << key << value << fault << meant; };
        constexpr int good = -1;
        row("on", u"enabled"_s, u"Yes"_s, good);
        row("off", u"enabled"_s, u"OFF"_s, good);
        row("taken over", u"ignoreself"_s, u"%(enabled)s"_s, good);
        row("neither", u"enabled"_s, u"maybe"_s, int(config::EditFault::NoTruth));
        row("a number", u"bantime.increment"_s, u"2"_s, int(config::EditFault::NoTruth));
        row("nothing", u"ignoreself"_s, {}, int(config::EditFault::NoTruth));
        row("a slip", u"bantme"_s, u"1h"_s, int(config::EditFault::UnknownOption), u"bantime"_s);
        row("letters changed over", u"maxrerty"_s, u"1h"_s, int(config::EditFault::UnknownOption), u"maxretry"_s);
        row("unknown", u"nosuchkey"_s, u"3"_s, int(config::EditFault::UnknownOption));
        row("a blank", u"ban time"_s, u"3"_s, int(config::EditFault::NoName), u"bantime"_s);
        row("of fail2ban's jail.conf", u"port"_s, u"ssh"_s, good);
        row("of the filter", u"datepattern"_s, u"%%Y"_s, good);
        row("referred to", u"mine"_s, u"ssh"_s, good);
        row("of a tag", u"table"_s, u"f2b"_s, good);
    }
    void edits()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(int, fault);
        QFETCH(QString, meant);
        const config::ConfigTree before = tree({ { u"jail.local"_s, "[other]\nfindtime = %(web/mine)s\n" },
            { u"action.d/noop.local"_s, "[Definition]\nactionban = nft add <table> <ip>\n" } });
        const auto files = config::planEdits(before, { { .name = u"web"_s, .key = key, .value = value } });
        QVERIFY(files && files->size() == 1);
        const auto after = config::Configuration::read(config::edited(before, *files), {});
        const QList<config::FaultyEdit> found = config::faultyEdits(after, u"web"_s, files->first());
        QCOMPARE(found.size(), fault < 0 ? 0 : 1);
        if (fault < 0)
            return;
        QCOMPARE(int(found[0].fault), fault);
        QCOMPARE(found[0].key, key);
        QCOMPARE(found[0].value, value);
        QCOMPARE(found[0].meant, meant);
        QCOMPARE(found[0].origin.file, files->first().path);
        QVERIFY(found[0].origin.line > 0);
        // What was there before is nobody's edit.
        const auto again
            = config::planEdits(after.tree(), { { .name = u"web"_s, .key = u"maxretry"_s, .value = u"4"_s } });
        QVERIFY(again && again->size() == 1);
        QVERIFY(config::faultyEdits(
            config::Configuration::read(config::edited(after.tree(), *again), {}), u"web"_s, again->first())
                    .isEmpty());
    }

    // Not even where somebody writes the same line again would a stock jail's options be called unknown.
    void stockOptions()
    {
        for (const auto &version : { u"1.0.2"_s, u"1.1.0"_s }) {
            const config::ConfigTree stock = readTree(stockFolder(version));
            QVERIFY2(!stock.files.isEmpty(),
                "fail2ban's stock files are not unpacked: run tests/support/fetch_fail2ban.sh build/fail2ban");
            const auto configuration = config::Configuration::read(stock, {});
            QVERIFY(configuration.jailNames().size() > 50);
            QSet<QString> seen;
            for (const config::ConfiguredJail *jail : configuration.jails()) {
                for (const config::EffectiveValue &value : jail->options) {
                    if (value.origin.file.isEmpty() || seen.contains(value.key))
                        continue;
                    seen.insert(value.key);
                    QVERIFY2(config::isUsedOption(stock, value.key), qPrintable(version + u' ' + value.key));
                }
            }
            QVERIFY(seen.size() > 50);
            QVERIFY(!config::isUsedOption(stock, u"bantme"_s));
        }
    }

    void programs_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QStringList>("programs"); // in brackets: not needed
        const auto row = [](const char *title, const QString &command, const QStringList &programs) {
            QTest::newRow(title) << command << programs;
        };
        row("one", u"iptables -w -I f2b 1 -s 192.0.2.1 -j DROP"_s, { u"iptables"_s });
        row("nothing", u""_s, {});
        row("builtins", u"echo x; printf '%s' y && true\n[ -n x ] || exit 1"_s, {});
        row("pipe", u"nft list chain x | grep -q y"_s, { u"nft"_s, u"grep"_s });
        row("list", u"ipset create x; iptables -I x"_s, { u"ipset"_s, u"iptables"_s });
        row("an alternative", u"whois 1 || echo 'no whois'"_s, { u"(whois)"_s });
        row("groups", u"{ iptables -C x >/dev/null 2>&1; } || { iptables -I x; ip6tables -I x; }"_s,
            { u"iptables"_s, u"ip6tables"_s });
        row("only where it is there", u"command -v ufw && ufw deny x"_s, { u"(ufw)"_s });
        row("condition", u"if test -x /a; then ufw deny; else pfctl -t x; fi; logger done"_s,
            { u"(ufw)"_s, u"(pfctl)"_s, u"logger"_s });
        row("both branches", u"if [ -n x ] && ufw app info x\nthen\n ufw a\n date\nelse\n ufw b\nfi"_s,
            { u"ufw"_s, u"(date)"_s });
        row("loop", u"for p in $(echo 'a,b' | sed 's/,/ /g'); do nft add rule $p; done"_s, { u"nft"_s, u"(sed)"_s });
        row("assignment", u"lgm=$(cut -c1) LC_ALL=C curl -s x"_s, { u"curl"_s, u"(cut)"_s });
        row("a variable", u"$tool -I x; \"$other\" y"_s, {});
        row("quotes", u"'/usr/sbin/my tool' a; \"logger\" b"_s, { u"/usr/sbin/my tool"_s, u"logger"_s });
        row("in quotes", u"echo \"`date` ; nosuch $(hostname -f)\""_s, { u"(date)"_s, u"(hostname)"_s });
        row("redirection", u">/dev/null 2>&1 nft -f /x </y"_s, { u"nft"_s });
        row("comment", u"# nosuch\nlogger x # nosuch"_s, { u"logger"_s });
        row("case", u"case $x in a) nosuch;; esac; logger"_s, { u"logger"_s });
        row("function", u"f() { nft x; }; f"_s, { u"nft"_s });
        row("continued", u"nft \\\n add x"_s, { u"nft"_s });
        row("a text follows", u"cat <<EOF\nnosuch x\nEOF"_s, { u"cat"_s });
        row("background", u"sleep 1 & logger x"_s, { u"sleep"_s, u"logger"_s });
        row("not closed", u"logger 'x"_s, { u"logger"_s });
        row("endless", u"`"_s, {});
    }
    void programs()
    {
        QFETCH(QString, command);
        QFETCH(QStringList, programs);
        QCOMPARE(names(config::calledPrograms(command)), programs);
    }

    void programsOfAnAction()
    {
        // As 1.1.0 sends iptables: what a family decides is still a tag.
        config::DumpedAction action;
        action.properties = { { u"actionstart"_s,
                                  u"{ <iptables> -C f2b-<name> -j RETURN >/dev/null 2>&1; } || { "
                                  "<iptables> -N f2b-<name> || true; <iptables> -A f2b-<name>; }"_s },
            { u"actionban"_s, u"<iptables> -I f2b-<name> 1 -s <ip>\nmail -s \"banned <ip> of <matches>\" <dest>"_s },
            { u"actionunban"_s, u"nosuch <ip>"_s }, { u"iptables"_s, u"iptables <lockingopt>"_s },
            { u"lockingopt"_s, u"-w"_s }, { u"name"_s, u"web"_s } };
        QCOMPARE(names(config::calledPrograms(action)), QStringList({ u"iptables"_s, u"mail"_s }));
        action.properties = { { u"actionban"_s, u"<tool> x; <a> y"_s }, { u"a"_s, u"<b>"_s }, { u"b"_s, u"<a>"_s } };
        QVERIFY(config::calledPrograms(action).isEmpty()); // nobody knows, and no end of asking
        action.pythonFile = u"/x.py"_s;
        QVERIFY(config::calledPrograms(action).isEmpty());
    }

    void traps_data()
    {
        QTest::addColumn<QString>("regex");
        QTest::addColumn<QString>("begins"); // of some line; empty: there is none
        QTest::newRow("plain") << u"^<HOST> denied$"_s << QString();
        QTest::newRow("one repetition") << u"^\\s*user \\S+ from <HOST>.*$"_s << QString();
        QTest::newRow("optional group") << u"^(?:a b)? <HOST>"_s << QString();
        QTest::newRow("words") << u"^\\s*(?:\\w+\\s?)+: denied <HOST>$"_s << u"aaaaaaaaaaaaaaaaaaaa"_s;
        QTest::newRow("behind a text") << u"^sshd\\[\\d+\\]: (?:a+)+ <HOST>$"_s << u"sshd[1]: aaaaaaaaaaaa"_s;
        QTest::newRow("behind the address") << u"^<HOST> (?:[xy]+)*;$"_s << u"192.0.2.1 xxxxxxxxxx"_s;
        QTest::newRow("alternatives") << u"^(?:\\d|\\d)+ <HOST>"_s << u"1111111111"_s;
        QTest::newRow("counted") << u"^(?:b+){30,} <HOST>"_s << u"bbbbbbbbbb"_s;
        QTest::newRow("named group") << u"^(?P<user>(?:c+)+) <HOST>"_s << u"cccccc"_s;
        QTest::newRow("tag") << u"^<F-USER>(?:d+)+</F-USER> <HOST>"_s << u"dddddd"_s;
        QTest::newRow("not closed") << u"^(((e+)+"_s << u"eeee"_s;
        QTest::newRow("garbage") << u"[(?P<\\"_s << QString();
    }
    void traps()
    {
        QFETCH(QString, regex);
        QFETCH(QString, begins);
        const QStringList lines = config::adversarialLines(regex);
        if (begins.isEmpty())
            QCOMPARE(lines, QStringList());
        else
            QVERIFY2(std::ranges::any_of(lines, [&](const QString &line) { return line.startsWith(begins); }),
                qPrintable(lines.join(u'\n')));
    }

    void aTrapPassesThePrefix()
    {
        const QStringList lines
            = config::adversarialLines(u"^(?:a+)+ <HOST>$"_s, u"^app\\[\\d+\\]: <F-CONTENT>.+</F-CONTENT>$"_s);
        QVERIFY(!lines.isEmpty());
        QVERIFY2(lines.first().startsWith("app[1]: aaaa"_L1), qPrintable(lines.first()));
        // No depth of brackets is too deep, no length too long.
        QVERIFY(config::adversarialLines(QString(5000, u'(')).isEmpty());
        QVERIFY(config::adversarialLines(u"(a{1000}"_s.repeated(50) + u")+"_s.repeated(50)).size() <= 8);
    }

    void filtersThatAreShipped()
    {
        QVERIFY(config::isStockFilter(u"/etc/fail2ban/filter.d/apache-modsecurity.conf"_s));
        QVERIFY(!config::isStockFilter(u"/etc/fail2ban/filter.d/apache-modsecurity.local"_s));
        QVERIFY(!config::isStockFilter(u"/etc/fail2ban/filter.d/mine.conf"_s));
        QVERIFY(!config::isStockFilter(u"/etc/fail2ban/jail.d/sshd.conf"_s));
        QVERIFY(!config::isStockFilter({}));
    }

    void filters()
    {
        config::DumpedJail jail;
        jail.failregex = QStringList { u"^<HOST> 100%$"_s, u"^a ;b <HOST> "_s };
        jail.ignoreregex = QStringList { u"#x"_s };
        jail.prefregex = u"^<F-CONTENT>.+</F-CONTENT>$"_s;
        jail.settings = { { u"maxlines"_s, { u"2"_s } }, { u"datepattern"_s, { u"{^LN-BEG}TAI64N\n{^LN-BEG}"_s } } };
        QCOMPARE(config::filterText(jail).value_or(QString()),
            u"[Definition]\nprefregex =\n ^<F-CONTENT>.+</F-CONTENT>$\nfailregex =\n ^<HOST> 100%%$\n ^a \\x3bb "
            "<HOST>\\x20\nignoreregex =\n \\x23x\ndatepattern =\n {^LN-BEG}TAI64N\n {^LN-BEG}\nmaxlines =\n 2\n"_s);
        jail.failregex = QStringList { u"a\\ "_s }; // the blank is escaped already, and would be cut off
        QVERIFY(!config::filterText(jail));
        jail.failregex = QStringList { u"<failregex> <HOST>"_s };
        QVERIFY(!config::filterText(jail));
    }

    void lockouts()
    {
        constexpr double now = 1'795'000'000;
        const QByteArray output = "192.0.2.1|1794999900.0\n192.0.2.1|1794999990.5\nsome|body|1794999990.0\n"
                                  "2001:db8::1|1794999000\n\nnothing\n192.0.2.7|soon\n";
        const QList<config::FoundFailure> found = config::foundFailures(output, now);
        QCOMPARE(found.size(), 3);
        QCOMPARE(found[1].address, ip(u"192.0.2.1"_s));
        QCOMPARE(found[1].at, 1'794'999'990.5);
        const auto banned = [&](qint64 retry, double findtime, double since) {
            return config::wouldBeBanned(found, retry, findtime, since);
        };
        QCOMPARE(banned(2, 600, 0), { ip(u"192.0.2.1"_s) });
        QCOMPARE(banned(2, 90, 0), QList<core::IpAddress> {}); // 90.5 s apart
        QCOMPARE(banned(2, 90.5, 0), { ip(u"192.0.2.1"_s) });
        QCOMPARE(banned(3, 600, 0), QList<core::IpAddress> {});
        QCOMPARE(banned(1, 600, now - 60), { ip(u"192.0.2.1"_s) });
        QCOMPARE(banned(2, 600, now - 60), QList<core::IpAddress> {});
        QVERIFY(config::isIgnored(ip(u"192.0.2.1"_s), { u"example.org"_s, u"192.0.2.0/24"_s }));
        QVERIFY(!config::isIgnored(ip(u"192.0.3.1"_s), { u"192.0.2.0/24"_s, u"::/0"_s }));
        // A line without a year: this one's, or the last where that is still to come. (1795000000 is in November 2026.)
        QCOMPARE(config::foundFailures("192.0.2.1|86400\n", now)[0].at, 1'767'312'000.0); // 2 January 2026
        QCOMPARE(config::foundFailures("192.0.2.1|31449600\n", now)[0].at, 1'767'139'200.0); // 31 December 2025
    }

    void findings_data()
    {
        QTest::addColumn<QString>("jail");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind"); // -1: nothing
        QTest::addColumn<bool>("blocking");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char *title, const QString &jail, const QString &file, const QByteArray &text,
                             int kind, bool blocking = true, const QString &subject = {}) {
            QTest::newRow(title) << jail << file << text << kind << blocking << subject;
        };
        const QString extra = u"jail.d/x.local"_s;
        row("good", u"web"_s, extra, "[web]\nmaxretry = 4\n", -1);
        row("not enabled", u"off"_s, extra, "", int(FindingKind::NotEnabled), false);
        row("no filter", u"web"_s, extra, "[web]\nfilter =\n", int(FindingKind::NoFilter), false);
        row("a regex without a filter", u"web"_s, extra, "[web]\nfilter =\nfailregex = ^<HOST>\n", -1);
        row("no action", u"web"_s, extra, "[web]\naction =\n", int(FindingKind::NoAction));
        row("unknown filter", u"web"_s, extra, "[web]\nfilter = nosuch\n", int(FindingKind::UnknownFilter), true,
            u"nosuch"_s);
        row("unknown action", u"web"_s, extra, "[web]\naction = nosuch\n", int(FindingKind::UnknownAction), true,
            u"nosuch"_s);
        row("interpolation", u"web"_s, extra, "[web]\nlogpath = %(nosuch)s\n",
            int(FindingKind::UnresolvedInterpolation), true, u"logpath"_s);
        row("long name", u"a-name-of-25-characters-x"_s, extra, "[a-name-of-25-characters-x]\nenabled = true\n",
            int(FindingKind::NameTooLong), false, u"a-name-of-25-characters-x"_s);
        row("name of long letters", u"ein-Name-aus-24-Zeichen-ä"_s.sliced(1), extra,
            u"[%1]\nenabled = true\n"_s.arg(u"ein-Name-aus-24-Zeichen-ä"_s.sliced(1)).toUtf8(),
            int(FindingKind::NameTooLong), false, u"ein-Name-aus-24-Zeichen-ä"_s.sliced(1));
        row("name that just fits", u"a-name-of-24-characters-"_s, extra, "[a-name-of-24-characters-]\nenabled = true\n",
            -1);
        row("shared filter", u"web"_s, u"filter.d/weblike.local"_s, "[Definition]\nfailregex = ^<HOST> x\n",
            int(FindingKind::SharedFile), false, u"other"_s);
        row("shared action", u"web"_s, u"action.d/noop.local"_s, "[Definition]\nactionban = false\n",
            int(FindingKind::SharedFile), false, u"other"_s);
    }
    void findings()
    {
        QFETCH(QString, jail);
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QFETCH(bool, blocking);
        QFETCH(QString, subject);
        const auto configuration = config::Configuration::read(tree({ { file, text } }), {});
        const config::ConfiguredJail *configured = configuration.jail(jail);
        QVERIFY(configured);
        QVERIFY(config::globalFindings(configuration).isEmpty() || kind == int(FindingKind::UnresolvedInterpolation));
        const QList<config::Finding> found = config::jailFindings(configuration, *configured);
        QCOMPARE(found.size(), kind < 0 ? 0 : 1);
        if (kind >= 0) {
            QCOMPARE(int(found[0].kind), kind);
            QCOMPARE(found[0].blocking, blocking);
            QCOMPARE(found[0].subject, subject);
            QCOMPARE(found[0].jail, jail);
        }
    }

    void whoWins()
    {
        const QByteArray ours = "[web]\nenabled = true\nmaxretry = 5\n";
        const QString own = config::ownJailFile(u"web"_s);
        QCOMPARE(own, u"jail.d/zz-bangui-web.local"_s);
        const auto found = [&](const QByteArray &later) {
            const auto configuration
                = config::Configuration::read(tree({ { own, ours }, { u"jail.d/zzz.local"_s, later } }), {});
            return config::jailFindings(configuration, *configuration.jail(u"web"_s));
        };
        QVERIFY(found("[web]\nfindtime = 60\n").isEmpty());
        QVERIFY(found("[other]\nmaxretry = 9\n").isEmpty());
        const QList<config::Finding> maxretry = found("[web]\n\nmaxretry = 9\n");
        QCOMPARE(maxretry.size(), 1);
        QCOMPARE(maxretry[0].kind, FindingKind::NotWinning);
        QVERIFY(!maxretry[0].blocking);
        QCOMPARE(maxretry[0].subject, u"maxretry"_s);
        QCOMPARE(maxretry[0].origin.file, u"/etc/fail2ban/jail.d/zzz.local"_s);
        QCOMPARE(maxretry[0].origin.line, 3);
        const QList<config::Finding> enabled = found("[web]\nenabled = false\n");
        QVERIFY(std::ranges::any_of(enabled, [](const config::Finding &finding) {
            return finding.kind == FindingKind::NotWinning && finding.blocking;
        }));
    }

    void ofTheWholeServer()
    {
        auto configuration
            = config::Configuration::read(tree({ { u"jail.d/x.local"_s, "[web]\nx = 1\n[web]\nx = 2\n" } }), {});
        const QList<config::Finding> global = config::globalFindings(configuration);
        QVERIFY(std::ranges::any_of(global, [](const config::Finding &finding) {
            return finding.kind == FindingKind::DuplicateSection && finding.blocking && finding.origin.line == 3;
        }));
        configuration = config::Configuration::read(tree({ { u"jail.d/x.local"_s, "[other]\nfilter = no\n" } }), {});
        QVERIFY(config::globalFindings(configuration).isEmpty());
        const QList<config::Finding> others = config::otherJailsFindings(configuration, { u"web"_s });
        QCOMPARE(others.size(), 1);
        QCOMPARE(others[0].jail, u"other"_s);
        QVERIFY(!others[0].blocking);
        QVERIFY(config::otherJailsFindings(configuration, { u"web"_s, u"other"_s }).isEmpty());
    }

    void asIfItWereEnabled()
    {
        const auto files = config::Configuration::read(tree(), {});
        QVERIFY(!config::dumpOf(files.stream()).jail(u"off"_s));
        const auto enabled = config::withEnabled(files, u"off"_s, {});
        const config::StreamDump dump = config::dumpOf(enabled.stream());
        const config::DumpedJail *jail = dump.jail(u"off"_s);
        QVERIFY(jail && jail->started);
        QCOMPARE(jail->failregex, QStringList(u"^<HOST> denied"_s));
        QVERIFY(!files.jail(u"off"_s)->enabled); // the first one is as it was
    }

    void differences()
    {
        config::DumpedJail a = jailWith(u"addignoreip"_s, u"192.0.2.1"_s);
        a.settings[u"addignoreip"_s].append(u"192.0.2.2"_s);
        config::DumpedJail b = a;
        std::ranges::reverse(b.settings[u"addignoreip"_s]);
        QCOMPARE(config::firstDifference(a, b), QString()); // a set
        b.settings[u"maxretry"_s] = { 5 };
        QCOMPARE(config::firstDifference(a, b), u"maxretry:  / 5"_s);
        b = a;
        b.failregex += u"x"_s;
        QVERIFY(config::firstDifference(a, b).startsWith("failregex"_L1));
        b = a;
        b.actions = { { .name = u"noop"_s } };
        QCOMPARE(config::firstDifference(a, b), u"action:  / noop"_s);
        a.actions = { { .name = u"noop"_s, .properties = { { u"actionban"_s, u"x"_s } } } };
        QCOMPARE(config::firstDifference(a, b), u"noop.actionban: x / "_s);
    }
};

QTEST_APPLESS_MAIN(TestPreflightRules)
#include "tst_preflight_rules.moc"
