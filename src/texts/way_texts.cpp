// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/way_texts.h"

#include "core/visible_text.h"
#include "texts/state_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {
namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

} // namespace

QString wayProblem(const QString &word)
{
    const QString subject = core::visibleText(word.section(u' ', 1));
    if (word.isEmpty())
        return {};
    if (word == "empty"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The destination is missing. Write it as you type it to ssh."));
    if (word.startsWith("option "_L1))
        //: %1: an option of ssh
        return text(QT_TRANSLATE_NOOP("texts",
                        "The option %1 is not taken here: only -p, -l, -J, -i, -4 and -6 are. Put the rest into your "
                        "ssh configuration."))
            .arg(subject);
    if (word == "control_character"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The destination holds a line break or an invisible character."));
    if (word == "port"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The port is not one. Write -p 2222, or ssh://host:2222."));
    if (word == "host"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The host's name holds a character that no name has."));
    if (word == "user"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The login's name holds a character that no name has."));
    if (word == "identity_file"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The path of a key begins with / or ~."));
    if (word.startsWith("command "_L1))
        //: %1: a word
        return text(
            QT_TRANSLATE_NOOP("texts", "\"%1\" behind the host would be a command; only the destination is wanted."))
            .arg(subject);
    if (word == "too_long"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The destination has more than 1024 bytes."));
    if (word == "quote"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "A quotation mark is not closed."));
    if (word == "config_file"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The path of an ssh configuration begins with /."));
    if (word == "container"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "A container's name has letters, digits, and . _ - behind the first."));
    if (word == "container_engine"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "The engine is docker, podman or the path of such a program."));
    if (word == "elevation"_L1)
        return text(QT_TRANSLATE_NOOP("texts", "pkexec works on this computer only."));
    return text(QT_TRANSLATE_NOOP("texts", "The destination cannot be used."));
}

QString wayWords(const core::ServerProfile &profile)
{
    QString words = connectionText(profile);
    if (profile.kind == core::ConnectionKind::Ssh && !profile.sshConfig.isEmpty())
        words += " -F "_L1 + core::visibleText(profile.sshConfig);
    switch (profile.elevation) {
    case core::Elevation::None:
        break;
    case core::Elevation::Sudo:
        words += ", sudo"_L1;
        break;
    case core::Elevation::Pkexec:
        words += ", pkexec"_L1;
        break;
    }
    if (!profile.container.isEmpty() && profile.containerEngine.startsWith(u'/'))
        words += ", "_L1 + core::visibleText(profile.containerEngine);
    if (!profile.clientProgram.isEmpty())
        words += ", "_L1 + core::visibleText(profile.clientProgram);
    return words;
}

QString imageWords(core::ContainerImage image)
{
    switch (image) {
    case core::ContainerImage::None:
        return {};
    case core::ContainerImage::LinuxServer:
        return text(QT_TRANSLATE_NOOP("texts",
            "The image of linuxserver is recognised: its configuration is /config/fail2ban, its log "
            "/config/log/fail2ban/fail2ban.log. Only .local files survive a start of the container."));
    case core::ContainerImage::Crazymax:
        return text(QT_TRANSLATE_NOOP("texts",
            "The image of crazymax is recognised: its jails, filters and actions are below /data, its log is the "
            "container's output."));
    }
    return {};
}

} // namespace texts
