// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places.h"

namespace places {

QString source(const QString &below)
{
    return QStringLiteral(BANGUI_SOURCE_DIR) + below;
}

QString build(const QString &below)
{
    return QStringLiteral(BANGUI_BINARY_DIR) + below;
}

} // namespace places
