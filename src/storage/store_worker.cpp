// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/store_worker.h"

#include "storage/schema.h"
#include "storage/statement.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace storage {

namespace {

constexpr int busyTimeoutMs = 5'000;
constexpr qint64 checkedWholeBytes = 256LL * 1024 * 1024; ///< above this, quick_check would hold up the start
constexpr qint64 userVersionOffset = 60; ///< sqlite.org/fileformat2.html, 1.3: big-endian
constexpr quint64 fullBelowBytes = 256 * 1024;

bool syncPath(const QString &path, int flags)
{
    const int fd = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool done = ::fsync(fd) == 0;
    ::close(fd);
    return done;
}

bool syncFolderOf(const QString &path)
{
    return syncPath(QFileInfo(path).absolutePath(), O_RDONLY | O_DIRECTORY);
}

/// The schema version in the file's header, without SQLite, which could write on opening; 0 where there is none.
qint64 headerVersion(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray header = file.read(100);
    if (header.size() < 100 || !header.startsWith("SQLite format 3"))
        return 0;
    qint64 version = 0;
    for (int i = 0; i < 4; ++i)
        version = version << 8 | static_cast<unsigned char>(header[userVersionOffset + i]);
    return version;
}

} // namespace

StoreWorker::StoreWorker(QString connectionName, QString schemaFolder)
    : m_connectionName(std::move(connectionName))
    , m_schemaFolder(std::move(schemaFolder))
{
}

StoreWorker::~StoreWorker()
{
    close();
}

void StoreWorker::close()
{
    if (!m_database)
        return;
    m_database->close();
    m_database.reset();
    QSqlDatabase::removeDatabase(m_connectionName);
}

core::Result<bool> StoreWorker::connectTo(const QString &path, bool readOnly)
{
    close();
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    m_database->setDatabaseName(path);
    m_database->setConnectOptions(
        u"QSQLITE_BUSY_TIMEOUT=%1%2"_s.arg(busyTimeoutMs).arg(readOnly ? u";QSQLITE_OPEN_READONLY"_s : QString()));
    if (!m_database->open())
        return tl::unexpected(storeError(m_database->lastError()));
    return true;
}

core::Result<bool> StoreWorker::refuseNewer()
{
    const auto steps = readSchema(m_schemaFolder);
    if (!steps)
        return tl::unexpected(steps.error());
    const int newest = steps->constLast().version;
    qint64 version = headerVersion(m_path);
    if (version <= newest && QFileInfo(m_path + u"-wal"_s).size() > 0) {
        // Not yet in the main file, perhaps. A connection that only reads does not copy it there when it closes.
        if (connectTo(m_path, true)) {
            if (const auto inLog = schemaVersion(*m_database))
                version = *inLog;
        }
        close();
    }
    if (version > newest)
        return core::failure(core::ErrorCode::StoreNewer, QString::number(version));
    return true;
}

