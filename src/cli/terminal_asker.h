// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompt.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "services/service_set.h"

#include <QCoreApplication>
#include <QObject>
#include <QSocketNotifier>

#include <termios.h>

#include <functional>
#include <memory>
#include <optional>

namespace cli {

/// Asks on the terminal, one question at a time (see PromptBroker): secrets without echo, a host key with fingerprint
/// and picture. The event loop runs on meanwhile. The terminal is as it was when an answer has come, when the question
/// is taken back, and with this object. Its words go to the terminal itself, so that standard output stays a document.
class TerminalAsker final : public QObject
{
    Q_OBJECT
public:
    /// Nothing where nobody sits: standard input is no terminal, or there is none to be opened.
    [[nodiscard]] static std::unique_ptr<TerminalAsker> create();
    ~TerminalAsker() override;

    core::RequestHandle ask(
        const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler);

private:
    explicit TerminalAsker(int terminal);

    void show(const core::Prompt &prompt);
    void write(const QString &text) const;
    void setEcho(bool on);
    void onReadable();
    void onLine(QByteArray line);
    void finish(core::Result<core::PromptAnswer> answer);
    void release();

    int m_terminal;
    QSocketNotifier m_notifier;
    std::optional<termios> m_before; ///< while the echo is off
    core::Prompt m_prompt;
    core::Pending<core::PromptAnswer> m_pending;
};

/// Logs in to the profile's machine, asking what has to be asked, then goes on; at once where nobody can be asked. What
/// is wrong with the way is told by whatever needs it next: the connection knows its error and does not knock again.
void openWay(const services::ServiceSet &services, const core::ServerProfile &profile, QObject *context,
    std::function<void()> then);

} // namespace cli
