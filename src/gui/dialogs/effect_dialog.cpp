// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/effect_dialog.h"

#include "gui/production_check.h"
#include "platform/fonts.h"
#include "texts/error_texts.h"

#include "ui_effect_dialog.h"

#include <QPushButton>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;

EffectDialog::EffectDialog(const QString &verb, widgets::ButtonRole role, QWidget *parent)
    : widgets::DialogFrame(parent)
    , m_ui(std::make_unique<Ui::EffectDialog>())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    auto *content = new QWidget(this);
    m_ui->setupUi(content);
    body()->addWidget(content);
    m_ui->effectLabel->setText(tr("Looking what this changes…"));
    m_ui->detailLabel->setTone(widgets::PlainLabel::Tone::Secondary);
    m_ui->detailLabel->hide();
    m_ui->itemList->hide();
    m_ui->progressBar->hide();

    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_confirm = widgets::makeButton(verb, role, this, u"confirmButton"_s);
    m_confirm->setEnabled(false);
    // A destructive button is never the default: Enter does nothing until the user has gone to it.
    if (role == widgets::ButtonRole::Accent)
        m_confirm->setDefault(true);
    addFootButton(m_cancel);
    addFootButton(m_confirm);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &EffectDialog::confirmed);
    m_cancel->setFocus();
}

EffectDialog::~EffectDialog() = default;

void EffectDialog::setEffect(const QString &effect, const QString &detail, const QStringList &items)
{
    m_ui->effectLabel->setTone(widgets::PlainLabel::Tone::Strong);
    m_ui->effectLabel->setText(effect);
    m_ui->detailLabel->setTone(widgets::PlainLabel::Tone::Secondary);
    m_ui->detailLabel->setText(detail);
    m_ui->detailLabel->setVisible(!detail.isEmpty());
    m_ui->itemList->clear();
    m_ui->itemList->addItems(items);
    m_ui->itemList->setVisible(!items.isEmpty());
    const int rows = std::clamp(static_cast<int>(items.size()), 1, 8);
    m_ui->itemList->setFixedHeight(rows * std::max(18, m_ui->itemList->sizeHintForRow(0)) + 8);
    setConfirmEnabled(true);
    adjustSize();
}

void EffectDialog::setProblem(const core::Error &error, const QString &server, bool changing)
{
    texts::ErrorPlace place;
    place.server = server;
    place.activity = changing ? texts::ErrorPlace::Activity::Change : texts::ErrorPlace::Activity::Read;
    const texts::ErrorText text = texts::errorText(error, place);
    m_ui->effectLabel->setTone(widgets::PlainLabel::Tone::Lost);
    m_ui->effectLabel->setText(text.sentence());
    m_ui->detailLabel->setTone(widgets::PlainLabel::Tone::Secondary);
    m_ui->detailLabel->setText(text.detail);
    m_ui->detailLabel->setVisible(!text.detail.isEmpty());
    m_ui->progressBar->hide();
    setConfirmEnabled(false);
    m_cancel->setText(tr("Close"));
    adjustSize();
}

void EffectDialog::setItemsMonospace()
{
    m_ui->itemList->setFont(platform::monospaceFont(font()));
}

void EffectDialog::setConfirmEnabled(bool enabled)
{
    m_confirmable = enabled;
    updateConfirm();
}

void EffectDialog::updateConfirm()
{
    m_confirm->setEnabled(m_confirmable && (!m_production || m_production->isSatisfied()));
}

void EffectDialog::askForProduction(const GuiContext &context, const QList<core::ServerId> &servers)
{
    if (!m_production) {
        m_production = new ProductionCheck(context, this);
        body()->addWidget(m_production);
        connect(m_production, &ProductionCheck::changed, this, &EffectDialog::updateConfirm);
    }
    m_production->setServers(servers);
    updateConfirm();
}

void EffectDialog::setRunning(const QString &text)
{
    m_ui->effectLabel->setText(text);
    m_ui->progressBar->setRange(0, 0);
    m_ui->progressBar->show();
    setConfirmEnabled(false);
    if (m_production)
        m_production->setEnabled(false);
    m_cancel->setText(tr("Close"));
    setFootNote(tr("You can close this window: it goes on."));
}

void EffectDialog::setProgress(qint64 done, qint64 total)
{
    if (!m_ui->progressBar->isVisible() || total <= 0)
        return;
    constexpr int thousand = 1000;
    m_ui->progressBar->setRange(0, thousand);
    m_ui->progressBar->setValue(static_cast<int>(done * thousand / total));
}

QString EffectDialog::effect() const
{
    return m_ui->effectLabel->text();
}

} // namespace gui
