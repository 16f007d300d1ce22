// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/error_texts.h"

#include "core/visible_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

/// "web-2", or "The server" where the name is not known.
QString serverOf(const ErrorPlace &place)
{
    return place.server.isEmpty() ? QCoreApplication::translate("texts", "The server")
                                  : core::visibleText(place.server);
}

QString subjectOr(const ErrorPlace &place, const char *fallback)
{
    return place.subject.isEmpty() ? translated(fallback) : core::visibleText(place.subject);
}

/// The file or folder of an error: the one that it names itself is nearer than where somebody looked for it.
QString fileOr(const core::Error &error, const ErrorPlace &place, const char *fallback)
{
    return error.detail.startsWith(u'/') ? core::visibleText(error.detail) : subjectOr(place, fallback);
}

struct Words
{
    QString what;
    QString next;
    bool outcomeUnknown = false; ///< a change may have been made
};

/// sshd has no session left on the connection (MaxSessions): neither the network nor fail2ban is to blame.
bool saysNoSessionLeft(const core::Error &error)
{
    return (error.code == core::ErrorCode::TunnelDown || error.code == core::ErrorCode::Busy)
        && error.detail.contains("session open refused"_L1, Qt::CaseInsensitive);
}

/// Why a change has nowhere to be written; SERVER as it is called in a sentence.
Words folderBarWords(const FolderBar &bar, const QString &server)
{
    const QString folder = core::visibleText(bar.folder);
    switch (bar.why) {
    case FolderBar::Why::Shared:
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "Others may write to %1 on %2: no change can be kept safe there."))
                     .arg(folder, server),
            translated(QT_TRANSLATE_NOOP("texts",
                "Take that right from them there: the folder has to be its owner's, and writable by nobody else.")) };
    case FolderBar::Why::Missing:
        //: %1: a folder, %2: a server
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "The folder %1, where the change belongs, does not exist on %2."))
                     .arg(folder, server),
            translated(QT_TRANSLATE_NOOP("texts",
                "Create it there with the owner and mode of the folder above it (mostly root and 0755), then try "
                "again; or name the daemon's configuration folder where it is another one.")) };
    case FolderBar::Why::ReadOnly:
        //: %1: a folder, %2: a server
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "The folder %1, where the change belongs, is mounted read-only on %2."))
                     .arg(folder, server),
            translated(QT_TRANSLATE_NOOP("texts", "Mount its file system writable there, then try again.")) };
    case FolderBar::Why::Closed:
        //: %1: a folder, %2: a server
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "This login may not write to %1 on %2: changes need full root there, or the daemon's "
                                "own user."))
                     .arg(folder, server),
            translated(QT_TRANSLATE_NOOP("texts", "Reach the server with sudo, or as that user.")) };
    }
    return {};
}

