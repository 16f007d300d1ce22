// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal_asker.h"

#include "core/visible_text.h"
#include "services/host_registry.h"
#include "services/prompt_broker.h"
#include "services/server_entry.h"

#include <QStringList>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

using core::PromptKind;

/// The line that waits for its answer, and what stands above it.
struct Words
{
    QStringList above;
    QString question;
};

/// A word as it is or with its first letter alone, in English or in the language of the texts.
bool means(const QString &typed, const QString &english, const QString &translated)
{
    const QStringList accepted { english, english.left(1), translated.toLower(), translated.left(1).toLower() };
    return accepted.contains(typed);
}

} // namespace

std::unique_ptr<TerminalAsker> TerminalAsker::create()
{
    if (::isatty(STDIN_FILENO) == 0)
        return nullptr;
    const int terminal = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    return terminal < 0 ? nullptr : std::unique_ptr<TerminalAsker>(new TerminalAsker(terminal));
}

TerminalAsker::TerminalAsker(int terminal)
    : m_terminal(terminal)
    , m_notifier(terminal, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &TerminalAsker::onReadable);
}

TerminalAsker::~TerminalAsker()
{
    release();
    m_notifier.setEnabled(false);
    ::close(m_terminal);
}

core::RequestHandle TerminalAsker::ask(
    const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler)
{
    release();
    m_prompt = prompt;
    m_pending = core::Pending<core::PromptAnswer>(context, std::move(handler));
    m_pending.setOnCancel([this] {
        write(u"\n"_s);
        release();
    });
    show(prompt);
    // A touched key ends its question by itself; nothing is read meanwhile.
    m_notifier.setEnabled(prompt.kind != PromptKind::Touch);
    return m_pending.handle();
}

void TerminalAsker::show(const core::Prompt &prompt)
{
    const QString subject = core::visibleText(prompt.subject);
    Words words;
    if (!prompt.serverName.isEmpty())
        words.above << core::visibleText(prompt.serverName) + u':';
    if (prompt.wrongBefore)
        words.above << tr("That was not accepted.");
    bool echo = prompt.echo;
    switch (prompt.kind) {
    case PromptKind::Passphrase:
        //: %1: path of a key
        words.question = tr("Passphrase of the key %1: ").arg(subject);
        break;
    case PromptKind::Password:
        //: %1: user@host
        words.question = tr("Password of %1: ").arg(subject);
        break;
    case PromptKind::Response:
        //: %1: user@host; text of that machine follows, in quotation marks
        words.above << (subject.isEmpty() ? tr("The other machine asks, in its own words:")
                                          : tr("%1 asks, in its own words:").arg(subject));
        for (const QString &line : core::visibleLines(prompt.text).split(u'\n'))
            words.above << u"  | "_s + line;
        words.question = tr("Answer: ");
        break;
    case PromptKind::Pin:
        //: %1: a hardware key
        words.question = tr("PIN of the hardware key %1: ").arg(subject);
        break;
    case PromptKind::Touch:
        //: %1: a hardware key; may be empty
        words.question = tr("Touch the hardware key %1").arg(subject) + u'\n';
        break;
    case PromptKind::HostKey:
        //: %1: name and address of a machine
        words.above << tr("%1 shows a key that is not known yet.").arg(subject)
                    //: %1: type of a key ("ED25519"), %2: its fingerprint
                    << tr("%1 key %2").arg(core::visibleText(prompt.keyType), core::visibleText(prompt.fingerprint));
        if (!prompt.randomart.isEmpty())
            words.above << core::visibleLines(prompt.randomart);
        //: the answers are the first letters, or the whole words
        words.question = tr("Trust it [o]nce, [a]lways, or [n]ot at all? ");
        echo = true;
        break;
    case PromptKind::SudoPassword:
        //: %1: user, or user@host
        words.question = tr("Password for sudo of %1: ").arg(subject);
        break;
    }
    ::tcflush(m_terminal, TCIFLUSH); // what was typed before the question was not meant for it
    setEcho(echo);
    words.above << words.question;
    write(words.above.join(u'\n'));
}

void TerminalAsker::write(const QString &text) const
{
    const QByteArray bytes = text.toLocal8Bit();
    [[maybe_unused]] const ssize_t written = ::write(m_terminal, bytes.constData(), size_t(bytes.size()));
}

void TerminalAsker::setEcho(bool on)
{
    termios state {};
    if (on || ::tcgetattr(m_terminal, &state) != 0)
        return;
    m_before = state;
    state.c_lflag &= ~tcflag_t(ECHO);
    state.c_lflag |= ICANON | ISIG | ECHONL;
    ::tcsetattr(m_terminal, TCSAFLUSH, &state);
}

void TerminalAsker::release()
{
    // What was typed behind an answer belongs to no question, and to no shell.
    if (m_notifier.isEnabled())
        ::tcflush(m_terminal, TCIFLUSH);
    m_notifier.setEnabled(false);
    if (m_before)
        ::tcsetattr(m_terminal, TCSAFLUSH, &*m_before);
    m_before.reset();
}

void TerminalAsker::onReadable()
{
    std::array<char, 4096> buffer {};
    const ssize_t got = ::read(m_terminal, buffer.data(), buffer.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (got <= 0) { // end of file: nobody wants to answer
        write(u"\n"_s);
        finish(core::failure(core::ErrorCode::Cancelled));
        return;
    }
    QByteArray line(buffer.data(), got);
    ::explicit_bzero(buffer.data(), buffer.size());
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.truncate(line.size() - 1);
    onLine(std::move(line));
}

void TerminalAsker::onLine(QByteArray line)
{
    core::PromptAnswer answer;
    if (m_prompt.kind != PromptKind::HostKey) {
        answer.secret = std::move(line);
        finish(std::move(answer));
        return;
    }
    const QString typed = QString::fromLocal8Bit(line).trimmed().toLower();
    //: answers to "Trust it [o]nce, [a]lways, or [n]ot at all?"; their first letters differ
    const QString once = tr("once");
    //: an answer to "Trust it [o]nce, [a]lways, or [n]ot at all?"
    const QString always = tr("always");
    //: an answer to "Trust it [o]nce, [a]lways, or [n]ot at all?"
    const QString no = tr("not");
    if (means(typed, u"once"_s, once)) {
        answer.trust = core::HostKeyTrust::Once;
    } else if (means(typed, u"always"_s, always)) {
        answer.trust = core::HostKeyTrust::Always;
    } else if (!means(typed, u"not"_s, no) && typed != "no"_L1) {
        write(tr("Trust it [o]nce, [a]lways, or [n]ot at all? "));
        return;
    }
    finish(std::move(answer));
}

void TerminalAsker::finish(core::Result<core::PromptAnswer> answer)
{
    release();
    const auto pending = std::exchange(m_pending, {});
    pending.finish(std::move(answer));
}

void openWay(const services::ServiceSet &services, const core::ServerProfile &profile, QObject *context,
    std::function<void()> then)
{
    if (!services.prompts.canAsk()) {
        // polkit asks on the screen, wherever this program was started; a command that somebody gave is the wish for
        // it.
        if (profile.elevation == core::Elevation::Pkexec)
            services.hosts.askAgain(profile);
        return then();
    }
    services.serverEntry.open(profile, context, [then = std::move(then)](const core::Result<bool> &) { then(); });
}

} // namespace cli
