// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QHash>
#include <QVariantMap>
#include <QWidget>

class QVBoxLayout;

namespace models {
struct UndecidedChange;
}

namespace widgets {
class Banner;
class PlainLabel;
} // namespace widgets

namespace gui {

class ChangeDialog;
struct GuiContext;

/// One banner above every page for each undecided change of the scope's servers, whoever has begun it and wherever:
/// who, since when, and how long until it undoes itself. "Confirm…", "Roll back…" and "Show" lead to its dialog. Tells
/// the end of a change of this window whose dialog was closed.
class ChangeBanner final : public QWidget
{
    Q_OBJECT

public:
    explicit ChangeBanner(const GuiContext &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void pageRequested(const QString &id, const QVariantMap &request);
    /// A change has ended as it was wanted, and nobody was looking.
    void done(const QString &what);
    void failed(const QString &what, const QString &why);

private:
    void update();
    void updateTimes();
    void open(core::ServerId server, const QString &id, const QString &button);
    void tellEnd(core::ServerId server);
    [[nodiscard]] ChangeDialog *dialogOf(core::ServerId server) const;
    [[nodiscard]] QString detailOf(const models::UndecidedChange &change) const;

    const GuiContext &m_context;
    QVBoxLayout *m_layout = nullptr;
    QHash<QString, widgets::Banner *> m_banners; ///< by server and id
    widgets::PlainLabel *m_more = nullptr;
};

} // namespace gui
