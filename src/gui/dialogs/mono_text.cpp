// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/mono_text.h"

#include "platform/fonts.h"

#include <QEvent>
#include <QPlainTextDocumentLayout>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>

namespace gui {

namespace {
constexpr int widestHint = 62; ///< characters; longer lines wrap
constexpr int narrowest = 24;
constexpr int above = 2; ///< so that its first line stands on that of a label beside it
} // namespace

MonoText::MonoText(const QString &text, int mostLines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_mostLines(mostLines)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    setViewportMargins(0, above, 0, 0);
    applyLook();
    setPlainText(text);
    applyHeight();
}

void MonoText::applyLook()
{
    const QScopedValueRollback guard(m_applying, true);
    const QFont wanted = platform::monospaceFont(font());
    if (wanted != font())
        setFont(wanted);
}

int MonoText::heightOf(int lines) const
{
    return QFontMetrics(font()).lineSpacing() * std::clamp(lines, 1, m_mostLines) + 2 * frameWidth() + above + 2;
}

int MonoText::linesShown() const
{
    // The document's own size counts a line for each block that is not laid out yet.
    auto *layout = qobject_cast<QPlainTextDocumentLayout *>(document()->documentLayout());
    int lines = 0;
    for (QTextBlock block = document()->firstBlock(); block.isValid() && lines <= m_mostLines; block = block.next()) {
        layout->ensureBlockLayout(block);
        lines += block.layout()->lineCount();
    }
    return lines;
}

void MonoText::applyHeight()
{
    if (m_fitting)
        return;
    const QScopedValueRollback guard(m_fitting, true);
    const int before = viewport()->width();
    // On or off and never "as needed": the bar comes and goes here only, where it is followed by the lines.
    setVerticalScrollBarPolicy(linesShown() > m_mostLines ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    // Where the widget is only about to be shown, its viewport is told of one size and not of the narrower one that the
    // bar leaves: lines would stay as wide as without it, their last character beneath the bar.
    if (const QSize room = viewport()->size(); room.width() != before) {
        QResizeEvent untold(room, QSize(before, room.height()));
        QPlainTextEdit::resizeEvent(&untold);
    }
    setFixedHeight(heightOf(linesShown())); // counted again: without the bar there is more room
}

QSize MonoText::sizeHint() const
{
    const QFontMetrics metrics(font());
    qsizetype longest = 1;
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next())
        longest = std::max(longest, static_cast<qsizetype>(block.length()));
    const int characters = static_cast<int>(std::min<qsizetype>(longest, widestHint));
    return { metrics.horizontalAdvance(u'0') * characters + 2 * frameWidth() + 2, minimumHeight() };
}

QSize MonoText::minimumSizeHint() const
{
    return { std::min(sizeHint().width(), QFontMetrics(font()).horizontalAdvance(u'0') * narrowest), minimumHeight() };
}

void MonoText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        applyHeight();
}

void MonoText::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::FontChange || m_applying)
        return;
    applyLook();
    applyHeight();
}

} // namespace gui
