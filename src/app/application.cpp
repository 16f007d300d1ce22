// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/desktop_presence.h"
#include "app/signal_watcher.h"
#include "app/start_problem_dialog.h"
#include "composition/application.h"
#include "composition/message_handler.h"
#include "composition/start_up.h"
#include "gui/dialogs/setup_wizard.h"
#include "gui/main_window.h"
#include "gui/scope_controller.h"
#include "gui/store_notice.h"
#include "platform/fonts.h"
#include "platform/raise_window.h"
#include "platform/single_window.h"
#include "platform/theme.h"
#include "services/ban_service.h"
#include "services/gather.h"
#include "services/health_monitor.h"
#include "services/jail_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "storage/data_folder.h"
#include "storage/store.h"
#include "texts/error_texts.h"
#include "widgets/buttons.h"
#include "widgets/dialog_frame.h"
#include "widgets/plain_label.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <cstdio>
#include <tuple>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr int paintDeadlineMs = 5'000;
constexpr int graceMs = 10'000; ///< for what is under way on a server when the program ends

} // namespace

Application::Application(QApplication &application, CommandLine line)
    : m_application(application)
    , m_line(std::move(line))
    , m_signals(std::make_unique<SignalWatcher>())
{
    m_application.setQuitOnLastWindowClosed(false);
    connect(m_signals.get(), &SignalWatcher::endRequested, this, [this] {
        if (m_ending)
            takeDown(); // whoever says it twice does not wait
        else
            end(0);
    });
    // The session ends: what the window remembers is kept, nothing is asked.
    connect(&m_application, &QApplication::commitDataRequest, this, [this] {
        if (m_window)
            m_window->saveState();
    });
    m_theme = std::make_unique<platform::Theme>(application);
}

Application::~Application() = default;

void Application::start()
{
    if (m_line.demo) {
        startDemo();
        return;
    }
    compose(m_line.dataDir);
    handOver();
}

void Application::startDemo()
{
    m_translators.install(m_line.settings.value(u"language"_s));
    m_theme->setMode(platform::Theme::modeFromText(m_line.settings.value(u"theme"_s)));
    m_theme->apply();
    m_demo = std::make_unique<DemoRunner>();
    connect(m_demo.get(), &DemoRunner::ready, this, &Application::onDemoReady);
    connect(m_demo.get(), &DemoRunner::failed, this, &Application::onDemoFailed);
    connect(m_demo.get(), &DemoRunner::ended, this, [this] { m_application.exit(m_exitCode); });

    auto *notice = new widgets::DialogFrame;
    notice->setObjectName(u"demoStarting"_s);
    notice->setAttribute(Qt::WA_DeleteOnClose);
    notice->setMinimumWidth(420);
    notice->setHeading(tr("BanGUI demo"), tr("Starting a private fail2ban and an invented attack…"));
    auto *label = new widgets::PlainLabel(tr("Nothing is installed and no firewall is touched."), notice);
    notice->body()->addWidget(label);
    auto *cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, notice, u"cancelButton"_s);
    notice->addFootButton(cancel);
    connect(cancel, &QPushButton::clicked, notice, &QDialog::reject);
    connect(notice, &QDialog::rejected, this, [this] { end(0); });
    m_startNotice = notice;
    notice->show();
    m_demo->start();
}

void Application::onDemoReady(const DemoInfo &info)
{
    m_demoInfo = info;
    compose(info.data.isEmpty() ? info.folder + u"/data"_s : info.data);
    startUp();
}

void Application::onDemoFailed(const QString &problem)
{
    if (m_window)
        return; // The window tells that the server is gone, as it does of any server.
    if (m_startNotice) {
        disconnect(qobject_cast<QDialog *>(m_startNotice), nullptr, this, nullptr);
        m_startNotice->close();
    }
    auto *dialog = new StartProblemDialog(tr("The demo cannot start"),
        tr("BanGUI's demo needs python3 and fail2ban's programs; fail2ban does not have to be installed or running. "
           "Nothing was changed."),
        problem);
    connect(dialog, &QDialog::finished, this, [this] { end(1); });
    dialog->open();
}

void Application::compose(const QString &dataDir)
{
    composition::ApplicationOptions options;
    options.dataDir = dataDir;
    options.settings = m_line.settings;
    options.origin = u"window"_s;
    options.temporary = m_line.demo;
    options.checkSsh = false; // after the first paint
    m_composition = std::make_unique<composition::Application>(options, m_clock);
    m_messages = std::make_unique<composition::MessageHandler>(m_composition->log(), true);
    const core::Settings settings = m_composition->set().runtimeState.settings();
    if (!m_line.demo)
        m_translators.install(settings.text(core::SettingKey::Language));
    m_theme->setMode(platform::Theme::modeFromText(settings.text(core::SettingKey::Theme)));
    m_theme->apply();
    connect(&m_composition->set().runtimeState, &services::RuntimeState::settingsChanged, this,
        [this](const core::Settings &before, const core::Settings &after) {
            const QString mode = after.text(core::SettingKey::Theme);
            if (mode != before.text(core::SettingKey::Theme))
                m_theme->setMode(platform::Theme::modeFromText(mode));
            updateCloseBehaviour();
        });
}

