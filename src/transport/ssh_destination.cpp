// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_destination.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

using core::ErrorCode;
using Words = core::Result<QStringList>;
using Check = core::Result<void>;

constexpr qsizetype maxBytes = 1024;

auto refuse(const QString &word)
{
    return core::failure(ErrorCode::InvalidArgument, word);
}

/// Control, format (bidi) and unassigned characters, lone surrogates: nothing that a name or a path on one line holds.
bool hasControlCharacter(const QString &text)
{
    const QList<uint> points = text.toUcs4();
    constexpr std::array refused { QChar::Other_Control, QChar::Other_Format, QChar::Other_Surrogate,
        QChar::Other_NotAssigned, QChar::Separator_Line, QChar::Separator_Paragraph };
    return std::any_of(points.cbegin(), points.cend(), [&refused](uint point) {
        // toUcs4() turns a lone surrogate into the replacement character.
        return point == QChar::ReplacementCharacter
            || std::find(refused.cbegin(), refused.cend(), QChar::category(point)) != refused.cend();
    });
}

bool holdsAny(const QString &text, QLatin1StringView characters)
{
    return std::any_of(
        text.cbegin(), text.cend(), [characters](QChar c) { return c.isSpace() || characters.contains(c); });
}

/// The rules of OpenSSH 9.6 (valid_hostname) and the rest of what a shell interprets: names end up in ProxyCommand and
/// Match exec of configurations, and older clients check nothing (CVE-2023-51385).
bool isHostName(const QString &host)
{
    return !host.isEmpty() && !host.startsWith(u'-') && !holdsAny(host, "'`\"$\\;&<>|(){}*?!#~^,@/="_L1);
}

/// As valid_ruser() of OpenSSH 9.6, and no "$". A backslash stands in "DOMAIN\name".
bool isUserName(const QString &user)
{
    return !user.isEmpty() && !user.startsWith(u'-') && !user.endsWith(u'\\')
        && !holdsAny(user, "'`\"$;&<>|(){}*?!#~^,/:="_L1);
}

bool isPort(const QString &port)
{
    const bool digits = !port.isEmpty() && port.size() <= 5
        && std::all_of(port.cbegin(), port.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return digits && port.toInt() >= 1 && port.toInt() <= 65535;
}

/// "host", "host:22", "[::1]:22" of a URI or a jump host; "::1" is a host.
Check checkHostAndPort(const QString &text)
{
    QString host = text;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0)
            return refuse(u"host"_s);
        host = text.mid(1, end - 1);
        const QString rest = text.mid(end + 1);
        if (!rest.isEmpty() && (rest.front() != u':' || !isPort(rest.mid(1))))
            return refuse(u"port"_s);
    } else if (text.count(u':') == 1) {
        host = text.section(u':', 0, 0);
        if (!isPort(text.section(u':', 1)))
            return refuse(u"port"_s);
    }
    if (!isHostName(host) || host.contains(u'[') || host.contains(u']'))
        return refuse(u"host"_s);
    return {};
}

/// "[user@]rest"; ssh too takes the last "@".
Check checkUser(const QString &text, QString *rest, bool uri)
{
    const qsizetype at = text.lastIndexOf(u'@');
    *rest = text.mid(at + 1);
    if (at < 0)
        return {};
    const QString user = text.left(at);
    // ssh decodes %XX in a URI: what it makes of it was not checked here.
    if (!isUserName(user) || (uri && user.contains(u'%')))
        return refuse(u"user"_s);
    return {};
}

Check checkTarget(const QString &target, bool portAllowed)
{
    constexpr auto scheme = "ssh://"_L1;
    const bool uri = target.startsWith(scheme);
    QString rest;
    if (const Check user = checkUser(uri ? target.mid(scheme.size()) : target, &rest, uri); !user)
        return user;
    if (uri || portAllowed)
        return checkHostAndPort(rest);
    // ssh takes "host:22" for a name here, and so it is an IPv6 address or a mistake.
    if (!isHostName(rest) || rest.contains(u'[') || rest.contains(u']'))
        return refuse(u"host"_s);
    if (rest.count(u':') == 1)
        return refuse(u"port"_s);
    return {};
}

