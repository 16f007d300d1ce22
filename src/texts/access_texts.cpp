// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/access_texts.h"

#include "core/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

constexpr auto groupName = "bangui"_L1;

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

bool isPlain(QChar c)
{
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'_');
}

/// Letters, digits and what can stand in a path without a meaning to a shell, systemd or sudo.
bool isPlainPath(const QString &path)
{
    return path.startsWith(u'/')
        && std::all_of(path.cbegin(), path.cend(), [](QChar c) { return isPlain(c) || u"/.+-"_s.contains(c); });
}

QString shellWord(const QString &word)
{
    QString quoted = word;
    return u'\'' + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
}

bool isPrintable(const QString &text)
{
    return std::all_of(
        text.cbegin(), text.cend(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F && c != u'"'; });
}

/// sudoers(5): a comma, colon, equals sign and backslash of an argument want a backslash, and so does what fnmatch(3)
/// would take for a wildcard.
QString sudoersArgument(const QString &argument)
{
    QString escaped;
    for (const QChar c : argument) {
        if (u",:=\\#*?[]!^"_s.contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

QString sudoersUser(const QString &user)
{
    QString escaped;
    for (const QChar c : user) {
        if (!isPlain(c) && !u".-$"_s.contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

QString fileWord(const QString &text)
{
    QString word = text;
    for (QChar &c : word) {
        if (!isPlain(c) && c != u'-')
            c = u'_';
    }
    return word;
}

QString ownerWords(uint owner)
{
    //: %1: a number
    return owner == 0 ? u"root"_s : translated(QT_TRANSLATE_NOOP("texts", "user number %1")).arg(owner);
}

QString userOr(const core::AccessFacts &facts)
{
    return facts.user.isEmpty() ? u"USER"_s : facts.user;
}

QString rootPrice(const QString &who)
{
    //: %1: "User deploy"
    return translated(QT_TRANSLATE_NOOP("texts",
                          "%1 is root on that server from then on: fail2ban runs what it is told over this socket."))
        .arg(who);
}

QString userPrice(const core::AccessFacts &facts)
{
    return rootPrice(facts.user.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("texts", "That user"))
            : translated(QT_TRANSLATE_NOOP("texts", "User %1")).arg(core::visibleText(facts.user)));
}

/// The login before the host becomes root, wherever it stands.
QString asRoot(const QString &destination)
{
    QStringList words = destination.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || words.contains("-l"_L1))
        return destination;
    QString &host = words.last();
    const QString scheme = host.startsWith("ssh://"_L1) ? u"ssh://"_s : QString();
    host = scheme + u"root@"_s + host.mid(scheme.size()).section(u'@', -1);
    return words.join(u' ');
}

AccessWay sudoersWay(const core::ServerProfile &profile, const core::AccessFacts &facts)
{
    AccessWay way;
    way.kind = AccessWay::Kind::Sudoers;
    way.title = translated(QT_TRANSLATE_NOOP("texts", "Let sudo run BanGUI's one command without a password"));
    way.file = sudoersFile(userOr(facts));
    way.text = sudoersDropIn(userOr(facts), facts.command);
    way.explanation = way.text.isEmpty()
        ? translated(QT_TRANSLATE_NOOP("texts",
            "The command that sudo would have to allow is not known yet. Check again once the server can be reached."))
        //: %1: a file, %2: a command
        : translated(
            QT_TRANSLATE_NOOP("texts",
                "As root, write this to %1 with mode 0440; \"%2\" checks it. sudo then runs this command and no "
                "other. Nothing is installed: the Python that fail2ban needs carries its bytes."))
              .arg(way.file, u"visudo -cf "_s + way.file);
    way.price
        = translated(QT_TRANSLATE_NOOP("texts",
              "What that Python does comes over the connection, so that the line allows everything that root may do."))
        + u' ' + userPrice(facts);
    way.profile = profile;
    way.profile.elevation = core::Elevation::Sudo;
    return way;
}

AccessWay socketGroupWay(const core::ServerProfile &profile, const core::AccessFacts &facts)
{
    AccessWay way;
    way.kind = AccessWay::Kind::Group;
    way.title = translated(QT_TRANSLATE_NOOP("texts", "Give the socket a group"));
    way.price = rootPrice(translated(QT_TRANSLATE_NOOP("texts", "Everybody in that group")));
    way.profile = profile;
    way.profile.elevation = core::Elevation::None;
    const QString &socket = profile.socketPath;
    if (!isPlainPath(socket)) {
        way.explanation = translated(QT_TRANSLATE_NOOP(
            "texts", "The path of this socket has characters that cannot be written into a systemd unit safely."));
        return way;
    }
    way.explanation = translated(QT_TRANSLATE_NOOP("texts",
        "fail2ban makes its socket anew at each start, for root only; a group that is set by hand is lost with the "
        "next restart. Where systemd starts fail2ban, this sets it after each start. Run it as root, once. The login "
        "belongs to the group from its next login on: reconnect then."));
    // No "$" and no "%": systemd would replace them.
    const QString wait = u"for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do test -S %1 && break; "
                         "sleep 0.5; done; chgrp %2 %1 && chmod 0660 %1"_s.arg(socket, groupName);
    way.text = u"groupadd --force %1\n"
               "usermod --append --groups %1 %2\n"
               "mkdir -p /etc/systemd/system/fail2ban.service.d\n"
               "cat > /etc/systemd/system/fail2ban.service.d/bangui.conf <<'END'\n"
               "[Service]\n"
               "ExecStartPost=-/bin/sh -c '%3'\n"
               "END\n"
               "systemctl daemon-reload\n"
               "chgrp %1 %4\n"
               "chmod 0660 %4\n"_s.arg(groupName, shellWord(userOr(facts)), wait, socket);
    return way;
}

AccessWay engineGroupWay(const core::ServerProfile &profile, const core::AccessFacts &facts)
{
    AccessWay way;
    way.kind = AccessWay::Kind::Group;
    way.title = translated(QT_TRANSLATE_NOOP("texts", "Put the login into the group of docker"));
    way.explanation = translated(QT_TRANSLATE_NOOP("texts",
        "Whoever is in this group may use docker without sudo. Run it as root, once; it counts from the next login "
        "on."));
    way.text = u"usermod --append --groups docker %1\n"_s.arg(shellWord(userOr(facts)));
    way.price = rootPrice(translated(QT_TRANSLATE_NOOP("texts", "Everybody in that group")));
    way.profile = profile;
    way.profile.elevation = core::Elevation::None;
    return way;
}

AccessWay rootLoginWay(const core::ServerProfile &profile, const core::AccessFacts &facts)
{
    AccessWay way;
    way.kind = AccessWay::Kind::RootLogin;
    way.title = translated(QT_TRANSLATE_NOOP("texts", "Log in as root with the same key"));
    way.profile = profile;
    way.profile.elevation = core::Elevation::None;
    way.profile.destination = asRoot(profile.destination);
    //: %1: "PermitRootLogin prohibit-password", %2: a destination of ssh
    way.explanation = translated(
        QT_TRANSLATE_NOOP("texts",
            "Run this as root, once: it lets the keys of this login log in as root, too. sshd allows that where its "
            "configuration says %1, as it does where nobody has changed it. The destination is then %2."))
                          .arg(u"PermitRootLogin prohibit-password"_s, core::visibleText(way.profile.destination));
    way.text = u"install -d -m 0700 /root/.ssh\n"
               "cat \"$(getent passwd %1 | cut -d: -f6)/.ssh/authorized_keys\" >> /root/.ssh/authorized_keys\n"
               "chmod 0600 /root/.ssh/authorized_keys\n"_s.arg(shellWord(userOr(facts)));
    way.price = translated(QT_TRANSLATE_NOOP("texts",
        "Whoever has one of these keys is root on that server, for everything and not for fail2ban only. No log tells "
        "persons apart then."));
    return way;
}

AccessWay pkexecWay(const core::ServerProfile &profile)
{
    AccessWay way;
    way.kind = AccessWay::Kind::Pkexec;
    way.title = translated(QT_TRANSLATE_NOOP("texts", "Ask with pkexec"));
    way.explanation = translated(QT_TRANSLATE_NOOP("texts",
        "The desktop asks for an administrator's password when BanGUI connects, and again for each file that it reads. "
        "Nothing is to be changed on this computer."));
    way.price = translated(QT_TRANSLATE_NOOP(
        "texts", "As long as BanGUI is connected it is root here: fail2ban runs what it is told over this socket."));
    way.profile = profile;
    way.profile.elevation = core::Elevation::Pkexec;
    return way;
}

} // namespace

QString sudoersFile(const QString &user)
{
    return u"/etc/sudoers.d/bangui-"_s + fileWord(user);
}

QString sudoersDropIn(const QString &user, const QStringList &command)
{
    if (user.isEmpty() || !isPrintable(user) || !isPlainPath(command.value(0))
        || !std::all_of(command.cbegin(), command.cend(), isPrintable))
        return {};
    QStringList words { command.front() };
    std::transform(command.cbegin() + 1, command.cend(), std::back_inserter(words), sudoersArgument);
    const QString alias = u"BANGUI_"_s + fileWord(user).replace(u'-', u'_').toUpper();
    return u"# BanGUI's way to fail2ban. What runs comes on standard input: whoever may use this line is root here.\n"
           "Cmnd_Alias %1 = %2\n"
           "Defaults!%1 !requiretty\n"
           "%3 ALL=(root) NOPASSWD: %1\n"_s.arg(alias, words.join(u' '), sudoersUser(user));
}

QString accessTitle(const core::ServerProfile &profile, const core::AccessFacts &facts)
{
    const QString server = core::visibleText(profile.name);
    const QString user = core::visibleText(facts.user);
    const bool sudo = facts.error.code == core::ErrorCode::ElevationRefused
        || facts.error.code == core::ErrorCode::ElevationPassword;
    if (sudo && profile.elevation == core::Elevation::Pkexec)
        //: %1: name of a server
        return translated(QT_TRANSLATE_NOOP("texts", "pkexec does not let you in on %1")).arg(server);
    if (sudo)
        return user.isEmpty()
            //: %1: name of a server
            ? translated(QT_TRANSLATE_NOOP("texts", "sudo on %1 does not let this login in")).arg(server)
            //: %1: name of a server, %2: login
            : translated(QT_TRANSLATE_NOOP("texts", "sudo on %1 does not let user %2 in")).arg(server, user);
    if (!profile.container.isEmpty())
        return user.isEmpty()
            //: %1: name of a server
            ? translated(QT_TRANSLATE_NOOP("texts", "%1 refuses its container to this login")).arg(server)
            //: %1: name of a server, %2: login
            : translated(QT_TRANSLATE_NOOP("texts", "%1 refuses its container to user %2")).arg(server, user);
    return user.isEmpty()
        //: %1: name of a server
        ? translated(QT_TRANSLATE_NOOP("texts", "%1 refuses its socket")).arg(server)
        //: %1: name of a server, %2: login
        : translated(QT_TRANSLATE_NOOP("texts", "%1 refuses the socket to user %2")).arg(server, user);
}

QString accessReason(const core::ServerProfile &profile, const core::AccessFacts &facts)
{
    QStringList sentences;
    if (!profile.container.isEmpty())
        //: %1: name of a container, %2: "docker"
        sentences
            += translated(QT_TRANSLATE_NOOP("texts", "fail2ban runs in the container %1, which %2 opens to root only."))
                   .arg(core::visibleText(profile.container),
                       profile.containerEngine.isEmpty() ? u"docker"_s : core::visibleText(profile.containerEngine));
    else if (facts.owner && facts.mode)
        //: %1: path of a socket, %2: "root", %3: "0700"
        sentences += translated(QT_TRANSLATE_NOOP("texts", "The socket %1 belongs to %2 and has mode %3."))
                         .arg(core::visibleText(profile.socketPath), ownerWords(*facts.owner))
                         .arg(*facts.mode, 4, 8, QChar(u'0'));
    else
        //: %1: path of a socket
        sentences += translated(
            QT_TRANSLATE_NOOP("texts", "The socket %1 cannot be looked at from here; fail2ban makes it for root only."))
                         .arg(core::visibleText(profile.socketPath));
    if (!facts.user.isEmpty())
        sentences += facts.machine.isEmpty()
            //: %1: login
            ? translated(QT_TRANSLATE_NOOP("texts", "You are user %1 here.")).arg(core::visibleText(facts.user))
            //: %1: login, %2: name of a machine
            : translated(QT_TRANSLATE_NOOP("texts", "On %2 you are user %1."))
                  .arg(core::visibleText(facts.user), core::visibleText(facts.machine));
    sentences += translated(QT_TRANSLATE_NOOP("texts", "Nothing was changed. Each of these ways opens it."));
    return sentences.join(u' ');
}

QList<AccessWay> accessWays(const core::ServerProfile &profile, const core::AccessFacts &facts)
{
    QList<AccessWay> ways { sudoersWay(profile, facts) };
    if (profile.container.isEmpty())
        ways += socketGroupWay(profile, facts);
    else if (!profile.containerEngine.contains("podman"_L1)) // which has no daemon, and no group for it
        ways += engineGroupWay(profile, facts);
    if (profile.kind == core::ConnectionKind::Ssh)
        ways += rootLoginWay(profile, facts);
    else
        ways += pkexecWay(profile);
    return ways;
}

} // namespace texts
