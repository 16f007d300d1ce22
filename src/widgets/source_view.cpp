// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/source_view.h"

#include "core/visible_text.h"
#include "platform/colours.h"
#include "platform/fonts.h"
#include "platform/style.h"

#include <QEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace widgets {

namespace measure = platform::measure;

class SourceView::Gutter final : public QWidget
{
public:
    explicit Gutter(SourceView *view)
        : QWidget(view)
        , m_view(view)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintGutter(event); }

private:
    SourceView *m_view;
};

SourceView::SourceView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(this))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SourceView::layOutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (m_filling || isReadOnly())
            return;
        m_text = toPlainText();
        Q_EMIT textEdited(m_text);
    });
    applyLook();
    layOutGutter();
}

void SourceView::setEditable(bool editable)
{
    if (editable == !isReadOnly())
        return;
    setReadOnly(!editable);
    setUndoRedoEnabled(editable);
    setTextInteractionFlags(
        editable ? Qt::TextEditorInteraction : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void SourceView::setSource(const QString &key, const QString &text)
{
    const bool same = key == m_key;
    if (same && text == m_text)
        return;
    const int down = verticalScrollBar()->value();
    const int across = horizontalScrollBar()->value();
    const int position = textCursor().position();
    const QScopedValueRollback guard(m_filling, true);
    m_key = key;
    m_text = text;
    // A tab is what it looks like; everything else that draws nothing is spelled out.
    QStringList pieces = text.split(u'\t');
    for (QString &piece : pieces)
        piece = core::visibleLines(piece);
    setPlainText(pieces.join(u'\t'));
    if (same) {
        QTextCursor cursor = textCursor();
        cursor.setPosition(std::min(position, std::max(0, document()->characterCount() - 1)));
        setTextCursor(cursor);
        verticalScrollBar()->setValue(down);
        horizontalScrollBar()->setValue(across);
    } else {
        m_marked = 0;
        m_lastMarked = 0;
    }
    applyMark();
}

void SourceView::markLines(int first, int last)
{
    m_marked = first > 0 && first <= blockCount() ? first : 0;
    m_lastMarked = m_marked > 0 ? std::clamp(last, m_marked, blockCount()) : 0;
    applyMark();
    if (m_marked == 0)
        return;
    setTextCursor(QTextCursor(document()->findBlockByNumber(m_marked - 1)));
    centerCursor();
}

void SourceView::applyMark()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (int line = m_marked; line > 0 && line <= m_lastMarked; ++line) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document()->findBlockByNumber(line - 1));
        mark.format.setBackground(platform::colour(palette(), platform::ColourRole::Selection));
        mark.format.setForeground(platform::colour(palette(), platform::ColourRole::SelectionText));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    setExtraSelections(marks);
    m_gutter->update();
}

int SourceView::gutterWidth() const
{
    const auto digits = QString::number(std::max(100, blockCount())).size();
    return static_cast<int>(digits) * fontMetrics().horizontalAdvance(u'9') + 2 * measure::grid;
}

void SourceView::layOutGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), gutterWidth(), viewport()->height());
}

void SourceView::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), platform::colour(palette(), platform::ColourRole::Window));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        const int number = block.blockNumber() + 1;
        if (top + height >= event->rect().top()) {
            const bool marked = number >= m_marked && number <= m_lastMarked;
            painter.setPen(
                platform::colour(palette(), marked ? platform::ColourRole::Text : platform::ColourRole::Secondary));
            painter.drawText(QRectF(0, top, m_gutter->width() - measure::grid, fontMetrics().height()),
                Qt::AlignRight | Qt::AlignTop, QString::number(number));
            if (marked)
                painter.fillRect(QRectF(0, top, 3, height), platform::colour(palette(), platform::ColourRole::Accent));
        }
        top += height;
        block = block.next();
    }
}

void SourceView::applyLook()
{
    const QScopedValueRollback guard(m_applying, true);
    const QFont wanted = platform::monospaceFont(font());
    if (wanted != font())
        setFont(wanted);
    setTabStopDistance(8 * fontMetrics().horizontalAdvance(u' '));
}

void SourceView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutGutter();
}

void SourceView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange && !m_applying) {
        applyLook();
        layOutGutter();
    } else if (event->type() == QEvent::PaletteChange) {
        applyMark();
    }
}

} // namespace widgets
