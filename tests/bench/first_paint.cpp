// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of `bangui` until its window has painted itself for the first time with the stored servers; for
// bench_startup.
#include "app/application.h"
#include "app/command_line.h"
#include "gui/main_window.h"

#include <QApplication>

#include <cstdio>

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("bangui"));
    app::Application bangui(application, app::CommandLine::parse(QApplication::arguments()));
    QObject::connect(&bangui, &app::Application::windowShown, &application, [&bangui, &application] {
        QObject::connect(bangui.window(), &gui::MainWindow::firstPainted, &application, [] {
            std::puts("painted");
            std::fflush(stdout);
            QCoreApplication::quit();
        });
    });
    bangui.start();
    return QApplication::exec();
}
