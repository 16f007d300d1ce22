// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/gallery_pages.h"

#include "platform/fonts.h"
#include "platform/icons.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/empty_state.h"
#include "widgets/loading_overlay.h"
#include "widgets/plain_label.h"
#include "widgets/section_list.h"
#include "widgets/sparkline.h"
#include "widgets/status_chip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace widgets;
using core::ServerState;
using platform::ColourRole;
using platform::Icon;

namespace gallery {

QWidget *controlsPage()
{
    auto *page = new QWidget;
    auto *outer = new QHBoxLayout(page);
    auto *sections = new SectionList;
    sections->addSection(u"general"_s, u"General"_s, Icon::Settings);
    sections->addSection(u"servers"_s, u"Servers"_s, Icon::Server);
    sections->addSection(u"audit"_s, u"Audit"_s, Icon::Audit);
    sections->setCurrentSection(u"servers"_s);
    outer->addWidget(sections);
    auto *layout = new QVBoxLayout;
    outer->addLayout(layout, 1);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(makeButton(u"Accent"_s, ButtonRole::Accent, page));
    buttons->addWidget(makeButton(u"Outlined"_s, ButtonRole::Outlined, page));
    buttons->addWidget(makeButton(u"Destructive"_s, ButtonRole::Destructive, page));
    buttons->addWidget(makeButton(u"Flat"_s, ButtonRole::Flat, page));
    for (const ButtonRole role : { ButtonRole::Accent, ButtonRole::Outlined, ButtonRole::Destructive }) {
        auto *off = makeButton(u"Off"_s, role, page);
        off->setIcon(platform::icon(Icon::Refresh));
        off->setEnabled(false);
        buttons->addWidget(off);
    }
    auto *accentIcon = makeButton(u"Ban"_s, ButtonRole::Accent, page);
    accentIcon->setIcon(platform::icon(Icon::Ban, ColourRole::AccentText));
    buttons->addWidget(accentIcon);
    auto *tool = new QToolButton;
    tool->setText(u"Tool"_s);
    tool->setIcon(platform::icon(Icon::Filter));
    tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    buttons->addWidget(tool);
    buttons->addStretch(1);
    layout->addLayout(buttons);

    auto *icons = new QHBoxLayout;
    icons->setSpacing(2);
    auto *icons2 = new QHBoxLayout;
    icons2->setSpacing(2);
    for (int i = 0; i < static_cast<int>(Icon::Count_); ++i) {
        auto *button = makeIconButton(static_cast<Icon>(i), platform::iconResource(static_cast<Icon>(i)), page);
        (i < 22 ? icons : icons2)->addWidget(button);
    }
    icons->addStretch(1);
    icons2->addStretch(1);
    layout->addLayout(icons);
    layout->addLayout(icons2);

    auto *fields = new QHBoxLayout;
    auto *combo = new QComboBox;
    combo->addItems({ u"System"_s, u"Light"_s, u"Dark"_s });
    fields->addWidget(combo);
    auto *editable = new QComboBox;
    editable->setEditable(true);
    editable->addItem(u"deploy@web-1"_s);
    fields->addWidget(editable);
    auto *spin = new QSpinBox;
    spin->setRange(0, 3600);
    spin->setValue(30);
    spin->setSuffix(u" s"_s);
    fields->addWidget(spin);
    auto *edit = new QLineEdit(u"203.0.113.7"_s);
    fields->addWidget(edit);
    auto *off = new QLineEdit(u"not now"_s);
    off->setEnabled(false);
    fields->addWidget(off);
    fields->addStretch(1);
    layout->addLayout(fields);

    auto *checks = new QHBoxLayout;
    auto *on = new QCheckBox(u"Notify when offline"_s);
    on->setChecked(true);
    checks->addWidget(on);
    checks->addWidget(new QCheckBox(u"Start minimised"_s));
    auto *partly = new QCheckBox(u"Partly"_s);
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    checks->addWidget(partly);
    auto *radio = new QRadioButton(u"This server"_s);
    radio->setChecked(true);
    checks->addWidget(radio);
    checks->addWidget(new QRadioButton(u"Everywhere"_s));
    auto *progress = new QProgressBar;
    progress->setValue(60);
    checks->addWidget(progress);
    layout->addLayout(checks);

    auto *chips = new QHBoxLayout;
    const QList<std::pair<ServerState, QString>> states { { ServerState::Online, u"Online"_s },
        { ServerState::Busy, u"Busy"_s }, { ServerState::Degraded, u"Lost protection"_s },
        { ServerState::Offline, u"Offline"_s }, { ServerState::Unreachable, u"Unreachable"_s },
        { ServerState::NeedsAttention, u"Needs attention"_s }, { ServerState::Unknown, u"Unknown"_s } };
    for (const auto &[state, word] : states) {
        auto *chip = new StatusChip;
        chip->setStatus(state, word);
        chips->addWidget(chip);
    }
    for (const auto &[state, word] : states) {
        auto *label = new QLabel;
        label->setPixmap(platform::trayIcon(state).pixmap(QSize(22, 22), 1.0));
        chips->addWidget(label);
    }
    auto *logo = new QLabel;
    logo->setPixmap(platform::applicationIcon().pixmap(QSize(64, 64), 1.0));
    chips->addWidget(logo);
    chips->addStretch(1);
    layout->addLayout(chips);

    for (const auto &[state, title] : { std::pair(ServerState::Online, u"web-1 is back"_s),
             std::pair(ServerState::Busy, u"Two servers did not answer: nas, backup"_s),
             std::pair(ServerState::NeedsAttention, u"The host key of backup has changed"_s),
             std::pair(ServerState::Unreachable, u"nas is unreachable"_s) }) {
        auto *banner = new Banner;
        banner->setMessage(state, {}, title,
            state == ServerState::Online ? u"Protection was lost for 40 s."_s : QString(),
            { { u"retry"_s, u"Retry"_s } });
        layout->addWidget(banner);
    }

    auto *boxes = new QHBoxLayout;
    auto *tabs = new QTabWidget;
    auto *text = new QPlainTextEdit(u"2026-11-21 14:32:08 fail2ban.actions [812]: NOTICE [sshd] Ban 203.0.113.7"_s);
    text->setFont(platform::monospaceFont(text->font()));
    tabs->addTab(text, u"Log"_s);
    tabs->addTab(new QWidget, u"Effective"_s);
    boxes->addWidget(tabs, 2);
    auto *group = new QGroupBox(u"Group"_s);
    auto *groupLayout = new QVBoxLayout(group);
    groupLayout->addWidget(new MonoLabel(u"2001:db8:1249::5f"_s));
    groupLayout->addWidget(new PlainLabel(u"Servers"_s, PlainLabel::Tone::SectionTitle));
    auto *spark = new Sparkline;
    spark->setValues({ 3, 5, 1, 0, 8, 13, 4, 4, 2, 9, 11, 2, 3 }, u"13 minutes"_s);
    groupLayout->addWidget(spark);
    boxes->addWidget(group, 1);
    auto *empty = new Card;
    auto *state = new EmptyState;
    state->setText(u"No bans on these 5 servers."_s, u"Ban an address…"_s, u"fail2ban is watching 12 logs."_s);
    empty->body()->addWidget(state);
    boxes->addWidget(empty, 1);
    auto *loading = new Card;
    auto *cover = new QWidget;
    cover->setMinimumSize(200, 150);
    auto *overlay = new LoadingOverlay(cover);
    overlay->setDelay(0);
    overlay->setLoading(true);
    loading->body()->addWidget(cover);
    boxes->addWidget(loading, 1);
    layout->addLayout(boxes, 1);
    return page;
}

} // namespace gallery
