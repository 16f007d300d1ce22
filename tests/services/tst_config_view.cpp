// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/config_service.h"
#include "services/config_view.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using services::ConfigOptionRow;
using services::ConfigPart;

namespace {

config::ConfigTree tree()
{
    config::ConfigTree tree;
    tree.folder = u"/etc/fail2ban"_s;
    tree.files.insert(tree.path(u"jail.conf"_s),
        "[DEFAULT]\nbantime = 10m\nfindtime = 10m\nmaxretry = 5\nignoreip = 127.0.0.1/8 ::1\n"
        "action = dummy[target=/tmp/x]\nfilter = %(__name__)s\n\n"
        "[sshd]\nport = ssh\nlogpath = %(sshd_log)s\n\n[nginx]\nport = http\n");
    tree.files.insert(tree.path(u"jail.d/a.local"_s),
        "[DEFAULT]\nsshd_log = /var/log/auth.log\n\r\n[sshd]\nenabled = true\nbantime = 1h\nmaxretry = zwei\n");
    tree.files.insert(tree.path(u"filter.d/sshd.conf"_s), "[Definition]\nfailregex = ^a <HOST>$\n");
    tree.files.insert(tree.path(u"action.d/dummy.conf"_s), "[Definition]\nactionban = echo <ip>\n");
    tree.files.insert(tree.path(u"fail2ban.conf"_s), "[Definition]\nloglevel = INFO\n");
    return tree;
}

services::ServerConfiguration read(const config::ConfigTree &files)
{
    services::ServerConfiguration result;
    result.configuration = config::Configuration::read(files, {});
    return result;
}

const ConfigOptionRow *find(const QList<ConfigOptionRow> &options, const QString &key)
{
    const auto at
        = std::find_if(options.cbegin(), options.cend(), [&key](const ConfigOptionRow &row) { return row.key == key; });
    return at == options.cend() ? nullptr : &*at;
}

} // namespace

class TestConfigView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jailsWithTheirPlace();
    void optionsWithTheirOrigin();
    void filterAndActionsWithTheirOrigin();
    void whoElseUsesThem();
    void brokenDefinitionsKeepTheirOptions();
    void lastLineOfAnOption();
    void filesOfAJail();
    void textOfAFile();
    void brokenConfiguration();
    void runtimeIsCompared();
    void runtimeOfListsAndWords_data();
    void runtimeOfListsAndWords();
};

void TestConfigView::jailsWithTheirPlace()
{
    const auto jails = services::configJails(read(tree()));
    QCOMPARE(jails.size(), 2);
    QCOMPARE(jails[0].name, u"sshd"_s);
    QVERIFY(jails[0].enabled);
    QCOMPARE(jails[0].place.shown, u"jail.conf"_s);
    QCOMPARE(jails[0].place.line, 9);
    QCOMPARE(jails[1].name, u"nginx"_s);
    QVERIFY(!jails[1].enabled);
    QCOMPARE(jails[1].place.line, 13);
    // A number that is none is taken for the default: a defect that stops nobody.
    QCOMPARE(jails[0].problems.size(), 1);
    QVERIFY(!jails[0].problems[0].fatal);
    QCOMPARE(jails[0].problems[0].place.line, 7);
    // Enabled from [DEFAULT], and nothing to read: defects come with it.
    config::ConfigTree files = tree();
    files.files[files.path(u"jail.conf"_s)].replace("[DEFAULT]\n", "[DEFAULT]\nenabled = Yes\n");
    const auto all = services::configJails(read(files));
    QVERIFY(all[1].enabled);
    QVERIFY(!all[1].problems.isEmpty());
    QVERIFY(all[1].problems[0].fatal);
    // Whether it is enabled cannot be told: that is a defect, and no "off".
    files.files[files.path(u"jail.conf"_s)].replace("enabled = Yes", "enabled = %(nobody)s");
    for (const services::ConfigJailRow &row : services::configJails(read(files))) {
        const config::Configuration configuration = config::Configuration::read(files, {});
        QCOMPARE(row.enabled, configuration.jail(row.name)->enabled);
        QCOMPARE(row.problems.size(), configuration.jail(row.name)->problems.size());
    }
}

