// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"
#include "integration/preflight_rig.h"

#include <QCoreApplication>
#include <QDate>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>

#include <map>

using namespace Qt::StringLiterals;
using Kind = services::PreflightIssueKind;
using Severity = services::PreflightSeverity;

namespace {

/// A jail's configuration with one defect.
struct Broken
{
    QString file; ///< below the configuration's folder
    QByteArray text; ///< @D@ is the folder of the server
    QString words;
    QString key = {}; ///< of the one option that is wrong, where it is one
    QString value = {};
};

/// Makes defects from a table, each in many shapes, by a seed. Every one is such that fail2ban, told to reload, would
/// lose the jail or refuse everything (fact sheet 4.2 and 8.2).
class Maker
{
public:
    explicit Maker(quint32 seed)
        : m_random(seed)
    {
    }

    static constexpr int defects = 24;

    Broken make(int defect, const QString &jail)
    {
        m_jail = jail;
        switch (defect % defects) {
        case 0:
            return setting(u"logpath"_s,
                pick({ u"@D@/log/none.log"_s, u"/no/such/folder/x.log"_s, u"@D@/log/no*.txt"_s, u"@D@/nolog/*.log"_s,
                    u"@D@/log/web1.log.missing tail"_s }));
        case 1:
            return setting(u"logpath"_s, pick({ u"@D@/log"_s, u"@D@/run"_s, u"/tmp"_s, u"@D@/lo?"_s }));
        case 2:
            return file("maxretry = 3\n" + section("maxretry = 4\n"));
        case 3:
            return file(section("maxretry = 3\n") + section("findtime = 60\n"));
        case 4:
            return file(section("maxretry = 3\nbantime = 60\nmaxretry = 3\n"));
        case 5:
            return setting(pick({ u"logpath"_s, u"filter"_s, u"bantime"_s, u"action"_s }),
                pick({ u"%(nosuch)s"_s, u"/x/%(nosuch)s/y"_s, u"%(nosection/x)s"_s, u"50%"_s, u"%(logpath"_s }));
        case 6:
            return setting(
                u"filter"_s, pick({ u"nosuch"_s, u"weblik"_s, u"web/like"_s, u"nosuch[mode=aggressive]"_s }));
        case 7:
            return setting(
                u"action"_s, pick({ u"nosuch"_s, u"noop\n nosuch[name=x]"_s, u"iptables-of-mine[port=ssh]"_s }));
        case 8:
            return setting(u"action"_s, {});
        case 9:
            return regex(pick({ u"^<HOST> ("_s, u"^<HOST> ["_s, u"^<HOST> *+*"_s, u"^<HOST> (?P<a>x)(?P<a>y)"_s,
                u"^<HOST> x{2,1}"_s, u"^(?<=a+)b <HOST>"_s, u"^<HOST> )"_s, u"^<HOST> (?P<1>x)"_s, u"^<HOST> [z-a]"_s,
                u"^<HOST> (?P=none)"_s }));
        case 10:
            return setting(u"ignoreregex"_s, pick({ u"("_s, u"[a"_s, u"a{3,1}"_s, u"(?<=x*)y"_s, u"*x"_s }));
        case 11:
            return regex(pick({ u"^denied$"_s, u"Failed password"_s, u"from (\\S+)$"_s, u"^(?P<hst>\\S+) denied"_s,
                u"^<HOSTS> denied"_s }));
        case 12:
            return regex(pick({ u"^\\s*(?:\\w+\\s?)+: denied <HOST>$"_s, u"^(a+)+ denied <HOST>$"_s,
                u"^(?:[a-z]+)*; <HOST>$"_s, u"^(?:\\S+\\s*)+; from <HOST>$"_s, u"^(?:\\d+|\\w+)+ = <HOST>$"_s,
                u"^user (?:\\w+-?)+@ from <HOST>$"_s, u"^(?:.*?,?)+; <HOST>$"_s, u"^\\[(?:x|x)+\\] <HOST>$"_s }));
        case 13:
            return setting(
                u"datepattern"_s, pick({ u"^%%Y("_s, u"%%Y-%%m-%%d [%%H"_s, u"^%%Y(?P<x>"_s, u"%%d)%%m"_s }));
        case 14:
            return setting(
                u"backend"_s, pick({ u"foo"_s, u"inotify"_s, u"systemd2"_s, u"poling"_s, u"pyinotify"_s, u""_s }));
        case 15:
            return setting(pick({ u"bantime"_s, u"findtime"_s }),
                pick({ u"soon"_s, u"ten minutes"_s, u"10x"_s, u"1h and 5m"_s, u"10 fortnights"_s, u"60*"_s, u"(60"_s,
                    u"1..5"_s, u""_s }));
        case 16:
            return setting(pick({ u"bantime"_s, u"findtime"_s, u"bantime.maxtime"_s, u"bantime.rndtime"_s }),
                pick({ u"__import__('os').getpid()"_s, u"len('abc')"_s, u"9**9"_s, u"[60][0]"_s, u"exit()"_s }));
        case 17:
            return setting(pick({ u"maxretry"_s, u"maxmatches"_s }),
                pick({ u"many"_s, u"3.5"_s, u"0x10"_s, u"3 4"_s, u"5 times"_s }));
        case 18:
            return setting(u"logencoding"_s, pick({ u"nosuch"_s, u"unicode-8"_s, u"no"_s, u""_s }));
        case 19:
            return pick<Broken>(
                { setting(u"ignorecache"_s, u"max-count=100"_s), setting(u"bantime.multipliers"_s, u"1 two 4"_s),
                    setting(u"bantime.formula"_s, u"ban.Time * (2"_s), setting(u"logtimezone"_s, u"Mars/Olympus"_s) });
        case 20:
            return action(pick({ u"actionban = nosuch-tool -I <ip>"_s, u"actionstart = /usr/sbin/nosuch-table -N f2b"_s,
                u"actionban = echo <ip> | nosuch-sink"_s, u"actionstart = true; nosuch-tool start"_s,
                u"actionban = x=1; for p in tcp udp; do nosuch-wall $p <ip>; done"_s,
                u"actioncheck = nosuch-tool -n | grep -q f2b"_s, u"actionban = <tool> add <ip>\ntool = nosuch-nft -w"_s,
                u"actionstart = { nosuch-tool -C x; }"_s }));
        case 21:
            return setting(u"action"_s, pick({ u"nosuch.py"_s, u"noop\n mailer.py[dest=a]"_s }));
        case 22:
            return file(section("# caf\xe9\nmaxretry = 3\n"));
        default:
            return { u"fail2ban.local"_s,
                "[Definition]\n"
                    + pick({ u"dbpurgeage = soon"_s, u"dbmaxmatches = many"_s, u"dbpurgeage = 1 dy2"_s,
                               u"dbpurgeage = open('x')"_s })
                          .toUtf8()
                    + '\n',
                u"global"_s };
        }
    }

private:
    template <typename T> T pick(const QList<T> &values) { return values.at(m_random.bounded(values.size())); }
    QString pick(const QStringList &values) { return values.at(m_random.bounded(values.size())); }

