// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/property_texts.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

struct Known
{
    const char *name;
    const char *title;
    const char *help;
    bool seconds = false;
};

// Names and meanings: fail2ban's jail.conf(5) and the fact sheet, section 2.3.
constexpr Known known[] = {
    { "bantime", QT_TRANSLATE_NOOP("texts", "Ban time"),
        QT_TRANSLATE_NOOP("texts", "How long a ban lasts. It counts for bans that stand already, too."), true },
    { "findtime", QT_TRANSLATE_NOOP("texts", "Find time"),
        QT_TRANSLATE_NOOP("texts", "Failures count together when they lie within this time."), true },
    { "maxretry", QT_TRANSLATE_NOOP("texts", "Failures until a ban"),
        QT_TRANSLATE_NOOP("texts", "How many failures within the find time lead to a ban."), false },
    { "maxmatches", QT_TRANSLATE_NOOP("texts", "Log lines kept per ban"),
        QT_TRANSLATE_NOOP("texts", "How many matching lines are kept for an address."), false },
    { "maxlines", QT_TRANSLATE_NOOP("texts", "Lines per match"),
        QT_TRANSLATE_NOOP("texts", "How many log lines a regex may look at together."), false },
    { "ignoreip", QT_TRANSLATE_NOOP("texts", "Never banned"),
        QT_TRANSLATE_NOOP("texts", "Addresses, networks and names that this jail never bans."), false },
    { "ignoreself", QT_TRANSLATE_NOOP("texts", "Own addresses never banned"),
        QT_TRANSLATE_NOOP("texts", "The server's own addresses are left alone."), false },
    { "ignorecommand", QT_TRANSLATE_NOOP("texts", "Ignore command"),
        QT_TRANSLATE_NOOP("texts", "A program that decides whether an address is left alone."), false },
    { "ignorecache", QT_TRANSLATE_NOOP("texts", "Ignore cache"),
        QT_TRANSLATE_NOOP("texts", "How long the ignore command's answers are remembered."), false },
    { "usedns", QT_TRANSLATE_NOOP("texts", "Host names in logs"),
        QT_TRANSLATE_NOOP("texts", "Whether host names found in a log are looked up: yes, warn, no or raw."), false },
    { "logpath", QT_TRANSLATE_NOOP("texts", "Log files"), QT_TRANSLATE_NOOP("texts", "The files that this jail reads."),
        false },
    { "logencoding", QT_TRANSLATE_NOOP("texts", "Log encoding"),
        QT_TRANSLATE_NOOP("texts", "How the log's bytes become text."), false },
    { "logtimezone", QT_TRANSLATE_NOOP("texts", "Log time zone"),
        QT_TRANSLATE_NOOP("texts", "The zone of times in the log that name none."), false },
    { "journalmatch", QT_TRANSLATE_NOOP("texts", "Journal matches"),
        QT_TRANSLATE_NOOP("texts", "Which entries of the systemd journal this jail reads."), false },
    { "datepattern", QT_TRANSLATE_NOOP("texts", "Date pattern"),
        QT_TRANSLATE_NOOP("texts", "How the time of a log line is found."), false },
    { "prefregex", QT_TRANSLATE_NOOP("texts", "Prefix regex"),
        QT_TRANSLATE_NOOP("texts", "What every line must match before the other regexes are tried."), false },
    { "failregex", QT_TRANSLATE_NOOP("texts", "Failure regexes"),
        QT_TRANSLATE_NOOP("texts", "A line that matches one of these is a failure."), false },
    { "ignoreregex", QT_TRANSLATE_NOOP("texts", "Ignore regexes"),
        QT_TRANSLATE_NOOP("texts", "A line that matches one of these is no failure after all."), false },
    { "idle", QT_TRANSLATE_NOOP("texts", "Idle"),
        QT_TRANSLATE_NOOP("texts", "An idle jail reads nothing and bans nothing new."), false },
    { "backend", QT_TRANSLATE_NOOP("texts", "Backend"), QT_TRANSLATE_NOOP("texts", "How the log is watched."), false },
    { "actions", QT_TRANSLATE_NOOP("texts", "Actions"),
        QT_TRANSLATE_NOOP("texts", "What is done when an address is banned."), false },
    { "bantime.increment", QT_TRANSLATE_NOOP("texts", "Longer bans for repeaters"),
        QT_TRANSLATE_NOOP("texts", "An address that comes back is banned for longer each time."), false },
    { "bantime.factor", QT_TRANSLATE_NOOP("texts", "Growth factor"),
        QT_TRANSLATE_NOOP("texts", "By how much a repeated ban grows."), false },
    { "bantime.formula", QT_TRANSLATE_NOOP("texts", "Growth formula"),
        QT_TRANSLATE_NOOP("texts", "How the length of a repeated ban is computed."), false },
    { "bantime.multipliers", QT_TRANSLATE_NOOP("texts", "Growth steps"),
        QT_TRANSLATE_NOOP("texts", "The steps by which repeated bans grow."), false },
    { "bantime.maxtime", QT_TRANSLATE_NOOP("texts", "Longest ban"),
        QT_TRANSLATE_NOOP("texts", "No repeated ban becomes longer than this."), true },
    { "bantime.rndtime", QT_TRANSLATE_NOOP("texts", "Random addition"),
        QT_TRANSLATE_NOOP("texts", "Up to this much is added, so that nobody can reckon the end."), true },
    { "bantime.overalljails", QT_TRANSLATE_NOOP("texts", "Repeaters over all jails"),
        QT_TRANSLATE_NOOP("texts", "Bans of other jails count as repetitions, too."), false },
    { "timeout", QT_TRANSLATE_NOOP("texts", "Time limit"),
        QT_TRANSLATE_NOOP("texts", "How long a command of this action may run."), true },
    { "actionban", QT_TRANSLATE_NOOP("texts", "Ban command"),
        QT_TRANSLATE_NOOP("texts", "Run when an address is banned."), false },
    { "actionunban", QT_TRANSLATE_NOOP("texts", "Unban command"), QT_TRANSLATE_NOOP("texts", "Run when a ban ends."),
        false },
    { "actionstart", QT_TRANSLATE_NOOP("texts", "Start command"),
        QT_TRANSLATE_NOOP("texts", "Run before the first ban."), false },
    { "actionstop", QT_TRANSLATE_NOOP("texts", "Stop command"), QT_TRANSLATE_NOOP("texts", "Run when the jail stops."),
        false },
    { "actioncheck", QT_TRANSLATE_NOOP("texts", "Check command"),
        QT_TRANSLATE_NOOP("texts", "Run before each ban, to see that the action still works."), false },
    { "actionflush", QT_TRANSLATE_NOOP("texts", "Flush command"),
        QT_TRANSLATE_NOOP("texts", "Run to lift all bans at once."), false },
    { "actionreload", QT_TRANSLATE_NOOP("texts", "Reload command"),
        QT_TRANSLATE_NOOP("texts", "Run when the jail is reloaded."), false },
};

