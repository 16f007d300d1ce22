// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ban.h"
#include "core/ids.h"
#include "models/large_memory.h"
#include "models/wide_column.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace models {

/// The bans of all jails, packed: 16 bytes a row (IPv6: 12 more) and 4 in its jail's list. A row number is stable as
/// long as its ban stands, whatever is added or removed around it. Times are kept as 32-bit seconds: what lies beyond
/// 2106, or lasts longer than 136 years, is shown as that limit.
class BanStore
{
public:
    using Row = std::uint32_t;
    using Column = std::vector<std::uint32_t, Unfilled<std::uint32_t>>;
    enum class Kind : std::uint8_t { V4, V6, Identifier };
    static constexpr size_t mostLists = 0xfffe; ///< jails over all servers; more are not shown
    static constexpr std::uint32_t unknownSeconds = 0; ///< of since
    static constexpr std::uint32_t permanentDuration = 0xffffffff;
    static constexpr std::uint32_t unknownDuration = 0xfffffffe;
    static constexpr std::uint32_t longestDuration = 0xfffffffd;

    /// What a refresh did. Removed rows keep their data until they are released.
    struct Changes
    {
        std::vector<Row> added;
        std::vector<Row> removed;
        std::vector<Row> changed; ///< times differ
        [[nodiscard]] bool isEmpty() const { return added.empty() && removed.empty() && changed.empty(); }
        void append(Changes other);
    };
    /// One jail of one server.
    struct List
    {
        core::ServerId server;
        QString jail;
        bool timesKnown = true;
        bool used = false;
        std::vector<Row> rows; ///< in the daemon's order
    };

    [[nodiscard]] Changes setBans(
        core::ServerId server, const QString &jail, const core::BanList &bans, bool timesKnown);
    [[nodiscard]] Changes removeList(core::ServerId server, const QString &jail);
    [[nodiscard]] Changes removeServer(core::ServerId server);
    void release(const std::vector<Row> &removed); ///< their numbers may be used again
    void setServerName(core::ServerId server, const QString &name) { m_serverNames.insert(server, name); }

    [[nodiscard]] size_t size() const { return m_used; }
    [[nodiscard]] size_t capacity() const { return m_meta.size(); } ///< row numbers are below this
    /// False for free row numbers, and for removed rows that are not released yet.
    [[nodiscard]] bool isStanding(Row row) const { return (m_meta[row] & removedFlag) == 0; }
    [[nodiscard]] Kind kind(Row row) const { return static_cast<Kind>(m_meta[row] & 3U); }
    [[nodiscard]] int prefix(Row row) const { return static_cast<int>(m_meta[row] >> 8 & 0xffU); }
    [[nodiscard]] bool isSingle(Row row) const
    {
        return prefix(row) == (kind(row) == Kind::V4 ? 32 : 128) || kind(row) == Kind::Identifier;
    }
    [[nodiscard]] std::uint16_t listOf(Row row) const { return static_cast<std::uint16_t>(m_meta[row] >> 16); }
    [[nodiscard]] const List &list(std::uint16_t id) const { return m_lists[id]; }
    [[nodiscard]] size_t listCount() const { return m_lists.size(); } ///< list ids are below this
    [[nodiscard]] int listId(core::ServerId server, const QString &jail) const
    {
        return m_listIds.value({ server, jail }, -1);
    }
    [[nodiscard]] QString serverName(core::ServerId id) const { return m_serverNames.value(id); }

    [[nodiscard]] core::BanTarget target(Row row) const;
    [[nodiscard]] core::Ban ban(Row row) const;
    /// UTC seconds; 0: unknown.
    [[nodiscard]] std::uint32_t since(Row row) const { return m_since[row]; }
    [[nodiscard]] std::uint32_t duration(Row row) const { return m_duration[row]; }
    /// For sorting and filters: when it ends, saturated; permanent and unknown come last.
    [[nodiscard]] std::uint32_t endKey(Row row) const
    {
        if (m_duration[row] == permanentDuration)
            return permanentEnd;
        if (m_duration[row] == unknownDuration || m_since[row] == unknownSeconds)
            return unknownEnd;
        const std::uint64_t end = std::uint64_t { m_since[row] } + m_duration[row];
        return end < permanentEnd ? static_cast<std::uint32_t>(end) : permanentEnd - 1;
    }
    static constexpr std::uint32_t permanentEnd = 0xfffffffe;
    static constexpr std::uint32_t unknownEnd = 0xffffffff;
    /// -1: no such ban.
    [[nodiscard]] std::int64_t find(core::ServerId server, const QString &jail, const core::BanTarget &target) const;

