// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credential_store.h"
#include "core/prompt.h"
#include "core/request_handle.h"

#include <QObject>

#include <functional>

namespace services {

/// Questions from below as values to whoever can ask: a dialog, a terminal, or nobody. One at a time, in order. Main
/// thread.
class PromptBroker final : public QObject
{
    Q_OBJECT
public:
    /// Shows one question. Cancelling the handle takes it back. Cancelled: the user declines.
    using Asker = std::function<core::RequestHandle(
        const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler)>;

    /// keychain: where answers are remembered; nullptr: nowhere. Outlives this.
    explicit PromptBroker(core::CredentialStore *keychain = nullptr, QObject *parent = nullptr);
    ~PromptBroker() override;

    void setAsker(Asker asker); ///< empty: nobody can be asked
    [[nodiscard]] bool canAsk() const { return static_cast<bool>(m_asker); }

    /// AuthenticationRequired where nobody can be asked.
    core::RequestHandle ask(
        const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler);

private:
    core::CredentialStore *m_keychain;
    Asker m_asker;
};

} // namespace services