void Application::handOver()
{
    storage::DataFolder &folder = m_composition->dataFolder();
    if (const auto prepared = folder.prepare(); !prepared) {
        if (m_line.quit)
            refuseToQuit(prepared.error());
        else
            startUp(); // Its first stage says why.
        return;
    }
    m_singleWindow = std::make_unique<platform::SingleWindow>(folder.path());
    connect(m_singleWindow.get(), &platform::SingleWindow::argumentsReceived, this, &Application::obey);
    m_singleWindow->activateExisting(QApplication::arguments(), this, [this](const core::Result<bool> &taken) {
        if (taken && *taken) {
            end(0);
            return;
        }
        if (m_line.quit) {
            // Nobody listens; the lock tells whether a window runs all the same.
            const auto locked = m_composition->dataFolder().lock();
            if (taken && locked)
                end(0);
            else
                refuseToQuit(locked ? taken.error() : locked.error());
            return;
        }
        // Whoever is there and does not answer still holds the lock of the folder; that stage names it.
        if (taken)
            static_cast<void>(m_singleWindow->listen());
        startUp();
    });
}

void Application::refuseToQuit(const core::Error &error)
{
    // The one who waits for it is a script or a terminal: no dialog.
    texts::ErrorPlace place;
    place.subject = m_composition->dataFolder().path();
    const texts::ErrorText words = texts::errorText(error, place);
    const QString told = error.code == core::ErrorCode::DataFolderInUse
        ? tr("BanGUI runs, but could not be told to end. %1").arg(words.what)
        : tr("Whether BanGUI runs could not be found out. %1").arg(words.detail.isEmpty() ? words.what : words.detail);
    std::fputs(qUtf8Printable(told + u'\n'), stderr);
    end(1);
}

void Application::startUp()
{
    if (!m_startUp) {
        m_startUp = std::make_unique<composition::StartUp>(*m_composition);
        connect(m_startUp.get(), &composition::StartUp::finished, this, &Application::onStarted);
        warmUp();
    }
    m_startUp->start();
}

void Application::warmUp()
{
    // The first use of a font reads all of fontconfig's files, once in a process. That goes on while this thread waits
    // for the disk (the lock) and for the store.
    m_warmUp = std::jthread([font = QApplication::font()] {
        for (const QFont &used : { font, platform::scaledFont(font, 100, QFont::DemiBold) })
            std::ignore = QFontMetrics(used).horizontalAdvance(u'0');
    });
}

void Application::onStarted(bool ok)
{
    if (!ok) {
        showProblem();
        return;
    }
    if (m_line.demo)
        addDemoServer();
    const bool hidden
        = m_line.minimised || m_composition->set().runtimeState.settings().flag(core::SettingKey::StartMinimised);
    if (hidden)
        makePresence(); // else after the first paint: it asks the session bus
    gui::MainWindow::Options options;
    options.demo = m_line.demo;
    //: Where BanGUI's store is
    options.storePlace = m_line.demo ? tr("temporary") : tr("this computer");
    options.windowStatePath = m_composition->dataFolder().windowStatePath();
    m_window = std::make_unique<gui::MainWindow>(m_composition->set(), options);
    connect(m_window.get(), &gui::MainWindow::quitRequested, this, [this] { end(0); });
    connect(&m_composition->store(), &storage::Store::failed, &m_window->storeNotice(), &gui::StoreNotice::showFailure);
    connect(
        &m_composition->store(), &storage::Store::recovered, &m_window->storeNotice(), &gui::StoreNotice::showRecovery);
    connect(m_window.get(), &gui::MainWindow::firstPainted, this, &Application::onFirstPainted, Qt::QueuedConnection);
    updateCloseBehaviour();
    apply(m_line);
    if (m_presence && m_presence->hasTray())
        return; // Nothing to paint: the probes go on.
    // No network before the user has seen the last known state.
    m_composition->set().healthMonitor.stop();
    m_monitorHeld = true;
    showWindow();
}

void Application::makePresence()
{
    if (m_presence)
        return;
    m_presence = std::make_unique<DesktopPresence>(m_composition->set());
    connect(m_presence.get(), &DesktopPresence::showRequested, this, &Application::raise);
    connect(m_presence.get(), &DesktopPresence::quitRequested, this, [this] {
        if (m_window)
            m_window->quit(); // it may have something to ask
        else
            end(0);
    });
    connect(m_presence.get(), &DesktopPresence::trayChanged, this, &Application::updateCloseBehaviour);
    connect(m_presence.get(), &DesktopPresence::serverRequested, this, [this](core::ServerId id, const QString &token) {
        m_window->scope().showServer(id);
        raise(token);
    });
    connect(m_presence.get(), &DesktopPresence::banRequested, this, [this] {
        raise({});
        m_window->openBanDialog();
    });
    m_startUp->reportTray(m_presence->hasTray());
    m_startUp->checkSsh();
}

