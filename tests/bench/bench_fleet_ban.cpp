// SPDX-License-Identifier: GPL-3.0-or-later
// One ban on 300 servers in memory, every tenth of them dead: how long it takes and how long the event loop is away.
#include "services/pending_rig.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

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

    // From waking up to going back to sleep.
    QElapsedTimer awake;
    qint64 longest = 0;
    auto *dispatcher = QAbstractEventDispatcher::instance();
    QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &application, [&] { awake.start(); });
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &application, [&] {
        if (awake.isValid())
            longest = std::max(longest, awake.nsecsElapsed());
    });
    const auto measure = [&](const char *what, const auto &run) {
        longest = 0;
        QElapsedTimer total;
        total.start();
        const qsizetype count = run();
        std::printf("%-34s %6lld receipts  %8.1f ms  longest stretch without the event loop %6.2f ms\n", what,
            static_cast<long long>(count), double(total.nsecsElapsed()) / 1e6, double(longest) / 1e6);
    };
    measure("ban on 300 servers, 30 dead", [&] { return life.ban(all, { QStringLiteral("192.0.2.1") }).size(); });
    measure("30 servers come back", [&] {
        for (const core::ServerId id : dead)
            life.comeBack(id);
        std::ignore = QTest::qWaitFor([&] { return life.delivered.size() >= dead.size(); }, 30'000);
        return life.delivered.size();
    });
    QStringList many;
    for (int i = 0; i < 200; ++i)
        many.append(QStringLiteral("198.51.100.%1").arg(i));
    measure("200 addresses on 300 servers", [&] { return life.ban(all, many).size(); });
    return 0;
}
