// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"
#include "core/clock.h"
#include "texts/error_texts.h"

#include <QJsonObject>
#include <QList>
#include <QObject>

#include <deque>

namespace composition {
class Application;
class StartUp;
struct StageReport;
} // namespace composition

namespace cli {

class TerminalAsker;

/// One run of bangui-cli: opens the store, finds the targets, runs the command on each, prints one document. It keeps
/// no lock and runs no background job, so that it works beside a window. Emits finished() once, from the event loop.
class CliApplication final : public QObject
{
    Q_OBJECT
public:
    CliApplication(Options options, const core::Clock &clock, QObject *parent = nullptr);
    ~CliApplication() override;

    void start();
    /// False where nothing runs that needs to end in order: the caller ends the program. Else finished() comes when it
    /// has ended, with 128 + the signal's number.
    bool interrupt(int signalNumber);

Q_SIGNALS:
    /// The setting, before anything but a usage mistake has been said.
    void languageKnown(const QString &code);
    void finished(int exitCode);

private:
    using Command = void (*)(const Target &);
    struct Job
    {
        core::ServerId server;
        QString name;
        std::optional<Outcome> outcome;
        bool begun = false; ///< the command was run; before that nothing has gone to its server but the login
    };

    [[nodiscard]] bool readsOnly() const;
    void interruptWays();
    [[nodiscard]] bool interruptBans();
    [[nodiscard]] bool interruptRecover();
    [[nodiscard]] bool interruptOthers();
    [[nodiscard]] Target targetOf(qsizetype index);
    void finish(ExitCode exitCode);
    [[nodiscard]] QString usageProblem() const;
    [[nodiscard]] Command command() const;
    void onStarted(bool ok);
    [[nodiscard]] core::Result<QList<core::ServerId>> storedTargets();
    [[nodiscard]] QList<core::ServerId> withOtherPaths(const QList<core::ServerId> &servers);
    void runTemporary();
    void findSocket(core::ServerProfile profile);
    void run(const QList<core::ServerId> &servers);
    void runJob(qsizetype index);
    void askOnTerminal();
    void startJob();
    void openNextWay();
    void onOutcome(qsizetype index, Outcome outcome);
    void printAll();
    void finishOne(const Outcome &outcome);
    void finishUsage(const QString &problem);
    void say(const QString &text) const;
    /// Says on standard error what went wrong, and returns the document of it.
    QJsonObject tellError(const Outcome &outcome, const texts::ErrorPlace &place) const;
    [[nodiscard]] texts::ErrorPlace place(const core::Error &error, const Job &job) const;

    Options m_options;
    const core::Clock &m_clock;
    std::unique_ptr<TerminalAsker> m_asker; ///< outlives the services that ask through it
    std::unique_ptr<composition::Application> m_application;
    std::unique_ptr<composition::StartUp> m_startUp;
    std::optional<services::ServiceSet> m_services;
    std::vector<Job> m_jobs;
    size_t m_nextJob = 0;
    std::deque<qsizetype> m_ways; ///< of the jobs for which somebody may be asked; the first is being opened
    qsizetype m_open = 0;
    int m_signal = 0; ///< that has interrupted this
    bool m_ended = false; ///< all has been said
    bool m_wayTried = false; ///< to the one place that is not stored: nobody is asked twice
    bool m_many = false; ///< several targets were asked for: an array, even of one
};

} // namespace cli
