// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

/// Pages in the shape of the real ones, made only of our widgets, for tst_gallery to look at.
namespace gallery {

[[nodiscard]] QWidget *overviewPage();
[[nodiscard]] QWidget *bansPage();
[[nodiscard]] QWidget *controlsPage();
[[nodiscard]] QWidget *activationDialog();
[[nodiscard]] QWidget *confirmDialog();
[[nodiscard]] QWidget *menuPage();

} // namespace gallery
