// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_words.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace services;

class TestChangeWords : public QObject
{
    Q_OBJECT

    static config::DumpedJail jail()
    {
        config::DumpedJail made;
        made.name = u"web"_s;
        made.backend = u"polling"_s;
        made.failregex = { u"^<HOST> bad"_s };
        made.actions
            = { { .name = u"dummy"_s, .properties = { { u"actionban"_s, u"ban <ip>"_s } }, .pythonFile = {} } };
        made.settings
            = { { u"addlogpath"_s, { u"/var/log/a"_s } }, { u"addignoreip"_s, { u"127.0.0.1"_s, u"::1"_s } } };
        made.started = true;
        return made;
    }

private Q_SLOTS:
    /// They are in logs and documents: scripts rest on them.
    void names()
    {
        QStringList stages;
        for (const ChangeStage stage : { ChangeStage::Preflight, ChangeStage::Snapshot, ChangeStage::Arm,
                 ChangeStage::Write, ChangeStage::Apply, ChangeStage::Verify, ChangeStage::Confirm, ChangeStage::Disarm,
                 ChangeStage::Restore, ChangeStage::RestoreVerify })
            stages += changeStageName(stage);
        QCOMPARE(stages,
            (QStringList { u"preflight"_s, u"snapshot"_s, u"arm"_s, u"write"_s, u"apply"_s, u"verify"_s, u"confirm"_s,
                u"disarm"_s, u"restore"_s, u"restore_verify"_s }));
        QStringList results;
        for (const ChangeResult result : { ChangeResult::Active, ChangeResult::Inactive, ChangeResult::Refused,
                 ChangeResult::RolledBack, ChangeResult::NotRestored, ChangeResult::Open, ChangeResult::Unknown })
            results += changeResultName(result);
        QCOMPARE(results,
            (QStringList { u"active"_s, u"inactive"_s, u"refused"_s, u"rolled back"_s, u"not restored"_s, u"open"_s,
                u"unknown"_s }));
        QCOMPARE(changeKindName(ChangeKind::Enable), u"enable"_s);
        QCOMPARE(changeKindName(ChangeKind::Disable), u"disable"_s);
        QCOMPARE(changeKindName(ChangeKind::Edit), u"edit"_s);
    }

    void anIdTellsKindAndDaemon()
    {
        const QString socket = u"/var/run/fail2ban/fail2ban.sock"_s;
        for (const ChangeKind kind : { ChangeKind::Enable, ChangeKind::Disable, ChangeKind::Edit }) {
            const QString id = newChangeId(kind, socket);
            QCOMPARE(changeKindOf(id), kind);
            QVERIFY(isChangeOf(id, socket));
            QVERIFY(isChangeOf(id, u"/run/fail2ban//fail2ban.sock"_s)); // the same place
            QVERIFY(!isChangeOf(id, u"/run/other/fail2ban.sock"_s));
            QVERIFY(newChangeId(kind, socket) != id);
            for (const QChar c : id)
                QVERIFY2(c.isLetterOrNumber() || c == u'-', qPrintable(id));
        }
        QCOMPARE(changeKindOf(u"something-else"_s), ChangeKind::Edit);
        const QString rescue = newRescueId(socket);
        QVERIFY(isRescueId(rescue) && isChangeOf(rescue, socket) && newRescueId(socket) != rescue);
        QVERIFY(!isRescueId(newChangeId(ChangeKind::Edit, socket)));
    }

    void whoeverIsHereHasAName()
    {
        const QByteArray user = qgetenv("USER");
        const QByteArray login = qgetenv("LOGNAME");
        qputenv("USER", "dep\nloy");
        QVERIFY(whoIsHere().endsWith(u'@' + QSysInfo::machineHostName()));
        QVERIFY(!whoIsHere().contains(u'\n'));
        qunsetenv("USER");
        qunsetenv("LOGNAME");
        const QString name = whoIsHere().section(u'@', 0, 0);
        QVERIFY2(!name.isEmpty() && name != u"?"_s, qPrintable(name));
        qputenv("USER", user);
        qputenv("LOGNAME", login);
    }

    void editsOfARequest()
    {
        ChangeRequest request;
        request.jail = u"web"_s;
        request.kind = ChangeKind::Enable;
        request.edits
            = { { .key = u"bantime"_s, .value = u"1h"_s }, { .key = u"port"_s, .value = {}, .remove = true } };
        const auto edits = optionEdits(request);
        QCOMPARE(edits.size(), 3);
        QCOMPARE(edits.at(0).key, u"bantime"_s);
        QCOMPARE(edits.at(0).value, u"1h"_s);
        QVERIFY(edits.at(1).remove);
        QCOMPARE(edits.at(2).key, u"enabled"_s);
        QCOMPARE(edits.at(2).value, u"true"_s);
        QCOMPARE(edits.at(2).name, u"web"_s);
        QVERIFY(edits.at(2).target == config::EditTarget::Jail);
        request.kind = ChangeKind::Disable;
        QCOMPARE(optionEdits(request).at(2).value, u"false"_s);
        request.kind = ChangeKind::Edit;
        QCOMPARE(optionEdits(request).size(), 2);
    }

