// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace widgets {

class PlainLabel;

/// The frame of every dialog: title and sub line, hairline, body, hairline, a foot with a note at the left and buttons
/// at the right (cancel or the lesser one first, the verb last).
class DialogFrame : public QDialog
{
    Q_OBJECT

public:
    explicit DialogFrame(QWidget *parent = nullptr);

    /// Also the window's title and accessible name.
    void setHeading(const QString &title, const QString &sub = {});
    void setFootNote(const QString &text);
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    /// Adds at the right end; the dialog takes it over.
    void addFootButton(QPushButton *button);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlainLabel *m_title = nullptr;
    PlainLabel *m_sub = nullptr;
    PlainLabel *m_note = nullptr;
    QWidget *m_head = nullptr;
    QWidget *m_foot = nullptr;
    QVBoxLayout *m_body = nullptr;
    QHBoxLayout *m_buttons = nullptr;
};

} // namespace widgets
