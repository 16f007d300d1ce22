// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_status_bar.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/server_health.h"
#include "platform/colours.h"
#include "platform/style.h"
#include "services/pending_changes.h"
#include "services/rescue_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/pending_texts.h"
#include "texts/time_texts.h"
#include "widgets/age_label.h"
#include "widgets/link_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
namespace measure = platform::measure;

WindowStatusBar::WindowStatusBar(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"windowStatusBar"_s);
    setFixedHeight(measure::statusBarHeight);
    const auto label = [this](const QString &name) {
        auto *made = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
        made->setObjectName(name);
        return made;
    };
    m_online = label(u"statusOnline"_s);
    m_bans = label(u"statusBans"_s);
    m_pending = new widgets::LinkLabel(this);
    m_pending->setObjectName(u"statusPending"_s);
    m_pending->setWordWrap(false);
    connect(m_pending, &widgets::LinkLabel::linkRequested, this, &WindowStatusBar::pendingRequested);
    m_age = new widgets::AgeLabel(this);
    m_age->setObjectName(u"statusAge"_s);
    m_store = label(u"statusStore"_s);
    //: %1: the place, such as "this computer"
    m_store->setText(tr("store: %1").arg(context.storePlace));
    m_store->setVisible(!context.storePlace.isEmpty());

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 1, 12, 0);
    layout->setSpacing(18);
    layout->addWidget(m_online);
    layout->addWidget(m_bans);
    layout->addWidget(m_age);
    layout->addWidget(m_pending);
    layout->addStretch(1);
    layout->addWidget(m_store);

    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &WindowStatusBar::updateAge);
    m_soon.setSingleShot(true);
    m_soon.setInterval(50);
    connect(&m_soon, &QTimer::timeout, this, &WindowStatusBar::update);
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start(m_context.scope.servers().size() > 50 ? 250 : 50);
    };
    const auto &state = context.services.runtimeState;
    connect(&state, &services::RuntimeState::statusChanged, this,
        [soon](core::ServerId, const core::ServerStatus &before, const core::ServerStatus &after) {
            // A newer answer that says the same changes the age alone, and that ticks by itself.
            if (before.state != after.state || before.online != after.online || before.attention != after.attention
                || before.counters.currentBans != after.counters.currentBans)
                soon();
        });
    connect(&state, &services::RuntimeState::pendingRecoveryCreated, this, soon);
    connect(&state, &services::RuntimeState::pendingRecoveryCleared, this, soon);
    connect(&context.services.rescueService, &services::RescueService::knownChanged, this, soon);
    connect(&context.scope, &ScopeController::scopeChanged, this, soon);
    connect(&context.scope, &ScopeController::serversChanged, this, soon);
    connect(&context.services.pendingChanges, &services::PendingChanges::changed, this, soon);
    update();
}

void WindowStatusBar::update()
{
    const auto health = healthOf(m_context, m_context.scope.servers());
    m_online->setText(health.isEmpty() ? tr("No servers") : texts::onlineSummary(health));
    const auto bans = sumOfBans(health);
    m_bans->setText(bans ? withLastKnown(texts::bans(bans->bans), bans->bans, bans->lastKnown) : QString());
    m_bans->setVisible(bans.has_value());
    updatePending();
    updateAge();
}

void WindowStatusBar::updatePending()
{
    const QList<core::PendingChange> waiting = m_context.services.pendingChanges.all();
    m_pending->setVisible(!waiting.isEmpty());
    if (waiting.isEmpty())
        return;
    QList<core::ServerId> servers;
    for (const core::PendingChange &change : waiting) {
        if (!servers.contains(change.server))
            servers.append(change.server);
    }
    QStringList names;
    for (const core::ServerId id : std::as_const(servers))
        names.append(core::visibleText(m_context.services.serverRegistry.nameOf(id)));
    m_pending->setParts({ { texts::pendingSummary(waiting.size(), names) + u" · "_s, {}, false, false },
        //: A link: opens the list of changes that wait
        { tr("Show"), u"pending"_s, false, false } });
}

void WindowStatusBar::updateAge()
{
    // The oldest figure is the honest one, and a probe without an answer brought none.
    qint64 oldest = 0;
    for (const core::ServerId id : m_context.scope.servers()) {
        const qint64 at = m_context.services.runtimeState.status(id).lastGoodAt;
        if (at > 0 && (oldest == 0 || at < oldest))
            oldest = at;
    }
    m_age->setVisible(!m_context.scope.servers().isEmpty());
    if (oldest == 0) {
        m_age->setAge(tr("no answer yet"), {});
        return;
    }
    const qint64 age = m_context.services.clock.nowMs() - oldest;
    const core::Settings &settings = m_context.services.runtimeState.settings();
    //: %1: an age such as "4 s"
    m_age->setAge(age < 1000 ? tr("answered now") : tr("answered %1 ago").arg(texts::age(age)),
        texts::exactDateTime(oldest / 1000, texts::dateStyle(settings)));
    m_age->setStale(age > 3000LL * settings.number(core::SettingKey::ProbeIntervalSeconds));
}

void WindowStatusBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_tick.start();
}

void WindowStatusBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

void WindowStatusBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), platform::ColourRole::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), platform::colour(palette(), platform::ColourRole::Hairline));
}

} // namespace gui
