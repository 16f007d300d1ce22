// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace services {

namespace {

constexpr qsizetype waitingLimit = 8 * 1024 * 1024; ///< a disk that hangs must not eat the memory

} // namespace

LogFile::LogFile(const QString &path, qint64 sizeLimit, int fileCount)
    : m_path(QFile::encodeName(path))
    , m_sizeLimit(sizeLimit)
    , m_fileCount(fileCount)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        QDir().mkpath(QFileInfo(folder).absolutePath());
        QDir().mkdir(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    // Signals belong to the main thread.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    m_thread = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

LogFile::~LogFile()
{
    {
        const std::lock_guard guard(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
    close();
}

void LogFile::add(const QByteArray &line)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_waiting.size() > waitingLimit)
            return;
        m_waiting += line;
    }
    m_wake.notify_one();
}

bool LogFile::flush(int timeoutMs)
{
    std::unique_lock lock(m_mutex);
    return m_idle.wait_for(
        lock, std::chrono::milliseconds(timeoutMs), [this] { return m_waiting.isEmpty() && !m_writing; });
}

void LogFile::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || !m_waiting.isEmpty(); });
        if (m_waiting.isEmpty())
            return;
        const QByteArray lines = std::exchange(m_waiting, {});
        m_writing = true;
        lock.unlock();
        write(lines);
        lock.lock();
        m_writing = false;
        m_idle.notify_all();
    }
}

bool LogFile::open()
{
    struct stat named = {};
    struct stat held = {};
    // Another process may have turned the file over, or a hand deleted it.
    if (m_fd >= 0 && ::stat(m_path.constData(), &named) == 0 && ::fstat(m_fd, &held) == 0 && named.st_ino == held.st_ino
        && named.st_dev == held.st_dev)
        return true;
    close();
    m_fd = ::open(m_path.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    return m_fd >= 0;
}

void LogFile::close()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

void LogFile::write(const QByteArray &lines)
{
    qsizetype from = 0;
    while (from < lines.size()) {
        if (!open())
            return;
        // A batch ends at the size limit, at a line's end.
        struct stat info = {};
        const qint64 room = ::fstat(m_fd, &info) == 0 ? m_sizeLimit - info.st_size : m_sizeLimit;
        qsizetype to = lines.size();
        if (to - from > room) {
            to = room > 0 ? lines.lastIndexOf('\n', from + room - 1) + 1 : from;
            if (to <= from && info.st_size == 0)
                to = lines.indexOf('\n', from) + 1; // one line longer than a whole file
        }
        if (to <= from) {
            if (turnOver())
                continue;
            to = lines.size(); // rather a file that is too long than no lines
            if (!open())
                return;
        }
        while (from < to) {
            const ssize_t written = ::write(m_fd, lines.constData() + from, static_cast<size_t>(to - from));
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return;
            from += written;
        }
    }
}

bool LogFile::turnOver()
{
    bool turned = false;
    const int fd = m_fd;
    if (::flock(fd, LOCK_EX) == 0) {
        // Whoever had the lock before may have done it.
        struct stat named = {};
        struct stat held = {};
        turned = ::stat(m_path.constData(), &named) != 0 || ::fstat(fd, &held) != 0 || named.st_ino != held.st_ino;
        if (!turned) {
            for (int i = m_fileCount - 1; i > 0; --i) {
                const QByteArray older = m_path + '.' + QByteArray::number(i);
                const QByteArray newer = i == 1 ? m_path : m_path + '.' + QByteArray::number(i - 1);
                turned = ::rename(newer.constData(), older.constData()) == 0; // the last one is the file itself
            }
        }
    }
    close();
    return turned;
}

} // namespace services
