// SPDX-License-Identifier: GPL-3.0-or-later
// The helpers themselves: a fake that lies makes every test with it worthless.
#include "support/fake_channel.h"
#include "support/fake_clock.h"
#include "support/fake_host.h"

#include <QSignalSpy>
#include <QTest>

using core::ErrorCode;
using support::FakeChannel;
using support::FakeClock;
using support::FakeHost;
using transport::Channel;
using transport::CommandResult;
using namespace Qt::StringLiterals;

class TestSupport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clock()
    {
        FakeClock clock(1000, 50);
        clock.advance(10);
        QCOMPARE(clock.nowMs(), 1010);
        QCOMPARE(clock.monotonicMs(), 60);
        clock.jump(-500);
        QCOMPARE(clock.nowMs(), 510);
        QCOMPARE(clock.monotonicMs(), 60);
    }

    void channel()
    {
        FakeChannel channel;
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy received(&channel, &Channel::bytesReceived);
        QSignalSpy failed(&channel, &Channel::failed);
        QSignalSpy closed(&channel, &Channel::closed);
        channel.open();
        QCOMPARE(channel.state(), Channel::State::Opening);
        channel.accept();
        QCOMPARE(opened.count(), 1);
        channel.write("a");
        channel.write("b");
        QCOMPARE(channel.takeWritten(), QByteArray("ab"));
        QCOMPARE(channel.written(), QByteArray());
        QCOMPARE(channel.writes(), (QList<QByteArray> { "a", "b" }));
        channel.feed("reply");
        QCOMPARE(received.at(0).at(0).toByteArray(), QByteArray("reply"));
        channel.cut();
        QCOMPARE(closed.at(0).at(0).value<core::Error>().code, ErrorCode::ConnectionLost);
        channel.setAutoFail(core::Error { ErrorCode::Busy, {} });
        channel.open();
        QCOMPARE(failed.count(), 0);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(channel.state(), Channel::State::Closed);
        channel.setAutoFail({});
        channel.setAutoAccept(true);
        channel.setResponder([](const QByteArray &request) { return request + "!"; });
        channel.open();
        QTRY_COMPARE(opened.count(), 2);
        channel.write("x");
        QTRY_COMPARE(received.count(), 2);
        QCOMPARE(received.at(1).at(0).toByteArray(), QByteArray("x!"));
        channel.write("y");
        channel.close();
        QCoreApplication::processEvents();
        QCOMPARE(received.count(), 2);
        QCOMPARE(channel.openCount(), 3);
    }

    void host()
    {
        FakeHost host;
        QStringList heard;
        const auto note = [&heard](const core::Result<CommandResult> &result) {
            heard.append(result ? QString::fromUtf8(result->standardOutput) : core::errorCodeName(result.error().code));
        };
        host.whenWords({ u"reload"_s, u"--if-exists"_s }, FakeHost::success("reloaded"));
        host.whenWords({ u"-t"_s }, core::failure(ErrorCode::Timeout));
        host.run({ { u"client"_s, u"reload"_s, u"--if-exists"_s, u"sshd"_s } }, this, note);
        host.run({ { u"client"_s, u"reload"_s, u"sshd"_s } }, this, note);
        host.runReader(transport::ReaderCommand::configTest(u"client"_s, u"/etc"_s), this, note);
        QVERIFY(heard.isEmpty());
        QTRY_COMPARE(heard, (QStringList { u"reloaded"_s, u"CommandNotFound"_s, u"Timeout"_s }));
        QCOMPARE(host.runs().size(), 3);
        QVERIFY(!host.runs().at(0).reader && host.runs().at(2).reader);

        host.setHeld(true);
        core::RequestHandle handle = host.run({ { u"client"_s, u"-t"_s } }, this, note);
        host.run({ { u"client"_s, u"-t"_s } }, this, note);
        QCoreApplication::processEvents();
        QCOMPARE(heard.size(), 3);
        QCOMPARE(host.heldCount(), 2);
        handle.cancel();
        QCOMPARE(host.cancelledCount(), 1);
        QTRY_COMPARE(heard.value(3), u"Cancelled"_s);
        host.release();
        QTRY_COMPARE(heard.value(4), u"Timeout"_s);
        QCoreApplication::processEvents();
        QCOMPARE(heard.size(), 5);
    }

    void hostFiles()
    {
        FakeHost host;
        host.setFile(u"/a"_s, "content");
        host.setFileError(u"/b"_s, ErrorCode::FileUnreadable);
        host.setProcess(7, { 7, 99 });
        QStringList heard;
        const auto note = [&heard](const core::Result<QByteArray> &result) {
            heard.append(result ? QString::fromUtf8(*result) : core::errorCodeName(result.error().code));
        };
        host.readFile(u"/a"_s, 4, this, note);
        host.readFile(u"/b"_s, 4, this, note);
        host.readFile(u"/c"_s, 4, this, note);
        host.stat(u"/a"_s, this, [&heard](const auto &result) { heard.append(QString::number(result->size)); });
        host.processIdentity(
            7, this, [&heard](const auto &result) { heard.append(QString::number(result->startTime)); });
        QTRY_COMPARE(heard, (QStringList { u"cont"_s, u"FileUnreadable"_s, u"FileNotFound"_s, u"7"_s, u"99"_s }));
    }
};

QTEST_GUILESS_MAIN(TestSupport)
#include "tst_support.moc"