    QByteArray section(const QByteArray &options) const { return '[' + m_jail.toUtf8() + "]\n" + options; }
    Broken file(const QByteArray &text)
    {
        return { pick({ u"jail.local"_s, u"jail.d/broken.local"_s, u"jail.d/broken.conf"_s,
                     u"jail.d/zz-bangui-"_s + m_jail + u".local"_s }),
            text, QString::fromLatin1(text) };
    }
    Broken setting(const QString &key, const QString &value)
    {
        QByteArray options = key.toUtf8() + " = " + value.toUtf8() + '\n';
        if (m_random.bounded(2))
            options = "# by hand\nusedns = no\n" + options;
        if (m_random.bounded(3) == 0)
            options += "\nfindtime.note = x\n";
        Broken made = file(section(options));
        made.key = key;
        made.value = value;
        return made;
    }
    Broken regex(const QString &value)
    {
        switch (m_random.bounded(3)) {
        case 0:
            return setting(u"failregex"_s, value);
        case 1:
            return setting(u"failregex"_s, u"^good <HOST>\n "_s + value);
        default:
            return { u"filter.d/weblike.local"_s, "[Definition]\nfailregex = " + value.toUtf8() + '\n', value };
        }
    }
    Broken action(const QString &text)
    {
        return { u"action.d/dummy.local"_s, "[Definition]\n" + text.toUtf8() + '\n', text };
    }

    QRandomGenerator m_random;
    QString m_jail;
};

} // namespace

