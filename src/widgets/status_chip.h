// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"

#include <QWidget>

namespace widgets {

/// Shape and word of a state on a tinted, rounded ground.
class StatusChip final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusChip(QWidget *parent = nullptr);

    void setStatus(core::ServerState state, const QString &word);
    [[nodiscard]] core::ServerState state() const { return m_state; }
    [[nodiscard]] QString word() const { return m_word; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    core::ServerState m_state = core::ServerState::Unknown;
    QString m_word;
};

} // namespace widgets
