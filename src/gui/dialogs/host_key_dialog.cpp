// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/host_key_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QGridLayout>
#include <QPushButton>
#include <QScreen>

namespace gui {

using namespace Qt::StringLiterals;
using core::HostKeyTrust;
using widgets::PlainLabel;

namespace {

/// ssh draws 11 lines of 19 characters; more is nothing that ssh has drawn.
QString picture(const QString &drawn)
{
    constexpr qsizetype mostLines = 13;
    constexpr qsizetype widest = 24;
    QStringList lines = core::visibleLines(drawn.left(mostLines * 2 * widest)).split(u'\n', Qt::SkipEmptyParts);
    lines = lines.first(std::min(lines.size(), mostLines));
    for (QString &line : lines)
        line.truncate(widest);
    return lines.join(u'\n');
}

/// The file of such a key on the server, as sshd has it everywhere.
QString keyFile(const QString &type)
{
    for (const QString &known : { u"ed25519"_s, u"ecdsa"_s, u"rsa"_s }) {
        if (type.compare(known, Qt::CaseInsensitive) == 0)
            return u"/etc/ssh/ssh_host_%1_key.pub"_s.arg(known);
    }
    return u"/etc/ssh/ssh_host_*_key.pub"_s;
}

} // namespace

HostKeyDialog::HostKeyDialog(const core::Prompt &prompt, const QString &login, QWidget *owner)
    : PromptDialog(prompt, login, u"hostKeyDialog"_s, owner)
{
    setMinimumWidth(600);
    //: %1: name of a server
    setTitle(tr("Unknown host key of %1").arg(serverName()));
    auto *intro = new PlainLabel(
        tr("This computer has not met this key before. Somebody in between would show another one."), this);
    intro->setObjectName(u"hostKeyIntro"_s);
    intro->setWordWrap(true);
    body()->addWidget(intro);
    addKey();
    addAdvice();
    body()->addStretch(1);

    addDeclineButton(tr("Do not connect"));
    addTrustButton(tr("Trust until BanGUI ends"), tr("Connects, and asks again the next time BanGUI runs"),
        HostKeyTrust::Once, u"trustOnceButton"_s);
    addTrustButton(tr("Trust always"), tr("Connects, and adds the key to your known_hosts file"), HostKeyTrust::Always,
        u"trustAlwaysButton"_s);
    auto *decline = findChild<QPushButton *>(u"cancelButton"_s);
    decline->setDefault(true);
    decline->setFocus();
}

void HostKeyDialog::addKey()
{
    auto *grid = new QGridLayout;
    const auto row = [this, grid](const QString &label, const QString &text, const QString &name) {
        constexpr int mostLines = 4;
        auto *field = new MonoText(text, mostLines, this);
        field->setObjectName(name);
        addRow(*grid, label, field);
    };
    row(tr("Machine"), shown(prompt().subject), u"hostKeyMachine"_s);
    //: Kind of a cryptographic key, such as ED25519
    row(tr("Key type"), shown(prompt().keyType), u"hostKeyType"_s);
    row(tr("Fingerprint"), shown(prompt().fingerprint), u"hostKeyFingerprint"_s);
    body()->addLayout(grid);
}

void HostKeyDialog::addAdvice()
{
    auto *side = new QVBoxLayout;
    side->setSpacing(platform::measure::grid);
    auto *advice = new PlainLabel(tr("Compare the fingerprint by another way, character by character: with whoever "
                                     "runs the server, or on its own console with this command:"),
        this);
    advice->setObjectName(u"hostKeyAdvice"_s);
    advice->setWordWrap(true);
    constexpr int mostLines = 3;
    auto *command = new MonoText(u"ssh-keygen -lvf "_s + keyFile(prompt().keyType), mostLines, this);
    command->setObjectName(u"hostKeyCommand"_s);
    command->setAccessibleName(tr("Command that shows the fingerprint on the server"));
    auto *kept = new PlainLabel(
        tr("Trusted always, the key is added to your known_hosts file."), PlainLabel::Tone::Secondary, this);
    kept->setWordWrap(true);
    side->addWidget(advice);
    side->addWidget(command);
    side->addWidget(kept);
    side->addStretch(1);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(3 * platform::measure::grid);
    const QString art = picture(prompt().randomart);
    // Half a picture is none: on a very low screen the fingerprint has to do.
    constexpr int roomForPicture = 480;
    if (!art.isEmpty() && screen()->availableGeometry().height() >= roomForPicture) {
        auto *drawn = new widgets::MonoLabel(art, this);
        drawn->setObjectName(u"hostKeyArt"_s);
        drawn->setAccessibleName(tr("The fingerprint as a picture of characters"));
        drawn->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        columns->addWidget(drawn, 0, Qt::AlignTop);
    }
    columns->addLayout(side, 1);
    body()->addSpacing(platform::measure::grid);
    body()->addLayout(columns);
}

void HostKeyDialog::addTrustButton(const QString &text, const QString &effect, HostKeyTrust trust, const QString &name)
{
    QPushButton *button = widgets::makeButton(text, widgets::ButtonRole::Outlined, this, name);
    button->setToolTip(effect);
    button->setAccessibleDescription(effect);
    addFootButton(button);
    connect(button, &QPushButton::clicked, this, [this, trust] {
        core::PromptAnswer given;
        given.trust = trust;
        answer(std::move(given));
    });
}

} // namespace gui
