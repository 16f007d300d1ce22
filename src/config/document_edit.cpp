// SPDX-License-Identifier: GPL-3.0-or-later
// Document::set() and remove(): as few bytes as possible, and never a document that reads otherwise than was asked for.
#include "config/document.h"

#include "config/document_lines.h"
#include "config/line_matches.h"
#include "config/parser_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr auto continuationIndent = "    "_L1;

QStringView withoutEnd(const QString &line)
{
    return QStringView(line).chopped(lineEndLength(line));
}

QString endOf(const QString &line)
{
    return line.last(lineEndLength(line));
}

/// The line end to write after the line at this index: its own, else that of the nearest line before, else of the
/// first.
QString lineEndAt(const QStringList &lines, qsizetype index)
{
    for (qsizetype i = std::min(index, lines.size() - 1); i >= 0; --i) {
        if (lineEndLength(lines[i]) > 0)
            return endOf(lines[i]);
    }
    return lines.isEmpty() || lineEndLength(lines.first()) == 0 ? u"\n"_s : endOf(lines.first());
}

/// The line before the place has an end after this; a file's last line may have had none.
void closeLineBefore(QStringList &lines, qsizetype index, const QString &end)
{
    if (index > 0 && lineEndLength(lines[index - 1]) == 0)
        lines[index - 1] += end;
}

/// Characters that no line of a file can hold, or that nobody wants there.
bool isPlain(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.category() == QChar::Other_Control && c != u'\t' && c != u'\n')
            return false;
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (c.isSurrogate())
            return false;
    }
    return true;
}

/// The text of an option's first line with another value; what is before and after the value stays.
QString firstLine(const QString &line, const QString &value)
{
    const QStringView text = withoutEnd(line);
    const ScannedLine scanned = scanLine(text);
    const qsizetype end = scanned.indent + scanned.value.size();
    const auto *const found = std::ranges::find_if(scanned.value, [](QChar c) { return c == u'=' || c == u':'; });
    const qsizetype delimiter = scanned.indent + (found - scanned.value.begin());
    qsizetype begin = delimiter + 1;
    while (begin < end && isBlank(text[begin]))
        ++begin;
    const QStringView after = text.sliced(end);
    QString before = text.first(begin).toString();
    if (begin == end && !value.isEmpty() && isBlank(text[delimiter - 1]))
        before += u' ';
    if (value.isEmpty() && after.isEmpty())
        before = text.first(delimiter + 1).toString();
    return before + value + after.toString() + endOf(line);
}

/// A continuation line with another text.
QString nextLine(const QString &line, const QString &piece, const QString &indent)
{
    if (piece.isEmpty())
        return endOf(line); // nothing beside a comment would be a comment, and no empty line of the value
    const QStringView text = withoutEnd(line);
    const ScannedLine scanned = scanLine(text);
    if (scanned.value.isEmpty())
        return indent + piece + endOf(line);
    return text.first(scanned.indent).toString() + piece + text.sliced(scanned.indent + scanned.value.size()).toString()
        + endOf(line);
}

/// One line of an option that says something: text, or an empty line within its value.
struct Piece
{
    qsizetype line = 0; ///< index
    QString text;
};

QList<Piece> piecesOf(const QStringList &lines, const DocumentOption &option)
{
    QList<Piece> pieces;
    for (qsizetype i = option.line - 1; i < option.lastLine; ++i) {
        const ScannedLine scanned = scanLine(withoutEnd(lines[i]));
        if (pieces.isEmpty())
            pieces.append({ i, scanOption(scanned.value).value.toString() });
        else if (!scanned.value.isEmpty() || scanned.comment < 0)
            pieces.append({ i, scanned.value.toString() });
    }
    return pieces;
}

/// Indent of the option's continuation lines; of none there are: a little more than the option's own.
QString indentOf(const QStringList &lines, const QList<Piece> &pieces)
{
    for (const Piece &piece : pieces.sliced(1)) {
        if (!piece.text.isEmpty())
            return lines[piece.line].first(scanLine(withoutEnd(lines[piece.line])).indent);
    }
    const QString &first = lines[pieces.first().line];
    return first.first(scanLine(withoutEnd(first)).indent) + continuationIndent;
}

/// Puts a new value into the option's own lines: those that stay as they were keep their bytes, and all comments of
/// their own lines stay.
void replaceValue(QStringList &lines, const DocumentOption &option, const QString &value)
{
    const QList<Piece> pieces = piecesOf(lines, option);
    const QString indent = indentOf(lines, pieces);
    QStringList old;
    for (const Piece &piece : pieces.sliced(1))
        old += piece.text;
    const QStringList wanted = value.split(u'\n');
    const QStringList rest = wanted.sliced(1);
    const QList<LineMatch> matches = matchLines(old, rest);

    // From the end, so that indexes before stay right.
    qsizetype oldEnd = old.size();
    qsizetype newEnd = rest.size();
    for (qsizetype m = matches.size(); m >= 0; --m) {
        const qsizetype oldBegin = m > 0 ? matches[m - 1].before + 1 : 0;
        const qsizetype newBegin = m > 0 ? matches[m - 1].after + 1 : 0;
        const qsizetype changed = std::min(oldEnd - oldBegin, newEnd - newBegin);
        for (qsizetype i = oldEnd - 1; i >= oldBegin + changed; --i)
            lines.removeAt(pieces[i + 1].line);
        qsizetype place = pieces[oldBegin + changed].line + 1;
        for (qsizetype i = newBegin + changed; i < newEnd; ++i, ++place) {
            const QString end = lineEndAt(lines, place - 1);
            closeLineBefore(lines, place, end);
            lines.insert(place, (rest[i].isEmpty() ? QString() : indent + rest[i]) + end);
        }
        for (qsizetype i = 0; i < changed; ++i) {
            QString &line = lines[pieces[oldBegin + i + 1].line];
            line = nextLine(line, rest[newBegin + i], indent);
        }
        if (m > 0) {
            oldEnd = matches[m - 1].before;
            newEnd = matches[m - 1].after;
        }
    }
    if (wanted.first() != pieces.first().text) {
        QString &line = lines[pieces.first().line];
        line = firstLine(line, wanted.first());
    }
}

