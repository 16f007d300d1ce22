// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace transport {

// How one operation of resources/host/host_helper.py is called on a machine where nothing is installed. The helper and
// everything that somebody chose (paths, arguments, contents) travel on standard input, so that no shell and no sudoers
// line ever sees them; the command line is the same each time.

/// Python's argument to -c: says readyMark(), reads the helper from standard input and runs it. ASCII without quotes,
/// backslashes, "!" or newlines, so that single quotes hold it in every login shell, csh and fish too, and a sudoers
/// line after a few backslashes.
[[nodiscard]] QByteArray helperBootstrap();
/// What it says first: from here on standard input is read by Python, and by no sudo before it.
[[nodiscard]] QByteArray readyMark();

/// What goes to standard input first: the helper and the header. `operation` needs "op"; the nonce is added.
[[nodiscard]] QByteArray helperRequest(QJsonObject operation, const QByteArray &nonce);
[[nodiscard]] QByteArray newNonce(); ///< 32 hexadecimal digits, unguessable

/// Bytes for the header (base64).
[[nodiscard]] QString encoded(const QByteArray &bytes);
[[nodiscard]] QByteArray decoded(const QJsonValue &value);

/// Finds a Python by itself: for the first call to a machine. argv for a program that is started without a shell.
[[nodiscard]] QStringList searchingCommand();
/// Where Python nearly always is.
[[nodiscard]] QString usualPython();
/// The same Python, found before: exact and constant, so that a sudoers line can name it.
[[nodiscard]] QStringList pythonCommand(const QString &python);
/// An absolute path of letters, digits and "._+-/" only: what a Python that the other side has named must look like.
[[nodiscard]] bool isPlainPath(const QString &path);
/// What docker and podman take as the name of a container; nothing that begins with "-".
[[nodiscard]] bool isContainerName(const QString &name);

/// One line for a login shell that runs these words: each in single quotes. The words must be without single quotes,
/// backslashes, "!" and control characters (those above are).
[[nodiscard]] QString loginShellLine(const QStringList &words);

/// What a helper says on standard output, cut into frames as it arrives.
class HelperReply
{
public:
    struct Frame
    {
        char kind = 0;
        QByteArray payload;
    };

    explicit HelperReply(QByteArray nonce);
    void feed(const QByteArray &bytes);
    /// The next whole frame. Frames over 1 MiB are a ProtocolError.
    [[nodiscard]] std::optional<Frame> next();
    [[nodiscard]] bool hasBegun() const { return m_begun; } ///< the nonce has been seen: Python runs
    [[nodiscard]] bool isBroken() const { return m_broken; }

private:
    QByteArray m_nonce;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    bool m_begun = false;
    bool m_broken = false;
};

/// {"error", "errno", "text"} of the helper as an error; nothing where the object is a result. An unknown word is
/// CommandFailed.
[[nodiscard]] std::optional<core::Error> helperError(const QJsonObject &result);

} // namespace transport
