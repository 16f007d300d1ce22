// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace widgets {

/// A label that shows plain text whatever it holds, in a colour of meaning that follows the palette.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Tone { Normal, Secondary, Strong, StrongSecondary, Heading, SectionTitle, Warning, Lost };
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);
    PlainLabel(const QString &text, Tone tone, QWidget *parent = nullptr);

    void setTone(Tone tone);
    [[nodiscard]] Tone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone = Tone::Normal;
    bool m_applying = false;
};

/// One line that is cut in the middle or at the end where it does not fit; the whole text is then in the tool tip. Not
/// for addresses: those are never cut (use MonoLabel).
class ElidedLabel final : public PlainLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    explicit ElidedLabel(const QString &text, QWidget *parent = nullptr);

    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] bool isElided() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

/// An address, jail name, path or log line: monospace, selectable by mouse and keyboard, never cut, copied by its menu.
class MonoLabel final : public PlainLabel
{
    Q_OBJECT

public:
    explicit MonoLabel(QWidget *parent = nullptr);
    explicit MonoLabel(const QString &text, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void applyFont();

    bool m_applyingFont = false;
};

} // namespace widgets