/// Broken jail configurations: all of them are refused before anything is sent. BANGUI_TEST_BROKEN: how many (a sample
/// else); BANGUI_TEST_SEED: which.
class TestPreflightBroken final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsSet("BANGUI_TEST_SEED"))
            m_seed = quint32(qEnvironmentVariableIntValue("BANGUI_TEST_SEED"));
        m_elapsed.start();
    }
    void cleanupTestCase()
    {
        for (auto kind = m_kinds.cbegin(); kind != m_kinds.cend(); ++kind)
            qInfo("%s: %d", qPrintable(kind.key()), kind.value());
        qInfo("%d broken configurations, seed %u, %lld s", m_made, m_seed, m_elapsed.elapsed() / 1000);
        QVERIFY(m_made >= leastOfASample);
        qInfo("%d changes", m_refused);
        QVERIFY(m_refused >= leastOfASample);
        m_rigs.clear();
    }

    void everyOneIsRefused_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("count");
        const int count = m_all ? qEnvironmentVariableIntValue("BANGUI_TEST_BROKEN") : Maker::defects;
        for (int first = 0; first < count; first += Maker::defects)
            QTest::addRow("%d", first) << first << std::min(Maker::defects, count - first);
    }
    /// Each row has every defect once; both versions take turns.
    void everyOneIsRefused()
    {
        QFETCH(int, first);
        QFETCH(int, count);
        // A sample is of other kinds each day, and its few are far from each other in the table.
        const int begin = m_all ? 0 : int(QDate::currentDate().toJulianDay() * leastOfASample % Maker::defects);
        const int stride = m_all ? 1 : 7;
        for (int i = 0; i < count; ++i) {
            if (m_all || m_made < leastOfASample || m_elapsed.elapsed() < sampleMs)
                check(first + (begin + i * stride) % count);
        }
    }

    void noChangeIsBegun_data() { everyOneIsRefused_data(); }
    /// The same on the way by which they would be applied: with the defect as what is to be written, and with a
    /// harmless edit beside a defect that somebody else has written. A healthy daemon runs meanwhile, and keeps all
    /// that it has.
    void noChangeIsBegun()
    {
        QFETCH(int, first);
        QFETCH(int, count);
        const int begin = m_all ? 0 : int(QDate::currentDate().toJulianDay() * leastOfASample % Maker::defects);
        const int stride = m_all ? 1 : 7;
        if (first == 0)
            m_elapsed.restart();
        for (int i = 0; i < count; ++i) {
            if (m_all || m_refused < leastOfASample || m_elapsed.elapsed() < sampleMs)
                change(first + (begin + i * stride) % count);
        }
    }

