// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_draft.h"

#include <QTest>

using namespace Qt::StringLiterals;
using services::ChangeKind;
using services::ConfigPart;
using services::JailDraft;
using services::OptionFault;
using services::OptionField;

namespace {

services::ServerConfiguration withFiles(const QMap<QString, QByteArray> &files)
{
    config::ConfigTree tree;
    tree.folder = u"/etc/fail2ban"_s;
    for (auto it = files.cbegin(); it != files.cend(); ++it)
        tree.files.insert(tree.path(it.key()), *it);
    services::ServerConfiguration configuration;
    configuration.version = u"1.1.0"_s;
    configuration.configuration = config::Configuration::read(tree, {});
    return configuration;
}

const QByteArray jailConf = "[DEFAULT]\nbantime = 10m\nmaxretry = 5\n[sshd]\nport = ssh\nfilter = sshd\n";
const QString ours = u"jail.d/zz-bangui-sshd.local"_s;

const services::ConfigOptionRow *rowOf(const services::ConfigJailView &view, const QString &key)
{
    for (const services::ConfigOptionRow &row : view.options) {
        if (row.part == services::ConfigPart::Jail && row.key == key)
            return &row;
    }
    return nullptr;
}

} // namespace

/// A jail's own file as it is edited: by option and as a text.
class TestJailDraft final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOptionAndBack()
    {
        const auto configuration = withFiles({ { u"jail.conf"_s, jailConf } });
        JailDraft draft = JailDraft::of(configuration, u"sshd"_s);
        QVERIFY(draft.isValid());
        QVERIFY(!draft.isModified());
        QCOMPARE(draft.path(), u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s);
        QCOMPARE(draft.text(), QString());
        draft.set(u"bantime"_s, u"1h"_s);
        QVERIFY(draft.isModified());
        QCOMPARE(draft.own(u"bantime"_s), u"1h"_s);
        QCOMPARE(draft.own(u"maxretry"_s), std::nullopt);
        QCOMPARE(draft.editedKeys(), QStringList { u"bantime"_s });
        const services::ConfigJailView view = services::configJail(draft.appliedTo(configuration), u"sshd"_s);
        const auto *row = rowOf(view, u"bantime"_s);
        QVERIFY(row);
        QCOMPARE(row->value, u"1h"_s);
        QCOMPARE(row->place.file, draft.path());
        QCOMPARE(row->place.line, 4);
        QVERIFY(!row->inherited);
        const services::ChangeRequest request = draft.request({ 7 });
        QCOMPARE(request.server, core::ServerId { 7 });
        QCOMPARE(request.kind, ChangeKind::Edit);
        QVERIFY(request.text->endsWith("\n[sshd]\nbantime = 1h\n"));
        draft.reset(u"bantime"_s);
        QVERIFY(!draft.isModified()); // nothing but our own heading is no file
        QCOMPARE(draft.text(), QString());
    }

    void whatIsThereStays()
    {
        const QByteArray bytes = "# mine\r\n[sshd]\r\nmaxretry = 3 ; why\r\nodd key = kept\r\n";
        const auto configuration = withFiles({ { u"jail.conf"_s, jailConf }, { ours, bytes } });
        JailDraft draft = JailDraft::of(configuration, u"sshd"_s);
        QVERIFY(draft.isText());
        draft.set(u"maxretry"_s, u"4"_s);
        draft.set(u"enabled"_s, u"true"_s);
        QCOMPARE(draft.request({ 1 }).text,
            "# mine\r\n[sshd]\r\nmaxretry = 4 ; why\r\nodd key = kept\r\nenabled = true\r\n"_ba);
        QCOMPARE(draft.request({ 1 }).kind, ChangeKind::Enable);
        QCOMPARE(draft.editedKeys(), QStringList({ u"enabled"_s, u"maxretry"_s }));
        // The text and the options are the same bytes.
        draft.setText(draft.text().replace(u"maxretry = 4"_s, u"maxretry = 8"_s));
        QCOMPARE(draft.own(u"maxretry"_s), u"8"_s);
        QVERIFY(draft.request({ 1 }).text->contains("maxretry = 8 ; why\r\n"));
        draft.setText(QString::fromUtf8(bytes).remove(u'\r'));
        QVERIFY(!draft.isModified());
        draft.setText({});
        QVERIFY(draft.isModified());
        QCOMPARE(draft.request({ 1 }).text, ""_ba);
        QCOMPARE(draft.editedKeys(), QStringList({ u"maxretry"_s, u"odd key"_s }));
    }

    void whatCannotBeEditedAsText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("not UTF-8") << "[sshd]\nport = \xff\n"_ba;
        QTest::newRow("two kinds of line ends") << "[sshd]\r\nport = 1\n"_ba;
        QTest::newRow("hidden") << "[sshd]\nport = 1\u202e\n"_ba;
    }
    void whatCannotBeEditedAsText()
    {
        QFETCH(QByteArray, bytes);
        const auto draft = JailDraft::of(withFiles({ { u"jail.conf"_s, jailConf }, { ours, bytes } }), u"sshd"_s);
        QVERIFY(draft.isValid());
        QVERIFY(!draft.isText());
    }

    void badTextIsSaid()
    {
        const auto configuration = withFiles({ { u"jail.conf"_s, jailConf } });
        JailDraft draft = JailDraft::of(configuration, u"sshd"_s);
        draft.setText(u"no section\n[sshd]\n"_s);
        QCOMPARE(draft.problems().size(), 1);
        QCOMPARE(draft.problems().constFirst().place.line, 1);
        draft.setText(u"[sshd]\nport = 1\n"_s);
        QVERIFY(draft.problems().isEmpty());
    }

    void valuesThatWillNotDo_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<OptionFault>("fault");
        QTest::newRow("time") << u"bantime"_s << u"1d 12h"_s << OptionFault::None;
        QTest::newRow("words") << u"bantime"_s << u"soon"_s << OptionFault::Time;
        QTest::newRow("no time") << u"bantime"_s << u" "_s << OptionFault::Time;
        QTest::newRow("code") << u"findtime"_s << u"__import__('os')"_s << OptionFault::TimeIsCode;
        QTest::newRow("number") << u"maxretry"_s << u"5"_s << OptionFault::None;
        QTest::newRow("no number") << u"maxretry"_s << u"five"_s << OptionFault::Number;
        QTest::newRow("truth") << u"enabled"_s << u"Yes"_s << OptionFault::None;
        QTest::newRow("no truth") << u"enabled"_s << u"ja"_s << OptionFault::Truth;
        QTest::newRow("backend") << u"backend"_s << u"systemd[journalflags=1]"_s << OptionFault::None;
        QTest::newRow("no backend") << u"backend"_s << u"inotify"_s << OptionFault::Backend;
        QTest::newRow("put in later") << u"bantime"_s << u"%(x)s"_s << OptionFault::None;
        QTest::newRow("comment") << u"port"_s << u"1 ; x"_s << OptionFault::Unwritable;
    }
    void valuesThatWillNotDo()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(OptionFault, fault);
        if (fault != OptionFault::Unwritable)
            QCOMPARE(services::optionFault(key, value), fault);
        JailDraft draft = JailDraft::of(withFiles({ { u"jail.conf"_s, jailConf } }), u"sshd"_s);
        draft.set(key, value);
        QCOMPARE(draft.faults().value(key, OptionFault::None), fault);
        QVERIFY(draft.isModified());
        QCOMPARE(draft.own(key).value_or(u"-"_s).trimmed(), value.trimmed()); // it is not lost
    }

    void fieldsFit()
    {
        QCOMPARE(services::optionField(u"enabled"_s), OptionField::Truth);
        QCOMPARE(services::optionField(u"maxretry"_s), OptionField::Number);
        QCOMPARE(services::optionField(u"bantime"_s), OptionField::Time);
        QCOMPARE(services::optionField(u"failregex"_s), OptionField::Lines);
        QCOMPARE(services::optionField(u"port"_s), OptionField::Text);
    }

    void aFiltersOwnFile()
    {
        const QByteArray conf = "[Definition]\nfailregex = ^a <HOST>$\n[Init]\nmaxlines = 1\n";
        const auto configuration = withFiles({ { u"jail.conf"_s, jailConf }, { u"filter.d/sshd.conf"_s, conf } });
        JailDraft draft = JailDraft::of(configuration, u"sshd"_s, ConfigPart::Filter, u"sshd"_s);
        QVERIFY(draft.isValid());
        QCOMPARE(draft.path(), u"/etc/fail2ban/filter.d/sshd.local"_s);
        QCOMPARE(draft.jail(), u"sshd"_s);
        draft.set(u"failregex"_s, u"^a <HOST>$\n^b <HOST>$"_s);
        draft.set(u"[Init] maxlines"_s, u"4"_s);
        QCOMPARE(draft.editedKeys(), QStringList({ u"[Init] maxlines"_s, u"failregex"_s }));
        QCOMPARE(draft.own(u"[Init] maxlines"_s), u"4"_s);
        QVERIFY2(
            draft.text().endsWith("\n[Definition]\nfailregex = ^a <HOST>$\n    ^b <HOST>$\n\n[Init]\nmaxlines = 4\n"_L1)
                || draft.text().endsWith(
                    "\n[Definition]\nfailregex = ^a <HOST>$\n    ^b <HOST>$\n[Init]\nmaxlines = 4\n"_L1),
            qPrintable(draft.text()));
        const auto applied = draft.appliedTo(configuration);
        const services::ConfigJailView view = services::configJail(applied, u"sshd"_s);
        int seen = 0;
        for (const services::ConfigOptionRow &row : view.options) {
            if (row.part != ConfigPart::Filter || (row.key != "failregex"_L1 && row.key != "maxlines"_L1))
                continue;
            ++seen;
            QCOMPARE(row.place.file, draft.path());
            QVERIFY(draft.editedKeys().contains(services::draftKey(row)));
            QCOMPARE(services::optionField(row), row.key == "maxlines"_L1 ? OptionField::Number : OptionField::Lines);
        }
        QCOMPARE(seen, 2);
        const services::ChangeRequest request = draft.request({ 7 });
        QCOMPARE(request.part, ConfigPart::Filter);
        QCOMPARE(request.definition, u"sshd"_s);
        QCOMPARE(request.jail, u"sshd"_s);
        QCOMPARE(request.kind, ChangeKind::Edit);
        QVERIFY(draft.isWrittenIn(applied) && !draft.isWrittenIn(configuration));
        QVERIFY(draft.isOutdated(applied) && !draft.isOutdated(configuration));
        // A number is one there, too.
        draft.set(u"[Init] maxlines"_s, u"many"_s);
        QCOMPARE(draft.faults().value(u"[Init] maxlines"_s), OptionFault::Number);
        // Taken back one by one, nothing is left to be written.
        draft.reset(u"failregex"_s);
        draft.reset(u"[Init] maxlines"_s);
        QVERIFY2(!draft.isModified(), qPrintable(draft.text()));
    }

    void anActionsOwnFile()
    {
        const QByteArray own = "# mine\n[Definition]\nactionban = old\n[Init?family=inet6]\nblock = no\n";
        const auto configuration = withFiles({ { u"jail.conf"_s, jailConf }, { u"action.d/x.local"_s, own } });
        JailDraft draft = JailDraft::of(configuration, u"sshd"_s, ConfigPart::Action, u"x"_s);
        services::ConfigOptionRow row;
        row.part = ConfigPart::Action;
        row.definition = u"x"_s;
        row.section = u"Init?family=inet6"_s;
        row.key = u"block?family=inet6"_s;
        QCOMPARE(services::draftKey(row), u"[Init?family=inet6] block"_s);
        QCOMPARE(draft.own(services::draftKey(row)), u"no"_s);
        draft.set(services::draftKey(row), u"yes"_s);
        // What a jail would be refused for means nothing here.
        draft.set(u"bantime"_s, u"soon"_s);
        QVERIFY(draft.faults().isEmpty());
        QCOMPARE(draft.text(),
            u"# mine\n[Definition]\nactionban = old\nbantime = soon\n[Init?family=inet6]\nblock = yes\n"_s);
        QCOMPARE(draft.request({ 1 }).part, ConfigPart::Action);
        QVERIFY(!JailDraft::of(configuration, u"sshd"_s, ConfigPart::Action, u"../x"_s).isValid());
    }

    void noticesAnotherFile()
    {
        const JailDraft draft = JailDraft::of(withFiles({ { u"jail.conf"_s, jailConf } }), u"sshd"_s);
        QVERIFY(!draft.isOutdated(withFiles({ { u"jail.conf"_s, jailConf + "\n" } })));
        QVERIFY(draft.isOutdated(withFiles({ { u"jail.conf"_s, jailConf }, { ours, "[sshd]\n" } })));
        QVERIFY(!JailDraft::of(withFiles({ { u"jail.conf"_s, jailConf } }), u"DEFAULT"_s).isValid());
    }
};

QTEST_GUILESS_MAIN(TestJailDraft)
#include "tst_jail_draft.moc"
