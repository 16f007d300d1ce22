// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_settings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = core::PreflightIssueKind;

namespace {

config::DumpedJail jailWith(const QString &setting, const QVariantList &words)
{
    config::DumpedJail jail { .name = u"web"_s };
    jail.settings.insert(setting, words);
    return jail;
}

QString told(const std::optional<services::SettingEffect> &effect)
{
    if (!effect)
        return u"nothing"_s;
    return (effect->kind == Kind::RuntimeLost ? u"lost: "_s : u"pending: "_s) + effect->change;
}

} // namespace

/// What a reload does to a running jail's settings beside what it is made for.
class TestRunningSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("property");
        QTest::addColumn<QVariant>("running");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *property, const QVariant &running, const char *wanted,
                             const char *said) {
            QTest::newRow(name) << QString::fromUtf8(property) << running << QString::fromUtf8(wanted)
                                << QString::fromUtf8(said);
        };
        row("same", "maxretry", 5, "5", "nothing");
        row("tuned", "maxretry", 99, "7", "lost: 99 -> 7");
        row("one time in two forms", "bantime", 600, "10m", "nothing");
        row("another time", "findtime", 777, "10m", "lost: 777 -> 10m");
        row("what we cannot read", "findtime", 777, "60*(10)", "nothing");
        row("a flag", "ignoreself", true, "true", "nothing");
        row("a flag that was turned", "ignoreself", false, "true", "lost: False -> true");
    }
    void values()
    {
        QFETCH(QString, property);
        QFETCH(QVariant, running);
        QFETCH(QString, wanted);
        QFETCH(QString, said);
        const config::DumpedJail after = jailWith(property, { wanted });
        QCOMPARE(told(services::settingEffect(property, running, after, nullptr)), said);
        // Of what the edit sets nothing is lost that nobody has asked for.
        const config::DumpedJail before = jailWith(property, { u"3"_s });
        QCOMPARE(told(services::settingEffect(property, running, after, &before)), u"nothing"_s);
        QCOMPARE(told(services::settingEffect(property, running, {}, nullptr)), u"nothing"_s); // no file has it
    }

    // What somebody else has written and nobody has loaded, and what runs and stands in no file.
    void regexes()
    {
        config::DumpedJail after { .name = u"web"_s };
        after.failregex = QStringList { u"^<HOST> \"GET /wpadmin"_s, u"^<HOST> denied$"_s };
        const auto said = [&after](const QStringList &running, const config::DumpedJail *before = nullptr) {
            return told(services::settingEffect(u"failregex"_s, running, after, before));
        };
        const QString denied = u"^(?P<host>\\S+) denied$"_s;
        const QString get = u"^(?P<host>\\S+) \"GET /wpadmin"_s;
        QCOMPARE(said({ get, denied }), u"nothing"_s);
        const QStringList older { u"^(?P<host>\\S+) \"GET /admin"_s, denied };
        QCOMPARE(said(older), u"pending: ^<HOST> \"GET /wpadmin"_s);
        QCOMPARE(said({ get }), u"pending: ^<HOST> denied$"_s);
        QCOMPARE(said({ get, denied, u"^x"_s }), u"lost: ^x"_s);
        const config::DumpedJail before;
        QCOMPARE(said(older, &before), u"nothing"_s);
        after.ignoreregex = QStringList { u"^<HOST> ok"_s };
        QCOMPARE(
            told(services::settingEffect(u"ignoreregex"_s, QStringList(), after, nullptr)), u"pending: ^<HOST> ok"_s);
        after.prefregex = u"^<F-CONTENT>.+</F-CONTENT>$"_s;
        QCOMPARE(told(services::settingEffect(u"prefregex"_s, u"^(?P<content>.+)$"_s, after, nullptr)), u"nothing"_s);
        QCOMPARE(told(services::settingEffect(u"prefregex"_s, QString(), after, nullptr)),
            u"pending: ^<F-CONTENT>.+</F-CONTENT>$"_s);
        // A reload leaves a running one where the files have none.
        after.prefregex.clear();
        QCOMPARE(told(services::settingEffect(u"prefregex"_s, u"^x"_s, after, nullptr)), u"nothing"_s);
    }

    void logs()
    {
        const config::DumpedJail after = jailWith(u"addlogpath"_s, { u"/l/web.log"_s, u"tail"_s, u"/l/a/x.log"_s });
        const auto said = [&after](const QStringList &running) {
            return told(
                services::settingEffect(u"logpath"_s, running, after, nullptr, { u"/l/web.log"_s, u"/l/*/x.log"_s }));
        };
        QCOMPARE(said({ u"/l/a/x.log"_s, u"/l/web.log"_s }), u"nothing"_s);
        QCOMPARE(said({ u"/l/a/x.log"_s, u"/l/web2.log"_s }), u"pending: /l/web2.log -> /l/web.log"_s);
        QCOMPARE(said({ u"/l/a/x.log"_s }), u"pending: -> /l/web.log"_s);
        QCOMPARE(said({ u"/l/a/x.log"_s, u"/l/web.log"_s, u"/m.log"_s }), u"lost: /m.log"_s);
        // Deleted since, and listed all the same.
        QCOMPARE(said({ u"/l/a/x.log"_s, u"/l/web.log"_s, u"/l/b/x.log"_s }), u"nothing"_s);
    }

    void others_data()
    {
        QTest::addColumn<QString>("property");
        QTest::addColumn<QVariant>("running");
        QTest::addColumn<QVariantList>("wanted");
        QTest::addColumn<QString>("said");
        const auto row
            = [](const char *name, const QString &property, const QVariant &running, const QVariantList &wanted,
                  const QString &said) { QTest::newRow(name) << property << running << wanted << said; };
        row("names", u"usedns"_s, u"warn"_s, { u"no"_s }, u"pending: warn -> no"_s);
        row("the same names", u"usedns"_s, u"warn"_s, { u"WARN"_s }, u"nothing"_s);
        row("lines", u"maxlines"_s, 1, { u"20"_s }, u"pending: 1 -> 20"_s);
        row("no command", u"ignorecommand"_s, false, { u""_s }, u"nothing"_s);
        row("a command", u"ignorecommand"_s, false, { u"/x"_s }, u"pending: False -> /x"_s);
        const QVariant matches
            = QVariantList { QVariantList { u"_COMM=a"_s, u"_UID=0"_s }, QVariantList { u"_COMM=b"_s } };
        row("matches", u"journalmatch"_s, matches, { u"_COMM=a"_s, u"_UID=0"_s, u"+"_s, u"_COMM=b"_s }, u"nothing"_s);
        row("other matches", u"journalmatch"_s, matches, { u"_COMM=b"_s },
            u"pending: _COMM=a _COMM=b _UID=0 -> _COMM=b"_s);
        row("date", u"datepattern"_s, QVariantList { u"%Y"_s, u"Year"_s }, { u"%Y"_s }, u"nothing"_s);
        row("another date", u"datepattern"_s, QVariantList { u"%Y"_s, u"Year"_s }, { u"%d"_s }, u"pending: %Y -> %d"_s);
        row("a date that is not told", u"datepattern"_s, QVariantList { QVariant(), u"Default Detectors"_s },
            { u"{^LN-BEG}%d"_s }, u"nothing"_s);
    }
    void others()
    {
        QFETCH(QString, property);
        QFETCH(QVariant, running);
        QFETCH(QVariantList, wanted);
        QFETCH(QString, said);
        const QString setting = property == "journalmatch"_L1 ? u"addjournalmatch"_s : property;
        QCOMPARE(told(services::settingEffect(property, running, jailWith(setting, wanted), nullptr)), said);
    }

    // Who was allowed while it ran is never banned in silence, not even where the list itself is edited.
    void allowed()
    {
        const auto list = [](const QVariantList &words) { return jailWith(u"addignoreip"_s, words); };
        const QVariant running = QStringList { u"203.0.113.5"_s, u"127.0.0.0/8"_s };
        const auto said = [&](const config::DumpedJail &after, const config::DumpedJail *before = nullptr) {
            return told(services::settingEffect(u"ignoreip"_s, running, after, before));
        };
        QCOMPARE(said(list({ u"127.0.0.1/8"_s, u"203.0.113.5"_s })), u"nothing"_s);
        QCOMPARE(said(list({ u"127.0.0.1/8"_s })), u"lost: 127.0.0.0/8 203.0.113.5 -> 127.0.0.0/8"_s);
        QCOMPARE(said(list({ u"127.0.0.1/8"_s, u"203.0.113.5"_s, u"192.0.2.1"_s })),
            u"pending: 127.0.0.0/8 203.0.113.5 -> 127.0.0.0/8 192.0.2.1 203.0.113.5"_s);
        const config::DumpedJail before = list({ u"127.0.0.1/8"_s });
        QCOMPARE(said(list({ u"127.0.0.1/8"_s, u"192.0.2.1"_s }), &before), u"lost: 203.0.113.5"_s);
        QCOMPARE(said(list({ u"203.0.113.5"_s }), &before), u"nothing"_s); // the edit takes out what it names
        // The daemon takes brackets off, of names, too.
        const QVariant bare = QStringList { u"127.0.0.1"_s, u"x"_s, u"2001:db8::1"_s };
        const config::DumpedJail bracketed = list({ u"127.0.0.1"_s, u"[x]"_s, u"[2001:db8::1]"_s });
        QCOMPARE(told(services::settingEffect(u"ignoreip"_s, bare, bracketed, nullptr)), u"nothing"_s);
    }
};

QTEST_GUILESS_MAIN(TestRunningSettings)
#include "tst_running_settings.moc"
