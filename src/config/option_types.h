// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QVariant>

#include <optional>

namespace config {

/// How fail2ban reads an option's text (configreader.py, CONVERTER).
enum class OptionType { Text, Number, Truth };

/// One option that a reader asks for. A fallback of None means: not there, unless somebody sets it.
struct OptionTemplate
{
    QString name;
    OptionType type = OptionType::Text;
    QVariant fallback = {};
};

/// int() of Python for base 10: spaces around, a sign, single underscores between digits. nullopt where it raises
/// ValueError. A number beyond 64 bits becomes a double.
[[nodiscard]] std::optional<QVariant> pythonInt(QStringView text);
/// The value that is sent; nullopt where fail2ban takes its default instead.
[[nodiscard]] std::optional<QVariant> convertedOption(OptionType type, const QVariant &value);

} // namespace config