void TestConfigView::optionsWithTheirOrigin()
{
    const services::ConfigJailView view = services::configJail(read(tree()), u"sshd"_s);
    QCOMPARE(view.name, u"sshd"_s);
    QVERIFY(view.enabled);
    const ConfigOptionRow *bantime = find(view.options, u"bantime"_s);
    QVERIFY(bantime);
    QCOMPARE(bantime->value, u"1h"_s);
    QCOMPARE(bantime->place.shown, u"jail.d/a.local"_s);
    QCOMPARE(bantime->place.line, 6);
    QVERIFY(!bantime->inherited);
    QCOMPARE(bantime->overrides.size(), 0); // [DEFAULT] is inherited from, not overridden in the same section
    const ConfigOptionRow *findtime = find(view.options, u"findtime"_s);
    QVERIFY(findtime && findtime->inherited);
    QCOMPARE(findtime->place.line, 3);
    const ConfigOptionRow *logpath = find(view.options, u"logpath"_s);
    QVERIFY(logpath);
    QCOMPARE(logpath->value, u"/var/log/auth.log"_s);
    QCOMPARE(logpath->raw, u"%(sshd_log)s"_s);
    QCOMPARE(logpath->contributors.size(), 1);
    QCOMPARE(logpath->contributors[0].place.shown, u"jail.d/a.local"_s);
    const ConfigOptionRow *regex = find(view.options, u"failregex"_s);
    QVERIFY(regex);
    const ConfigOptionRow *action = find(view.options, u"dummy"_s);
    QVERIFY(action);
    QVERIFY(action->part == ConfigPart::Action);
    QCOMPARE(action->value, u"target=/tmp/x"_s);
    QVERIFY(services::configJail(read(tree()), u"none"_s).name.isEmpty());
    // What was written first, what nobody has set after it, what only others use last.
    QStringList keys;
    for (const ConfigOptionRow &row : view.options)
        keys.append(row.key);
    QCOMPARE(keys.first(4), QStringList({ u"enabled"_s, u"filter"_s, u"action"_s, u"logpath"_s }));
    QCOMPARE(keys.last(), u"sshd_log"_s);
    QVERIFY(keys.indexOf(u"dummy"_s) < keys.indexOf(u"ignorecommand"_s));
    // A helper that cannot be resolved hurts nobody who does not use it.
    config::ConfigTree files = tree();
    files.files[files.path(u"jail.conf"_s)].replace("[DEFAULT]\n", "[DEFAULT]\naction_mail = x[%(nothing)s]\n");
    const services::ConfigJailView other = services::configJail(read(files), u"sshd"_s);
    const ConfigOptionRow *helper = find(other.options, u"action_mail"_s);
    QVERIFY(helper);
    QCOMPARE(helper->problem, QString());
    QCOMPARE(helper->value, u"x[%(nothing)s]"_s);
}

namespace {

config::ConfigTree definitions()
{
    config::ConfigTree files = tree();
    files.files[files.path(u"jail.conf"_s)]
        = "[DEFAULT]\nenabled = true\nlogpath = /var/log/x\n[sshd]\nfilter = sshd[mode=hard]\n"
          "action = dummy[target=/tmp/x]\n         note.py[to=me]\n[web]\nfilter = web\naction = dummy\n"
          "[old]\nenabled = false\nfilter = sshd\n";
    files.files.remove(files.path(u"jail.d/a.local"_s));
    files.files[files.path(u"filter.d/sshd.conf"_s)] = "[Definition]\nfailregex = ^a <HOST>$\n            ^<mode> "
                                                       "<HOST>$\n_x = y\n[Init]\nmode = soft\nmaxlines = 3\n";
    files.files[files.path(u"filter.d/sshd.local"_s)] = "[Init]\nmaxlines = 5\n";
    files.files[files.path(u"filter.d/web.conf"_s)]
        = "[INCLUDES]\nbefore = sshd.conf\n[Definition]\nfailregex = ^b <HOST>$\n";
    files.files[files.path(u"action.d/dummy.conf"_s)]
        = "[Definition]\nactionban = echo <ip> <target>\nactionstop =\n[Init]\ntarget = /tmp/y\n"
          "family = 4\n[Init?family=inet6]\nfamily = 6\n";
    files.files[files.path(u"action.d/note.py"_s)] = "Action = None\n";
    return files;
}

const ConfigOptionRow *find(
    const QList<ConfigOptionRow> &options, ConfigPart part, const QString &definition, const QString &key)
{
    const auto at = std::ranges::find_if(options,
        [&](const ConfigOptionRow &row) { return row.part == part && row.definition == definition && row.key == key; });
    return at == options.cend() ? nullptr : &*at;
}

} // namespace

