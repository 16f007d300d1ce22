// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/process_token.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

#include <array>
#include <cerrno>
#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace storage {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Empty where there is no such process.
QString startOf(qint64 pid)
{
    const QByteArray stat = contents(u"/proc/%1/stat"_s.arg(pid));
    // The program's name, in brackets, may hold blanks and brackets: fields are counted from behind the last bracket.
    const qsizetype bracket = stat.lastIndexOf(')');
    if (bracket < 0)
        return {};
    const QList<QByteArray> fields = stat.mid(bracket + 2).split(' ');
    return fields.size() > 19 ? QString::fromLatin1(fields[19]) : QString(); // field 22; the first of these is field 3
}

QString ownSpace()
{
    std::array<char, 64> target {};
    const ssize_t size = ::readlink("/proc/self/ns/pid", target.data(), target.size());
    return size > 0 ? QString::fromLatin1(target.data(), size) : QString(); // "pid:[4026531836]"
}

} // namespace

ProcessToken ProcessToken::own()
{
    const qint64 pid = QCoreApplication::applicationPid();
    QString host = QString::fromLatin1(QSysInfo::machineUniqueId());
    if (host.isEmpty())
        host = QSysInfo::machineHostName();
    return { host, QString::fromLatin1(contents(u"/proc/sys/kernel/random/boot_id"_s).trimmed()), pid, startOf(pid),
        ownSpace() };
}

bool ProcessToken::isAlive() const
{
    const ProcessToken here = own();
    if (host != here.host)
        return true;
    if (boot != here.boot)
        return false;
    if (!space.isEmpty() && space != here.space)
        return true;
    const QString found = startOf(pid);
    // With hidepid nothing is seen of other users' processes, but that they are there.
    if (found.isEmpty())
        return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH;
    return found == start;
}

} // namespace storage
