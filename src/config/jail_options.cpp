// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/jail_options.h"

#include "config/filter_reader.h"

using namespace Qt::StringLiterals;

namespace config {

const QList<OptionTemplate> &firstJailOptions()
{
    static const QList<OptionTemplate> options {
        { u"enabled"_s, OptionType::Truth, false },
        { u"backend"_s, OptionType::Text, u"auto"_s },
        { u"filter"_s, OptionType::Text, u""_s },
    };
    return options;
}

const QList<OptionTemplate> &allJailOptions()
{
    static const QList<OptionTemplate> options = QList<OptionTemplate> {
        { u"enabled"_s, OptionType::Truth, false },
        { u"backend"_s, OptionType::Text, u"auto"_s },
        { u"maxretry"_s, OptionType::Number },
        { u"maxmatches"_s, OptionType::Number },
        { u"findtime"_s },
        { u"bantime"_s },
        { u"bantime.increment"_s, OptionType::Truth },
        { u"bantime.factor"_s },
        { u"bantime.formula"_s },
        { u"bantime.multipliers"_s },
        { u"bantime.maxtime"_s },
        { u"bantime.rndtime"_s },
        { u"bantime.overalljails"_s, OptionType::Truth },
        { u"ignorecommand"_s },
        { u"ignoreself"_s, OptionType::Truth },
        { u"ignoreip"_s },
        { u"ignorecache"_s },
        { u"filter"_s, OptionType::Text, u""_s },
        { u"logtimezone"_s },
        { u"logencoding"_s },
        { u"logpath"_s },
        { u"action"_s, OptionType::Text, u""_s },
    } + FilterReader::templates();
    return options;
}

bool isSentOtherwise(const QString &option)
{
    if (option == "action"_L1 || option == "filter"_L1 || option == "enabled"_L1 || option == "backend"_L1)
        return true;
    return std::ranges::any_of(
        FilterReader::templates(), [&option](const OptionTemplate &other) { return other.name == option; });
}

QString daemonDefault(const QString &option)
{
    static const QHash<QString, QString> defaults {
        { u"maxretry"_s, u"3"_s },
        { u"findtime"_s, u"600"_s },
        { u"bantime"_s, u"600"_s },
        { u"bantime.increment"_s, u"false"_s },
        { u"bantime.overalljails"_s, u"false"_s },
        { u"ignoreself"_s, u"true"_s },
        { u"logencoding"_s, u"auto"_s },
        { u"usedns"_s, u"warn"_s },
        { u"maxlines"_s, u"1"_s },
    };
    return defaults.value(option);
}

} // namespace config
