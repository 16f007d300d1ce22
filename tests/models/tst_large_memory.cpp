// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/large_memory.h"

#include <QFile>
#include <QTest>

#include <cstdint>
#include <numeric>
#include <vector>

using Column = std::vector<std::uint32_t, models::Unfilled<std::uint32_t>>;

namespace {

constexpr size_t manyElements = models::largeBytes / sizeof(std::uint32_t);

/// Whether the process has memory there, as the system sees it.
bool isMapped(const void *at)
{
    const auto address = reinterpret_cast<std::uintptr_t>(at);
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        qFatal("no /proc/self/maps");
    const QList<QByteArray> lines = maps.readAll().split('\n');
    return std::any_of(lines.begin(), lines.end(), [address](const QByteArray &line) {
        const QList<QByteArray> range = line.left(line.indexOf(' ')).split('-');
        return range.size() == 2 && range[0].toULongLong(nullptr, 16) <= address
            && address < range[1].toULongLong(nullptr, 16);
    });
}

} // namespace

class TestLargeMemory final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growsAcrossTheBorder()
    {
        Column column;
        for (const size_t size : { manyElements - 1, manyElements, manyElements + 1, manyElements * 3 + 5 }) {
            const size_t before = column.size();
            column.resize(size);
            std::iota(
                column.begin() + static_cast<std::ptrdiff_t>(before), column.end(), static_cast<std::uint32_t>(before));
            QCOMPARE(column.size(), size);
            for (size_t i = 0; i < size; i += 1'023)
                QCOMPARE(column[i], static_cast<std::uint32_t>(i));
            QCOMPARE(column.back(), static_cast<std::uint32_t>(size - 1));
        }
        const Column copy = column;
        QCOMPARE(copy, column);
        Column moved = std::move(column);
        QCOMPARE(moved, copy);
        moved.resize(10);
        moved.shrink_to_fit();
        QCOMPARE(moved.capacity(), size_t { 10 });
        QCOMPARE(moved[9], 9U);
    }

    void liesWhereHugePagesDo()
    {
        const Column column(manyElements + 1, 7);
        QCOMPARE(reinterpret_cast<std::uintptr_t>(column.data()) % (2U << 20), std::uintptr_t { 0 });
    }

    void givesEverythingBack()
    {
        for (const size_t bytes : { models::largeBytes, models::largeBytes + 1, models::largeBytes * 2 - 1 }) {
            auto *const memory = static_cast<char *>(models::allocateLarge(bytes));
            memory[0] = memory[bytes - 1] = 1;
            QVERIFY(isMapped(memory) && isMapped(memory + bytes - 1));
            models::freeLarge(memory, bytes);
            QVERIFY(!isMapped(memory) && !isMapped(memory + bytes - 1));
        }
    }
};

QTEST_APPLESS_MAIN(TestLargeMemory)
#include "tst_large_memory.moc"
