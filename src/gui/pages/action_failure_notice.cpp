// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/action_failure_notice.h"

#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "services/event_feed.h"
#include "services/server_registry.h"
#include "texts/event_texts.h"
#include "texts/state_texts.h"
#include "widgets/banner.h"

#include <QVBoxLayout>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;

ActionFailureNotice::ActionFailureNotice(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new widgets::Banner(this))
{
    setObjectName(u"actionFailureNotice"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_banner);
    connect(m_banner, &widgets::Banner::buttonClicked, this, [this] {
        Q_EMIT pageRequested(
            u"log"_s, { { u"view"_s, u"events"_s }, { u"kinds"_s, static_cast<int>(texts::EventFilter::Problems) } });
    });
    connect(&context.services.eventFeed, &services::EventFeed::eventsArrived, this,
        [this](core::ServerId, const QList<core::LogEvent> &events) {
            const bool failed = std::any_of(events.cbegin(), events.cend(),
                [](const core::LogEvent &event) { return event.kind == core::LogEventKind::ActionFailed; });
            if (failed)
                update();
        });
    connect(&context.scope, &ScopeController::scopeChanged, this, &ActionFailureNotice::update);
    connect(&context.scope, &ScopeController::serversChanged, this, &ActionFailureNotice::update);
    m_minute.setInterval(60'000);
    connect(&m_minute, &QTimer::timeout, this, &ActionFailureNotice::update);
    update();
}

void ActionFailureNotice::update()
{
    services::ActionFailures worst;
    core::ServerId server;
    int others = 0;
    for (const core::ServerId id : m_context.scope.servers()) {
        const QList<services::ActionFailures> failures = m_context.services.eventFeed.actionFailures(id);
        for (const services::ActionFailures &each : failures) {
            others += 1;
            if (each.lastAt > worst.lastAt) {
                worst = each;
                server = id;
            }
        }
    }
    const bool active = others > 0;
    setVisible(active);
    if (std::exchange(m_active, active) != active)
        Q_EMIT changed();
    if (!active) {
        m_minute.stop();
        return;
    }
    m_minute.start();
    --others;
    QString title = texts::actionFailedSentence(
        worst.action, worst.jail, m_context.services.serverRegistry.nameOf(server), worst.count);
    if (others > 0)
        title += u' ' + tr("Actions of %n more jails failed, too.", nullptr, others);
    m_banner->setMessage(core::ServerState::Degraded, tr("action failed"), title, texts::actionFailedMeaning(),
        { { u"showActionFailures"_s, tr("Show events"), widgets::ButtonRole::Outlined } });
}

} // namespace gui
