// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/visible_text.h"

#include <QChar>

using namespace Qt::StringLiterals;

namespace core {

namespace {

/// Letters and marks by category that draw nothing: they would hide the difference between two names.
bool isBlankLetter(char32_t c)
{
    switch (c) {
    case 0x034f: // combining grapheme joiner
    case 0x115f: // Hangul fillers
    case 0x1160:
    case 0x17b4: // Khmer inherent vowels
    case 0x17b5:
    case 0x2800: // Braille blank
    case 0x3164:
    case 0xffa0:
        return true;
    }
    return (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

bool isHidden(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi controls, zero-width characters, soft hyphen, tags
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default: // NOLINT: every other category draws something
        return QChar::isNonCharacter(c) || isBlankLetter(c);
    }
}

void appendVisible(QString &out, char32_t c)
{
    if (c < 0x100 && QChar::category(c) == QChar::Other_Control)
        out += "\\x"_L1 + QString::number(uint(c), 16).rightJustified(2, u'0');
    else
        out += "U+"_L1 + QString::number(uint(c), 16).toUpper().rightJustified(4, u'0');
}

QString visible(const QString &text, bool keepLineFeeds)
{
    // Nearly everything that is shown is plain ASCII and is returned as it is, without a copy.
    const auto plain = [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; };
    if (std::all_of(text.cbegin(), text.cend(), plain))
        return text;

    QString out;
    out.reserve(text.size() + 16);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (keepLineFeeds && unit == u'\n') {
            out += unit;
            continue;
        }
        const bool pair = unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(unit, text[i + 1]) : char32_t(unit.unicode());
        if (isHidden(c))
            appendVisible(out, c);
        else
            out += QStringView(text).mid(i, pair ? 2 : 1);
        i += pair ? 1 : 0;
    }
    return out;
}

} // namespace

QString visibleText(const QString &hostile)
{
    return visible(hostile, false);
}

QString visibleLines(const QString &hostile)
{
    return visible(hostile, true);
}

QString csvCell(const QString &text)
{
    QString cell = text;
    if (!cell.isEmpty() && u"=+-@\t\r"_s.contains(cell.front()))
        cell.prepend(u'\'');
    const auto special
        = [](QChar c) { return c == u'"' || c == u',' || c == u';' || c == u'\n' || c == u'\r' || c == u'\t'; };
    if (std::none_of(cell.cbegin(), cell.cend(), special))
        return cell;
    cell.replace(u'"', "\"\""_L1);
    return u'"' + cell + u'"';
}

} // namespace core
