// SPDX-License-Identifier: GPL-3.0-or-later
// Generated edits of jails, filters and actions, in new files and in those that somebody has written into: what was set
// is there and wins, what others wrote stays, taken back all is as it was; and the real fail2ban then reads what we
// say.
#include "config/config_edit.h"
#include "config/configuration.h"
#include "config/disk_tree.h"
#include "config/merged_sections.h"
#include "dump_oracle.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using config::EditTarget;
using config::FileEdit;
using config::OptionEdit;

namespace {

constexpr int generatedRounds = 1000;
/// Of each version, that the real fail2ban reads; several edits each. BANGUI_TEST_EDITS says how many; for a thousand
/// give the function more time, too (QTEST_FUNCTION_TIMEOUT, ms).
constexpr int usualRounds = 24;
constexpr qsizetype askedAtOnce = 100; ///< folders; many take minutes

/// A file of ours as it is before the edits.
struct Before
{
    QByteArray bytes;
    QList<QByteArray> foreign; ///< lines that no edit may touch, in their order
};

using Choices = QList<std::pair<QString, QStringList>>;

/// Values that a form could give.
const Choices &jailChoices()
{
    static const Choices choices { { u"bantime"_s, { u"10m"_s, u"-1"_s, u"1h 30m"_s, u"600"_s, u"%(findtime)s"_s } },
        { u"findtime"_s, { u"1d"_s, u"3600"_s, u"1w"_s } }, { u"maxretry"_s, { u"1"_s, u"5"_s, u"100"_s } },
        { u"ignoreip"_s,
            { u"127.0.0.1/8 ::1"_s, u"10.0.0.0/8\n192.0.2.1"_s, u"\n2001:db8::/32\nexample.org"_s, QString() } },
        { u"usedns"_s, { u"no"_s, u"warn"_s, u"raw"_s } }, { u"bantime.increment"_s, { u"true"_s, u"false"_s } },
        { u"bantime.maxtime"_s, { u"5w"_s, u"30d"_s } }, { u"ignorecommand"_s, { u"/bin/true <ip>"_s, QString() } },
        { u"logencoding"_s, { u"utf-8"_s, u"auto"_s, u"ascii"_s } },
        { u"port"_s, { u"ssh,2222"_s, u"0:65535"_s, u"%(known/port)s,22"_s } },
        { u"failregex"_s, { u"^failed from <HOST>$"_s, u"%(known/failregex)s\n^a <HOST>$"_s } },
        { u"action"_s,
            { u"iptables-multiport[port=\"%(port)s\"]"_s,
                u"iptables[type=allports]\niptables-ipset[actname=\"second\"]"_s } },
        { u"note"_s, { u"für Ärzte 😀 50%%"_s, u"a;b#c = d: e"_s } } };
    return choices;
}
const Choices &filterChoices()
{
    static const Choices choices { { u"Init|maxlines"_s, { u"1"_s, u"3"_s, u"9"_s } },
        { u"Definition|ignoreregex"_s, { u"^from <HOST>$\n^%%s"_s, QString(), u"^ok <HOST>$"_s } },
        { u"Definition|failregex"_s, { u"^bad <HOST>$"_s, u"%(known/failregex)s\n^worse <HOST>$"_s } },
        { u"Init|journalmatch"_s, { u"_SYSTEMD_UNIT=x.service"_s } },
        { u"Definition|datepattern"_s, { u"{^LN-BEG}"_s, u"%%Y-%%m-%%d %%H:%%M:%%S"_s } },
        { u"Definition|remark"_s, { u"ä; b # c"_s } } };
    return choices;
}
const Choices &actionChoices()
{
    static const Choices choices { { u"Init|blocktype"_s, { u"DROP"_s, u"REJECT --reject-with tcp-reset"_s } },
        { u"Init?family=inet6|blocktype"_s, { u"DROP"_s, u"REJECT"_s } },
        { u"Init|chain"_s, { u"FORWARD"_s, u"INPUT"_s } }, { u"Init|lockingopt"_s, { QString(), u"-w 5"_s } },
        { u"Definition|actionflush"_s, { QString(), u"<iptables> -F f2b-<name>\necho flushed"_s } },
        { u"Definition|remark"_s, { u"50%% = half"_s } } };
    return choices;
}

/// Edits of one target, each option once; key of a choice of a definition: "section|option".
QList<OptionEdit> randomEdits(QRandomGenerator &random, EditTarget target, const QString &name)
{
    const Choices &choices = target == EditTarget::Jail ? jailChoices()
        : target == EditTarget::Filter                  ? filterChoices()
                                                        : actionChoices();
    QMap<QString, OptionEdit> edits;
    for (int i = 1 + random.bounded(5); i > 0; --i) {
        const auto &[key, values] = choices.at(random.bounded(int(choices.size())));
        const QString value = values.at(random.bounded(int(values.size())));
        edits.insert(key,
            { target, name, target == EditTarget::Jail ? QString() : key.section(u'|', 0, 0),
                target == EditTarget::Jail ? key : key.section(u'|', 1), value, false });
    }
    return edits.values();
}

/// What somebody has written into a file of ours: comments, keys that nobody knows, sections that are none of ours,
/// either line end; some of it what an edit sets anew. Nothing that fail2ban stops at.
Before writtenByOthers(QRandomGenerator &random, EditTarget target, const QString &name)
{
    const QByteArray end = random.bounded(2) == 0 ? "\r\n" : "\n";
    Before before;
    const auto foreign = [&](const QByteArray &line) {
        before.bytes += line + end;
        before.foreign += line + end;
    };
    const auto own = [&](const QByteArray &line) { before.bytes += line + end; };
    foreign(random.bounded(2) == 0 ? "# Changed by hand, für immer" : "; a note");
    if (random.bounded(2) == 0)
        before.bytes += end;
    if (target == EditTarget::Jail) {
        foreign("[" + name.toUtf8() + "]");
        foreign("unknown_key=kept");
        if (random.bounded(2) == 0)
            own("BanTime = 2h");
        foreign("# between");
        if (random.bounded(2) == 0)
            own("maxretry=7");
        foreign("Odd.Key : a = b");
        if (random.bounded(2) == 0)
            own("findtime = 20m ; as agreed");
    } else {
        const bool filter = target == EditTarget::Filter;
        foreign("[Definition]");
        foreign("hand_made = yes");
        if (random.bounded(2) == 0)
            own(filter ? "ignoreregex = ^old <HOST>$" : "actionflush = true");
        foreign("# between");
        foreign("[Init]");
        foreign("unknown_key: kept");
        if (random.bounded(2) == 0)
            own(filter ? "maxlines = 2" : "blocktype=DROP");
        if (!filter)
            foreign("[Init?family=inet6]");
    }
    foreign("# the end");
    return before;
}

bool keepsTheLines(const QByteArray &bytes, const QList<QByteArray> &lines)
{
    qsizetype at = 0;
    for (const QByteArray &line : lines) {
        at = bytes.indexOf(line, at);
        if (at < 0 || (at > 0 && bytes[at - 1] != '\n'))
            return false;
        at += line.size();
    }
    return true;
}

/// All lines end alike.
bool hasOneLineEnd(const QByteArray &bytes, bool dos)
{
    return bytes.count("\r\n") == (dos ? bytes.count('\n') : 0);
}

/// What two jails, their filters and actions need: a whole folder for each round would be a lot of files for nothing.
bool isNeeded(const QString &name)
{
    if (!name.contains(u'/'))
        return name.endsWith(u".conf"_s);
    const QString base = name.section(u'/', 1);
    return name.startsWith(u"action.d/iptables"_s) || base == u"common.conf"_s || base == u"sshd.conf"_s
        || base == u"nginx-http-auth.conf"_s || base.startsWith(u"nginx-error"_s);
}

config::ConfigTree needed(const config::ConfigTree &stock, const QString &folder)
{
    config::ConfigTree base { folder, {}, {} };
    for (const QString &path : stock.files.keys()) {
        if (isNeeded(stock.shown(path)))
            base.files.insert(base.path(stock.shown(path)), stock.files[path]);
    }
    return base;
}

/// The sections of which a target's file is a part.
QString readName(EditTarget target, const QString &name)
{
    return target == EditTarget::Jail ? u"jail"_s
                                      : (target == EditTarget::Filter ? u"filter.d/"_s : u"action.d/"_s) + name;
}

/// Where merged sections keep an edit's option: a condition of a section goes to the name of the option.
std::optional<config::MergedOption> optionOf(const config::MergedSections &sections, const OptionEdit &edit)
{
    const QString section = edit.target == EditTarget::Jail ? edit.name : edit.section;
    const QString condition = section.contains(u'?') ? u'?' + section.section(u'?', 1) : QString();
    const auto *found = sections.option(section.section(u'?', 0, 0), edit.key + condition);
    return found ? std::optional(*found) : std::nullopt;
}

} // namespace

