// SPDX-License-Identifier: GPL-3.0-or-later
// One ban on 300 servers in memory, every tenth of them dead: how long it takes and how long the event loop is away.
#include "services/pending_rig.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <cstdio>
#include <ctime>

static qint64 ownTime()
{
    timespec spent {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return qint64(spent.tv_sec) * 1'000'000'000 + spent.tv_nsec;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    constexpr int servers = 300;
    QTemporaryDir folder;
    support::FakeClock clock;
    doubles::PendingLife life(folder.filePath(QStringLiteral("bench.db")), clock);
    QList<core::ServerId> all;
    QList<core::ServerId> dead;
    for (int i = 1; i <= servers; ++i) {
        all.append(life.add(i));
        if (i % 10 == 0) {
            dead.append(all.last());
            life.setDown(all.last(), core::ErrorCode::TunnelDown);
        }
    }
    life.delivery.start();

    // A timer that fires every millisecond, as long as the event loop comes round.
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    beat.setInterval(1);
    QElapsedTimer sinceBeat;
    qint64 longest = 0;
    qint64 busiest = 0; // of this thread's own time: what other programs take does not count
    qint64 ownBefore = 0;
    QObject::connect(&beat, &QTimer::timeout, &application, [&] {
        longest = std::max(longest, sinceBeat.nsecsElapsed());
        const qint64 own = ownTime();
        busiest = std::max(busiest, own - ownBefore);
        ownBefore = own;
        sinceBeat.start();
    });
    const auto banOn = [&life](const QStringList &targets, const QList<core::ServerId> &where) {
        services::BanRequest request { where, { QStringLiteral("sshd") }, {} };
        for (const QString &target : targets)
            request.targets.append(*core::IpNetwork::parse(target));
        QEventLoop loop;
        qsizetype count = 0;
        life.bans.ban(request, &life.context, [&](const core::Result<QList<core::Receipt>> &receipts) {
            count = receipts ? receipts->size() : 0;
            loop.quit();
        });
        loop.exec();
        return count;
    };
    const auto measure = [&](const char *what, const auto &run) {
        longest = 0;
        busiest = 0;
        ownBefore = ownTime();
        sinceBeat.start();
        beat.start();
        QElapsedTimer total;
        total.start();
        const qsizetype count = run();
        beat.stop();
        std::printf("%-34s %6lld receipts  %8.1f ms  longest gap in the event loop %6.2f ms, of our own %6.2f ms\n",
            what, static_cast<long long>(count), double(total.nsecsElapsed()) / 1e6, double(longest) / 1e6,
            double(busiest) / 1e6);
    };
    measure("ban on 300 servers, 30 dead", [&] { return banOn({ QStringLiteral("192.0.2.1") }, all); });
    measure("30 servers come back", [&] {
        for (const core::ServerId id : dead)
            life.comeBack(id);
        QEventLoop loop;
        QObject::connect(&life.pending, &services::PendingChanges::delivered, &loop, [&] {
            if (life.delivered.size() >= dead.size())
                loop.quit();
        });
        loop.exec();
        return life.delivered.size();
    });
    QStringList many;
    for (int i = 0; i < 200; ++i)
        many.append(QStringLiteral("198.51.100.%1").arg(i));
    measure("200 addresses on 300 servers", [&] { return banOn(many, all); });
    return 0;
}
