// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes to show the stock configuration once its files are here: parsed and merged, its jails in
// the list, one of them with its options and the text of a file, all of it painted (offscreen). And how long after an
// edit the window stands still. Against `fail2ban-client --dp` of the same folder, in the same run.
//   bench_config_page [--rounds N] [--fail2ban FOLDER] [--version VERSION]
#include "bench/config_measures.h"
#include "config/configuration.h"
#include "gui/pages/config_option_pane.h"
#include "models/config_jail_model.h"
#include "services/config_view.h"
#include "services/jail_draft.h"
#include "support/places.h"
#include "widgets/table_view.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCommandLineParser>
#include <QDir>
#include <QPixmap>

using namespace Qt::StringLiterals;

namespace {

/// What the page "Configuration" shows of it.
class Shown final : public QWidget
{
public:
    Shown()
        : m_table(new widgets::TableView)
        , m_pane(new gui::ConfigOptionPane)
    {
        m_filtered.setSourceModel(&m_jails);
        m_table->setModel(&m_filtered);
        m_table->setSortingEnabled(true);
        m_table->sortByColumn(static_cast<int>(models::ConfigJailColumn::State), Qt::AscendingOrder);
        auto *row = new QHBoxLayout(this);
        row->addWidget(m_table);
        row->addWidget(m_pane, 3);
        resize(1400, 900);
    }
    void setJails(const services::ServerConfiguration &configuration)
    {
        m_jails.setJails(services::configJails(configuration), QStringList { u"sshd"_s });
    }
    void showJail(const services::ServerConfiguration &configuration, const QString &jail)
    {
        m_pane->showJail(configuration, jail, u"running"_s);
    }
    void paint()
    {
        QPixmap picture(size());
        render(&picture);
    }
    /// As if nothing had been shown yet.
    void clear()
    {
        m_jails.setJails({}, std::nullopt);
        m_pane->showJail(std::nullopt, {}, {});
    }
    [[nodiscard]] int rows() const { return m_filtered.rowCount(); }
    [[nodiscard]] int options() const { return m_pane->table()->model()->rowCount(); }

private:
    models::ConfigJailModel m_jails;
    models::ConfigJailFilterModel m_filtered;
    widgets::TableView *m_table;
    gui::ConfigOptionPane *m_pane;
};

services::ServerConfiguration read(const config::ConfigTree &tree, const QString &version)
{
    services::ServerConfiguration configuration;
    configuration.version = version;
    config::Configuration::Machine machine;
    machine.version = version;
    configuration.configuration = config::Configuration::read(tree, machine);
    return configuration;
}

/// The best of several rounds, by step, and the best of their sums.
struct Steps
{
    double readMs = 1e9;
    double jailsMs = 1e9;
    double optionsMs = 1e9;
    double paintMs = 1e9;
    double allMs = 1e9;
};

Steps measureShowing(Shown &shown, const config::ConfigTree &tree, const QString &version, int rounds)
{
    Steps best;
    for (int i = 0; i < rounds; ++i) {
        shown.clear();
        shown.paint();
        services::ServerConfiguration configuration;
        const double readMs = bench::milliseconds([&] { configuration = read(tree, version); });
        const double jailsMs = bench::milliseconds([&] { shown.setJails(configuration); });
        const double optionsMs = bench::milliseconds([&] { shown.showJail(configuration, u"sshd"_s); });
        const double paintMs = bench::milliseconds([&] { shown.paint(); });
        best.readMs = std::min(best.readMs, readMs);
        best.jailsMs = std::min(best.jailsMs, jailsMs);
        best.optionsMs = std::min(best.optionsMs, optionsMs);
        best.paintMs = std::min(best.paintMs, paintMs);
        best.allMs = std::min(best.allMs, readMs + jailsMs + optionsMs + paintMs);
    }
    return best;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions({ { u"rounds"_s, u"repetitions, the best counts"_s, u"N"_s, u"60"_s },
        { u"fail2ban"_s, u"where fetch_fail2ban.sh unpacked its versions"_s, u"FOLDER"_s,
            qEnvironmentVariable("BANGUI_TEST_FAIL2BAN", places::source(QStringLiteral("/build/fail2ban"))) },
        { u"version"_s, u"of fail2ban"_s, u"VERSION"_s, u"1.1.0"_s } });
    options.process(app);
    const int rounds = std::max(1, options.value(u"rounds"_s).toInt());
    const QString version = options.value(u"version"_s);
    const QString package = QDir(options.value(u"fail2ban"_s)).absoluteFilePath(version);
    const QString folder = package + u"/etc/fail2ban"_s;
    const config::ConfigTree tree = bench::readTree(folder);
    if (!tree.files.contains(folder + u"/jail.conf"_s)) {
        std::fprintf(stderr, "bench_config_page: no %s\n", qPrintable(folder));
        return 2;
    }
    bench::Report report("config_page");
    Shown shown;
    shown.show();
    const Steps steps = measureShowing(shown, tree, version, rounds);
    const services::ServerConfiguration configuration = read(tree, version);
    shown.setJails(configuration);
    shown.showJail(configuration, u"sshd"_s);
    report.add("jails", shown.rows(), "", 10, true);
    report.add("options of the chosen one", shown.options(), "", 10, true);
    report.add("parsed and merged", steps.readMs, "ms");
    report.add("jails in the list", steps.jailsMs, "ms");
    report.add("one jail with its options and a file", steps.optionsMs, "ms");
    report.add("painted", steps.paintMs, "ms");
    report.add("all of it", steps.allMs, "ms", 30);
    const double real = bench::best(std::max(3, rounds / 10), [&] { return bench::dump(package, folder); });
    report.add("fail2ban-client --dp", real, "ms", 1, true);
    report.add("--dp, times all of it", real / steps.allMs, "times", 2, true);

    // An edit: the draft, then the whole as it would be, and the jail's view of it.
    services::JailDraft draft = services::JailDraft::of(configuration, u"sshd"_s);
    int number = 0;
    const double entered = bench::best(
        rounds, [&] { return bench::milliseconds([&] { draft.set(u"maxretry"_s, QString::number(++number)); }); });
    services::ServerConfiguration applied;
    const double appliedMs
        = bench::best(rounds, [&] { return bench::milliseconds([&] { applied = draft.appliedTo(configuration); }); });
    qsizetype rows = 0;
    const double viewMs = bench::best(rounds,
        [&] { return bench::milliseconds([&] { rows = services::configJail(applied, u"sshd"_s).options.size(); }); });
    report.add("edit: entered", entered, "ms", 16);
    report.add("edit: the files read with it", appliedMs, "ms");
    report.add("edit: the jail's options of that", viewMs, "ms");
    report.add("edit: both, when typing pauses", appliedMs + viewMs, "ms", 16);
    report.add("edit: options", double(rows), "", 10, true);
    return report.finish();
}
