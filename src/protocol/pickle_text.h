// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace protocol {

/// UTF-8 as Python writes it with "surrogatepass": lone surrogates stay lone surrogates, other bad bytes become U+FFFD.
[[nodiscard]] QString textFromUtf8(QByteArrayView utf8);
/// The reverse; a lone surrogate becomes its three bytes.
[[nodiscard]] QByteArray utf8FromText(QStringView text);
/// A Python 2 str: UTF-8 where it is valid, else Latin-1.
[[nodiscard]] QString textFromByteString(QByteArrayView bytes);

/// Operand of UNICODE ("raw-unicode-escape": \u and 4 or \U and 8 digits only; other bytes are Latin-1) as UTF-8;
/// nothing where an escape is cut short or beyond U+10FFFF.
[[nodiscard]] std::optional<QByteArray> fromRawUnicodeEscape(QByteArrayView line);
/// Operand of STRING (a quoted Python 2 literal) as bytes; nothing where it is no such literal.
[[nodiscard]] std::optional<QByteArray> fromStringLiteral(QByteArrayView line);
/// An optional sign and digits.
[[nodiscard]] bool isDecimal(QByteArrayView text);
/// Decimal digits of a two's complement little endian number.
[[nodiscard]] QString digitsOfBinary(QByteArrayView littleEndian);

} // namespace protocol
