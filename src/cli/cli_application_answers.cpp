// SPDX-License-Identifier: GPL-3.0-or-later
// What one run says in the end: its documents, its sentences and its exit code.
#include "cli/cli_application.h"

#include "cli/change_config_command.h"
#include "cli/json_documents.h"
#include "cli/output.h"
#include "core/visible_text.h"
#include "services/server_registry.h"
#include "services/service_set.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {

void CliApplication::finish(ExitCode exitCode)
{
    m_ended = true;
    Q_EMIT finished(m_signal == 0 ? static_cast<int>(exitCode) : 128 + m_signal);
}

void CliApplication::printAll()
{
    if (!m_many && m_jobs.size() == 1) {
        finishOne(*m_jobs.front().outcome);
        return;
    }
    QJsonArray documents;
    ExitCode exitCode = ExitCode::Done;
    for (const Job &job : m_jobs) {
        const Outcome &outcome = *job.outcome;
        exitCode = worse(exitCode, outcome.exitCode);
        if (outcome.isPrinted)
            continue;
        QJsonObject document { { u"server"_s, job.name } };
        if (outcome.error)
            document.insert(u"error"_s, tellError(outcome, place(*outcome.error, job)));
        else
            document.insert(u"result"_s, outcome.result);
        documents.append(document);
        if (!outcome.error)
            say(u"== "_s + core::visibleText(job.name) + u" ==\n"_s + outcome.text);
        complainLines(outcome.note);
    }
    if (m_options.json && !m_options.follow)
        printDocument(documents);
    finish(exitCode);
}

void CliApplication::finishOne(const Outcome &outcome)
{
    if (m_ended)
        return; // it was interrupted, and said so
    if (outcome.isPrinted) {
        finish(outcome.exitCode);
        return;
    }
    if (outcome.error) {
        const texts::ErrorPlace where = m_jobs.empty()
            ? texts::ErrorPlace { .nothingChanged = m_signal != 0 && readsOnly() }
            : place(*outcome.error, m_jobs.front());
        const QJsonObject error = tellError(outcome, where);
        if (m_options.json)
            printDocument(QJsonObject { { u"error"_s, error } });
        complainLines(outcome.note);
    } else {
        say(outcome.text);
        complainLines(outcome.note);
        if (m_options.json)
            printDocument(outcome.result);
    }
    finish(outcome.exitCode);
}

void CliApplication::finishUsage(const QString &problem)
{
    complain(problem);
    complain(tr("bangui-cli --help tells the commands and options."));
    if (m_options.json)
        printDocument(QJsonObject { { u"error"_s, errorJson({ core::ErrorCode::InvalidArgument, problem }) } });
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT finished(static_cast<int>(ExitCode::Usage)); }, Qt::QueuedConnection);
}

void CliApplication::say(const QString &text) const
{
    if (!m_options.json)
        printText(text);
}

texts::ErrorPlace CliApplication::place(const core::Error &error, const Job &job) const
{
    const auto profile = m_services->serverRegistry.profile(job.server);
    texts::ErrorPlace where = placeOf(error, job.name, profile ? profile->socketPath : QString());
    if (where.subject.isEmpty() && m_options.words.contains(error.detail))
        where.subject = error.detail; // the jail or key that was asked for
    const bool mayHaveChanged = m_options.command == "command"_L1 && job.begun;
    where.nothingChanged = m_signal != 0 && !mayHaveChanged;
    if (m_signal != 0 && mayHaveChanged)
        where.activity = texts::ErrorPlace::Activity::Change;
    where.files
        = m_options.command == "config"_L1 || m_options.command == "check"_L1 || changesConfiguration(m_options);
    return where;
}

QJsonObject CliApplication::tellError(const Outcome &outcome, const texts::ErrorPlace &place) const
{
    const core::Error &error = *outcome.error;
    const QString words = outcome.words.isEmpty() ? texts::errorText(error, place).sentence() : outcome.words;
    if (outcome.words.isEmpty() && outcome.exitCode == ExitCode::Usage
        && error.code == core::ErrorCode::InvalidArgument)
        complain(tr("Usage: bangui-cli %1").arg(error.detail));
    else
        complainLines(words);
    if (outcome.words.isEmpty())
        complainLines(ownWords(error));
    return errorJson(error, words);
}

} // namespace cli
