// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_application.h"
#include "cli/interruption.h"
#include "cli/json_documents.h"
#include "cli/language.h"
#include "cli/output.h"
#include "core/heap.h"
#include "core/standard_streams.h"
#include "transport/askpass_client.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>

int main(int argc, char *argv[])
{
    core::openClosedStreams();
    core::surviveBrokenPipes();
    // Started by an ssh of ours to pass a question on: nothing else of this program runs.
    if (const auto code = transport::runAsAskpass(argc, argv))
        return *code;
    core::keepHeapPages();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("bangui-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BANGUI_VERSION));

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool json = cli::Language::wantsJson(arguments);
    cli::Language language(json);
    const auto options = cli::parseOptions(arguments);
    if (!options) {
        std::fprintf(stderr, "bangui-cli: %s\n", qPrintable(options.error().detail));
        if (json) { // a document, also of this error
            const QJsonObject document { { QStringLiteral("error"), cli::errorJson(options.error()) } };
            cli::printDocument(document);
        }
        return cli::endOutput(static_cast<int>(cli::ExitCode::Usage));
    }
    if (options->help) {
        cli::printText(cli::helpText());
        return cli::endOutput(0);
    }
    if (options->version) {
        cli::printText(QStringLiteral("bangui-cli " BANGUI_VERSION "\n"));
        return cli::endOutput(0);
    }
    // Diagnostics go to stderr and are asked for: a script that sees some must be able to trust that something is
    // wrong.
    const QString level = options->settings.value(core::SettingKey::LogLevel, QStringLiteral("error"));
    QString rules;
    if (level != QLatin1String("debug"))
        rules += QStringLiteral("*.debug=false\n");
    if (level != QLatin1String("debug") && level != QLatin1String("info"))
        rules += QStringLiteral("*.info=false\n");
    if (level == QLatin1String("error"))
        rules += QStringLiteral("*.warning=false\n");
    QLoggingCategory::setFilterRules(rules);

    const core::SystemClock clock;
    cli::CliApplication run(*options, clock);
    QObject::connect(&run, &cli::CliApplication::languageKnown, &application,
        [&language](const QString &code) { language.choose(code); });
    QObject::connect(
        &run, &cli::CliApplication::finished, &application, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    const cli::Interruption interruption;
    QObject::connect(&interruption, &cli::Interruption::interrupted, &run, [&run](int number) {
        if (!run.interrupt(number))
            QCoreApplication::exit(128 + number);
    });
    QMetaObject::invokeMethod(&run, &cli::CliApplication::start, Qt::QueuedConnection);
    return cli::endOutput(QCoreApplication::exec());
}
