// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_sudoer.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

bool writeFile(const QString &path, const QByteArray &content, mode_t mode)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        return false;
    file.close();
    return ::chmod(QFile::encodeName(path).constData(), mode) == 0;
}

TestSudoer::Outcome runToEnd(const QStringList &argv, const QByteArray &input)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(u"/"_s);
    process.setChildProcessModifier([] { ::setsid(); });
    process.start(argv.front(), argv.mid(1));
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        qFatal("%s hangs", qPrintable(argv.join(u' ')));
    return { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
}

} // namespace

TestSudoer::TestSudoer()
{
    if (::geteuid() != 0)
        m_error = u"only root can make a user for the test"_s;
    else if (!m_account.create(QString::fromUtf8(password())))
        m_error = m_account.error();
    m_file = u"/etc/sudoers.d/"_s + name();
    ::chmod(QFile::encodeName(m_folder.path()).constData(), 0755);
}

TestSudoer::~TestSudoer()
{
    if (!m_path.isNull())
        qputenv("PATH", m_path);
    if (isReady())
        QFile::remove(m_file);
    QFile::remove(u"/run/sudo/ts/"_s + name());
    QFile::remove(u"/var/lib/sudo/lectured/"_s + name());
}

bool TestSudoer::setRules(const QString &lines)
{
    QFile::remove(m_file);
    QFile::remove(u"/run/sudo/ts/"_s + name());
    const QString draft = m_folder.filePath(u"rules"_s);
    if (!writeFile(draft, lines.toUtf8() + '\n', 0440))
        return false;
    const Outcome checked = runToEnd({ u"/usr/sbin/visudo"_s, u"-cf"_s, draft }, {});
    m_said = QString::fromUtf8(checked.output + checked.errors);
    if (checked.exitCode != 0 || lines.isEmpty())
        return checked.exitCode == 0;
    // Every sudo of this machine reads this folder, that of a test beside this one too: the file is there whole or not
    // at all. Names with a dot are not read.
    const QString hidden = m_file + u".new"_s;
    return writeFile(hidden, lines.toUtf8() + '\n', 0440)
        && ::rename(QFile::encodeName(hidden).constData(), QFile::encodeName(m_file).constData()) == 0;
}

void TestSudoer::standInForSudo()
{
    const QString program = m_folder.filePath(u"sudo"_s);
    const QByteArray script
        = u"#!/bin/sh\nexec setpriv --reuid=%1 --regid=%1 --init-groups /usr/bin/sudo \"$@\"\n"_s.arg(name()).toUtf8();
    if (!writeFile(program, script, 0755))
        qFatal("cannot write %s", qPrintable(program));
    m_path = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + m_path);
}

TestSudoer::Outcome TestSudoer::run(const QStringList &words, const QByteArray &input) const
{
    return runToEnd(
        QStringList { u"setpriv"_s, u"--reuid="_s + name(), u"--regid="_s + name(), u"--init-groups"_s } + words,
        input);
}
