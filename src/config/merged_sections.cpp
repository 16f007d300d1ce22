// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/merged_sections.h"

#include "config/interpolation.h"
#include "config/parser_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr auto defaultSection = "DEFAULT"_L1;
constexpr auto knownPrefix = "KNOWN/"_L1;

} // namespace

void MergedSections::Section::set(const QString &key, const Setting &setting)
{
    const auto found = options.find(key);
    if (found == options.end()) {
        options.insert(key, MergedOption { setting, {} });
        keys += key;
        return;
    }
    // A file that is read twice overrides itself, which is nothing to tell.
    if (found->winner.origin != setting.origin) {
        found->overridden.prepend(found->winner);
        erase_if(found->overridden, [&](const Setting &old) { return old.origin == setting.origin; });
    }
    found->winner = setting;
}

bool MergedSections::hasSection(const QString &section) const
{
    return m_sections.contains(section);
}

const MergedSections::Section *MergedSections::own(const QString &section) const
{
    if (section == defaultSection)
        return &m_defaults;
    const auto found = m_sections.constFind(section);
    return found == m_sections.constEnd() ? nullptr : &*found;
}

MergedSections::Section &MergedSections::make(const QString &section)
{
    if (!m_sections.contains(section) && !section.startsWith(knownPrefix))
        m_order += section;
    return m_sections[section];
}

QMap<QString, MergedOption> MergedSections::options(const QString &section) const
{
    const Section *found = own(section);
    return found == nullptr ? QMap<QString, MergedOption>() : found->options;
}

QStringList MergedSections::keys(const QString &section) const
{
    const Section *found = own(section);
    return found == nullptr ? QStringList() : found->keys;
}

const MergedOption *MergedSections::option(const QString &section, const QString &key) const
{
    const Section *place = own(section);
    if (place == nullptr)
        return nullptr;
    const auto found = place->options.constFind(key);
    if (found != place->options.constEnd())
        return &*found;
    const auto general = m_defaults.options.constFind(key);
    return general == m_defaults.options.constEnd() ? nullptr : &*general;
}

std::optional<core::Result<QString>> MergedSections::find(
    const QString &section, const QString &key, const QMap<QString, QString> &extra, QList<Setting> *contributors) const
{
    if (own(section) == nullptr)
        return std::nullopt;
    const QString lower = key.toLower();
    QString raw;
    const auto given = extra.constFind(lower);
    if (given != extra.constEnd())
        raw = *given;
    else if (const MergedOption *found = option(section, lower))
        raw = found->winner.raw;
    else
        return std::nullopt;
    if (!raw.contains(u'%'))
        return raw;
    return Interpolation(*this, section, lower, extra, contributors).resolve(raw);
}

core::Result<QString> MergedSections::value(
    const QString &section, const QString &key, const QMap<QString, QString> &extra) const
{
    QMap<QString, QString> lower;
    for (auto it = extra.begin(); it != extra.end(); ++it)
        lower.insert(it.key().toLower(), it.value());
    if (auto found = find(section, key, lower))
        return *std::move(found);
    if (own(section) == nullptr)
        return core::failure(core::ErrorCode::FileNotFound, u"No section: "_s + quoted(section));
    return core::failure(
        core::ErrorCode::FileNotFound, u"No option %1 in section: %2"_s.arg(quoted(key.toLower()), quoted(section)));
}

std::optional<core::Result<QString>> MergedSections::findQualified(
    const QString &section, const QString &key, const QMap<QString, QString> &extra) const
{
    const qsizetype slash = key.indexOf(u'/');
    const QStringView name = slash < 0 ? QStringView() : QStringView(key).first(slash);
    const QStringView rest = slash < 0 ? QStringView() : QStringView(key).sliced(slash + 1);
    // SECTION_OPTNAME_CRE
    const bool qualified = !name.isEmpty() && !rest.isEmpty()
        && std::ranges::all_of(name, [](QChar c) { return isWord(c) || c == u'-'; })
        && std::ranges::none_of(rest, [](QChar c) { return isBlank(c) || c == u'>'; });
    if (qualified) {
        const QString lower = name.toString().toLower();
        QStringList places { name.toString() };
        if (lower == "known"_L1)
            places = { knownPrefix + section, section };
        else if (lower == "default"_L1)
            places = { defaultSection };
        for (const QString &place : std::as_const(places)) {
            if (auto found = find(place, rest.toString()))
                return found;
        }
    }
    return find(section, key, extra);
}

core::Result<QString> MergedSections::qualifiedValue(
    const QString &section, const QString &key, const QMap<QString, QString> &extra) const
{
    QMap<QString, QString> lower;
    for (auto it = extra.begin(); it != extra.end(); ++it)
        lower.insert(it.key().toLower(), it.value());
    if (auto found = findQualified(section, key, lower))
        return *std::move(found);
    return value(section, key, extra);
}

QList<Setting> MergedSections::contributors(const QString &section, const QString &key) const
{
    QList<Setting> all;
    static_cast<void>(find(section, key, {}, &all));
    return all;
}

void MergedSections::mergeDefaults(const QMap<QString, QString> &options)
{
    for (auto it = options.begin(); it != options.end(); ++it)
        m_defaults.set(it.key(), Setting { it.value(), {} });
}

void MergedSections::mergeSection(const QString &section, const QMap<QString, QString> &options, const QString &prefix)
{
    Section &target = make(section);
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (!prefix.isEmpty() && (it.key().startsWith(prefix) || it.key() == "__name__"_L1))
            continue;
        target.set(prefix + it.key(), Setting { it.value(), {} });
    }
}

} // namespace config
