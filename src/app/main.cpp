// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "core/heap.h"
#include "core/standard_streams.h"
#include "transport/askpass_client.h"

#include <QApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

void print(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
}

} // namespace

int main(int argc, char *argv[])
{
    core::openClosedStreams();
    core::surviveBrokenPipes();
    // Started by an ssh of ours to pass a question on: no window, no display, nothing else.
    if (const auto code = transport::runAsAskpass(argc, argv))
        return *code;
    core::keepHeapPages();
    QApplication::setApplicationName(u"bangui"_s);
    QApplication::setApplicationDisplayName(u"BanGUI"_s);
    QApplication::setApplicationVersion(QStringLiteral(BANGUI_VERSION));
    QApplication::setDesktopFileName(u"org.bangui.BanGUI"_s);

    // Questions that need no window are answered without one, also where there is no display.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const app::CommandLine line = [&argc, &argv, &arguments] {
        const bool asks = arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s)
            || arguments.contains(u"--version"_s) || arguments.contains(u"-v"_s);
        if (!asks)
            return app::CommandLine();
        const QCoreApplication console(argc, argv);
        return app::CommandLine::parse(arguments);
    }();
    if (line.action == app::CommandLine::Action::PrintAndEnd) {
        print(stdout, line.output);
        return 0;
    }

    QApplication application(argc, argv);
    const app::CommandLine wanted = app::CommandLine::parse(QApplication::arguments());
    switch (wanted.action) {
    case app::CommandLine::Action::Run:
        break;
    case app::CommandLine::Action::PrintAndEnd:
        print(stdout, wanted.output);
        return 0;
    case app::CommandLine::Action::Refuse:
        print(stderr, wanted.output);
        return 2;
    }
    app::Application bangui(application, wanted);
    bangui.start();
    return QApplication::exec();
}
