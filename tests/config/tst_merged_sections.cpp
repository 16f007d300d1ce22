// SPDX-License-Identifier: GPL-3.0-or-later
// What tst_sections_truth cannot ask fail2ban: places, what is overridden, what a value is made of, what is wrong.
#include "config/merged_sections.h"
#include "config/shared_files.h"

#include <QTest>

using namespace Qt::StringLiterals;
using config::MergedSections;
using config::Origin;
using config::ProblemKind;

namespace {

config::ConfigTree tree(const QMap<QString, QByteArray> &files)
{
    config::ConfigTree made { u"/etc/fail2ban"_s, {}, {} };
    for (auto it = files.begin(); it != files.end(); ++it)
        made.files.insert(made.path(it.key()), *it);
    return made;
}

QStringList shown(const config::ConfigTree &tree, const QStringList &files)
{
    QStringList names;
    for (const QString &file : files)
        names += tree.shown(file);
    return names;
}

/// "FILE:LINE [SECTION] RAW"
QStringList places(const config::ConfigTree &tree, const QList<config::Setting> &settings)
{
    QStringList texts;
    for (const config::Setting &setting : settings) {
        texts += u"%1:%2 [%3] %4"_s.arg(tree.shown(setting.origin.file))
                     .arg(setting.origin.line)
                     .arg(setting.origin.section, setting.raw);
    }
    return texts;
}

} // namespace

