// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of the server as a whole (transmitter.py; fact sheet 2.1 and 2.5).
#include "protocol/command_parts.h"

using namespace Qt::StringLiterals;

namespace protocol {

using parts::change;
using parts::words;

namespace {

TypedChange<QVariant> setOne(const QString &name, const Word &value)
{
    return change(words({ u"set"_s, name, value }), CommandClass::Change, replies::anything);
}

QList<Word> textList(const QStringList &texts)
{
    return words({}, texts);
}

} // namespace

TypedChange<qint64> unban(const QStringList &targets)
{
    return change(words({ u"unban"_s }, targets), CommandClass::Change, replies::banCount);
}

TypedChange<qint64> unbanAll()
{
    return change(words({ u"unban"_s, u"--all"_s }), CommandClass::SlowChange, replies::banCount);
}

TypedChange<QVariant> stopServer()
{
    return change(words({ u"stop"_s }), CommandClass::SlowChange, replies::anything);
}

TypedChange<QVariant> stopAllJails()
{
    return change(words({ u"stop"_s, u"--all"_s }), CommandClass::SlowChange, replies::anything);
}

TypedChange<QString> flushLogs()
{
    return change(words({ u"flushlogs"_s }), CommandClass::Change, replies::text);
}

TypedChange<QVariant> configError(const QString &message)
{
    return change(words({ u"config-error"_s, message }), CommandClass::Change, replies::anything);
}

TypedChange<QVariant> sleep(double seconds)
{
    // As text: 0.9.7 calls int() on it, later versions float().
    return change(words({ u"sleep"_s, QString::number(seconds, 'g', QLocale::FloatingPointShortest) }),
        CommandClass::SlowChange, replies::anything);
}

TypedChange<QVariant> reload(const QString &jailOrAll, const QStringList &options, const QList<Word> &stream)
{
    return change(
        words({ u"reload"_s, jailOrAll, textList(options), stream }), CommandClass::SlowChange, replies::anything);
}

TypedChange<QVariant> serverStream(const QList<Word> &commands)
{
    return change(words({ u"server-stream"_s, commands }), CommandClass::SlowChange, replies::anything);
}

TypedChange<QVariant> setGlobal(const QString &name, const QString &value)
{
    return setOne(name, value);
}

TypedChange<QVariant> setLogLevel(const QString &level)
{
    return setOne(u"loglevel"_s, level);
}

TypedChange<QVariant> setLogTarget(const QString &target)
{
    return setOne(u"logtarget"_s, target);
}

TypedChange<QVariant> setSyslogSocket(const QString &path)
{
    return setOne(u"syslogsocket"_s, path);
}

TypedChange<QVariant> setDbFile(const QString &path)
{
    return setOne(u"dbfile"_s, path);
}

TypedChange<QVariant> setDbMaxMatches(qint64 count)
{
    return setOne(u"dbmaxmatches"_s, QString::number(count));
}

TypedChange<QVariant> setDbPurgeAge(const QString &time)
{
    return setOne(u"dbpurgeage"_s, time);
}

TypedChange<QVariant> setAllowIpv6(const QString &autoYesNo)
{
    return setOne(u"allowipv6"_s, autoYesNo);
}

TypedChange<QVariant> setThreadStackSize(qint64 kibibytes)
{
    return setOne(u"thread"_s, WordPairs { { Word(u"stacksize"_s), Word(kibibytes) } });
}

TypedChange<QVariant> addJail(const QString &jail, const QString &backend)
{
    const QStringList backends = backend.isEmpty() ? QStringList() : QStringList { backend };
    return change(words({ u"add"_s, jail }, backends), CommandClass::Change, replies::anything);
}

TypedChange<QVariant> startJail(const QString &jail)
{
    return change(words({ u"start"_s, jail }), CommandClass::Change, replies::anything);
}

TypedChange<QVariant> stopJail(const QString &jail)
{
    return change(words({ u"stop"_s, jail }), CommandClass::SlowChange, replies::anything);
}

TypedChange<QVariant> multiSet(const QString &jail, const QString &name, const QStringList &values)
{
    return change(words({ u"multi-set"_s, jail, name, textList(values) }), CommandClass::Change, replies::anything);
}

TypedChange<QVariant> multiSetAction(
    const QString &jail, const QString &action, const QList<std::pair<QString, QString>> &properties)
{
    QList<Word> pairs;
    for (const auto &[name, value] : properties)
        pairs.append(Word(QList<Word> { Word(name), Word(value) }));
    return change(words({ u"multi-set"_s, jail, u"action"_s, action, pairs }), CommandClass::Change, replies::anything);
}

} // namespace protocol
