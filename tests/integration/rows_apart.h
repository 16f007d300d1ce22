// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QProcess>
#include <QThread>
#include <QtConcurrent>

#include <csignal>
#include <sys/prctl.h>

/// Runs rows of a data-driven test side by side, each in a process of its own: this program with that row alone. (In
/// threads of one process a program that one of them has just written cannot be started while another forks: ETXTBSY.)
class RowsApart final
{
public:
    RowsApart() { m_pool.setMaxThreadCount(QThread::idealThreadCount() * 2 + 1); }

    /// This process is to run its row itself.
    [[nodiscard]] static bool isRow() { return qEnvironmentVariableIsSet(variable); }
    /// "slot:row". Nothing where the command line asks for others.
    void add(const QString &test)
    {
        const QStringList wanted = QCoreApplication::arguments().mid(1).filter(QStringLiteral(":"));
        if (isRow() || (!wanted.isEmpty() && !wanted.contains(test)))
            return;
        m_results.insert(test, QtConcurrent::run(&m_pool, [test] { return run(test); }));
    }
    /// Empty where it has passed, else what it printed.
    [[nodiscard]] QString result(const QString &test) const { return m_results.value(test).result(); }

private:
    static constexpr auto variable = "BANGUI_TEST_ROW";

    [[nodiscard]] static QString run(const QString &test)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QLatin1String(variable), test);
        process.setProcessEnvironment(environment);
        process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QCoreApplication::applicationFilePath(), { test });
        if (!process.waitForFinished(280'000)) {
            process.kill();
            process.waitForFinished(5000);
            return test + QLatin1String(" did not end: ") + QString::fromUtf8(process.readAll());
        }
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0
            ? QString()
            : QString::fromUtf8(process.readAll());
    }

    QHash<QString, QFuture<QString>> m_results;
    QThreadPool m_pool;
};
