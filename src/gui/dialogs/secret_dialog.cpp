// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/secret_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "gui/dialogs/secret_field.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QPushButton>

namespace gui {

using namespace Qt::StringLiterals;
using core::PromptKind;
using widgets::PlainLabel;

namespace {

struct Words
{
    QString title;
    QString field;
    QString verb;
};

Words wordsOf(PromptKind kind, const QString &server)
{
    switch (kind) {
    case PromptKind::Passphrase:
        //: %1: name of a server
        return { SecretDialog::tr("Unlock a key for %1").arg(server), SecretDialog::tr("Passphrase"),
            SecretDialog::tr("Unlock") };
    case PromptKind::Pin:
        //: %1: name of a server
        return { SecretDialog::tr("Unlock the hardware key for %1").arg(server), SecretDialog::tr("PIN"),
            SecretDialog::tr("Unlock") };
    case PromptKind::SudoPassword:
        //: sudo is a program. %1: name of a server
        return { SecretDialog::tr("Use sudo on %1").arg(server), SecretDialog::tr("Password"),
            SecretDialog::tr("Continue") };
    case PromptKind::Response:
        //: What another machine has asked. %1: name of a server
        return { SecretDialog::tr("Answer %1").arg(server), SecretDialog::tr("Answer"), SecretDialog::tr("Send") };
    case PromptKind::Password:
    case PromptKind::Touch:
    case PromptKind::HostKey:
        break;
    }
    //: %1: name of a server
    return { SecretDialog::tr("Log in to %1").arg(server), SecretDialog::tr("Password"), SecretDialog::tr("Log in") };
}

/// Whoever chose the words may have chosen them to look like ours.
bool isForeign(const core::Prompt &prompt)
{
    return prompt.untrusted || prompt.kind == PromptKind::Response;
}

} // namespace

SecretDialog::SecretDialog(const core::Prompt &prompt, const QString &login, QWidget *owner)
    : PromptDialog(prompt, login, u"secretDialog"_s, owner)
{
    const Words words = wordsOf(prompt.kind, serverName());
    setTitle(words.title);
    if (isForeign(prompt))
        addForeignText();
    addField();
    addDeclineButton(tr("Cancel"));
    QPushButton *confirm = widgets::makeButton(words.verb, widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    addFootButton(confirm);
    connect(confirm, &QPushButton::clicked, this, &SecretDialog::send);
    // What the other machine asks may well be answered with nothing ("Enter for a push message").
    if (!isForeign(prompt)) {
        confirm->setEnabled(false);
        connect(m_field, &QLineEdit::textChanged, confirm,
            [confirm](const QString &text) { confirm->setEnabled(!text.isEmpty()); });
    }
    m_field->setFocus();
}

void SecretDialog::addForeignText()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(platform::measure::grid);
    auto *mark = new widgets::StateMark(platform::measure::shapeSize, this);
    mark->setState(core::ServerState::Busy, tr("warning"));
    auto *source = new PlainLabel(tr("This text comes from the other machine:"), PlainLabel::Tone::Strong, this);
    source->setObjectName(u"foreignMark"_s);
    line->addWidget(mark);
    line->addWidget(source, 1);
    body()->addLayout(line);

    constexpr qsizetype longest = 2000;
    constexpr int mostLines = 8;
    QString text = core::visibleLines(prompt().text.left(longest).trimmed());
    if (prompt().text.size() > longest)
        text += u'…';
    auto *said = new MonoText(text.isEmpty() ? tr("(no text)") : text, mostLines, this);
    said->setObjectName(u"promptText"_s);
    said->setAccessibleName(tr("What the other machine says"));
    auto *indented = new QHBoxLayout;
    indented->setContentsMargins(mark->sizeHint().width() + platform::measure::grid, 0, 0, 0);
    indented->addWidget(said);
    body()->addLayout(indented);
    auto *advice
        = new PlainLabel(tr("Whoever runs that machine can read the answer."), PlainLabel::Tone::Secondary, this);
    advice->setWordWrap(true);
    body()->addWidget(advice);
}

void SecretDialog::addField()
{
    auto *grid = new QGridLayout;
    if ((prompt().kind == PromptKind::Passphrase || prompt().kind == PromptKind::Pin) && !prompt().subject.isEmpty()) {
        constexpr int mostLines = 4;
        auto *key = new MonoText(shown(prompt().subject), mostLines, this);
        key->setObjectName(u"promptSubject"_s);
        key->setFocusPolicy(Qt::ClickFocus);
        addRow(*grid, tr("Key"), key);
    }
    m_field = new SecretField(this);
    m_field->setObjectName(u"secretField"_s);
    m_field->setReadable(prompt().echo);
    addRow(*grid, wordsOf(prompt().kind, serverName()).field, m_field);
    const auto under = [grid](QWidget *widget) { grid->addWidget(widget, grid->rowCount(), 1); };
    if (prompt().wrongBefore) {
        auto *wrong = new PlainLabel(tr("That was not accepted."), PlainLabel::Tone::Lost, this);
        wrong->setObjectName(u"promptWrong"_s);
        m_field->setAccessibleDescription(wrong->text());
        under(wrong);
    }
    if (!isForeign(prompt()) && !prompt().keychainKey.isEmpty()) {
        m_remember = new QCheckBox(tr("Remember in the keychain"), this);
        m_remember->setObjectName(u"rememberCheck"_s);
        under(m_remember);
    }
    body()->addLayout(grid);
    body()->addStretch(1);
}

void SecretDialog::send()
{
    core::PromptAnswer given;
    given.secret = m_field->take();
    given.remember = m_remember && m_remember->isChecked();
    answer(std::move(given));
}

} // namespace gui
