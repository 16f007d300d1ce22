// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/reload_dialog.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/production_check.h"
#include "models/jail_effect_texts.h"
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
    , m_place(context.services.serverRegistry, server)
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
    m_effect = new PlainLabel(this);
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
    connect(m_production, &ProductionCheck::changed, this, &ReloadDialog::updateConfirm);
    addFootButton(m_cancel);
    addFootButton(m_confirm);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &ReloadDialog::run);
    connect(&context.services.jailService, &services::JailService::reloadProgressed, this,
        [this](core::ServerId id, const QString &which, const services::ReloadStep &step) {
            if (id == m_server && which == m_jail)
                take(step);
        });
    showSteps();
    if (start) {
        m_effectKnown = true;
        showEffect(tr("Starts %1 as it is configured on %2.").arg(core::visibleText(jail), name));
    } else {
        preview();
    }
    updateConfirm();
}

void ReloadDialog::preview()
{
    const QString name = m_context.services.serverRegistry.nameOf(m_server);
    m_preview.jail = m_jail;
    showEffect(tr("Looking whether its bans stay…"));
    m_context.services.jailService.previewReload(
        m_server, m_jail, this, [this, name](const core::Result<services::ReloadPreview> &preview) {
            if (preview)
                m_preview = *preview;
            const bool restarts = preview && preview->runs && !preview->restartReason.isEmpty();
            m_consent = restarts ? services::RestartConsent::Given : services::RestartConsent::NotGiven;
            m_effect->setTone(restarts ? PlainLabel::Tone::Warning : PlainLabel::Tone::Normal);
            showEffect(
                preview ? models::reloadEffect(*preview, name) : models::reloadUnknown(m_jail, name, preview.error()));
            m_effectKnown = true;
            updateConfirm();
        });
}

void ReloadDialog::showEffect(const QString &effect)
{
    QStringList sentences { effect };
    const QStringList changes = m_context.services.jailService.runtimeChanges(m_server, m_jail);
    if (!changes.isEmpty()) {
        QStringList titles;
        for (const QString &change : changes)
            titles.append(texts::propertyTitle(change));
        //: %1: names of properties that were changed while running
        sentences.append(tr("What was changed while running is lost: %1.").arg(titles.join(u", "_s)));
    }
    sentences.append(
        tr("The configuration and every regex are checked first; where a check fails, nothing is reloaded."));
    m_effect->setText(sentences.join(u' '));
}

void ReloadDialog::updateConfirm()
{
    m_confirm->setEnabled(m_effectKnown && !m_running && m_production->isSatisfied());
}

void ReloadDialog::take(const services::ReloadStep &step)
{
    using services::ReloadStage;
    const bool failed = m_running && step.result == services::StageResult::Failed;
    if (failed && m_consent == services::RestartConsent::NotGiven && m_kind == Kind::Reload
        && ((step.stage == ReloadStage::CompareActions && step.error.code == core::ErrorCode::VerifyFailed)
            || (step.stage == ReloadStage::Record && step.error.code == core::ErrorCode::ChangedMeanwhile)))
        m_restartReason = step.error.detail;
    m_steps.take(step);
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
    if (!m_place.isHere()) { // what was shown is about another daemon
        onFinished(core::failure(core::ErrorCode::ChangedMeanwhile));
        return;
    }
    m_running = true;
    updateConfirm();
    m_production->setEnabled(false);
    m_cancel->setText(tr("Close"));
    setFootNote(tr("You can close this window: it goes on."));
    QPointer<ReloadDialog> self(this);
    m_context.services.jailService.reloadJail(m_server, m_jail, m_consent, parentWidget(),
        [self, finished = m_finished](const core::Result<core::Receipt> &receipt) {
            if (self)
                self->onFinished(receipt);
            finished(receipt);
        });
}

void ReloadDialog::askForRestart(const core::Error &error)
{
    const QString name = m_context.services.serverRegistry.nameOf(m_server);
    m_preview.restartReason = std::exchange(m_restartReason, {});
    QString effect = models::reloadEffect(m_preview, name);
    if (error.code != core::ErrorCode::ChangedMeanwhile) // it was sent, and the jail has lost an action by it
        effect.prepend(tr("The reload has cost %1 an action.").arg(core::visibleText(m_jail)) + u' ');
    m_consent = services::RestartConsent::Given;
    m_steps = models::ReloadSteps(name, m_jail);
    showSteps();
    m_effect->setTone(PlainLabel::Tone::Warning);
    showEffect(effect);
    m_production->setEnabled(true);
    //: Button: agrees to what a restart of the jail costs
    m_confirm->setText(tr("Restart jail"));
    updateConfirm();
}

void ReloadDialog::onFinished(const core::Result<core::Receipt> &receipt)
{
    m_running = false;
    setFootNote({});
    if (!receipt && !m_restartReason.isEmpty()) {
        askForRestart(receipt.error());
        return;
    }
    m_confirm->hide();
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
