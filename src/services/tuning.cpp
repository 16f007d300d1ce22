// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/tuning.h"

#include "core/time_string.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr int hardlyReached = 100; // failures within findtime
constexpr int wideIpv4 = 8; // prefixes that no organisation of one's own fills
constexpr int wideIpv6 = 16;

core::Result<QStringList> invalid(const QString &why)
{
    return core::failure(core::ErrorCode::InvalidArgument, why);
}

core::Result<QStringList> timeWords(const QString &value, bool permanentAllowed)
{
    const auto seconds = core::parseTimeString(value);
    if (!seconds)
        return tl::unexpected(seconds.error());
    if (*seconds == 0 || (*seconds < 0 && !permanentAllowed))
        return invalid(value);
    return QStringList { value.trimmed() };
}

core::Result<QStringList> ignoreWords(const QString &value)
{
    const QString entry = value.trimmed();
    if (const auto network = core::IpNetwork::parse(entry)) {
        // Ignoring everything is no protection at all.
        if (network->prefix() == 0)
            return invalid(entry);
        return QStringList { network->toString() };
    }
    for (const QChar c : entry) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-' && c != u'_')
            return invalid(entry);
    }
    if (entry.isEmpty() || entry.startsWith(u'-') || !entry.contains(u'.'))
        return invalid(entry);
    return QStringList { entry };
}

bool hasControl(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x20; });
}

} // namespace

std::optional<TuningRule> tuningRule(const QString &name)
{
    static const QHash<QString, TuningRule> rules {
        { u"bantime"_s, { u"bantime"_s, u"bantime"_s } },
        { u"findtime"_s, { u"findtime"_s, u"findtime"_s } },
        { u"maxretry"_s, { u"maxretry"_s, u"maxretry"_s } },
        { u"ignoreself"_s, { u"ignoreself"_s, u"ignoreself"_s } },
        { u"usedns"_s, { u"usedns"_s, u"usedns"_s } },
        { u"ignorecommand"_s, { u"ignorecommand"_s, u"ignorecommand"_s } },
        { u"addignoreip"_s, { u"ignoreip"_s, u"delignoreip"_s } },
        { u"delignoreip"_s, { u"ignoreip"_s, u"addignoreip"_s } },
        { u"addlogpath"_s, { u"logpath"_s, u"dellogpath"_s } },
        { u"dellogpath"_s, { u"logpath"_s, u"addlogpath"_s } },
        { u"addfailregex"_s, { u"failregex"_s, u"delfailregex"_s } },
        { u"delfailregex"_s, { u"failregex"_s, u"addfailregex"_s } },
        { u"addignoreregex"_s, { u"ignoreregex"_s, u"delignoreregex"_s } },
        { u"delignoreregex"_s, { u"ignoreregex"_s, u"addignoreregex"_s } },
    };
    const auto found = rules.constFind(name);
    return found == rules.cend() ? std::nullopt : std::optional(*found);
}

core::Result<QStringList> tuningWords(const QString &name, const QString &value)
{
    if (!tuningRule(name))
        return invalid(name);
    if (name == "bantime"_L1)
        return timeWords(value, true);
    if (name == "findtime"_L1)
        return timeWords(value, false);
    if (name == "maxretry"_L1) {
        bool ok = false;
        const int number = value.trimmed().toInt(&ok);
        return ok && number > 0 ? core::Result<QStringList>(QStringList { QString::number(number) }) : invalid(value);
    }
    if (name == "ignoreself"_L1)
        return value == "true"_L1 || value == "false"_L1 ? core::Result<QStringList>(QStringList { value })
                                                         : invalid(value);
    if (name == "usedns"_L1)
        return QStringList { u"yes"_s, u"warn"_s, u"no"_s, u"raw"_s }.contains(value)
            ? core::Result<QStringList>(QStringList { value })
            : invalid(value);
    if (name == "ignorecommand"_L1) // empty: none
        return hasControl(value) ? invalid(value) : core::Result<QStringList>(QStringList { value.trimmed() });
    if (name == "addignoreip"_L1)
        return ignoreWords(value);
    if (name == "delignoreip"_L1)
        return value.isEmpty() || hasControl(value) ? invalid(value) : core::Result<QStringList>(QStringList { value });
    if (name.endsWith("logpath"_L1))
        return value.startsWith(u'/') && !hasControl(value) ? core::Result<QStringList>(QStringList { value })
                                                            : invalid(value);
    if (name == "delfailregex"_L1 || name == "delignoreregex"_L1) {
        // A bare index would delete whatever stands there by now.
        bool ok = false;
        const bool named = value.section(u'\n', 0, 0).toInt(&ok) >= 0 && ok && !value.section(u'\n', 1).isEmpty();
        return named ? core::Result<QStringList>(QStringList { value }) : invalid(value);
    }
    return value.trimmed().isEmpty() || hasControl(value) ? invalid(value)
                                                          : core::Result<QStringList>(QStringList { value });
}

