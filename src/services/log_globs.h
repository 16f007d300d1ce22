// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>

namespace services {

/// Python's fnmatch of one name on a case-sensitive system.
[[nodiscard]] bool matchesGlob(QStringView pattern, QStringView name);
/// Whether a pattern of a log path names that path.
[[nodiscard]] bool matchesPath(const QString &pattern, const QString &path);

/// Finds the files that log paths name, as glob.glob() and os.path.exists() of fail2ban's jailreader.py do, in rounds
/// of questions to a machine. A pattern whose folders this login may not read stays without an answer.
class LogGlobs
{
public:
    explicit LogGlobs(const QStringList &patterns);

    /// What has to be asked now; without folders and stats nothing is left.
    [[nodiscard]] transport::Survey next() const;
    void take(const transport::SurveyResult &survey);

    /// By pattern, sorted; patterns without an answer are not among them.
    [[nodiscard]] QHash<QString, QStringList> found() const;

private:
    /// A path on its way: what is done of it, and what is left of its pattern.
    struct Way
    {
        qsizetype pattern = 0;
        QString path;
        QStringList rest; ///< begins with a part that has wildcards; empty: the path is whole
    };
    struct Pattern
    {
        QString text;
        QStringList found;
        bool known = true;
    };
    void walk(qsizetype pattern, const QString &path, QStringList rest);
    void takeNames(const Way &way, const QStringList &names);

    QList<Pattern> m_patterns;
    QList<Way> m_ways;
    int m_rounds = 0;
};

} // namespace services
