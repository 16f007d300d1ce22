// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/server_cards.h"
#include "widgets/card.h"

namespace widgets {
class AgeLabel;
class Badge;
class ElidedLabel;
class Figure;
class LinkLabel;
class StateMark;
} // namespace widgets

namespace gui {

/// One server of the overview: state, name, age, one line, three figures, total bans. Clicking it makes it the scope.
class ServerCardWidget final : public widgets::Card
{
    Q_OBJECT

public:
    explicit ServerCardWidget(QWidget *parent = nullptr);

    void setCard(const models::ServerCard &card);
    /// Whether its socket is refused: then a link leads to the ways out.
    void setFixable(bool fixable);
    [[nodiscard]] const models::ServerCard &card() const { return m_card; }
    /// Whether a look may find something to bring back: then a link leads to it.
    void setRescuable(bool rescuable);
    /// "Trying again in 12 s", with the way to do it now unless that is what happens; empty: nothing.
    void setRetry(const QString &text, bool trying);

    /// "Connect…", "Connecting…" (then not a link); empty: nothing.
    void setConnect(const QString &text, bool link);

Q_SIGNALS:
    void tryNowRequested();
    void connectRequested();
    void fixRequested();
    void rescueRequested();

private:
    models::ServerCard m_card;
    widgets::StateMark *m_mark = nullptr;
    widgets::ElidedLabel *m_name = nullptr;
    widgets::Badge *m_badge = nullptr;
    widgets::AgeLabel *m_age = nullptr;
    widgets::ElidedLabel *m_line = nullptr;
    widgets::LinkLabel *m_retry = nullptr;
    widgets::LinkLabel *m_connect = nullptr;
    widgets::LinkLabel *m_fix = nullptr;
    widgets::LinkLabel *m_rescue = nullptr;
    widgets::Figure *m_jails = nullptr;
    widgets::Figure *m_bans = nullptr;
    widgets::Figure *m_failures = nullptr;
    widgets::ElidedLabel *m_total = nullptr;
};

} // namespace gui
