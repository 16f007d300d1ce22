// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/link_label.h"

#include "platform/colours.h"
#include "platform/fonts.h"

#include <QEvent>
#include <QGuiApplication>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace widgets {

using platform::ColourRole;

LinkLabel::LinkLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setWordWrap(true);
    setOpenExternalLinks(false);
    // A line of text never takes room that a table could have.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    // The id travels as its position in the list: no text from outside gets into an attribute.
    connect(this, &QLabel::linkActivated, this, [this](const QString &position) {
        const qsizetype index = position.toLongLong();
        if (index >= 0 && index < m_parts.size())
            Q_EMIT linkRequested(m_parts.at(index).linkId);
    });
}

void LinkLabel::setParts(const QList<TextPart> &parts)
{
    noteChosen();
    m_parts = parts;
    render();
}

void LinkLabel::setPlain(const QString &text)
{
    setParts(text.isEmpty() ? QList<TextPart>() : QList<TextPart> { TextPart { text } });
}

QString LinkLabel::plainText() const
{
    QString text;
    for (const TextPart &part : m_parts)
        text += part.text;
    return text;
}

void LinkLabel::setSecondary(bool secondary)
{
    noteChosen();
    m_secondary = secondary;
    render();
}

void LinkLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        noteChosen();
        render();
    }
}

void LinkLabel::noteChosen()
{
    // The keyboard is its window's, also while that is not the active one.
    if (window()->focusWidget() != this)
        m_chosen.clear();
    else if (hasSelectedText())
        m_chosen = chosenLink();
}

QString LinkLabel::chosenLink() const
{
    const QString words = selectedText().simplified();
    QString found;
    qsizetype nearest = -1;
    qsizetype start = 0;
    for (const TextPart &part : m_parts) {
        if (!part.linkId.isEmpty() && part.text.simplified() == words) {
            const qsizetype distance = std::abs(start - selectionStart());
            if (nearest < 0 || distance < nearest) {
                nearest = distance;
                found = part.linkId;
            }
        }
        start += part.text.size();
    }
    return found;
}

void LinkLabel::chooseLink(const QString &linkId)
{
    int steps = 0;
    for (const TextPart &part : m_parts) {
        steps += part.linkId.isEmpty() ? 0 : 1;
        if (part.linkId.isEmpty() || part.linkId != linkId)
            continue;
        // Bounded by the links that there are: one step more would leave the label.
        for (int step = 0; step < steps; ++step)
            QLabel::focusNextPrevChild(true);
        return;
    }
}

void LinkLabel::render()
{
    const QPalette base = QGuiApplication::palette();
    const QString ink = platform::colour(base, m_secondary ? ColourRole::Secondary : ColourRole::Text).name();
    const QString link = platform::colour(base, ColourRole::Link).name();
    const QFont monoFont = platform::monospaceFont(font());
    const QString mono = u"font-family:'%1';font-size:%2pt"_s.arg(
        monoFont.families().value(0).toHtmlEscaped(), QString::number(monoFont.pointSizeF()));
    QString html = u"<span style=\"color:%1\">"_s.arg(ink);
    bool hasLinks = false;
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const TextPart &part = m_parts.at(i);
        QString piece = part.text.toHtmlEscaped();
        if (part.monospace)
            piece = u"<span style=\"%1\">"_s.arg(mono) + piece + "</span>"_L1;
        if (part.strong)
            piece = "<b style=\"font-weight:600\">"_L1 + piece + "</b>"_L1;
        if (!part.linkId.isEmpty()) {
            hasLinks = true;
            piece = u"<a href=\"%1\" style=\"color:%2;text-decoration:none\">"_s.arg(QString::number(i), link) + piece
                + "</a>"_L1;
        }
        html += piece;
    }
    html += "</span>"_L1;
    setFocusPolicy(hasLinks ? Qt::StrongFocus : Qt::NoFocus);
    setAccessibleName(plainText());
    if (html == text())
        return;
    setText(html);
    if (m_chosen.isEmpty())
        return;
    setSelection(0, 0); // takes the new text in: the label does so no earlier than it paints
    chooseLink(m_chosen);
}

} // namespace widgets
