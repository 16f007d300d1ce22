// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/prompt_broker.h"

namespace services {

PromptBroker::PromptBroker(core::CredentialStore *keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(keychain)
{
}

PromptBroker::~PromptBroker() = default;

void PromptBroker::setAsker(Asker asker)
{
    m_asker = std::move(asker);
}

core::RequestHandle PromptBroker::ask(
    const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler)
{
    if (m_asker)
        return m_asker(prompt, context, std::move(handler));
    const core::Pending<core::PromptAnswer> pending(context, std::move(handler));
    pending.finishLater(core::failure(core::ErrorCode::AuthenticationRequired));
    return pending.handle();
}

} // namespace services
