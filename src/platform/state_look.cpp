// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/state_look.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace platform {

namespace {

class StateIconEngine final : public QIconEngine
{
public:
    explicit StateIconEngine(core::ServerState state)
        : m_state(state)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        // An icon's canvas is 16 units; the shape has the size that it has beside text.
        const qreal side = std::min(rect.width(), rect.height()) * 0.7;
        QRectF area(0, 0, side, side);
        area.moveCenter(QRectF(rect).center());
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            paintShape(painter, area, stateLook(m_state).shape, colour(palette, ColourRole::Disabled));
        else
            paintState(painter, area, m_state, palette);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new StateIconEngine(*this); }
    bool isNull() override { return false; }

private:
    core::ServerState m_state;
};

} // namespace

StateLook stateLook(core::ServerState state)
{
    switch (state) {
    case core::ServerState::Online:
        return { StateShape::FilledCircle, ColourRole::Online, ColourRole::OnlineBackground };
    case core::ServerState::Busy:
        return { StateShape::Triangle, ColourRole::Warning, ColourRole::WarningBackground };
    case core::ServerState::Degraded:
    case core::ServerState::Offline:
        return { StateShape::Square, ColourRole::Lost, ColourRole::LostBackground };
    case core::ServerState::NeedsAttention:
        return { StateShape::Diamond, ColourRole::Attention, ColourRole::AttentionBackground };
    case core::ServerState::Unknown:
    case core::ServerState::Unreachable:
        break;
    }
    return { StateShape::HollowCircle, ColourRole::Unreachable, ColourRole::Hover };
}

void paintShape(QPainter *painter, const QRectF &area, StateShape shape, const QColor &colour)
{
    const qreal side = std::min(area.width(), area.height());
    QRectF box(0, 0, side, side);
    box.moveCenter(area.center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    switch (shape) {
    case StateShape::FilledCircle:
        painter->drawEllipse(box);
        break;
    case StateShape::Triangle: {
        QPainterPath path;
        path.moveTo(box.center().x(), box.top() + side * 0.04);
        path.lineTo(box.right() + side * 0.04, box.bottom() - side * 0.04);
        path.lineTo(box.left() - side * 0.04, box.bottom() - side * 0.04);
        path.closeSubpath();
        painter->drawPath(path);
        break;
    }
    case StateShape::Square:
        painter->drawRect(box.adjusted(side * 0.03, side * 0.03, -side * 0.03, -side * 0.03));
        break;
    case StateShape::HollowCircle: {
        const qreal width = std::max(1.2, side * 0.14);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colour, width));
        painter->drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2));
        break;
    }
    case StateShape::Diamond: {
        const qreal reach = side * 0.56;
        const QPointF middle = box.center();
        const std::array<QPointF, 4> points { QPointF(middle.x(), middle.y() - reach),
            QPointF(middle.x() + reach, middle.y()), QPointF(middle.x(), middle.y() + reach),
            QPointF(middle.x() - reach, middle.y()) };
        painter->drawPolygon(points.data(), static_cast<int>(points.size()));
        break;
    }
    }
    painter->restore();
}

void paintState(QPainter *painter, const QRectF &area, core::ServerState state, const QPalette &palette)
{
    const StateLook look = stateLook(state);
    paintShape(painter, area, look.shape, colour(palette, look.colour));
}

QPixmap statePixmap(core::ServerState state, int size, qreal devicePixelRatio, const QPalette &palette)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    // One pixel of air, for the corners of triangle and diamond.
    paintState(&painter, QRectF(1, 1, size - 2, size - 2), state, palette);
    return pixmap;
}

QIcon stateIcon(core::ServerState state)
{
    return QIcon(new StateIconEngine(state));
}

} // namespace platform
