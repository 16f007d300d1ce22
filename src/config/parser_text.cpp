// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parser_text.h"

using namespace Qt::StringLiterals;

namespace config {
namespace {

QString hexEscape(QLatin1StringView prefix, char32_t code, int digits)
{
    return prefix + QString::number(static_cast<quint32>(code), 16).rightJustified(digits, u'0');
}

QString hexEscaped(char32_t code)
{
    if (code < 0x100)
        return hexEscape("\\x"_L1, code, 2);
    return code < 0x10000 ? hexEscape("\\u"_L1, code, 4) : hexEscape("\\U"_L1, code, 8);
}

/// str.isprintable() of one character: no control, format, surrogate, private or unassigned one, no separator but the
/// blank.
bool isShownAsItIs(char32_t code)
{
    const QChar::Category category = QChar::category(code);
    const bool separator = category == QChar::Separator_Line || category == QChar::Separator_Paragraph
        || category == QChar::Separator_Space;
    const bool other = category == QChar::Other_Control || category == QChar::Other_Format
        || category == QChar::Other_Surrogate || category == QChar::Other_PrivateUse
        || category == QChar::Other_NotAssigned;
    return code == u' ' || (!separator && !other);
}

} // namespace

bool isBlank(QChar c)
{
    const char16_t code = c.unicode();
    return code == u' ' || (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x1F)
        || (code > 0x7F && c.isSpace());
}

QStringView stripBlanks(QStringView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isWord(QChar c)
{
    return c == u'_' || c.isLetterOrNumber() || c.isSurrogate();
}

QString quoted(QStringView text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString out(quote);
    for (const uint point : text.toUcs4()) {
        const char32_t code = point;
        if (code == u'\n')
            out += "\\n"_L1;
        else if (code == u'\r')
            out += "\\r"_L1;
        else if (code == u'\t')
            out += "\\t"_L1;
        else if (code == quote.unicode() || code == u'\\')
            out += u'\\' + QString(QChar(static_cast<char16_t>(code)));
        else if (isShownAsItIs(code))
            out += QStringView(QChar::fromUcs4(code));
        else
            out += hexEscaped(code);
    }
    return out + quote;
}

QString dirName(const QString &path)
{
    QString head = path.first(path.lastIndexOf(u'/') + 1);
    if (QStringView(head).count(u'/') == head.size())
        return head;
    while (head.endsWith(u'/'))
        head.chop(1);
    return head;
}

QString joinPath(const QString &folder, const QString &path)
{
    if (path.startsWith(u'/'))
        return path;
    return folder.isEmpty() || folder.endsWith(u'/') ? folder + path : folder + u'/' + path;
}

QString stemOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    const qsizetype dot = path.lastIndexOf(u'.');
    // A name's leading dots begin no extension.
    for (qsizetype i = slash + 1; i < dot; ++i) {
        if (path[i] != u'.')
            return path.first(dot);
    }
    return path;
}

} // namespace config
