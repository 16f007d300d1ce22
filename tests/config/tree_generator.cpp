// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree_generator.h"
#include "tree_sheet.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace config_trees {
namespace {

const QStringList times { u"600"_s, u"10m"_s, u"1h 30m"_s, u"-1"_s, u"1d12h"_s, u"1w"_s, u"60*5"_s, u"2mon"_s,
    u"1.5h"_s, u"nonsense"_s, u"%(default/bantime)s"_s, u"1y6mo"_s };
const QStringList addresses { u"127.0.0.1/8 ::1"_s, u"10.0.0.1, 10.0.0.2,10.0.0.3"_s, u"192.0.2.0/24\n198.51.100.1"_s,
    u"example.org\t10.1.1.1"_s, {}, u"a , , b"_s, u"%(default/ignoreip)s 192.0.2.7"_s, u"::1\n\n2001:db8::/32,"_s };
const QStringList logPaths { u"%(fail2ban_confpath)s/log/one.log"_s, u"%(fail2ban_confpath)s/log/*.log"_s,
    u"%(fail2ban_confpath)s/log/one.log tail"_s,
    u"%(fail2ban_confpath)s/log/t?o.log\n%(fail2ban_confpath)s/log/[ot]*.log head"_s,
    u"%(fail2ban_confpath)s/log/missing.log"_s, u"@FOLDER@/log/one.log\n\n@FOLDER@/log/missing*.log tail"_s,
    u"%(logs)s"_s, u"@FOLDER@/log/with space.log"_s };

/// What one file may refer to.
struct Scope
{
    QStringList filters;
    QStringList actions;
    QStringList jails;
};

class TreeMaker
{
public:
    explicit TreeMaker(quint32 seed)
        : m_seed(seed)
        , m_dice(seed)
    {
    }
    GeneratedTree make()
    {
        m_tree.name = u"seed %1"_s.arg(m_seed);
        m_tree.logs = { u"log/one.log"_s, u"log/two.log"_s, u"log/three.log"_s, u"log/with space.log"_s };
        if (m_dice.percent(90))
            put(u"fail2ban.conf"_s, globals(true));
        if (m_dice.percent(40))
            put(u"fail2ban.local"_s, globals(false));
        if (m_dice.percent(25))
            put(u"fail2ban.d/"_s + m_dice.of<QString>({ u"a.conf"_s, u"b.local"_s, u".hidden.conf"_s }),
                globals(false));
        for (int i = 0, n = 2 + m_dice.below(3); i < n; ++i)
            filter(m_dice.of<QString>({ u"f"_s, u"flt-"_s, u"f_"_s }) + QString::number(i));
        for (int i = 0, n = 2 + m_dice.below(3); i < n; ++i)
            action(m_dice.of<QString>({ u"a"_s, u"act-"_s, u"ban_"_s }) + QString::number(i));
        jails();
        if (m_seed % 7 == 3)
            breakOne();
        return m_tree;
    }

private:
    void put(const QString &path, const QByteArray &bytes) { m_tree.files.insert(path, bytes); }
    bool chance(int percent) { return m_dice.percent(percent); }

