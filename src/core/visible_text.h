// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace core {

/// Text that a server said, made safe to show on one line: control characters, line breaks, bidi controls, zero-width
/// and private-use characters and lone surrogates become visible as "\x1b" or "U+202E". Plain text stays as it is.
[[nodiscard]] QString visibleText(const QString &hostile);

/// The same for several lines: LF is kept.
[[nodiscard]] QString visibleLines(const QString &hostile);

/// One CSV cell (RFC 4180), always quoted where needed; a cell that begins with = + - @ TAB or CR gets a leading
/// apostrophe, so that no spreadsheet runs it.
[[nodiscard]] QString csvCell(const QString &text);

} // namespace core
