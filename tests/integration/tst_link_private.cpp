// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever reaches the local end of a tunnel is root on the server behind it: nobody else on this machine does.
#include "link_rig.h"

#include <QTest>

#include <dirent.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ServerState;

namespace {

constexpr uid_t somebodyElse = 65534;

/// The exit code of a child that does it as another user (root only). 99: it could not become one.
template <typename Work> int asAnotherUser(const Work &work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(::setgid(somebodyElse) != 0 || ::setuid(somebodyElse) != 0 ? 99 : work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// 0 where the system forbids it, 1 where it went, 2 for any other refusal.
int forbidden(bool went)
{
    return went ? 1 : errno == EACCES || errno == EPERM ? 0 : 2;
}

int tryToConnect(const QByteArray &path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&address));
    return forbidden(::connect(fd, generic, sizeof address) == 0);
}

int tryToList(const QByteArray &path)
{
    return forbidden(::opendir(path.constData()) != nullptr);
}

} // namespace

class TestLinkPrivate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QFAIL("only root can be two users: run this test as root, in a container");
    }

    void anotherUserHasNoWayIn()
    {
        // As /tmp: everybody may come as far as to our own folder.
        QTemporaryDir base(u"/tmp/lp-XXXXXX"_s);
        QVERIFY(base.isValid());
        QCOMPARE(::chmod(QFile::encodeName(base.path()).constData(), 01777), 0);
        LinkRig::Options options;
        options.runtimeBase = base.path();
        LinkRig rig(options);
        const auto tunnel = rig.add(u"tunnel"_s);
        const auto bridge = rig.add(u"bridge"_s, core::Elevation::Sudo);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(tunnel).state, ServerState::Online, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(bridge).state, ServerState::Online, longMs);

        const QByteArray root = QFile::encodeName(base.path() + u"/bangui"_s);
        const QByteArray folder = root + '/' + QByteArray::number(::getpid());
        QCOMPARE(asAnotherUser([&] { return tryToList(QFile::encodeName(base.path())); }), 1); // the way is open
        QCOMPARE(asAnotherUser([&] { return tryToList(root); }), 0);
        QCOMPARE(asAnotherUser([&] { return tryToList(folder); }), 0);
        int sockets = 0;
        for (const QString &file : LinkRig::files(base.path())) {
            const QByteArray path = QFile::encodeName(file);
            struct stat info
            {
            };
            QCOMPARE(::lstat(path.constData(), &info), 0);
            QCOMPARE(uint(info.st_mode & 0077), 0U);
            if (S_ISSOCK(info.st_mode)) {
                ++sockets;
                QCOMPARE(asAnotherUser([&] { return tryToConnect(path); }), 0);
            }
            QCOMPARE(asAnotherUser([&] { return forbidden(::unlink(path.constData()) == 0); }), 0);
            QCOMPARE(asAnotherUser([&] { return forbidden(::rename(path.constData(), "/tmp/lp-stolen") == 0); }), 0);
            QCOMPARE(asAnotherUser([&] { return forbidden(::chmod(path.constData(), 0777) == 0); }), 0);
        }
        QVERIFY(sockets >= 2); // control socket and tunnel
        const QByteArray planted = folder + "/t999";
        QCOMPARE(asAnotherUser([&] { return forbidden(::symlink("/etc/passwd", planted.constData()) == 0); }), 0);
        QCOMPARE(asAnotherUser([&] { return forbidden(::rename(folder.constData(), "/tmp/lp-stolen") == 0); }), 0);
        QCOMPARE(
            asAnotherUser([&] { return forbidden(::rename(root.constData(), (root + "x").constData()) == 0); }), 0);
        QTRY_COMPARE(rig.status(tunnel).state, ServerState::Online);
    }

    void strangeRuntimeFolders_data()
    {
        QTest::addColumn<bool>("link");
        QTest::newRow("symbolic link") << true;
        QTest::newRow("somebody else's") << false;
    }
    void strangeRuntimeFolders()
    {
        QFETCH(bool, link);
        QTemporaryDir base(u"/tmp/lp-XXXXXX"_s);
        QTemporaryDir elsewhere(u"/tmp/lp-XXXXXX"_s);
        const QByteArray root = QFile::encodeName(base.path() + u"/bangui"_s);
        if (link) {
            QCOMPARE(::symlink(QFile::encodeName(elsewhere.path()).constData(), root.constData()), 0);
        } else {
            QCOMPARE(::mkdir(root.constData(), 0700), 0);
            QCOMPARE(::chown(root.constData(), somebodyElse, somebodyElse), 0);
        }
        LinkRig::Options options;
        options.runtimeBase = base.path();
        LinkRig rig(options);
        const auto id = rig.add(u"web"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Unreachable, longMs);
        QCOMPARE(rig.status(id).lastError.code, ErrorCode::DataFolderUnusable);
        QVERIFY(rig.status(id).lastError.detail.contains(QFile::decodeName(root)));
        QCOMPARE(rig.status(id).online, std::nullopt);
        QTRY_COMPARE(rig.sshd.logins(), 0);
        QVERIFY(QDir(elsewhere.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLinkPrivate)
#include "tst_link_private.moc"