class TestConfigEditGenerated : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// A thousand changes of the stock configuration: what was set is what is there and wins, nothing else is
    /// different, and taken back all is as it was.
    void generatedRoundTrip()
    {
        const config::ConfigTree stock = needed(readTree(stockFolder(u"1.1.0"_s)), u"/etc/fail2ban"_s);
        const config::MergedSections jails = config::MergedSections::read(stock, u"jail"_s);
        QVERIFY2(jails.sections().size() > 80,
            "stock configuration missing: tests/support/fetch_fail2ban.sh build/fail2ban");
        QRandomGenerator random(4242);
        int existing = 0;
        int definitions = 0;
        for (int round = 0; round < generatedRounds; ++round) {
            const EditTarget target
                = QList { EditTarget::Jail, EditTarget::Jail, EditTarget::Filter, EditTarget::Action }.at(
                    random.bounded(4));
            const QString name = nameFor(random, target, jails.sections(), round);
            if (name == u"INCLUDES"_s)
                continue;
            definitions += target == EditTarget::Jail ? 0 : 1;
            config::ConfigTree base = stock;
            const QString path = *config::editedFile(base, target, name);
            std::optional<Before> written;
            if (random.bounded(2) == 0) {
                written = writtenByOthers(random, target, name);
                base.files.insert(path, written->bytes);
                ++existing;
            }
            roundTrip(base, path, written, randomEdits(random, target, name));
            if (QTest::currentTestFailed()) {
                qWarning("round %d, %s", round, qPrintable(path));
                return;
            }
        }
        QVERIFY(existing > generatedRounds / 3 && definitions > generatedRounds / 3);
    }

    void asFail2banReadsThem_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("1.0.2") << u"1.0.2"_s;
        QTest::newRow("1.1.0") << u"1.1.0"_s;
    }
    /// Edits of jails, their filters and actions, written to disk: `fail2ban-client --dp` says what we predicted
    /// before.
    void asFail2banReadsThem()
    {
        QFETCH(QString, version);
        const int rounds = std::max(1, qEnvironmentVariable("BANGUI_TEST_EDITS", QString::number(usualRounds)).toInt());
        QTemporaryDir folder;
        QFile log(folder.filePath(u"test.log"_s));
        QVERIFY(log.open(QIODevice::WriteOnly));
        const config::ConfigTree stock = readTree(stockFolder(version));
        QRandomGenerator random(version == u"1.0.2"_s ? 7 : 8);
        QStringList folders;
        QList<config::ConfigTree> trees;
        int edits = 0;
        for (int round = 0; round < rounds; ++round) {
            config::ConfigTree base = needed(stock, folder.filePath(QString::number(round)));
            QList<OptionEdit> wanted;
            const auto add = [&](EditTarget target, const QString &name) {
                if (random.bounded(2) == 0)
                    base.files.insert(
                        *config::editedFile(base, target, name), writtenByOthers(random, target, name).bytes);
                wanted += randomEdits(random, target, name);
            };
            for (const QString &jail : { u"sshd"_s, u"nginx-http-auth"_s }) {
                for (const auto &[key, value] :
                    std::initializer_list<std::pair<QString, QString>> {
                        { u"enabled"_s, u"true"_s }, { u"backend"_s, u"polling"_s }, { u"logpath"_s, log.fileName() } })
                    wanted += { EditTarget::Jail, jail, {}, key, value, false };
                add(EditTarget::Jail, jail);
            }
            if (random.bounded(3) != 0)
                add(EditTarget::Filter, random.bounded(2) == 0 ? u"sshd"_s : u"nginx-http-auth"_s);
            if (random.bounded(3) != 0)
                add(EditTarget::Action, u"iptables"_s);
            const auto files = config::planEdits(base, wanted);
            QVERIFY2(files, qPrintable(files ? QString() : files.error().detail));
            for (const FileEdit &file : *files)
                QVERIFY2(file.beaten.isEmpty(), qPrintable(file.path));
            trees += config::edited(base, *files);
            writeTree(trees.last());
            folders += base.folder;
            edits += int(wanted.size());
        }
        QVERIFY(edits > 8 * rounds);
        QString problem;
        QList<config_trees::Dump> dumps;
        for (qsizetype at = 0; at < folders.size(); at += askedAtOnce)
            dumps += config_trees::askFail2ban(version, folders.mid(at, askedAtOnce), problem);
        QVERIFY2(dumps.size() == rounds, qPrintable(problem));
        for (int round = 0; round < rounds; ++round) {
            const config_trees::Dump &dump = dumps[round];
            QVERIFY2(dump.error.isEmpty(), qPrintable(dump.error));
            config::Configuration::Machine machine;
            machine.version = version;
            machine.logFiles = dump.globs;
            machine.logFilesKnown = true;
            const auto predicted = config::Configuration::read(trees[round], machine);
            QJsonArray ours;
            for (const QVariantList &command : predicted.stream())
                ours.append(QJsonArray::fromVariantList(command));
            QCOMPARE(ours.size(), dump.stream.size());
            QVERIFY(ours.size() > 20);
            for (int i = 0; i < ours.size(); ++i)
                QCOMPARE(ours[i], dump.stream[i]);
        }
        qInfo("%d edits in %d folders", edits, rounds);
    }

