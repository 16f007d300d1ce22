// SPDX-License-Identifier: GPL-3.0-or-later
// The yardstick of bench_startup: a tabbed window of plain widgets that ends at its first paint.
#include <QApplication>
#include <QLineEdit>
#include <QMainWindow>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cstdio>

namespace {

class Window final : public QMainWindow
{
public:
    Window()
    {
        auto *tabs = new QTabWidget(this);
        for (int tab = 0; tab < 8; ++tab) {
            auto *page = new QWidget;
            auto *column = new QVBoxLayout(page);
            for (int i = 0; i < 8; ++i)
                column->addWidget(new QLineEdit(page));
            auto *table = new QTableWidget(60, 5, page);
            for (int cell = 0; cell < 300; ++cell)
                table->setItem(cell / 5, cell % 5, new QTableWidgetItem(QString::number(cell)));
            column->addWidget(table);
            tabs->addTab(page, QStringLiteral("Tab %1").arg(tab));
        }
        setCentralWidget(tabs);
        statusBar()->showMessage(QStringLiteral("bare"));
        resize(1200, 800);
    }

protected:
    bool event(QEvent *event) override
    {
        const bool handled = QMainWindow::event(event);
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(
                qApp,
                [] {
                    std::puts("painted");
                    std::fflush(stdout);
                    QCoreApplication::quit();
                },
                Qt::QueuedConnection);
        return handled;
    }
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setStyle(QStringLiteral("Fusion"));
    Window window;
    window.show();
    return QApplication::exec();
}