/// One switch over every code, so that a new one cannot be forgotten.
Words wordsOf(const core::Error &error, const ErrorPlace &place)
{
    using core::ErrorCode;
    const QString server = serverOf(place);
    if (saysNoSessionLeft(error))
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "The ssh server of %1 allows no more sessions on one connection."))
                     .arg(server),
            translated(QT_TRANSLATE_NOOP("texts",
                "Allow more with MaxSessions in its sshd_config, let BanGUI log in there without a password so that it "
                "can open a second connection, or give sockets a group that the login belongs to.")) };
    const QString socket = subjectOr(place, QT_TRANSLATE_NOOP("texts", "its socket"));
    const bool namesSocket = place.subject.startsWith(u'/'); // and not the jail that was meant
    switch (error.code) {
    case ErrorCode::NoSocket:
        return {
            !namesSocket ? translated(QT_TRANSLATE_NOOP("texts", "%1 has no socket where it should be.")).arg(server)
                         : translated(QT_TRANSLATE_NOOP("texts", "%1 has no socket at %2.")).arg(server, socket),
            translated(QT_TRANSLATE_NOOP("texts", "Start fail2ban there, or correct the socket path of this server."))
        };
    case ErrorCode::NotASocket:
        return { !namesSocket
                ? translated(QT_TRANSLATE_NOOP("texts", "What is at the socket path of %1 is no socket.")).arg(server)
                : translated(QT_TRANSLATE_NOOP("texts", "On %1, %2 is no socket.")).arg(server, socket),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Correct the socket path of this server; \"fail2ban-client -d\" names the one in use.")) };
    case ErrorCode::PathTooLong:
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "The socket path of %1 is too long: the system allows 107 bytes."))
                     .arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Use a shorter path, or a symbolic link in a short one.")) };
    case ErrorCode::Refused:
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "Nobody listens behind the socket of %1: fail2ban is not running."))
                     .arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Start fail2ban there; its log says why it ended.")) };
    case ErrorCode::PermissionDenied:
        return { place.user.isEmpty()
                ? translated(QT_TRANSLATE_NOOP("texts", "%1 refuses the socket to you.")).arg(server)
                : translated(QT_TRANSLATE_NOOP("texts", "%1 refuses the socket to user %2."))
                      .arg(server, core::visibleText(place.user)),
            translated(QT_TRANSLATE_NOOP("texts",
                "Three ways to fix it, each with its price, are under \"Ways to fix it…\" in the window: sudo for one "
                "command, a group for the socket, or root itself, as a login or through pkexec.")) };
    case ErrorCode::Busy:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 is busy and takes no new connection.")).arg(server),
            place.once ? translated(QT_TRANSLATE_NOOP("texts", "Try again in a moment."))
                       : translated(QT_TRANSLATE_NOOP("texts", "It is asked again by itself.")) };
    case ErrorCode::ConnectionLost:
        return { translated(QT_TRANSLATE_NOOP("texts", "The connection to %1 ended before its answer was complete."))
                     .arg(server),
            place.once ? translated(QT_TRANSLATE_NOOP("texts", "Look at the figures before you repeat a change."))
                       : translated(QT_TRANSLATE_NOOP(
                           "texts", "It is opened again by itself; look at the figures before you repeat a change.")),
            true };
    case ErrorCode::TunnelDown:
        return { translated(QT_TRANSLATE_NOOP("texts", "The way to %1 is interrupted.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Check the network and that ssh reaches the host.")), true };
    case ErrorCode::TunnelFrozen:
        return { translated(QT_TRANSLATE_NOOP("texts", "The way to %1 no longer answers.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Check the network; it is tried again by itself.")), true };
    case ErrorCode::AuthenticationRequired:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 wants a login that was not given.")).arg(server),
            translated(
                QT_TRANSLATE_NOOP("texts", "Connect by hand to be asked for it, or load your key into the agent.")) };
    case ErrorCode::HostKeyUnknown:
        return { translated(QT_TRANSLATE_NOOP("texts", "The host key of %1 is not known here.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts",
                "Connect by hand, and compare the fingerprint that is shown with the server's own before you trust "
                "it.")) };
    case ErrorCode::HostKeyChanged:
        return { translated(QT_TRANSLATE_NOOP("texts", "The host key of %1 has changed.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts",
                "Find out why before you trust it: somebody may stand in between. Then replace the key with ssh-keygen "
                "-R.")) };
    case ErrorCode::ElevationRefused:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 does not let this login become root.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts",
                "Allow the command in the details without a password in the server's sudoers, or give the socket a "
                "group that the login belongs to. Whoever reaches the socket is root there.")) };
    case ErrorCode::ElevationPassword:
        return { translated(QT_TRANSLATE_NOOP("texts", "sudo on %1 asks for a password.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts",
                "Connect by hand to be asked for it, or allow the command in the "
                "details without a password in the server's sudoers.")) };
    case ErrorCode::Timeout:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 did not answer in time.")).arg(server),
            place.once
                ? translated(QT_TRANSLATE_NOOP("texts", "It may be reading a long list; try again in a moment."))
                : translated(QT_TRANSLATE_NOOP("texts", "It may be reading a long list; it is asked again by itself.")),
            true };
    case ErrorCode::ProtocolError:
        return { translated(QT_TRANSLATE_NOOP("texts", "What %1 answers is not fail2ban's language.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Check that the socket path belongs to fail2ban.")), true };
    case ErrorCode::ServerRefused:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 refused the command.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "The details hold its own words.")) };
    case ErrorCode::UnknownJail:
        if (place.files)
            //: %1: a server, %2: name of a jail
            return { translated(QT_TRANSLATE_NOOP("texts", "No configuration file of %1 has a section for a jail %2."))
                         .arg(server, subjectOr(place, QT_TRANSLATE_NOOP("texts", "of that name"))),
                translated(QT_TRANSLATE_NOOP(
                    "texts", "Correct the name, or name the daemon's configuration folder where it is another one.")) };
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 has no jail %2."))
                     .arg(server, subjectOr(place, QT_TRANSLATE_NOOP("texts", "of that name"))),
            translated(QT_TRANSLATE_NOOP("texts", "It may have been stopped; refresh the list of jails.")) };
    case ErrorCode::DuplicateJail:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 already runs the jail %2."))
                     .arg(server, subjectOr(place, QT_TRANSLATE_NOOP("texts", "of that name"))),
            translated(QT_TRANSLATE_NOOP("texts", "Reload it instead of starting it.")) };
    case ErrorCode::InvalidCommand:
        return { translated(QT_TRANSLATE_NOOP("texts", "The fail2ban of %1 does not know this command.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "A newer fail2ban on that server offers it.")) };
    case ErrorCode::ShuttingDown:
        return { translated(QT_TRANSLATE_NOOP("texts", "The fail2ban of %1 is shutting down.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Wait until it runs again.")) };
    case ErrorCode::UnexpectedReply:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 answered something else than was asked.")).arg(server),
            translated(QT_TRANSLATE_NOOP(
                "texts", "The details hold its answer; this version of fail2ban may be new to BanGUI.")),
            true };
    case ErrorCode::PreflightFailed:
        return { translated(QT_TRANSLATE_NOOP("texts", "A check before the change failed on %1.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Correct what the details name, then try again.")) };
    case ErrorCode::ChangedMeanwhile:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 no longer has what is to be changed as it was shown."))
                     .arg(server),
            translated(
                QT_TRANSLATE_NOOP("texts", "Refresh the view, look again and repeat it if it is still right.")) };
    case ErrorCode::VerifyFailed:
        return {
            translated(QT_TRANSLATE_NOOP("texts", "%1 made the change, but does not show what it should.")).arg(server),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Look at its jails and their actions now; the details name the difference.")),
            true
        };
    case ErrorCode::CommandNotFound:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 has no program %2."))
                     .arg(server, subjectOr(place, QT_TRANSLATE_NOOP("texts", "of that name"))),
            translated(QT_TRANSLATE_NOOP("texts", "Install it there, or name its path in the server's settings.")) };
    case ErrorCode::CommandFailed:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 ended with an error on %2."))
                     .arg(subjectOr(place, QT_TRANSLATE_NOOP("texts", "A program")), server),
            translated(QT_TRANSLATE_NOOP("texts", "The details hold what it printed.")), true };
    case ErrorCode::FileNotFound:
        return { translated(QT_TRANSLATE_NOOP("texts", "There is no file %1 on %2."))
                     .arg(fileOr(error, place, QT_TRANSLATE_NOOP("texts", "of that name")), server),
            translated(QT_TRANSLATE_NOOP("texts", "Correct the path.")) };
    case ErrorCode::FileUnreadable:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 cannot be read on %2."))
                     .arg(fileOr(error, place, QT_TRANSLATE_NOOP("texts", "A file")), server),
            translated(QT_TRANSLATE_NOOP("texts", "Check its owner and mode.")) };
    case ErrorCode::Cancelled:
        return { translated(QT_TRANSLATE_NOOP("texts", "This was cancelled.")), {}, true };
    case ErrorCode::InvalidArgument:
        return { place.subject.isEmpty() ? translated(QT_TRANSLATE_NOOP("texts", "This value is not allowed."))
                                         : translated(QT_TRANSLATE_NOOP("texts", "\"%1\" is not allowed here."))
                                               .arg(core::visibleText(place.subject)),
            translated(QT_TRANSLATE_NOOP("texts", "Correct it and try again.")) };
    case ErrorCode::ReadOnlyProfile:
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 is set to read only.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Allow changes in the settings of this server.")) };
    case ErrorCode::SessionLocked:
        return { translated(QT_TRANSLATE_NOOP("texts", "BanGUI is locked.")),
            translated(QT_TRANSLATE_NOOP("texts", "Unlock it and try again.")) };
    case ErrorCode::RateLimited:
        return {
            translated(QT_TRANSLATE_NOOP("texts", "Too many changes in a short time were asked of %1.")).arg(server),
            translated(QT_TRANSLATE_NOOP("texts", "Wait a moment and try again."))
        };
    case ErrorCode::NotSupported:
        if (error.detail == "rescue"_L1) // of ChangeService::confirm()
            return { translated(QT_TRANSLATE_NOOP("texts",
                                    "What is open on %1 is a rescue of fail2ban: it cannot be checked from here, and "
                                    "was not confirmed."))
                         .arg(server),
                translated(QT_TRANSLATE_NOOP("texts", "Take it back, or leave it to whoever has begun it.")) };
        if (const auto bar = folderBar(error))
            return folderBarWords(*bar, server);
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 does not offer this.")).arg(server), {} };
    case ErrorCode::NoSuchServer:
        return { translated(QT_TRANSLATE_NOOP("texts", "There is no such server any more.")),
            translated(QT_TRANSLATE_NOOP("texts", "It may have been removed.")) };
    case ErrorCode::Internal:
        return { translated(QT_TRANSLATE_NOOP("texts", "Something went wrong inside BanGUI.")),
            translated(QT_TRANSLATE_NOOP("texts", "The log holds more; a report with it helps.")), true };
    case ErrorCode::StoreUnavailable:
        return { translated(QT_TRANSLATE_NOOP("texts", "BanGUI's own store is not available.")),
            translated(QT_TRANSLATE_NOOP("texts", "Check that its folder exists and can be written.")) };
    case ErrorCode::StoreLocked:
        return { translated(QT_TRANSLATE_NOOP("texts", "Somebody else is writing to BanGUI's store.")),
            translated(QT_TRANSLATE_NOOP("texts", "End the other program, or try again in a moment.")) };
    case ErrorCode::StoreReadOnly:
        return { translated(QT_TRANSLATE_NOOP("texts", "BanGUI's store cannot be written.")),
            translated(QT_TRANSLATE_NOOP("texts", "Check the owner and mode of the file and of its folder.")) };
    case ErrorCode::StoreCorrupt:
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "BanGUI's store is damaged. It was set aside, and a new one begun.")),
            error.detail.isEmpty() ? translated(QT_TRANSLATE_NOOP("texts", "Put back a backup if you have one."))
                                   //: %1: path of a file
                                   : translated(QT_TRANSLATE_NOOP("texts",
                                                    "The old one was kept as %1; put back a backup if you have one."))
                                         .arg(core::visibleText(error.detail)) };
    case ErrorCode::StoreNewer:
        return { translated(QT_TRANSLATE_NOOP("texts", "BanGUI's store was written by a newer BanGUI.")),
            translated(QT_TRANSLATE_NOOP("texts", "Start that version, or choose another data folder.")) };
    case ErrorCode::StoreFull:
        return { translated(QT_TRANSLATE_NOOP("texts", "The disk is full.")),
            translated(QT_TRANSLATE_NOOP("texts", "Make room and try again.")) };
    case ErrorCode::DataFolderUnusable:
        return { translated(QT_TRANSLATE_NOOP("texts", "The data folder %1 cannot be used."))
                     .arg(subjectOr(place, QT_TRANSLATE_NOOP("texts", "of BanGUI"))),
            translated(QT_TRANSLATE_NOOP("texts", "Check its owner and mode, or choose another with --data.")) };
    case ErrorCode::DataFolderInUse:
        return { error.detail.isEmpty()
                ? translated(QT_TRANSLATE_NOOP("texts", "Another BanGUI uses this data folder."))
                //: %1: "4711 (bangui) on thishost"
                : translated(QT_TRANSLATE_NOOP("texts", "Another BanGUI uses this data folder: process %1."))
                      .arg(core::visibleText(error.detail)),
            translated(QT_TRANSLATE_NOOP("texts", "Use that one, end it, or choose another folder with --data.")) };
    }
    return {};
}

