// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>

namespace platform {

QFont monospaceFont(const QFont &base)
{
    QFont font = base;
    font.setFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    // Monospace faces run larger than text faces of the same size; a font that is one already stays.
    if (!base.fixedPitch() && base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * 0.94);
    return font;
}

QFont numberFont(const QFont &base)
{
    const QFontMetricsF metrics(base);
    const qreal width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (!qFuzzyCompare(metrics.horizontalAdvance(QChar(digit)), width))
            return monospaceFont(base);
    }
    return base;
}

QFont scaledFont(const QFont &base, int percent, QFont::Weight weight)
{
    QFont font = base;
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * percent / 100.0);
    else
        font.setPixelSize(base.pixelSize() * percent / 100);
    font.setWeight(weight);
    return font;
}

} // namespace platform
