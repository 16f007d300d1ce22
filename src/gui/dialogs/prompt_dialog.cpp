// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/prompt_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/host_key_dialog.h"
#include "gui/dialogs/secret_dialog.h"
#include "gui/dialogs/touch_dialog.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QGridLayout>
#include <QPushButton>

#include <utility>

namespace gui {

using namespace Qt::StringLiterals;

PromptDialog *PromptDialog::create(const core::Prompt &prompt, const QString &login, QWidget *owner)
{
    switch (prompt.kind) {
    case core::PromptKind::Passphrase:
    case core::PromptKind::Password:
    case core::PromptKind::Response:
    case core::PromptKind::Pin:
    case core::PromptKind::SudoPassword:
        break;
    case core::PromptKind::Touch:
        return new TouchDialog(prompt, login, owner);
    case core::PromptKind::HostKey:
        return new HostKeyDialog(prompt, login, owner);
    }
    return new SecretDialog(prompt, login, owner);
}

PromptDialog::PromptDialog(const core::Prompt &prompt, const QString &login, const QString &objectName, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_prompt(prompt)
    , m_login(login)
{
    setObjectName(objectName);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
}

QString PromptDialog::shown(const QString &hostile)
{
    constexpr qsizetype longest = 200;
    const QString text = core::visibleText(hostile.left(longest));
    return hostile.size() > longest ? text + u'…' : text;
}

QString PromptDialog::serverName() const
{
    if (!m_prompt.serverName.isEmpty())
        return shown(m_prompt.serverName);
    if (!m_login.isEmpty())
        return shown(m_login);
    return m_prompt.subject.isEmpty() ? tr("a server") : shown(m_prompt.subject);
}

void PromptDialog::setTitle(const QString &title)
{
    // Some subjects are a login, others the path of a key or a machine.
    const bool path = m_prompt.subject.contains(u'/');
    const bool login = !path && (m_login.isEmpty() || m_prompt.subject.contains(u'@'));
    setHeading(title, shown(login ? m_prompt.subject : m_login));
}

void PromptDialog::addDeclineButton(const QString &text)
{
    QPushButton *decline = widgets::makeButton(text, widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    addFootButton(decline);
    connect(decline, &QPushButton::clicked, this, &QDialog::reject);
}

void PromptDialog::answer(core::PromptAnswer given)
{
    Q_EMIT answered(given);
    // Where nobody has kept it.
    if (given.secret.isDetached())
        given.secret.fill('\0');
    accept();
}

void PromptDialog::addRow(QGridLayout &grid, const QString &label, QWidget *field)
{
    auto *name = new widgets::PlainLabel(label, widgets::PlainLabel::Tone::Secondary, this);
    name->setBuddy(field);
    field->setAccessibleName(label);
    const int row = grid.rowCount();
    grid.addWidget(name, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid.addWidget(field, row, 1);
    grid.setColumnStretch(1, 1);
    grid.setHorizontalSpacing(2 * platform::measure::grid);
    grid.setVerticalSpacing(platform::measure::grid);
}

} // namespace gui
