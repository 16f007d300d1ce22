// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompt.h"
#include "core/request_handle.h"

#include <QObject>

class QWidget;

namespace services {
class PromptBroker;
class ServerRegistry;
} // namespace services

namespace gui {

/// Shows the questions of the broker as dialogs of the window, as long as it lives. The broker asks one at a time.
class PromptPresenter final : public QObject
{
    Q_OBJECT

public:
    PromptPresenter(services::PromptBroker &prompts, const services::ServerRegistry &servers, QWidget *window);
    ~PromptPresenter() override;

private:
    core::RequestHandle show(
        const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler);
    [[nodiscard]] QWidget *owner() const;

    services::PromptBroker &m_prompts;
    const services::ServerRegistry &m_servers;
    QWidget *m_window;
};

} // namespace gui
