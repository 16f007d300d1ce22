// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"

#include <QList>
#include <QWidget>

namespace widgets {

/// One step of a flow; all texts plain.
struct Step
{
    core::ServerState state
        = core::ServerState::Unknown; ///< Online done, Busy running, Offline failed, Unknown to come
    QString stateWord; ///< for the accessible text
    QString title;
    QString detail; ///< may have several lines
    QString duration; ///< at the right: "0.6 s", "running"

    friend bool operator==(const Step &, const Step &) = default;
};

/// The steps of a flow one below the other, as they happen. Each is an accessible item of its own.
class StepList final : public QWidget
{
    Q_OBJECT

public:
    explicit StepList(QWidget *parent = nullptr);
    ~StepList() override;

    /// Changes only the rows that differ, so that a screen reader reads what is new.
    void setSteps(const QList<Step> &steps);
    [[nodiscard]] const QList<Step> &steps() const { return m_steps; }

private:
    class Row;
    QList<Step> m_steps;
    QList<Row *> m_rows;
};

} // namespace widgets