    void filesOfFiltersAndActions()
    {
        config::ConfigTree tree;
        tree.folder = u"/etc/fail2ban"_s;
        tree.files.insert(tree.path(u"jail.conf"_s),
            "[DEFAULT]\nenabled = true\n[a]\nfilter = f\naction = x\n[b]\nfilter = f\naction = y\n"
            "[c]\nfilter = g\naction = x\n[d]\nenabled = false\nfilter = f\n");
        for (const QString &name : { u"filter.d/f.conf"_s, u"filter.d/g.conf"_s })
            tree.files.insert(tree.path(name), "[Definition]\nfailregex = ^<HOST>\n");
        for (const QString &name : { u"action.d/x.conf"_s, u"action.d/y.conf"_s })
            tree.files.insert(tree.path(name), "[Definition]\nactionban = true\n");
        ChangeRequest request;
        request.jail = u"a"_s;
        request.part = ConfigPart::Filter;
        request.definition = u"f"_s;
        request.text = "[Definition]\nfailregex = ^x <HOST>\n";
        const auto files = plannedFiles(tree, request);
        QVERIFY(files && files->size() == 1);
        QCOMPARE(files->constFirst().path, u"/etc/fail2ban/filter.d/f.local"_s);
        QCOMPARE(files->constFirst().after, request.text);
        const auto configuration = config::Configuration::read(tree, {});
        QCOMPARE(alsoConcerned(configuration, request), QStringList { u"b"_s });
        request.part = ConfigPart::Action;
        request.definition = u"x"_s;
        QCOMPARE(plannedFiles(tree, request)->constFirst().path, u"/etc/fail2ban/action.d/x.local"_s);
        QCOMPARE(alsoConcerned(configuration, request), QStringList { u"c"_s });
        request.part = ConfigPart::Jail;
        QVERIFY(alsoConcerned(configuration, request).isEmpty());
        // Of a filter or an action there is a text, and nothing that belongs to a jail.
        request.part = ConfigPart::Action;
        request.kind = ChangeKind::Enable;
        QVERIFY(!plannedFiles(tree, request));
        request.kind = ChangeKind::Edit;
        request.text.reset();
        QVERIFY(!plannedFiles(tree, request));
        request.text = "";
        request.definition = u"../x"_s;
        QVERIFY(!plannedFiles(tree, request));
        // A path tells what it was.
        using Named = std::pair<ConfigPart, QString>;
        QCOMPARE(changedDefinition(u"/etc/fail2ban/filter.d/f.local"_s), Named(ConfigPart::Filter, u"f"_s));
        QCOMPARE(changedDefinition(u"/etc/fail2ban/action.d/x.local"_s), Named(ConfigPart::Action, u"x"_s));
        QCOMPARE(changedDefinition(u"/etc/fail2ban/jail.d/zz-bangui-a.local"_s), Named(ConfigPart::Jail, u"a"_s));
    }

    void linkErrors()
    {
        QVERIFY(isLinkError(core::ErrorCode::TunnelDown));
        QVERIFY(isLinkError(core::ErrorCode::HostKeyChanged));
        QVERIFY(!isLinkError(core::ErrorCode::Timeout)); // the daemon's own silence
        QVERIFY(!isLinkError(core::ErrorCode::VerifyFailed));
    }

    /// The daemon shows its own groups where a tag was.
    void regexes_data()
    {
        QTest::addColumn<QStringList>("running");
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QString>("difference");
        const QString host = u"(?:\\[?(?:::f{4,6}:)?(?P<ip4>(?:\\d{1,3}\\.){3}\\d{1,3})\\]?)"_s;
        QTest::newRow("none") << QStringList() << QStringList() << QString();
        QTest::newRow("same") << QStringList { u"^"_s + host + u" bad$"_s } << QStringList { u"^<HOST> bad$"_s }
                              << QString();
        QTest::newRow("no tag") << QStringList { u"^plain$"_s } << QStringList { u"^plain$"_s } << QString();
        QTest::newRow("other") << QStringList { u"^"_s + host + u" good$"_s } << QStringList { u"^<HOST> bad$"_s }
                               << u"^<HOST> bad$"_s;
        QTest::newRow("no tag, more") << QStringList { u"^plain more$"_s } << QStringList { u"^plain"_s }
                                      << u"^plain"_s;
        QTest::newRow("missing") << QStringList() << QStringList { u"^<HOST>"_s } << u"^<HOST>"_s;
        QTest::newRow("beyond") << QStringList { u"^a"_s, u"^b"_s } << QStringList { u"^a"_s } << u"^b"_s;
        QTest::newRow("begins otherwise") << QStringList { u"^denied "_s + host + u"$"_s }
                                          << QStringList { u"denied <HOST>$"_s } << u"denied <HOST>$"_s;
        QTest::newRow("ends otherwise") << QStringList { u"^denied "_s + host + u" for now$"_s }
                                        << QStringList { u"^denied <HOST> for"_s } << u"^denied <HOST> for"_s;
        QTest::newRow("flag of a group") << QStringList { u"^(?i:denied|no) "_s + host + u"$"_s }
                                         << QStringList { u"^(?:(?i)denied|no) <HOST>$"_s } << QString();
        QTest::newRow("order") << QStringList { u"^a"_s, u"^b"_s } << QStringList { u"^b"_s, u"^a"_s } << u"^b"_s;
    }
    void regexes()
    {
        QFETCH(QStringList, running);
        QFETCH(QStringList, wanted);
        QFETCH(QString, difference);
        QCOMPARE(firstRegexDifference(running, wanted), difference);
    }

