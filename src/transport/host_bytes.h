// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace transport {

/// Text as the bytes of a path or an argument: UTF-8, and U+DC80..U+DCFF (alone) as the bytes 0x80..0xFF, which is how
/// Python, and so fail2ban, spells bytes that are no UTF-8. Any other lone surrogate becomes "?".
[[nodiscard]] QByteArray hostBytes(QStringView text);

/// Whether hostBytes() tells all of it and a program, a path or a variable can hold it: no NUL, which would cut it off,
/// and no half of a surrogate pair but those that stand for a byte.
[[nodiscard]] bool isCarried(QStringView text);

/// The way back; hostBytes(hostText(b)) == b for every b.
[[nodiscard]] QString hostText(const QByteArray &bytes);

} // namespace transport