    QByteArray globals(bool first)
    {
        Sheet sheet(m_dice);
        const QList<std::pair<QString, QStringList>> all { { u"loglevel"_s,
                                                               { u"INFO"_s, u"debug"_s, u"10"_s, u"NOTICE"_s } },
            { u"logtarget"_s, { u"STDERR"_s, u"%(fail2ban_log)s"_s, u"/var/log/%%x.log"_s, {} } },
            { u"syslogsocket"_s, { u"auto"_s, u"/dev/log"_s } }, { u"allowipv6"_s, { u"auto"_s, u"no"_s } },
            { u"socket"_s, { u"/run/x.sock"_s } },
            { u"dbfile"_s, { u"None"_s, u":memory:"_s, u"/var/lib/ü.sqlite3"_s } }, { u"dbmaxmatches"_s, numbers },
            { u"dbpurgeage"_s, times.mid(0, 9) }, { u"unknown"_s, { u"x"_s } } };
        sheet.section(u"DEFAULT"_s);
        sheet.option(u"fail2ban_log"_s, u"/var/log/fail2ban-%(__name__)s.log"_s);
        if (first || chance(80))
            sheet.section(u"Definition"_s);
        for (const auto &[key, values] : all) {
            if (chance(first ? 70 : 25))
                sheet.option(key, m_dice.of(values));
        }
        if (chance(40)) {
            sheet.section(u"Thread"_s);
            if (chance(70))
                sheet.option(u"stacksize"_s, m_dice.of(numbers));
        }
        return sheet.bytes();
    }

    void filter(const QString &name)
    {
        m_scope.filters += name;
        if (!m_tree.files.contains(u"filter.d/common.conf"_s)) {
            Sheet common(m_dice);
            common.section(u"DEFAULT"_s);
            common.option(u"_daemon"_s, u"\\S*"_s);
            common.option(u"__prefix_line"_s, u"\\s*%(_daemon)s(?:<known_logtype>)?<logtype>"_s);
            common.option(u"known_re"_s, u"^commonly <HOST> %(_daemon)s"_s);
            if (chance(50)) {
                common.section(u"Definition"_s);
                common.option(u"t0"_s, u"common zero"_s);
            }
            put(u"filter.d/common.conf"_s, common.bytes());
            if (chance(40)) {
                Sheet local(m_dice);
                local.section(u"DEFAULT"_s);
                local.option(u"_daemon"_s, u"local[%%]d"_s);
                put(u"filter.d/common.local"_s, local.bytes());
            }
        }
        Sheet sheet(m_dice);
        sheet.section(u"INCLUDES"_s);
        sheet.option(u"before"_s, chance(80) ? u"common.conf"_s : u"missing.conf\ncommon.conf"_s);
        if (chance(30)) {
            sheet.option(u"after"_s, name + u"-after.local"_s);
            Sheet after(m_dice);
            writeFilterBody(m_dice, after, false, 25);
            put(u"filter.d/%1-after.local"_s.arg(name), after.bytes());
        }
        writeFilterBody(m_dice, sheet, true, 60);
        put(u"filter.d/%1.conf"_s.arg(name), sheet.bytes());
        if (chance(35)) {
            Sheet local(m_dice);
            writeFilterBody(m_dice, local, false, 25);
            put(u"filter.d/%1.local"_s.arg(name), local.bytes());
        }
        if (chance(15)) {
            Sheet more(m_dice);
            writeFilterBody(m_dice, more, false, 15);
            put(u"filter.d/%1.d/50.conf"_s.arg(name), more.bytes());
        }
    }

    void action(const QString &name)
    {
        m_scope.actions += name;
        Sheet sheet(m_dice);
        if (chance(30)) {
            sheet.section(u"INCLUDES"_s);
            sheet.option(u"before"_s, u"base.conf"_s);
            Sheet base(m_dice);
            writeActionBody(m_dice, base, 30);
            put(u"action.d/base.conf"_s, base.bytes());
        }
        writeActionBody(m_dice, sheet, 60);
        put(u"action.d/%1.conf"_s.arg(name), sheet.bytes());
        if (chance(35)) {
            Sheet local(m_dice);
            writeActionBody(m_dice, local, 25);
            put(u"action.d/%1.local"_s.arg(name), local.bytes());
        }
    }

