// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"

#include <QWidget>

namespace widgets {

/// A state's shape alone, with its word as accessible name and tool tip. Always beside the word or a name.
class StateMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StateMark(QWidget *parent = nullptr);
    /// size: side of the shape in device-independent pixels.
    explicit StateMark(int size, QWidget *parent = nullptr);

    void setState(core::ServerState state, const QString &word);
    [[nodiscard]] core::ServerState state() const { return m_state; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    core::ServerState m_state = core::ServerState::Unknown;
    int m_size;
};

} // namespace widgets
