// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/line_matches.h"

#include <QHash>

#include <algorithm>

namespace config {
namespace {

/// Insertions and deletions together; memory grows with its square (40 MB at most).
constexpr int maximumDistance = 3000;

/// Lines as numbers, so that comparing is cheap.
QList<int> numbered(const QStringList &lines, QHash<QString, int> &numbers)
{
    QList<int> out;
    out.reserve(lines.size());
    for (const QString &line : lines) {
        const auto known = numbers.constFind(line);
        out.append(known != numbers.constEnd() ? *known : *numbers.insert(line, static_cast<int>(numbers.size())));
    }
    return out;
}

/// Matches of the parts that differ; a and b begin and end with different lines.
class MiddleMatcher
{
public:
    MiddleMatcher(const QList<int> &a, const QList<int> &b)
        : m_a(a)
        , m_b(b)
        , m_limit(static_cast<int>(std::min<qsizetype>(a.size() + b.size(), maximumDistance)))
        , m_furthest(2 * m_limit + 3, 0)
    {
    }

    QList<LineMatch> match()
    {
        for (int distance = 0; distance <= m_limit; ++distance) {
            m_trace.append(m_furthest.sliced(m_limit + 1 - distance, 2 * distance + 1));
            if (extend(distance))
                return backtrack(distance);
        }
        return {};
    }

private:
    int &furthest(int diagonal) { return m_furthest[m_limit + 1 + diagonal]; }

    /// One more insertion or deletion on every diagonal; true when the ends are reached.
    bool extend(int distance)
    {
        for (int k = -distance; k <= distance; k += 2) {
            const bool down = k == -distance || (k != distance && furthest(k - 1) < furthest(k + 1));
            int x = distance == 0 ? 0 : down ? furthest(k + 1) : furthest(k - 1) + 1;
            while (x < m_a.size() && x - k < m_b.size() && m_a[x] == m_b[x - k])
                ++x;
            furthest(k) = x;
            if (x >= m_a.size() && x - k >= m_b.size())
                return true;
        }
        return false;
    }

    QList<LineMatch> backtrack(int distance)
    {
        QList<LineMatch> matches;
        qsizetype x = m_a.size();
        qsizetype y = m_b.size();
        for (; distance > 0; --distance) {
            // m_trace[d] holds diagonals -d to d as they were before step d.
            const QList<int> &before = m_trace[distance];
            const auto at = [&](qsizetype k) { return before[k + distance]; };
            const qsizetype k = x - y;
            const bool down = k == -distance || (k != distance && at(k - 1) < at(k + 1));
            const qsizetype previousX = down ? at(k + 1) : at(k - 1);
            const qsizetype startX = down ? previousX : previousX + 1;
            while (x > startX)
                matches.prepend({ --x, --y });
            y = previousX - (down ? k + 1 : k - 1);
            x = previousX;
        }
        while (x > 0)
            matches.prepend({ --x, --y });
        return matches;
    }

    const QList<int> &m_a;
    const QList<int> &m_b;
    int m_limit;
    QList<int> m_furthest;
    QList<QList<int>> m_trace;
};

} // namespace

QList<LineMatch> matchLines(const QStringList &before, const QStringList &after)
{
    QHash<QString, int> numbers;
    QList<int> a = numbered(before, numbers);
    QList<int> b = numbered(after, numbers);
    QList<LineMatch> matches;
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype begin = 0;
    while (begin < shorter && a[begin] == b[begin]) {
        matches.append({ begin, begin });
        ++begin;
    }
    qsizetype end = 0;
    while (end < shorter - begin && a[a.size() - 1 - end] == b[b.size() - 1 - end])
        ++end;
    const qsizetype aEnd = a.size() - end;
    const qsizetype bEnd = b.size() - end;
    a = a.sliced(begin, aEnd - begin);
    b = b.sliced(begin, bEnd - begin);
    for (const LineMatch &match : MiddleMatcher(a, b).match())
        matches.append({ match.before + begin, match.after + begin });
    for (qsizetype i = 0; i < end; ++i)
        matches.append({ aEnd + i, bEnd + i });
    return matches;
}

} // namespace config