void TestConfigView::filterAndActionsWithTheirOrigin()
{
    const services::ConfigJailView view = services::configJail(read(definitions()), u"sshd"_s);
    const auto *regex = find(view.options, ConfigPart::Filter, u"sshd"_s, u"failregex"_s);
    QVERIFY(regex);
    QCOMPARE(regex->place.shown, u"filter.d/sshd.conf"_s);
    QCOMPARE(regex->section, u"Definition"_s);
    QCOMPARE(regex->value, u"^a <HOST>$\n^hard <HOST>$"_s);
    QCOMPARE(regex->raw, u"^a <HOST>$\n^<mode> <HOST>$"_s);
    const auto *lines = find(view.options, ConfigPart::Filter, u"sshd"_s, u"maxlines"_s);
    QVERIFY(lines);
    QCOMPARE(lines->value, u"5"_s);
    QCOMPARE(lines->section, u"Init"_s);
    QCOMPARE(lines->place.shown, u"filter.d/sshd.local"_s);
    QCOMPARE(lines->overrides.size(), 1);
    QCOMPARE(lines->overrides[0].place.shown, u"filter.d/sshd.conf"_s);
    // The call sets it, whatever the filter's own file would say.
    const auto *mode = find(view.options, ConfigPart::Filter, u"sshd"_s, u"mode"_s);
    QVERIFY(mode);
    QCOMPARE(mode->value, u"hard"_s);
    QCOMPARE(mode->section, QString());
    QCOMPARE(mode->place.shown, u"jail.conf"_s);
    // Nobody has set it: it may be.
    const auto *pattern = find(view.options, ConfigPart::Filter, u"sshd"_s, u"datepattern"_s);
    QVERIFY(pattern);
    QVERIFY(!pattern->place.isKnown());
    QCOMPARE(pattern->section, u"Definition"_s);

    const auto *call = find(view.options, ConfigPart::Action, QString(), u"dummy"_s);
    QVERIFY(call);
    QCOMPARE(call->value, u"target=/tmp/x"_s);
    const auto *ban = find(view.options, ConfigPart::Action, u"dummy"_s, u"actionban"_s);
    QVERIFY(ban);
    QCOMPARE(ban->owner, u"dummy"_s);
    QCOMPARE(ban->raw, u"echo <ip> <target>"_s);
    QCOMPARE(ban->value, u"echo <ip> /tmp/x"_s);
    QCOMPARE(ban->section, u"Definition"_s);
    QCOMPARE(ban->place.line, 2);
    QVERIFY(find(view.options, ConfigPart::Action, u"dummy"_s, u"actionstart"_s));
    const auto *target = find(view.options, ConfigPart::Action, u"dummy"_s, u"target"_s);
    QVERIFY(target && target->section.isEmpty());
    // Also where the call is everybody's.
    config::ConfigTree files = definitions();
    files.files[files.path(u"jail.conf"_s)].replace("[web]\nfilter = web\naction = dummy\n", "[web]\nfilter = web\n");
    files.files[files.path(u"jail.conf"_s)].replace("[DEFAULT]\n", "[DEFAULT]\naction = dummy[target=/tmp/z]\n");
    const auto inherited = services::configJail(read(files), u"web"_s);
    const auto *everybodys = find(inherited.options, ConfigPart::Action, u"dummy"_s, u"target"_s);
    QVERIFY(everybodys);
    QCOMPARE(everybodys->value, u"/tmp/z"_s);
    QCOMPARE(everybodys->section, QString());
    const auto *family = find(view.options, ConfigPart::Action, u"dummy"_s, u"family"_s);
    QVERIFY(family);
    QCOMPARE(family->section, u"Init"_s);
    const auto *other = find(view.options, ConfigPart::Action, u"dummy"_s, u"family?family=inet6"_s);
    QVERIFY(other);
    QCOMPARE(other->section, u"Init?family=inet6"_s);
    // An action in Python has its call only.
    QVERIFY(find(view.options, ConfigPart::Action, QString(), u"note"_s));
    QVERIFY(!find(view.options, ConfigPart::Action, u"note.py"_s, u"actionban"_s));
}