QString unchangedText(const Words &words, ErrorPlace::Activity activity)
{
    switch (activity) {
    case ErrorPlace::Activity::Read:
        return {};
    case ErrorPlace::Activity::Change:
        return words.outcomeUnknown ? QCoreApplication::translate("texts", "Whether the change was made is not known.")
                                    : QCoreApplication::translate("texts", "Nothing was changed.");
    case ErrorPlace::Activity::Store:
        return QCoreApplication::translate("texts", "Nothing was saved.");
    case ErrorPlace::Activity::Start:
        return QCoreApplication::translate("texts", "BanGUI did not start; no server was touched.");
    }
    return {};
}

} // namespace

QString ErrorText::sentence() const
{
    QStringList sentences { what, unchanged, next };
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

ErrorText errorText(const core::Error &error, const ErrorPlace &place)
{
    if (error.code == core::ErrorCode::Cancelled && place.nothingChanged)
        return { QCoreApplication::translate("texts", "This was interrupted."),
            QCoreApplication::translate("texts", "Nothing was changed."), {}, core::visibleLines(error.detail) };
    const Words words = wordsOf(error, place);
    const bool ended = error.code == core::ErrorCode::Cancelled && place.activity == ErrorPlace::Activity::Change;
    return { words.what, unchangedText(words, place.activity),
        ended ? QCoreApplication::translate("texts", "Look at the figures before you repeat it.") : words.next,
        core::visibleLines(error.detail) };
}

} // namespace texts