    // the arrays, for scans; indexed by row
    [[nodiscard]] const Column &metas() const { return m_meta; }
    [[nodiscard]] const Column &values() const
    {
        return m_value;
    } ///< IPv4 address, first 32 bits of an IPv6 address, or index of an identifier
    [[nodiscard]] const Column &sinces() const { return m_since; }
    [[nodiscard]] const Column &durations() const { return m_duration; }
    [[nodiscard]] Wide v6(Row row) const { return wide(m_value[row], m_wide.at(row)); }
    /// Calls visit(row, address) for the IPv6 rows among the 64 of one word of a mask, removed ones too.
    template <typename Visit> void eachV6(size_t word, Visit visit) const
    {
        m_wide.each(word, [&](Row row, const WideColumn::Rest &rest) { visit(row, wide(m_value[row], rest)); });
    }
    [[nodiscard]] bool hasV6() const { return !m_wide.isEmpty(); }
    [[nodiscard]] const QString &identifier(Row row) const { return m_identifiers[m_value[row]]; }
    static constexpr std::uint32_t removedFlag = 0x80; ///< in metas()
    static constexpr std::uint32_t unusedMeta = 0xffffffff; ///< a free row number
    [[nodiscard]] size_t allocatedBytes() const; ///< of rows, pools and lists

private:
    struct Packed
    {
        std::uint32_t since;
        std::uint32_t duration;
    };
    [[nodiscard]] static Wide wide(std::uint32_t first, const WideColumn::Rest &rest)
    {
        return { std::uint64_t { first } << 32 | rest.second, std::uint64_t { rest.third } << 32 | rest.fourth };
    }
    [[nodiscard]] static Packed pack(const core::Ban &ban);
    [[nodiscard]] bool sameTarget(Row row, const core::BanTarget &target) const;
    [[nodiscard]] Row add(std::uint16_t list, const core::Ban &ban);
    template <typename KeepWide, typename Identifier>
    void fill(Row row, std::uint16_t list, const core::Ban &ban, KeepWide keepWide, Identifier keepIdentifier);
    void resizeRows(size_t size);
    /// Their values count from the beginning of part so far.
    void joinIdentifiers(const std::vector<QString> &part, Row begin, Row end);
    void releaseRow(Row row);
    void forgetRows();
    void appendMany(std::uint16_t list, const core::BanList &bans, std::vector<Row> &rows);
    [[nodiscard]] std::uint16_t makeList(core::ServerId server, const QString &jail);
    void matchRest(std::uint16_t list, const core::BanList &bans, std::vector<Row> &next,
        const std::vector<std::uint32_t> &newOnes, const std::vector<Row> &oldOnes, Changes &changes);
    void markRemoved(const std::vector<Row> &rows);
    void updateTimes(Row row, const core::Ban &ban, Changes &changes);

    Column m_meta; ///< list << 16 | prefix << 8 | removed << 7 | kind
    Column m_value;
    Column m_since;
    Column m_duration;
    std::vector<Row> m_free;
    WideColumn m_wide;
    std::vector<QString> m_identifiers;
    std::vector<std::uint32_t> m_freeIdentifiers;
    std::vector<List> m_lists;
    std::vector<std::uint16_t> m_freeLists;
    std::vector<std::uint16_t> m_retiredLists; ///< free once their rows are released
    QHash<std::pair<core::ServerId, QString>, int> m_listIds;
    QHash<core::ServerId, QString> m_serverNames;
    size_t m_used = 0;
};

} // namespace models
