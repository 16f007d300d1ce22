// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/confirm_dialog.h"

#include "platform/fonts.h"
#include "widgets/plain_label.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace widgets {

namespace {
constexpr int shownItems = 8;
} // namespace

ConfirmDialog::ConfirmDialog(const Confirmation &confirmation, QWidget *parent)
    : DialogFrame(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setMinimumWidth(440);
    setHeading(confirmation.title);

    auto *effect = new PlainLabel(confirmation.effect, this);
    effect->setObjectName(u"confirmEffect"_s);
    effect->setWordWrap(true);
    body()->addWidget(effect);
    if (!confirmation.detail.isEmpty()) {
        auto *detail = new PlainLabel(confirmation.detail, PlainLabel::Tone::Secondary, this);
        detail->setObjectName(u"confirmDetail"_s);
        detail->setWordWrap(true);
        body()->addWidget(detail);
    }
    if (!confirmation.items.isEmpty()) {
        auto *items = new QPlainTextEdit(confirmation.items.join(u'\n'), this);
        items->setObjectName(u"confirmItems"_s);
        items->setAccessibleName(tr("What is affected"));
        items->setReadOnly(true);
        items->setTabChangesFocus(true);
        items->setLineWrapMode(QPlainTextEdit::NoWrap);
        items->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        items->setFont(platform::monospaceFont(font()));
        const qsizetype lines = std::min<qsizetype>(confirmation.items.size(), shownItems);
        const int room = QFontMetrics(items->font()).lineSpacing() * static_cast<int>(lines);
        items->setFixedHeight(
            room + 2 * items->frameWidth() + 2 * static_cast<int>(items->document()->documentMargin()) + 6);
        body()->addWidget(items);
    }
    if (!confirmation.checkText.isEmpty()) {
        m_check = new QCheckBox(confirmation.checkText, this);
        m_check->setObjectName(u"confirmCheck"_s);
        body()->addWidget(m_check);
    }
    body()->addStretch(1);

    const QString cancelText = confirmation.cancelText.isEmpty() ? tr("Cancel") : confirmation.cancelText;
    QPushButton *cancel = makeButton(cancelText, ButtonRole::Outlined, this, u"cancelButton"_s);
    m_confirm = makeButton(confirmation.verb, confirmation.verbRole, this, u"confirmButton"_s);
    addFootButton(cancel);
    addFootButton(m_confirm);
    if (confirmation.verbRole == ButtonRole::Destructive) {
        cancel->setDefault(true);
        cancel->setFocus();
    } else {
        m_confirm->setDefault(true);
        m_confirm->setFocus();
    }
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed(isChecked());
        accept();
    });
}

ConfirmDialog *ConfirmDialog::ask(const Confirmation &confirmation, QWidget *parent)
{
    auto *dialog = new ConfirmDialog(confirmation, parent);
    dialog->open();
    return dialog;
}

bool ConfirmDialog::isChecked() const
{
    return m_check && m_check->isChecked();
}

void ConfirmDialog::setConfirmEnabled(bool enabled)
{
    m_confirm->setEnabled(enabled);
}

} // namespace widgets
