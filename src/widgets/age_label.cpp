// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/age_label.h"

namespace widgets {

AgeLabel::AgeLabel(QWidget *parent)
    : PlainLabel(QString(), Tone::Secondary, parent)
{
}

void AgeLabel::setAge(const QString &age, const QString &exact)
{
    setText(age);
    setToolTip(exact.toHtmlEscaped());
    setAccessibleDescription(exact);
}

void AgeLabel::setStale(bool stale)
{
    setTone(stale ? Tone::Warning : Tone::Secondary);
}

} // namespace widgets