    QString filterCall()
    {
        const QString name = chance(96) ? m_dice.of(m_scope.filters) : u"no-such'filter"_s;
        switch (m_dice.below(9)) {
        case 0:
            return name + u"[mode=%(mode)s]"_s;
        case 1:
            return name + u"[mode=\"extra\", t1='a, b', t2=%%x]"_s;
        case 2:
            return name + u"[t1=\"<t2> \"][t2=3]"_s;
        case 3:
            return name + u"[logtype=short,\n  maxlines=5]"_s;
        case 4:
            return chance(20) ? name + u"[t1=a b=c, d"_s : name + u"[]"_s;
        case 5:
            return name + u"[a=1, date=\"%%Y\", maxlines=four]"_s;
        default:
            return name;
        }
    }
    QString actionCall()
    {
        const QString name = chance(97) ? m_dice.of(m_scope.actions) : u"no-such-action"_s;
        switch (m_dice.below(12)) {
        case 0:
            return u"%(action_)s"_s;
        case 1:
            return name + u"[name=%(__name__)s, port=\"%(port)s\", protocol=tcp]"_s;
        case 2:
            return name + u"[name=\"%(__name__)s-two\", type=one]"_s;
        case 3:
            return name + u"[actname=other-%1, cmd='x y; z']"_s.arg(m_dice.below(3));
        case 4:
            return u"script.py[dest=\"a@b\", text='é\U0001f600\"', n=1%1]"_s.arg(
                chance(50) ? u", actname=py2"_s : QString());
        case 5:
            return name + u"[port=\"80,443\"][chain=<known/chain>]"_s;
        case 6:
            return name + u"[blocktype=DROP, bantime=<bantime>,\n  norestored=1]"_s;
        case 7:
            return name + u"[cmd=<lock>, lock=\"%(bantime)s\"]"_s;
        default:
            return name;
        }
    }
    QString actionLines()
    {
        QStringList calls;
        for (int i = 0, n = m_dice.below(3); i <= n; ++i)
            calls += actionCall();
        return calls.join(m_dice.of<QString>({ u"\n"_s, u"\n"_s, u" "_s, u"\n\n"_s }));
    }

    void jailOptions(Sheet &sheet, int dense, bool inDefault, bool again)
    {
        const auto known = [&](const QString &key, const QString &value) {
            // Only of what surely was there before: else nothing at all could be read.
            return again && chance(20) ? u"%(known/"_s + key + u")s"_s : value;
        };
        if (chance(inDefault ? 30 : 85))
            sheet.option(u"enabled"_s, chance(85) ? m_dice.of(truths) : m_dice.of(lies));
        if (chance(dense))
            sheet.option(u"backend"_s,
                m_dice.of<QString>(
                    { u"auto"_s, u"polling"_s, u"systemd"_s, u"systemd[journalflags=1]"_s, u"pyinotify"_s, {} }));
        if (chance(inDefault ? 0 : dense * 2))
            sheet.option(u"filter"_s, filterCall());
        for (const QString &key : { u"bantime"_s, u"findtime"_s })
            if (chance(dense) && !(inDefault && key == "bantime"_L1))
                sheet.option(key, known(key, inDefault ? u"1h"_s : m_dice.of(times)));
        if (chance(dense))
            sheet.option(u"maxretry"_s, m_dice.of(numbers));
        for (const QString &key : { u"bantime.increment"_s, u"bantime.overalljails"_s, u"ignoreself"_s })
            if (chance(dense / 2))
                sheet.option(key, m_dice.of(truths + lies));
        for (const QString &key : { u"bantime.factor"_s, u"bantime.formula"_s, u"bantime.multipliers"_s,
                 u"bantime.maxtime"_s, u"bantime.rndtime"_s })
            if (chance(dense / 3))
                sheet.option(key,
                    m_dice.of<QString>({ u"1"_s, u"ban.Time * (1<<(ban.Count if ban.Count<20 else 20))"_s, u"1 2 4 8"_s,
                        u"5w"_s, {} }));
        if (chance(dense) && !inDefault)
            sheet.option(u"ignoreip"_s, m_dice.of(addresses));
        if (chance(dense / 2))
            sheet.option(u"ignorecommand"_s,
                m_dice.of<QString>(
                    { {}, u"%(fail2ban_confpath)s/x <ip>"_s, u"/bin/a;b ;c"_s, u"v%(fail2ban_version)s"_s }));
        if (chance(dense / 3))
            sheet.option(u"ignorecache"_s, u"key=\"<ip>\", max-count=100, max-time=5m"_s);
        if (chance(inDefault ? 0 : 80))
            sheet.option(u"logpath"_s, known(u"logpath"_s, m_dice.of(logPaths)));
        for (const QString &key :
            { u"logencoding"_s, u"logtimezone"_s, u"usedns"_s, u"datepattern"_s, u"port"_s, u"mode"_s })
            if (chance(dense / 2))
                sheet.option(key,
                    m_dice.of<QString>({ u"auto"_s, u"UTC+01:00"_s, u"warn"_s, u"normal"_s, u"extra"_s, u"%%d"_s }));
        if (chance(dense / 3) && !inDefault)
            sheet.option(u"failregex"_s, chance(40) ? u"%(known/failregex)s\n^more <HOST>"_s : u"^own %% <HOST>"_s);
        if (chance(dense / 3) && !inDefault)
            sheet.option(u"ignoreregex"_s, u"^not\n\n^nor this"_s);
        if (chance(dense / 3))
            sheet.option(u"maxlines"_s, m_dice.of(numbers));
        if (chance(dense / 3))
            sheet.option(u"journalmatch"_s, u"A=1 + B='2 3'\nC=\\\"4"_s);
        if (chance(dense / 3))
            sheet.option(u"maxmatches"_s, chance(50) ? u"%(maxretry)s"_s : m_dice.of(numbers));
        if (!inDefault && chance(60))
            sheet.option(u"action"_s, actionLines());
        if (chance(10))
            sheet.option(u"some.unknown-key"_s, u"[x] = y: z"_s);
    }

