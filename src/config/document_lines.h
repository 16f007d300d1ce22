// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace config {

/// One line as ConfigParser._read() sees it with fail2ban's settings. Views into the line.
struct ScannedLine
{
    QStringView value; ///< without comment and outer blanks; empty: the line is blank or a comment
    qsizetype comment = -1; ///< where its comment begins: 0 for a whole line of it; -1: none
    qsizetype indent = 0; ///< blanks before its first other character
};

/// line: without its line end.
[[nodiscard]] ScannedLine scanLine(QStringView line);

/// As QString::fromUtf8(), but a byte order mark stays.
[[nodiscard]] QString decodeUtf8(const QByteArray &bytes);

/// Splits as Python reads a text file: LF, CR LF and CR end a line, nothing else does. The ends stay with their lines.
[[nodiscard]] QStringList splitLines(const QString &text);

/// The length of the line end that line has: 0, 1 or 2.
[[nodiscard]] qsizetype lineEndLength(QStringView line);

/// The name in a section header, or an empty view.
[[nodiscard]] QStringView sectionName(QStringView value);

/// Where key and value are in the text of an option's line.
struct ScannedOption
{
    bool found = false; ///< a delimiter is there
    QStringView key; ///< as written; may be empty, which fail2ban refuses
    QStringView value;
};
[[nodiscard]] ScannedOption scanOption(QStringView value);

} // namespace config
