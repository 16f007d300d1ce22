// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/read_watch.h"

#include <QTest>

#include <array>
#include <memory>
#include <numeric>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using transport::ReadWatch;

namespace {

/// A pipe; reading takes one byte.
struct WatchedPipe
{
    WatchedPipe() { Q_ASSERT(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0); }
    ~WatchedPipe()
    {
        ::close(ends[0]);
        endWriting();
    }
    Q_DISABLE_COPY_MOVE(WatchedPipe)
    void write(const char *text) const { QCOMPARE(::write(ends[1], text, qstrlen(text)), ssize_t(qstrlen(text))); }
    /// 1: a byte, 0: the end, -1: nothing there.
    [[nodiscard]] ssize_t read() const
    {
        char byte = 0;
        return ::read(ends[0], &byte, 1);
    }
    void endWriting()
    {
        if (ends[1] >= 0)
            ::close(std::exchange(ends[1], -1));
    }
    std::array<int, 2> ends { -1, -1 };
};

/// What was ready before has had its call: somebody who became ready later has been served, twice.
bool turnsAreOver(ReadWatch &watch)
{
    WatchedPipe later;
    int served = 0;
    if (!watch.add(later.ends[0], [&] { served += int(later.read()); }))
        return false;
    for (int turn = 1; turn <= 2; ++turn) {
        later.write("x");
        if (!QTest::qWaitFor([&] { return served == turn; }, 30'000))
            return false;
    }
    watch.remove(later.ends[0]);
    return true;
}

} // namespace

class TestReadWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsWhoHasSomethingToRead()
    {
        ReadWatch watch;
        std::vector<std::unique_ptr<WatchedPipe>> pipes;
        std::vector<int> heard(40, 0);
        for (size_t i = 0; i < heard.size(); ++i) { // more than are served in one turn
            pipes.push_back(std::make_unique<WatchedPipe>());
            QVERIFY(watch.add(pipes[i]->ends[0], [&heard, &pipes, i] { heard[i] += int(pipes[i]->read()); }));
        }
        QCOMPARE(watch.count(), 40);
        for (size_t i = 0; i < heard.size(); i += 2)
            pipes[i]->write("abc"); // one byte is read with each call
        const auto sum = [&heard] { return std::accumulate(heard.begin(), heard.end(), 0); };
        QTRY_COMPARE(sum(), 60);
        for (size_t i = 0; i < heard.size(); ++i)
            QCOMPARE(heard[i], i % 2 == 0 ? 3 : 0);
    }
    void tellsTheEnd()
    {
        ReadWatch watch;
        WatchedPipe pipe;
        bool ended = false;
        QVERIFY(watch.add(pipe.ends[0], [&] {
            ended = pipe.read() == 0;
            watch.remove(pipe.ends[0]);
        }));
        pipe.endWriting();
        QTRY_VERIFY(ended);
        QCOMPARE(watch.count(), 0);
    }
    void aRemovedOneIsNotCalledInTheSameTurn()
    {
        ReadWatch watch;
        WatchedPipe one;
        WatchedPipe other;
        int calls = 0;
        const auto first = [&] {
            ++calls;
            watch.remove(one.ends[0]);
            watch.remove(other.ends[0]);
        };
        QVERIFY(watch.add(one.ends[0], first));
        QVERIFY(watch.add(other.ends[0], first));
        one.write("x");
        other.write("x");
        QTRY_COMPARE(calls, 1);
        QVERIFY(turnsAreOver(watch));
        QCOMPARE(calls, 1);
        watch.remove(one.ends[0]); // once more is nothing
    }
    void theNextDescriptorOfTheSameNumberIsAnother()
    {
        ReadWatch watch;
        WatchedPipe one;
        auto other = std::make_unique<WatchedPipe>();
        int stale = 0;
        int fresh = 0;
        std::unique_ptr<WatchedPipe> third;
        const auto replace = [&](WatchedPipe &mine) {
            std::ignore = mine.read();
            if (!other)
                return;
            const int number = other->ends[0];
            watch.remove(number);
            other.reset();
            third = std::make_unique<WatchedPipe>();
            QCOMPARE(third->ends[0], number); // the system gives the lowest that is free
            QVERIFY(watch.add(number, [&] {
                ++fresh;
                std::ignore = third->read();
            }));
        };
        QVERIFY(watch.add(one.ends[0], [&] { replace(one); }));
        QVERIFY(watch.add(other->ends[0], [&] { ++stale; }));
        one.write("x"); // ready before the other: it is served first
        other->write("x");
        QTRY_VERIFY(third);
        QVERIFY(turnsAreOver(watch));
        QCOMPARE(stale, 0);
        QCOMPARE(fresh, 0);
        third->write("x");
        QTRY_COMPARE(fresh, 1);
    }
    void whoeverIsCalledMayEndTheWatch()
    {
        auto watch = std::make_unique<ReadWatch>();
        WatchedPipe one;
        WatchedPipe other;
        int calls = 0;
        for (const WatchedPipe *pipe : { &one, &other })
            QVERIFY(watch->add(pipe->ends[0], [&] {
                ++calls;
                watch.reset();
            }));
        one.write("x");
        other.write("x");
        QTRY_COMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(TestReadWatch)
#include "tst_read_watch.moc"
