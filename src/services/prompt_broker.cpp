// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/prompt_broker.h"

#include "transport/elevation_secrets.h"

#include <algorithm>
#include <utility>

namespace services {

namespace {

QByteArray deepCopy(const QByteArray &secret)
{
    return { secret.constData(), secret.size() };
}

bool isRememberable(const core::Prompt &prompt)
{
    return !prompt.untrusted && !prompt.keychainKey.isEmpty() && prompt.kind != core::PromptKind::HostKey
        && prompt.kind != core::PromptKind::Touch;
}

} // namespace

PromptBroker::PromptBroker(core::CredentialStore *keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(keychain)
{
}

PromptBroker::~PromptBroker()
{
    m_current.cancel();
    for (QByteArray &secret : m_toRemember)
        transport::wipe(secret);
}

void PromptBroker::setAsker(Asker asker)
{
    m_asker = std::move(asker);
}

core::RequestHandle PromptBroker::ask(
    const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler)
{
    const core::Pending<core::PromptAnswer> pending(context, std::move(handler));
    if (!m_asker) {
        pending.finishLater(core::failure(core::ErrorCode::AuthenticationRequired));
        return pending.handle();
    }
    const quint64 number = ++m_last;
    pending.setOnCancel([this, number] { takeBack(number); });
    if (context)
        connect(context, &QObject::destroyed, this, [this, number] { takeBack(number); });
    Entry entry { number, prompt, pending };
    if (!m_keychain || !isRememberable(prompt))
        entry.prompt.keychainKey.clear();
    m_queue.push_back(std::move(entry));
    QMetaObject::invokeMethod(this, &PromptBroker::next, Qt::QueuedConnection);
    return pending.handle();
}

void PromptBroker::next()
{
    if (m_busy || m_queue.empty())
        return;
    m_busy = true;
    const core::Prompt &prompt = m_queue.front().prompt;
    if (!prompt.wrongBefore || prompt.keychainKey.isEmpty())
        return lookUp();
    // What came from the keychain, or was typed to be remembered, was not it.
    settle(prompt.keychainKey, false);
    const quint64 number = m_queue.front().number;
    m_current = m_keychain->remove(prompt.keychainKey, this, [this, number](const core::Result<bool> &removed) {
        if (!m_busy || m_queue.front().number != number)
            return; // taken back
        offerNoKeychain(removed.has_value() ? std::nullopt : std::optional(removed.error().code));
        askSomebody();
    });
}

/// Nothing is offered to be remembered where nobody remembers.
void PromptBroker::offerNoKeychain(const std::optional<core::ErrorCode> &error)
{
    if (error == core::ErrorCode::NotSupported || error == core::ErrorCode::StoreUnavailable)
        m_queue.front().prompt.keychainKey.clear();
}

void PromptBroker::lookUp()
{
    const core::Prompt &prompt = m_queue.front().prompt;
    if (prompt.keychainKey.isEmpty())
        return askSomebody();
    const quint64 number = m_queue.front().number;
    m_current = m_keychain->read(prompt.keychainKey, this, [this, number](core::Result<QByteArray> known) {
        if (!m_busy || m_queue.front().number != number)
            return; // taken back
        if (known && !known->isEmpty())
            return finish(core::PromptAnswer { deepCopy(*known), false, core::HostKeyTrust::No });
        offerNoKeychain(known.has_value() ? std::nullopt : std::optional(known.error().code));
        askSomebody();
    });
}

void PromptBroker::askSomebody()
{
    if (!m_asker)
        return finish(core::failure(core::ErrorCode::AuthenticationRequired));
    const quint64 number = m_queue.front().number;
    m_current = m_asker(m_queue.front().prompt, this, [this, number](core::Result<core::PromptAnswer> answer) {
        if (m_busy && m_queue.front().number == number)
            onAnswer(std::move(answer));
    });
}

void PromptBroker::onAnswer(core::Result<core::PromptAnswer> answer)
{
    const QString key = m_queue.front().prompt.keychainKey;
    if (answer && !key.isEmpty() && m_keychain) {
        settle(key, false); // of another answer, whatever becomes of this one
        if (answer->remember)
            m_toRemember.insert(key, deepCopy(answer->secret)); // the receiver wipes its own
    }
    finish(std::move(answer));
}

void PromptBroker::finish(core::Result<core::PromptAnswer> answer)
{
    const core::Pending<core::PromptAnswer> pending = m_queue.front().pending;
    m_queue.pop_front();
    m_busy = false;
    m_current = {};
    QMetaObject::invokeMethod(this, &PromptBroker::next, Qt::QueuedConnection);
    pending.finish(std::move(answer)); // last: it may ask anew, or end this
}

void PromptBroker::takeBack(quint64 number)
{
    const auto entry = std::find_if(
        m_queue.begin(), m_queue.end(), [number](const Entry &candidate) { return candidate.number == number; });
    if (entry == m_queue.end())
        return;
    const bool current = m_busy && entry == m_queue.begin();
    m_queue.erase(entry);
    if (!current)
        return;
    m_busy = false;
    auto handle = std::exchange(m_current, {});
    handle.cancel();
    QMetaObject::invokeMethod(this, &PromptBroker::next, Qt::QueuedConnection);
}

void PromptBroker::settle(const QString &keychainKey, bool accepted)
{
    const auto kept = m_toRemember.find(keychainKey);
    if (kept == m_toRemember.end())
        return;
    QByteArray secret = std::move(*kept);
    m_toRemember.erase(kept);
    if (accepted && m_keychain)
        m_keychain->write(keychainKey, deepCopy(secret), this, [](const core::Result<bool> &) {});
    transport::wipe(secret);
}

} // namespace services
