// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QVariantMap>
#include <QWidget>

namespace widgets {
class AgeLabel;
class LinkLabel;
class PlainLabel;
} // namespace widgets

namespace gui {

struct GuiContext;

/// The line at the foot: servers online, what needs attention, bans, age of the figures, where the store is. It speaks
/// of the whole scope and of nothing that a page says.
class WindowStatusBar final : public QWidget
{
    Q_OBJECT

public:
    explicit WindowStatusBar(const GuiContext &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void pageRequested(const QString &id, const QVariantMap &request);
    void pendingRequested(); ///< to see what waits for its server

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void update();
    void updatePending();
    void updateAge();

    const GuiContext &m_context;
    widgets::PlainLabel *m_online = nullptr;
    widgets::PlainLabel *m_bans = nullptr;
    widgets::LinkLabel *m_pending = nullptr; ///< of all servers: what waits must not be out of sight
    widgets::AgeLabel *m_age = nullptr;
    widgets::PlainLabel *m_store = nullptr;
    QTimer m_tick;
    QTimer m_soon; ///< joins changes of many servers into one update
};

} // namespace gui
