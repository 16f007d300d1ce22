// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_settings.h"

#include "core/ip_address.h"
#include "core/time_string.h"
#include "services/change_words.h"
#include "services/log_globs.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using core::PreflightIssueKind;

namespace services {
namespace {

/// The words of an ignore list as the daemon keeps them.
QStringList normalisedNetworks(const QStringList &words)
{
    QStringList networks;
    for (QString word : words) {
        // It takes the brackets off, of names, too (server/ipdns.py).
        if (word.size() > 2 && word.startsWith(u'[') && word.endsWith(u']'))
            word = word.sliced(1, word.size() - 2);
        const auto network = core::IpNetwork::parse(word);
        networks += network ? network->toString() : word;
    }
    networks.removeDuplicates();
    networks.sort();
    return networks;
}

QStringList ignoredOf(const config::DumpedJail &jail)
{
    QStringList words;
    for (const QVariant &word : jail.settings.value(u"addignoreip"_s))
        words += word.toString();
    return normalisedNetworks(words);
}

/// What of `all` is in none of the others.
QStringList without(QStringList all, const QStringList &others)
{
    all.removeIf([&others](const QString &one) { return others.contains(one); });
    return all;
}

/// An address that the daemon leaves alone is never lost in silence, not even where the list is what is edited: whoever
/// was allowed while it ran would be banned.
std::optional<SettingEffect> ignoreEffect(
    const QStringList &running, const config::DumpedJail &wanted, const config::DumpedJail *before)
{
    const QStringList now = normalisedNetworks(running);
    const QStringList after = ignoredOf(wanted);
    if (before) {
        const QStringList lost = without(without(now, after), ignoredOf(*before));
        if (lost.isEmpty())
            return std::nullopt;
        return SettingEffect { PreflightIssueKind::RuntimeLost, lost.join(u' ') };
    }
    if (now == after)
        return std::nullopt;
    // With nothing to be lost it is a file that says more.
    return SettingEffect { without(now, after).isEmpty() ? PreflightIssueKind::PendingEdits
                                                         : PreflightIssueKind::RuntimeLost,
        now.join(u' ') + " -> "_L1 + after.join(u' ') };
}

/// What runs and is in no file goes; what a file says otherwise comes. The daemon tells regexes with their tags put in.
std::optional<SettingEffect> regexEffect(const QStringList &running, const QStringList &wanted)
{
    const QString difference = firstRegexDifference(running, wanted);
    if (difference.isEmpty())
        return std::nullopt;
    const bool onlyMore
        = running.size() > wanted.size() && firstRegexDifference(running.first(wanted.size()), wanted).isEmpty();
    return SettingEffect { onlyMore ? PreflightIssueKind::RuntimeLost : PreflightIssueKind::PendingEdits, difference };
}

std::optional<SettingEffect> logEffect(
    const QStringList &running, const config::DumpedJail &wanted, const QStringList &patterns)
{
    QStringList after;
    for (const QVariant &word : wanted.settings.value(u"addlogpath"_s)) {
        if (word.toString().startsWith(u'/')) // what follows a path says "head" or "tail"
            after += word.toString();
    }
    QStringList lost = without(running, after);
    // The daemon lists a log that was deleted for as long as it runs.
    lost.removeIf([&patterns](const QString &path) {
        return std::ranges::any_of(patterns, [&path](const QString &pattern) { return matchesPath(pattern, path); });
    });
    const QStringList gained = without(after, running);
    if (gained.isEmpty() && lost.isEmpty())
        return std::nullopt;
    if (gained.isEmpty())
        return SettingEffect { PreflightIssueKind::RuntimeLost, lost.join(u' ') };
    return SettingEffect { PreflightIssueKind::PendingEdits,
        lost.join(u' ') + (lost.isEmpty() ? "-> "_L1 : " -> "_L1) + gained.join(u' ') };
}

void collectWords(const QVariant &value, QStringList &words)
{
    if (value.typeId() == QMetaType::QVariantList || value.typeId() == QMetaType::QStringList) {
        for (const QVariant &item : value.toList())
            collectWords(item, words);
    } else if (value.toString() != "+"_L1) {
        words += value.toString();
    }
}

/// Which of them are met together is passed over: the dump joins those of several lines.
std::optional<SettingEffect> journalEffect(const QVariant &running, const QVariantList &wanted)
{
    QStringList now;
    QStringList after;
    collectWords(running, now);
    collectWords(wanted, after);
    now.sort();
    after.sort();
    if (now == after)
        return std::nullopt;
    return SettingEffect { PreflightIssueKind::PendingEdits, now.join(u' ') + " -> "_L1 + after.join(u' ') };
}

/// Only of a single pattern of strftime() does the daemon say what it was given.
std::optional<SettingEffect> datePatternEffect(const QVariant &running, const QString &wanted)
{
    if (!wanted.contains(u'%') || wanted.contains(u'{') || wanted.contains(u'\n') || wanted.contains("**"_L1))
        return std::nullopt;
    const QString now = running.toList().value(0).toString();
    if (now == wanted)
        return std::nullopt;
    return SettingEffect { PreflightIssueKind::PendingEdits, now + (now.isEmpty() ? "-> "_L1 : " -> "_L1) + wanted };
}

bool isNoValue(const QString &text)
{
    return text.isEmpty() || text == "None"_L1 || text == "False"_L1;
}

} // namespace

const QList<std::pair<QString, QString>> &comparedSettings()
{
    static const QList<std::pair<QString, QString>> names { { u"bantime"_s, u"bantime"_s },
        { u"findtime"_s, u"findtime"_s }, { u"maxretry"_s, u"maxretry"_s }, { u"ignoreip"_s, u"addignoreip"_s },
        { u"ignoreself"_s, u"ignoreself"_s }, { u"failregex"_s, u"failregex"_s },
        { u"ignoreregex"_s, u"ignoreregex"_s }, { u"prefregex"_s, u"prefregex"_s }, { u"logpath"_s, u"addlogpath"_s },
        { u"journalmatch"_s, u"addjournalmatch"_s }, { u"datepattern"_s, u"datepattern"_s },
        { u"maxlines"_s, u"maxlines"_s }, { u"maxmatches"_s, u"maxmatches"_s }, { u"usedns"_s, u"usedns"_s },
        { u"logtimezone"_s, u"logtimezone"_s }, { u"ignorecommand"_s, u"ignorecommand"_s } };
    return names;
}

std::optional<SettingEffect> settingEffect(const QString &property, const QVariant &running,
    const config::DumpedJail &wanted, const config::DumpedJail *before, const QStringList &logPatterns)
{
    if (property == "ignoreip"_L1)
        return ignoreEffect(running.toStringList(), wanted, before);
    if (before)
        return std::nullopt; // what is about to be brought into force by us
    if (property == "failregex"_L1)
        return regexEffect(running.toStringList(), wanted.failregex);
    if (property == "ignoreregex"_L1)
        return regexEffect(running.toStringList(), wanted.ignoreregex);
    if (property == "logpath"_L1)
        return logEffect(running.toStringList(), wanted, logPatterns);
    if (property == "journalmatch"_L1)
        return journalEffect(running, wanted.settings.value(u"addjournalmatch"_s));
    if (property == "prefregex"_L1) {
        if (wanted.prefregex.isEmpty()) // a reload leaves it
            return std::nullopt;
        const QString difference = firstRegexDifference({ running.toString() }, { wanted.prefregex });
        return difference.isEmpty() ? std::nullopt
                                    : std::optional(SettingEffect { PreflightIssueKind::PendingEdits, difference });
    }
    const QVariantList values = wanted.settings.value(property);
    if (values.isEmpty())
        return std::nullopt; // the files leave it as it is
    const QString now = settingText(running);
    const QString after = settingText(values.first());
    if (property == "datepattern"_L1)
        return datePatternEffect(running, after);
    if (meansTheSame(property, now, after) || (isNoValue(now) && isNoValue(after)))
        return std::nullopt;
    // What people tune while it runs; the rest is rather a file's.
    static const QStringList tuned { u"bantime"_s, u"findtime"_s, u"maxretry"_s, u"ignoreself"_s };
    return SettingEffect { tuned.contains(property) ? PreflightIssueKind::RuntimeLost
                                                    : PreflightIssueKind::PendingEdits,
        now + " -> "_L1 + after };
}

bool meansTheSame(const QString &name, const QString &running, const QString &wanted)
{
    if (running.compare(wanted, Qt::CaseInsensitive) == 0)
        return true;
    static const QStringList times { u"dbpurgeage"_s, u"bantime"_s, u"findtime"_s };
    if (times.contains(name)) {
        const auto a = core::parseTimeString(running);
        const auto b = core::parseTimeString(wanted);
        return !b || (a && *a == *b); // what we cannot read ourselves is not told of
    }
    if (name == "loglevel"_L1 || name == "dbmaxmatches"_L1 || name == "maxretry"_L1 || name == "maxlines"_L1
        || name == "maxmatches"_L1) {
        bool number = false;
        const qlonglong b = wanted.toLongLong(&number);
        return number && (name == "loglevel"_L1 || running.toLongLong() == b);
    }
    return false;
}

QString settingText(const QVariant &value)
{
    if (!value.isValid())
        return u"None"_s;
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? u"True"_s : u"False"_s;
    if (value.canConvert<QStringList>() && value.typeId() != QMetaType::QString)
        return value.toStringList().join(u' ');
    return value.toString();
}

} // namespace services
