// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/prompt_presenter.h"

#include "gui/dialogs/prompt_dialog.h"
#include "services/prompt_broker.h"
#include "services/server_registry.h"

#include <QApplication>
#include <QPointer>

namespace gui {

PromptPresenter::PromptPresenter(
    services::PromptBroker &prompts, const services::ServerRegistry &servers, QWidget *window)
    : QObject(window)
    , m_prompts(prompts)
    , m_servers(servers)
    , m_window(window)
{
    m_prompts.setAsker(
        [this](const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler) {
            return show(prompt, context, std::move(handler));
        });
}

PromptPresenter::~PromptPresenter()
{
    m_prompts.setAsker({});
}

core::RequestHandle PromptPresenter::show(
    const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler)
{
    const core::Pending<core::PromptAnswer> pending(context, std::move(handler));
    const auto profile = m_servers.profile(prompt.server);
    const QPointer<PromptDialog> dialog
        = PromptDialog::create(prompt, profile ? profile->destination : QString(), owner());
    connect(dialog, &PromptDialog::answered, this,
        [pending](const core::PromptAnswer &answer) { pending.finishLater(answer); });
    connect(dialog, &QDialog::rejected, this,
        [pending] { pending.finishLater(core::failure(core::ErrorCode::Cancelled)); });
    pending.setOnCancel([dialog] {
        if (dialog)
            dialog->reject();
    });
    // The click that led here came from this window, or from its icon in the tray.
    if (!m_window->isVisible() || m_window->isMinimized()) {
        m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
        m_window->show();
        m_window->raise();
        m_window->activateWindow();
    }
    dialog->open();
    return pending.handle();
}

/// A dialog that is open already is in front of the window: the question belongs in front of both.
QWidget *PromptPresenter::owner() const
{
    QWidget *top = QApplication::activeModalWidget();
    for (const QWidget *widget = top; widget; widget = widget->parentWidget()) {
        if (widget == m_window)
            return top;
    }
    return m_window;
}

} // namespace gui
