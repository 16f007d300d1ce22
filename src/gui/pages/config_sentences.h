// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/config_view.h"
#include "widgets/link_label.h"

namespace gui {

/// A sentence with places in it: the link's id is the number of its place.
struct ConfigSentence
{
    QList<widgets::TextPart> parts;
    QList<services::ConfigPlace> places;
};

/// Where an option was written, what that overrides and is made of, what differs while the jail runs.
[[nodiscard]] ConfigSentence provenanceSentence(const services::ConfigOptionRow &option);
/// Who is concerned where a filter's or an action's own file is edited, beside the jail that is shown; file: as it is
/// shown.
[[nodiscard]] QString usersSentence(const QString &file, const services::ConfigUsers &others);
/// The first few defects with their places; empty where there is none.
[[nodiscard]] ConfigSentence defectsSentence(const QList<services::ConfigDefect> &defects);

} // namespace gui