void TestConfigView::whoElseUsesThem()
{
    const services::ServerConfiguration configuration = read(definitions());
    const services::ConfigUsers filter = services::configUsers(configuration, ConfigPart::Filter, u"sshd"_s);
    QCOMPARE(filter.enabled, QStringList({ u"sshd"_s, u"web"_s })); // web includes it
    QCOMPARE(filter.others, QStringList { u"old"_s });
    QCOMPARE(services::configUsers(configuration, ConfigPart::Filter, u"web"_s).enabled, QStringList { u"web"_s });
    QCOMPARE(services::configUsers(configuration, ConfigPart::Action, u"dummy"_s).enabled,
        QStringList({ u"sshd"_s, u"web"_s }));
    QCOMPARE(services::configUsers(configuration, ConfigPart::Jail, u"sshd"_s), services::ConfigUsers());
}

/// Whoever breaks one while it is edited still has what is to be mended.
void TestConfigView::brokenDefinitionsKeepTheirOptions()
{
    config::ConfigTree files = definitions();
    files.files[files.path(u"filter.d/sshd.local"_s)] = "[Definition]\nfailregex = %(nobody)s <HOST>\n";
    files.files[files.path(u"action.d/dummy.local"_s)] = "[Definition]\nactionban = %(nobody)s\n";
    const services::ConfigJailView view = services::configJail(read(files), u"sshd"_s);
    QVERIFY(!view.problems.isEmpty());
    const auto *regex = find(view.options, ConfigPart::Filter, u"sshd"_s, u"failregex"_s);
    QVERIFY(regex);
    QCOMPARE(regex->raw, u"%(nobody)s <HOST>"_s);
    QCOMPARE(regex->place.shown, u"filter.d/sshd.local"_s);
    const auto *ban = find(view.options, ConfigPart::Action, u"dummy"_s, u"actionban"_s);
    QVERIFY(ban);
    QCOMPARE(ban->raw, u"%(nobody)s"_s);
    QVERIFY(find(view.options, ConfigPart::Action, u"dummy"_s, u"family"_s));
}

void TestConfigView::lastLineOfAnOption()
{
    const QString text = u"# x\n[a]\nfailregex = one\n\n    two\n# why\n    three\nport = 1\n"_s;
    QCOMPARE(services::configLastLine(text, 3), 7);
    QCOMPARE(services::configLastLine(text, 8), 8);
    QCOMPARE(services::configLastLine(text, 2), 2);
    QCOMPARE(services::configLastLine({}, 1), 1);
}

void TestConfigView::filesOfAJail()
{
    const services::ConfigJailView view = services::configJail(read(tree()), u"sshd"_s);
    QStringList files;
    for (const services::ConfigFileRow &file : view.files)
        files.append(file.shown);
    QCOMPARE(
        files, QStringList({ u"jail.conf"_s, u"jail.d/a.local"_s, u"filter.d/sshd.conf"_s, u"action.d/dummy.conf"_s }));
    QVERIFY(view.files[2].part == ConfigPart::Filter);
    QCOMPARE(view.files[2].path, u"/etc/fail2ban/filter.d/sshd.conf"_s);
}

void TestConfigView::textOfAFile()
{
    config::ConfigTree files = tree();
    files.unreadable.insert(files.path(u"jail.d/secret.local"_s), u"Permission denied"_s);
    const auto configuration = read(files);
    const auto text = services::configFile(configuration, u"/etc/fail2ban/jail.d/a.local"_s);
    QVERIFY(text.exists);
    QCOMPARE(text.text.split(u'\n').value(5), u"bantime = 1h"_s); // the line that its place names
    QVERIFY(!text.text.contains(u'\r'));
    QCOMPARE(
        services::configFile(configuration, u"/etc/fail2ban/jail.d/secret.local"_s).unreadable, u"Permission denied"_s);
    QVERIFY(!services::configFile(configuration, u"/etc/fail2ban/nothing"_s).exists);
}

