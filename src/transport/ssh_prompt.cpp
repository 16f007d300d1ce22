// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_prompt.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

using core::Prompt;
using core::PromptKind;

constexpr qsizetype keyPathLimit = 100; ///< bytes of a key's path that ssh puts into its question

/// Matches the whole text, which is one line.
std::optional<QRegularExpressionMatch> whole(const QRegularExpression &expression, const QString &text)
{
    if (text.contains(u'\n') || text.contains(u'\r'))
        return {};
    const auto match = expression.match(text);
    return match.hasMatch() ? std::optional(match) : std::nullopt;
}

/// One word, of what ssh calls key types: "ED25519", "ECDSA-SK".
bool isKeyType(const QString &word)
{
    return !word.isEmpty() && word.size() <= 40 && std::all_of(word.cbegin(), word.cend(), [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
}

/// Whether the name on the other side of the keychain is told exactly: nothing was cut off or replaced.
bool isExact(const QString &text)
{
    return !text.contains(QChar::ReplacementCharacter)
        && std::none_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

/// The picture is a block of lines that begins with "+--[ED25519 256]--+" and ends with "+----[SHA256]-----+".
QString randomartOf(const QStringList &lines)
{
    const auto isFrame = [](const QString &line) { return line.startsWith("+-"_L1) && line.endsWith(u'+'); };
    const auto first = std::find_if(lines.cbegin(), lines.cend(), isFrame);
    if (first == lines.cend())
        return {};
    const auto last = std::find_if(first + 1, lines.cend(), isFrame);
    const bool drawn = last != lines.cend() && last - first <= 20
        && std::all_of(
            first + 1, last, [](const QString &line) { return line.startsWith(u'|') && line.endsWith(u'|'); });
    return drawn ? QStringList(first, last + 1).join(u'\n') : QString();
}

/// "The authenticity of host 'web (192.0.2.1)' can't be established.", the key in the next lines, the question last.
std::optional<Prompt> hostKeyQuestion(const QString &text)
{
    static const QRegularExpression first(
        u"^The authenticity of host '([^\\n]*) \\(([^()\\n]*)\\)' can't be established\\.?$"_s);
    static const QRegularExpression key(u"^([A-Z0-9-]+) key fingerprint is:? (SHA256:[A-Za-z0-9+/]{43}=?)\\.?$"_s);
    const QStringList lines = text.split(u'\n');
    const auto host = first.match(lines.constFirst());
    if (!host.hasMatch() || !lines.constLast().startsWith("Are you sure you want to continue connecting"_L1))
        return {};
    for (const QString &line : lines) {
        const auto found = key.match(line);
        if (!found.hasMatch() || !isKeyType(found.captured(1)))
            continue;
        Prompt prompt;
        prompt.kind = PromptKind::HostKey;
        prompt.subject = host.captured(1);
        prompt.text = text;
        prompt.keyType = found.captured(1);
        prompt.fingerprint = found.captured(2);
        prompt.randomart = randomartOf(lines);
        return prompt;
    }
    return {};
}

Prompt trusted(PromptKind kind, const QString &subject, const QString &text, const QString &keychainKey = {})
{
    Prompt prompt;
    prompt.kind = kind;
    prompt.subject = subject;
    prompt.text = text;
    if (isExact(subject))
        prompt.keychainKey = keychainKey;
    return prompt;
}

/// The secrets that ssh itself asks for.
std::optional<Prompt> ownQuestion(const QString &text, const QString &way)
{
    static const QRegularExpression passphrase(u"^Enter passphrase for key '(.+)': $"_s);
    static const QRegularExpression password(u"^([^(\\s]\\S*@\\S+)'s password: $"_s);
    static const QRegularExpression pin(u"^Enter PIN(?: and confirm user presence)? for (\\S+) key (.+): $"_s);
    static const QRegularExpression tokenPin(u"^Enter PIN for '(.+)': $"_s);
    if (const auto match = whole(passphrase, text)) {
        const QString path = match->captured(1);
        // A longer one may have been cut: two keys would share their secret.
        const bool complete = path.startsWith(u'/') && path.toUtf8().size() < keyPathLimit;
        return trusted(PromptKind::Passphrase, path, text, complete ? u"ssh-passphrase:"_s + path : QString());
    }
    if (const auto match = whole(password, text)) {
        const QString login = match->captured(1);
        return trusted(PromptKind::Password, login, text, u"ssh-password:%1 [%2]"_s.arg(login, way));
    }
    if (const auto match = whole(pin, text); match && isKeyType(match->captured(1)))
        return trusted(PromptKind::Pin, match->captured(2), text);
    if (const auto match = whole(tokenPin, text))
        return trusted(PromptKind::Pin, match->captured(1), text);
    return {};
}

SshPrompt touch(const QString &text)
{
    static const QRegularExpression presence(u"^Confirm user presence for key (\\S+ \\S+)$"_s);
    const auto match = whole(presence, text);
    return { SshPrompt::Action::Ask, trusted(PromptKind::Touch, match ? match->captured(1) : QString(), text) };
}

} // namespace

SshPrompt readSshPrompt(const QString &text, const QString &hint, const QString &way)
{
    using Action = SshPrompt::Action;
    // ssh gives a hint only to what it says itself; no text of the other machine comes with one.
    if (hint == "none"_L1)
        return touch(text);
    if (hint == "confirm"_L1)
        return { Action::Refuse, {} };
    if (text.startsWith("Accept updated hostkeys? "_L1))
        return { Action::AnswerNo, {} };
    if (text.startsWith("The authenticity of host '"_L1)) {
        if (const auto prompt = hostKeyQuestion(text))
            return { Action::Ask, *prompt };
        return { Action::AnswerNo, {} }; // a key that cannot be shown is not to be trusted
    }
    // CheckHostIP: the name's key is good, but the address had another one.
    if (text.startsWith("Warning: the "_L1) && text.contains("differs from the key for the IP address"_L1))
        return { Action::Stop, {} };
    if (const auto prompt = ownQuestion(text, way))
        return { Action::Ask, *prompt };

    static const QRegularExpression prefix(u"^\\((\\S+@\\S+)\\) "_s);
    const auto match = prefix.match(text);
    Prompt prompt;
    prompt.kind = PromptKind::Response;
    prompt.untrusted = true;
    prompt.subject = match.captured(1);
    prompt.text = match.hasMatch() ? text.mid(match.capturedLength()) : text;
    return { Action::Ask, prompt };
}

} // namespace transport
