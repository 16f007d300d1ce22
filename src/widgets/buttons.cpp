// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/buttons.h"

#include <QPushButton>
#include <QToolButton>

namespace widgets {

void setButtonRole(QAbstractButton *button, ButtonRole role)
{
    button->setProperty(platform::buttonRoleProperty, static_cast<int>(role));
    if (auto *push = qobject_cast<QPushButton *>(button); push && role == ButtonRole::Destructive)
        push->setDefault(false);
    button->update();
}

ButtonRole buttonRole(const QAbstractButton *button)
{
    const QVariant role = button->property(platform::buttonRoleProperty);
    if (role.isValid())
        return static_cast<ButtonRole>(role.toInt());
    return qobject_cast<const QToolButton *>(button) ? ButtonRole::Flat : ButtonRole::Outlined;
}

QPushButton *makeButton(const QString &text, ButtonRole role, QWidget *parent, const QString &objectName)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    setButtonRole(button, role);
    return button;
}

QToolButton *makeIconButton(platform::Icon icon, const QString &text, QWidget *parent, const QString &objectName)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(platform::icon(icon));
    button->setIconSize(QSize(16, 16));
    button->setText(text);
    button->setToolTip(text.toHtmlEscaped());
    button->setAccessibleName(text);
    // Tool buttons do not take the focus by themselves; ours must be reachable.
    button->setFocusPolicy(Qt::StrongFocus);
    setButtonRole(button, ButtonRole::Flat);
    return button;
}

} // namespace widgets