core::Result<OpenReport> StoreWorker::openOnce()
{
    OpenReport report;
    const QByteArray nativePath = QFile::encodeName(m_path);
    const QFileInfo info(m_path);
    if (info.exists() && !info.isFile())
        return core::failure(core::ErrorCode::StoreUnavailable, m_path);
    if (const auto fine = refuseNewer(); !fine)
        return tl::unexpected(fine.error());

    if (!info.exists()) {
        // Made here, so that it is private from its first byte; SQLite gives -wal and -shm the same mode.
        const int fd = ::open(nativePath.constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (fd < 0)
            return core::failure(errno == ENOSPC || errno == EDQUOT       ? core::ErrorCode::StoreFull
                    : errno == EROFS || errno == EACCES || errno == EPERM ? core::ErrorCode::StoreReadOnly
                                                                          : core::ErrorCode::StoreUnavailable,
                QString::fromLocal8Bit(std::strerror(errno)));
        ::close(fd);
        syncFolderOf(m_path);
    } else {
        struct stat present = {};
        if (::stat(nativePath.constData(), &present) == 0 && (present.st_mode & (S_IRWXG | S_IRWXO)) != 0)
            (void)::chmod(nativePath.constData(), present.st_mode & (S_IRUSR | S_IWUSR)); // else what follows tells
    }

    if (const auto connected = connectTo(m_path, false); !connected)
        return tl::unexpected(connected.error());
    for (const QString &pragma :
        { u"PRAGMA trusted_schema = OFF"_s, u"PRAGMA foreign_keys = ON"_s, u"PRAGMA synchronous = FULL"_s }) {
        if (const auto done = execute(*m_database, pragma); !done)
            return tl::unexpected(done.error());
    }
    const auto before = schemaVersion(*m_database); // reads the header: SQLITE_NOTADB shows here
    if (!before)
        return tl::unexpected(before.error());
    if (const auto ours = refuseForeign(*m_database); !ours)
        return tl::unexpected(ours.error());
    if (*before > 0 && QFileInfo(m_path).size() <= checkedWholeBytes) {
        Statement check(*m_database, u"PRAGMA quick_check(1)"_s);
        if (const auto done = check.run(); !done)
            return tl::unexpected(done.error());
        if (!check.next())
            return tl::unexpected(check.error().value_or(core::Error { core::ErrorCode::StoreCorrupt, {} }));
        if (check.text(0) != u"ok")
            return core::failure(core::ErrorCode::StoreCorrupt, check.text(0));
    }
    // Not inside a transaction; SQLite does not wait for a lock here in every case, the caller tries again.
    {
        Statement journal(*m_database, u"PRAGMA journal_mode = WAL"_s);
        if (const auto done = journal.run(); !done)
            return tl::unexpected(done.error());
        m_hasLog = journal.next() && journal.text(0) == u"wal"; // not on every network file system
    } // a statement that has not ended would hold up the COMMIT below

    const auto steps = readSchema(m_schemaFolder);
    if (!steps)
        return tl::unexpected(steps.error());
    // Proves also that the file can be written, and that nobody holds it.
    if (const auto begun = execute(*m_database, u"BEGIN IMMEDIATE"_s); !begun)
        return tl::unexpected(begun.error());
    const auto version = migrate(*m_database, *steps);
    if (!version) {
        (void)execute(*m_database, u"ROLLBACK"_s);
        return tl::unexpected(version.error());
    }
    if (const auto done = execute(*m_database, u"COMMIT"_s); !done) {
        (void)execute(*m_database, u"ROLLBACK"_s);
        return tl::unexpected(done.error());
    }
    report.created = *before == 0;
    report.schemaVersion = *version;
    rememberFile();
    return report;
}

core::Result<OpenReport> StoreWorker::open(const QString &path, qint64 nowMs)
{
    close();
    m_wasOpen = false;
    m_path = path;
    QString aside;
    const QDeadlineTimer deadline(busyTimeoutMs);
    for (;;) {
        auto report = openOnce();
        if (report) {
            report->keptAside = aside;
            m_wasOpen = true;
            return report;
        }
        const core::Error error = named(report.error()).value_or(report.error());
        close();
        if (error.code == core::ErrorCode::StoreLocked && !deadline.hasExpired()) {
            QThread::msleep(50);
            continue;
        }
        if (error.code == core::ErrorCode::StoreCorrupt && aside.isEmpty()) {
            const auto kept = keepAside(nowMs);
            if (!kept)
                return tl::unexpected(kept.error());
            aside = *kept;
            continue;
        }
        return tl::unexpected(error);
    }
}

core::Result<QString> StoreWorker::keepAside(qint64 nowMs)
{
    const QString stem
        = m_path + u".corrupt-"_s + QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(u"yyyyMMdd-HHmmss"_s);
    QString target = stem;
    for (int i = 2; QFileInfo::exists(target); ++i)
        target = stem + u'-' + QString::number(i);
    for (const QString &suffix : { u"-wal"_s, u"-shm"_s, QString() }) {
        if (!QFileInfo::exists(m_path + suffix))
            continue;
        if (!QFile::rename(m_path + suffix, target + suffix))
            return core::failure(core::ErrorCode::StoreCorrupt, m_path);
    }
    syncFolderOf(m_path);
    return target;
}

std::optional<core::Error> StoreWorker::run(Store::Mode mode, const Store::Job &job)
{
    if (mode == Store::Mode::Open) {
        QSqlDatabase none;
        return job(none);
    }
    if (!m_database && !m_wasOpen)
        return core::Error { core::ErrorCode::StoreUnavailable, m_path };
    if (!m_database) {
        // Lost while it was open; perhaps what took it away has given it back.
        if (const auto again = reopen(); !again)
            return named(again.error());
    }
    if (mode == Store::Mode::Read)
        return named(job(*m_database));

    if (const auto begun = execute(*m_database, u"BEGIN IMMEDIATE"_s); !begun)
        return named(begun.error());
    std::optional<core::Error> error = job(*m_database);
    if (!error) {
        if (const auto done = execute(*m_database, u"COMMIT"_s); !done)
            error = done.error();
    }
    if (error) {
        (void)execute(*m_database, u"ROLLBACK"_s); // SQLite may have done so itself
        return named(error);
    }
    if (const auto fine = ensureNamed(); !fine)
        return named(fine.error());
    return std::nullopt;
}

/// SQLite says "I/O error" and "cannot open" for conditions that the user can mend, where only the system knows which.
std::optional<core::Error> StoreWorker::named(std::optional<core::Error> error) const
{
    if (!error || error->code != core::ErrorCode::StoreUnavailable)
        return error;
    const QByteArray folder = QFile::encodeName(QFileInfo(m_path).absolutePath());
    const QByteArray file = QFile::encodeName(m_path);
    struct statvfs space = {};
    if (::statvfs(folder.constData(), &space) == 0) {
        if (static_cast<quint64>(space.f_bavail) * space.f_frsize < fullBelowBytes)
            error->code = core::ErrorCode::StoreFull;
        else if ((space.f_flag & ST_RDONLY) != 0)
            error->code = core::ErrorCode::StoreReadOnly;
    }
    if (error->code == core::ErrorCode::StoreUnavailable && QFileInfo::exists(m_path)
        && (::access(file.constData(), R_OK | W_OK) != 0 || ::access(folder.constData(), W_OK) != 0)
        && (errno == EACCES || errno == EROFS || errno == EPERM))
        error->code = core::ErrorCode::StoreReadOnly;
    return error;
}

void StoreWorker::rememberFile()
{
    struct stat info = {};
    if (::stat(QFile::encodeName(m_path).constData(), &info) == 0) {
        m_device = info.st_dev;
        m_inode = info.st_ino;
    }
}

core::Result<bool> StoreWorker::reopen()
{
    const auto report = openOnce();
    if (report)
        return true;
    close();
    return tl::unexpected(report.error());
}

core::Result<bool> StoreWorker::ensureNamed()
{
    struct stat info = {};
    const bool exists = ::stat(QFile::encodeName(m_path).constData(), &info) == 0;
    if (exists && (info.st_dev != m_device || info.st_ino != m_inode))
        return core::failure(core::ErrorCode::StoreUnavailable, m_path); // somebody put another file there
    if (exists && (!m_hasLog || QFileInfo::exists(m_path + u"-wal"_s)))
        return true;
    if (!exists)
        return writeBack();
    // Only the log is gone: what it held goes into the main file, and a new connection begins a new log.
    if (const auto done = execute(*m_database, u"PRAGMA wal_checkpoint(TRUNCATE)"_s); !done)
        return done;
    return reopen();
}

core::Result<bool> StoreWorker::writeBack()
{
    const QString copy = m_path + u".rescued"_s;
    QFile::remove(copy);
    const int fd
        = ::open(QFile::encodeName(copy).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return core::failure(core::ErrorCode::StoreUnavailable, m_path);
    ::close(fd);
    Statement vacuum(*m_database, u"VACUUM INTO ?"_s);
    if (const auto done = vacuum.bind(copy).run(); !done) {
        QFile::remove(copy);
        return done;
    }
    close();
    // A log of the lost file beside the new one would be replayed into it.
    QFile::remove(m_path + u"-wal"_s);
    QFile::remove(m_path + u"-shm"_s);
    if (!syncPath(copy, O_RDWR) || !QFile::rename(copy, m_path) || !syncFolderOf(m_path))
        return core::failure(core::ErrorCode::StoreUnavailable, m_path);
    return reopen();
}

} // namespace storage