/// A new option before the line at this index.
void insertOption(QStringList &lines, qsizetype index, const QString &indent, const QString &key, const QString &value)
{
    const QString end = lineEndAt(lines, index - 1);
    closeLineBefore(lines, index, end);
    const QStringList pieces = value.split(u'\n');
    const QString first = indent + key + (pieces.first().isEmpty() ? u" ="_s : u" = "_s + pieces.first());
    lines.insert(index, first + end);
    for (const QString &piece : pieces.sliced(1))
        lines.insert(++index, (piece.isEmpty() ? QString() : indent + continuationIndent + piece) + end);
}

void appendSection(QStringList &lines, const QString &section)
{
    const QString end = lineEndAt(lines, lines.size());
    closeLineBefore(lines, lines.size(), end);
    if (!lines.isEmpty() && !withoutEnd(lines.last()).isEmpty())
        lines.append(end);
    lines.append(u'[' + section + u']' + end);
}

DocumentOption *findOption(QList<DocumentSection> &sections, const QString &section, const QString &key)
{
    for (DocumentSection &place : sections) {
        if (place.name != section)
            continue;
        const auto found = std::ranges::find(place.options, key, &DocumentOption::key);
        return found == place.options.end() ? nullptr : &*found;
    }
    return nullptr;
}

/// Equal in what they say; lines may differ.
bool sayTheSame(const QList<DocumentSection> &left, const QList<DocumentSection> &right)
{
    return std::ranges::equal(left, right, [](const DocumentSection &a, const DocumentSection &b) {
        return a.name == b.name
            && std::ranges::equal(a.options, b.options,
                [](const DocumentOption &x, const DocumentOption &y) { return x.key == y.key && x.value == y.value; });
    });
}

} // namespace

core::Result<void> Document::set(const QString &section, const QString &key, const QString &value)
{
    if (!isReadable())
        return core::failure(core::ErrorCode::NotSupported, m_path);
    if (section.isEmpty() || section.contains(u'\n') || !isPlain(section))
        return core::failure(core::ErrorCode::InvalidArgument, section);
    if (key.isEmpty() || key.contains(u'\n') || !isPlain(key))
        return core::failure(core::ErrorCode::InvalidArgument, key);
    if (!isPlain(value))
        return core::failure(core::ErrorCode::InvalidArgument, value);

    const QString lower = key.toLower();
    QList<DocumentSection> expected = m_sections;
    QStringList lines = m_lines;
    if (DocumentOption *option = findOption(expected, section, lower)) {
        if (option->value == value)
            return {};
        replaceValue(lines, *option, value);
        option->value = value;
    } else {
        auto place = std::ranges::find(expected, section, &DocumentSection::name);
        if (place == expected.end()) {
            appendSection(lines, section);
            expected.append(DocumentSection { section, 0, {} });
            place = expected.end() - 1;
            insertOption(lines, lines.size(), {}, key, value);
        } else if (place->options.isEmpty()) {
            insertOption(lines, place->line, {}, key, value);
        } else {
            const DocumentOption &last = place->options.last();
            const QString &like = m_lines[last.line - 1];
            insertOption(lines, last.lastLine, like.first(scanLine(withoutEnd(like)).indent), key, value);
        }
        place->options.append(DocumentOption { lower, value });
    }
    return replaceLines(lines, expected, value);
}

core::Result<void> Document::remove(const QString &section, const QString &key)
{
    if (!isReadable())
        return core::failure(core::ErrorCode::NotSupported, m_path);
    const QString lower = key.toLower();
    QList<DocumentSection> expected = m_sections;
    const DocumentOption *option = findOption(expected, section, lower);
    if (option == nullptr)
        return {};
    QStringList lines = m_lines;
    const QList<Piece> pieces = piecesOf(lines, *option);
    for (auto piece = pieces.crbegin(); piece != pieces.crend(); ++piece)
        lines.removeAt(piece->line);
    const auto place = std::ranges::find(expected, section, &DocumentSection::name);
    place->options.removeIf([&](const DocumentOption &one) { return one.key == lower; });
    return replaceLines(lines, expected, key);
}

core::Result<void> Document::replaceLines(
    const QStringList &lines, const QList<DocumentSection> &expected, const QString &subject)
{
    Document edited = *this;
    edited.m_lines = lines;
    edited.read();
    if (!edited.isReadable() || !sayTheSame(edited.m_sections, expected))
        return core::failure(core::ErrorCode::InvalidArgument, subject);
    *this = edited;
    return {};
}

} // namespace config
