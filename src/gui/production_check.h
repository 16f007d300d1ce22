// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QList>
#include <QWidget>

class QCheckBox;

namespace widgets {
class PlainLabel;
}

namespace gui {

struct GuiContext;

/// One more deliberate act before production servers are changed: names them, and has a box to tick. Hidden, and
/// satisfied, where none of the servers is one. The box is empty again as soon as other production servers are meant.
class ProductionCheck final : public QWidget
{
    Q_OBJECT

public:
    explicit ProductionCheck(const GuiContext &context, QWidget *parent = nullptr);

    /// One of them is a production server, by whatever name it is meant.
    [[nodiscard]] static bool concerns(const GuiContext &context, const QList<core::ServerId> &servers);
    /// The servers that the change concerns.
    void setServers(const QList<core::ServerId> &servers);
    [[nodiscard]] bool isSatisfied() const;

Q_SIGNALS:
    void changed();

private:
    const GuiContext &m_context;
    QList<core::ServerId> m_production;
    widgets::PlainLabel *m_line = nullptr;
    QCheckBox *m_box = nullptr;
};

} // namespace gui
