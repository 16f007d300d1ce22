// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/runtime_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <functional>

using namespace Qt::StringLiterals;
using transport::RuntimeFolder;

namespace {

uint modeOf(const QString &path)
{
    struct stat info
    {
    };
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? uint(info.st_mode & 07777) : ~0U;
}

/// The exit code of a child that does it as another user (root only).
int asAnotherUser(const std::function<int()> &work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(::setgid(65534) != 0 || ::setuid(65534) != 0 ? 99 : work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int listenOn(const QString &path, bool connectInstead = false)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto *generic = static_cast<sockaddr *>(static_cast<void *>(&address));
    const int result = connectInstead ? ::connect(fd, generic, sizeof address) : ::bind(fd, generic, sizeof address);
    if (result != 0 || (!connectInstead && ::listen(fd, 1) != 0)) {
        ::close(fd);
        return -1;
    }
    return fd;
}

} // namespace

class TestRuntimeFolder : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_base;

    QString root() const { return m_base->path() + u"/bangui"_s; }
    QString refusal() const
    {
        const auto folder = RuntimeFolder::create(m_base->path());
        return folder ? u"accepted"_s : core::errorCodeName(folder.error().code) + u' ' + folder.error().detail;
    }

private Q_SLOTS:
    void init() { m_base = std::make_unique<QTemporaryDir>(u"/tmp/rf-XXXXXX"_s); }
    void cleanup() { m_base.reset(); }

    void isPrivateAndGoesWithTheObject()
    {
        auto folder = RuntimeFolder::create(m_base->path());
        QVERIFY2(folder, folder ? "" : qPrintable(folder.error().detail));
        const QString path = folder.value()->path();
        QCOMPARE(path, root() + u'/' + QString::number(::getpid()));
        QCOMPARE(modeOf(path), 0700U);
        QCOMPARE(modeOf(root()), 0700U);
        QFile(path + u"/file"_s).open(QIODevice::WriteOnly);
        QDir(path).mkpath(u"deep/er"_s);
        folder->reset();
        QVERIFY(!QFileInfo::exists(path));
        QVERIFY(QFileInfo::exists(m_base->path()));
    }

    void aStrangeUmaskChangesNothing_data()
    {
        QTest::addColumn<int>("mask");
        for (const int mask : { 0000, 0022, 0077, 0777 })
            QTest::addRow("%03o", uint(mask)) << mask;
    }
    void aStrangeUmaskChangesNothing()
    {
        QFETCH(int, mask);
        const mode_t before = ::umask(mode_t(mask));
        const auto folder = RuntimeFolder::create(m_base->path());
        ::umask(before);
        QVERIFY2(folder, folder ? "" : qPrintable(folder.error().detail));
        QCOMPARE(modeOf(root()), 0700U);
        QCOMPARE(modeOf(folder.value()->path()), 0700U);
        QCOMPARE(modeOf(folder.value()->path() + u"/lock"_s) & 077, 0U);
    }

    void namesAreNeverGivenTwice()
    {
        const auto folder = RuntimeFolder::create(m_base->path());
        QSet<QString> names;
        for (int i = 0; i < 100; ++i)
            names.insert(folder.value()->newName(i % 2 == 0 ? u'c' : u't'));
        QCOMPARE(names.size(), 100);
        QVERIFY(!QFileInfo::exists(*names.cbegin()));
        // What ssh binds before it gives the control socket its name.
        QVERIFY(folder.value()->newName(u'c').toUtf8().size() + 17 <= 107);
    }

    void aSecondOneOfThisProcessStandsBesideIt()
    {
        const auto first = RuntimeFolder::create(m_base->path());
        const auto second = RuntimeFolder::create(m_base->path());
        QVERIFY(first && second);
        QVERIFY(first.value()->path() != second.value()->path());
        QVERIFY(QFileInfo::exists(first.value()->path()));
    }

