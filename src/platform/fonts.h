// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace platform {

/// The system's monospace font at the size of base: addresses, jail names, paths, log lines.
[[nodiscard]] QFont monospaceFont(const QFont &base);
/// base where its digits have equal width, else the monospace font: columns of numbers.
[[nodiscard]] QFont numberFont(const QFont &base);
/// base scaled by percent: 150 page answer, 185 figures.
[[nodiscard]] QFont scaledFont(const QFont &base, int percent, QFont::Weight weight = QFont::Normal);

} // namespace platform
