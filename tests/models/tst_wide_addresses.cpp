// SPDX-License-Identifier: GPL-3.0-or-later
// IPv6 bans in the packed store: their column, their order, and the search in their written form.
#include "models/ban_matcher.h"
#include "models/ban_sorter.h"
#include "models/ban_store.h"
#include "models/wide_column.h"

#include <QTest>

#include <map>
#include <random>

using namespace Qt::StringLiterals;
using models::BanStore;
using models::Wide;

namespace {

constexpr core::ServerId web { 1 };

/// Addresses as they occur: many zero groups, few different ones.
core::IpAddress randomAddress(std::mt19937 &random)
{
    std::array<quint8, 16> bytes {};
    for (size_t i = 0; i < 16; i += 2) {
        const auto kind = random() % 4;
        bytes[i] = static_cast<quint8>(kind == 0 ? random() : 0);
        bytes[i + 1] = static_cast<quint8>(kind < 3 ? random() % (kind == 1 ? 3 : 256) : 0);
    }
    return core::IpAddress::fromV6(bytes);
}

core::BanList randomList(std::mt19937 &random, size_t count, int shared)
{
    core::BanList list;
    for (size_t i = 0; i < count; ++i) {
        std::array<quint8, 16> bytes { 0x20, 0x01, 0x0d, 0xb8 };
        for (auto byte = static_cast<size_t>(shared) / 8; byte < 16; ++byte)
            bytes[byte] = static_cast<quint8>(random());
        if (shared >= 120)
            bytes[15] = static_cast<quint8>(random() % 7); // many bans of the same few addresses, as networks
        const int prefix = random() % 5 == 0 ? 64 + static_cast<int>(random() % 60) : 128;
        list.push_back({ core::IpNetwork(core::IpAddress::fromV6(bytes), prefix), 1'790'000'000, 600 });
    }
    return list;
}

} // namespace

class TestWideAddresses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnKeepsEveryRow();
    void columnGivesMemoryBack();
    void searchEqualsTheWrittenForm();
    void orderEqualsThatOfAddresses_data();
    void orderEqualsThatOfAddresses();
    void longListsKeepWhatShortOnesDo();
};

void TestWideAddresses::columnKeepsEveryRow()
{
    std::mt19937 random(5);
    models::WideColumn column;
    column.resize(1000);
    std::map<quint32, quint32> expected;
    for (int step = 0; step < 20'000; ++step) {
        // Fuller and emptier by turns, so that blocks become full and empty.
        const bool filling = step / 4000 % 2 == 0;
        const auto row = static_cast<quint32>(random() % 1000);
        const bool held = expected.contains(row);
        if (held && (!filling || random() % 8 == 0)) {
            column.erase(row);
            expected.erase(row);
        } else if (!held && (filling || random() % 8 == 0)) {
            const auto value = static_cast<quint32>(random());
            column.insert(row, { value, ~value, value + 1 });
            expected.insert({ row, value });
        }
        if (step % 500 != 0)
            continue;
        auto next = expected.begin();
        for (size_t block = 0; block < 16; ++block) {
            column.each(block, [&](quint32 at, const models::WideColumn::Rest &rest) {
                QVERIFY(next != expected.end());
                QCOMPARE(at, next->first);
                QCOMPARE(rest.second, next->second);
                QCOMPARE(column.at(at).third, ~next->second);
                QCOMPARE(column.at(at).fourth, next->second + 1);
                ++next;
            });
        }
        QVERIFY(next == expected.end());
        QCOMPARE(column.isEmpty(), expected.empty());
    }
}

void TestWideAddresses::columnGivesMemoryBack()
{
    models::WideColumn column;
    column.resize(64);
    const size_t empty = column.allocatedBytes();
    for (quint32 row = 0; row < 64; ++row)
        column.insert(row, { row, row, row });
    QVERIFY(column.allocatedBytes() >= empty + 64 * 12);
    QVERIFY(column.allocatedBytes() <= empty + 64 * 12);
    for (quint32 row = 0; row < 64; ++row)
        column.erase(row);
    QCOMPARE(column.allocatedBytes(), empty);
    QVERIFY(column.isEmpty());
}

void TestWideAddresses::searchEqualsTheWrittenForm()
{
    std::mt19937 random(2001);
    core::BanList list;
    for (int i = 0; i < 1500; ++i)
        list.push_back(
            { core::IpNetwork(randomAddress(random), random() % 4 == 0 ? static_cast<int>(random() % 128) : 128),
                1'790'000'000, 600 });
    for (const char *special : { "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:0", "0:2:3:4:5:6:7:8", "1::/16",
             "1:2:3:4:5:6::", "::3:4:5:6:7:8", "1:0:0:4:0:0:0:8", "1:0:0:4:5:0:0:8", "::1.2.3.4", "::1:0" })
        list.push_back({ core::banTargetFromText(QString::fromLatin1(special)), 1'790'000'000, 600 });
    BanStore store;
    (void)store.setBans(web, u"j"_s, list, true);
    QStringList texts;
    for (BanStore::Row row = 0; row < store.capacity(); ++row) {
        texts.append(core::banTargetText(list[row].target));
        char buffer[64];
        if (store.kind(row) != BanStore::Kind::Identifier)
            QCOMPARE(QString::fromLatin1(buffer, models::writeAddress(store, row, buffer) - buffer), texts.last());
    }
    // Every kind of needle: pieces of what stands there, and of what does not.
    QStringList needles { u":"_s, u"::"_s, u":::"_s, u"0"_s, u"00"_s, u"0:"_s, u":0"_s, u"0:0"_s, u"::/"_s, u"/"_s,
        u"/1"_s, u"/128"_s, u"//"_s, u"12345"_s, u"1:2:3:4:5:6:7:8"_s, u"1:2:3:4:5:6:7:8:9"_s, u"0db8"_s, u":0db8:"_s,
        u"64"_s, u"1::/16"_s, u":1:"_s, u"::1:"_s, u"::1.2"_s, u"2.3"_s, u"::ä"_s };
    const QString alphabet = u"0123abf:/"_s;
    for (int i = 0; i < 600; ++i) {
        const QString &text = texts.at(static_cast<qsizetype>(random() % static_cast<size_t>(texts.size())));
        const auto from = static_cast<qsizetype>(random() % static_cast<size_t>(text.size()));
        QString needle = text.mid(from, 1 + static_cast<qsizetype>(random() % 20));
        if (random() % 3 == 0)
            needle[static_cast<qsizetype>(random() % static_cast<size_t>(needle.size()))]
                = alphabet.at(static_cast<qsizetype>(random() % static_cast<size_t>(alphabet.size())));
        needles.append(needle);
    }
    qsizetype found = 0;
    for (const QString &needle : std::as_const(needles)) {
        const models::AddressNeedle compiled(needle, true);
        for (BanStore::Row row = 0; row < store.capacity(); ++row) {
            const bool expected = texts.at(row).contains(needle);
            found += expected ? 1 : 0;
            if (compiled.matches(store, row) != expected)
                QFAIL(qPrintable(u"%1 in %2: expected %3"_s.arg(needle, texts.at(row)).arg(expected)));
        }
    }
    QVERIFY(found > 10'000); // it was about something
}

void TestWideAddresses::orderEqualsThatOfAddresses_data()
{
    QTest::addColumn<int>("shared");
    QTest::addColumn<int>("count");
    for (const int shared : { 32, 48, 64, 72, 96, 104, 120 })
        QTest::addRow("%d bits shared", shared) << shared << 9000;
    QTest::newRow("few") << 32 << 300;
}

void TestWideAddresses::orderEqualsThatOfAddresses()
{
    QFETCH(int, shared);
    QFETCH(int, count);
    std::mt19937 random(31);
    core::BanList list = randomList(random, static_cast<size_t>(count), shared);
    // One that is far away: what the others share must not blunt the comparison.
    list.push_back({ core::banTargetFromText(u"fe80::1"_s), 1'790'000'000, 600 });
    list.push_back({ core::banTargetFromText(u"192.0.2.1"_s), 1'790'000'000, 600 });
    BanStore store;
    (void)store.setBans(web, u"j"_s, list, true);
    for (const auto order : { Qt::AscendingOrder, Qt::DescendingOrder }) {
        const models::BanSorter sorter(store, models::BanColumn::Address, order);
        const std::vector<BanStore::Row> sorted = sorter.allSorted();
        QCOMPARE(sorted.size(), list.size());
        for (size_t i = 1; i < sorted.size(); ++i)
            QVERIFY(sorter.less(sorted[i - 1], sorted[i]));
        if (order == Qt::AscendingOrder)
            QVERIFY(std::is_sorted(sorted.begin(), sorted.end(),
                [&](BanStore::Row a, BanStore::Row b) { return store.target(a) < store.target(b); }));
    }
}

/// Above 200,000 two threads fill the rows, in blocks; below, and behind rows that do not end a block, others do.
void TestWideAddresses::longListsKeepWhatShortOnesDo()
{
    std::mt19937 random(17);
    core::BanList list;
    for (int i = 0; i < 210'001; ++i) {
        core::Ban ban { core::IpNetwork(core::IpAddress::fromV4(static_cast<quint32>(random())), 32), 1'790'000'000 + i,
            600 };
        if (random() % 3 == 0)
            ban.target = core::IpNetwork(randomAddress(random), 128);
        else if (random() % 100 == 0)
            ban.target = core::BanIdentifier { u"user-%1"_s.arg(i) };
        list.push_back(ban);
    }
    BanStore store;
    const core::BanList three { list[0], list[1], list[2] };
    (void)store.setBans(web, u"first"_s, three, true);
    (void)store.setBans(web, u"second"_s, list, true);
    QCOMPARE(store.size(), list.size() + 3);
    const auto &rows = store.list(static_cast<std::uint16_t>(store.listId(web, u"second"_s))).rows;
    QCOMPARE(rows.size(), list.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        if (store.ban(rows[i]) != list[i])
            QFAIL(qPrintable(core::banTargetText(store.target(rows[i]))));
    }
    const auto changes = store.removeList(web, u"second"_s);
    store.release(changes.removed);
    QCOMPARE(store.size(), size_t { 3 });
    (void)store.setBans(web, u"third"_s, list, true); // into the rows that became free
    QCOMPARE(store.capacity(), list.size() + 3);
    const auto &again = store.list(static_cast<std::uint16_t>(store.listId(web, u"third"_s))).rows;
    for (size_t i = 0; i < again.size(); ++i) {
        if (store.ban(again[i]) != list[i])
            QFAIL(qPrintable(core::banTargetText(store.target(again[i]))));
    }
}

QTEST_GUILESS_MAIN(TestWideAddresses)
#include "tst_wide_addresses.moc"
