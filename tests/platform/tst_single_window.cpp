// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_window.h"
#include "support/event_loop.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using platform::SingleWindow;

class TestSingleWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nobodyThere();
    void handsOverArguments();
    void handsOverBetweenProcesses();
    void aBusyWindowIsWaitedFor();
    void folderDecidesIdentity();
    void staleSocketIsTakenOver();
    void silentOwnerTimesOut();
    void garbageIsRefused_data();
    void garbageIsRefused();
    void messageInPieces();
    void folderOfOursIsRepaired();
    void foreignFolderIsRefused();
    void anotherUserHasNoWayIn();
    void tooLongPath();
    void cancelledIsToldOnce();

private:
    [[nodiscard]] QString data() const { return m_dir->filePath(u"data"_s); }
    [[nodiscard]] QString run() const { return m_dir->filePath(u"run"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

struct Outcome
{
    QObject context;
    std::optional<core::Result<bool>> result;
    int calls = 0;

    core::Handler<bool> handler()
    {
        return [this](core::Result<bool> value) {
            result = std::move(value);
            ++calls;
        };
    }
};

// A socket file whose process is gone: bound and closed without unlinking.
bool leaveStaleSocket(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const bool bound = ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) == 0;
    ::close(descriptor);
    return bound;
}

} // namespace

void TestSingleWindow::init()
{
    m_dir = std::make_unique<QTemporaryDir>(u"/tmp/bgsw-XXXXXX"_s);
    QVERIFY(m_dir->isValid());
    QVERIFY(QDir().mkdir(data()));
}

void TestSingleWindow::nobodyThere()
{
    SingleWindow window(data(), run());
    Outcome outcome;
    window.activateExisting({}, &outcome.context, outcome.handler());
    QCOMPARE(outcome.calls, 0); // never from inside the call
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY(outcome.result->has_value());
    QCOMPARE(outcome.result->value(), false);
    const QFile::Permissions mode = QFileInfo(run()).permissions();
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther)));
}

void TestSingleWindow::handsOverArguments()
{
    SingleWindow first(data(), run());
    QVERIFY(first.listen().has_value());
    QVERIFY(first.isListening());
    QSignalSpy received(&first, &SingleWindow::argumentsReceived);

    qputenv("XDG_ACTIVATION_TOKEN", "token-1");
    SingleWindow second(data(), run());
    Outcome outcome;
    const QStringList arguments { u"--socket"_s, u"/run/fail2ban/fail2ban.sock"_s, u"ä \n \"x\""_s };
    second.activateExisting(arguments, &outcome.context, outcome.handler());
    QTRY_COMPARE(outcome.calls, 1);
    qunsetenv("XDG_ACTIVATION_TOKEN");
    QVERIFY(outcome.result->has_value());
    QCOMPARE(outcome.result->value(), true);
    QCOMPARE(received.count(), 1);
    QCOMPARE(received.at(0).at(0).toStringList(), arguments);
    QCOMPARE(received.at(0).at(1).toString(), u"token-1"_s);

    // A third one, and the first one still listens.
    Outcome again;
    second.activateExisting({}, &again.context, again.handler());
    QTRY_COMPARE(again.calls, 1);
    QCOMPARE(received.count(), 2);
    QCOMPARE(received.at(1).at(0).toStringList(), QStringList());
}

