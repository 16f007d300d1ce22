// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/option_map.h"

namespace config {

const QVariant *OptionMap::find(const QString &key) const
{
    const auto found = m_index.constFind(key);
    return found == m_index.cend() ? nullptr : &m_entries.at(*found).value;
}

QVariant OptionMap::value(const QString &key) const
{
    const QVariant *found = find(key);
    return found ? *found : QVariant();
}

QString OptionMap::text(const QString &key) const
{
    const QVariant *found = find(key);
    return found ? found->toString() : QString();
}

void OptionMap::set(const QString &key, const QVariant &value)
{
    const auto found = m_index.constFind(key);
    if (found != m_index.cend()) {
        m_entries[*found].value = value;
        return;
    }
    m_index.insert(key, m_entries.size());
    m_entries.append({ key, value });
}

void OptionMap::remove(const QString &key)
{
    const auto found = m_index.constFind(key);
    if (found == m_index.cend())
        return;
    m_entries.removeAt(*found);
    m_index.clear();
    for (qsizetype i = 0; i < m_entries.size(); ++i)
        m_index.insert(m_entries.at(i).key, i);
}

OptionMap OptionMap::merged(const OptionMap &other) const
{
    OptionMap all = *this;
    for (const Entry &entry : other.m_entries)
        all.set(entry.key, entry.value);
    return all;
}

} // namespace config
