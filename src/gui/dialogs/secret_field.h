// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLineEdit>

namespace gui {

/// A field for a secret: nothing of it can be copied, dragged, undone or read from a menu, and it is overwritten once
/// it has been taken and when the field ends.
class SecretField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit SecretField(QWidget *parent = nullptr);
    ~SecretField() override;

    /// What is typed may be seen (a one-time code, where the asker says so).
    void setReadable(bool readable);
    /// What was typed, as UTF-8; the field is empty afterwards.
    [[nodiscard]] QByteArray take();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void wipe();
};

} // namespace gui
