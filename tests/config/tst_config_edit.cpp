// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of jails, filters and actions: which file, which bytes, who wins.
#include "config/config_edit.h"
#include "config/merged_sections.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;
using config::EditTarget;
using config::FileEdit;
using config::OptionEdit;

namespace {

const QByteArray heading = "# Changed with BanGUI. What else is written here stays as it is.\n";

config::ConfigTree tree(const QMap<QString, QByteArray> &files)
{
    config::ConfigTree made { u"/etc/fail2ban"_s, {}, {} };
    for (auto it = files.begin(); it != files.end(); ++it)
        made.files.insert(made.path(it.key()), *it);
    return made;
}

OptionEdit jailEdit(const QString &jail, const QString &key, const QString &value)
{
    return { EditTarget::Jail, jail, {}, key, value, false };
}

OptionEdit jailRemoval(const QString &jail, const QString &key)
{
    return { EditTarget::Jail, jail, {}, key, {}, true };
}

/// The one file that the edits write.
FileEdit single(const config::ConfigTree &tree, const QList<OptionEdit> &edits)
{
    const auto files = config::planEdits(tree, edits);
    if (!files || files->size() != 1)
        qFatal("not one file: %s", files ? "" : qPrintable(files.error().detail));
    return files->first();
}

} // namespace

