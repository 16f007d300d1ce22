// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/buttons.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QToolButton>

namespace widgets {

namespace {

/// Return on a button that has the focus is a click, as Space is: in a dialog it would go to the default button, and in
/// a window to nobody.
class ReturnClicks final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress)
            return QObject::eventFilter(watched, event);
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool plain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier && !key->isAutoRepeat();
        auto *button = qobject_cast<QAbstractButton *>(watched);
        if (!button || !plain || (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter))
            return QObject::eventFilter(watched, event);
        auto *push = qobject_cast<QPushButton *>(button);
        auto *tool = qobject_cast<QToolButton *>(button);
        // Both would return only when their menu is closed.
        if (push && push->menu())
            QMetaObject::invokeMethod(push, &QPushButton::showMenu, Qt::QueuedConnection);
        else if (tool && tool->menu() && tool->popupMode() == QToolButton::InstantPopup)
            QMetaObject::invokeMethod(tool, &QToolButton::showMenu, Qt::QueuedConnection);
        else
            button->click();
        return true;
    }
};

constexpr auto returnClicksName = "returnClicks";

} // namespace

void setButtonRole(QAbstractButton *button, ButtonRole role)
{
    button->setProperty(platform::buttonRoleProperty, static_cast<int>(role));
    if (auto *push = qobject_cast<QPushButton *>(button); push && role == ButtonRole::Destructive)
        push->setDefault(false);
    if (!button->findChild<QObject *>(QLatin1StringView(returnClicksName), Qt::FindDirectChildrenOnly)) {
        auto *filter = new ReturnClicks(button);
        filter->setObjectName(QLatin1StringView(returnClicksName));
        button->installEventFilter(filter);
    }
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
