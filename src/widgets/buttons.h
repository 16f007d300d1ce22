// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/icons.h"
#include "platform/style.h"

#include <optional>

class QAbstractButton;
class QPushButton;
class QToolButton;
class QWidget;

namespace widgets {

using platform::ButtonRole;

/// Outlined is the normal look. One accent button per view; a destructive one is never the default.
void setButtonRole(QAbstractButton *button, ButtonRole role);
[[nodiscard]] ButtonRole buttonRole(const QAbstractButton *button);

/// A push button with its accessible name set and no auto-default. objectName finds it in tests.
[[nodiscard]] QPushButton *makeButton(
    const QString &text, ButtonRole role, QWidget *parent, const QString &objectName = {});
/// A flat square button with an icon only; text is its tool tip and accessible name.
[[nodiscard]] QToolButton *makeIconButton(
    platform::Icon icon, const QString &text, QWidget *parent, const QString &objectName = {});

} // namespace widgets