class TestConfigEdit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWholeText()
    {
        const QString path = u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s;
        const QByteArray now = "# mine\n[sshd]\nmaxretry = 3\nport = 22\n";
        const config::ConfigTree before = tree({ { u"jail.conf"_s, "[sshd]\nport = ssh\n" },
            { u"jail.d/zz-bangui-sshd.local"_s, now }, { u"jail.d/zzz.local"_s, "[sshd]\nmaxretry = 9\nport = 1\n" } });
        const QByteArray wanted = "[sshd]\r\nmaxretry = 4\r\nport = 22\r\nodd = key\r\n";
        const auto file = config::planText(before, EditTarget::Jail, u"sshd"_s, wanted);
        QVERIFY(file);
        QCOMPARE(file->path, path);
        QCOMPARE(file->before, now);
        QCOMPARE(file->after, wanted);
        QCOMPARE(file->expectedHash, QCryptographicHash::hash(now, QCryptographicHash::Sha256).toHex());
        // What it leaves as it was is no news: only maxretry.
        QCOMPARE(file->beaten.size(), 1);
        QCOMPARE(file->beaten.constFirst().edit.key, u"maxretry"_s);
        QCOMPARE(file->beaten.constFirst().winner.raw, u"9"_s);
        QVERIFY(file->diff.contains(u"+maxretry = 4"_s));

        const auto gone = config::planText(before, EditTarget::Jail, u"sshd"_s, std::nullopt);
        QVERIFY(gone);
        QVERIFY(gone->changes());
        QVERIFY(!gone->after);
        QVERIFY(gone->diff.contains(u"+++ /dev/null"_s));
        const auto none = config::planText(tree({}), EditTarget::Jail, u"sshd"_s, std::nullopt);
        QVERIFY(none && !none->changes());
        // What nobody looks at is not changed along.
        const auto wide = config::planText(before, EditTarget::Jail, u"sshd"_s, "[DEFAULT]\nbantime = 1\n[sshd]\n"_ba);
        QCOMPARE(wide.error(), (core::Error { core::ErrorCode::InvalidArgument, u"[DEFAULT] bantime = 1"_s }));
        QCOMPARE(config::planText(before, EditTarget::Jail, u"../x"_s, wanted).error().code,
            core::ErrorCode::InvalidArgument);
        // It stays what somebody wrote there himself.
        const config::ConfigTree own
            = tree({ { u"jail.d/zz-bangui-sshd.local"_s, "[other]\na = 1\n[sshd]\nmaxretry = 3\n" } });
        QVERIFY(config::planText(own, EditTarget::Jail, u"sshd"_s, "[other]\na = 1\n[sshd]\nmaxretry = 4\n"_ba));
        QVERIFY(!config::planText(own, EditTarget::Jail, u"sshd"_s, "[sshd]\nmaxretry = 4\n"_ba));
        QVERIFY(!config::planText(own, EditTarget::Jail, u"sshd"_s, std::nullopt));
    }

    void aNewFile()
    {
        const config::ConfigTree before = tree({ { u"jail.conf"_s, "[sshd]\nport = ssh\n" } });
        const FileEdit file = single(before,
            { jailEdit(u"sshd"_s, u"enabled"_s, u"true"_s), jailEdit(u"sshd"_s, u"ignoreip"_s, u"::1\n10.0.0.0/8"_s) });
        QCOMPARE(file.path, u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s);
        QVERIFY(!file.before);
        QVERIFY(file.expectedHash.isEmpty());
        QCOMPARE(file.after, heading + "\n[sshd]\nenabled = true\nignoreip = ::1\n    10.0.0.0/8\n");
        QVERIFY(file.changes());
        QVERIFY(file.beaten.isEmpty());
        QCOMPARE(file.diff,
            u"--- /dev/null\n+++ jail.d/zz-bangui-sshd.local\n@@ -0,0 +1,6 @@\n+"_s + QString::fromUtf8(heading)
                + u"+\n+[sshd]\n+enabled = true\n+ignoreip = ::1\n+    10.0.0.0/8\n"_s);
        QCOMPARE(config::edited(before, { file }).files.value(file.path), *file.after);
    }

    void aFileThatIsThere()
    {
        const QByteArray bytes = "; mine\r\n[sshd]\r\nBanTime = 1h ; long\r\nunknown=x\r\n";
        const config::ConfigTree before = tree({ { u"jail.d/zz-bangui-sshd.local"_s, bytes } });
        const FileEdit file = single(before, { jailEdit(u"sshd"_s, u"bantime"_s, u"2h"_s) });
        QCOMPARE(file.before, bytes);
        QCOMPARE(file.expectedHash, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        QCOMPARE(file.after, QByteArray("; mine\r\n[sshd]\r\nBanTime = 2h ; long\r\nunknown=x\r\n"));
        QCOMPARE(file.diff.count(u"\n-"_s), 1);
        // Nothing to do is nothing to write.
        const FileEdit same
            = single(before, { jailEdit(u"sshd"_s, u"bantime"_s, u"1h"_s), jailRemoval(u"sshd"_s, u"none"_s) });
        QVERIFY(!same.changes());
        QVERIFY(same.diff.isEmpty());
    }

    void takingBackLeavesNoFile()
    {
        const config::ConfigTree before = tree({ { u"jail.conf"_s, "[sshd]\n" } });
        const config::ConfigTree with
            = config::edited(before, { single(before, { jailEdit(u"sshd"_s, u"a"_s, u"1"_s) }) });
        const FileEdit back = single(with, { jailRemoval(u"sshd"_s, u"A"_s) });
        QVERIFY(back.before);
        QVERIFY(!back.after);
        QVERIFY(back.diff.contains(u"+++ /dev/null\n"_s));
        QCOMPARE(config::edited(with, { back }).files, before.files);
        // Removing from a file that is not there writes none.
        QVERIFY(!single(before, { jailRemoval(u"sshd"_s, u"a"_s) }).changes());
        // What somebody else wrote into it keeps it.
        for (const QByteArray &rest : { QByteArray("# note\n[sshd]\na = 1\n"), QByteArray("[sshd]\na = 1\nb = 2\n"),
                 QByteArray("[sshd]\na = 1\n[web]\n") }) {
            const FileEdit kept
                = single(tree({ { u"jail.d/zz-bangui-sshd.local"_s, rest } }), { jailRemoval(u"sshd"_s, u"a"_s) });
            QVERIFY(kept.after);
            QCOMPARE(*kept.after, QByteArray(rest).replace("a = 1\n", ""));
        }
    }

    void filtersAndActions()
    {
        const config::ConfigTree before = tree({ { u"filter.d/sshd.local"_s, "[Definition]\nmode = normal\n" },
            { u"action.d/iptables.conf"_s,
                "[Init]\nblocktype = REJECT\n[Init?family=inet6]\nblocktype = REJECT6\n" } });
        const auto files = config::planEdits(before,
            { { EditTarget::Filter, u"sshd"_s, {}, u"mode"_s, u"ddos"_s, false },
                { EditTarget::Action, u"iptables"_s, u"Init?family=inet6"_s, u"blocktype"_s, u"DROP"_s, false },
                { EditTarget::Filter, u"sshd"_s, u"Init"_s, u"maxlines"_s, u"2"_s, false } });
        QVERIFY(files);
        QCOMPARE(files->size(), 2);
        QCOMPARE(files->at(0).path, u"/etc/fail2ban/filter.d/sshd.local"_s);
        QCOMPARE(files->at(0).after, QByteArray("[Definition]\nmode = ddos\n\n[Init]\nmaxlines = 2\n"));
        QCOMPARE(files->at(1).path, u"/etc/fail2ban/action.d/iptables.local"_s);
        QCOMPARE(files->at(1).after, heading + "\n[Init?family=inet6]\nblocktype = DROP\n");
        QVERIFY(files->at(0).beaten.isEmpty() && files->at(1).beaten.isEmpty());
        const auto sections = config::MergedSections::read(config::edited(before, *files), u"action.d/iptables"_s);
        QCOMPARE(sections.option(u"Init"_s, u"blocktype?family=inet6"_s)->winner.raw, u"DROP"_s);
        QCOMPARE(sections.option(u"Init"_s, u"blocktype"_s)->winner.raw, u"REJECT"_s);
    }

    void whoWins()
    {
        const config::ConfigTree before = tree({ { u"jail.conf"_s, "[sshd]\nbantime = 1\n" },
            { u"jail.local"_s, "[sshd]\nbantime = 2\n" }, { u"jail.d/sshd.local"_s, "[sshd]\nbantime = 3\n" },
            { u"jail.d/zzz.local"_s, "[sshd]\nmaxretry = 4\n" } });
        const FileEdit file
            = single(before, { jailEdit(u"sshd"_s, u"bantime"_s, u"9"_s), jailEdit(u"sshd"_s, u"MaxRetry"_s, u"9"_s) });
        QCOMPARE(file.beaten.size(), 1);
        QCOMPARE(file.beaten.first().edit.key, u"MaxRetry"_s);
        QCOMPARE(file.beaten.first().winner.raw, u"4"_s);
        QCOMPARE(
            file.beaten.first().winner.origin, (config::Origin { u"/etc/fail2ban/jail.d/zzz.local"_s, 2, u"sshd"_s }));
        // What is taken back, or set again, is not judged.
        QVERIFY(single(before, { jailEdit(u"sshd"_s, u"maxretry"_s, u"9"_s), jailRemoval(u"sshd"_s, u"maxretry"_s) })
                    .beaten.isEmpty());
        // A filter's own file is read last, but for what it includes afterwards.
        const config::ConfigTree after = tree({ { u"filter.d/f.conf"_s, "[INCLUDES]\nafter = last.local\n" },
            { u"filter.d/f.local"_s, "[INCLUDES]\nafter = last.local\n" },
            { u"filter.d/last.local"_s, "[Init]\nx = 1\n" } });
        QCOMPARE(single(after, { { EditTarget::Filter, u"f"_s, u"Init"_s, u"x"_s, u"2"_s, false } }).beaten.size(), 1);
    }

    void namesThatAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("none") << QString();
        QTest::newRow("slash") << u"a/b"_s;
        QTest::newRow("out of the folder") << u"../jail"_s;
        QTest::newRow("leading dot") << u".a"_s;
        QTest::newRow("LF") << u"a\nb"_s;
        QTest::newRow("NUL") << u"a"_s + QChar(0);
        QTest::newRow("ESC") << u"a\x1b[0m"_s;
        QTest::newRow("bidi") << u"a\u202eb"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s;
        QTest::newRow("half a character") << u"a"_s + QChar(0xD800);
        QTest::newRow("blank before") << u" a"_s;
        QTest::newRow("blank after") << u"a\u00a0"_s;
        QTest::newRow("too long") << QString(240, u'a');
        QTest::newRow("too long in bytes") << QString(120, u'\u00e4');
        QTest::newRow("DEFAULT") << u"DEFAULT"_s;
        QTest::newRow("INCLUDES") << u"INCLUDES"_s;
        QTest::newRow("condition") << u"a?b=c"_s;
    }
    void namesThatAreRefused()
    {
        QFETCH(QString, name);
        const auto files = config::planEdits(tree({}), { jailEdit(name, u"enabled"_s, u"true"_s) });
        QVERIFY(!files);
        QCOMPARE(files.error().code, core::ErrorCode::InvalidArgument);
    }

    void namesThatAreFine()
    {
        const config::ConfigTree before = tree({});
        for (const QString &name :
            { u"sshd"_s, u"a b"_s, u"a]b"_s, u"ä😀"_s, u"a.b..c"_s, u"-rf"_s, u"$(x)"_s, QString(230, u'a') }) {
            const FileEdit file = single(before, { jailEdit(name, u"enabled"_s, u"true"_s) });
            QCOMPARE(file.path, u"/etc/fail2ban/jail.d/zz-bangui-"_s + name + u".local"_s);
            QVERIFY(config::isEditedFile(before, file.path));
            const auto sections = config::MergedSections::read(config::edited(before, { file }), u"jail"_s);
            QCOMPARE(sections.sections(), QStringList { name });
        }
    }

    void onlyOurFiles()
    {
        const config::ConfigTree before = tree({});
        for (const QString &name : { u"filter.d/a.local"_s, u"action.d/a.local"_s, u"jail.d/zz-bangui-a.local"_s })
            QVERIFY2(config::isEditedFile(before, before.path(name)), qPrintable(name));
        for (const QString &name : { u"jail.local"_s, u"jail.conf"_s, u"jail.d/a.local"_s, u"jail.d/zz-bangui-.local"_s,
                 u"jail.d/zz-bangui-a.conf"_s, u"filter.d/a.conf"_s, u"filter.d/.local"_s, u"filter.d/.a.local"_s,
                 u"filter.d/../jail.local"_s, u"filter.d/x/a.local"_s, u"fail2ban.local"_s, u"/etc/passwd"_s,
                 u"jail.d/zz-bangui-DEFAULT.local"_s, u"filter.d"_s, QString() })
            QVERIFY2(!config::isEditedFile(before, name.startsWith(u'/') ? name : before.path(name)), qPrintable(name));
    }

    void filesThatCannotBeEdited()
    {
        const QString path = u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s;
        config::ConfigTree broken = tree({ { u"jail.d/zz-bangui-sshd.local"_s, "enabled = true\n" } });
        const QList<OptionEdit> edits { jailEdit(u"web"_s, u"a"_s, u"1"_s), jailEdit(u"sshd"_s, u"a"_s, u"1"_s) };
        QCOMPARE(config::planEdits(broken, edits).error(), (core::Error { core::ErrorCode::NotSupported, path }));
        broken.files.clear();
        broken.unreadable.insert(path, u"Permission denied"_s);
        QCOMPARE(config::planEdits(broken, edits).error(), (core::Error { core::ErrorCode::FileUnreadable, path }));
        QCOMPARE(config::planEdits(tree({}), { jailEdit(u"sshd"_s, u"a"_s, u"1 ;2"_s) }).error().code,
            core::ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestConfigEdit)
#include "tst_config_edit.moc"
