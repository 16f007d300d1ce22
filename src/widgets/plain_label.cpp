// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_label.h"

#include "platform/colours.h"
#include "platform/fonts.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QToolTip>

namespace widgets {

using platform::ColourRole;

PlainLabel::PlainLabel(QWidget *parent)
    : PlainLabel(QString(), Tone::Normal, parent)
{
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : PlainLabel(text, Tone::Normal, parent)
{
}

PlainLabel::PlainLabel(const QString &text, Tone tone, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    if (tone != Tone::Normal)
        setTone(tone);
}

void PlainLabel::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void PlainLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    // The application's palette has changed: ours is derived from it again.
    if (event->type() == QEvent::PaletteChange && !m_applying && m_tone != Tone::Normal)
        applyTone();
}

void PlainLabel::applyTone()
{
    m_applying = true;
    ColourRole role = ColourRole::Text;
    QFont font = this->font();
    font.setWeight(QFont::Normal);
    switch (m_tone) {
    case Tone::Normal:
        break;
    case Tone::Secondary:
        role = ColourRole::Secondary;
        break;
    case Tone::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case Tone::StrongSecondary:
        role = ColourRole::Secondary;
        font.setWeight(QFont::DemiBold);
        break;
    case Tone::Heading:
        font = platform::scaledFont(QGuiApplication::font(), 150, QFont::DemiBold);
        break;
    case Tone::SectionTitle:
        role = ColourRole::Secondary;
        font = platform::scaledFont(QGuiApplication::font(), 86, QFont::DemiBold);
        font.setLetterSpacing(QFont::PercentageSpacing, 106);
        font.setCapitalization(QFont::AllUppercase);
        break;
    case Tone::Warning:
        role = ColourRole::Warning;
        break;
    case Tone::Lost:
        role = ColourRole::Lost;
        break;
    }
    if (font != this->font())
        setFont(font);
    QPalette changed;
    const QPalette base = QGuiApplication::palette();
    if (role != ColourRole::Text) {
        changed.setColor(QPalette::WindowText, platform::colour(base, role));
        changed.setColor(QPalette::Disabled, QPalette::WindowText, platform::colour(base, ColourRole::Disabled));
    }
    setPalette(changed); // only the role that differs: the rest is inherited
    m_applying = false;
}

ElidedLabel::ElidedLabel(QWidget *parent)
    : ElidedLabel(QString(), parent)
{
}

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent)
    : PlainLabel(text, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { fontMetrics().horizontalAdvance(u'm') * 4, QLabel::minimumSizeHint().height() };
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), m_mode, contentsRect().width());
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine, palette(),
        isEnabled(), shown, foregroundRole());
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isElided())
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text().toHtmlEscaped(), this);
        return true;
    }
    return PlainLabel::event(event);
}

MonoLabel::MonoLabel(QWidget *parent)
    : MonoLabel(QString(), parent)
{
}

MonoLabel::MonoLabel(const QString &text, QWidget *parent)
    : PlainLabel(text, parent)
{
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setCursor(Qt::IBeamCursor);
    applyFont();
}

void MonoLabel::applyFont()
{
    m_applyingFont = true;
    const QFont wanted = platform::monospaceFont(font());
    if (wanted != font())
        setFont(wanted);
    m_applyingFont = false;
}

void MonoLabel::changeEvent(QEvent *event)
{
    PlainLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange && !m_applyingFont)
        applyFont();
}

void MonoLabel::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this,
        [this] { QGuiApplication::clipboard()->setText(hasSelectedText() ? selectedText() : text()); });
    menu->popup(event->globalPos());
}

} // namespace widgets
