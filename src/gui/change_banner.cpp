// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/change_banner.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/dialogs/change_dialog.h"
#include "gui/gui_context.h"
#include "gui/open_change_mark.h"
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/change_steps.h"
#include "models/change_tracker.h"
#include "platform/style.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/change_texts.h"
#include "texts/time_texts.h"
#include "widgets/banner.h"
#include "widgets/plain_label.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using models::ChangeTracker;
using models::UndecidedChange;

namespace {

/// More banners than this would push the page away.
constexpr qsizetype mostBanners = 2;

QString bannerKey(const UndecidedChange &one)
{
    return u"%1/%2"_s.arg(one.change.server.value).arg(one.change.id);
}

} // namespace

ChangeBanner::ChangeBanner(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"changeBanners"_s);
    setAccessibleName(tr("Undecided changes"));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(platform::measure::grid);
    m_more = new widgets::PlainLabel(QString(), widgets::PlainLabel::Tone::Secondary, this);
    m_more->setObjectName(u"moreChanges"_s);
    m_layout->addWidget(m_more);
    const ChangeTracker &changes = context.models.changes();
    connect(&changes, &ChangeTracker::undecidedChanged, this, &ChangeBanner::update);
    connect(&changes, &ChangeTracker::runChanged, this, &ChangeBanner::updateTimes);
    connect(&changes, &ChangeTracker::ticked, this, &ChangeBanner::updateTimes);
    connect(&changes, &ChangeTracker::runEnded, this, &ChangeBanner::tellEnd);
    connect(&context.scope, &ScopeController::scopeChanged, this, &ChangeBanner::update);
    connect(&context.scope, &ScopeController::serversChanged, this, &ChangeBanner::update);
    update();
}

QString ChangeBanner::detailOf(const UndecidedChange &one) const
{
    const services::OpenChange &change = one.change;
    QStringList parts;
    if (!change.owner.isEmpty())
        //: who has begun a change: user@host
        parts.append(tr("by %1").arg(core::visibleText(change.owner)));
    if (change.startedAt > 0)
        //: how long ago a change was begun; %1: "40 s"
        parts.append(tr("begun %1 ago").arg(texts::age(m_context.services.clock.nowMs() - change.startedAt)));
    if (one.unanswered && !one.underWay) {
        parts.append(texts::ChangeTexts::unansweredNote(one.undoneBy, m_context.services.clock.nowMs(),
            texts::dateStyle(m_context.services.runtimeState.settings())));
        return parts.join(u" · "_s);
    }
    const models::ChangeRun *run = m_context.models.changes().run(change.server);
    if (one.underWay && run && !run->steps.isEmpty())
        parts.append(texts::ChangeTexts::stageName(run->steps.constLast().stage));
    if (!change.undecided) {
        switch (change.leftover) {
        case services::OpenChange::Leftover::None:
            parts.append(tr("is being taken back"));
            break;
        case services::OpenChange::Leftover::Foreign:
            parts.append(tr("was taken back; something is left to look at"));
            break;
        case services::OpenChange::Leftover::Failed:
            parts.append(tr("was taken back, but not everything is as it was: fail2ban may be down"));
            break;
        }
    } else if (change.stale)
        parts.append(tr("nothing on the server watches over it any more"));
    else if (const QString countdown
             = models::changeCountdown(m_context.models.changes().remainingSeconds(change.server, change.id),
                 one.underWay && run && run->id == change.id && models::confirmsItself(*run));
             !countdown.isEmpty())
        parts.append(countdown);
    return parts.join(u" · "_s);
}

