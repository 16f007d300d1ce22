// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/rescue.h"

#include <QHash>
#include <QVariantMap>
#include <QWidget>

class QVBoxLayout;

namespace widgets {
class Banner;
class PlainLabel;
struct BannerContent;
} // namespace widgets

namespace gui {

struct GuiContext;

/// One banner per open recovery, above every page, newest first, then one per server that is found to have lost jails
/// without an activation ("Rescue…"); the rest is counted. "Disable jail and restart…" shows
/// its effect first (see RescueDialog); "Show log" and "Dismiss"; a dismissal comes back through Undo. Not bound to the
/// scope: lost protection concerns the user whatever is shown. Tells the end of a rescue whose dialog was closed.
class RecoveryBanner final : public QWidget
{
    Q_OBJECT

public:
    /// logPage: this build has a page that shows the log; without it no button leads there.
    RecoveryBanner(const GuiContext &context, bool logPage, QWidget *parent = nullptr);

    /// Where a rescue of this program goes on, with or without its dialog.
    [[nodiscard]] QList<core::ServerId> rescuing() const { return m_rescuing; }

Q_SIGNALS:
    void pageRequested(const QString &id, const QVariantMap &request);
    /// A rescue has ended as it was wanted, and nobody was looking.
    void rescued(core::ServerId server, const QString &what);
    void failed(const QString &what, const QString &why);

private:
    void update();
    [[nodiscard]] widgets::Banner *bannerFor(core::ServerId server); ///< taken out of m_banners, or new
    [[nodiscard]] widgets::BannerContent contentOf(const core::PendingRecovery &recovery) const;
    [[nodiscard]] widgets::BannerContent contentOf(core::ServerId server, const core::RescueFinding &finding) const;
    void dismiss(core::ServerId server, widgets::Banner *banner);
    void tellEnd(core::ServerId server, const core::RescueOutcome &outcome);
    [[nodiscard]] bool isTold(core::ServerId server) const; ///< by its dialog

    const GuiContext &m_context;
    bool m_logPage;
    QVBoxLayout *m_layout = nullptr;
    QHash<core::ServerId, widgets::Banner *> m_banners;
    widgets::PlainLabel *m_more = nullptr;
    QList<core::ServerId> m_rescuing;
};

} // namespace gui