    void jails()
    {
        const QStringList names { u"sshd"_s, u"web-1"_s, u"Mail"_s, u"über"_s, u"a b"_s, u"ftp_2"_s, u"it's"_s,
            u"sshd-ddos"_s };
        const int count = 2 + m_dice.below(4);
        for (int i = 0; i < count; ++i) {
            const QString &name = m_dice.of(names);
            if (!m_scope.jails.contains(name))
                m_scope.jails += name;
        }
        const bool paths = chance(50);
        Sheet sheet(m_dice);
        if (paths) {
            sheet.section(u"INCLUDES"_s);
            sheet.option(
                u"before"_s, m_dice.of<QString>({ u"paths.conf"_s, u"./paths.conf"_s, u"@FOLDER@/paths.conf"_s }));
            if (chance(40))
                sheet.option(u"after"_s, u"overrides.local\nmissing.conf"_s);
            Sheet pathsSheet(m_dice);
            pathsSheet.section(u"DEFAULT"_s);
            pathsSheet.option(u"logs"_s, u"@FOLDER@/log/two.log"_s);
            put(u"paths.conf"_s, pathsSheet.bytes());
            Sheet overrides(m_dice);
            overrides.section(u"DEFAULT"_s);
            overrides.option(u"port"_s, u"2222"_s);
            put(u"overrides.local"_s, overrides.bytes());
            if (chance(50)) {
                Sheet pathsLocal(m_dice);
                pathsLocal.section(u"DEFAULT"_s);
                pathsLocal.option(u"logs"_s, u"@FOLDER@/log/three.log tail"_s);
                put(u"paths.local"_s, pathsLocal.bytes());
            }
        }
        sheet.section(u"DEFAULT"_s);
        if (!paths || chance(30))
            sheet.option(u"logs"_s, u"@FOLDER@/log/one.log"_s);
        for (const auto &[key, value] : QList<std::pair<QString, QString>> { { u"bantime"_s, u"10m"_s },
                 { u"ignoreip"_s, u"127.0.0.1/8"_s }, { u"port"_s, u"0:65535"_s }, { u"mode"_s, u"normal"_s },
                 { u"filter"_s,
                     m_dice.of<QString>({ m_scope.filters.first(), m_scope.filters.first() + u"[mode=%(mode)s]"_s }) },
                 { u"logpath"_s, u"%(logs)s"_s },
                 { u"action_"_s, m_scope.actions.first() + u"[port=\"%(port)s\", name=%(__name__)s]"_s },
                 { u"action"_s, u"%(action_)s"_s } })
            sheet.option(key, value);
        if (chance(60)) {
            // A second [DEFAULT] is no duplicate.
            sheet.section(u"DEFAULT"_s);
            if (chance(50))
                sheet.option(u"maxretry"_s, u"5"_s);
            if (chance(50))
                sheet.option(u"findtime"_s, u"%(bantime)s"_s);
            sheet.option(u"enabled"_s, m_dice.of<QString>({ u"false"_s, u"true"_s }));
        }
        for (const QString &name : m_scope.jails) {
            sheet.section(name);
            jailOptions(sheet, 25, false, false);
        }
        put(m_dice.percent(92) ? u"jail.conf"_s : u"jail.d/00.conf"_s, sheet.bytes());
        QStringList more;
        for (const QString &path : { u"jail.local"_s, u"jail.d/10-a.conf"_s, u"jail.d/20-b.conf"_s,
                 u"jail.d/10-a.local"_s, u"jail.d/Z.local"_s, u"jail.d/ü.local"_s, u"jail.d/.hidden.conf"_s,
                 u"jail.d/x.CONF"_s, u"jail.d/sub/x.conf"_s })
            if (chance(25))
                more += path;
        for (const QString &path : more) {
            Sheet local(m_dice);
            if (chance(30)) {
                local.section(u"DEFAULT"_s);
                // Not what is there already for certain: one file may not say a thing twice.
                local.option(u"maxretry"_s, m_dice.of<QString>({ u"4"_s, u"6"_s }));
                if (chance(30))
                    local.option(u"port"_s, u"1:1024"_s);
            }
            for (const QString &name : m_scope.jails) {
                if (!chance(45))
                    continue;
                local.section(name);
                // Twice "known" of one option would be a recursion.
                jailOptions(local, 15, false, path == more.first());
            }
            put(path, local.bytes());
        }
    }

