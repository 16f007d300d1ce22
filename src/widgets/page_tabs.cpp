// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/page_tabs.h"

#include "platform/colours.h"
#include "platform/fonts.h"
#include "platform/style.h"

#include <QKeyEvent>
#include <QPainter>

namespace widgets {

using namespace platform;

namespace {

constexpr int padding = 12;
constexpr int tabHeight = 42;
constexpr int badgeGap = 6;

QFont strong(const QFont &font)
{
    return scaledFont(font, 100, QFont::DemiBold);
}

} // namespace

PageTabs::PageTabs(QWidget *parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Pages"));
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0 && index < m_ids.size())
            Q_EMIT pageChanged(m_ids.at(index));
    });
}

void PageTabs::addPage(const QString &id, const QString &text, const QString &toolTip)
{
    // First the id: the first tab becomes the current one while it is added.
    m_ids.append(id);
    m_badges.append(QString());
    const int index = addTab(text);
    setTabToolTip(index, toolTip.toHtmlEscaped());
}

QString PageTabs::currentPage() const
{
    return m_ids.value(currentIndex());
}

void PageTabs::setCurrentPage(const QString &id)
{
    const qsizetype index = m_ids.indexOf(id);
    if (index >= 0)
        setCurrentIndex(static_cast<int>(index));
}

void PageTabs::setMarked(bool marked)
{
    if (std::exchange(m_marked, marked) != marked)
        update();
}

QStringList PageTabs::pages() const
{
    return m_ids;
}

void PageTabs::setBadge(const QString &id, const QString &badge)
{
    const qsizetype index = m_ids.indexOf(id);
    if (index < 0 || m_badges.at(index) == badge)
        return;
    m_badges[index] = badge;
    setAccessibleTabName(static_cast<int>(index),
        badge.isEmpty() ? tabText(static_cast<int>(index)) : tabText(static_cast<int>(index)) + u' ' + badge);
    // The only public way to have the tabs laid out again.
    setTabText(static_cast<int>(index), tabText(static_cast<int>(index)));
}

QString PageTabs::badge(int index) const
{
    return m_badges.value(index);
}

QSize PageTabs::minimumSizeHint() const
{
    return { 96, tabHeight };
}

QSize PageTabs::tabSizeHint(int index) const
{
    // As wide as the semibold text, so that nothing moves when another page becomes current.
    const QFontMetrics metrics(strong(font()));
    int width = metrics.horizontalAdvance(tabText(index)) + 2 * padding;
    if (!badge(index).isEmpty())
        width += badgeGap + QFontMetrics(scaledFont(font(), 86)).horizontalAdvance(badge(index)) + 10;
    return { width, std::max(tabHeight, metrics.height() + 18) };
}

QSize PageTabs::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void PageTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &base = palette();
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        if (!tab.intersects(rect()))
            continue;
        const bool current = m_marked && i == currentIndex();
        const bool hover = tab.contains(mapFromGlobal(QCursor::pos())) && underMouse();
        const bool enabled = isEnabled() && isTabEnabled(i);
        painter.setFont(current ? strong(font()) : font());
        const QFontMetrics metrics(painter.font());
        painter.setPen(colour(base,
            !enabled               ? ColourRole::Disabled
                : current || hover ? ColourRole::Text
                                   : ColourRole::Secondary));
        const int badgeWidth
            = badge(i).isEmpty() ? 0 : QFontMetrics(scaledFont(font(), 86)).horizontalAdvance(badge(i)) + 10;
        const QRect text = tab.adjusted(padding, 0, badgeWidth ? -padding - badgeGap - badgeWidth : -padding, 0);
        painter.drawText(text, Qt::AlignCenter | Qt::TextSingleLine, tabText(i));
        if (badgeWidth) {
            const QFont small = scaledFont(font(), 86);
            QRectF box(0, 0, badgeWidth, QFontMetrics(small).height() + 2);
            box.moveCenter(QPointF(text.right() + badgeGap + badgeWidth / 2.0, tab.center().y() + 0.5));
            const QColor ink = painter.pen().color();
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour(base, ColourRole::Pressed));
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
            painter.setFont(small);
            painter.setPen(ink);
            painter.drawText(box, Qt::AlignCenter, badge(i));
        }
        if (current)
            painter.fillRect(QRect(tab.left(), tab.bottom() - 1, tab.width(), 2), colour(base, ColourRole::Accent));
        if (i == currentIndex() && hasFocus()) {
            painter.setPen(QPen(colour(base, ColourRole::Accent), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(tab).adjusted(3, 7, -3, -8), measure::controlRadius, measure::controlRadius);
        }
    }
}

void PageTabs::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Home)
        setCurrentIndex(0);
    else if (event->key() == Qt::Key_End)
        setCurrentIndex(count() - 1);
    else
        QTabBar::keyPressEvent(event);
}

} // namespace widgets