void TestSingleWindow::handsOverBetweenProcesses()
{
    SingleWindow first(data(), run());
    QVERIFY(first.listen().has_value());
    QSignalSpy received(&first, &SingleWindow::argumentsReceived);
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), { u"--hand-over"_s, data(), run(), u"one"_s, u"two"_s });
    QVERIFY(received.wait(30'000));
    QCOMPARE(received.at(0).at(0).toStringList(), (QStringList { u"one"_s, u"two"_s }));
    QTRY_COMPARE(other.state(), QProcess::NotRunning);
    QCOMPARE(other.exitCode(), 42);
}

/// A window that is just being built answers no earlier than its event loop runs again.
void TestSingleWindow::aBusyWindowIsWaitedFor()
{
    SingleWindow first(data(), run());
    QVERIFY(first.listen().has_value());
    QSignalSpy received(&first, &SingleWindow::argumentsReceived);
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), { u"--hand-over"_s, data(), run(), u"one"_s });
    QVERIFY(!other.waitForFinished(5'000)); // without an event loop of this process
    QTRY_COMPARE(received.count(), 1);
    QTRY_COMPARE(other.state(), QProcess::NotRunning);
    QCOMPARE(other.exitCode(), 42);
}

void TestSingleWindow::folderDecidesIdentity()
{
    QVERIFY(QDir().mkdir(m_dir->filePath(u"other"_s)));
    QVERIFY(QFile::link(data(), m_dir->filePath(u"link"_s)));
    const SingleWindow window(data(), run());
    QCOMPARE(SingleWindow(m_dir->filePath(u"link"_s), run()).socketPath(), window.socketPath());
    QCOMPARE(SingleWindow(data() + u"/../data/"_s, run()).socketPath(), window.socketPath());
    QVERIFY(SingleWindow(m_dir->filePath(u"other"_s), run()).socketPath() != window.socketPath());
}

void TestSingleWindow::staleSocketIsTakenOver()
{
    SingleWindow window(data(), run());
    QVERIFY(QDir().mkdir(run()));
    QVERIFY(QFile::setPermissions(run(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(leaveStaleSocket(window.socketPath()));
    Outcome outcome;
    window.activateExisting({}, &outcome.context, outcome.handler());
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY(outcome.result->has_value());
    QCOMPARE(outcome.result->value(), false);
    QVERIFY(window.listen().has_value());

    SingleWindow second(data(), run());
    Outcome taken;
    second.activateExisting({ u"x"_s }, &taken.context, taken.handler());
    QTRY_COMPARE(taken.calls, 1);
    QVERIFY(taken.result->value_or(false));
}

void TestSingleWindow::silentOwnerTimesOut()
{
    SingleWindow window(data(), run());
    QVERIFY(QDir().mkdir(run()));
    QVERIFY(QFile::setPermissions(run(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QLocalServer silent;
    QVERIFY(silent.listen(window.socketPath()));
    window.setTimeout(50);
    Outcome outcome;
    window.activateExisting({}, &outcome.context, outcome.handler());
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY(!outcome.result->has_value());
    QCOMPARE(outcome.result->error().code, core::ErrorCode::Timeout);
}

void TestSingleWindow::garbageIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another version") << QByteArray("\x07\x00\x00\x00\x02{}", 7);
    QTest::newRow("too long") << QByteArray("\x01\x7f\xff\xff\xff", 5);
    QTest::newRow("not JSON") << QByteArray("\x01\x00\x00\x00\x03xyz", 8);
    QTest::newRow("no arguments") << QByteArray("\x01\x00\x00\x00\x02{}", 7);
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.0\r\n\r\n");
}

void TestSingleWindow::garbageIsRefused()
{
    QFETCH(QByteArray, bytes);
    SingleWindow window(data(), run());
    QVERIFY(window.listen().has_value());
    QSignalSpy received(&window, &SingleWindow::argumentsReceived);
    QLocalSocket socket;
    socket.connectToServer(window.socketPath());
    QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
    socket.write(bytes);
    QTRY_VERIFY(socket.bytesAvailable() > 0);
    QCOMPARE(socket.readAll(), QByteArray("\x15"));
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(received.count(), 0);
}

void TestSingleWindow::messageInPieces()
{
    SingleWindow window(data(), run());
    QVERIFY(window.listen().has_value());
    QSignalSpy received(&window, &SingleWindow::argumentsReceived);
    const QByteArray payload = R"({"arguments":["a"]})";
    const QByteArray message = QByteArray("\x01\x00\x00\x00", 4) + char(payload.size()) + payload;
    QLocalSocket socket;
    socket.connectToServer(window.socketPath());
    for (const char byte : message) {
        socket.write(&byte, 1);
        socket.flush();
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(received.count(), 1);
    QCOMPARE(received.at(0).at(0).toStringList(), QStringList { u"a"_s });
    QTRY_COMPARE(socket.bytesAvailable(), 1);
    QCOMPARE(socket.readAll(), QByteArray("\x06"));
}

void TestSingleWindow::folderOfOursIsRepaired()
{
    QVERIFY(QDir().mkdir(run()));
    const auto open = [this] {
        return QFile::setPermissions(run(),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup
                | QFile::ReadOther | QFile::ExeOther);
    };
    QVERIFY(open());
    SingleWindow window(data(), run());
    QVERIFY(window.listen().has_value());
    QCOMPARE(QFileInfo(run()).permissions() & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther),
        QFile::Permissions());
    // Opened again while the window runs: the next start still finds it.
    QVERIFY(open());
    SingleWindow second(data(), run());
    Outcome outcome;
    second.activateExisting({ u"--quit"_s }, &outcome.context, outcome.handler());
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY(outcome.result->value_or(false));
    QVERIFY(!(QFileInfo(run()).permissions() & QFile::ReadOther));
}

void TestSingleWindow::foreignFolderIsRefused()
{
    SingleWindow window(data(), run());
    // A link in its place is no folder of ours.
    QVERIFY(QFile::link(data(), run()));
    const auto listening = window.listen();
    QVERIFY(!listening.has_value());
    QCOMPARE(listening.error().code, core::ErrorCode::PermissionDenied);
    Outcome outcome;
    window.activateExisting({}, &outcome.context, outcome.handler());
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result->error().code, core::ErrorCode::PermissionDenied);
    QVERIFY(QFile::remove(run()));
    QFile file(run());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(!window.listen().has_value());
}

/// Whoever reaches the window's socket makes it do what a second start may do.
void TestSingleWindow::anotherUserHasNoWayIn()
{
    QVERIFY2(::geteuid() == 0, "becoming another user needs root");
    constexpr uid_t stranger = 65534;
    const auto asStranger = [](const auto &work) {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(::setgid(stranger) != 0 || ::setuid(stranger) != 0 ? 99 : work());
        int status = 0;
        // The window answers from the event loop of this process.
        const bool ended = QTest::qWaitFor([&] { return ::waitpid(child, &status, WNOHANG) == child; }, 30'000);
        return ended && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    };
    const QByteArray base = QFile::encodeName(m_dir->path());
    const QByteArray folder = QFile::encodeName(run());
    QCOMPARE(::chmod(base.constData(), 01777), 0); // as /tmp
    {
        // Somebody was there first, with a folder under our name that we could write to.
        QCOMPARE(::mkdir(folder.constData(), 0777), 0);
        QCOMPARE(::chown(folder.constData(), stranger, stranger), 0);
        SingleWindow window(data(), run());
        const auto listening = window.listen();
        QVERIFY(!listening.has_value());
        QCOMPARE(listening.error().code, core::ErrorCode::PermissionDenied);
        QCOMPARE(::rmdir(folder.constData()), 0);
    }
    SingleWindow window(data(), run());
    QVERIFY(window.listen().has_value());
    QSignalSpy received(&window, &SingleWindow::argumentsReceived);
    const QByteArray path = QFile::encodeName(window.socketPath());
    // errno of connect(), 1 where it was closed without a word, 0 where it was answered.
    const auto talk = [&path] {
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0)
            return errno;
        const QByteArray payload = R"({"arguments":["--quit"]})";
        const QByteArray message = QByteArray("\x01\x00\x00\x00", 4) + char(payload.size()) + payload;
        (void)::send(fd, message.constData(), size_t(message.size()), MSG_NOSIGNAL);
        const timeval limit { 25, 0 };
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        char byte = 0;
        return ::read(fd, &byte, 1) == 1 ? 0 : 1;
    };
    struct stat info
    {
    };
    QCOMPARE(::lstat(path.constData(), &info), 0);
    QCOMPARE(uint(info.st_mode & 0077), 0U);
    QCOMPARE(asStranger(talk), EACCES);
    QCOMPARE(asStranger([&] { return ::unlink(path.constData()) == 0 ? 1 : 0; }), 0);
    QCOMPARE(asStranger([&] { return ::rename(folder.constData(), (folder + 'x').constData()) == 0 ? 1 : 0; }), 0);
    QCOMPARE(asStranger([&] { return ::symlink("/tmp/x", (folder + "/window-x").constData()) == 0 ? 1 : 0; }), 0);
    // Where the modes were loosened, the kernel says who it is.
    QCOMPARE(::chmod(folder.constData(), 0755), 0);
    QCOMPARE(::chmod(path.constData(), 0666), 0);
    QCOMPARE(asStranger(talk), 1);
    QCOMPARE(received.count(), 0);
}

void TestSingleWindow::tooLongPath()
{
    SingleWindow window(data(), u"/tmp/"_s + QString(100, u'x'));
    const auto listening = window.listen();
    QVERIFY(!listening.has_value());
    QCOMPARE(listening.error().code, core::ErrorCode::PathTooLong);
}

void TestSingleWindow::cancelledIsToldOnce()
{
    SingleWindow window(data(), run());
    Outcome outcome;
    core::RequestHandle handle = window.activateExisting({}, &outcome.context, outcome.handler());
    handle.cancel();
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result->error().code, core::ErrorCode::Cancelled);
    support::settle(); // nothing may follow
    QCOMPARE(outcome.calls, 1);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--hand-over"_s) {
        SingleWindow window(arguments.at(2), arguments.at(3));
        window.activateExisting(arguments.mid(4), &application,
            [](const core::Result<bool> &result) { QCoreApplication::exit(result.value_or(false) ? 42 : 1); });
        return QCoreApplication::exec();
    }
    TestSingleWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_single_window.moc"
