// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/local_files.h"

#include "transport/host_bytes.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace transport {

namespace {

tl::unexpected<core::Error> fileFailure(int error)
{
    const bool missing = error == ENOENT || error == ENOTDIR;
    return core::failure(missing ? core::ErrorCode::FileNotFound : core::ErrorCode::FileUnreadable,
        QString::fromLocal8Bit(std::strerror(error)));
}

struct Descriptor
{
    explicit Descriptor(int number)
        : fd(number)
    {
    }
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    int fd;
};

} // namespace

core::Result<QByteArray> readLocalFile(const QByteArray &path, qint64 limit)
{
    // Non-blocking: opening a FIFO that nobody writes to would wait for ever.
    const Descriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.fd < 0)
        return fileFailure(errno);
    struct stat info
    {
    };
    if (::fstat(file.fd, &info) != 0)
        return fileFailure(errno);
    if (!S_ISREG(info.st_mode))
        return fileFailure(S_ISDIR(info.st_mode) ? EISDIR : EINVAL);
    QByteArray content;
    // In slices, not by st_size: the files of /proc have none, and a log grows while it is read.
    while (content.size() < limit) {
        const qsizetype before = content.size();
        const auto slice
            = std::min<qint64>(limit - before, std::clamp<qint64>(info.st_size - before + 1, 65536, 16 << 20));
        content.resize(before + slice);
        const ssize_t count = ::read(file.fd, content.data() + before, size_t(slice));
        content.resize(before + std::max<ssize_t>(count, 0));
        if (count == 0)
            break;
        if (count < 0 && errno != EINTR)
            return fileFailure(errno);
    }
    return content;
}

core::Result<QStringList> listLocalFolder(const QByteArray &path)
{
    DIR *folder = ::opendir(path.constData());
    if (!folder)
        return errno == ENOTDIR
            ? core::failure(core::ErrorCode::FileUnreadable, QString::fromLocal8Bit(std::strerror(ENOTDIR)))
            : fileFailure(errno);
    QStringList names;
    int error = 0;
    while (true) {
        errno = 0;
        const dirent *entry = ::readdir(folder); // NOLINT(concurrency-mt-unsafe): glibc's is, per stream
        if (!entry) {
            error = errno;
            break;
        }
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..")
            names.append(hostText(name));
    }
    ::closedir(folder);
    if (error != 0)
        return fileFailure(error);
    names.sort();
    return names;
}

core::Result<FileStat> statLocalFile(const QByteArray &path)
{
    struct stat info
    {
    };
    if (::stat(path.constData(), &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) // a link to itself leads nowhere, too
            return FileStat {};
        return fileFailure(errno);
    }
    FileStat result;
    result.exists = true;
    result.isRegular = S_ISREG(info.st_mode);
    result.isDirectory = S_ISDIR(info.st_mode);
    result.isSocket = S_ISSOCK(info.st_mode);
    result.readable = ::faccessat(AT_FDCWD, path.constData(), R_OK, AT_EACCESS) == 0;
    result.writable = ::faccessat(AT_FDCWD, path.constData(), W_OK, AT_EACCESS) == 0;
    result.size = info.st_size;
    result.modifiedAt = qint64(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
    result.mode = info.st_mode & 07777;
    result.owner = info.st_uid;
    result.group = info.st_gid;
    return result;
}

} // namespace transport
