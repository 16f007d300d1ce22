// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_master.h"

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

using core::ErrorCode;

constexpr qsizetype detailLimit = 2000;

struct Rule
{
    ErrorCode code;
    std::initializer_list<const char *> words;
};

/// In the order of weight: the first rule with a word in any line wins. A jump host's ssh writes to the same standard
/// error, and its reason stands before the "Connection closed by UNKNOWN port 65535" of the outer one.
const std::initializer_list<Rule> &rules()
{
    static const std::initializer_list<Rule> list {
        { ErrorCode::HostKeyChanged,
            { "REMOTE HOST IDENTIFICATION HAS CHANGED", "REVOKED HOST KEY DETECTED", "is marked as revoked",
                "has changed and you have requested strict checking", "revoked by file" } },
        { ErrorCode::HostKeyUnknown, { "Host key verification failed", "host key is known for" } },
        { ErrorCode::InvalidArgument,
            { "Bad configuration option", "bad configuration options", "Bad owner or permissions on",
                "Can't open user config file", "extra arguments at end of line", "issing argument", " argument.",
                "nsupported option", "nknown option --", "command-line: line", "Bad port", "usage: ssh",
                "too long for Unix domain socket", "Unable to negotiate with", "contains invalid characters",
                "Invalid -J argument" } },
        { ErrorCode::AuthenticationRequired,
            { "Permission denied (", "Too many authentication failures", "No more authentication methods",
                "Authentication failed", "Too many password failures", "no authentication methods available" } },
        { ErrorCode::TunnelFrozen, { "not responding.", "timed out during banner exchange" } },
    };
    return list;
}

/// What carries no information: the frame of the great warning, and what ssh only mentions.
bool isNoise(const QByteArray &line)
{
    return line.isEmpty() || line.startsWith('@') || line.startsWith("Warning: Permanently added")
        || line.startsWith("debug") || line.startsWith("Killed by signal")
        || line.startsWith("Host key fingerprint is ") || line.startsWith("+-") || line.startsWith('|'); // its picture
}

} // namespace

core::Error sshError(const QByteArray &standardError, int exitCode)
{
    QList<QByteArray> lines;
    const QList<QByteArray> raw = standardError.split('\n');
    for (const QByteArray &line : raw) {
        if (const QByteArray text = line.trimmed(); !isNoise(text))
            lines.append(text);
    }
    for (const Rule &rule : rules()) {
        // The frame of the warning is noise in the detail, but holds the words of the rule.
        const auto holds = [&rule](const QByteArray &line) {
            return std::any_of(
                rule.words.begin(), rule.words.end(), [&line](const char *word) { return line.contains(word); });
        };
        if (std::none_of(raw.cbegin(), raw.cend(), holds))
            continue;
        const auto first = rule.code == ErrorCode::HostKeyChanged ? lines.cbegin()
                                                                  : std::find_if(lines.cbegin(), lines.cend(), holds);
        const QByteArray detail = QByteArrayList(first, lines.cend()).join('\n');
        return { rule.code, QString::fromUtf8(detail.left(detailLimit)) };
    }
    if (lines.isEmpty() && exitCode == 127)
        return { ErrorCode::CommandNotFound, u"ssh"_s };
    // The last word is the reason where nothing better is known: name, network, refused, closed, reset, broken pipe.
    if (lines.isEmpty())
        return { ErrorCode::TunnelDown, u"exit %1"_s.arg(exitCode) };
    return { ErrorCode::TunnelDown, QString::fromUtf8(lines.constLast().left(detailLimit)) };
}

} // namespace transport
