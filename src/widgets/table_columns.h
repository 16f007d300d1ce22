// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table_view.h"

namespace widgets {

/// A column of a model that names its columns by an enum; see TableColumn for the priority.
template <typename Column> [[nodiscard]] TableColumn column(Column which, int width, int priority)
{
    TableColumn result;
    result.section = static_cast<int>(which);
    result.width = width;
    result.priority = priority;
    return result;
}

[[nodiscard]] inline TableColumn monospace(TableColumn column)
{
    column.monospace = true;
    return column;
}

[[nodiscard]] inline TableColumn numbers(TableColumn column)
{
    column.numbers = true;
    return column;
}

[[nodiscard]] inline TableColumn stretched(TableColumn column)
{
    column.stretch = true;
    return column;
}

[[nodiscard]] inline TableColumn byContent(TableColumn column)
{
    column.content = true;
    return column;
}

[[nodiscard]] inline TableColumn named(TableColumn column)
{
    column.name = true;
    return column;
}

} // namespace widgets
