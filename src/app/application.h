// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"
#include "app/demo_runner.h"
#include "app/translators.h"
#include "core/clock.h"
#include "core/result.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <thread>

class QApplication;

namespace composition {
class Application;
class MessageHandler;
class StartUp;
struct StageReport;
} // namespace composition

namespace gui {
class MainWindow;
}

namespace platform {
class SingleWindow;
class Theme;
} // namespace platform

namespace app {

class DesktopPresence;
class SignalWatcher;

/// `bangui`: one window per data folder over the services of composition. Order: (demo) -> hand-over to a running
/// window -> start stages -> window -> first paint -> network, tray, notifications. Lives in main().
class Application final : public QObject
{
    Q_OBJECT

public:
    Application(QApplication &application, CommandLine line);
    ~Application() override;

    /// To be called once, before exec().
    void start();
    [[nodiscard]] gui::MainWindow *window() const { return m_window.get(); }

Q_SIGNALS:
    void windowShown();

private:
    void startDemo();
    void onDemoReady(const DemoInfo &info);
    void onDemoFailed(const QString &problem);
    void compose(const QString &dataDir);
    void handOver();
    void refuseToQuit(const core::Error &error);
    void startUp();
    /// What any window needs first, on a thread of its own.
    void warmUp();
    void onStarted(bool ok);
    /// Tray and notifications, and what start-up tells about the desktop.
    void makePresence();
    void showWindow();
    void onFirstPainted();
    void obey(const QStringList &arguments, const QString &activationToken);
    void apply(const CommandLine &line);
    void raise(const QString &activationToken);
    void updateCloseBehaviour();
    void showProblem();
    /// The first time: the wizard, over the window.
    void offerSetup();
    void end(int exitCode);
    void takeDown();
    void addDemoServer();

    QApplication &m_application;
    CommandLine m_line;
    core::SystemClock m_clock;
    Translators m_translators;
    DemoInfo m_demoInfo;
    // Destroyed in the opposite order: first what shows, then the services, then the demo that they look at.
    std::unique_ptr<DemoRunner> m_demo;
    std::unique_ptr<SignalWatcher> m_signals;
    std::unique_ptr<composition::Application> m_composition;
    std::unique_ptr<composition::MessageHandler> m_messages;
    std::unique_ptr<composition::StartUp> m_startUp;
    std::unique_ptr<platform::Theme> m_theme;
    std::unique_ptr<platform::SingleWindow> m_singleWindow;
    std::unique_ptr<DesktopPresence> m_presence;
    std::unique_ptr<gui::MainWindow> m_window;
    QPointer<QWidget> m_startNotice;
    std::jthread m_warmUp; ///< loads fonts; ends by itself
    int m_exitCode = 0;
    bool m_monitorHeld = false; ///< probes wait for the first paint
    bool m_settled = false; ///< what waits for the first paint has been done
    bool m_ending = false;
    bool m_down = false;
};

} // namespace app
