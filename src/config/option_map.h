// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QVariant>

namespace config {

/// What a dict is to fail2ban's readers: options by name, in the order in which they came first. Commands are sent in
/// this order. Values are text, qlonglong, bool, or an invalid QVariant for Python's None.
class OptionMap
{
public:
    struct Entry
    {
        QString key;
        QVariant value;
    };

    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    [[nodiscard]] bool contains(const QString &key) const { return m_index.contains(key); }
    /// nullptr where it is not there; an invalid QVariant is a value.
    [[nodiscard]] const QVariant *find(const QString &key) const;
    /// None where it is not there.
    [[nodiscard]] QVariant value(const QString &key) const;
    /// As text; empty where it is not there or None.
    [[nodiscard]] QString text(const QString &key) const;
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }

    /// An option that is there keeps its place.
    void set(const QString &key, const QVariant &value);
    /// Of the entry at that place of entries().
    void setAt(qsizetype place, const QVariant &value) { m_entries[place].value = value; }
    void remove(const QString &key);
    /// {**this, **other}
    [[nodiscard]] OptionMap merged(const OptionMap &other) const;

private:
    QList<Entry> m_entries;
    QHash<QString, qsizetype> m_index;
};

} // namespace config
