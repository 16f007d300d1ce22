// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/tune_dialog.h"

#include "core/clock.h"
#include "core/ip_address.h"
#include "core/time_string.h"
#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/production_check.h"
#include "models/jail_effect_texts.h"
#include "models/service_texts.h"
#include "platform/fonts.h"
#include "services/jail_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/property_texts.h"
#include "widgets/buttons.h"

#include "ui_tune_dialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {

constexpr int typingPauseMs = 250;
constexpr int askAgainMs = 3000;
constexpr qsizetype mostDetails = 4; ///< lines

/// Changes whose effect is told before, see JailService::previewTune().
bool mayCostProtection(const QString &name)
{
    return name == "delfailregex"_L1 || name == "dellogpath"_L1 || name == "maxretry"_L1 || name == "addignoreip"_L1;
}

} // namespace

TuneDialog::TuneDialog(const GuiContext &context, const TuneTarget &target, QWidget *owner, Finished finished)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_target(target)
    , m_place(context.services.serverRegistry, target.server)
    , m_finished(std::move(finished))
    , m_ui(std::make_unique<Ui::TuneDialog>())
{
    setObjectName(u"tuneDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    auto *content = new QWidget(this);
    m_ui->setupUi(content);
    body()->addWidget(content);
    const QString title = texts::propertyTitle(target.property);
    const QString where = tr("%1 on %2")
                              .arg(core::visibleText(target.jail),
                                  core::visibleText(context.services.serverRegistry.nameOf(target.server)));
    const bool adds = target.name.startsWith("add"_L1);
    const bool removes = isRemoval(target.name);
    //: %1: title of a property such as "Ban time"; second line: "sshd on web-1"
    const QString heading = adds ? tr("Add to: %1").arg(title)
        : removes                ? tr("Remove from: %1").arg(title)
                                 : tr("Change: %1").arg(title);
    setHeading(heading, where);
    m_ui->helpLabel->setText(texts::propertyHelp(target.property));
    m_ui->helpLabel->setTone(PlainLabel::Tone::Secondary);
    m_ui->helpLabel->setVisible(!m_ui->helpLabel->text().isEmpty());
    m_ui->currentTitle->setTone(PlainLabel::Tone::Secondary);
    m_ui->currentTitle->setText(removes ? tr("Removes") : tr("Now"));
    m_ui->currentTitle->setVisible(!adds);
    m_ui->currentValue->setText(core::visibleText(target.current));
    m_ui->currentValue->setWordWrap(true);
    m_ui->currentValue->setVisible(!adds);
    m_ui->newTitle->setTone(PlainLabel::Tone::Secondary);
    m_ui->problemLabel->setTone(PlainLabel::Tone::Lost);
    m_ui->problemLabel->hide();
    m_ui->effectLabel->setTone(PlainLabel::Tone::Strong);
    m_ui->effectLabel->hide();
    m_ui->lostLabel->setTone(PlainLabel::Tone::Warning);

    m_production = new ProductionCheck(context, this);
    m_production->setServers({ target.server });
    body()->addWidget(m_production);
    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_confirm = widgets::makeButton(adds ? tr("Add")
            : removes                    ? tr("Remove")
                                         : tr("Change"),
        removes ? widgets::ButtonRole::Destructive : widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    addFootButton(m_cancel);
    addFootButton(m_confirm);
    if (!removes)
        m_confirm->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &TuneDialog::change);
    connect(m_production, &ProductionCheck::changed, this, &TuneDialog::updateConfirm);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &TuneDialog::askForEffect);
    if (removes) {
        m_ui->newTitle->hide();
        m_cancel->setFocus();
        m_effectKnown = !mayCostProtection(m_target.name);
        updateConfirm();
        if (!m_effectKnown)
            askForEffect();
    } else {
        buildEditor();
        onEdited();
    }
}

TuneDialog::~TuneDialog() = default;

void TuneDialog::buildEditor()
{
    QStringList choices;
    if (m_target.name == "ignoreself"_L1 || m_target.name == "idle"_L1)
        choices = { u"true"_s, u"false"_s };
    else if (m_target.name == "usedns"_L1)
        choices = { u"yes"_s, u"warn"_s, u"no"_s, u"raw"_s };
    if (choices.isEmpty()) {
        m_line = new QLineEdit(m_target.value, this);
        m_line->setObjectName(u"valueEdit"_s);
        m_line->setAccessibleName(tr("New value"));
        m_line->setFont(platform::monospaceFont(font()));
        if (m_target.property == "bantime"_L1 || m_target.property == "findtime"_L1)
            m_line->setPlaceholderText(tr("600, 10m, 1d 12h"));
        m_ui->editorRow->addWidget(m_line, 1);
        m_ui->newTitle->setBuddy(m_line);
        m_line->selectAll();
        m_line->setFocus();
        connect(m_line, &QLineEdit::textChanged, this, &TuneDialog::onEdited);
        return;
    }
    m_choice = new QComboBox(this);
    m_choice->setObjectName(u"valueChoice"_s);
    m_choice->setAccessibleName(tr("New value"));
    const bool words = choices.constFirst() == "true"_L1; // as the page says it
    for (const QString &choice : choices)
        m_choice->addItem(
            words ? texts::propertyValue({ .name = m_target.property, .value = choice == "true"_L1 }) : choice, choice);
    m_choice->setCurrentIndex(m_choice->findData(m_target.value.toLower()));
    m_ui->editorRow->addWidget(m_choice, 1);
    m_ui->newTitle->setBuddy(m_choice);
    m_choice->setFocus();
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TuneDialog::onEdited);
}