void Application::showWindow()
{
    m_window->show();
    // A window that the desktop shows minimised or covered does not paint, and must not wait for that.
    QTimer::singleShot(paintDeadlineMs, this, &Application::onFirstPainted);
    if (m_startNotice) {
        disconnect(qobject_cast<QDialog *>(m_startNotice), nullptr, this, nullptr);
        m_startNotice->close();
    }
    Q_EMIT windowShown();
}

void Application::onFirstPainted()
{
    if (m_ending || std::exchange(m_settled, true))
        return;
    makePresence();
    updateCloseBehaviour();
    if (std::exchange(m_monitorHeld, false))
        m_composition->set().healthMonitor.start();
    const QList<composition::StageReport> &reports = m_startUp->reports();
    const bool told = std::any_of(reports.cbegin(), reports.cend(), [](const composition::StageReport &r) {
        return r.ok && r.error && r.stage != composition::StartStage::Tray && r.stage != composition::StartStage::Ssh;
    });
    if (told)
        showProblem();
    else
        offerSetup();
}

void Application::offerSetup()
{
    if (!m_window || m_line.demo || m_composition->set().runtimeState.isSetupComplete())
        return;
    auto *wizard = new gui::SetupWizard(m_window->context(), gui::SettingsDialog::Desktop::ofSystem(), m_window.get());
    wizard->open();
}

void Application::addDemoServer()
{
    core::ServerProfile profile;
    //: Name of the server of the demo
    profile.name = tr("demo");
    profile.socketPath = m_demoInfo.socket;
    profile.configDir = m_demoInfo.config;
    profile.clientProgram = m_demoInfo.client;
    constexpr int quick = 3; // An attack is worth watching closely.
    profile.probeIntervalSeconds = quick;
    m_composition->set().serverRegistry.addTemporary(profile);
}

void Application::obey(const QStringList &arguments, const QString &activationToken)
{
    const CommandLine line = CommandLine::parse(arguments);
    if (line.quit) {
        if (m_window)
            m_window->quit(); // it may have something to ask
        else
            end(0);
        return;
    }
    if (!m_window)
        return; // It is about to appear anyway.
    apply(line);
    raise(activationToken);
}

void Application::apply(const CommandLine &line)
{
    if (!line.server.isEmpty())
        m_window->scope().setFromText(u"server:"_s + line.server);
    if (!line.page.isEmpty())
        m_window->showPage(line.page);
}

void Application::raise(const QString &activationToken)
{
    if (m_window)
        platform::raiseWindow(m_window.get(), activationToken);
}

void Application::updateCloseBehaviour()
{
    if (!m_window || !m_presence)
        return;
    const bool closeToTray = m_composition->set().runtimeState.settings().flag(core::SettingKey::CloseToTray);
    m_window->setHidesOnClose(closeToTray && m_presence->hasTray());
    if (!m_presence->hasTray() && m_window->isHidden() && !m_ending && m_startUp && !m_startUp->isRunning()
        && m_monitorHeld == false)
        showWindow(); // The tray is gone: without a window nothing could be reached.
}

void Application::showProblem()
{
    auto *dialog = new StartProblemDialog(m_startUp->reports(), m_composition->dataFolder().path(), m_window.get());
    if (!m_window) {
        connect(dialog, &StartProblemDialog::retryRequested, this, &Application::startUp);
        connect(dialog, &QDialog::rejected, this, [this] { end(1); });
    } else {
        connect(dialog, &QDialog::finished, this, &Application::offerSetup);
    }
    dialog->open();
}

void Application::end(int exitCode)
{
    if (std::exchange(m_ending, true))
        return;
    m_exitCode = exitCode;
    if (m_window) {
        m_window->saveState();
        m_window->hide();
    }
    // A start from now on is told that this one has not ended yet, instead of being handed to it.
    if (m_singleWindow)
        QMetaObject::invokeMethod(m_singleWindow.get(), &platform::SingleWindow::close, Qt::QueuedConnection);
    // From the event loop: this may run inside an event of the window that is about to go.
    const auto done = services::Gather::create(this, [this] { takeDown(); });
    if (m_composition) {
        // What is being sent has its answer first, and what is not sent yet waits for the next start.
        const services::ServiceSet services = m_composition->set();
        const auto finished = [ticket = done->ticket()](const core::Result<bool> &) { ticket->done(); };
        services.banService.postpone(this, finished);
        const auto rested = [ticket = done->ticket()](const core::Result<bool> &) { ticket->done(); };
        services.jailService.rest(this, rested);
        QTimer::singleShot(graceMs, this, &Application::takeDown);
    }
    done->seal();
}

void Application::takeDown()
{
    if (std::exchange(m_down, true))
        return;
    m_window.reset();
    m_presence.reset();
    m_startUp.reset();
    m_singleWindow.reset();
    m_messages.reset();
    m_composition.reset();
    // Our own files lay in the demo's folder: they are closed before it is removed.
    if (m_demo && m_demo->isRunning())
        m_demo->stop();
    else
        m_application.exit(m_exitCode);
}

} // namespace app
