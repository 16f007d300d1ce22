// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_globs.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace services {

namespace {

constexpr qsizetype foldersAtOnce = 8; // their names have to fit into one answer
constexpr qsizetype statsAtOnce = 1000;
constexpr int mostRounds = 64;
constexpr qsizetype mostWays = 5000; // of all patterns: a wildcard over a home folder of everybody's

bool hasWildcard(QStringView part)
{
    return std::any_of(part.cbegin(), part.cend(), [](QChar c) { return c == u'*' || c == u'?' || c == u'['; });
}

QString joined(const QString &folder, const QString &name)
{
    return folder.endsWith(u'/') ? folder + name : folder + u'/' + name;
}

/// The end of the set that begins behind the bracket at `at`; -1: it is never closed, and so a bracket like any other.
qsizetype endOfSet(QStringView pattern, qsizetype at)
{
    if (at < pattern.size() && pattern[at] == u'!')
        ++at;
    if (at < pattern.size() && pattern[at] == u']')
        ++at;
    return pattern.indexOf(u']', at);
}

bool isInSet(QStringView set, QChar c)
{
    const bool negated = set.startsWith(u'!');
    if (negated)
        set = set.sliced(1);
    bool in = false;
    for (qsizetype i = 0; i < set.size(); ++i) {
        if (i + 2 < set.size() && set[i + 1] == u'-') {
            in = in || (set[i] <= c && c <= set[i + 2]);
            i += 2;
        } else {
            in = in || set[i] == c;
        }
    }
    return in != negated;
}

} // namespace

bool matchesGlob(QStringView pattern, QStringView name)
{
    qsizetype p = 0;
    qsizetype n = 0;
    qsizetype star = -1; // behind the last one
    qsizetype starName = 0; // where what it took ends
    while (n < name.size()) {
        bool one = false;
        qsizetype after = p + 1;
        if (p < pattern.size()) {
            if (pattern[p] == u'*') {
                star = ++p;
                starName = n;
                continue;
            }
            const qsizetype end = pattern[p] == u'[' ? endOfSet(pattern, p + 1) : -1;
            if (end >= 0) {
                one = isInSet(pattern.sliced(p + 1, end - p - 1), name[n]);
                after = end + 1;
            } else {
                one = pattern[p] == u'?' || pattern[p] == name[n];
            }
        }
        if (one) {
            p = after;
            ++n;
        } else if (star >= 0) {
            p = star;
            n = ++starName;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

bool matchesPath(const QString &pattern, const QString &path)
{
    const QStringList parts = pattern.split(u'/');
    const QStringList names = path.split(u'/');
    return std::ranges::equal(
        parts, names, [](const QString &part, const QString &name) { return matchesGlob(part, name); });
}

LogGlobs::LogGlobs(const QStringList &patterns)
{
    for (const QString &text : patterns) {
        m_patterns.append({ .text = text });
        const qsizetype index = m_patterns.size() - 1;
        if (!text.startsWith(u'/') || text.contains(QChar::Null))
            m_patterns[index].known = false; // from the folder in which somebody calls fail2ban-client
        else if (!hasWildcard(text))
            m_ways.append({ .pattern = index, .path = text });
        else
            walk(index, u"/"_s, text.split(u'/', Qt::SkipEmptyParts));
    }
}

/// Goes on to the next part with a wildcard.
void LogGlobs::walk(qsizetype pattern, const QString &path, QStringList rest)
{
    QString whole = path;
    while (!rest.isEmpty() && !hasWildcard(rest.constFirst()))
        whole = joined(whole, rest.takeFirst());
    m_ways.append({ .pattern = pattern, .path = whole, .rest = std::move(rest) });
}

transport::Survey LogGlobs::next() const
{
    transport::Survey questions;
    for (const Way &way : m_ways) {
        if (way.rest.isEmpty()) {
            if (questions.stats.size() < statsAtOnce && !questions.stats.contains(way.path))
                questions.stats.append(way.path);
        } else if (questions.folders.size() < foldersAtOnce && !questions.folders.contains(way.path)) {
            questions.folders.append(way.path);
            questions.stats.append(way.path); // whether one that gives no names is there at all
        }
    }
    return questions;
}

void LogGlobs::take(const transport::SurveyResult &survey)
{
    const transport::Survey asked = next();
    const QSet<QString> stats(asked.stats.cbegin(), asked.stats.cend());
    const QSet<QString> folders(asked.folders.cbegin(), asked.folders.cend());
    const QList<Way> ways = std::exchange(m_ways, {});
    for (const Way &way : ways) {
        if (!(way.rest.isEmpty() ? stats : folders).contains(way.path)) {
            m_ways.append(way);
            continue;
        }
        Pattern &pattern = m_patterns[way.pattern];
        const auto stat = survey.stats.constFind(way.path);
        if (const auto names = survey.folders.constFind(way.path);
            !way.rest.isEmpty() && names != survey.folders.cend()) {
            takeNames(way, *names);
        } else if (stat == survey.stats.cend()) {
            pattern.known = false;
        } else if (way.rest.isEmpty()) {
            if (stat->exists)
                pattern.found.append(way.path);
        } else if (stat->isDirectory) {
            pattern.known = false;
        }
    }
    if (++m_rounds < mostRounds && m_ways.size() < mostWays)
        return;
    for (const Way &way : std::as_const(m_ways))
        m_patterns[way.pattern].known = false;
    m_ways.clear();
}

void LogGlobs::takeNames(const Way &way, const QStringList &names)
{
    const QString part = way.rest.constFirst();
    for (const QString &name : names) {
        if (name.startsWith(u'.') && !part.startsWith(u'.'))
            continue;
        if (matchesGlob(part, name))
            walk(way.pattern, joined(way.path, name), way.rest.sliced(1));
    }
}

QHash<QString, QStringList> LogGlobs::found() const
{
    QHash<QString, QStringList> result;
    for (const Pattern &pattern : m_patterns) {
        if (!pattern.known)
            continue;
        QStringList paths = pattern.found;
        paths.sort();
        result.insert(pattern.text, paths);
    }
    return result;
}

} // namespace services
