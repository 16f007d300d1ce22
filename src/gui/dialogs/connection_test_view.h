// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "models/steps.h"

#include <QWidget>

#include <memory>

namespace services {
class ConnectionTest;
}

namespace widgets {
class PlainLabel;
class StepList;
} // namespace widgets

namespace gui {

struct GuiContext;

/// Five steps of a connection test, live, and what came out of it. One test at a time; a new one ends the old one.
class ConnectionTestView final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionTestView(const GuiContext &context, QWidget *parent = nullptr);
    ~ConnectionTestView() override;

    /// The steps as they will be, with hint below them.
    void reset(const QString &hint = {});
    void start(const core::ServerProfile &profile);
    [[nodiscard]] bool isRunning() const { return m_test != nullptr; }

Q_SIGNALS:
    void finished(bool ok);

private:
    void onFinished(bool ok);
    void showSteps();

    const GuiContext &m_context;
    models::TestSteps m_steps;
    std::unique_ptr<services::ConnectionTest> m_test;
    widgets::StepList *m_list = nullptr;
    widgets::PlainLabel *m_result = nullptr;
};

} // namespace gui