void TestConfigView::brokenConfiguration()
{
    config::ConfigTree files = tree();
    QVERIFY(services::configProblems(read(files)).isEmpty());
    files.files.insert(files.path(u"jail.local"_s), "[sshd]\nport = 22\n[sshd]\nport = 23\n");
    const auto problems = services::configProblems(read(files));
    QVERIFY(!problems.isEmpty());
    QCOMPARE(problems[0].place.shown, u"jail.local"_s);
    QCOMPARE(problems[0].place.line, 3);
    QVERIFY(problems[0].kind == services::ConfigDefectKind::DuplicateSection);
    QCOMPARE(problems[0].subject, u"sshd"_s);
}

void TestConfigView::runtimeIsCompared()
{
    services::ConfigJailView view = services::configJail(read(tree()), u"sshd"_s);
    core::JailDetail running;
    const auto property = [&running](const QString &name, const QVariant &value) {
        running.properties.append({ name, value, true, {} });
    };
    property(u"bantime"_s, 600LL);
    property(u"findtime"_s, 600LL);
    property(u"ignoreip"_s, QStringList { u"::1"_s, u"127.0.0.0/8"_s });
    property(u"usedns"_s, u"no"_s); // the jail's warn is another one; what its filter leaves to it is none
    property(u"failregex"_s, QStringList { u"something that cannot be compared"_s });
    services::compareRuntime(view.options, running);
    QCOMPARE(find(view.options, u"bantime"_s)->runtime, u"600"_s);
    QCOMPARE(find(view.options, u"bantime"_s)->inFile, u"3600"_s);
    QCOMPARE(find(view.options, u"findtime"_s)->runtime, QString());
    QCOMPARE(find(view.options, u"ignoreip"_s)->runtime, QString());
    QCOMPARE(find(view.options, u"failregex"_s)->runtime, QString());
    const auto *ofFilter = find(view.options, ConfigPart::Filter, u"sshd"_s, u"usedns"_s);
    QVERIFY(ofFilter && ofFilter->runtime.isEmpty() && ofFilter->inFile.isEmpty());
    // Compared anew, it is as if nothing had been.
    running.properties.clear();
    services::compareRuntime(view.options, running);
    QCOMPARE(find(view.options, u"bantime"_s)->runtime, QString());
}

