// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_arguments.h"

#include "transport/ssh_master.h"

#include <QFile>

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

constexpr qint64 configLimit = 1024 * 1024;

/// What the connection itself and the ways to it have in common.
QStringList common(const SshOptions &options, const SshStrictness &strictness)
{
    QStringList result {
        // truth about the link
        u"LogLevel=INFO"_s,
        // Behind a jump host it would count while somebody is asked for the way to that one.
        strictness.asks && strictness.proxied ? u"ConnectTimeout=none"_s
                                              : u"ConnectTimeout=%1"_s.arg(options.connectTimeoutSeconds),
        u"ServerAliveInterval=%1"_s.arg(options.aliveIntervalSeconds),
        u"ServerAliveCountMax=2"_s,
        // host keys are always verified, and nobody is asked behind the scenes
        u"NoHostAuthenticationForLocalhost=no"_s,
        strictness.asks ? u"BatchMode=no"_s : u"BatchMode=yes"_s,
        strictness.repeats ? u"NumberOfPasswordPrompts=3"_s : u"NumberOfPasswordPrompts=1"_s,
        // what nobody over there may use
        u"ForwardAgent=no"_s,
        u"ForwardX11=no"_s,
        u"PermitLocalCommand=no"_s,
    };
    if (strictness.asks)
        result << u"VisualHostKey=yes"_s << u"FingerprintHash=sha256"_s; // what the question shows
    return result;
}

/// Whether ssh reads the file behind an Include: it checks owner and mode there, and expands patterns and variables.
bool canBeIncluded(const QString &path)
{
    struct stat info
    {
    };
    return std::none_of(path.cbegin(), path.cend(), [](QChar c) { return "\"'\\*?[]{}~%$"_L1.contains(c); })
        && ::stat(QFile::encodeName(path).constData(), &info) == 0 && (info.st_uid == 0 || info.st_uid == ::geteuid())
        && (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// name: with the blank behind it.
bool isSet(const QByteArray &configuration, const QByteArray &name)
{
    const QList<QByteArray> lines = configuration.split('\n');
    return std::any_of(lines.cbegin(), lines.cend(),
        [&name](const QByteArray &line) { return line.startsWith(name) && line != name + "none"; });
}

} // namespace

QStringList masterArguments(const SshDestination &destination, const QString &configFile, const QString &control,
    const SshOptions &options, const SshStrictness &strictness)
{
    QStringList arguments { u"-F"_s, configFile, u"-M"_s, u"-S"_s, control, u"-N"_s, u"-T"_s };
    const QStringList own {
        // nothing of the user's configuration but the way there: no forward, terminal, command or tunnel device
        u"ClearAllForwardings=yes"_s,
        u"RemoteCommand=none"_s,
        u"RequestTTY=no"_s,
        u"Tunnel=no"_s,
        u"EscapeChar=none"_s,
        u"ForkAfterAuthentication=no"_s,
        u"ControlPersist=no"_s,
        u"GatewayPorts=no"_s,
        // the tunnels
        u"ExitOnForwardFailure=no"_s,
        u"StreamLocalBindUnlink=yes"_s,
        u"StreamLocalBindMask=0177"_s,
        strictness.asks && !strictness.strictByUser ? u"StrictHostKeyChecking=ask"_s : u"StrictHostKeyChecking=yes"_s,
    };
    for (const QString &option : own + common(options, strictness))
        arguments << u"-o"_s << option;
    return arguments << destination.options << u"--"_s << destination.host;
}

core::Result<QByteArray> masterConfig(
    const SshDestination &destination, const SshOptions &options, const SshStrictness &strictness)
{
    QByteArray text;
    for (QString option : common(options, strictness))
        text += option.replace(u'=', u' ').toUtf8() + '\n';
    text += strictness.asks && !strictness.strictJump ? "StrictHostKeyChecking ask\n" : "StrictHostKeyChecking yes\n";
    if (!strictness.knownKeys.isEmpty())
        text += "KnownHostsCommand " + strictness.knownKeys + '\n';
    // For a key that it knows only from there, ssh would write other things into the user's known_hosts: the address,
    // and the further keys of the server.
    if (strictness.trustsOnce)
        text += "CheckHostIP no\nUpdateHostKeys no\n";
    if (destination.configFile.isEmpty())
        return text + "Include ~/.ssh/config\nInclude /etc/ssh/ssh_config\n"; // as ssh itself, missing or not
    QFile file(destination.configFile);
    struct stat info
    {
    };
    // Opening a FIFO would wait for its other end.
    const bool regular
        = ::stat(QFile::encodeName(destination.configFile).constData(), &info) == 0 && S_ISREG(info.st_mode);
    if (!regular || !file.open(QIODevice::ReadOnly))
        return core::failure(core::ErrorCode::InvalidArgument, destination.configFile + u": cannot be read"_s);
    if (canBeIncluded(destination.configFile))
        return text + "Include \"" + QFile::encodeName(destination.configFile) + "\"\n";
    return text + file.read(configLimit);
}

bool isStrict(const QByteArray &configuration)
{
    const QList<QByteArray> lines = configuration.split('\n');
    return lines.contains("stricthostkeychecking true") || lines.contains("stricthostkeychecking yes");
}

QStringList jumpHosts(const QByteArray &configuration)
{
    QStringList hosts;
    const QList<QByteArray> lines = configuration.split('\n');
    for (const QByteArray &line : lines) {
        constexpr QByteArrayView name("proxyjump ");
        if (!line.startsWith(name) || line == "proxyjump none")
            continue;
        const QStringList words = QString::fromLocal8Bit(line.mid(name.size())).split(u',', Qt::SkipEmptyParts);
        for (QString host : words) {
            if (host.startsWith("ssh://"_L1))
                host.remove(0, 6);
            const qsizetype from = host.lastIndexOf(u'@') + 1;
            const QString user = host.left(from);
            host.remove(0, from);
            if (host.startsWith(u'['))
                host = host.mid(1, host.indexOf(u']') - 1);
            else if (host.count(u':') == 1)
                host.truncate(host.indexOf(u':'));
            if (!host.isEmpty())
                hosts.append(user + host);
        }
    }
    return hosts;
}

bool isProxied(const QByteArray &configuration)
{
    return isSet(configuration, "proxyjump ") || isSet(configuration, "proxycommand ");
}

bool hasKnownHostsCommand(const QByteArray &configuration)
{
    return isSet(configuration, "knownhostscommand ");
}

} // namespace transport
