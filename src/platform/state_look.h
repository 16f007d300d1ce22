// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "platform/colours.h"

#include <QIcon>
#include <QRectF>

class QPainter;

namespace platform {

/// The outline of a state, so that no state is told by colour alone.
enum class StateShape { FilledCircle, Triangle, Square, HollowCircle, Diamond };

/// Shape and colour of a server state; its word comes from texts. This is the only place that decides them.
struct StateLook
{
    StateShape shape;
    ColourRole colour;
    ColourRole background; ///< for banners and chips
};
[[nodiscard]] StateLook stateLook(core::ServerState state);

/// Paints the shape centred in area, whose shorter side is the shape's size, without touching the painter's state.
void paintState(QPainter *painter, const QRectF &area, core::ServerState state, const QPalette &palette);
void paintShape(QPainter *painter, const QRectF &area, StateShape shape, const QColor &colour);

/// The shape as a pixmap of size x size device-independent pixels, in the colours of palette.
[[nodiscard]] QPixmap statePixmap(core::ServerState state, int size, qreal devicePixelRatio, const QPalette &palette);
/// The shape as an icon at any size, which follows the application's palette.
[[nodiscard]] QIcon stateIcon(core::ServerState state);

} // namespace platform