    void dumps()
    {
        const config::DumpedJail before = jail();
        config::DumpedJail stopped = before;
        stopped.started = false;
        QCOMPARE(firstDumpDifference(before, before), QString());
        QCOMPARE(firstDumpDifference(std::nullopt, stopped), QString()); // neither runs
        QCOMPARE(firstDumpDifference(before, std::nullopt), u"enabled"_s);
        QCOMPARE(firstDumpDifference(stopped, before), u"enabled"_s);
        const auto changed = [&before](auto change) {
            config::DumpedJail after = before;
            change(after);
            return firstDumpDifference(before, after);
        };
        QCOMPARE(changed([](auto &j) { j.failregex += u"^<HOST> too"_s; }), u"failregex"_s);
        QCOMPARE(changed([](auto &j) { j.ignoreregex += u"^x"_s; }), u"ignoreregex"_s);
        QCOMPARE(changed([](auto &j) { j.prefregex = u"^x"_s; }), u"prefregex"_s);
        QCOMPARE(changed([](auto &j) { j.backend = u"systemd"_s; }), u"backend"_s);
        QCOMPARE(changed([](auto &j) { j.actions[0].properties[u"actionban"_s] = u"other"_s; }), u"dummy.actionban"_s);
        QCOMPARE(changed([](auto &j) { j.actions.clear(); }), u"dummy"_s);
        QCOMPARE(changed([](auto &j) { j.settings[u"maxretry"_s] = { 7 }; }), u"maxretry"_s);
        QCOMPARE(changed([](auto &j) { j.settings[u"addlogpath"_s] = { u"/var/log/b"_s }; }), u"addlogpath"_s);
        QCOMPARE(changed([](auto &j) { j.settings.remove(u"addignoreip"_s); }), u"addignoreip"_s);
        // A set has no order.
        QCOMPARE(changed([](auto &j) { j.settings[u"addignoreip"_s] = { u"::1"_s, u"127.0.0.1"_s }; }), QString());
    }

    void errorLines_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("isError");
        const QString head = u"2026-11-21 21:00:00,123 fail2ban.actions        [42]: "_s;
        QTest::newRow("of the jail") << head + u"ERROR   Failed to execute ban jail 'web' action 'dummy'"_s << true;
        QTest::newRow("in brackets") << head + u"CRITICAL [web] lost its log"_s << true;
        QTest::newRow("double quotes") << head + u"ERROR   Failed to start \"web\""_s << true;
        QTest::newRow("by word") << head + u"ERROR   jail web is broken"_s << true;
        QTest::newRow("goes idle") << head + u"ERROR   Too many errors at once (100), going idle"_s << true;
        QTest::newRow("of a line that says so")
            << head + u"ERROR   Failed to process line: 'Too many errors at once (100)'"_s << false;
        QTest::newRow("warning") << head + u"WARNING [web] slow"_s << false;
        QTest::newRow("of another") << head + u"ERROR   Failed to execute ban jail 'webmail' action 'dummy'"_s << false;
        QTest::newRow("quoted by a client") << head + u"INFO    [web] Found ERROR 'web'"_s << false;
        QTest::newRow("a line of a log, quoted") << head
                + u"WARNING [web] Please check a jail for a timing issue. Line with odd timestamp: app[12]: ERROR no"_s
                                                 << false;
        QTest::newRow("an id that a client made up") << head + u"INFO    [web] Found x]: ERROR [web]"_s << false;
        QTest::newRow("without a time, as in the journal") << u"fail2ban.jail [7]: ERROR [web] broken"_s << true;
    }
    void errorLines()
    {
        QFETCH(QString, line);
        QFETCH(bool, isError);
        QCOMPARE(isErrorOfJail(line, u"web"_s), isError);
    }
};

QTEST_GUILESS_MAIN(TestChangeWords)
#include "tst_change_words.moc"