    /// One defect that may end everything.
    void breakOne()
    {
        const QStringList paths = m_tree.files.keys();
        const QString path
            = m_dice.percent(60) ? m_dice.of(paths.filter(QRegularExpression(u"^jail"_s))) : m_dice.of(paths);
        QByteArray &bytes = m_tree.files[path];
        const QList<QByteArray> defects { "\n[sshd]\nmaxretry = 1\n[sshd]\n", "\n[twice]\na = 1\nA = 2\n",
            "\n[junk]\nno option here\n", "\n[sshd]\nbantime = %(nothing)s\n", "\n[DEFAULT]\nport = 5 % 6\n",
            "\n[bytes]\nx = \xff\xfe\n", "\n[Definition]\nt1 = <t2>\nt2 = <t1>\n",
            "\n[DEFAULT]\nbantime = %(bantime)s\n", "\n[x]\n= empty\n", "\n[DEFAULT]\nbackend = %(backend\n",
            "\n[INCLUDES]\nbefore = %(x)s\n" };
        if (m_dice.percent(15))
            bytes.prepend("\xef\xbb\xbf");
        else if (m_dice.percent(10))
            bytes.prepend("key = before any section\n");
        else
            bytes.append(m_dice.of(defects));
    }

    quint32 m_seed;
    Dice m_dice;
    Scope m_scope;
    GeneratedTree m_tree;
};

} // namespace

GeneratedTree generated(quint32 seed)
{
    return TreeMaker(seed).make();
}

} // namespace config_trees
