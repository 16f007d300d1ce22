// SPDX-License-Identifier: GPL-3.0-or-later
// What BanGUI reads from a configuration folder is, value by value, what the real fail2ban of the same folder would
// send: for the stock folders, for a folder per trap (traps.txt), and for varied ones by seed.
//   BANGUI_CONFIG_TREES=N   so many varied trees and as many damaged ones (150)
//   BANGUI_CONFIG_SEED=S    from this seed on (1)
#include "config/configuration.h"
#include "dump_oracle.h"
#include "tree_generator.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using config_trees::Dump;
using config_trees::GeneratedTree;

namespace {

QString shownJson(const QJsonValue &value)
{
    if (value.isUndefined())
        return u"(nothing)"_s;
    return QString::fromUtf8(QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
}

/// The first command that is not the same; empty: all are.
QString difference(const QJsonArray &real, const QJsonArray &own)
{
    for (int i = 0; i < std::max(real.size(), own.size()); ++i) {
        if (real.at(i) == own.at(i) && i < real.size() && i < own.size())
            continue;
        return u"command %1 of %2 (own: %3)\n    fail2ban %4\n    own      %5"_s.arg(i)
            .arg(real.size())
            .arg(own.size())
            .arg(i < real.size() ? shownJson(real.at(i)) : u"(no more)"_s,
                i < own.size() ? shownJson(own.at(i)) : u"(no more)"_s);
    }
    return {};
}

QString problemsOf(const config::Configuration &read)
{
    QStringList texts;
    QList<config::Problem> problems = read.problems();
    for (const config::ConfiguredJail *jail : read.jails())
        problems += jail->problems;
    for (const config::Problem &problem : problems)
        texts
            += u"%1:%2 %3 %4"_s.arg(problem.origin.file).arg(problem.origin.line).arg(problem.subject, problem.detail);
    return texts.join(u" | "_s);
}

/// Each value's place is a line of that file which names its key, or begins the call that gives it: filter =
/// f[key=...].
QString wrongPlace(const config::Configuration &read, const QMap<QString, config::EffectiveValue> &values)
{
    for (const config::EffectiveValue &value : values) {
        QString key = value.key.section(u'?', 0, 0);
        if (key.startsWith(u"known/"_s))
            key.remove(0, 6);
        if (value.origin.line == 0 && value.origin.file.isEmpty())
            continue;
        const auto file = read.tree().files.constFind(value.origin.file);
        if (file == read.tree().files.cend())
            return u"%1 is of %2, which does not exist"_s.arg(value.key, value.origin.file);
        QString text = QString::fromUtf8(*file);
        text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
        const QString line = text.split(u'\n').value(value.origin.line - 1).toLower();
        if (!line.contains(key) && !line.trimmed().startsWith(u"filter"_s))
            return u"%1 is of %2:%3, which is: %4"_s.arg(value.key, value.origin.file).arg(value.origin.line).arg(line);
    }
    return {};
}

/// What is shown of a jail is what is sent for it.
QString wrongValue(const config::Configuration &read, const Dump &dump)
{
    for (const QJsonValue &command : dump.stream) {
        const QString key = command[2].toString();
        const config::ConfiguredJail *jail = read.jail(command[1].toString());
        if (!jail)
            continue;
        if (command[0] == "add"_L1 && jail->options.value(u"backend"_s).value != command[2].toString())
            return jail->name + u": backend "_s + jail->options.value(u"backend"_s).value;
        if (command[0] != "set"_L1 || command.toArray().size() != 4 || !jail->options.contains(key)
            || command[3].isNull() || jail->filterValues.contains(key))
            continue;
        const QString own = jail->options.value(key).value;
        const QString sent = command[3].toVariant().toString();
        // A number is shown as it is written, " 1_000", and a truth as "yes".
        if (own != sent && !command[3].isDouble()
            && !(command[3].isBool() && config::isTrue(own) == command[3].toBool()))
            return u"%1: %2 is shown as %3 and sent as %4"_s.arg(jail->name, key, own, sent);
    }
    return {};
}

QString compared(const QString &version, const config::ConfigTree &tree, const Dump &dump)
{
    config::Configuration::Machine machine;
    machine.version = version;
    machine.logFiles = dump.globs;
    machine.logFilesKnown = true;
    const config::Configuration read = config::Configuration::read(tree, machine);
    if (!dump.error.isEmpty()) {
        if (!read.stream().isEmpty())
            return u"fail2ban reads nothing (%1), we read %2 commands"_s.arg(dump.error).arg(read.stream().size());
        return problemsOf(read).isEmpty() ? u"fail2ban says %1, we say nothing"_s.arg(dump.error) : QString();
    }
    QJsonArray own;
    for (const QVariantList &command : read.stream())
        own.append(QJsonArray::fromVariantList(command));
    if (const QString what = difference(dump.stream, own); !what.isEmpty())
        return what + u"\n    problems "_s + problemsOf(read);
    // More is no harm: jails that fail2ban skips, or for which it asks the journal.
    const QStringList patterns = read.logPatterns();
    for (auto it = dump.globs.begin(); it != dump.globs.end(); ++it) {
        if (!it.key().isEmpty() && !patterns.contains(it.key()))
            return u"fail2ban looks for %1, we for %2"_s.arg(it.key(), patterns.join(u' '));
    }
    if (const QString what = wrongValue(read, dump); !what.isEmpty())
        return what;
    if (const QString what = wrongPlace(read, read.globals()); !what.isEmpty())
        return what;
    for (const config::ConfiguredJail *jail : read.jails()) {
        for (const auto *values : { &jail->options, &jail->filterValues })
            if (const QString what = wrongPlace(read, *values); !what.isEmpty())
                return jail->name + u": "_s + what;
    }
    return {};
}

} // namespace

class TestConfigurationDp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY2(m_folder.isValid(), qPrintable(m_folder.errorString())); }

    void oracleIsTheTool_data() { versions(); }
    /// dump_oracle.py says what fail2ban-client prints.
    void oracleIsTheTool()
    {
        QFETCH(QString, version);
        QList<GeneratedTree> trees { stock(version) };
        for (const GeneratedTree &tree : config_trees::fixed()) {
            if (m_proofs.contains(tree.name))
                trees.append(tree);
        }
        QCOMPARE(trees.size(), m_proofs.size() + 1);
        for (quint32 seed = 1; seed <= 3; ++seed)
            trees.append(config_trees::generated(seed));
        QStringList folders;
        plantAll(trees, folders);
        QString problem;
        const QList<Dump> dumps = config_trees::askFail2ban(version, folders, problem);
        QVERIFY2(!dumps.isEmpty(), qPrintable(problem));
        const QString installed = config_trees::fail2banFolder(version);
        int failed = 0;
        for (qsizetype i = 0; i < dumps.size(); ++i) {
            QProcess client;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"PYTHONPATH"_s, installed + u"/usr/lib/python3/dist-packages"_s);
            environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
            client.setProcessEnvironment(environment);
            client.start(
                u"/usr/bin/python3"_s, { installed + u"/usr/bin/fail2ban-client"_s, u"-c"_s, folders[i], u"-d"_s });
            QVERIFY2(client.waitForFinished(60'000), qPrintable(client.errorString()));
            QStringList lines = QString::fromUtf8(client.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
            const auto complains = [](const QString &line) { return line.startsWith(u"ERROR: "_s); };
            failed += lines.removeIf(complains) > 0 ? 1 : 0;
            QCOMPARE(lines.isEmpty(), !dumps[i].error.isEmpty());
            // A glob's files come as the file system has them; everything else in order.
            const auto isLog = [](const QString &line) { return line.contains(u"'addlogpath'"_s); };
            QStringList logs = lines.filter(u"'addlogpath'"_s);
            QStringList saidLogs = dumps[i].lines.filter(u"'addlogpath'"_s);
            logs.sort();
            saidLogs.sort();
            QStringList said = dumps[i].lines;
            said.removeIf(isLog);
            lines.removeIf(isLog);
            QCOMPARE(said, lines);
            QCOMPARE(saidLogs, logs);
        }
        QVERIFY(failed >= 3);
    }

    void stockFolder_data() { versions(); }
    void stockFolder()
    {
        QFETCH(QString, version);
        QVERIFY(compare(version, { stock(version) }) > 10);
    }
    void everyStockJail_data() { versions(); }
    void everyStockJail()
    {
        QFETCH(QString, version);
        QVERIFY(compare(version, { config_trees::everyJail(stockPath(version)) }) > 1000);
    }
    void changedStock_data() { versions(); }
    void changedStock()
    {
        QFETCH(QString, version);
        QList<GeneratedTree> trees;
        for (quint32 seed = 1; seed <= 6; ++seed)
            trees.append(config_trees::variedStock(stockPath(version), seed));
        QVERIFY(compare(version, trees) > 500);
    }
    void traps_data() { versions(); }
    void traps()
    {
        QFETCH(QString, version);
        const QList<GeneratedTree> trees = config_trees::fixed();
        QVERIFY(trees.size() > 150);
        QVERIFY(compare(version, trees) > 2000);
    }
    void variedTrees_data() { versions(); }
    void variedTrees()
    {
        QFETCH(QString, version);
        QList<GeneratedTree> trees;
        for (int seed = firstSeed(), end = seed + treeCount(); seed < end; ++seed)
            trees.append(config_trees::generated(quint32(seed)));
        const int commands = compare(version, trees);
        QVERIFY2(commands > 10 * trees.size(), qPrintable(u"only %1 commands"_s.arg(commands)));
    }
    void damagedTrees_data() { versions(); }
    void damagedTrees()
    {
        QFETCH(QString, version);
        QList<GeneratedTree> trees;
        for (int seed = firstSeed(), end = seed + treeCount(); seed < end; ++seed)
            trees.append(config_trees::damaged(quint32(seed)));
        const int commands = compare(version, trees);
        QVERIFY2(commands > 5 * trees.size(), qPrintable(u"only %1 commands"_s.arg(commands)));
    }
    /// The comparison itself: no command may be missing or have another value or type.
    void differencesAreSeen()
    {
        QString problem;
        QStringList folders;
        const auto planted = plantAll({ config_trees::fixed().first() }, folders);
        const QList<Dump> dumps = config_trees::askFail2ban(u"1.1.0"_s, folders, problem);
        QVERIFY2(!dumps.isEmpty(), qPrintable(problem));
        QCOMPARE(compared(u"1.1.0"_s, planted[0], dumps[0]), QString());
        for (qsizetype i = 0; i < dumps[0].stream.size(); ++i) {
            Dump shorter = dumps[0];
            shorter.stream.removeAt(i);
            QVERIFY(!compared(u"1.1.0"_s, planted[0], shorter).isEmpty());
            Dump other = dumps[0];
            QJsonArray command = other.stream[i].toArray();
            const QJsonValue last = command.last();
            command.replace(command.size() - 1,
                last.isString() ? QJsonValue(last.toString() + u' ') : QJsonValue(last.toVariant().toString()));
            other.stream.replace(i, command);
            QVERIFY(!compared(u"1.1.0"_s, planted[0], other).isEmpty());
        }
        Dump refused = dumps[0];
        refused.error = u"no"_s;
        QVERIFY(!compared(u"1.1.0"_s, planted[0], refused).isEmpty());
    }
    void sameSeedSameTree()
    {
        for (quint32 seed = 1; seed <= 20; ++seed)
            QCOMPARE(config_trees::generated(seed).files, config_trees::generated(seed).files);
        QVERIFY(config_trees::generated(1).files != config_trees::generated(2).files);
    }

private:
    static int firstSeed() { return std::max(1, qEnvironmentVariableIntValue("BANGUI_CONFIG_SEED")); }
    static int treeCount()
    {
        bool ok = false;
        const int count = qEnvironmentVariableIntValue("BANGUI_CONFIG_TREES", &ok);
        return ok ? count : 150;
    }
    static void versions()
    {
        QTest::addColumn<QString>("version");
        for (const QString &version : { u"1.0.2"_s, u"1.1.0"_s })
            QTest::newRow(qPrintable(version)) << version;
    }
    static QString stockPath(const QString &version)
    {
        return config_trees::fail2banFolder(version) + u"/etc/fail2ban"_s;
    }
    static GeneratedTree stock(const QString &version)
    {
        return config_trees::copied(stockPath(version), u"stock "_s + version);
    }
    /// The same tree of the same name is written once.
    QList<config::ConfigTree> plantAll(const QList<GeneratedTree> &trees, QStringList &folders)
    {
        QList<config::ConfigTree> planted;
        for (const GeneratedTree &tree : trees) {
            const QString key = tree.name + u' ' + tree.links.value(u"filter.d"_s);
            if (!m_planted.contains(key))
                m_planted.insert(
                    key, config_trees::plant(tree, m_folder.filePath(QString::number(m_planted.size() + 1))));
            planted.append(m_planted.value(key));
            folders.append(planted.last().folder);
        }
        return planted;
    }
    /// How many commands were compared; -1: fail2ban could not be asked, or something differs.
    int compare(const QString &version, const QList<GeneratedTree> &trees)
    {
        QStringList folders;
        const QList<config::ConfigTree> planted = plantAll(trees, folders);
        QString problem;
        const QList<Dump> dumps = config_trees::askFail2ban(version, folders, problem);
        if (dumps.isEmpty()) {
            qWarning("fail2ban %s: %s", qPrintable(version), qPrintable(problem));
            return -1;
        }
        int commands = 0;
        int refused = 0;
        int different = 0;
        for (qsizetype i = 0; i < trees.size(); ++i) {
            commands += int(dumps[i].stream.size());
            refused += dumps[i].error.isEmpty() ? 0 : 1;
            const QString what = compared(version, planted[i], dumps[i]);
            if (!what.isEmpty() && ++different <= 40)
                qWarning("fail2ban %s, %s: %s", qPrintable(version), qPrintable(trees[i].name), qPrintable(what));
        }
        qInfo("fail2ban %s: %d trees, %d of them refused, %d commands; %d trees differ", qPrintable(version),
            int(trees.size()), refused, commands, different);
        return different > 0 ? -1 : commands;
    }

    QTemporaryDir m_folder { u"/tmp/dp-XXXXXX"_s };
    QHash<QString, config::ConfigTree> m_planted;
    const QStringList m_proofs { u"known chain"_s, u"percent sign alone"_s, u"duplicate section"_s,
        u"log level that is none"_s, u"not UTF-8 in jail.conf"_s, u"filters that are missing, by odd names"_s,
        u"tags"_s, u"python actions"_s, u"every option of a jail"_s, u"wrong numbers in globals"_s };
};

QTEST_GUILESS_MAIN(TestConfigurationDp)
#include "tst_configuration_dp.moc"
