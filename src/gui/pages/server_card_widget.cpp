// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/server_card_widget.h"

#include "core/visible_text.h"
#include "models/server_filter.h"
#include "platform/style.h"
#include "texts/time_texts.h"
#include "widgets/age_label.h"
#include "widgets/badge.h"
#include "widgets/figure.h"
#include "widgets/link_label.h"
#include "widgets/state_mark.h"

#include <QHBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
namespace measure = platform::measure;

ServerCardWidget::ServerCardWidget(QWidget *parent)
    : widgets::Card(parent)
{
    setObjectName(u"serverCard"_s);
    setClickable(true);
    m_mark = new widgets::StateMark(measure::shapeSize, this);
    m_name = new widgets::ElidedLabel(this);
    m_name->setElideMode(Qt::ElideMiddle);
    m_name->setTone(widgets::PlainLabel::Tone::Strong);
    m_age = new widgets::AgeLabel(this);
    m_badge = new widgets::Badge(this);
    m_badge->setObjectName(u"productionBadge"_s);
    m_badge->hide();
    m_line = new widgets::ElidedLabel(this);
    m_line->setTone(widgets::PlainLabel::Tone::Secondary);
    m_retry = new widgets::LinkLabel(this);
    m_retry->setObjectName(u"retry"_s);
    m_retry->hide();
    connect(m_retry, &widgets::LinkLabel::linkRequested, this, &ServerCardWidget::tryNowRequested);
    m_connect = new widgets::LinkLabel(this);
    m_connect->setObjectName(u"connectLink"_s);
    m_connect->hide();
    connect(m_connect, &widgets::LinkLabel::linkRequested, this, &ServerCardWidget::connectRequested);
    m_fix = new widgets::LinkLabel(this);
    m_fix->setObjectName(u"fixLink"_s);
    m_fix->setParts({ { tr("Ways to fix it…"), u"fix"_s, false, false } });
    m_fix->hide();
    connect(m_fix, &widgets::LinkLabel::linkRequested, this, &ServerCardWidget::fixRequested);
    m_rescue = new widgets::LinkLabel(this);
    m_rescue->setObjectName(u"rescueLink"_s);
    //: A link: opens what brings a server back that lost its protection
    m_rescue->setParts({ { tr("Rescue…"), u"rescue"_s, false, false } });
    m_rescue->hide();
    connect(m_rescue, &widgets::LinkLabel::linkRequested, this, &ServerCardWidget::rescueRequested);
    m_jails = new widgets::Figure(tr("jails"), this);
    m_bans = new widgets::Figure(tr("bans"), this);
    m_failures = new widgets::Figure(tr("failures"), this);
    m_total = new widgets::ElidedLabel(this);
    m_total->setObjectName(u"totalBans"_s);
    m_total->setTone(widgets::PlainLabel::Tone::Secondary);

    auto *head = new QHBoxLayout;
    head->setSpacing(measure::grid - 2);
    head->addWidget(m_mark);
    head->addWidget(m_name, 1);
    head->addWidget(m_badge);
    head->addWidget(m_age);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(2 * measure::grid);
    for (widgets::Figure *figure : { m_jails, m_bans, m_failures })
        figures->addWidget(figure);
    figures->addStretch(1);
    body()->setSpacing(measure::inControl);
    body()->addLayout(head);
    body()->addWidget(m_line);
    body()->addWidget(m_retry);
    body()->addWidget(m_connect);
    body()->addWidget(m_fix);
    body()->addWidget(m_rescue);
    body()->addSpacing(measure::inControl);
    body()->addLayout(figures);
    body()->addWidget(m_total);
    // The cards of a row are as high as its highest one; their lines begin at the same height.
    body()->addStretch(1);
}

void ServerCardWidget::setCard(const models::ServerCard &card)
{
    if (card == m_card)
        return;
    m_card = card;
    m_mark->setState(card.state, card.stateWord);
    m_name->setText(card.name);
    m_age->setAge(card.age, card.exactAge);
    m_age->setStale(card.stale);
    m_line->setText(card.readOnly ? tr("%1 · read-only").arg(card.line) : card.line);
    m_badge->setText(card.production ? models::productionWord() : QString());
    m_badge->setVisible(card.production);
    const auto set = [&card](widgets::Figure *figure, const std::optional<qint64> &value) {
        figure->setValueText(texts::number(value));
        figure->setStale(card.stale);
    };
    set(m_jails, card.jails);
    set(m_bans, card.bans);
    set(m_failures, card.failures);
    //: %1: a number, or a dash where it is not known: bans ever made, also those that have ended
    const QString total = tr("Total bans: %1").arg(texts::number(card.totalBans));
    m_total->setText(total);
    m_total->setAccessibleDescription(tr("Bans since fail2ban started on this server, also those that have ended"));
    setAccessibleName(card.accessible);
    setAccessibleDescription(total);
    m_failures->setToolTip(tr("Failures since fail2ban started on this server"));
}

void ServerCardWidget::setRetry(const QString &text, bool trying)
{
    m_retry->setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    if (trying) {
        m_retry->setPlain(text);
        return;
    }
    //: A link behind "Trying again in 12 s"
    const QString now = tr("Try now");
    m_retry->setParts({ { text + u" · "_s, {}, false, false }, { now, u"try"_s, false, false } });
}

void ServerCardWidget::setFixable(bool fixable)
{
    m_fix->setVisible(fixable);
}

void ServerCardWidget::setRescuable(bool rescuable)
{
    m_rescue->setVisible(rescuable);
}

void ServerCardWidget::setConnect(const QString &text, bool link)
{
    m_connect->setVisible(!text.isEmpty());
    if (!text.isEmpty())
        m_connect->setParts({ { text, link ? u"connect"_s : QString(), false, false } });
}

} // namespace gui
