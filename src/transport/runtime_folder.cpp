// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/runtime_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFileSystemWatcher>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

constexpr qsizetype socketPathLimit = 107;
/// "/c123456" and the ".XXXXXXXXXXXXXXXX" under which ssh first binds a control socket.
constexpr qsizetype behindFolder = 8 + 17;
constexpr auto lockName = "lock"_L1;

tl::unexpected<core::Error> refuse(const QString &folder, const QString &why)
{
    return core::failure(core::ErrorCode::DataFolderUnusable, folder + u": "_s + why);
}

QString systemError()
{
    return QString::fromLocal8Bit(::strerror(errno));
}

/// Neither too long for what will be in it, nor with a character that ssh, or the shell that it starts for a jump host,
/// expands or splits at in a path.
std::optional<QString> problemOfName(const QString &folder)
{
    if (!folder.startsWith(u'/'))
        return u"not absolute"_s;
    for (const QChar c : folder) {
        if (c.isSpace() || c.category() == QChar::Other_Control || "$%\"'`\\:;&|<>()[]{}*?!#~"_L1.contains(c))
            return u"character %1 in its name"_s.arg(int(c.unicode()));
    }
    // A pid has at most 7 digits; ".9" is the place of a second folder of one process.
    if (QFile::encodeName(folder).size() + qsizetype(sizeof "/4194304.9") - 1 + behindFolder > socketPathLimit)
        return u"its name is too long for a socket"_s;
    return {};
}

/// A parent in which nobody else can move our folder away: owned by us or root, and where others may write, sticky.
std::optional<QString> problemOfParent(const QString &parent)
{
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(parent).constData(), &info) != 0)
        return systemError();
    if (!S_ISDIR(info.st_mode))
        return u"not a folder"_s;
    if (info.st_uid != 0 && info.st_uid != ::geteuid())
        return u"owned by user %1"_s.arg(info.st_uid);
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0 && (info.st_mode & S_ISVTX) == 0)
        return u"others may write to it"_s;
    return {};
}

/// Makes the folder or takes an existing one that is ours alone. Looked at through a descriptor that follows no link.
std::optional<QString> claim(const QString &folder)
{
    const QByteArray name = QFile::encodeName(folder);
    // A strange umask may have taken our own rights away: given back at once, nobody else can have replaced it.
    if (::mkdir(name.constData(), 0700) == 0 ? ::chmod(name.constData(), 0700) != 0 : errno != EEXIST)
        return systemError();
    const int fd = ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ELOOP || errno == ENOTDIR ? u"not a folder, or a symbolic link"_s : systemError();
    struct stat info
    {
    };
    std::optional<QString> problem;
    if (::fstat(fd, &info) != 0)
        problem = systemError();
    else if (info.st_uid != ::geteuid())
        problem = u"owned by user %1"_s.arg(info.st_uid);
    else if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        problem = u"others may write to it"_s;
    else if ((info.st_mode & 07777) != 0700 && ::fchmod(fd, 0700) != 0) // only readable
        problem = systemError();
    ::close(fd);
    return problem;
}

/// The descriptor of the folder's locked lock file; -1 where another process has it or is just removing it.
int lockFolder(const QString &folder, int flags)
{
    const QByteArray name = QFile::encodeName(folder + u'/' + lockName);
    const int fd = ::open(name.constData(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | flags, 0600);
    if (fd < 0)
        return -1;
    struct stat ours
    {
    };
    struct stat there
    {
    };
    // Between open and lock a sweeper may have taken the file away.
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0 && ::fstat(fd, &ours) == 0 && ::lstat(name.constData(), &there) == 0
        && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev)
        return fd;
    ::close(fd);
    return -1;
}

void removeTree(const QString &folder)
{
    std::error_code ignored; // follows no symbolic link
    std::filesystem::remove_all(QFile::encodeName(folder).toStdString(), ignored);
}

/// Removes the folders whose process is gone: nobody holds their lock.
void sweep(const QString &root)
{
    const QStringList names = QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks | QDir::Hidden);
    for (const QString &name : names) {
        const QString folder = root + u'/' + name;
        // Empty: it is just being made, and its maker tries again where we were faster.
        if (::rmdir(QFile::encodeName(folder).constData()) == 0)
            continue;
        const int lock = lockFolder(folder, 0);
        if (lock < 0)
            continue;
        removeTree(folder);
        ::close(lock);
    }
}

struct Place
{
    QString root;
    QString parent;
};

Place choosePlace(const QString &base)
{
    if (!base.isEmpty())
        return { QDir::cleanPath(base) + u"/bangui"_s, QDir::cleanPath(base) };
    const QString session = QDir::cleanPath(qEnvironmentVariable("XDG_RUNTIME_DIR"));
    // One that is unset, of another user (su keeps the variable) or too long is as good as none.
    if (session.startsWith(u'/') && !problemOfName(session + u"/bangui"_s) && !problemOfParent(session))
        return { session + u"/bangui"_s, session };
    return { u"/tmp/bangui-%1"_s.arg(::geteuid()), u"/tmp"_s };
}

} // namespace

core::Result<std::unique_ptr<RuntimeFolder>> RuntimeFolder::create(const QString &base)
{
    const Place place = choosePlace(base);
    if (const auto problem = problemOfName(place.root))
        return refuse(place.root, *problem);
    if (const auto problem = problemOfParent(place.parent))
        return refuse(place.parent, *problem);
    if (const auto problem = claim(place.root))
        return refuse(place.root, *problem);
    sweep(place.root);

    QString why;
    for (int attempt = 0; attempt < 10; ++attempt) {
        // A number behind the point: a second folder of this process, or another PID namespace with the same /tmp.
        const QString name = attempt == 0 ? QString::number(::getpid()) : u"%1.%2"_s.arg(::getpid()).arg(attempt);
        const QString path = place.root + u'/' + name;
        if (QFileInfo::exists(path)) {
            why = u"%1 is taken"_s.arg(name);
            continue;
        }
        if (const auto problem = claim(path)) {
            why = *problem;
            continue;
        }
        const int lock = lockFolder(path, O_CREAT);
        if (lock >= 0)
            return std::unique_ptr<RuntimeFolder>(new RuntimeFolder(path, lock));
        why = systemError();
    }
    return refuse(place.root, why);
}

RuntimeFolder::RuntimeFolder(QString path, int lock)
    : m_path(std::move(path))
    , m_lock(lock)
{
}

RuntimeFolder::~RuntimeFolder()
{
    m_watcher.reset();
    removeTree(m_path);
    ::close(m_lock);
}

QString RuntimeFolder::newName(QChar prefix)
{
    return m_path + u'/' + prefix + QString::number(++m_last);
}

QFileSystemWatcher &RuntimeFolder::watcher()
{
    if (!m_watcher)
        m_watcher = std::make_unique<QFileSystemWatcher>(QStringList { m_path });
    return *m_watcher;
}

} // namespace transport