core::Result<QString> regexIndexNow(const QString &value, const QStringList &now)
{
    const qsizetype shownAt = value.section(u'\n', 0, 0).toLongLong();
    const QString regex = value.section(u'\n', 1);
    if (shownAt < now.size() && now.at(shownAt) == regex)
        return QString::number(shownAt);
    if (now.count(regex) != 1)
        return core::failure(core::ErrorCode::ChangedMeanwhile, regex);
    return QString::number(now.indexOf(regex));
}

std::optional<QString> undoValue(const QString &name, const QString &value, const QVariant &old)
{
    const QStringList list = old.toStringList();
    if (name == "addignoreip"_L1 || name == "addlogpath"_L1)
        return list.contains(value) ? std::nullopt : std::optional(value);
    if (name == "delignoreip"_L1 || name == "dellogpath"_L1)
        return list.contains(value) ? std::optional(value) : std::nullopt;
    if (name == "addfailregex"_L1 || name == "addignoreregex"_L1)
        return QString::number(list.size()); // it was appended
    if (name == "delfailregex"_L1 || name == "delignoreregex"_L1) {
        const qsizetype index = value.toInt();
        return index < list.size() ? std::optional(list[index]) : std::nullopt;
    }
    if (!old.isValid())
        return std::nullopt;
    if (name == "ignoreself"_L1)
        return old.toBool() ? u"true"_s : u"false"_s;
    return old.toString();
}

std::optional<QString> undoValueNow(
    const QString &name, const QString &value, const QVariant &old, const QVariant &set, const QVariant &now)
{
    const auto back = undoValue(name, value, old);
    if (!back)
        return std::nullopt;
    const QStringList before = old.toStringList();
    const QStringList after = set.toStringList();
    const QStringList present = now.toStringList();
    if (name == "addfailregex"_L1 || name == "addignoreregex"_L1) {
        // The daemon appended it, in its own spelling. Where its answer was lost only the list tells whether it did.
        const bool told = !after.isEmpty();
        const bool appended = present.size() == before.size() + 1 && present.first(before.size()) == before;
        if (!told)
            return appended ? std::optional(QString::number(before.size())) : std::nullopt;
        if (present.count(after.last()) <= before.count(after.last()))
            return std::nullopt;
        return QString::number(present.lastIndexOf(after.last()));
    }
    if (name == "addignoreip"_L1 || name == "addlogpath"_L1) {
        if (present.contains(value))
            return value;
        for (const QString &entry : after) { // the daemon may spell it otherwise
            if (!before.contains(entry) && present.contains(entry))
                return entry;
        }
        return std::nullopt;
    }
    if (name.startsWith("del"_L1))
        return present.count(*back) >= before.count(*back) ? std::nullopt : back;
    if (set.isValid() && now != set && now.toString() != set.toString())
        return std::nullopt;
    return back;
}

QVariant valueAfter(const QString &name, const QString &value, const QVariant &old)
{
    if (name == "addignoreip"_L1 || name == "addlogpath"_L1)
        return old.toStringList() + QStringList { value };
    if (name.startsWith("add"_L1) || name.startsWith("del"_L1))
        return {};
    if (name == "bantime"_L1 || name == "findtime"_L1) {
        const auto seconds = core::parseTimeString(value);
        return seconds ? QVariant(static_cast<qint64>(*seconds)) : QVariant();
    }
    return value;
}

TunePreview tuneEffect(const QString &name, const QString &value, const QVariant &now)
{
    TunePreview told;
    const QStringList list = now.toStringList();
    if (name == "delfailregex"_L1) {
        told.lastFailregex = list.size() == 1 && regexIndexNow(value, list);
    } else if (name == "dellogpath"_L1) {
        told.lastLogpath = list == QStringList { value };
    } else if (name == "maxretry"_L1) {
        told.hardlyAnybody = value.toInt() > hardlyReached;
    } else if (name == "addignoreip"_L1) {
        const auto network = core::IpNetwork::parse(value);
        if (network && network->prefix() < (network->address().isV4() ? wideIpv4 : wideIpv6))
            told.wideNetwork = network->toString();
    }
    return told;
}

qint64 coveredBans(const core::BanList &bans, const core::IpNetwork &network)
{
    return std::ranges::count_if(bans, [&](const core::Ban &ban) {
        const auto *banned = std::get_if<core::IpNetwork>(&ban.target);
        return banned && network.contains(*banned);
    });
}

BantimePreview bantimeEffect(const core::BanList &bans, qint64 oldBantime, qint64 newBantime, qint64 now)
{
    BantimePreview preview;
    for (const core::Ban &ban : bans) {
        if (ban.bannedAt == core::unknownTime || ban.banTime == core::unknownTime) {
            preview.timesKnown = false;
            continue;
        }
        if (ban.banTime != oldBantime || oldBantime == newBantime) {
            ++preview.unaffected;
            continue;
        }
        ++preview.moved;
        if (newBantime == core::permanentBan) {
            ++preview.becomePermanent;
            continue;
        }
        const qint64 end = ban.bannedAt + newBantime;
        if (end <= now)
            ++preview.endAtOnce;
        preview.latestNewEnd = std::max(preview.latestNewEnd, end);
    }
    return preview;
}

} // namespace services
