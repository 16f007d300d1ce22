// SPDX-License-Identifier: GPL-3.0-or-later
// The ban table at a million rows: every figure that the design promises, and what Qt's own proxy needs for the same at
// 100,000.
#include "bench/bench_support.h"
#include "models/ban_matcher.h"
#include "models/ban_table_model.h"

#include <QCoreApplication>
#include <QItemSelectionModel>
#include <QSortFilterProxyModel>
#include <QStringList>

#include <random>

using namespace Qt::StringLiterals;
using models::BanColumn;
using models::BanFilter;
using models::BanTableModel;

namespace {

constexpr qint64 start = 1'790'000'000;
const core::ServerId web { 1 };
const core::ServerId mail { 2 };

/// What a list is made of.
struct Mix
{
    const char *name;
    double v6Share;
    bool zeros = false; ///< IPv6 as hosts are numbered by hand: most groups 0, written with "::"
};

constexpr Mix tenth { "10 % IPv6", 0.1 };

core::Ban makeBan(std::mt19937 &random, const Mix &mix)
{
    core::Ban ban;
    if (std::uniform_real_distribution<>(0, 1)(random) < mix.v6Share) {
        std::array<quint8, 16> bytes { 0x20, 0x01, 0x0d, 0xb8 };
        for (size_t i = 4; i < 16; ++i)
            bytes[i] = static_cast<quint8>(mix.zeros && i > 7 && i < 14 ? 0 : random());
        ban.target = core::IpNetwork(core::IpAddress::fromV6(bytes), 128);
    } else {
        ban.target = core::IpNetwork(core::IpAddress::fromV4(static_cast<quint32>(random())), 32);
    }
    ban.bannedAt = start - static_cast<qint64>(random() % 2'592'000);
    ban.banTime = random() % 50 == 0 ? core::permanentBan : static_cast<qint64>(600 + random() % 864'000);
    return ban;
}

std::shared_ptr<core::BanList> makeBans(size_t count, const Mix &mix, unsigned seed)
{
    std::mt19937 random(seed);
    auto bans = std::make_shared<core::BanList>();
    bans->reserve(count);
    for (size_t i = 0; i < count; ++i)
        bans->push_back(makeBan(random, mix));
    return bans;
}

/// What a view does first: the cells of one screen.
void readScreen(const QAbstractItemModel &model)
{
    for (int row = 0; row < std::min(40, model.rowCount()); ++row) {
        for (int column = 0; column < model.columnCount(); ++column)
            (void)model.index(row, column).data();
    }
}

struct Input
{
    std::shared_ptr<core::BanList> web;
    std::shared_ptr<core::BanList> mail;
};

void fill(BanTableModel &model, const Input &input)
{
    model.beginUpdate();
    model.setBans(web, u"sshd"_s, input.web);
    model.setBans(mail, u"postfix-sasl"_s, input.mail);
    model.endUpdate();
}

void name(BanTableModel &model)
{
    model.setServerName(web, u"web-1"_s);
    model.setServerName(mail, u"mail"_s);
    model.setScope({ web, mail });
    model.tick(start * 1000, 0, -1);
}

double filterTime(BanTableModel &model, const BanFilter &filter, int *rows = nullptr)
{
    return bench::best(7, [&] {
        const double time = bench::milliseconds([&] {
            model.setFilter(filter);
            readScreen(model);
        });
        if (rows)
            *rows = model.rowCount();
        model.setFilter({});
        return time;
    });
}

/// 1 % of the rows go, as many come: anywhere in the list.
std::shared_ptr<core::BanList> changed(const core::BanList &bans, const Mix &mix, unsigned seed)
{
    std::mt19937 random(seed);
    auto next = std::make_shared<core::BanList>(bans);
    for (size_t i = 0; i < bans.size() / 100; ++i)
        (*next)[random() % next->size()] = makeBan(random, mix);
    return next;
}

class TextRow final : public QAbstractTableModel
{
public:
    explicit TextRow(const core::BanList &bans, QObject *parent = nullptr)
        : QAbstractTableModel(parent)
        , m_bans(bans)
    {
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_bans.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const core::Ban &ban = m_bans[static_cast<size_t>(index.row())];
        return index.column() == 0 ? QVariant(core::banTargetText(ban.target)) : QVariant(ban.bannedAt);
    }

private:
    const core::BanList &m_bans;
};

void million(bench::Report &report, const Mix &mix)
{
    const Input input { makeBans(600'000, mix, 1), makeBans(400'000, mix, 2) };
    const auto label = [&mix](const std::string &what) { return what + " (" + mix.name + ")"; };

    report.add(label("1,000,000 rows shown"),
        bench::best(5,
            [&] {
                BanTableModel model;
                name(model);
                return bench::milliseconds([&] {
                    fill(model, input);
                    readScreen(model);
                });
            }),
        "ms", 30);

    malloc_trim(0);
    const size_t before = bench::residentBytes();
    BanTableModel model;
    name(model);
    fill(model, input);
    malloc_trim(0);
    report.add(label("bytes per row"), double(bench::residentBytes() - before) / 1e6, "bytes", 40);

    // As in a window: something is current and selected, so that persistent indexes are carried along.
    QItemSelectionModel selection(&model);
    selection.setCurrentIndex(model.index(12, 0), QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);

    int rows = 0;
    report.add(label("text filter \"113\""), filterTime(model, { .text = u"113"_s }, &rows), "ms", 20);
    report.add(label("  rows left"), rows, "rows");
    report.add(label("text filter \"203.0\""), filterTime(model, { .text = u"203.0"_s }, &rows), "ms", 20);
    report.add(label("  rows left"), rows, "rows");
    report.add(label("text filter \"a\""), filterTime(model, { .text = u"a"_s }, &rows), "ms", 20);
    report.add(label("  rows left"), rows, "rows");
    report.add(label("text filter \"db8:1\""), filterTime(model, { .text = u"db8:1"_s }, &rows), "ms", 20);
    report.add(label("  rows left"), rows, "rows");
    report.add(label("text filter \":\""), filterTime(model, { .text = u":"_s }, &rows), "ms", 20);
    report.add(label("  rows left"), rows, "rows");
    report.add(label("CIDR filter 203.0.0.0/8"), filterTime(model, { .text = u"203.0.0.0/8"_s }, &rows), "ms", 5);
    report.add(
        label("CIDR filter 2001:db8:40::/42"), filterTime(model, { .text = u"2001:db8:40::/42"_s }, &rows), "ms", 5);
    report.add(label("jail filter"), filterTime(model, { .jails = { u"sshd"_s } }, &rows), "ms", 5);
    report.add(label("  rows left"), rows, "rows");
    report.add(label("server filter"), filterTime(model, { .servers = { mail } }), "ms", 5);
    report.add(label("permanent filter"), filterTime(model, { .end = models::BanEnd::Permanent }), "ms", 5);
    report.add(label("filter taken away"),
        bench::best(5,
            [&] {
                model.setFilter({ .jails = { u"sshd"_s } });
                return bench::milliseconds([&] { model.setFilter({}); });
            }),
        "ms");

    malloc_trim(0);
    const size_t filteredBefore = bench::residentBytes();
    model.setFilter({ .jails = { u"sshd"_s } });
    malloc_trim(0);
    report.add(label("  more bytes per row while filtered"),
        (double(bench::residentBytes()) - double(filteredBefore)) / 1e6, "bytes");
    model.setFilter({});

    for (int column = 0; column < models::banColumnCount; ++column) {
        for (const auto order : { Qt::AscendingOrder, Qt::DescendingOrder }) {
            const QString what
                = u"sort by %1, %2"_s.arg(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                    order == Qt::AscendingOrder ? u"ascending"_s : u"descending"_s);
            report.add(label(what.toStdString()),
                bench::best(3,
                    [&] {
                        model.sort(column == 0 ? 1 : 0, Qt::AscendingOrder);
                        return bench::milliseconds([&] {
                            model.sort(column, order);
                            readScreen(model);
                        });
                    }),
                "ms", 150);
        }
    }

    for (const int column : { int(BanColumn::Since), int(BanColumn::Address), int(BanColumn::Jail) }) {
        model.sort(column, Qt::DescendingOrder);
        unsigned seed = 10;
        auto current = input.web;
        const QString what = u"refresh that changes 1 %, sorted by %1"_s.arg(
            model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        report.add(label(what.toStdString()),
            bench::best(5,
                [&] {
                    current = changed(*current, mix, ++seed);
                    return bench::milliseconds([&] {
                        model.setBans(web, u"sshd"_s, current);
                        readScreen(model);
                    });
                }),
            "ms", 50);
        model.setBans(web, u"sshd"_s, input.web);
    }
    report.add(label("search of one address"),
        bench::best(5,
            [&] {
                return bench::milliseconds([&] {
                    const models::BanMatcher matcher(model.store(), { .text = u"203.0.113.7"_s }, nullptr, start);
                    (void)matcher.first(50);
                });
            }),
        "ms");
}

void againstProxy(bench::Report &report)
{
    const auto bans = makeBans(100'000, tenth, 3);
    TextRow plain(*bans);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&plain);
    BanTableModel model;
    name(model);
    model.setBans(web, u"sshd"_s, bans);
    (void)proxy.rowCount();

    const double proxyText = bench::milliseconds([&] { proxy.setFilterFixedString(u"203.0"_s); });
    proxy.setFilterFixedString({});
    const double ownText = filterTime(model, { .text = u"203.0"_s });
    report.add(
        "text filter at 100,000: times faster than QSortFilterProxyModel", proxyText / ownText, "times", 1, true);
    const double proxySort = bench::milliseconds([&] { proxy.sort(1); });
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    const double ownSort = bench::milliseconds([&] { model.sort(int(BanColumn::Since), Qt::AscendingOrder); });
    report.add(
        "sort by time at 100,000: times faster than QSortFilterProxyModel", proxySort / ownSort, "times", 1, true);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    bench::Report report("bans_model");
    million(report, tenth);
    million(report, { "half IPv6", 0.5 });
    million(report, { "only IPv6", 1.0 });
    million(report, { "only IPv6 with ::", 1.0, true });
    againstProxy(report);
    return report.finish();
}
