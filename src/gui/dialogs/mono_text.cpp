// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/mono_text.h"

#include "platform/fonts.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QTextBlock>
#include <QTextDocument>
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

void MonoText::applyHeight()
{
    // The size of a plain text document counts lines, not pixels.
    const int lines = qRound(document()->size().height());
    setVerticalScrollBarPolicy(lines > m_mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(heightOf(lines));
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
