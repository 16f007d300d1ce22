// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "transport/local_socket_channel.h"
#include "transport/read_watch.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

using core::ErrorCode;
using support::ScriptedServer;
using transport::Channel;
using transport::LocalSocketChannel;
using namespace Qt::StringLiterals;

namespace {

/// Every test runs twice: each channel with a notifier of its own, and all behind one.
std::shared_ptr<transport::ReadWatch> sharedWatch;

/// A channel and what it said.
struct Listener
{
    explicit Listener(const QString &path)
        : channel(path, sharedWatch)
    {
        QObject::connect(
            &channel, &Channel::bytesReceived, &channel, [this](const QByteArray &bytes) { received += bytes; });
    }
    [[nodiscard]] ErrorCode failure() const { return failed.value(0).value(0).value<core::Error>().code; }
    [[nodiscard]] ErrorCode end() const { return closed.value(0).value(0).value<core::Error>().code; }

    LocalSocketChannel channel;
    QSignalSpy opened { &channel, &Channel::opened };
    QSignalSpy failed { &channel, &Channel::failed };
    QSignalSpy closed { &channel, &Channel::closed };
    QByteArray received;
};

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 x = 12345;
    for (char &c : bytes) {
        x = x * 1664525 + 1013904223;
        c = char(x >> 24);
    }
    return bytes;
}

int openDescriptors()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
}

} // namespace

class TestLocalSocketChannel : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder { QDir::tempPath() + u"/lsc-XXXXXX"_s };

