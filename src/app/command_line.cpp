// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace app {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("app::CommandLine", text);
}

} // namespace

CommandLine CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        translated(QT_TRANSLATE_NOOP("app::CommandLine", "Watch and operate fail2ban servers.")));
    // Its own, since Qt's comes with --help-all, of which a window's program has nothing more to tell.
    const QCommandLineOption help(
        { u"h"_s, u"help"_s }, translated(QT_TRANSLATE_NOOP("app::CommandLine", "Tell what bangui takes, and end.")));
    const auto version = parser.addVersionOption();
    const QCommandLineOption data(
        u"data"_s, translated(QT_TRANSLATE_NOOP("app::CommandLine", "Keep BanGUI's own data in DIR.")), u"DIR"_s);
    const QCommandLineOption demo(u"demo"_s,
        translated(QT_TRANSLATE_NOOP(
            "app::CommandLine", "Show a private fail2ban under an invented attack. Nothing is configured or kept.")));
    const QCommandLineOption language(u"language"_s,
        translated(QT_TRANSLATE_NOOP("app::CommandLine", "Language of the window: de or en.")), u"CODE"_s);
    const QCommandLineOption logLevel(u"log-level"_s,
        translated(
            QT_TRANSLATE_NOOP("app::CommandLine", "Write a log of at least LEVEL: debug, info, warning or error.")),
        u"LEVEL"_s);
    const QCommandLineOption minimised(
        u"minimised"_s, translated(QT_TRANSLATE_NOOP("app::CommandLine", "Start in the tray, without a window.")));
    const QCommandLineOption server(
        u"server"_s, translated(QT_TRANSLATE_NOOP("app::CommandLine", "Show the server called NAME.")), u"NAME"_s);
    const QCommandLineOption page(u"page"_s,
        translated(QT_TRANSLATE_NOOP(
            "app::CommandLine", "Show a page: overview, bans, jails, configuration, changes, log, audit or settings.")),
        u"PAGE"_s);
    const QCommandLineOption quit(
        u"quit"_s, translated(QT_TRANSLATE_NOOP("app::CommandLine", "End the window that runs with the same data.")));
    const QCommandLineOption theme(
        u"theme"_s, translated(QT_TRANSLATE_NOOP("app::CommandLine", "Colours: system, light or dark.")), u"THEME"_s);
    parser.addOptions({ help, data, demo, server, page, minimised, language, theme, logLevel, quit });

    CommandLine result;
    const bool parsed = parser.parse(arguments);
    if (parser.isSet(help)) {
        result.action = Action::PrintAndEnd;
        result.output = parser.helpText();
        return result;
    }
    if (parser.isSet(version)) {
        result.action = Action::PrintAndEnd;
        result.output = u"bangui "_s + QStringLiteral(BANGUI_VERSION) + u'\n';
        return result;
    }
    QString problem = parsed ? QString() : parser.errorText();
    if (problem.isEmpty() && !parser.positionalArguments().isEmpty())
        problem = translated(QT_TRANSLATE_NOOP("app::CommandLine", "bangui takes no argument \"%1\"."))
                      .arg(parser.positionalArguments().constFirst());
    if (!problem.isEmpty()) {
        result.action = Action::Refuse;
        result.output = problem + u'\n'
            + translated(QT_TRANSLATE_NOOP("app::CommandLine", "bangui --help tells what it takes.")) + u'\n';
        return result;
    }
    result.dataDir = parser.value(data);
    result.demo = parser.isSet(demo);
    result.minimised = parser.isSet(minimised);
    result.quit = parser.isSet(quit);
    result.server = parser.value(server);
    result.page = parser.value(page);
    if (parser.isSet(language))
        result.settings.insert(u"language"_s, parser.value(language));
    if (parser.isSet(logLevel))
        result.settings.insert(u"log_level"_s, parser.value(logLevel));
    if (parser.isSet(theme))
        result.settings.insert(u"theme"_s, parser.value(theme));
    return result;
}

} // namespace app
