// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document.h"
#include "config/document_lines.h"
#include "config/line_matches.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr qsizetype context = 3;

/// Lines as bytes, each with its LF, in a form in which every byte counts.
QStringList byteLines(const QByteArray &bytes)
{
    QStringList lines;
    for (qsizetype begin = 0; begin < bytes.size();) {
        const qsizetype end = bytes.indexOf('\n', begin);
        const qsizetype next = end < 0 ? bytes.size() : end + 1;
        lines += QString::fromLatin1(bytes.sliced(begin, next - begin));
        begin = next;
    }
    return lines;
}

/// Which lines of a text are not in the other one. With a false before the first and after the last.
class Changes
{
public:
    explicit Changes(qsizetype lines)
        : m_flags(lines + 2, true)
    {
        m_flags.first() = m_flags.last() = false;
    }
    bool operator[](qsizetype line) const { return m_flags[line + 1]; }
    void set(qsizetype line, bool changed) { m_flags[line + 1] = changed; }
    [[nodiscard]] qsizetype lines() const { return m_flags.size() - 2; }

private:
    QList<bool> m_flags;
};

/// Moves one run of changes, line by line, keeping step with the other text.
class Run
{
public:
    Run(const QStringList &lines, Changes &changed, const Changes &other, qsizetype &at, qsizetype &otherAt)
        : m_lines(lines)
        , m_changed(changed)
        , m_other(other)
        , m_begin(at)
        , m_end(at)
        , m_j(otherAt)
    {
        while (m_changed[++m_end])
            continue;
        while (m_other[m_j])
            ++m_j;
    }

    /// As far to the end as it goes, merged with runs that it meets; or to where the other text changes, too.
    void settle()
    {
        qsizetype corresponding = 0;
        for (qsizetype length = -1; length != m_end - m_begin;) {
            length = m_end - m_begin;
            while (m_begin > 0 && m_lines[m_begin - 1] == m_lines[m_end - 1])
                stepBack(true);
            corresponding = m_other[m_j - 1] ? m_end : m_changed.lines();
            while (m_end < m_changed.lines() && m_lines[m_begin] == m_lines[m_end]) {
                m_changed.set(m_begin++, false);
                m_changed.set(m_end++, true);
                while (m_changed[m_end])
                    ++m_end;
                while (m_other[++m_j])
                    corresponding = m_end;
            }
        }
        while (corresponding < m_end)
            stepBack(false);
    }

private:
    void stepBack(bool merging)
    {
        m_changed.set(--m_begin, true);
        m_changed.set(--m_end, false);
        while (merging && m_changed[m_begin - 1])
            --m_begin;
        while (m_other[--m_j])
            continue;
    }

    const QStringList &m_lines;
    Changes &m_changed;
    const Changes &m_other;
    qsizetype m_begin;
    qsizetype &m_end;
    qsizetype &m_j;
};

/// Where a change can be told in several places, GNU diff tells it in this one (shift_boundaries).
void shiftRuns(const QStringList &lines, Changes &changed, const Changes &other)
{
    qsizetype j = 0;
    for (qsizetype i = 0; i < changed.lines();) {
        if (changed[i]) {
            Run(lines, changed, other, i, j).settle();
            continue;
        }
        while (other[j++])
            continue;
        ++i;
    }
}

/// Lines of both texts, from (included) and to (not included).
struct Hunk
{
    qsizetype aBegin = 0;
    qsizetype aEnd = 0;
    qsizetype bBegin = 0;
    qsizetype bEnd = 0;
};

QList<Hunk> hunksOf(const Changes &a, const Changes &b)
{
    QList<Hunk> hunks;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.lines() || j < b.lines()) {
        if (!a[i] && !b[j]) {
            ++i;
            ++j;
            continue;
        }
        if (hunks.isEmpty() || i - hunks.last().aEnd > 2 * context)
            hunks.append(Hunk { i, i, j, j });
        while (a[i])
            ++i;
        while (b[j])
            ++j;
        hunks.last().aEnd = i;
        hunks.last().bEnd = j;
    }
    for (Hunk &hunk : hunks) {
        const qsizetype before = std::min(hunk.aBegin, context);
        const qsizetype after = std::min(a.lines() - hunk.aEnd, context);
        hunk = { hunk.aBegin - before, hunk.aEnd + after, hunk.bBegin - before, hunk.bEnd + after };
    }
    return hunks;
}

QString range(qsizetype begin, qsizetype end)
{
    const qsizetype count = end - begin;
    if (count == 1)
        return QString::number(begin + 1);
    return QString::number(count == 0 ? begin : begin + 1) + u',' + QString::number(count);
}

void addLine(QString &out, QChar sign, const QString &line)
{
    const bool ended = line.endsWith(u'\n');
    out += sign + decodeUtf8((ended ? line.chopped(1) : line).toLatin1()) + u'\n';
    if (!ended)
        out += "\\ No newline at end of file\n"_L1;
}

} // namespace

QString unifiedDiff(
    const QByteArray &before, const QByteArray &after, const QString &beforeName, const QString &afterName)
{
    if (before == after)
        return {};
    const QStringList a = byteLines(before);
    const QStringList b = byteLines(after);
    Changes aChanged(a.size());
    Changes bChanged(b.size());
    for (const LineMatch &match : matchLines(a, b)) {
        aChanged.set(match.before, false);
        bChanged.set(match.after, false);
    }
    shiftRuns(a, aChanged, bChanged);
    shiftRuns(b, bChanged, aChanged);

    QString out = "--- "_L1 + beforeName + "\n+++ "_L1 + afterName + u'\n';
    for (const Hunk &hunk : hunksOf(aChanged, bChanged)) {
        out += "@@ -"_L1 + range(hunk.aBegin, hunk.aEnd) + " +"_L1 + range(hunk.bBegin, hunk.bEnd) + " @@\n"_L1;
        qsizetype j = hunk.bBegin;
        for (qsizetype i = hunk.aBegin; i < hunk.aEnd || j < hunk.bEnd;) {
            if (i < hunk.aEnd && aChanged[i])
                addLine(out, u'-', a[i++]);
            else if (j < hunk.bEnd && bChanged[j])
                addLine(out, u'+', b[j++]);
            else {
                addLine(out, u' ', a[i++]);
                ++j;
            }
        }
    }
    return out;
}

} // namespace config
