// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/definition_reader.h"

namespace config {

/// One action of a jail (actionreader.py).
class ActionReader final : public DefinitionReader
{
public:
    /// file: as the jail names it ("iptables-multiport").
    ActionReader(std::shared_ptr<const MergedSections> sections, const QString &file, const QString &jail,
        const OptionMap &call, Setting calledAt);

    [[nodiscard]] static const QList<OptionTemplate> &templates();
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] Reading<QList<QVariantList>> commands();
    /// Of the last commands(); empty where they failed.
    [[nodiscard]] const OptionMap &lastCombined() const { return m_combined; }

private:
    QString m_jail;
    OptionMap m_combined;
    QString m_name;
};

} // namespace config
