// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/reload_dialog.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/production_check.h"
#include "services/jail_service.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/property_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/step_list.h"

#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

ReloadDialog::ReloadDialog(
    const GuiContext &context, Kind kind, core::ServerId server, const QString &jail, QWidget *owner, Finished finished)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_kind(kind)
    , m_server(server)
    , m_jail(jail)
    , m_finished(std::move(finished))
    , m_steps(context.services.serverRegistry.nameOf(server), jail)
{
    setObjectName(u"reloadDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    const QString name = core::visibleText(context.services.serverRegistry.nameOf(server));
    const bool start = kind == Kind::Start;
    //: %1: name of a jail, %2: name of a server
    setHeading((start ? tr("Start %1 on %2") : tr("Reload %1 on %2")).arg(core::visibleText(jail), name));
    QStringList effect;
    if (start)
        effect.append(tr("Starts %1 as it is configured on %2.").arg(core::visibleText(jail), name));
    else
        effect.append(
            tr("Brings the configuration of %1 on %2 into force. Its bans stay.").arg(core::visibleText(jail), name));
    const QStringList changes = context.services.jailService.runtimeChanges(server, jail);
    if (!changes.isEmpty()) {
        QStringList titles;
        for (const QString &change : changes)
            titles.append(texts::propertyTitle(change));
        //: %1: names of properties that were changed while running
        effect.append(tr("What was changed while running is lost: %1.").arg(titles.join(u", "_s)));
    }
    effect.append(tr("The configuration and every regex are checked first; where a check fails, nothing is reloaded."));
    m_effect = new PlainLabel(effect.join(u' '), this);
    m_effect->setObjectName(u"effectLabel"_s);
    m_effect->setWordWrap(true);
    m_list = new widgets::StepList(this);
    m_list->setObjectName(u"stepList"_s);
    body()->addWidget(m_effect);
    body()->addWidget(m_list);
    m_production = new ProductionCheck(context, this);
    m_production->setServers({ server });
    body()->addWidget(m_production);

    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    //: Buttons
    m_confirm = widgets::makeButton(
        start ? tr("Start jail") : tr("Reload jail"), widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    m_confirm->setDefault(true);
    m_confirm->setEnabled(m_production->isSatisfied());
    connect(m_production, &ProductionCheck::changed, m_confirm,
        [this] { m_confirm->setEnabled(m_production->isSatisfied()); });
    addFootButton(m_cancel);
    addFootButton(m_confirm);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &ReloadDialog::run);
    connect(&context.services.jailService, &services::JailService::reloadProgressed, this,
        [this](core::ServerId id, const QString &which, const services::ReloadStep &step) {
            if (id != m_server || which != m_jail)
                return;
            m_steps.take(step);
            showSteps();
        });
    showSteps();
}

void ReloadDialog::showSteps()
{
    QList<widgets::Step> steps;
    for (const models::StepValue &value : m_steps.steps())
        steps.append({ value.state, value.stateWord, value.title, value.detail, value.duration });
    m_list->setSteps(steps);
}

void ReloadDialog::run()
{
    m_confirm->setEnabled(false);
    m_production->setEnabled(false);
    m_cancel->setText(tr("Close"));
    setFootNote(tr("You can close this window: it goes on."));
    QPointer<ReloadDialog> self(this);
    m_context.services.jailService.reloadJail(
        m_server, m_jail, parentWidget(), [self, finished = m_finished](const core::Result<core::Receipt> &receipt) {
            if (self)
                self->onFinished(receipt);
            finished(receipt);
        });
}

void ReloadDialog::onFinished(const core::Result<core::Receipt> &receipt)
{
    m_confirm->hide();
    setFootNote({});
    m_effect->setTone(PlainLabel::Tone::Strong);
    if (receipt && receipt->result == core::ReceiptResult::Done && !m_steps.failed()) {
        const QString jail = core::visibleText(m_jail);
        m_effect->setText(
            m_kind == Kind::Start ? tr("%1 runs.").arg(jail) : tr("%1 is reloaded and runs as configured.").arg(jail));
        return;
    }
    m_effect->setTone(PlainLabel::Tone::Lost);
    if (m_steps.failed()) {
        m_effect->setText(m_steps.failure().sentence());
        return;
    }
    texts::ErrorPlace place;
    place.server = m_context.services.serverRegistry.nameOf(m_server);
    place.activity = texts::ErrorPlace::Activity::Change;
    place.subject = m_jail;
    m_effect->setText(receipt ? texts::receiptText(*receipt) : texts::errorText(receipt.error(), place).sentence());
}

} // namespace gui
