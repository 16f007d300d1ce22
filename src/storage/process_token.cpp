// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/process_token.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

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

} // namespace

ProcessToken ProcessToken::own()
{
    const qint64 pid = QCoreApplication::applicationPid();
    QString host = QString::fromLatin1(QSysInfo::machineUniqueId());
    if (host.isEmpty())
        host = QSysInfo::machineHostName();
    return { host, QString::fromLatin1(contents(u"/proc/sys/kernel/random/boot_id"_s).trimmed()), pid, startOf(pid) };
}

bool ProcessToken::isAlive() const
{
    const ProcessToken here = own();
    if (host != here.host)
        return true;
    return boot == here.boot && startOf(pid) == start;
}

} // namespace storage
