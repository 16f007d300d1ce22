// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/replies.h"

using namespace Qt::StringLiterals;

namespace protocol::replies {

namespace {

tl::unexpected<core::Error> unexpected(const char *wanted)
{
    return core::failure(core::ErrorCode::UnexpectedReply, QString::fromLatin1(wanted));
}

/// A list entry as text; what is no text is written as its value.
QString entryText(const Value &value)
{
    return value.isString() ? value.toString() : value.toVariant().toString();
}

QStringList entryTexts(const Value &list)
{
    QStringList out;
    out.reserve(list.size());
    for (qsizetype i = 0; i < list.size(); ++i)
        out += entryText(list.at(i));
    return out;
}

std::optional<qint64> entryNumber(const Value &value)
{
    if (const auto number = value.toInt())
        return *number;
    return std::nullopt;
}

/// Looks a label up in a list of (label, value) tuples; a null pointer-like empty optional where it is missing.
std::optional<Value> labelled(const Value &list, QLatin1StringView label)
{
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Value pair = list.at(i);
        if (pair.isSequence() && pair.size() >= 2 && pair.at(0).isString()
            && pair.at(0).toString().compare(label, Qt::CaseInsensitive) == 0)
            return pair.at(1);
    }
    return std::nullopt;
}

std::optional<qint64> labelledNumber(const Value &list, QLatin1StringView label)
{
    const auto found = labelled(list, label);
    return found ? entryNumber(*found) : std::nullopt;
}

/// (current, total) of `stats`.
void readPair(const Value &pair, std::optional<qint64> &current, std::optional<qint64> &total)
{
    if (pair.isSequence() && pair.size() >= 2) {
        current = entryNumber(pair.at(0));
        total = entryNumber(pair.at(1));
    }
}

/// `[backend, (failed now, ever), (banned now, ever)]` (jail.py status("stats"), >= 1.1.0).
bool isStatsEntry(const Value &value)
{
    return value.isSequence() && value.size() >= 3 && value.at(0).isString() && value.at(1).isSequence()
        && value.at(1).size() >= 2 && !value.at(1).at(0).isString();
}

core::Jail jailFromStats(const QString &name, const Value &value)
{
    core::Jail jail;
    jail.name = name;
    if (isStatsEntry(value)) {
        jail.backend = value.at(0).toString();
        readPair(value.at(1), jail.currentlyFailed, jail.totalFailed);
        readPair(value.at(2), jail.currentlyBanned, jail.totalBanned);
    }
    return jail;
}

} // namespace

core::Result<QString> text(const Value &value)
{
    if (!value.isString())
        return unexpected("text expected");
    return value.toString();
}

core::Result<qint64> number(const Value &value)
{
    if (const auto n = value.toInt())
        return *n;
    if (value.kind() == Value::Kind::Float)
        return static_cast<qint64>(std::clamp(*value.toDouble(), -9e18, 9e18));
    return unexpected("number expected");
}

core::Result<bool> flag(const Value &value)
{
    if (value.kind() == Value::Kind::Bool || value.kind() == Value::Kind::Int)
        return value.toBool();
    return unexpected("flag expected");
}

core::Result<QStringList> texts(const Value &value)
{
    if (!value.isSequence())
        return unexpected("list of texts expected");
    return entryTexts(value);
}

core::Result<QList<QStringList>> textLists(const Value &value)
{
    if (!value.isSequence())
        return unexpected("list of lists expected");
    QList<QStringList> out;
    out.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        const Value inner = value.at(i);
        out += inner.isSequence() ? entryTexts(inner) : QStringList { entryText(inner) };
    }
    return out;
}

core::Result<QVariant> anything(const Value &value)
{
    return value.toVariant();
}

core::Result<qint64> banCount(const Value &value)
{
    if (value.isString())
        return 1;
    if (value.isNone())
        return 0; // quiet while the daemon reloads
    return number(value);
}

