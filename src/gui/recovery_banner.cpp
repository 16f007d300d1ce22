// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recovery_banner.h"

#include "core/visible_text.h"
#include "gui/dialogs/rescue_dialog.h"
#include "gui/gui_context.h"
#include "platform/style.h"
#include "services/recovery_controller.h"
#include "services/rescue_service.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/rescue_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"
#include "widgets/banner.h"
#include "widgets/plain_label.h"

#include <QVBoxLayout>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;

namespace {
/// More banners than this would push the page away.
constexpr qsizetype largestCount = 2;
} // namespace

RecoveryBanner::RecoveryBanner(const GuiContext &context, bool logPage, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_logPage(logPage)
{
    setObjectName(u"recoveryBanners"_s);
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(platform::measure::grid);
    m_more = new widgets::PlainLabel(QString(), widgets::PlainLabel::Tone::Secondary, this);
    m_more->setObjectName(u"moreRecoveries"_s);
    m_layout->addWidget(m_more);
    const auto &controller = context.services.recoveryController;
    connect(&controller, &services::RecoveryController::recoveryAppeared, this, &RecoveryBanner::update);
    connect(&controller, &services::RecoveryController::recoveryResolved, this, &RecoveryBanner::update);
    const auto &rescues = context.services.rescueService;
    connect(&rescues, &services::RescueService::knownChanged, this, &RecoveryBanner::update);
    connect(&rescues, &services::RescueService::progressed, this, [this](core::ServerId server) {
        if (!m_rescuing.contains(server))
            m_rescuing.append(server);
    });
    connect(&rescues, &services::RescueService::ended, this, &RecoveryBanner::tellEnd);
    connect(&context.services.serverRegistry, &services::ServerRegistry::serverChanged, this, &RecoveryBanner::update);
    connect(&context.services.serverRegistry, &services::ServerRegistry::serverRemoved, this, &RecoveryBanner::update);
    update();
}

widgets::Banner *RecoveryBanner::bannerFor(core::ServerId server)
{
    widgets::Banner *banner = m_banners.take(server);
    if (banner)
        return banner;
    banner = new widgets::Banner(this);
    banner->setObjectName(u"recoveryBanner"_s);
    connect(banner, &widgets::Banner::buttonClicked, this, [this, server, banner](const QString &id) {
        if (id == "dismissRecovery"_L1)
            dismiss(server, banner);
        else if (id == "dismissFinding"_L1)
            m_context.services.rescueService.dismiss(server);
        else if (id == "disableAndRestart"_L1 || id == "rescueServer"_L1)
            RescueDialog::openFor(m_context, server, window());
        else
            Q_EMIT pageRequested(u"log"_s, { { u"server"_s, QVariant::fromValue(server) } });
    });
    return banner;
}

widgets::BannerContent RecoveryBanner::contentOf(const core::PendingRecovery &recovery) const
{
    const texts::RecoveryParts parts
        = texts::recoveryParts(recovery, m_context.services.serverRegistry.nameOf(recovery.server));
    widgets::BannerContent content;
    content.state = core::ServerState::Degraded;
    content.stateWord = texts::stateWord(core::ServerState::Degraded);
    content.title = { { parts.title + u' ', {}, true, false }, { parts.before, {}, false, false },
        { parts.jail, {}, false, true }, { parts.after, {}, false, false } };
    content.detail = parts.detail;
    //: A button; leads to a dialog that shows its effect first
    content.buttons.append({ u"disableAndRestart"_s, tr("Disable jail and restart…"), widgets::ButtonRole::Accent });
    if (m_logPage)
        content.buttons.append({ u"showLog"_s, tr("Show log"), widgets::ButtonRole::Outlined });
    content.buttons.append({ u"dismissRecovery"_s, tr("Dismiss"), widgets::ButtonRole::Outlined });
    return content;
}

widgets::BannerContent RecoveryBanner::contentOf(core::ServerId server, const core::RescueFinding &finding) const
{
    widgets::BannerContent content;
    content.state = core::ServerState::Degraded;
    content.stateWord = texts::stateWord(core::ServerState::Degraded);
    content.title
        = { { texts::RescueTexts::title(finding, m_context.services.serverRegistry.nameOf(server)), {}, true, false } };
    content.detail = texts::RescueTexts::explanation(finding);
    //: A button; leads to a dialog that shows its effect first
    content.buttons.append({ u"rescueServer"_s, tr("Rescue…"), widgets::ButtonRole::Accent });
    if (m_logPage)
        content.buttons.append({ u"showLog"_s, tr("Show log"), widgets::ButtonRole::Outlined });
    content.buttons.append({ u"dismissFinding"_s, tr("Dismiss"), widgets::ButtonRole::Outlined });
    return content;
}

void RecoveryBanner::update()
{
    const QList<core::PendingRecovery> open = m_context.services.recoveryController.open();
    QList<core::ServerId> found = m_context.services.rescueService.knownServers();
    found.removeIf([&open](core::ServerId server) {
        return std::ranges::find(open, server, &core::PendingRecovery::server) != open.end();
    });
    std::ranges::sort(found);
    QHash<core::ServerId, widgets::Banner *> kept;
    int row = 0;
    const auto put = [this, &kept, &row](core::ServerId server, const widgets::BannerContent &content) {
        widgets::Banner *banner = bannerFor(server);
        m_layout->insertWidget(row++, banner);
        kept.insert(server, banner);
        banner->setContent(content);
    };
    for (const core::PendingRecovery &recovery : open.first(std::min(open.size(), largestCount)))
        put(recovery.server, contentOf(recovery));
    for (const core::ServerId server : found.first(std::min(found.size(), std::max<qsizetype>(0, largestCount - row))))
        put(server, contentOf(server, m_context.services.rescueService.known(server).constFirst()));
    // Later, because the click that dismissed it may still be on the stack.
    for (widgets::Banner *gone : std::as_const(m_banners)) {
        gone->hide();
        gone->deleteLater();
    }
    m_banners = kept;
    const qsizetype all = open.size() + found.size();
    const auto more = static_cast<qint64>(std::max<qsizetype>(0, all - largestCount));
    m_more->setVisible(more > 0);
    //: Below the recovery banners; %1: "3 servers"
    m_more->setText(tr("%1 more lost protection").arg(texts::servers(more)));
    setVisible(all > 0);
}

void RecoveryBanner::dismiss(core::ServerId server, widgets::Banner *banner)
{
    banner->setBusy(true);
    m_context.services.recoveryController.dismiss(
        server, banner, [this, server, banner](const core::Result<bool> &dismissed) {
            banner->setBusy(false);
            if (dismissed)
                return;
            const texts::ErrorText text = texts::errorText(dismissed.error(),
                { .activity = texts::ErrorPlace::Activity::Store,
                    .subject = core::visibleText(m_context.services.serverRegistry.nameOf(server)) });
            Q_EMIT failed(text.sentence(), text.detail);
        });
}

bool RecoveryBanner::isTold(core::ServerId server) const
{
    const QList<RescueDialog *> dialogs = window()->findChildren<RescueDialog *>();
    return std::ranges::any_of(dialogs, [server](const RescueDialog *dialog) {
        return dialog->isVisible() && dialog->isRunning() && dialog->server() == server;
    });
}

void RecoveryBanner::tellEnd(core::ServerId server, const core::RescueOutcome &outcome)
{
    m_rescuing.removeAll(server);
    if (isTold(server))
        return;
    const texts::ErrorText text
        = texts::RescueTexts::outcome(outcome, m_context.services.serverRegistry.nameOf(server));
    if (outcome.result == core::RescueResult::Rescued)
        Q_EMIT rescued(server, text.what);
    else
        Q_EMIT failed(text.sentence(), text.detail);
}

} // namespace gui
