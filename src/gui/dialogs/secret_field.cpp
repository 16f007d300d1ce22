// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/secret_field.h"

#include <QKeyEvent>
#include <QSignalBlocker>

namespace gui {

namespace {

/// What ssh and sudo read of one answer at most.
constexpr int longestSecret = 1023;

bool isUndo(const QKeyEvent &key)
{
    return key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo);
}

} // namespace

SecretField::SecretField(QWidget *parent)
    : QLineEdit(parent)
{
    setReadable(false);
    setMaxLength(longestSecret);
    setDragEnabled(false);
    setContextMenuPolicy(Qt::NoContextMenu);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
}

SecretField::~SecretField()
{
    wipe();
}

void SecretField::setReadable(bool readable)
{
    setEchoMode(readable ? QLineEdit::Normal : QLineEdit::Password);
}

QByteArray SecretField::take()
{
    QByteArray secret = text().toUtf8();
    wipe();
    return secret;
}

void SecretField::wipe()
{
    const QSignalBlocker quiet(this);
    QString typed = text(); // the field's own buffer, not a copy of it
    // Each keystroke is also a step of the undo history: as many others are written over them, then all are dropped.
    setText({});
    insert(QString(longestSecret, u'.'));
    setText({});
    typed.fill(u'\0');
}

bool SecretField::event(QEvent *event)
{
    // Taken here, or the window would undo a change of a server instead.
    if (event->type() == QEvent::ShortcutOverride && isUndo(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SecretField::keyPressEvent(QKeyEvent *event)
{
    if (isUndo(*event))
        event->accept();
    else
        QLineEdit::keyPressEvent(event);
}

} // namespace gui
