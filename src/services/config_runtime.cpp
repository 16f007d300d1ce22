// SPDX-License-Identifier: GPL-3.0-or-later
// What the files give a jail against what it runs with.
#include "config/configuration.h"
#include "core/ip_address.h"
#include "core/time_string.h"
#include "services/config_view.h"
#include "services/log_globs.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace services {

namespace {

bool isOneOf(const QString &key, std::initializer_list<QLatin1StringView> keys)
{
    return std::any_of(keys.begin(), keys.end(), [&key](QLatin1StringView each) { return key == each; });
}

QString wholeOrFraction(double number)
{
    return std::floor(number) == number && std::fabs(number) < 9e15 ? QString::number(static_cast<qint64>(number))
                                                                    : QString::number(number);
}

/// Equal where daemon and files mean the same, or cannot be compared.
struct Compared
{
    QString inFile = {};
    QString now = {};
    QString permanent = {}; ///< empty: now
    RuntimeRevert revert = {};
};

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines.append(line.trimmed());
    }
    return lines;
}

/// What the daemon has of a list and should not, and the other way round.
RuntimeRevert oneStepBack(const QString &list, const QStringList &extra, const QStringList &missing)
{
    if (!extra.isEmpty())
        return { u"del"_s + list, extra.constFirst(), extra.constFirst() };
    return missing.isEmpty() ? RuntimeRevert() : RuntimeRevert { u"add"_s + list, missing.constFirst(), {} };
}

QStringList without(QStringList all, const QStringList &others)
{
    all.removeIf([&others](const QString &one) { return others.contains(one); });
    return all;
}

/// The same for "127.0.0.1/8" and "127.0.0.0/8"; sorted, since their order means nothing.
QStringList addressesOf(const QStringList &words)
{
    QStringList result;
    for (const QString &word : words) {
        const auto network = core::IpNetwork::parse(word);
        result.append(network ? network->toString() : word);
    }
    result.sort();
    result.removeDuplicates();
    return result;
}

Compared comparedAddresses(const QString &text, const QStringList &running)
{
    QString words = text;
    for (QChar &c : words) {
        if (c == u',' || c == u'\n' || c == u'\t')
            c = u' ';
    }
    const QStringList inFile = addressesOf(words.split(u' ', Qt::SkipEmptyParts));
    const QStringList now = addressesOf(running);
    return { inFile.join(u' '), now.join(u' '), {},
        oneStepBack(u"ignoreip"_s, without(now, inFile), without(inFile, now)) };
}

bool isPattern(const QString &path)
{
    return path.contains(u'*') || path.contains(u'?') || path.contains(u'[');
}

/// A line of `logpath` without the word behind it that says where to begin.
QString pathOf(const QString &line)
{
    for (const auto &end : { " tail"_L1, " head"_L1 }) {
        if (line.endsWith(end))
            return line.chopped(end.size()).trimmed();
    }
    return line;
}

/// The daemon has paths, the files have patterns. A pattern whose logs are not there means what it means.
Compared comparedLogs(const QString &text, const QStringList &running)
{
    const QStringList lines = linesOf(text);
    QStringList kept;
    QStringList missing;
    for (const QString &line : lines) {
        const bool isGone = !isPattern(pathOf(line)) && !running.contains(pathOf(line));
        (isGone ? missing : kept).append(isGone ? pathOf(line) : line);
    }
    QStringList extra = running;
    extra.removeIf([&kept](const QString &path) {
        return std::ranges::any_of(kept, [&path](const QString &line) { return matchesPath(pathOf(line), path); });
    });
    if (extra.isEmpty() && missing.isEmpty())
        return {};
    extra.sort();
    return { lines.join(u'\n'), running.join(u'\n'), (kept + extra).join(u'\n'),
        oneStepBack(u"logpath"_s, extra, missing) };
}

/// OR of ANDs in one order. A line is one more OR, as "+" is.
QString journalForm(const QList<QStringList> &alternatives)
{
    QStringList result;
    for (QStringList words : alternatives) {
        words.sort();
        result.append(words.join(u' '));
    }
    result.sort();
    return result.join(" + "_L1);
}

QString journalForm(const QString &text)
{
    QList<QStringList> alternatives;
    for (const QString &line : linesOf(text)) {
        alternatives.append(QStringList());
        for (const QString &word : line.split(u' ', Qt::SkipEmptyParts)) {
            if (word == "+"_L1)
                alternatives.append(QStringList());
            else
                alternatives.last().append(word);
        }
    }
    return journalForm(alternatives);
}