void ChangeBanner::update()
{
    const QList<core::ServerId> scope = m_context.scope.servers();
    QList<UndecidedChange> shown;
    for (const UndecidedChange &one : m_context.models.changes().undecided()) {
        if (scope.contains(one.change.server))
            shown.append(one);
    }
    QHash<QString, widgets::Banner *> kept;
    int row = 0;
    for (const UndecidedChange &one : shown.first(std::min(shown.size(), mostBanners))) {
        const QString key = bannerKey(one);
        widgets::Banner *banner = m_banners.take(key);
        if (!banner) {
            banner = new widgets::Banner(this);
            banner->setObjectName(u"changeBanner"_s);
            connect(banner, &widgets::Banner::buttonClicked, this,
                [this, server = one.change.server, id = one.change.id](
                    const QString &button) { open(server, id, button); });
        }
        m_layout->insertWidget(row++, banner);
        kept.insert(key, banner);
        QString what = texts::ChangeTexts::subject(
            one.change.kind, one.change.jail, m_context.services.serverRegistry.nameOf(one.change.server));
        if (!what.isEmpty())
            what[0] = what[0].toUpper();
        widgets::BannerContent content;
        const bool silent = one.unanswered && !one.underWay;
        const OpenChangeMark mark = silent ? unansweredChangeMark() : openChangeMark(one.change);
        content.state = mark.state;
        content.stateWord = one.underWay ? tr("under way") : mark.word;
        content.title = { { what, {}, true, false } };
        content.detail = detailOf(one);
        const auto profile = m_context.services.serverRegistry.profile(one.change.server);
        // Who cannot be asked cannot be told either.
        const bool mayDecide = !one.underWay && !one.unanswered && profile && !profile->readOnly;
        // A rescue has no jail that could be looked at before it stays: it is only taken back.
        if (mayDecide && one.change.undecided && !one.change.jail.isEmpty())
            content.buttons.append({ u"confirmChange"_s, tr("Confirm…"), widgets::ButtonRole::Accent });
        const auto leftover = one.change.undecided ? services::OpenChange::Leftover::None : one.change.leftover;
        if (mayDecide && leftover != services::OpenChange::Leftover::None)
            content.buttons.append({ u"dismissChange"_s, tr("Dismiss…"), widgets::ButtonRole::Outlined });
        if (mayDecide && leftover != services::OpenChange::Leftover::Foreign)
            content.buttons.append({ u"rollBackChange"_s, tr("Roll back…"), widgets::ButtonRole::Outlined });
        if (one.unanswered && !one.underWay)
            content.buttons.append({ u"askAgain"_s, tr("Ask again"), widgets::ButtonRole::Outlined });
        content.buttons.append({ u"showChange"_s, tr("Show"), widgets::ButtonRole::Outlined });
        banner->setContent(content);
    }
    // Later, because the click that ended it may still be on the stack.
    for (widgets::Banner *gone : std::as_const(m_banners)) {
        gone->hide();
        gone->setObjectName(QString());
        gone->deleteLater();
    }
    m_banners = kept;
    const auto more = static_cast<int>(std::max<qsizetype>(0, shown.size() - mostBanners));
    m_more->setVisible(more > 0);
    m_more->setText(tr("%n more undecided changes", nullptr, more));
    setVisible(!shown.isEmpty());
}

void ChangeBanner::updateTimes()
{
    for (const UndecidedChange &one : m_context.models.changes().undecided()) {
        if (widgets::Banner *banner = m_banners.value(bannerKey(one)))
            banner->setDetail(detailOf(one));
    }
}

ChangeDialog *ChangeBanner::dialogOf(core::ServerId server) const
{
    for (ChangeDialog *dialog : window()->findChildren<ChangeDialog *>()) {
        if (dialog->isVisible() && dialog->server() == server)
            return dialog;
    }
    return nullptr;
}

void ChangeBanner::open(core::ServerId server, const QString &id, const QString &button)
{
    if (button == "askAgain"_L1) {
        m_context.models.changes().refresh(server);
        return;
    }
    if (!m_context.models.changes().open(server, id) && !m_context.models.changes().run(server, id)) {
        // Only the store knows of it: there is what would be written.
        Q_EMIT pageRequested(u"changes"_s, { { u"server"_s, QVariant::fromValue(server) }, { u"change"_s, id } });
        return;
    }
    auto *dialog = new ChangeDialog(m_context, server, id, window());
    connect(dialog, &ChangeDialog::placeRequested, this,
        [this](core::ServerId of, const QString &jail, const QString &file, int line) {
            Q_EMIT pageRequested(u"configuration"_s, configurationRequest(of, jail, file, line));
        });
    dialog->open();
    // What was asked for is one key away, and no more: the dialog says first whose change it is.
    const QString wanted = button == "confirmChange"_L1 ? u"keepButton"_s
        : button == "rollBackChange"_L1                 ? u"rollBackButton"_s
        : button == "dismissChange"_L1                  ? u"dismissChangeButton"_s
                                                        : u"cancelButton"_s;
    if (auto *focused = dialog->findChild<QPushButton *>(wanted))
        focused->setFocus(Qt::OtherFocusReason);
}

void ChangeBanner::tellEnd(core::ServerId server)
{
    const models::ChangeRun *run = m_context.models.changes().run(server);
    if (!run || !run->outcome || dialogOf(server))
        return;
    const texts::ErrorText text = models::changeEnd(*run, m_context.services.serverRegistry.nameOf(server));
    if (models::changeEndState(*run) == core::ServerState::Online)
        Q_EMIT done(text.what);
    else if (models::changePhase(*run) != models::ChangePhase::Open) // else there is the banner
        Q_EMIT failed(text.sentence(), text.detail);
}

} // namespace gui
