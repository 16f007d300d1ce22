// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/canary_rule.h"

#include "support/places.h"
#include "support/test_fail2ban.h"
#include "support/version_rows.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace services;
using Kind = CanaryOffer::Kind;
using Version = TestFail2ban::Version;

/// Whether a change may be tried out by a test ban: what would tell others of it is never run for that.
class TestCanaryRule : public QObject
{
    Q_OBJECT

    static config::DumpedAction action(const QString &ban, QMap<QString, QString> more = {})
    {
        more.insert(u"actionban"_s, ban);
        return { .name = u"mine"_s, .properties = more, .pythonFile = {} };
    }
    static config::DumpedJail jail(const QList<config::DumpedAction> &actions, const QVariantList &ignored = {})
    {
        config::DumpedJail made;
        made.name = u"web"_s;
        made.actions = actions;
        made.settings = { { u"addignoreip"_s, ignored } };
        made.started = true;
        return made;
    }
    static QString told(const CanaryBar &bar)
    {
        CanaryOffer offer { bar.kind, u"a"_s, bar.program };
        return bar.kind == Kind::Offered ? u"offered"_s : canaryDetail(offer).section(u": "_s, 1, 1);
    }
    /// fail2ban's own reading of one jail with each of its stock actions.
    static QList<config::DumpedAction> stockActions(Version version)
    {
        const TestFail2ban daemon(version);
        const QString root
            = qEnvironmentVariable("BANGUI_TEST_FAIL2BAN", places::source(QStringLiteral("/build/fail2ban")));
        const QDir stock(QDir(root).absoluteFilePath(TestFail2ban::versionText(version)) + u"/etc/fail2ban/action.d"_s);
        QString jails = u"[DEFAULT]\nenabled = true\nfilter = weblike\nlogpath = %1\nbackend = polling\n"
                        "bantime = 600\nfindtime = 600\nmaxretry = 3\nusedns = no\nlogencoding = utf-8\n"
                        "ignoreip =\nignorecommand =\n"_s.arg(daemon.watchedLog(u"web1"_s));
        for (const QString &name : stock.entryList({ u"*.conf"_s, u"*.py"_s }, QDir::Files)) {
            QFile file(stock.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            daemon.writeConfig(u"action.d/"_s + name, QString::fromUtf8(file.readAll()));
            // Those that only others include cannot be used.
            if (!name.contains("-common"_L1))
                jails += u"[j-%1]\naction = %1[name=x, port=\"ssh,smtp\", protocol=tcp]\n"_s.arg(
                    name.endsWith(".conf"_L1) ? name.chopped(5) : name);
        }
        daemon.writeConfig(u"jail.conf"_s, jails);
        const auto said = daemon.client({ u"-d"_s });
        const auto dump = config::parseStreamDump(said.output.toUtf8());
        if (!dump)
            qFatal("no dump: %s", qPrintable(said.errors));
        QList<config::DumpedAction> all;
        for (const config::DumpedJail &each : dump->jails)
            all += each.actions;
        return all;
    }

private Q_SLOTS:
    void stock_data() { versionRows(); }
    /// Of all that fail2ban brings along.
    void stock()
    {
        QFETCH(Version, version);
        QMap<QString, QStringList> found;
        QMap<QString, QStringList> seen;
        for (const config::DumpedAction &each : stockActions(version)) {
            const CanaryBar bar = canaryBar(each);
            found[told(bar)]
                += each.name.chopped(each.name.endsWith("-x"_L1) ? 2 : 0); // fail2ban adds the name that it was given
            for (const QString &rules : canaryRuleSets(jail({ each })))
                seen[rules] += found[told(bar)].constLast();
            qInfo("%-28s %-8s %s", qPrintable(each.name), qPrintable(told(bar)), qPrintable(bar.program));
        }
        for (QStringList &names : found)
            names.sort();
        for (QStringList &names : seen)
            names.sort();
        QCOMPARE(seen.value(u"nftables"_s),
            (QStringList { u"nftables"_s, u"nftables-allports"_s, u"nftables-multiport"_s }));
        QCOMPARE(seen.value(u"ipset"_s),
            (QStringList { u"firewallcmd-ipset"_s, u"iptables-ipset"_s, u"iptables-ipset-proto4"_s,
                u"iptables-ipset-proto6"_s, u"iptables-ipset-proto6-allports"_s, u"shorewall-ipset-proto6"_s }));
        QCOMPARE(seen.value(u"iptables"_s),
            (QStringList { u"iptables"_s, u"iptables-allports"_s, u"iptables-multiport"_s, u"iptables-multiport-log"_s,
                u"iptables-new"_s, u"symbiosis-blacklist-allports"_s }));
        QStringList tells { u"abuseipdb"_s, u"apprise"_s, u"blocklist_de"_s, u"cloudflare"_s, u"cloudflare-token"_s,
            u"complain"_s, u"dshield"_s, u"ipthreat"_s, u"mail"_s, u"mail-buffered"_s, u"mail-whois"_s,
            u"mail-whois-lines"_s, u"mikrotik"_s, u"mynetwatchman"_s, u"netscaler"_s, u"nsupdate"_s, u"sendmail"_s,
            u"sendmail-buffered"_s, u"sendmail-geoip-lines"_s, u"sendmail-whois"_s, u"sendmail-whois-ipjailmatches"_s,
            u"sendmail-whois-ipmatches"_s, u"sendmail-whois-lines"_s, u"sendmail-whois-matches"_s, u"smtp"_s,
            u"xarf-login-attack"_s };
        if (version == Version::V1_0_2)
            tells.removeAll(u"mikrotik"_s);
        QCOMPARE(found.value(u"tells"_s), tells);
        // Those of other systems, and what has a web server reload.
        QCOMPARE(found.value(u"unknown"_s),
            (QStringList { u"bsd-ipfw"_s, u"ipfw"_s, u"nginx-block-map"_s, u"osx-afctl"_s, u"osx-ipfw"_s, u"pf"_s }));
        QCOMPARE(found.value(u"offered"_s),
            (QStringList { u"apf"_s, u"dummy"_s, u"firewallcmd-allports"_s, u"firewallcmd-ipset"_s,
                u"firewallcmd-multiport"_s, u"firewallcmd-new"_s, u"firewallcmd-rich-logging"_s,
                u"firewallcmd-rich-rules"_s, u"hostsdeny"_s, u"ipfilter"_s, u"iptables"_s, u"iptables-allports"_s,
                u"iptables-ipset"_s, u"iptables-ipset-proto4"_s, u"iptables-ipset-proto6"_s,
                u"iptables-ipset-proto6-allports"_s, u"iptables-multiport"_s, u"iptables-multiport-log"_s,
                u"iptables-new"_s, u"iptables-xt_recent-echo"_s, u"nftables"_s, u"nftables-allports"_s,
                u"nftables-multiport"_s, u"npf"_s, u"route"_s, u"shorewall"_s, u"shorewall-ipset-proto6"_s,
                u"symbiosis-blacklist-allports"_s, u"ufw"_s }));
    }

    void ownActions_data()
    {
        QTest::addColumn<QString>("ban");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("a rule") << u"nft add element inet f2b s { <ip> }"_s << u"offered"_s;
        QTest::newRow("a rule by its path")
            << u"/usr/sbin/iptables -I x -s <ip> --dports smtp,ssh -j DROP"_s << u"offered"_s;
        QTest::newRow("a text") << u"printf 'ban %%s\\n' <ip> >> /var/log/bans"_s << u"offered"_s;
        QTest::newRow("nothing") << QString() << u"offered"_s;
        QTest::newRow("of a jail for mail") << u"iptables -I f2b-mail 1 -s <ip> -j DROP"_s << u"offered"_s;
        QTest::newRow("curl") << u"/usr/bin/curl -d ip=<ip> example.org"_s << u"tells"_s;
        QTest::newRow("in a substitution") << u"x=$(wget -qO- example.org/<ip>)"_s << u"tells"_s;
        QTest::newRow("fed by another") << u"echo <ip> | mail -s ban root"_s << u"tells"_s;
        QTest::newRow("in a case") << u"case <ip> in *) mail root;; esac"_s << u"tells"_s;
        QTest::newRow("by a text of awk") << u"awk 'BEGIN { print \"x\" | \"sendmail root\" }'"_s << u"tells"_s;
        QTest::newRow("by the shell's own net") << u"echo <ip> > /dev/udp/192.0.2.1/514"_s << u"tells"_s;
        QTest::newRow("an address of the web") << u"/usr/local/bin/post https://example.org <ip>"_s << u"tells"_s;
        QTest::newRow("a script") << u"/usr/local/bin/ban <ip>"_s << u"unknown"_s;
        QTest::newRow("by a variable") << u"$BAN <ip>"_s << u"unknown"_s;
        QTest::newRow("by eval") << u"eval \"$BAN <ip>\""_s << u"unknown"_s;
        QTest::newRow("sourced") << u". /etc/ban.sh"_s << u"unknown"_s;
        QTest::newRow("by another shell") << u"sh -c 'x <ip>'"_s << u"unknown"_s;
        QTest::newRow("a case") << u"case <ip> in *) x;; esac"_s << u"unknown"_s;
    }
    void ownActions()
    {
        QFETCH(QString, ban);
        QFETCH(QString, verdict);
        QCOMPARE(told(canaryBar(action(ban))), verdict);
        // Also where it is another command of it.
        QCOMPARE(told(canaryBar(action(u"true"_s, { { u"actionunban"_s, ban } }))), verdict);
        QCOMPARE(told(canaryBar(action(u"<how>"_s, { { u"how"_s, ban } }))), verdict);
    }

    void marksCount()
    {
        QCOMPARE(canaryBar(action(u"true"_s, { { u"norestored"_s, u"1"_s } })),
            (CanaryBar { Kind::TellsOthers, u"norestored"_s }));
        QCOMPARE(canaryBar(action(u"true"_s, { { u"norestored"_s, u"True"_s } })).kind, Kind::TellsOthers);
        QCOMPARE(canaryBar(action(u"true"_s, { { u"norestored"_s, u"0"_s } })).kind, Kind::Offered);
        QCOMPARE(canaryBar({ .name = u"x"_s, .properties = {}, .pythonFile = u"/etc/fail2ban/action.d/own.py"_s }),
            (CanaryBar { Kind::Unknown, u"own.py"_s }));
    }

    void isOfferedForWhatIsNew()
    {
        const config::DumpedAction good = action(u"nft add element x y { <ip> }"_s);
        QCOMPARE(canaryOffer(jail({ good }), true, {}).kind, Kind::Offered);
        QCOMPARE(canaryOffer(jail({ good }), false, {}).kind, Kind::NotDue);
        QCOMPARE(canaryOffer(std::nullopt, true, {}).kind, Kind::NotDue);
        QCOMPARE(canaryOffer(jail({}), true, {}).kind, Kind::NotDue);
        // One that tells is enough, wherever it stands; it is named before one that is not known.
        const auto mixed = canaryOffer(jail({ good, action(u"/opt/x"_s), action(u"curl <ip>"_s) }), true, {});
        QCOMPARE(canaryDetail(mixed), u"canary: tells: mine: curl"_s);
        QCOMPARE(canaryDetail(canaryOffer(jail({ action(u"/opt/x"_s), good }), true, {})),
            u"canary: unknown: mine: /opt/x"_s);
        QCOMPARE(canaryDetail(canaryOffer(jail({ good }, { u"0.0.0.0/0"_s }), true, {})), u"canary: no address"_s);
        QCOMPARE(canaryDetail({}), u"canary: not due"_s);
    }

    void theAddressIsNobodys()
    {
        const auto documented = [](const QString &text) {
            return text.startsWith("192.0.2."_L1) || text.startsWith("198.51.100."_L1)
                || text.startsWith("203.0.113."_L1);
        };
        QSet<QString> all;
        for (int i = 0; i < 200; ++i) {
            const auto one = canaryAddress(jail({}), {});
            QVERIFY(one && documented(one->toString()));
            const int last = one->toString().section(u'.', 3).toInt();
            QVERIFY(last >= 1 && last <= 254);
            all += one->toString();
        }
        QVERIFY2(all.size() > 50, "always the same");
        // Out of one network all but two, and these two are ours and tried.
        QVariantList ignored { u"192.0.2.0/24"_s, u"198.51.100.0/24"_s, u"::1"_s, u"host.example"_s,
            u"203.0.113.128/25"_s, u"203.0.113.64/26"_s, u"203.0.113.32/27"_s, u"203.0.113.16/28"_s,
            u"203.0.113.8/29"_s, u"203.0.113.4/30"_s };
        const QList<core::IpAddress> own { *core::IpAddress::parse(u"203.0.113.1"_s) };
        for (int i = 0; i < 20; ++i) {
            const auto one = canaryAddress(jail({}, ignored), own, { u"203.0.113.2"_s });
            QVERIFY(one);
            QCOMPARE(one->toString(), u"203.0.113.3"_s);
        }
        ignored += u"203.0.113.3"_s;
        QVERIFY(!canaryAddress(jail({}, ignored), own, { u"203.0.113.2"_s }));
    }

    void whereItMustBeSeen()
    {
        QCOMPARE(
            canaryRuleSets(jail({ action(u"<nft> add element x y { <ip> }"_s, { { u"nft"_s, u"/usr/sbin/nft"_s } }) })),
            QStringList { u"nftables"_s });
        QCOMPARE(
            canaryRuleSets(jail({ action(u"iptables -w -I c 1 -s <ip> -j DROP"_s) })), QStringList { u"iptables"_s });
        // Of what it bans with, and not of what it starts with.
        QCOMPARE(canaryRuleSets(
                     jail({ action(u"ipset -exist add s <ip>"_s, { { u"actionstart"_s, u"iptables -I x"_s } }) })),
            QStringList { u"ipset"_s });
        for (const QString &ban : { u"iptables-legacy -I c 1 -s <ip>"_s, u"ip6tables -I c"_s,
                 u"firewall-cmd --add <ip>"_s, u"printf '<ip>' >> /etc/hosts.deny"_s, u"nft x || true"_s })
            QCOMPARE(canaryRuleSets(jail({ action(ban) })), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestCanaryRule)
#include "tst_canary_rule.moc"
