// SPDX-License-Identifier: GPL-3.0-or-later
// How long the stock configuration (about 90 jails, 160 filters and actions) takes to be parsed, merged and resolved:
// as it is shipped, where every jail is still read for the list, and with every jail enabled. Against `fail2ban-client
// --dp` of the same folder and against nothing but reading its files, in the same run.
//   bench_config [--rounds N] [--fail2ban FOLDER]
#include "bench/config_measures.h"
#include "config/configuration.h"
#include "config/document.h"
#include "support/places.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <ctime>

using namespace Qt::StringLiterals;

namespace {

/// All of jail.conf's, as a file that enables them.
QByteArray everyJail(const QByteArray &jailConf)
{
    QByteArray text;
    static const QRegularExpression header(u"^\\[(?!INCLUDES|DEFAULT)(.+)\\]$"_s, QRegularExpression::MultilineOption);
    for (auto it = header.globalMatch(QString::fromUtf8(jailConf)); it.hasNext();)
        text += "[" + it.next().captured(1).toUtf8() + "]\nenabled = true\n";
    return text;
}

void measure(bench::Report &report, const QString &package, const std::string &name, const QString &folder, int rounds)
{
    config::Configuration::Machine machine;
    machine.version = package.section(u'/', -1);
    const double files
        = bench::best(rounds, [&] { return bench::milliseconds([&] { (void)bench::readTree(folder); }); });
    const config::ConfigTree tree = bench::readTree(folder);
    qsizetype commands = 0;
    qsizetype jails = 0;
    const std::clock_t begin = std::clock();
    const double own = bench::best(rounds, [&] {
        return bench::milliseconds([&] {
            const config::Configuration read = config::Configuration::read(tree, machine);
            commands = read.stream().size();
            jails = read.jails().size();
        });
    });
    const double processor = 1e3 * double(std::clock() - begin) / CLOCKS_PER_SEC / rounds;
    const double real = bench::best(std::max(3, rounds / 10), [&] { return bench::dump(package, folder); });
    // Every document by itself, also those that no jail names: what the syntax alone takes.
    const double syntax = bench::best(rounds, [&] {
        return bench::milliseconds([&] {
            for (auto it = tree.files.begin(); it != tree.files.end(); ++it)
                (void)config::Document::parse(it.value(), it.key());
        });
    });
    report.add(name + ": jails", double(jails), "");
    report.add(name + ": commands for the daemon", double(commands), "", 10, true);
    report.add(name + ": its files read from disk", files, "ms");
    report.add(name + ": every file parsed by itself", syntax, "ms");
    report.add(name + ": parsed, merged and resolved", own, "ms", 30);
    report.add(name + ": the same, processor time on average", processor, "ms");
    report.add(name + ": the same, times reading the files", own / files, "times");
    report.add(name + ": fail2ban-client --dp", real, "ms", 1, true);
    report.add(name + ": --dp, times ours with reading", real / (own + files), "times", 2, true);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions({ { u"rounds"_s, u"repetitions, the best counts"_s, u"N"_s, u"60"_s },
        { u"fail2ban"_s, u"where fetch_fail2ban.sh unpacked its versions"_s, u"FOLDER"_s,
            qEnvironmentVariable("BANGUI_TEST_FAIL2BAN", places::source(QStringLiteral("/build/fail2ban"))) } });
    options.process(app);
    const int rounds = std::max(1, options.value(u"rounds"_s).toInt());
    bench::Report report("config");
    for (const QString &version : { u"1.0.2"_s, u"1.1.0"_s }) {
        const QString package = QDir(options.value(u"fail2ban"_s)).absoluteFilePath(version);
        const QString stock = package + u"/etc/fail2ban"_s;
        if (!QFile::exists(stock + u"/jail.conf"_s)) {
            std::fprintf(stderr, "bench_config: no %s\n", qPrintable(stock));
            return 2;
        }
        measure(report, package, version.toStdString() + " as shipped", stock, rounds);
        const QTemporaryDir folder;
        const config::ConfigTree tree = bench::readTree(stock);
        const auto write = [&folder](const QString &relative, const QByteArray &bytes) {
            const QString path = folder.filePath(relative);
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        bool written = write(u"jail.d/zz-all.local"_s, everyJail(tree.files.value(stock + u"/jail.conf"_s)));
        for (auto it = tree.files.begin(); it != tree.files.end(); ++it)
            written = write(it.key().mid(stock.size() + 1), it.value()) && written;
        if (!written) {
            std::fprintf(stderr, "bench_config: cannot write %s\n", qPrintable(folder.path()));
            return 2;
        }
        measure(report, package, version.toStdString() + " with every jail", folder.path(), rounds);
    }
    return report.finish();
}