private Q_SLOTS:
    void errnoToCode_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("noSocket");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, int error, bool noSocket, ErrorCode code) {
            QTest::newRow(name) << error << noSocket << code;
        };
        row("ENOENT", ENOENT, false, ErrorCode::NoSocket);
        row("ENOTDIR", ENOTDIR, false, ErrorCode::NoSocket);
        row("ELOOP", ELOOP, false, ErrorCode::NoSocket);
        row("ECONNREFUSED", ECONNREFUSED, false, ErrorCode::Refused);
        row("ECONNREFUSED, a file", ECONNREFUSED, true, ErrorCode::NotASocket);
        row("EACCES", EACCES, false, ErrorCode::PermissionDenied);
        row("EACCES, a file", EACCES, true, ErrorCode::NotASocket);
        row("EPERM", EPERM, false, ErrorCode::PermissionDenied);
        row("EAGAIN", EAGAIN, false, ErrorCode::Busy);
        row("ENAMETOOLONG", ENAMETOOLONG, false, ErrorCode::PathTooLong);
        row("EPROTOTYPE", EPROTOTYPE, false, ErrorCode::NotASocket);
        row("ENOTSOCK", ENOTSOCK, false, ErrorCode::NotASocket);
        row("ETIMEDOUT", ETIMEDOUT, false, ErrorCode::Timeout);
        row("ECONNRESET", ECONNRESET, false, ErrorCode::ConnectionLost);
        row("EMFILE", EMFILE, false, ErrorCode::Internal);
    }
    void errnoToCode()
    {
        QFETCH(int, error);
        QFETCH(bool, noSocket);
        QFETCH(ErrorCode, code);
        QCOMPARE(core::errorCodeName(transport::connectErrorCode(error, noSocket)), core::errorCodeName(code));
    }

    void unusablePaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<ErrorCode>("code");
        const QString file = m_folder.filePath(u"file"_s);
        QFile(file).open(QIODevice::WriteOnly); // NOLINT: creates it
        QTest::newRow("absent") << m_folder.filePath(u"absent"_s) << ErrorCode::NoSocket;
        QTest::newRow("absent folder") << u"/nonexistent/f2b.sock"_s << ErrorCode::NoSocket;
        QTest::newRow("below a file") << file + u"/s"_s << ErrorCode::NoSocket;
        QTest::newRow("regular file") << file << ErrorCode::NotASocket;
        QTest::newRow("folder") << m_folder.path() << ErrorCode::NotASocket;
        QTest::newRow("device") << u"/dev/null"_s << ErrorCode::NotASocket;
        QTest::newRow("empty") << QString() << ErrorCode::NoSocket;
        QTest::newRow("abstract") << QString(QChar(0)) + u"x"_s << ErrorCode::NoSocket;
        QTest::newRow("108 bytes") << u'/' + QString(107, u'a') << ErrorCode::PathTooLong;
        QTest::newRow("107 bytes") << u'/' + QString(106, u'a') << ErrorCode::NoSocket;
        QTest::newRow("107 characters, more bytes") << u'/' + QString(106, u'ä') << ErrorCode::PathTooLong;
    }
    void unusablePaths()
    {
        QFETCH(QString, path);
        QFETCH(ErrorCode, code);
        Listener one(path);
        one.channel.open();
        QCOMPARE(one.failed.count(), 0); // never from inside open()
        QCOMPARE(one.channel.state(), Channel::State::Opening);
        QTRY_COMPARE(one.failed.count(), 1);
        QCOMPARE(core::errorCodeName(one.failure()), core::errorCodeName(code));
        QCOMPARE(one.channel.state(), Channel::State::Closed);
        QVERIFY(!one.channel.peerIdentity());
        QCOMPARE(one.opened.count(), 0);
        QCOMPARE(one.closed.count(), 0);
        one.channel.open(); // and once more
        QTRY_COMPARE(one.failed.count(), 2);
    }

    void deadDaemonLeavesItsSocketBehind()
    {
        ScriptedServer server;
        server.stopListening(false);
        QVERIFY(QFile::exists(server.path()));
        Listener one(server.path());
        one.channel.open();
        QTRY_COMPARE(one.failed.count(), 1);
        QCOMPARE(one.failure(), ErrorCode::Refused);
    }

    void datagramSocketIsNoDaemon()
    {
        const QByteArray path = QFile::encodeName(m_folder.filePath(u"dgram"_s));
        const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        Listener one(QFile::decodeName(path));
        one.channel.open();
        QTRY_COMPARE(one.failed.count(), 1);
        QCOMPARE(one.failure(), ErrorCode::NotASocket);
        ::close(fd);
    }

    void fullBacklogIsBusy()
    {
        ScriptedServer server(1); // as fail2ban's own
        server.setAccepting(false);
        std::vector<std::unique_ptr<Listener>> all;
        for (int i = 0; i < 8; ++i) {
            all.push_back(std::make_unique<Listener>(server.path()));
            all.back()->channel.open();
        }
        const auto total = [&all](auto count) {
            int sum = 0;
            for (const auto &one : all)
                sum += int(count(*one));
            return sum;
        };
        QTRY_COMPARE(total([](const Listener &one) { return one.opened.count() + one.failed.count(); }), 8);
        QCOMPARE(total([](const Listener &one) { return one.opened.count(); }), 2); // fact sheet 0.8
        for (const auto &one : all) {
            if (one->failed.count() > 0)
                QCOMPARE(one->failure(), ErrorCode::Busy);
        }
        server.setAccepting(true);
        QTRY_COMPARE(server.acceptedCount(), 2);
        all.back()->channel.open(); // later it works
        QTRY_COMPARE(all.back()->opened.count(), 1);
    }

    void identityOfThePeer()
    {
        ScriptedServer server;
        Listener one(server.path());
        QVERIFY(!one.channel.peerIdentity());
        one.channel.open();
        QVERIFY(!one.channel.peerIdentity());
        QTRY_COMPARE(one.opened.count(), 1);
        const auto identity = one.channel.peerIdentity();
        QVERIFY(identity);
        QCOMPARE(identity->pid, ::getpid());
        QVERIFY(identity->startTime > 0);
        QCOMPARE(identity->startTime, transport::processStartTime(::getpid()));
        one.channel.close();
        QVERIFY(!one.channel.peerIdentity());
    }

    void startTimes()
    {
        using transport::startTimeFromStat;
        const QByteArray rest = " 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 9 9 9\n";
        QCOMPARE(startTimeFromStat("42 (fail2ban-server) S" + rest), 4711U);
        QCOMPARE(startTimeFromStat("42 (a) b) (c) S" + rest), 4711U); // a name is any bytes
        QCOMPARE(startTimeFromStat("42 (x\ny) R" + rest), 4711U);
        QCOMPARE(startTimeFromStat("42 (x) Z" + rest), 0U);
        QCOMPARE(startTimeFromStat("42 (x) X" + rest), 0U);
        QCOMPARE(startTimeFromStat("42 (x) S 1 2 3"), 0U);
        QCOMPARE(startTimeFromStat(""), 0U);
        QCOMPARE(transport::processStartTime(0), 0U);
        QCOMPARE(transport::processStartTime(-1), 0U);
        QCOMPARE(transport::processStartTime(1LL << 40), 0U);
    }

    void tenMegabytesBothWays()
    {
        ScriptedServer server;
        server.setEcho(true);
        Listener one(server.path());
        one.channel.open();
        QTRY_COMPARE(one.opened.count(), 1);
        const QByteArray sent = noise(10 * 1024 * 1024);
        int turns = 0;
        qsizetype largest = 0;
        connect(&one.channel, &Channel::bytesReceived, this, [&](const QByteArray &bytes) {
            ++turns;
            largest = std::max(largest, bytes.size());
        });
        one.channel.write(sent);
        one.channel.write({});
        QTRY_COMPARE(one.received.size(), sent.size());
        QVERIFY(one.received == sent);
        QVERIFY(turns >= 40); // in slices
        QVERIFY(largest <= 256 * 1024);
        QCOMPARE(one.closed.count(), 0);
    }

    void repliesByteByByte()
    {
        ScriptedServer server;
        const QByteArray reply = noise(500);
        server.setReplies({ { reply, 1, -1, false } });
        Listener one(server.path());
        one.channel.open();
        QTRY_COMPARE(one.opened.count(), 1);
        one.channel.write("ping<F2B_END_COMMAND>");
        QTRY_COMPARE(one.received.size(), reply.size());
        QCOMPARE(one.received, reply);
        QCOMPARE(server.requests(), (QList<QByteArray> { "ping<F2B_END_COMMAND>" }));
    }

    void cutInTheMiddle()
    {
        ScriptedServer server;
        const QByteArray reply = noise(300'000);
        server.setReplies({ { reply, 0, 123'456, false } });
        Listener one(server.path());
        one.channel.open();
        QTRY_COMPARE(one.opened.count(), 1);
        one.channel.write("x<F2B_END_COMMAND>");
        QTRY_COMPARE(one.closed.count(), 1);
        QCOMPARE(one.end(), ErrorCode::ConnectionLost);
        QCOMPARE(one.received.size(), 123'456); // all that was said before the end arrives
        QVERIFY(reply.startsWith(one.received));
        QCOMPARE(one.channel.state(), Channel::State::Closed);
        QCOMPARE(one.failed.count(), 0);
        one.channel.write("too late");
        one.channel.open();
        QTRY_COMPARE(one.opened.count(), 2);
        QCOMPARE(server.connectionCount(), 1);
    }

    void writingToAClosedPeerIsNoSignalOfTheKernel()
    {
        ScriptedServer server;
        Listener one(server.path());
        one.channel.open();
        QTRY_COMPARE(server.connectionCount(), 1);
        server.dropConnections();
        one.channel.write(noise(1'000'000)); // EPIPE; a SIGPIPE would end this program
        one.channel.write("more");
        QCOMPARE(one.closed.count(), 0); // not from inside write()
        QTRY_COMPARE(one.closed.count(), 1);
        QCOMPARE(one.end(), ErrorCode::ConnectionLost);
    }

    void closeIsSilentAndWhole()
    {
        ScriptedServer server;
        QSignalSpy ended(&server, &ScriptedServer::connectionClosed);
        Listener one(server.path());
        one.channel.open();
        QTRY_COMPARE(server.connectionCount(), 1);
        one.channel.close();
        QCOMPARE(one.channel.state(), Channel::State::Closed);
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(server.connectionCount(), 0);
        QCOMPARE(one.closed.count() + one.failed.count(), 0);
        one.channel.close();
    }

    void closeWhileOpening()
    {
        ScriptedServer server;
        Listener one(server.path());
        one.channel.open();
        one.channel.close();
        Listener absent(m_folder.filePath(u"none"_s));
        absent.channel.open();
        absent.channel.close();
        QTRY_COMPARE(server.acceptedCount(), 1);
        QTRY_COMPARE(server.connectionCount(), 0);
        QCOMPARE(one.opened.count() + one.failed.count() + one.closed.count(), 0);
        QCOMPARE(absent.opened.count() + absent.failed.count() + absent.closed.count(), 0);
        // The result of the attempt that was given up does not reach the next one.
        absent.channel.open();
        absent.channel.close();
        absent.channel.open();
        QTRY_COMPARE(absent.failed.count(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(absent.failed.count(), 1);
    }

    void openTwiceIsOnce()
    {
        ScriptedServer server;
        Listener one(server.path());
        one.channel.open();
        one.channel.open();
        QTRY_COMPARE(one.opened.count(), 1);
        one.channel.open();
        QCoreApplication::processEvents();
        QCOMPARE(one.opened.count(), 1);
        QCOMPARE(server.acceptedCount(), 1);
    }

    void deletedInsideItsOwnSignals()
    {
        ScriptedServer server;
        server.setReply("answer");
        auto *first = new LocalSocketChannel(server.path());
        connect(first, &Channel::opened, this, [first] { delete first; });
        auto *second = new LocalSocketChannel(server.path());
        connect(second, &Channel::opened, this, [second] { second->write("x<F2B_END_COMMAND>"); });
        connect(second, &Channel::bytesReceived, this, [second] { delete second; });
        auto *third = new LocalSocketChannel(m_folder.filePath(u"none"_s));
        bool thirdGone = false;
        connect(third, &Channel::failed, this, [third, &thirdGone] {
            delete third;
            thirdGone = true;
        });
        const QPointer<QObject> a(first);
        const QPointer<QObject> b(second);
        first->open();
        second->open();
        third->open();
        QTRY_VERIFY(a.isNull() && b.isNull() && thirdGone);
        QTRY_COMPARE(server.connectionCount(), 0);
    }

    void noDescriptorIsLost()
    {
        ScriptedServer server;
        const int before = openDescriptors();
        for (int i = 0; i < 50; ++i) {
            Listener good(server.path());
            Listener bad(m_folder.filePath(u"none"_s));
            good.channel.open();
            bad.channel.open();
            QTRY_COMPARE(good.opened.count() + bad.failed.count(), 2);
        }
        QTRY_COMPARE(server.connectionCount(), 0);
        QTRY_COMPARE(openDescriptors(), before);
    }

    void sixteenAtATime()
    {
        ScriptedServer server;
        server.setResponder([](const QByteArray &request) {
            return ScriptedServer::Reply { request.toUpper(), 3, -1, false };
        });
        std::vector<std::unique_ptr<Listener>> all;
        for (int i = 0; i < 16; ++i) {
            all.push_back(std::make_unique<Listener>(server.path()));
            Listener *one = all.back().get();
            connect(&one->channel, &Channel::opened, this,
                [one, i] { one->channel.write("request " + QByteArray::number(i) + "<F2B_END_COMMAND>"); });
            one->channel.open();
        }
        for (int i = 0; i < 16; ++i)
            QTRY_COMPARE(all[size_t(i)]->received, "REQUEST " + QByteArray::number(i) + "<F2B_END_COMMAND>");
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto run = [&] {
        TestLocalSocketChannel test; // each time a folder of its own
        return QTest::qExec(&test, argc, argv);
    };
    const int alone = run();
    sharedWatch = std::make_shared<transport::ReadWatch>();
    return alone + run();
}
#include "tst_local_socket_channel.moc"
