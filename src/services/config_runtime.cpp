// SPDX-License-Identifier: GPL-3.0-or-later
// What the files give a jail against what it runs with.
#include "config/configuration.h"
#include "core/ip_address.h"
#include "core/time_string.h"
#include "services/config_view.h"

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

/// The same for "127.0.0.1/8" and "127.0.0.0/8"; sorted, since their order means nothing.
QString addressesOf(const QStringList &words)
{
    QStringList result;
    for (const QString &word : words) {
        const auto network = core::IpNetwork::parse(word);
        result.append(network ? network->toString() : word);
    }
    result.sort();
    result.removeDuplicates();
    return result.join(u' ');
}

/// Both values in one form; an empty first one: they cannot be compared.
std::pair<QString, QString> inOneForm(const ConfigOptionRow &row, const QVariant &running)
{
    if (!running.isValid())
        return {};
    const QString text = row.value.trimmed();
    if (isOneOf(row.key, { "bantime"_L1, "findtime"_L1, "bantime.maxtime"_L1, "bantime.rndtime"_L1 })) {
        const auto seconds = core::parseTimeString(text);
        bool number = false;
        const double now = running.toDouble(&number);
        return seconds && number ? std::pair(wholeOrFraction(*seconds), wholeOrFraction(now))
                                 : std::pair<QString, QString>();
    }
    if (isOneOf(row.key, { "maxretry"_L1, "maxlines"_L1, "maxmatches"_L1 })) {
        bool inFile = false;
        bool now = false;
        const std::pair result(QString::number(text.toLongLong(&inFile)), QString::number(running.toLongLong(&now)));
        return inFile && now ? result : std::pair<QString, QString>();
    }
    if (isOneOf(row.key, { "ignoreself"_L1, "bantime.increment"_L1, "bantime.overalljails"_L1 })) {
        if (running.typeId() != QMetaType::Bool)
            return {};
        const auto word = [](bool on) { return on ? u"true"_s : u"false"_s; };
        return { word(config::isTrue(text)), word(running.toBool()) };
    }
    if (row.key == "usedns"_L1 && running.typeId() == QMetaType::QString)
        return { text, running.toString() };
    if (row.key == "ignoreip"_L1
        && (running.typeId() == QMetaType::QStringList || running.typeId() == QMetaType::QVariantList)) {
        QString words = text;
        for (QChar &c : words) {
            if (c == u',' || c == u'\n' || c == u'\t')
                c = u' ';
        }
        return { addressesOf(words.split(u' ', Qt::SkipEmptyParts)), addressesOf(running.toStringList()) };
    }
    return {};
}

} // namespace

void compareRuntime(QList<ConfigOptionRow> &options, const core::JailDetail &running)
{
    for (ConfigOptionRow &row : options) {
        row.runtime.clear();
        row.inFile.clear();
        if (row.part == ConfigPart::Action || !row.problem.isEmpty())
            continue;
        if (row.part == ConfigPart::Filter && !row.place.isKnown()) // then it is the jail's to say
            continue;
        const auto [inFile, now] = inOneForm(row, running.value(row.key));
        if (inFile == now)
            continue;
        row.inFile = inFile;
        row.runtime = now;
    }
}

} // namespace services