class TestMergedSections : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void treesOwnNames()
    {
        const config::ConfigTree made = tree({});
        QCOMPARE(made.path(u"jail.d/a.local"_s), u"/etc/fail2ban/jail.d/a.local"_s);
        QCOMPARE(made.path(u"/srv/x.conf"_s), u"/srv/x.conf"_s);
        QCOMPARE(made.shown(u"/etc/fail2ban/jail.d/a.local"_s), u"jail.d/a.local"_s);
        QCOMPARE(made.shown(u"/etc/fail2ban2/x"_s), u"/etc/fail2ban2/x"_s);
        QCOMPARE(made.shown(u"/etc/fail2ban/"_s), u"/etc/fail2ban/"_s);
    }

    void filesInFail2bansOrder()
    {
        const config::ConfigTree made
            = tree({ { u"jail.conf"_s, "[INCLUDES]\nbefore = paths.conf\nafter = last.conf\n missing.conf\n" },
                { u"jail.local"_s, "[a]\n" }, { u"jail.d/b.conf"_s, "[a]\n" }, { u"jail.d/B.conf"_s, "[a]\n" },
                { u"jail.d/b.local"_s, "[a]\n" }, { u"jail.d/.hidden.conf"_s, "[a]\n" },
                { u"jail.d/sub/c.conf"_s, "[a]\n" }, { u"jail.d/a.confx"_s, "[a]\n" }, { u"paths.conf"_s, "" },
                { u"paths.local"_s, "" }, { u"last.conf"_s, "" } });
        const MergedSections sections = MergedSections::read(made, u"jail"_s);
        QCOMPARE(shown(made, sections.files()),
            (QStringList { u"paths.conf"_s, u"paths.local"_s, u"jail.conf"_s, u"last.conf"_s, u"jail.d/B.conf"_s,
                u"jail.d/b.conf"_s, u"jail.local"_s, u"jail.d/b.local"_s }));
        QVERIFY(sections.isReadable());
        QVERIFY(sections.problems().isEmpty());
        QVERIFY(!MergedSections::read(made, u"filter.d/none"_s).exists());
    }

    void placesOfWinnerAndOverridden()
    {
        const config::ConfigTree made
            = tree({ { u"jail.conf"_s, "[DEFAULT]\nbantime = 1\n[sshd]\nbantime = 2\nport = ssh\n" },
                { u"jail.local"_s, "# c\n[sshd]\nBanTime = 3\n" },
                { u"jail.d/zz.local"_s, "[sshd]\nbantime = 4\n  ; c\n  5\n" } });
        const MergedSections sections = MergedSections::read(made, u"jail"_s);
        const config::MergedOption *option = sections.option(u"sshd"_s, u"bantime"_s);
        QVERIFY(option != nullptr);
        QCOMPARE(option->winner.raw, u"4\n5"_s);
        QCOMPARE(option->winner.origin, (Origin { u"/etc/fail2ban/jail.d/zz.local"_s, 2, u"sshd"_s }));
        QCOMPARE(
            places(made, option->overridden), (QStringList { u"jail.local:3 [sshd] 3"_s, u"jail.conf:4 [sshd] 2"_s }));
        QCOMPARE(sections.keys(u"sshd"_s), (QStringList { u"bantime"_s, u"port"_s }));
        // Of DEFAULT where the section has none; that of DEFAULT is not overridden by it but still there.
        QCOMPARE(sections.option(u"DEFAULT"_s, u"bantime"_s)->winner.origin.line, 2);
        QCOMPARE(sections.option(u"none"_s, u"bantime"_s), nullptr);
        QVERIFY(!sections.hasSection(u"DEFAULT"_s));
        QVERIFY(sections.hasSection(u"KNOWN/sshd"_s));
        QCOMPARE(sections.sections(), QStringList { u"sshd"_s });
    }

    void aFileThatIsReadTwiceOverridesNothing()
    {
        const config::ConfigTree made = tree({ { u"filter.d/a.conf"_s, "[INCLUDES]\nbefore = b.conf\n c.conf\n" },
            { u"filter.d/b.conf"_s, "[INCLUDES]\nbefore = c.conf\n[Init]\nx = b\n" },
            { u"filter.d/c.conf"_s, "[Init]\nx = c\n" } });
        const MergedSections sections = MergedSections::read(made, u"filter.d/a"_s);
        QCOMPARE(shown(made, sections.files()),
            (QStringList { u"filter.d/c.conf"_s, u"filter.d/b.conf"_s, u"filter.d/c.conf"_s, u"filter.d/a.conf"_s }));
        const config::MergedOption *option = sections.option(u"Init"_s, u"x"_s);
        QCOMPARE(option->winner.raw, u"c"_s);
        QCOMPARE(places(made, option->overridden), QStringList { u"filter.d/b.conf:4 [Init] b"_s });
    }

    void conditionalSectionsKeepTheirNameInPlaces()
    {
        const config::ConfigTree made
            = tree({ { u"action.d/x.conf"_s, "[Init]\nblock = a\n[Init?family=inet6]\nblock = b\n" } });
        const MergedSections sections = MergedSections::read(made, u"action.d/x"_s);
        QCOMPARE(sections.sections(), QStringList { u"Init"_s });
        QCOMPARE(sections.keys(u"Init"_s), (QStringList { u"block"_s, u"block?family=inet6"_s }));
        QCOMPARE(sections.option(u"Init"_s, u"block?family=inet6"_s)->winner.origin,
            (Origin { u"/etc/fail2ban/action.d/x.conf"_s, 4, u"Init?family=inet6"_s }));
    }

    void contributorsAreWhatIsPutIn()
    {
        const config::ConfigTree made
            = tree({ { u"jail.conf"_s, "[DEFAULT]\ntime = 10\nunit = m\nunused = x\n[sshd]\nunit = h\n" },
                { u"jail.local"_s,
                    "[sshd]\nunit = %(known/unit)s!\nbantime = %(time)s%(unit)s %(unit)s %(__name__)s\n" } });
        const MergedSections sections = MergedSections::read(made, u"jail"_s);
        QCOMPARE(sections.value(u"sshd"_s, u"BANTIME"_s).value(), u"10h! h! sshd"_s);
        QCOMPARE(places(made, sections.contributors(u"sshd"_s, u"bantime"_s)),
            (QStringList {
                u"jail.conf:2 [DEFAULT] 10"_s, u"jail.local:2 [sshd] %(known/unit)s!"_s, u"jail.conf:6 [sshd] h"_s }));
        QVERIFY(sections.contributors(u"sshd"_s, u"nothing"_s).isEmpty());
        // Vars are nobody's setting.
        QCOMPARE(sections.value(u"sshd"_s, u"bantime"_s, { { u"Time"_s, u"5"_s } }).value(), u"5h! h! sshd"_s);
        QCOMPARE(sections.value(u"sshd"_s, u"given"_s, { { u"Given"_s, u"%(time)s"_s } }).value(), u"10"_s);
    }

    void whatIsNotThereAndWhatFails()
    {
        const config::ConfigTree made = tree({ { u"jail.conf"_s, "[sshd]\na = %(b)s\nc = %(c)s\n" } });
        const MergedSections sections = MergedSections::read(made, u"jail"_s);
        QCOMPARE(sections.value(u"x"_s, u"a"_s).error(),
            (core::Error { core::ErrorCode::FileNotFound, u"No section: 'x'"_s }));
        QCOMPARE(sections.value(u"sshd"_s, u"A1"_s).error(),
            (core::Error { core::ErrorCode::FileNotFound, u"No option 'a1' in section: 'sshd'"_s }));
        QCOMPARE(sections.value(u"sshd"_s, u"a"_s).error(),
            (core::Error { core::ErrorCode::InvalidArgument,
                u"Bad value substitution: option 'a' in section 'sshd' contains an interpolation key 'b' which is not "
                u"a valid "
                "option name. Raw value: '%(b)s'"_s }));
        QCOMPARE(sections.value(u"sshd"_s, u"c"_s).error().detail.first(24), u"Recursion limit exceeded"_s);
    }

    void valuesThatGrowWithoutEndAreRefused()
    {
        QByteArray text = "[s]\na0 = 0123456789%%\n";
        for (int i = 1; i < 10; ++i)
            text
                += "a" + QByteArray::number(i) + " =" + (" %(a" + QByteArray::number(i - 1) + ")s").repeated(20) + "\n";
        const MergedSections sections = MergedSections::read(tree({ { u"jail.conf"_s, text } }), u"jail"_s);
        QVERIFY(sections.value(u"s"_s, u"a2"_s));
        QCOMPARE(sections.value(u"s"_s, u"a9"_s).error().code, core::ErrorCode::InvalidArgument);
    }

    void brokenFilesAreToldAndTheRestIsShown()
    {
        config::ConfigTree made = tree({ { u"jail.conf"_s, "[a]\nx = 1\n" },
            { u"jail.local"_s, "[a]\njunk\nx = 2\n[a]\n" }, { u"jail.d/l.conf"_s, "[a]\nx = \xe4\n" } });
        made.unreadable.insert(made.path(u"jail.d/z.local"_s), u"Permission denied"_s);
        const MergedSections sections = MergedSections::read(made, u"jail"_s);
        QVERIFY(!sections.isReadable());
        QList<ProblemKind> kinds;
        for (const config::Problem &problem : sections.problems())
            kinds += problem.kind;
        // As read: l.conf is passed over, then jail.local stops it; what Python raises comes before what it would have.
        QCOMPARE(kinds,
            (QList {
                ProblemKind::NotUtf8, ProblemKind::DuplicateSection, ProblemKind::NotAnOption, ProblemKind::Other }));
        QCOMPARE(sections.problems()[1].origin, (Origin { made.path(u"jail.local"_s), 4, u"a"_s }));
        QCOMPARE(sections.problems()[3].detail, u"Permission denied"_s);
        QCOMPARE(sections.option(u"a"_s, u"x"_s)->winner.raw, u"2"_s);
        // Without the broken one it is readable, although two files are passed over.
        made.files.remove(made.path(u"jail.local"_s));
        const MergedSections rest = MergedSections::read(made, u"jail"_s);
        QVERIFY(rest.isReadable());
        QCOMPARE(rest.problems().size(), 2);
        QCOMPARE(shown(made, rest.files()), QStringList { u"jail.conf"_s });
    }

    void everyBaseIsToldOfAFileThatTheyShare()
    {
        const config::ConfigTree made = tree({ { u"filter.d/a.conf"_s, "[INCLUDES]\nbefore = c.conf\n" },
            { u"filter.d/b.conf"_s, "[INCLUDES]\nbefore = c.conf\n" }, { u"filter.d/c.conf"_s, "x = 1\n" },
            { u"filter.d/d.conf"_s, "[INCLUDES]\nbefore = %(nothing)s\n" },
            { u"filter.d/e.conf"_s, "[INCLUDES]\nafter = f.conf\n" }, { u"filter.d/f.conf"_s, "\xff" },
            { u"filter.d/g.conf"_s, "[INCLUDES]\nafter = f.conf\n" } });
        config::SharedFiles shared(made);
        for (const QString &base : { u"filter.d/a"_s, u"filter.d/b"_s, u"filter.d/c"_s }) {
            const MergedSections sections = MergedSections::read(shared, base);
            QVERIFY2(!sections.isReadable(), qPrintable(base));
            QCOMPARE(sections.problems().first().kind, ProblemKind::NoSectionHeader);
        }
        QCOMPARE(MergedSections::read(shared, u"filter.d/d"_s).problems().first().origin,
            (Origin { made.path(u"filter.d/d.conf"_s), 2, u"INCLUDES"_s }));
        for (const QString &base : { u"filter.d/e"_s, u"filter.d/g"_s }) {
            const MergedSections sections = MergedSections::read(shared, base);
            QVERIFY(sections.isReadable());
            QCOMPARE(sections.problems().size(), 1);
            QCOMPARE(sections.problems().first().kind, ProblemKind::NotUtf8);
        }
    }

    void includesWithoutEndStop()
    {
        // Every name is a new one to fail2ban: "/etc/fail2ban/./a.conf", "/etc/fail2ban/././a.conf", ...
        QByteArray text = "[INCLUDES]\nbefore =";
        for (int i = 0; i < 8; ++i)
            text += "\n  " + QByteArray("./").repeated(i + 1) + "jail.conf";
        const MergedSections sections = MergedSections::read(tree({ { u"jail.conf"_s, text } }), u"jail"_s);
        QVERIFY(!sections.isReadable());
        QCOMPARE(sections.problems().first().detail, u"RecursionError"_s);
    }

    void whatCodeMergesInHasNoPlace()
    {
        const config::ConfigTree made
            = tree({ { u"jail.conf"_s, "[DEFAULT]\nversion = x\n[sshd]\na = %(known/f)s %(version)s\n" } });
        MergedSections sections = MergedSections::read(made, u"jail"_s);
        sections.mergeDefaults({ { u"version"_s, u"1.1.0"_s } });
        sections.mergeSection(u"sshd"_s, { { u"f"_s, u"filter"_s }, { u"known/g"_s, u"no"_s } }, u"known/"_s);
        QCOMPARE(sections.value(u"sshd"_s, u"a"_s).value(), u"filter 1.1.0"_s);
        QCOMPARE(sections.option(u"sshd"_s, u"version"_s)->winner.origin, Origin());
        QCOMPARE(sections.option(u"sshd"_s, u"version"_s)->overridden.size(), 1);
        QCOMPARE(sections.keys(u"sshd"_s), (QStringList { u"a"_s, u"known/f"_s }));
        sections.mergeSection(u"new"_s, { { u"b"_s, u"1"_s } });
        QCOMPARE(sections.sections(), (QStringList { u"sshd"_s, u"new"_s }));
    }
};

QTEST_GUILESS_MAIN(TestMergedSections)
#include "tst_merged_sections.moc"
