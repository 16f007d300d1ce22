// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

#include <utility>

namespace core {

/// What went wrong, as a code. `texts` turns it into a sentence; nothing below `texts` words it.
enum class ErrorCode {
    Cancelled, ///< the caller or the end of the program gave the request up
    Timeout, ///< the deadline of the command's class passed
    // reaching the daemon
    NoSocket, ///< the socket path does not exist (ENOENT)
    NotASocket, ///< the path is a regular file, a folder or a device
    PathTooLong, ///< a Unix socket path has at most 107 bytes
    Refused, ///< nobody listens behind the socket (ECONNREFUSED)
    PermissionDenied, ///< EACCES or EPERM
    Busy, ///< EAGAIN on connect: the daemon's backlog of 1 is full
    ConnectionLost, ///< end of file or reset before the reply was complete
    TunnelDown,
    TunnelFrozen,
    AuthenticationRequired, ///< ssh: no key or password was accepted, or one is needed and nobody may be asked
    HostKeyUnknown, ///< ssh: nobody has said yet that this key is the right one
    HostKeyChanged, ///< ssh: changed or revoked; never overridden
    ElevationRefused, ///< sudo or pkexec: this login is not allowed, or its password was not accepted
    ElevationPassword, ///< sudo wants a password, and nobody may be asked
    // what the daemon said
    ProtocolError, ///< the bytes are no reply of fail2ban, or exceed the decoder's limits
    ServerRefused, ///< (1, exception) or a bare "ERROR: ..."; detail holds the server's text
    UnknownJail,
    DuplicateJail,
    InvalidCommand, ///< this version of fail2ban does not know the command
    ShuttingDown, ///< the daemon answered ["SHUTDOWN"]
    UnexpectedReply, ///< well-formed, but not of the shape that the command has
    // our own rules
    InvalidArgument, ///< refused before anything was sent
    ReadOnlyProfile,
    SessionLocked,
    RateLimited,
    NotSupported,
    NoSuchServer,
    PreflightFailed, ///< a check before a change failed; nothing was changed
    ChangedMeanwhile, ///< what the change was meant for is no longer what it was; nothing was changed
    VerifyFailed, ///< the change was made and the server does not show what it should
    // commands and files on a host
    CommandNotFound,
    CommandFailed, ///< exit code other than 0; detail holds its output
    FileNotFound,
    FileUnreadable,
    // the store and the data folder
    StoreUnavailable,
    StoreLocked,
    StoreReadOnly,
    StoreCorrupt,
    StoreNewer, ///< written by a newer BanGUI; refused, nothing was written
    StoreFull,
    DataFolderUnusable,
    DataFolderInUse, ///< a living process owns it; detail names it
    Internal
};

/// An error as a value: a code and, where there is one, the raw text of the server or system (hostile: see
/// visibleText()).
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail;

    friend bool operator==(const Error &, const Error &) = default;
};

template <typename T> using Result = tl::expected<T, Error>;

/// Shorthand for returning an error from a function that returns Result<T>.
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, QString detail = {})
{
    return tl::unexpected<Error>(Error { code, std::move(detail) });
}

/// Name of the code as in the source ("NoSocket"), for logs and JSON. Never translated.
[[nodiscard]] QString errorCodeName(ErrorCode code);

} // namespace core

Q_DECLARE_METATYPE(core::Error)
