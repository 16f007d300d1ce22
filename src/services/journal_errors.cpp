// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/journal_errors.h"

#include "services/change_words.h"
#include "services/command_gate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr int journalPatienceMs = 10'000;
constexpr qint64 mostOfTheJournal = 512 * 1024;

} // namespace

bool logsToJournal(const QString &target)
{
    const QString kind = target.section(u'[', 0, 0).trimmed().toUpper();
    return kind == "SYSLOG"_L1 || kind == "SYSTEMD-JOURNAL"_L1;
}

core::RequestHandle findJournalErrors(CommandGate &gate, core::ServerId server, const core::ProcessIdentity &process,
    const QStringList &jails, qint64 seconds, const QObject *context, core::Handler<JournalErrors> handler)
{
    transport::HostCommand command;
    command.argv = { u"journalctl"_s, u"-q"_s, u"--no-pager"_s, u"-o"_s, u"cat"_s, u"-p"_s, u"err"_s, u"-n"_s,
        u"2000"_s, u"--since=-%1s"_s.arg(seconds), u"_PID=%1"_s.arg(process.pid) };
    command.timeoutMs = journalPatienceMs;
    command.outputLimit = mostOfTheJournal;
    return gate.look(server, command, context,
        [jails, handler = std::move(handler)](const core::Result<transport::CommandResult> &result) {
            JournalErrors found;
            if (!result || result->exitCode != 0) {
                found.unread = u"journalctl: "_s
                    + (result ? QString::fromUtf8(result->standardError).trimmed().right(200)
                              : core::errorCodeName(result.error().code));
            } else {
                for (const QString &line : QString::fromUtf8(result->standardOutput).split(u'\n')) {
                    // The journal keeps name, process and level beside the line.
                    const QString whole = u"fail2ban [1]: ERROR "_s + line;
                    const auto names = [&whole](const QString &jail) { return isErrorOfJail(whole, jail); };
                    if (std::ranges::any_of(jails, names)) {
                        found.line = line;
                        break;
                    }
                }
            }
            handler(found);
        });
}

} // namespace services
