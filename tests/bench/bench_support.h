// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// Milliseconds that work takes.
template <typename Work> double milliseconds(Work work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// The least disturbed of several runs of a work that measures itself.
inline double best(int runs, const std::function<double()> &work)
{
    double least = work();
    for (int i = 1; i < runs; ++i)
        least = std::min(least, work());
    return least;
}

/// Bytes that the process holds on its heap.
inline size_t heapBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/// Bytes of memory that the process really has, whoever gave it: what is allocated and untouched does not count.
inline size_t residentBytes()
{
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string line; std::getline(rollup, line);) {
        if (line.starts_with("Rss:"))
            return std::stoul(line.substr(4)) * 1'024;
    }
    std::abort();
}

/// Collects results, prints them as they come and the whole as one JSON document at the end. Ends with 1 where a limit
/// is missed.
class Report
{
public:
    explicit Report(const char *name)
        : m_name(name)
    {
        std::printf("%s\n", name);
    }
    void add(
        const std::string &what, double value, const char *unit, std::optional<double> limit = {}, bool atLeast = false)
    {
        const bool kept = !limit || (atLeast ? value >= *limit : value <= *limit);
        m_missed = m_missed || !kept;
        QJsonObject line { { QStringLiteral("what"), QString::fromStdString(what) }, { QStringLiteral("value"), value },
            { QStringLiteral("unit"), QString::fromUtf8(unit) } };
        if (limit) {
            line.insert(QStringLiteral("limit"), *limit);
            line.insert(QStringLiteral("kept"), kept);
            std::printf("  %-64s %10.2f %-10s %s %.1f%s\n", what.c_str(), value, unit, atLeast ? ">=" : "<=", *limit,
                kept ? "" : "   MISSED");
        } else {
            std::printf("  %-64s %10.2f %s\n", what.c_str(), value, unit);
        }
        m_lines.append(line);
    }
    [[nodiscard]] int finish() const
    {
        const QJsonObject document { { QStringLiteral("bench"), QString::fromUtf8(m_name) },
            { QStringLiteral("results"), m_lines } };
        std::printf("%s\n", QJsonDocument(document).toJson(QJsonDocument::Compact).constData());
        return m_missed ? 1 : 0;
    }

private:
    const char *m_name;
    QJsonArray m_lines;
    bool m_missed = false;
};

} // namespace bench
