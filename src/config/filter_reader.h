// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/definition_reader.h"

namespace config {

/// A jail's filter (filterreader.py).
class FilterReader final : public DefinitionReader
{
public:
    FilterReader(std::shared_ptr<const MergedSections> sections, const OptionMap &call, Setting calledAt);

    [[nodiscard]] static const QList<OptionTemplate> &templates();
    /// Tells the filter whether lines come from a file or from the journal, unless it has its own `logtype`.
    void applyBackend(const QString &backend);
    /// Appends the commands of a filter's options, some of them at the beginning.
    [[nodiscard]] static Reading<void> appendCommands(
        QList<QVariantList> &stream, const OptionMap &options, const QString &jail);
};

} // namespace config