Compared comparedJournal(const QString &text, const QVariantList &running)
{
    QList<QStringList> alternatives;
    for (const QVariant &one : running)
        alternatives.append(one.toStringList());
    return { journalForm(text), journalForm(alternatives) };
}

/// Only of a single pattern of strftime() does the daemon say what it was given.
Compared comparedDatePattern(const QString &text, const QVariant &running)
{
    const bool isTold = text.contains(u'%') && !text.contains(u'{') && !text.contains(u'\n') && !text.contains("**"_L1);
    const QString now = running.toList().value(0).toString();
    return isTold && !now.isEmpty() ? Compared { text, now } : Compared();
}

/// Values of one word, which the daemon keeps as it is.
Compared comparedWord(const QString &key, const QString &text, const QString &now)
{
    if (key == "logencoding"_L1 && (text == "auto"_L1 || text.compare(now, Qt::CaseInsensitive) == 0))
        return {}; // of "auto" it tells what came of it
    return { text, now };
}

Compared inOneForm(const ConfigOptionRow &row, const core::JailDetail &detail)
{
    const QVariant running = detail.value(row.key);
    if (!running.isValid())
        return {};
    const QString text = row.value.trimmed();
    const bool isList = running.typeId() == QMetaType::QStringList || running.typeId() == QMetaType::QVariantList;
    if (isOneOf(row.key, { "bantime"_L1, "findtime"_L1, "bantime.maxtime"_L1, "bantime.rndtime"_L1 })) {
        const auto seconds = core::parseTimeString(text);
        bool number = false;
        const double now = running.toDouble(&number);
        return seconds && number ? Compared { wholeOrFraction(*seconds), wholeOrFraction(now) } : Compared();
    }
    if (isOneOf(row.key, { "maxretry"_L1, "maxlines"_L1, "maxmatches"_L1 })) {
        bool inFile = false;
        bool now = false;
        const Compared result { QString::number(text.toLongLong(&inFile)), QString::number(running.toLongLong(&now)) };
        return inFile && now ? result : Compared();
    }
    if (isOneOf(row.key, { "ignoreself"_L1, "bantime.increment"_L1, "bantime.overalljails"_L1 })) {
        if (running.typeId() != QMetaType::Bool)
            return {};
        const auto word = [](bool on) { return on ? u"true"_s : u"false"_s; };
        return { word(config::isTrue(text)), word(running.toBool()) };
    }
    if (isOneOf(row.key, { "usedns"_L1, "ignorecommand"_L1, "logencoding"_L1 })
        && running.typeId() == QMetaType::QString)
        return comparedWord(row.key, text, running.toString());
    if (row.key == "ignoreip"_L1 && isList)
        return comparedAddresses(text, running.toStringList());
    // Without a list of files the jail reads the journal, whatever its files say of logs.
    if (row.key == "logpath"_L1 && isList && (!running.toStringList().isEmpty() || detail.jail.files))
        return comparedLogs(text, running.toStringList());
    // What the jail leaves to its filter is none of its own.
    if (row.key == "journalmatch"_L1 && isList && !text.isEmpty() && !running.toList().isEmpty())
        return comparedJournal(text, running.toList());
    if (row.key == "datepattern"_L1)
        return comparedDatePattern(text, running);
    return {};
}

/// What is one value can be set to that of the files, where those have one.
RuntimeRevert plainRevert(const QString &key, const Compared &compared)
{
    const bool isTuned = isOneOf(
        key, { "bantime"_L1, "findtime"_L1, "maxretry"_L1, "ignoreself"_L1, "usedns"_L1, "ignorecommand"_L1 });
    return isTuned && !compared.inFile.isEmpty() ? RuntimeRevert { key, compared.inFile, compared.now }
                                                 : RuntimeRevert();
}

} // namespace

void compareRuntime(QList<ConfigOptionRow> &options, const core::JailDetail &running)
{
    for (ConfigOptionRow &row : options) {
        row.runtime.clear();
        row.inFile.clear();
        row.permanent.clear();
        row.revert = {};
        if (row.part == ConfigPart::Action || !row.problem.isEmpty())
            continue;
        if (row.part == ConfigPart::Filter && !row.place.isKnown()) // then it is the jail's to say
            continue;
        const Compared compared = inOneForm(row, running);
        if (compared.inFile == compared.now)
            continue;
        row.inFile = compared.inFile;
        row.runtime = compared.now;
        row.permanent = compared.permanent.isEmpty() ? compared.now : compared.permanent;
        row.revert = compared.revert.name.isEmpty() ? plainRevert(row.key, compared) : compared.revert;
    }
}

} // namespace services