    void sweepsWhatTheDeadLeft()
    {
        // A process that dies without a word, with a socket and a folder in its place.
        const QString base = m_base->path();
        const pid_t child = ::fork();
        if (child == 0) {
            const auto folder = RuntimeFolder::create(base);
            const bool made
                = folder && listenOn(folder.value()->newName(u'c')) >= 0 && QDir(folder.value()->path()).mkdir(u"x"_s);
            ::kill(::getpid(), made ? SIGKILL : SIGTERM);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(WTERMSIG(status), SIGKILL);
        const QString dead = root() + u'/' + QString::number(child);
        QVERIFY(QFileInfo::exists(dead + u"/x"_s));

        const auto living = RuntimeFolder::create(base);
        QVERIFY(living);
        QVERIFY(!QFileInfo::exists(dead));
        const auto another = RuntimeFolder::create(base); // and a third sweep leaves the living alone
        QVERIFY(another && QFileInfo::exists(living.value()->path() + u"/lock"_s));
    }

    void theSweepFollowsNoLink()
    {
        QVERIFY(QDir().mkpath(root() + u"/4194000"_s));
        ::chmod(QFile::encodeName(root()).constData(), 0700);
        QTemporaryDir elsewhere(u"/tmp/rf-XXXXXX"_s);
        QFile precious(elsewhere.filePath(u"precious"_s));
        QVERIFY(precious.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(elsewhere.path(), root() + u"/4194001"_s));
        QVERIFY(QFile::link(elsewhere.path(), root() + u"/4194000/in"_s));
        QFile(root() + u"/4194000/lock"_s).open(QIODevice::WriteOnly);
        QVERIFY(RuntimeFolder::create(m_base->path()));
        QVERIFY(!QFileInfo::exists(root() + u"/4194000"_s));
        QVERIFY(precious.exists());
    }

    void refusesASymbolicLink()
    {
        QVERIFY(QDir(m_base->path()).mkdir(u"mine"_s));
        QVERIFY(QFile::link(m_base->path() + u"/mine"_s, root()));
        QCOMPARE(refusal(), u"DataFolderUnusable %1: not a folder, or a symbolic link"_s.arg(root()));
    }

    void refusesAFile()
    {
        QFile(root()).open(QIODevice::WriteOnly);
        QCOMPARE(refusal(), u"DataFolderUnusable %1: not a folder, or a symbolic link"_s.arg(root()));
    }

    void refusesWhatOthersMayWriteTo_data()
    {
        QTest::addColumn<uint>("mode");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("everybody") << 0777U << false;
        QTest::newRow("everybody, sticky") << 01777U << false;
        QTest::newRow("group") << 0770U << false;
        QTest::newRow("readable only") << 0755U << true;
        QTest::newRow("private") << 0700U << true;
    }
    void refusesWhatOthersMayWriteTo()
    {
        QFETCH(uint, mode);
        QFETCH(bool, accepted);
        QVERIFY(QDir().mkdir(root()));
        QCOMPARE(::chmod(QFile::encodeName(root()).constData(), mode_t(mode)), 0);
        if (!accepted) {
            QCOMPARE(refusal(), u"DataFolderUnusable %1: others may write to it"_s.arg(root()));
        } else {
            QCOMPARE(refusal(), u"accepted"_s);
            QCOMPARE(modeOf(root()), 0700U);
        }
    }

    void refusesAParentOthersMayChange()
    {
        const QByteArray parent = QFile::encodeName(m_base->path());
        QCOMPARE(::chmod(parent.constData(), 0777), 0);
        QCOMPARE(refusal(), u"DataFolderUnusable %1: others may write to it"_s.arg(m_base->path()));
        QCOMPARE(::chmod(parent.constData(), 01777), 0); // as /tmp
        QCOMPARE(refusal(), u"accepted"_s);
    }

    void refusesNamesThatNoSocketCanHave()
    {
        const QString deep = m_base->path() + u'/' + QString(60, u'x');
        QVERIFY(QDir().mkdir(deep));
        const auto folder = RuntimeFolder::create(deep);
        QVERIFY(!folder);
        QCOMPARE(core::errorCodeName(folder.error().code), u"DataFolderUnusable"_s);
        QVERIFY(folder.error().detail.contains("too long"_L1));
        for (const QString &name : { u"a b"_s, u"a%h"_s, u"${HOME}"_s, u"a:b"_s, u"a\nb"_s }) {
            QVERIFY(QDir().mkdir(m_base->path() + u'/' + name));
            QVERIFY2(!RuntimeFolder::create(m_base->path() + u'/' + name), qPrintable(name));
        }
        QVERIFY(!RuntimeFolder::create(u"relative"_s));
        QVERIFY(!RuntimeFolder::create(m_base->path() + u"/missing"_s));
    }

    void theSessionsFolderElseTmp()
    {
        const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
        QString inSession;
        QString withoutOne;
        {
            qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_base->path()));
            const auto folder = RuntimeFolder::create();
            inSession = folder ? folder.value()->path() : folder.error().detail;
        }
        for (const QByteArray &unusable : { QByteArray("/nonexistent/run"), QByteArray(), QByteArray("relative") }) {
            qputenv("XDG_RUNTIME_DIR", unusable);
            const auto folder = RuntimeFolder::create();
            withoutOne = folder ? folder.value()->path() : folder.error().detail;
            QVERIFY2(
                withoutOne.startsWith(u"/tmp/bangui-%1/%2"_s.arg(::geteuid()).arg(::getpid())), qPrintable(withoutOne));
        }
        qputenv("XDG_RUNTIME_DIR", before);
        QVERIFY2(inSession.startsWith(root()), qPrintable(inSession));
    }

    void theWatcherSaysWhatAppears()
    {
        const auto folder = RuntimeFolder::create(m_base->path());
        QSignalSpy spy(&folder.value()->watcher(), &QFileSystemWatcher::directoryChanged);
        const int fd = listenOn(folder.value()->newName(u'c'));
        QVERIFY(fd >= 0);
        QVERIFY(spy.count() > 0 || spy.wait(30'000));
        ::close(fd);
    }

    void anotherUserHasNoWayIn()
    {
        if (::geteuid() != 0)
            return; // only root can be two users; the modes above say the same
        // Somebody was there first: in a place like /tmp that is a folder of theirs under our name.
        QCOMPARE(::chmod(QFile::encodeName(m_base->path()).constData(), 01777), 0);
        const QByteArray name = QFile::encodeName(root());
        QCOMPARE(asAnotherUser([&name] { return ::mkdir(name.constData(), 0777) == 0 ? 0 : 1; }), 0);
        QCOMPARE(refusal(), u"DataFolderUnusable %1: owned by user 65534"_s.arg(root()));
        QCOMPARE(::rmdir(name.constData()), 0);

        // And what is ours they can neither enter, connect to, replace nor move away.
        const auto folder = RuntimeFolder::create(m_base->path());
        QVERIFY(folder);
        const QString socket = folder.value()->newName(u't');
        const int fd = listenOn(socket);
        QVERIFY(fd >= 0);
        ::chmod(QFile::encodeName(socket).constData(), 0777); // even so
        const QByteArray path = QFile::encodeName(folder.value()->path());
        QCOMPARE(asAnotherUser([&socket] { return listenOn(socket, true) >= 0 ? 1 : 0; }), 0);
        QCOMPARE(asAnotherUser([&socket] { return listenOn(socket + u'x') >= 0 ? 1 : 0; }), 0);
        QCOMPARE(asAnotherUser([&path] { return ::rename(path.constData(), "/tmp/rf-stolen") == 0 ? 1 : 0; }), 0);
        QCOMPARE(
            asAnotherUser([&name] { return ::rename(name.constData(), (name + "x").constData()) == 0 ? 1 : 0; }), 0);
        QCOMPARE(asAnotherUser([&path] { return ::symlink("/etc", (path + "/c9").constData()) == 0 ? 1 : 0; }), 0);
        ::close(fd);
    }
};

QTEST_GUILESS_MAIN(TestRuntimeFolder)
#include "tst_runtime_folder.moc"
