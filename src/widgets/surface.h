// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/colours.h"

#include <QFlags>
#include <QWidget>

namespace widgets {

/// A plain area in one role's colour with hairlines at chosen edges: top bar, sidebar, tab strip, status bar.
class Surface : public QWidget
{
    Q_OBJECT

public:
    explicit Surface(platform::ColourRole ground, Qt::Edges hairlines = {}, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    platform::ColourRole m_ground;
    Qt::Edges m_hairlines;
};

} // namespace widgets
