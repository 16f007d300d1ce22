// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document_lines.h"

#include "config/parser_text.h"

#include <QStringDecoder>

#include <algorithm>

namespace config {
namespace {

qsizetype inlineComment(QStringView line)
{
    for (qsizetype at = line.indexOf(u';'); at >= 0; at = line.indexOf(u';', at + 1)) {
        if (at == 0 || isBlank(line[at - 1]))
            return at;
    }
    return -1;
}

} // namespace

ScannedLine scanLine(QStringView line)
{
    ScannedLine scanned;
    while (scanned.indent < line.size() && isBlank(line[scanned.indent]))
        ++scanned.indent;
    const QStringView rest = line.sliced(scanned.indent);
    if (rest.isEmpty())
        return scanned;
    if (rest.front() == u'#' || rest.front() == u';') {
        scanned.comment = 0;
        return scanned;
    }
    scanned.comment = inlineComment(line);
    scanned.value = stripBlanks(scanned.comment < 0 ? line : line.first(scanned.comment));
    return scanned;
}

QString decodeUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom | QStringDecoder::Flag::Stateless);
    return decoder(bytes);
}

QStringList splitLines(const QString &text)
{
    QStringList lines;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c != u'\n' && c != u'\r')
            continue;
        if (c == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n')
            ++at;
        lines += text.sliced(begin, at + 1 - begin);
        begin = at + 1;
    }
    if (begin < text.size())
        lines += text.sliced(begin);
    return lines;
}

qsizetype lineEndLength(QStringView line)
{
    if (line.endsWith(u'\n'))
        return line.size() > 1 && line[line.size() - 2] == u'\r' ? 2 : 1;
    return line.endsWith(u'\r') ? 1 : 0;
}

QStringView sectionName(QStringView value)
{
    const qsizetype end = value.lastIndexOf(u']');
    return value.startsWith(u'[') && end > 1 ? value.sliced(1, end - 1) : QStringView();
}

ScannedOption scanOption(QStringView value)
{
    const auto *const delimiter = std::ranges::find_if(value, [](QChar c) { return c == u'=' || c == u':'; });
    if (delimiter == value.end())
        return {};
    const qsizetype at = delimiter - value.begin();
    return { true, stripBlanks(value.first(at)), stripBlanks(value.sliced(at + 1)) };
}

} // namespace config