/// Lists and words, in forms in which daemon and files can be compared: what differs, what would make it permanent, and
/// what takes it back.
void TestConfigView::runtimeOfListsAndWords_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("inFile");
    QTest::addColumn<QVariant>("running");
    QTest::addColumn<QString>("permanent"); // empty: no difference
    QTest::addColumn<QString>("revert");
    const auto row = [](const char *name, const QString &key, const QByteArray &inFile, const QVariant &running,
                         const QString &permanent = {}, const QString &revert = {}) {
        QTest::newRow(name) << key << inFile << running << permanent << revert;
    };
    const QString log = u"/var/log/auth.log"_s;
    const QString other = u"/var/log/b.log"_s;
    row("the same log", u"logpath"_s, "/var/log/auth.log tail", QStringList { log });
    row("logs of a pattern", u"logpath"_s, "/var/log/*.log", QStringList { log, other });
    row("a pattern that names nothing now", u"logpath"_s, "/var/log/auth.log\n /srv/*.log", QStringList { log });
    row("one more log", u"logpath"_s, "/var/log/auth.log tail", QStringList { log, other },
        u"/var/log/auth.log tail\n/var/log/b.log"_s, u"dellogpath /var/log/b.log"_s);
    row("one log less", u"logpath"_s, "/var/log/auth.log\n /var/log/b.log", QStringList { log }, log,
        u"addlogpath /var/log/b.log"_s);
    row("one beside a pattern", u"logpath"_s, "/var/log/a*.log", QStringList { log, other },
        u"/var/log/a*.log\n/var/log/b.log"_s, u"dellogpath /var/log/b.log"_s);
    row("the journal is read", u"logpath"_s, "/var/log/auth.log", QStringList());
    row("the same command", u"ignorecommand"_s, "/bin/check <ip>", u"/bin/check <ip>"_s);
    row("another command", u"ignorecommand"_s, "/bin/check <ip>", u"/bin/other <ip>"_s, u"/bin/other <ip>"_s,
        u"ignorecommand /bin/check <ip>"_s);
    row("a command of nobody", u"ignorecommand"_s, "", u"/bin/other"_s, u"/bin/other"_s);
    row("one more address", u"ignoreip"_s, "127.0.0.1/8", QStringList { u"127.0.0.0/8"_s, u"192.0.2.7"_s },
        u"127.0.0.0/8 192.0.2.7"_s, u"delignoreip 192.0.2.7"_s);
    row("one address less", u"ignoreip"_s, "127.0.0.1/8 192.0.2.7", QStringList { u"127.0.0.0/8"_s }, u"127.0.0.0/8"_s,
        u"addignoreip 192.0.2.7"_s);
    row("its own encoding", u"logencoding"_s, "auto", u"UTF-8"_s);
    row("encoding", u"logencoding"_s, "utf-8", u"UTF-8"_s);
    row("another encoding", u"logencoding"_s, "utf-8", u"ascii"_s, u"ascii"_s);
    row("date pattern", u"datepattern"_s, "%%Y-%%m-%%d", QVariantList { u"%Y-%m-%d"_s, u"Year"_s });
    row("another date pattern", u"datepattern"_s, "%%Y-%%m-%%d", QVariantList { u"%d"_s, u"Day"_s }, u"%d"_s);
    row("default date pattern", u"datepattern"_s, "{^LN-BEG}", QVariantList { QVariant(), u"Default Detectors"_s });
    const auto matches = [](const QList<QStringList> &all) {
        QVariantList list;
        for (const QStringList &one : all)
            list.append(QVariant(one));
        return QVariant(list);
    };
    row("journal", u"journalmatch"_s, "_UNIT=a _COMM=b + _COMM=c",
        matches({ { u"_COMM=c"_s }, { u"_COMM=b"_s, u"_UNIT=a"_s } }));
    row("another journal", u"journalmatch"_s, "_UNIT=a", matches({ { u"_UNIT=a"_s }, { u"_COMM=b"_s } }),
        u"_COMM=b + _UNIT=a"_s);
    row("the filter's journal", u"journalmatch"_s, "", matches({ { u"_UNIT=a"_s } }));
}

void TestConfigView::runtimeOfListsAndWords()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, inFile);
    QFETCH(QVariant, running);
    QFETCH(QString, permanent);
    QFETCH(QString, revert);
    config::ConfigTree files = tree();
    files.files.insert(files.path(u"jail.d/zz.local"_s), "[sshd]\n" + key.toUtf8() + " = " + inFile + '\n');
    services::ConfigJailView view = services::configJail(read(files), u"sshd"_s);
    core::JailDetail detail;
    detail.properties.append({ key, running, true, {} });
    services::compareRuntime(view.options, detail);
    const auto *option = find(view.options, key);
    QVERIFY(option);
    QCOMPARE(option->permanent, permanent);
    QCOMPARE(option->runtime.isEmpty(), permanent.isEmpty());
    QCOMPARE(QString(option->revert.name + u' ' + option->revert.value).trimmed(), revert);
    if (permanent.isEmpty())
        return;
    // Made permanent, it is no difference any more.
    QByteArray kept = permanent.toUtf8();
    kept.replace("%", "%%").replace("\n", "\n ");
    files.files.insert(files.path(u"jail.d/zz.local"_s), "[sshd]\n" + key.toUtf8() + " = " + kept + '\n');
    view = services::configJail(read(files), u"sshd"_s);
    services::compareRuntime(view.options, detail);
    QCOMPARE(find(view.options, key)->runtime, QString());
}

QTEST_GUILESS_MAIN(TestConfigView)
#include "tst_config_view.moc"