private:
    static QString nameFor(QRandomGenerator &random, EditTarget target, const QStringList &jails, int round)
    {
        switch (target) {
        case EditTarget::Filter:
            return random.bounded(2) == 0 ? u"sshd"_s : u"nginx-http-auth"_s;
        case EditTarget::Action:
            return u"iptables"_s;
        case EditTarget::Jail:
            break;
        }
        return random.bounded(8) == 0 ? u"own-%1"_s.arg(round) : jails.at(random.bounded(int(jails.size())));
    }

    static void roundTrip(const config::ConfigTree &base, const QString &path, const std::optional<Before> &written,
        const QList<OptionEdit> &edits)
    {
        const OptionEdit &first = edits.constFirst();
        const QString read = readName(first.target, first.name);
        const config::MergedSections before = config::MergedSections::read(base, read);
        QVERIFY(before.isReadable());
        const auto files = config::planEdits(base, edits);
        QVERIFY2(files, qPrintable(files ? QString() : files.error().detail));
        QCOMPARE(files->size(), 1);
        QCOMPARE(files->constFirst().path, path);
        const config::ConfigTree future = config::edited(base, *files);
        const config::MergedSections sections = config::MergedSections::read(future, read);
        QVERIFY(sections.isReadable());
        for (const OptionEdit &edit : edits) {
            const auto option = optionOf(sections, edit);
            QVERIFY2(option, qPrintable(edit.key));
            QCOMPARE(option->winner.raw, edit.value);
            QCOMPARE(option->winner.origin.file, path);
        }
        // Every other option is what it was.
        for (const QString &section : before.sections()) {
            const auto now = sections.options(section);
            const auto then = before.options(section);
            for (auto it = then.begin(); it != then.end(); ++it) {
                const bool isEdited = std::ranges::any_of(edits, [&](const OptionEdit &edit) {
                    const QString own = edit.target == EditTarget::Jail ? edit.name : edit.section;
                    const QString condition = own.contains(u'?') ? u'?' + own.section(u'?', 1) : QString();
                    return own.section(u'?', 0, 0) == section && edit.key + condition == it.key();
                });
                // Its line may be another one in a file that has grown.
                if (!isEdited) {
                    QCOMPARE(now.value(it.key()).winner.raw, it->winner.raw);
                    QCOMPARE(now.value(it.key()).winner.origin.file, it->winner.origin.file);
                }
            }
        }
        if (written) {
            const QByteArray bytes = future.files.value(path);
            QVERIFY2(keepsTheLines(bytes, written->foreign), bytes.constData());
            QVERIFY2(hasOneLineEnd(bytes, written->bytes.contains("\r\n")), bytes.toPercentEncoding("\n").constData());
        }
        QList<OptionEdit> back;
        for (OptionEdit edit : edits) {
            // What our file said of it before, else nothing.
            const auto was = optionOf(before, edit);
            edit.remove = !was || was->winner.origin.file != path;
            edit.value = edit.remove ? QString() : was->winner.raw;
            back += edit;
        }
        const auto undone = config::planEdits(future, back);
        QVERIFY(undone);
        QCOMPARE(config::edited(future, *undone).files.value(path), base.files.value(path));
        QCOMPARE(config::edited(future, *undone).files.size(), base.files.size());
    }
};

QTEST_GUILESS_MAIN(TestConfigEditGenerated)
#include "tst_config_edit_generated.moc"