QString TuneDialog::value() const
{
    if (m_choice)
        return m_choice->currentData().toString();
    return m_line ? m_line->text().trimmed() : m_target.value;
}

QString TuneDialog::problemOf(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return {};
    if (name == "bantime"_L1 || name == "findtime"_L1) {
        const auto seconds = core::parseTimeString(value);
        if (!seconds)
            return tr("Not a time that fail2ban knows. Examples: 600, 10m, 1d 12h, -1 for permanent.");
        if (name == "findtime"_L1 && *seconds <= 0)
            return tr("The time in which failures are counted must be longer than 0.");
    } else if (name == "maxretry"_L1) {
        bool ok = false;
        if (value.toInt(&ok) < 1 || !ok)
            return tr("A whole number from 1.");
    } else if (name == "addignoreip"_L1) {
        if (const auto network = core::IpNetwork::parse(value); network && network->prefix() == 0)
            return tr("This would ignore every address: nobody would be banned.");
    } else if (name == "addlogpath"_L1) {
        if (!value.startsWith(u'/'))
            return tr("A path begins with /.");
    }
    return {};
}

void TuneDialog::onEdited()
{
    const QString problem = problemOf(m_target.name, value());
    m_ui->problemLabel->setText(problem);
    m_ui->problemLabel->setVisible(!problem.isEmpty());
    m_effectKnown = m_target.name != "bantime"_L1 && !mayCostProtection(m_target.name);
    if (!m_effectKnown) {
        m_ui->effectLabel->hide();
        if (problem.isEmpty() && !value().isEmpty())
            m_soon.start(typingPauseMs);
    }
    updateConfirm();
}

void TuneDialog::updateConfirm()
{
    m_confirm->setEnabled(!m_running && m_effectKnown && m_production->isSatisfied()
        && problemOf(m_target.name, value()).isEmpty() && !value().isEmpty());
}

void TuneDialog::askForEffect()
{
    if (m_target.name == "bantime"_L1)
        previewBantime();
    else
        previewLoss();
}

void TuneDialog::previewBantime()
{
    const QString asked = value();
    m_context.services.jailService.previewBantime(m_target.server, m_target.jail, asked, this,
        [this, asked](const core::Result<services::BantimePreview> &preview) {
            if (asked != value() || m_running)
                return;
            if (!preview) {
                showUnknown(preview.error());
                return;
            }
            const texts::DateStyle style = texts::dateStyle(m_context.services.runtimeState.settings());
            showEffect(models::effectText(*preview, style, m_context.services.clock.nowMs() / 1000));
        });
}

void TuneDialog::previewLoss()
{
    const QString asked = value();
    m_context.services.jailService.previewTune(m_target.server, m_target.jail, m_target.name, asked, this,
        [this, asked](const core::Result<services::TunePreview> &preview) {
            if (asked != value() || m_running)
                return;
            if (preview) {
                showEffect(models::tuneLoss(*preview, m_context.services.serverRegistry.nameOf(m_target.server)));
            } else {
                showUnknown(preview.error());
                m_soon.start(askAgainMs); // where nothing can be typed, nothing else would ask again
            }
        });
}

void TuneDialog::showEffect(const QString &effect)
{
    m_ui->effectLabel->setText(effect);
    m_ui->effectLabel->setVisible(!effect.isEmpty());
    m_effectKnown = true;
    updateConfirm();
}

void TuneDialog::showUnknown(const core::Error &error)
{
    texts::ErrorPlace place;
    place.server = m_context.services.serverRegistry.nameOf(m_target.server);
    place.subject = m_target.jail;
    m_ui->effectLabel->setText(texts::errorText(error, place).sentence());
    m_ui->effectLabel->show();
}

QString TuneDialog::problemText(const core::Error &error) const
{
    texts::ErrorPlace place;
    place.activity = texts::ErrorPlace::Activity::Change;
    place.server = m_context.services.serverRegistry.nameOf(m_target.server);
    const texts::ErrorText text = texts::errorText(error, place);
    // Programs say at the end what is wrong.
    const QStringList details = text.detail.split(u'\n', Qt::SkipEmptyParts);
    return (QStringList { text.sentence() } + details.last(std::min(mostDetails, details.size()))).join(u'\n');
}

void TuneDialog::change()
{
    if (!m_place.isHere()) { // what was shown is about another daemon
        m_effectKnown = false;
        showUnknown({ core::ErrorCode::ChangedMeanwhile, {} });
        updateConfirm();
        return;
    }
    m_running = true;
    updateConfirm();
    m_cancel->setText(tr("Close"));
    QPointer<TuneDialog> self(this);
    m_context.services.jailService.tune(m_target.server, m_target.jail, m_target.name, value(), parentWidget(),
        [self, finished = m_finished](const core::Result<core::Receipt> &receipt) {
            const bool done = receipt && receipt->result != core::ReceiptResult::Refused
                && receipt->result != core::ReceiptResult::Failed;
            if (self && done) {
                self->accept();
            } else if (self) {
                self->m_ui->problemLabel->setText(
                    receipt ? texts::receiptText(*receipt) : self->problemText(receipt.error()));
                self->m_ui->problemLabel->show();
                self->m_running = false;
                self->m_cancel->setText(tr("Cancel"));
                self->updateConfirm(); // what was in the way may be gone the next time
            }
            // What is read here is not told once more beneath the dialog.
            if (!self || receipt || receipt.error().code != core::ErrorCode::PreflightFailed)
                finished(receipt);
        });
}

} // namespace gui
