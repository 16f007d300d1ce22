// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credential_store.h"
#include "core/prompt.h"
#include "core/request_handle.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <optional>

namespace services {

/// Questions from below as values to whoever can ask: a dialog, a terminal, or nobody. One at a time, in order. The
/// keychain is asked first, never for a question whose text the other machine chose, and not again for an answer that
/// was wrong before, which is forgotten there. Main thread.
class PromptBroker final : public QObject
{
    Q_OBJECT
public:
    /// Shows one question. Cancelling the handle takes it back. Cancelled: the user declines.
    using Asker = std::function<core::RequestHandle(
        const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler)>;

    /// keychain: where answers are remembered; nullptr: nowhere. Outlives this.
    explicit PromptBroker(core::CredentialStore *keychain = nullptr, QObject *parent = nullptr);
    ~PromptBroker() override; ///< what waits gets Cancelled; what was to be remembered is forgotten

    void setAsker(Asker asker); ///< empty: nobody can be asked
    [[nodiscard]] bool canAsk() const { return static_cast<bool>(m_asker); }

    /// AuthenticationRequired where nobody can be asked; Cancelled where the user declines. Cancelling the handle, or
    /// the end of the context, takes the question back. An answer that the user wants remembered is kept here until
    /// settle() says whether it was the right one.
    core::RequestHandle ask(
        const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler);

    /// What the answer was for has ended. accepted: remembers it in the keychain where the user wanted that; otherwise
    /// it is forgotten. Harmless for a key of which nothing is kept.
    void settle(const QString &keychainKey, bool accepted);

private:
    struct Entry
    {
        quint64 number = 0;
        core::Prompt prompt;
        core::Pending<core::PromptAnswer> pending;
    };

    void next();
    void lookUp();
    void offerNoKeychain(const std::optional<core::ErrorCode> &error);
    void askSomebody();
    void onAnswer(core::Result<core::PromptAnswer> answer);
    void finish(core::Result<core::PromptAnswer> answer);
    void takeBack(quint64 number);

    core::CredentialStore *m_keychain;
    Asker m_asker;
    std::deque<Entry> m_queue; ///< the first is being asked where m_busy
    bool m_busy = false;
    quint64 m_last = 0;
    core::RequestHandle m_current; ///< of the asker or the keychain
    QHash<QString, QByteArray> m_toRemember; ///< by keychain key, copies of its own
};

} // namespace services