core::Result<StatusReply> status(const Value &value)
{
    const auto list = labelled(value, "Jail list"_L1);
    if (!list)
        return unexpected("status of the server expected");
    StatusReply reply;
    // `status --all` names the jails unambiguously as the keys of a dict.
    for (qsizetype i = 0; i < value.size(); ++i) {
        const Value jails = value.at(i);
        for (qsizetype k = 0; jails.kind() == Value::Kind::Dict && k < jails.size(); ++k)
            reply.jails += jails.keyAt(k).toString();
    }
    if (!reply.jails.isEmpty())
        return reply;
    if (list->isSequence())
        reply.jails = entryTexts(*list);
    else if (const QString joined = list->toString(); !joined.isEmpty())
        reply.jails = joined.split(u", "_s);
    return reply;
}

core::Result<StatsReply> stats(const Value &value)
{
    if (value.kind() != Value::Kind::Dict)
        return unexpected("statistics of all jails expected");
    StatsReply reply;
    reply.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i)
        reply += jailFromStats(value.keyAt(i).toString(), value.valueAt(i));
    return reply;
}

core::Result<JailStatusReply> jailStatus(const QString &jail, const Value &value)
{
    if (isStatsEntry(value))
        return JailStatusReply { jailFromStats(jail, value), std::nullopt };
    const auto filter = labelled(value, "Filter"_L1);
    const auto actions = labelled(value, "Actions"_L1);
    if (!filter && !actions)
        return unexpected("status of a jail expected");
    JailStatusReply reply;
    reply.jail.name = jail;
    if (filter) {
        reply.jail.currentlyFailed = labelledNumber(*filter, "Currently failed"_L1);
        reply.jail.totalFailed = labelledNumber(*filter, "Total failed"_L1);
        if (const auto files = labelled(*filter, "File list"_L1); files && files->isSequence())
            reply.jail.files = entryTexts(*files);
        if (const auto matches = labelled(*filter, "Journal matches"_L1); matches && matches->isSequence())
            reply.jail.journalMatches = entryTexts(*matches);
    }
    if (actions) {
        reply.jail.currentlyBanned = labelledNumber(*actions, "Currently banned"_L1);
        reply.jail.totalBanned = labelledNumber(*actions, "Total banned"_L1);
        if (const auto banned = labelled(*actions, "Banned IP list"_L1)) {
            auto list = bans(*banned);
            if (!list)
                return tl::unexpected(list.error());
            reply.bans = std::move(*list);
        }
    }
    return reply;
}

core::Result<QList<JailStatusReply>> statusAll(const Value &value)
{
    for (qsizetype i = 0; i < value.size(); ++i) {
        const Value jails = value.at(i);
        if (jails.kind() != Value::Kind::Dict)
            continue;
        QList<JailStatusReply> replies;
        for (qsizetype k = 0; k < jails.size(); ++k) {
            auto one = jailStatus(jails.keyAt(k).toString(), jails.valueAt(k));
            if (!one)
                return tl::unexpected(one.error());
            replies += std::move(*one);
        }
        return replies;
    }
    // Without jails 1.1.0 leaves the dict out.
    const auto names = status(value);
    if (names && names->jails.isEmpty())
        return QList<JailStatusReply>();
    return unexpected("status of all jails expected");
}

core::Result<QList<bool>> bannedFlags(const Value &value)
{
    if (const auto one = value.toInt())
        return QList<bool> { *one != 0 };
    if (!value.isSequence())
        return unexpected("flags expected");
    QList<bool> out;
    for (qsizetype i = 0; i < value.size(); ++i)
        out += value.at(i).toBool();
    return out;
}

core::Result<DatePattern> datePattern(const Value &value)
{
    if (value.isNone())
        return DatePattern {};
    if (!value.isSequence() || value.size() < 2)
        return unexpected("date pattern expected");
    DatePattern out;
    if (value.at(0).isString())
        out.pattern = value.at(0).toString();
    out.description = value.at(1).toString();
    return out;
}

core::Result<std::optional<IgnoreCache>> ignoreCache(const Value &value)
{
    if (value.isNone())
        return std::optional<IgnoreCache>();
    if (!value.isSequence() || value.size() < 3)
        return unexpected("ignore cache expected");
    return std::optional(
        IgnoreCache { value.at(0).toString(), number(value.at(1)).value_or(0), number(value.at(2)).value_or(0) });
}

} // namespace protocol::replies
