// SPDX-License-Identifier: GPL-3.0-or-later
// What SshMaster does while somebody is asked.
#include "transport/askpass_client.h"
#include "transport/delete_from_loop.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_arguments.h"
#include "transport/ssh_master.h"
#include "transport/ssh_process.h"
#include "transport/ssh_questions.h"
#include "transport/ssh_trust_once.h"

#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

/// Name, connection, key exchange and log-in over a slow line and jump hosts, in units of the connect timeout.
constexpr int attemptFactor = 3;

/// As the user would type it again.
QString typed(const SshDestination &destination)
{
    QStringList words = destination.options;
    if (!destination.configFile.isEmpty())
        words << u"-F"_s << destination.configFile;
    return (words << destination.host).join(u' ');
}

} // namespace

core::RequestHandle SshMaster::connectNow(
    const SshPrompting &prompting, const QObject *context, core::Handler<bool> handler)
{
    forgetEveryBackoff();
    const core::Pending<bool> pending(context, std::move(handler));
    const bool asks = !prompting.askpassProgram.isEmpty();
    if (m_state == State::Opening && m_prompting.askpassProgram.isEmpty() && asks)
        abandonAttempt();
    if (m_state == State::Closed)
        begin(prompting);
    if (!asks || m_state != State::Opening)
        return join(pending);
    m_entering.push_back(pending);
    pending.setOnCancel([guard = QPointer<SshMaster>(this)] {
        if (guard)
            QMetaObject::invokeMethod(guard, &SshMaster::onEnteringCancelled, Qt::QueuedConnection);
    });
    return pending.handle();
}

void SshMaster::forgetEveryBackoff()
{
    for (const auto &further : m_further)
        further->forgetEveryBackoff();
    m_retryAt = 0;
    m_backoff.reset();
    m_personBackoff.reset();
}

int SshMaster::attemptLimitMs() const
{
    // Where questions come here, the time for an answer counts from each one; otherwise nobody knows.
    const bool program = !m_prompting.askpassProgram.isEmpty() && !m_prompting.ask;
    const qint64 limit = program ? m_options.promptTimeoutMs : 1000LL * attemptFactor * m_options.connectTimeoutSeconds;
    return static_cast<int>(std::clamp<qint64>(limit, 1, 3'600'000));
}

QProcessEnvironment SshMaster::environment() const
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    result.insert(u"LC_ALL"_s, u"C"_s);
    result.remove(u"SSH_ASKPASS"_s);
    result.remove(QLatin1StringView(askpassVariable));
    result.insert(u"SSH_ASKPASS_REQUIRE"_s, u"never"_s);
    if (m_prompting.askpassProgram.isEmpty())
        return result;
    result.insert(u"SSH_ASKPASS"_s, m_prompting.askpassProgram);
    result.insert(u"SSH_ASKPASS_REQUIRE"_s, u"force"_s);
    if (m_questions)
        result.insert(QLatin1StringView(askpassVariable), m_questions->socket());
    for (const QString &entry : m_prompting.environment) {
        if (const qsizetype split = entry.indexOf(u'='); split > 0)
            result.insert(entry.left(split), entry.mid(split + 1));
    }
    return result;
}

/// Whether the user's own configuration asks for strict checking, of the destination and of each jump host: then a
/// prompt may not soften it into a question.
void SshMaster::readConfiguration(const QStringList &destination, bool jump)
{
    QStringList arguments { u"-G"_s };
    if (!m_destination.configFile.isEmpty())
        arguments << u"-F"_s << m_destination.configFile;
    arguments << destination;
    if (m_process)
        m_process.release()->deleteLater(); // the reader before; this is called from its signal
    m_process = newProcess();
    connect(m_process.get(), &SshProcess::ended, this, [this, jump](int exitCode) {
        const QByteArray output = m_process->standardOutput();
        const QByteArray said = m_process->standardError();
        if (exitCode != 0)
            return fail(sshError(said, exitCode));
        takeConfiguration(output, jump);
    });
    if (!m_process->start(m_program, arguments, environment(), true))
        failLater(core::ErrorCode::CommandNotFound, m_program);
}

void SshMaster::takeConfiguration(const QByteArray &configuration, bool jump)
{
    if (jump) {
        m_strictJump = m_strictJump || isStrict(configuration);
    } else {
        m_strictByUser = isStrict(configuration);
        m_proxied = isProxied(configuration);
    }
    // ssh hands ours on to the jump hosts, before their own.
    m_ownKnownHostsCommand = m_ownKnownHostsCommand || hasKnownHostsCommand(configuration);
    constexpr int limit = 16; // a configuration may go in circles
    for (const QString &host : jumpHosts(configuration)) {
        if (!m_jumps.contains(host) && m_jumps.size() < limit)
            m_jumps.append(host);
    }
    if (m_jumpsRead < m_jumps.size())
        readConfiguration({ u"--"_s, m_jumps.at(m_jumpsRead++) }, true);
    else
        startMaster();
}

bool SshMaster::listenForQuestions()
{
    m_questions = std::make_unique<SshQuestions>(m_prompting.ask, typed(m_destination));
    if (const auto listening = m_questions->listen(m_folder.newName(u'a')); !listening) {
        failLater(listening.error().code, listening.error().detail);
        return false;
    }
    connect(m_questions.get(), &SshQuestions::waitingChanged, this, [this](bool waiting) {
        const qint64 limit = waiting ? m_options.promptTimeoutMs : attemptLimitMs();
        m_deadline.start(static_cast<int>(std::clamp<qint64>(limit, 1, 3'600'000)));
    });
    connect(m_questions.get(), &SshQuestions::stopped, this,
        [this](const core::Error &told, const core::Error &remaining) { fail(remaining, told); });
    connect(m_questions.get(), &SshQuestions::trustedOnce, this, &SshMaster::onTrustedOnce);
    return true;
}

void SshMaster::dropQuestions()
{
    if (!m_questions)
        return;
    m_questions->disconnect(this);
    m_questions->close();
    deleteFromLoop(std::move(m_questions)); // it may be the sender
}

void SshMaster::onTrustedOnce(const QString &fingerprint)
{
    m_again = SshTrustOnce(m_folder.path()).trust(m_control, fingerprint);
    if (!m_again) // a KnownHostsCommand of the user's stands in the place of ours
        fail({ core::ErrorCode::HostKeyUnknown, fingerprint });
}

/// ssh has ended because it was told "no" to the key; now it knows it.
void SshMaster::beginAgain()
{
    m_again = false;
    removeSocketFiles({ std::exchange(m_control, m_folder.newName(u'c')) });
    m_deadline.start(attemptLimitMs());
    startMaster();
}

void SshMaster::onEnteringCancelled()
{
    const bool wished = std::any_of(
        m_entering.cbegin(), m_entering.cend(), [](const core::Pending<bool> &pending) { return pending.isActive(); });
    if (m_state != State::Opening || m_prompting.askpassProgram.isEmpty() || wished)
        return;
    // It lacks what it lacked before; where nothing was lacking, nobody has said so yet.
    const core::Error remaining
        = needsPerson(m_lastError.code) ? m_lastError : core::Error { core::ErrorCode::Cancelled, {} };
    fail(remaining, core::Error { core::ErrorCode::Cancelled, {} });
}

} // namespace transport
