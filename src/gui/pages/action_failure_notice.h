// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QTimer>
#include <QWidget>

namespace widgets {
class Banner;
}

namespace gui {

struct GuiContext;

/// "Action iptables failed in jail web on web-1 3 times in the last hour": what the counters hide, because the
/// addresses count as banned. Above the evidence of a page; not there while there is nothing to say.
class ActionFailureNotice final : public QWidget
{
    Q_OBJECT

public:
    explicit ActionFailureNotice(const GuiContext &context, QWidget *parent = nullptr);

    [[nodiscard]] bool isActive() const { return m_active; } ///< there is something to say

Q_SIGNALS:
    void changed(); ///< isActive() is another
    /// The events behind it are wanted.
    void pageRequested(const QString &id, const QVariantMap &request);

private:
    void update();

    const GuiContext &m_context;
    widgets::Banner *m_banner;
    bool m_active = false;
    QTimer m_minute; ///< an hour passes without an event
};

} // namespace gui
