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
class LinkLabel;
class PlainLabel;
class StepList;
} // namespace widgets

namespace gui {

struct GuiContext;

/// The steps of a connection test, live, and what came out of it. One test at a time; a new one ends the old one. Where
/// the socket is refused it offers the ways out.
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
    /// False where those ways are shown already.
    void setOffersHelp(bool offers) { m_offersHelp = offers; }

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
    widgets::LinkLabel *m_help = nullptr;
    core::ServerProfile m_profile;
    bool m_offersHelp = true;
};

} // namespace gui
