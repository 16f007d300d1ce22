// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_account.h"

#include <QProcess>

#include <unistd.h>

using namespace Qt::StringLiterals;

TestAccount::~TestAccount()
{
    if (!m_name.isEmpty() && !run(u"userdel"_s, { u"-f"_s, m_name }))
        qWarning("a test's account stays behind: %s", qPrintable(m_error));
}

bool TestAccount::create(const QString &password, const QString &home)
{
    const QString name = u"bgt%1"_s.arg(::getpid());
    if (!run(u"useradd"_s, { u"-M"_s, u"-d"_s, home, u"-s"_s, u"/bin/sh"_s, u"-c"_s, u"BanGUI test"_s, name }))
        return false;
    m_name = name;
    return run(u"chpasswd"_s, {}, (name + u':' + password + u'\n').toUtf8());
}

bool TestAccount::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, u"/usr/sbin:/sbin:/usr/bin:/bin"_s);
    process.setProcessEnvironment(environment);
    process.start(u"/usr/bin/env"_s, QStringList { program } + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.waitForFinished(60'000) && process.exitCode() == 0)
        return true;
    m_error = program + u": "_s + QString::fromUtf8(process.readAllStandardError());
    return false;
}
