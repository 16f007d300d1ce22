// SPDX-License-Identifier: GPL-3.0-or-later
// MergedSections against the real readers of fail2ban 1.0.2 and 1.1.0: files, sections, keys, raw and interpolated
// values, exceptions with their texts.
#include "config/disk_tree.h"
#include "config/generated_tree.h"
#include "config/merged_sections.h"
#include "config/shared_files.h"
#include "support/places.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using config::MergedSections;
using config::ProblemKind;

namespace {

constexpr int generatedTrees = 220;

struct Request
{
    config::ConfigTree tree;
    QStringList bases;
    QMap<QString, QString> extra { { u"b"_s, u"extra %(a)s"_s }, { u"Zed"_s, u"z"_s }, { u"known/a"_s, u"given"_s } };
};

/// Bases of a folder as a run of fail2ban could read them.
QStringList basesOf(const config::ConfigTree &tree)
{
    QStringList bases { u"jail"_s };
    if (tree.files.contains(tree.path(u"fail2ban.conf"_s)))
        bases += u"fail2ban"_s;
    for (const QString &path : tree.files.keys()) {
        const QString shown = tree.shown(path);
        if ((shown.startsWith(u"filter.d/"_s) || shown.startsWith(u"action.d/"_s)) && shown.endsWith(u".conf"_s)
            && shown.count(u'/') == 1)
            bases += shown.chopped(5);
    }
    return bases;
}

/// What Python would call the first problem.
QString exceptionOf(const MergedSections &sections)
{
    if (sections.isReadable())
        return {};
    for (const config::Problem &problem : sections.problems()) {
        switch (problem.kind) {
        case ProblemKind::NoSectionHeader:
            return u"MissingSectionHeaderError"_s;
        case ProblemKind::DuplicateSection:
            return u"DuplicateSectionError"_s;
        case ProblemKind::DuplicateOption:
            return u"DuplicateOptionError"_s;
        case ProblemKind::NotAnOption:
            return u"ParsingError"_s;
        case ProblemKind::BadInterpolation:
            return problem.detail.startsWith(u"Recursion"_s) ? u"InterpolationDepthError"_s
                : problem.detail.startsWith(u"Bad value"_s)  ? u"InterpolationMissingOptionError"_s
                                                             : u"InterpolationSyntaxError"_s;
        case ProblemKind::Other:
            return problem.detail;
        default:
            break;
        }
    }
    return u"?"_s;
}

QString textOf(const core::Result<QString> &value)
{
    return value ? u"= "_s + *value : u"! "_s + value.error().detail;
}
QString textOf(const QJsonValue &value, const QJsonValue &error)
{
    return error.isNull() ? u"= "_s + value.toString() : u"! "_s + error[1].toString();
}

QString compareValues(const MergedSections &ours, const QString &section, const QJsonObject &values,
    const QMap<QString, QString> &extra, int &compared)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        const QString where = section + u'/' + it.key();
        const config::MergedOption *option = ours.option(section, it.key());
        if (option == nullptr)
            return where + u": missing"_s;
        const QJsonArray value = it->toArray();
        if (option->winner.raw != value[0].toString())
            return where + u": raw "_s + option->winner.raw + u" instead of "_s + value[0].toString();
        const QString plain = textOf(ours.value(section, it.key()));
        if (plain != textOf(value[1], value[2]))
            return where + u": "_s + plain + u" instead of "_s + textOf(value[1], value[2]);
        const QString with = textOf(ours.value(section, it.key(), extra));
        if (with != textOf(value[3], value[4]))
            return where + u" with extra: "_s + with + u" instead of "_s + textOf(value[3], value[4]);
        compared += 3;
    }
    return {};
}

/// What is different, or nothing.
QString compare(
    const MergedSections &ours, const QJsonObject &theirs, const QMap<QString, QString> &extra, int &compared)
{
    ++compared;
    if (exceptionOf(ours) != theirs[u"raised"].toString())
        return u"raises '"_s + exceptionOf(ours) + u"' instead of '"_s + theirs[u"raised"].toString() + u'\'';
    if (theirs.contains(u"raised"))
        return {};
    QStringList files;
    for (const QJsonValue &file : theirs[u"files"].toArray())
        files += QDir::cleanPath(file.toString());
    if (ours.files() != files || ours.exists() != theirs[u"read"].toBool())
        return u"reads "_s + ours.files().join(u' ') + u" instead of "_s + files.join(u' ');
    const QJsonObject defaults = theirs[u"defaults"].toObject();
    if (QStringList(ours.options(u"DEFAULT"_s).keys()) != defaults.keys())
        return u"keys of DEFAULT"_s;
    QStringList names;
    for (const QJsonValue &value : theirs[u"sections"].toArray()) {
        const QString section = value[0].toString();
        names += section;
        QStringList keys;
        for (const QJsonValue &key : value[1].toArray())
            keys += key.toString();
        if (ours.keys(section) != keys)
            return section + u" has "_s + ours.keys(section).join(u'|') + u" instead of "_s + keys.join(u'|');
        if (const QString difference = compareValues(ours, section, value[2].toObject(), extra, compared);
            !difference.isEmpty())
            return difference;
        const QJsonObject qualified = theirs[u"qualified"][section].toObject();
        for (auto it = qualified.begin(); it != qualified.end(); ++it) {
            const QString text = textOf(ours.qualifiedValue(section, it.key()));
            if (text != textOf((*it)[0], (*it)[1]))
                return section + u", get_ex "_s + it.key() + u": "_s + text + u" instead of "_s
                    + textOf((*it)[0], (*it)[1]);
            ++compared;
        }
    }
    if (ours.sections() != names)
        return u"sections "_s + ours.sections().join(u'|') + u" instead of "_s + names.join(u'|');
    const QJsonObject known = theirs[u"known"].toObject();
    for (auto it = known.begin(); it != known.end(); ++it) {
        const QMap<QString, config::MergedOption> options = ours.options(it.key());
        const QJsonObject values = it->toObject();
        if (!ours.hasSection(it.key()) || QStringList(options.keys()) != values.keys())
            return u"keys of "_s + it.key();
        for (auto value = values.begin(); value != values.end(); ++value) {
            if (options[value.key()].winner.raw != value->toString())
                return it.key() + u'/' + value.key();
        }
    }
    return {};
}

} // namespace

