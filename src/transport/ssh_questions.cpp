// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_questions.h"

#include "transport/ssh_prompt.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

using core::ErrorCode;

/// What stays wrong where this question was not answered.
ErrorCode remaining(const core::Prompt &prompt)
{
    return prompt.kind == core::PromptKind::HostKey ? ErrorCode::HostKeyUnknown : ErrorCode::AuthenticationRequired;
}

} // namespace

SshQuestions::SshQuestions(SshPrompting::Ask ask, QString way, QObject *parent)
    : QObject(parent)
    , m_ask(std::move(ask))
    , m_way(std::move(way))
{
    connect(&m_server, &AskpassServer::asked, this, &SshQuestions::onAsked);
    connect(&m_server, &AskpassServer::withdrawn, this, &SshQuestions::onWithdrawn);
}

SshQuestions::~SshQuestions()
{
    close();
}

void SshQuestions::close()
{
    for (auto &[question, open] : std::exchange(m_open, {}))
        open.handle.cancel();
    m_server.close();
}

core::ErrorCode SshQuestions::lacking() const
{
    return m_open.empty() ? ErrorCode::AuthenticationRequired : remaining(m_open.begin()->second.prompt);
}

void SshQuestions::sayWaiting()
{
    const bool waiting = !m_open.empty();
    if (std::exchange(m_waiting, waiting) != waiting)
        Q_EMIT waitingChanged(waiting);
}

void SshQuestions::onAsked(int question, const AskpassQuestion &words)
{
    SshPrompt asked = readSshPrompt(words.text, words.hint, m_way);
    switch (asked.action) {
    case SshPrompt::Action::Ask:
        break;
    case SshPrompt::Action::AnswerNo:
        m_server.answer(question, QByteArray("no"));
        return;
    case SshPrompt::Action::Refuse:
        m_server.refuse(question);
        return;
    case SshPrompt::Action::Stop: {
        const core::Error error { ErrorCode::HostKeyChanged, words.text };
        m_server.refuse(question);
        Q_EMIT stopped(error, error);
        return;
    }
    }
    asked.prompt.wrongBefore = m_answered.contains({ words.pid, words.text });
    m_answered.insert({ words.pid, words.text });
    Open &open = m_open[question];
    open.prompt = asked.prompt;
    open.handle = m_ask(asked.prompt, this,
        [this, question](const core::Result<core::PromptAnswer> &answer) { onAnswered(question, answer); });
    sayWaiting();
}

void SshQuestions::onAnswered(int question, const core::Result<core::PromptAnswer> &answer)
{
    const auto found = m_open.find(question);
    if (found == m_open.end())
        return; // taken back
    const core::Prompt prompt = found->second.prompt;
    const auto stop = [this, question, &prompt](const core::Error &told) {
        m_open.erase(question);
        m_server.refuse(question);
        Q_EMIT stopped(told, { remaining(prompt), {} });
    };
    if (!answer)
        return stop(answer.error());
    if (prompt.kind == core::PromptKind::Touch)
        return; // nothing to say: it ends when the key has been touched
    if (prompt.kind != core::PromptKind::HostKey) {
        m_open.erase(found);
        m_server.answer(question, answer->secret);
        sayWaiting();
        return;
    }
    switch (answer->trust) {
    case core::HostKeyTrust::No:
        return stop({ ErrorCode::Cancelled, {} });
    case core::HostKeyTrust::Once:
        // ssh would keep the key; this attempt ends here, and the next one knows the key from elsewhere.
        m_open.erase(found);
        Q_EMIT trustedOnce(prompt.fingerprint);
        m_server.answer(question, QByteArray("no"));
        break;
    case core::HostKeyTrust::Always:
        m_open.erase(found);
        m_server.answer(question, QByteArray("yes")); // ssh keeps it where the user's configuration says
        break;
    }
    sayWaiting();
}

void SshQuestions::onWithdrawn(int question)
{
    const auto found = m_open.find(question);
    if (found == m_open.end())
        return;
    core::RequestHandle handle = found->second.handle;
    m_open.erase(found);
    handle.cancel();
    sayWaiting();
}

} // namespace transport
