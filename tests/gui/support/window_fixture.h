// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/main_window.h"
#include "gui/support/fake_services.h"
#include "platform/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

namespace guitest {

/// A dressed main window over the fakes. Widgets are found by objectName, as a user finds them by name.
class WindowFixture
{
public:
    explicit WindowFixture(bool fill = true, const QString &statePath = {}, QSize size = { 1440, 900 },
        services::HostRegistry::HostFactory makeHost = {})
        : services(std::move(makeHost))
    {
        theme.setMode(platform::Theme::Mode::Light);
        theme.apply();
        if (fill)
            services.fill();
        gui::MainWindow::Options options;
        options.storePlace = QStringLiteral("this computer");
        options.windowStatePath = statePath;
        window = std::make_unique<gui::MainWindow>(services.set(), options);
        if (statePath.isEmpty())
            window->resize(size);
        window->show();
    }

    template <typename T> T *find(const char *name) const
    {
        auto *found = window->findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qWarning("no widget %s", name);
        return found;
    }
    /// A dialog that is open, by its objectName.
    template <typename T = QDialog> T *dialog(const char *name) const
    {
        for (QWidget *each : QApplication::topLevelWidgets()) {
            if (each->isVisible() && each->objectName() == QString::fromLatin1(name))
                return qobject_cast<T *>(each);
        }
        return nullptr;
    }
    template <typename T> static T *in(QWidget *parent, const char *name)
    {
        return parent->findChild<T *>(QString::fromLatin1(name));
    }
    void trigger(const char *name) const
    {
        auto *action = find<QAction>(name);
        QVERIFY2(action, name);
        QVERIFY2(action->isEnabled(), name);
        action->trigger();
    }

    FakeServices services;
    platform::Theme theme { *qApp };
    std::unique_ptr<gui::MainWindow> window;
};

} // namespace guitest
