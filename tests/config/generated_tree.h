// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"

#include <QRandomGenerator>
#include <QStringList>

/// Configuration folders that nobody would write, from a seed: every trick of the grammar, and now and then a defect.
class TreeGenerator
{
public:
    explicit TreeGenerator(quint32 seed)
        : m_random(seed)
    {
    }

    config::ConfigTree tree(const QString &folder);
    /// One file. wellFormed: nothing that fail2ban stops at.
    QByteArray file(bool wellFormed = false, bool withIncludes = true);
    bool chance(int percent) { return m_random.bounded(100) < percent; }
    int below(int bound) { return m_random.bounded(bound); }
    template <typename T> T pick(const QList<T> &of) { return of.at(m_random.bounded(int(of.size()))); }

private:
    QString sectionText(const QString &name, bool wellFormed);
    QString value(const QString &indent);
    QString piece();
    QString comment();
    QString includes();

    QRandomGenerator m_random;
    QStringList m_names;
    QString m_folder;
};