private:
    static bool put(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }
    /// Every file of the configuration with its bytes.
    static QMap<QString, QByteArray> filesOf(const QString &folder)
    {
        QMap<QString, QByteArray> files;
        QDirIterator all(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString path = all.next();
            files.insert(path, transactions::bytesOf(path));
        }
        return files;
    }

    void change(int i)
    {
        Maker maker(m_seed + quint32(i));
        const auto version = TestFail2ban::versions().at((i + i / Maker::defects) % 2);
        auto &rig = m_rigs[version];
        if (!rig) {
            rig = std::make_unique<changes::Rig>(version);
            QVERIFY2(rig->start(), qPrintable(rig->s.daemon.error()));
            // Without a defect it would go on.
            const auto shown = rig->s.wait<services::ChangePreview>([&](auto handler) {
                rig->changes->preview(rig->edit(u"web"_s, u"ignoreself"_s, u"true"_s), &rig->s.context, handler);
            });
            QVERIFY(shown && shown->report.passed());
        }
        // Anew each time: the one before may be over.
        QCOMPARE(rig->s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
        const QString jail = i % 3 == 0 ? u"j%1"_s.arg(m_seed % 1000 + quint32(i)) : u"web"_s;
        const Broken broken = maker.make(i, jail);
        const QString folder = rig->s.daemon.configDir();
        const auto before = filesOf(folder);
        if (jail != "web"_L1)
            QVERIFY(put(folder + u"/jail.d/a-%1.conf"_s.arg(jail),
                u"[%1]\nenabled = false\nfilter = weblike\nlogpath = %2/log/web1.log\n"_s
                    .arg(jail, rig->s.daemon.folder())
                    .toUtf8()));
        const bool ours = !broken.key.isEmpty() && i / 2 % 2 == 0;
        const QString inFolder = rig->s.daemon.folder();
        changes::ChangeRequest request
            = rig->request(jail == "web"_L1 ? changes::ChangeKind::Edit : changes::ChangeKind::Enable, jail);
        if (ours) {
            request.edits = { { .key = broken.key,
                .value = QString(broken.value).replace(u"@D@"_s, inFolder).replace(u"\n "_s, u"\n"_s) } };
            request.edits += rig->edit(jail, u"enabled"_s, u"true"_s).edits;
            request.kind = changes::ChangeKind::Edit;
        } else {
            QVERIFY(put(folder + u'/' + broken.file, QByteArray(broken.text).replace("@D@", inFolder.toUtf8())));
            if (jail == "web"_L1)
                request.edits = rig->edit(jail, u"ignoreself"_s, u"true"_s).edits;
        }
        const auto with = filesOf(folder);
        const auto outcome = rig->make(request);
        const auto after = filesOf(folder);
        for (auto file = with.cbegin(); file != with.cend(); ++file) {
            const auto old = before.constFind(file.key());
            QVERIFY(old == before.cend() ? QFile::remove(file.key()) : *old == *file || put(file.key(), *old));
        }
        const QString words = u"%1 (%2, %3, %4): %5\n%6"_s.arg(i).arg(TestFail2ban::versionText(version), jail,
            ours ? u"ours"_s : broken.file, broken.words, changes::Rig::told(outcome));
        // Before anything is armed; or it is no edit at all.
        QVERIFY2(!outcome || outcome->result == changes::ChangeResult::Refused, qPrintable(words));
        QVERIFY2(
            !outcome || (outcome->steps.size() == 1 && outcome->steps.first().stage == changes::ChangeStage::Preflight),
            qPrintable(words));
        // For what it is, where it could be written at all.
        const core::ErrorCode code = outcome ? outcome->error.code : outcome.error().code;
        const bool isNoEdit = code == core::ErrorCode::InvalidArgument || code == core::ErrorCode::NotSupported;
        QString why = isNoEdit ? core::errorCodeName(code) : QString();
        for (const services::PreflightIssue &issue : outcome ? outcome->issues : QList<services::PreflightIssue>()) {
            if (why.isEmpty() && issue.severity == Severity::Blocking && issue.kind != Kind::NotChecked
                && issue.kind != Kind::NotWinning)
                why = kindName(issue.kind);
        }
        QVERIFY2(!why.isEmpty(), qPrintable(words));
        ++m_kinds[u"change: "_s + why];
        QVERIFY2(after == with, qPrintable(words));
        QVERIFY2(rig->isClean(), qPrintable(words + rig->leftovers()));
        QCOMPARE(rig->jails(), (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
        QCOMPARE(rig->get(u"web"_s, u"banip"_s), u"192.0.2.7"_s);
        ++m_refused;
    }

    void check(int i)
    {
        Maker maker(m_seed + quint32(i));
        const auto version = TestFail2ban::versions().at((i + i / Maker::defects) % 2);
        const QString jail = i % 3 == 0 ? u"j%1"_s.arg(m_seed % 1000 + quint32(i)) : u"web"_s;
        const Broken broken = maker.make(i, jail);
        PreflightRig rig(version);
        if (jail != "web"_L1)
            rig.fail2ban.writeConfig(u"jail.d/a-%1.conf"_s.arg(jail),
                u"[%1]\nenabled = true\nfilter = weblike\nlogpath = @D@/log/web1.log\n"_s.arg(jail));
        QByteArray text = broken.text;
        text.replace("@D@", rig.fail2ban.folder().toUtf8());
        QFile file(rig.fail2ban.configDir() + u'/' + broken.file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const auto report = rig.check(jail);
        const QString words = u"%1 (%2, %3, %4): %5\n%6"_s.arg(i).arg(
            TestFail2ban::versionText(version), jail, broken.file, broken.words, told(report));
        QVERIFY2(report && !report->passed(), qPrintable(words));
        // Refused for what it is, and not because something could not be looked at.
        QVERIFY2(report->issues.first().kind != Kind::NotChecked, qPrintable(words));
        ++m_kinds[kindName(report->issues.first().kind)];
        ++m_made;
    }

    static constexpr qint64 sampleMs
        = 10'000; // with the slowest of them after it, a runaway regex, this fits into 30 s
    static constexpr int leastOfASample = 5; // also on a slow machine
    const bool m_all = qEnvironmentVariableIsSet("BANGUI_TEST_BROKEN");
    quint32 m_seed = 20'261'121;
    QElapsedTimer m_elapsed;
    QMap<QString, int> m_kinds;
    int m_made = 0;
    std::map<TestFail2ban::Version, std::unique_ptr<changes::Rig>> m_rigs;
    int m_refused = 0; ///< changes
};

int main(int argc, char *argv[])
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // all of them take a quarter of an hour and more
    QCoreApplication application(argc, argv);
    TestPreflightBroken test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_preflight_broken.moc"
