// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/data_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>
#include <QTemporaryFile>

#include <cerrno>
#include <utility>

using namespace Qt::StringLiterals;

namespace storage {

DataFolder::DataFolder(QString path)
    : m_path(QDir::cleanPath(QFileInfo(path).absoluteFilePath()))
{
}

DataFolder::~DataFolder() = default;

core::Result<bool> DataFolder::prepare()
{
    const QFileInfo info(m_path);
    if (info.exists() && !info.isDir())
        return core::failure(core::ErrorCode::DataFolderUnusable, m_path);
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!info.exists() && (!QDir().mkpath(info.absolutePath()) || !QDir().mkdir(m_path, owner)))
        return core::failure(core::ErrorCode::DataFolderUnusable, m_path);
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
        | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    if (!QFile::setPermissions(m_path, owner) || (QFileInfo(m_path).permissions() & others) != 0)
        return core::failure(core::ErrorCode::DataFolderUnusable, m_path);
    // Permission bits do not tell of a read-only mount or a full disk; a byte does.
    QTemporaryFile probe(m_path + u"/.probe-XXXXXX"_s);
    errno = 0;
    if (!probe.open() || probe.write("x", 1) != 1 || !probe.flush()) {
        const bool isFull = errno == ENOSPC || errno == EDQUOT;
        return core::failure(
            isFull ? core::ErrorCode::StoreFull : core::ErrorCode::DataFolderUnusable, probe.errorString());
    }
    return true;
}

core::Result<bool> DataFolder::lock()
{
    if (m_lock)
        return true;
    auto lock = std::make_unique<QLockFile>(m_path + u"/bangui.lock"_s);
    lock->setStaleLockTime(0); // stale only when its process is gone, however long it has run
    if (lock->tryLock(0)) {
        m_lock = std::move(lock);
        return true;
    }
    if (lock->error() != QLockFile::LockFailedError)
        return core::failure(core::ErrorCode::DataFolderUnusable, lock->fileName());
    qint64 pid = 0;
    QString host;
    QString program;
    (void)lock->getLockInfo(&pid, &host, &program);
    return core::failure(core::ErrorCode::DataFolderInUse,
        u"%1 (%2) on %3"_s.arg(pid).arg(program.isEmpty() ? u"?"_s : program, host.isEmpty() ? u"?"_s : host));
}

void DataFolder::unlock()
{
    m_lock.reset();
}

QString DataFolder::storePath() const
{
    return m_path + u"/bangui.db"_s;
}

QString DataFolder::logPath() const
{
    return m_path + u"/log/bangui.log"_s;
}

QString DataFolder::windowStatePath() const
{
    return m_path + u"/window.ini"_s;
}

} // namespace storage
