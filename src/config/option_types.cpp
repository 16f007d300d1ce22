// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/option_types.h"

#include "config/configuration.h"
#include "config/parser_text.h"

using namespace Qt::StringLiterals;

namespace config {

std::optional<QVariant> pythonInt(QStringView text)
{
    constexpr qsizetype longest = 4300; // sys.int_info.default_max_str_digits
    QString rest = stripBlanks(text).toString();
    QString digits;
    if (rest.startsWith(u'-'))
        digits = u"-"_s;
    if (rest.startsWith(u'-') || rest.startsWith(u'+'))
        rest.remove(0, 1);
    bool afterDigit = false;
    for (const QChar c : std::as_const(rest)) {
        if (c == u'_' && afterDigit) {
            afterDigit = false;
            continue;
        }
        if (c.category() != QChar::Number_DecimalDigit)
            return {};
        digits += QChar(u'0' + c.digitValue());
        afterDigit = true;
    }
    if (!afterDigit || digits.size() > longest)
        return {};
    bool fits = false;
    const qlonglong number = digits.toLongLong(&fits);
    if (fits)
        return QVariant(number);
    return QVariant(digits.toDouble());
}

std::optional<QVariant> convertedOption(OptionType type, const QVariant &value)
{
    switch (type) {
    case OptionType::Text:
        return value;
    case OptionType::Number:
        return value.typeId() == QMetaType::QString ? pythonInt(value.toString()) : std::optional(value);
    case OptionType::Truth:
        return value.typeId() == QMetaType::QString ? QVariant(isTrue(value.toString())) : value;
    }
    return value;
}

} // namespace config
