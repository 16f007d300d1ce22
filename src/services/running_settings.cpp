// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_settings.h"

#include "core/ip_address.h"
#include "core/time_string.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using core::PreflightIssueKind;

namespace services {
namespace {

/// The words of an ignore list as the daemon keeps them.
QStringList normalisedNetworks(const QStringList &words)
{
    QStringList networks;
    for (const QString &word : words) {
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

} // namespace

const QList<std::pair<QString, QString>> &comparedSettings()
{
    static const QList<std::pair<QString, QString>> names { { u"bantime"_s, u"bantime"_s },
        { u"findtime"_s, u"findtime"_s }, { u"maxretry"_s, u"maxretry"_s }, { u"ignoreip"_s, u"addignoreip"_s },
        { u"ignoreself"_s, u"ignoreself"_s }, { u"failregex"_s, u"failregex"_s } };
    return names;
}

std::optional<SettingEffect> settingEffect(const QString &property, const QVariant &running,
    const config::DumpedJail &wanted, const config::DumpedJail *before)
{
    if (property == "ignoreip"_L1)
        return ignoreEffect(running.toStringList(), wanted, before);
    if (before)
        return std::nullopt; // what is about to be brought into force by us
    if (property == "failregex"_L1) {
        // The daemon tells them with their tags put in; how many there are can be compared.
        const qsizetype now = running.toStringList().size();
        if (now == wanted.failregex.size())
            return std::nullopt;
        return SettingEffect { PreflightIssueKind::PendingEdits,
            QString::number(now) + " -> "_L1 + QString::number(wanted.failregex.size()) };
    }
    const QVariantList values = wanted.settings.value(property);
    if (values.isEmpty())
        return std::nullopt; // the files leave it as it is
    const QString now = settingText(running);
    const QString after = settingText(values.first());
    if (meansTheSame(property, now, after))
        return std::nullopt;
    return SettingEffect { PreflightIssueKind::RuntimeLost, now + " -> "_L1 + after };
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
    if (name == "loglevel"_L1 || name == "dbmaxmatches"_L1 || name == "maxretry"_L1) {
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