const Known *find(const QString &name)
{
    for (const Known &entry : known) {
        if (name == QLatin1StringView(entry.name))
            return &entry;
    }
    return nullptr;
}

QString scalar(const QString &name, const QVariant &value)
{
    if (!value.isValid())
        return translated(QT_TRANSLATE_NOOP("texts", "none"));
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? translated(QT_TRANSLATE_NOOP("texts", "yes"))
                              : translated(QT_TRANSLATE_NOOP("texts", "no"));
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    const Known *entry = find(name);
    if (isNumber && entry && entry->seconds && value.typeId() != QMetaType::QString && std::isfinite(number)
        && std::fabs(number) < 9e15)
        return duration(static_cast<qint64>(number));
    if (value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::Int)
        return texts::number(value.toLongLong());
    return core::visibleText(value.toString());
}

} // namespace

QString propertyTitle(const QString &name)
{
    const Known *entry = find(name);
    return entry ? translated(entry->title) : core::visibleText(name);
}

QString propertyHelp(const QString &name)
{
    const Known *entry = find(name);
    return entry ? translated(entry->help) : QString();
}

QStringList propertyLines(const core::JailProperty &property)
{
    if (!property.supported)
        return { notReportedNote() };
    if (!property.error.isEmpty())
        return { core::visibleText(property.error) };
    const QVariant &value = property.value;
    QStringList lines;
    if (value.typeId() == QMetaType::QStringList || value.typeId() == QMetaType::QVariantList) {
        const QVariantList items = value.toList();
        for (const QVariant &item : items) {
            // A pair such as datepattern's (pattern, name) reads best as one line.
            if (item.typeId() == QMetaType::QVariantList || item.typeId() == QMetaType::QStringList) {
                QStringList inner;
                const QVariantList parts = item.toList();
                for (const QVariant &part : parts)
                    inner.append(scalar(property.name, part));
                lines.append(inner.join(u", "_s));
            } else {
                lines.append(scalar(property.name, item));
            }
        }
        return lines;
    }
    if (value.typeId() == QMetaType::QVariantMap) {
        const QVariantMap map = value.toMap();
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            lines.append(u"%1 = %2"_s.arg(core::visibleText(it.key()), scalar(property.name, it.value())));
        return lines;
    }
    return { scalar(property.name, value) };
}

QString propertyValue(const core::JailProperty &property)
{
    const QStringList lines = propertyLines(property);
    return lines.isEmpty() ? translated(QT_TRANSLATE_NOOP("texts", "none")) : lines.join(u", "_s);
}

QString runtimeChangeNote()
{
    return QCoreApplication::translate("texts", "Changed while running: the next reload resets it.");
}

QString notReportedNote()
{
    return notReported();
}

QString backendText(const core::Jail &jail)
{
    return jail.backend ? core::visibleText(*jail.backend) : dash();
}

QStringList sourceLines(const core::Jail &jail)
{
    QStringList lines;
    for (const auto &source : { jail.files, jail.journalMatches }) {
        for (const QString &line : source.value_or(QStringList()))
            lines.append(core::visibleText(line));
    }
    return lines;
}

QString sourceText(const core::Jail &jail)
{
    if (!jail.files && !jail.journalMatches)
        return dash();
    const QStringList lines = sourceLines(jail);
    if (lines.isEmpty())
        return translated(QT_TRANSLATE_NOOP("texts", "none"));
    if (lines.size() == 1)
        return lines.first();
    const QString more
        = counted(lines.size() - 1, QT_TRANSLATE_NOOP("texts", "1 more"), QT_TRANSLATE_N_NOOP("texts", "%Ln more"));
    //: end of a list of names: "/var/log/auth.log" and "2 more"
    return QCoreApplication::translate("texts", "%1 and %2").arg(lines.first(), more);
}

} // namespace texts