class TestSectionsTruth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        TreeGenerator generator(20261121);
        for (int i = 0; i < generatedTrees; ++i) {
            const config::ConfigTree tree = generator.tree(m_folder.filePath(QString::number(i)));
            addTree(tree);
        }
        // Names that grow at each turn of a circle: Python gives up, or the system refuses the name before.
        for (const auto &[name, text] : std::initializer_list<std::pair<QString, QByteArray>> {
                 { u"short"_s, "[INCLUDES]\nbefore = ./jail.conf\n" },
                 { u"long"_s,
                     "[INCLUDES]\nafter = " + QByteArray("./").repeated(20) + "jail.conf\n[a]\nb = %(known/b)s\n" } }) {
            config::ConfigTree tree { m_folder.filePath(name), {}, {} };
            tree.files.insert(tree.path(u"jail.conf"_s), text);
            addTree(tree);
        }
    }
    void cleanup() { m_answers = {}; }

    void stock_data() { versions(); }
    void stock()
    {
        QFETCH(QString, version);
        Request request { readTree(stockFolder(version)), {} };
        request.bases = basesOf(request.tree);
        QVERIFY2(
            request.bases.size() > 150, "stock configuration missing: tests/support/fetch_fail2ban.sh build/fail2ban");
        int compared = 0;
        check(version, { request }, compared);
        QVERIFY2(compared > 10000, qPrintable(QString::number(compared)));
    }

    void generated_data() { versions(); }
    void generated()
    {
        QFETCH(QString, version);
        int compared = 0;
        check(version, m_generated, compared);
        QVERIFY2(compared > 20000, qPrintable(QString::number(compared)));
        // Both kinds occur, or the generator has lost its bite.
        int raised = 0;
        for (const QJsonValue &answer : std::as_const(m_answers))
            raised += answer.toObject().contains(u"raised") ? 1 : 0;
        QVERIFY2(raised > m_answers.size() / 50, qPrintable(QString::number(raised)));
        QVERIFY2(raised < m_answers.size() / 2, qPrintable(QString::number(raised)));
    }

private:
    void addTree(const config::ConfigTree &tree)
    {
        QDir().mkpath(tree.folder);
        writeTree(tree);
        m_generated.append(Request { tree, { u"jail"_s, u"filter.d/f"_s, u"filter.d/common"_s, u"none"_s } });
    }

    static void versions()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("1.0.2") << u"1.0.2"_s;
        QTest::newRow("1.1.0") << u"1.1.0"_s;
    }

    void ask(const QString &version, const QList<Request> &requests)
    {
        QJsonArray wanted;
        for (const Request &request : requests) {
            QJsonObject extra;
            for (auto it = request.extra.begin(); it != request.extra.end(); ++it)
                extra.insert(it.key(), *it);
            wanted.append(QJsonObject { { u"folder"_s, request.tree.folder },
                { u"bases"_s, QJsonArray::fromStringList(request.bases) }, { u"extra"_s, extra } });
        }
        QFile input(m_folder.filePath(u"requests.json"_s));
        QVERIFY(input.open(QIODevice::WriteOnly));
        input.write(QJsonDocument(wanted).toJson(QJsonDocument::Compact));
        input.close();
        const QString output = m_folder.filePath(u"answers.json"_s);
        QFile::remove(output);
        QProcess python;
        python.setProcessChannelMode(QProcess::ForwardedChannels);
        python.start(u"/usr/bin/python3"_s,
            { u"-I"_s, u"-B"_s, places::source(QStringLiteral("/tests/config/oracle_sections.py")),
                fail2banFolder(version) + u"/usr/lib/python3/dist-packages"_s, input.fileName(), output });
        QVERIFY(python.waitForFinished(300'000));
        QCOMPARE(python.exitCode(), 0);
        QFile answers(output);
        QVERIFY(answers.open(QIODevice::ReadOnly));
        m_answers = QJsonDocument::fromJson(answers.readAll()).array();
    }

    void check(const QString &version, const QList<Request> &requests, int &compared)
    {
        ask(version, requests);
        qsizetype wanted = 0;
        for (const Request &request : requests)
            wanted += request.bases.size();
        QCOMPARE(m_answers.size(), wanted);
        qsizetype at = 0;
        for (const Request &request : requests) {
            config::SharedFiles shared(request.tree);
            for (const QString &base : request.bases) {
                const MergedSections ours = MergedSections::read(shared, base);
                const QString difference = compare(ours, m_answers[at++].toObject(), request.extra, compared);
                QVERIFY2(difference.isEmpty(), qPrintable(request.tree.folder + u' ' + base + u": "_s + difference));
            }
        }
    }

    QTemporaryDir m_folder;
    QList<Request> m_generated;
    QJsonArray m_answers;
};

QTEST_GUILESS_MAIN(TestSectionsTruth)
#include "tst_sections_truth.moc"
