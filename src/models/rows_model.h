// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QSet>

#include <algorithm>

namespace models {

/// Calls announce(first, last) for every stretch of consecutive numbers in rows, which is ascending.
template <typename Rows, typename Announce> void eachSpan(const Rows &rows, Announce announce)
{
    for (auto first = rows.begin(); first != rows.end();) {
        auto last = first;
        while (last + 1 != rows.end() && *(last + 1) <= *last + 1)
            ++last;
        announce(*first, *last);
        first = last + 1;
    }
}

/// A flat model (Base: QAbstractTableModel or QAbstractListModel) that is given all its rows anew and tells views only
/// what differs, so that selection and scroll survive.
template <typename Base> class RowsModel : public Base
{
public:
    using Base::Base;

protected:
    /// Makes rows what next says. key(row) is what identifies a row over time; rows that stay are moved where their
    /// order changed, and announced over columns 0 to lastColumn where they say something else.
    template <typename Rows, typename Key> void become(Rows &rows, const Rows &next, int lastColumn, Key key)
    {
        using Id = std::decay_t<decltype(key(*next.begin()))>;
        QSet<Id> wanted;
        for (const auto &row : next)
            wanted.insert(key(row));
        const auto goes = [&](int row) { return !wanted.contains(key(*(rows.begin() + row))); };
        for (int last = static_cast<int>(rows.size()) - 1; last >= 0; --last) {
            if (!goes(last))
                continue;
            int first = last;
            while (first > 0 && goes(first - 1))
                --first;
            removeSpan(rows, first, last);
            last = first;
        }
        QSet<Id> known;
        for (const auto &row : std::as_const(rows))
            known.insert(key(row));
        const int count = static_cast<int>(next.size());
        for (int at = 0; at < count;) {
            const auto id = key(*(next.begin() + at));
            const auto here = rows.begin() + at;
            const auto from = known.contains(id)
                ? std::find_if(here, rows.end(), [&](const auto &row) { return key(row) == id; })
                : rows.end();
            if (from == rows.end()) {
                int end = at + 1; // the first may be a second row of a key that two rows share
                while (end < count && !known.contains(key(*(next.begin() + end))))
                    ++end;
                Base::beginInsertRows({}, at, end - 1);
                for (; at < end; ++at)
                    rows.insert(rows.begin() + at, *(next.begin() + at));
                Base::endInsertRows();
                continue;
            }
            if (from != here) {
                const int row = static_cast<int>(from - rows.begin());
                Base::beginMoveRows({}, row, row, {}, at);
                std::rotate(here, from, from + 1);
                Base::endMoveRows();
            }
            ++at;
        }
        if (static_cast<int>(rows.size()) > count)
            removeSpan(rows, count, static_cast<int>(rows.size()) - 1);
        QList<int> changed;
        for (int row = 0; row < count; ++row) {
            if (!(*(rows.begin() + row) == *(next.begin() + row)))
                changed.append(row);
        }
        // No row changes before it is announced: a proxy that sorts would look for places among rows that it does not
        // know to be out of theirs.
        eachSpan(changed, [&](int first, int last) {
            for (int row = first; row <= last; ++row)
                *(rows.begin() + row) = *(next.begin() + row);
            Q_EMIT Base::dataChanged(Base::index(first, 0), Base::index(last, lastColumn));
        });
    }

private:
    template <typename Rows> void removeSpan(Rows &rows, int first, int last)
    {
        Base::beginRemoveRows({}, first, last);
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
        Base::endRemoveRows();
    }
};

} // namespace models
