// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace config {

/// What Python's configparser, re and os.path do with text, where Qt does it a little differently. fail2ban's meaning
/// of a file hangs on it.

/// `\s` of re and str.isspace(); U+001C to U+001F are blanks there.
[[nodiscard]] bool isBlank(QChar c);
/// str.strip(), as a view.
[[nodiscard]] QStringView stripBlanks(QStringView text);
/// `\w` of re, of one code unit: halves of a surrogate pair count as letters.
[[nodiscard]] bool isWord(QChar c);
/// repr() of a str.
[[nodiscard]] QString quoted(QStringView text);

/// os.path.dirname, os.path.join and os.path.splitext(...)[0].
[[nodiscard]] QString dirName(const QString &path);
[[nodiscard]] QString joinPath(const QString &folder, const QString &path);
[[nodiscard]] QString stemOf(const QString &path);

} // namespace config
