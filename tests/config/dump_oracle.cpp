// SPDX-License-Identifier: GPL-3.0-or-later
#include "dump_oracle.h"
#include "support/places.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace config_trees {
namespace {

QStringList texts(const QJsonValue &array)
{
    QStringList out;
    for (const QJsonValue &value : array.toArray())
        out += value.toString();
    return out;
}

} // namespace

QString fail2banFolder(const QString &version)
{
    const QString root
        = qEnvironmentVariable("BANGUI_TEST_FAIL2BAN", places::source(QStringLiteral("/build/fail2ban")));
    return QDir(root).absoluteFilePath(version);
}

QList<Dump> askFail2ban(const QString &version, const QStringList &folders, QString &problem)
{
    QProcess python;
    python.start(u"/usr/bin/python3"_s,
        { places::source(QStringLiteral("/tests/config/dump_oracle.py")),
            fail2banFolder(version) + u"/usr/lib/python3/dist-packages"_s });
    python.write(folders.join(u'\n').toUtf8() + '\n');
    python.closeWriteChannel();
    if (!python.waitForFinished(600'000)) {
        problem = python.errorString();
        python.kill();
        python.waitForFinished();
        return {};
    }
    QList<Dump> dumps;
    for (const QByteArray &line : python.readAllStandardOutput().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.isEmpty())
            continue;
        Dump dump { object[u"folder"_s].toString(), object[u"stream"_s].toArray(), texts(object[u"lines"_s]), {},
            object[u"error"_s].toString() };
        const QJsonObject globs = object[u"globs"_s].toObject();
        for (auto it = globs.begin(); it != globs.end(); ++it)
            dump.globs.insert(it.key(), texts(it.value()));
        dumps.append(dump);
    }
    if (dumps.size() != folders.size()) {
        problem = u"%1 answers to %2 questions: %3"_s.arg(dumps.size())
                      .arg(folders.size())
                      .arg(QString::fromUtf8(python.readAllStandardError()));
        return {};
    }
    return dumps;
}

} // namespace config_trees