Check checkOption(QChar letter, const QString &value)
{
    switch (letter.unicode()) {
    case u'p':
        return isPort(value) ? Check() : refuse(u"port"_s);
    case u'l':
        return isUserName(value) && !value.contains(u'@') ? Check() : refuse(u"user"_s);
    case u'J': {
        if (value == "none"_L1)
            return {};
        const QStringList jumps = value.split(u',');
        for (const QString &jump : jumps) {
            if (const Check checked = checkTarget(jump, true); !checked)
                return checked;
        }
        return {};
    }
    case u'i':
        // A relative one would depend on where BanGUI was started. ssh expands "${...}" itself.
        if (!(value.startsWith(u'/') || value.startsWith(u'~')) || value.contains(u'$'))
            return refuse(u"identity_file"_s);
        return {};
    default:
        return refuse(u"option -"_s + letter);
    }
}

/// Splits at blanks; '...' and "..." hold a word together. Nothing else of a shell.
Words split(const QString &typed)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (const QChar c : typed) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            inWord = true;
        } else if (c.isSpace()) {
            if (inWord)
                words.append(std::exchange(word, {}));
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (!quote.isNull())
        return refuse(u"quote"_s);
    if (inWord)
        words.append(word);
    return words;
}

} // namespace

QString SshDestination::key() const
{
    // No word holds a control character, so that the separator is unambiguous.
    return QStringList { configFile, options.join(u'\x1e'), host }.join(u'\x1f');
}

core::Result<SshDestination> parseSshDestination(const QString &typed, const QString &configFile)
{
    if (typed.size() > maxBytes || typed.toUtf8().size() > maxBytes)
        return refuse(u"too_long"_s);
    // A tab is a blank to whoever typed it; every other control character is somebody else's idea.
    if (hasControlCharacter(QString(typed).replace(u'\t', u' ')) || hasControlCharacter(configFile))
        return refuse(u"control_character"_s);
    if (!configFile.isEmpty() && (!configFile.startsWith(u'/') || configFile.toUtf8().size() > maxBytes))
        return refuse(u"config_file"_s);
    auto words = split(typed);
    if (!words)
        return tl::unexpected(words.error());
    if (words->size() > 1 && words->constFirst() == "ssh"_L1)
        words->removeFirst(); // the whole command, pasted

    SshDestination destination;
    destination.configFile = configFile;
    for (qsizetype i = 0; i < words->size(); ++i) {
        const QString word = words->at(i);
        if (!word.startsWith(u'-')) {
            if (!destination.host.isEmpty() || word.isEmpty())
                return refuse(word.isEmpty() ? u"empty"_s : u"command "_s + word);
            if (const Check checked = checkTarget(word, false); !checked)
                return tl::unexpected(checked.error());
            destination.host = word;
            continue;
        }
        if (word == "-4"_L1 || word == "-6"_L1) {
            if (destination.options.contains(u"-4"_s) || destination.options.contains(u"-6"_s))
                return refuse(u"option "_s + word);
            destination.options.append(word);
            continue;
        }
        const QString name = word.left(2);
        const bool known = word.size() >= 2 && "pJli"_L1.contains(word.at(1));
        if (!known || (name != "-i"_L1 && destination.options.contains(name)))
            return refuse(u"option "_s + word);
        QString value = word.mid(2);
        if (value.isEmpty()) {
            if (++i == words->size())
                return refuse(u"option "_s + word);
            value = words->at(i);
        }
        if (const Check checked = checkOption(word.at(1), value); !checked)
            return tl::unexpected(checked.error());
        destination.options << name << value;
    }
    if (destination.host.isEmpty())
        return refuse(u"empty"_s);
    return destination;
}

} // namespace transport
