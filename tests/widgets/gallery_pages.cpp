// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/gallery_pages.h"

#include "platform/fonts.h"
#include "platform/icons.h"
#include "platform/style.h"
#include "widgets/age_label.h"
#include "widgets/answer_header.h"
#include "widgets/banner.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/confirm_dialog.h"
#include "widgets/dialog_frame.h"
#include "widgets/figure.h"
#include "widgets/filter_button.h"
#include "widgets/flow_layout.h"
#include "widgets/page_tabs.h"
#include "widgets/plain_label.h"
#include "widgets/rate_chart.h"
#include "widgets/receipt_bar.h"
#include "widgets/search_line.h"
#include "widgets/sidebar_tree.h"
#include "widgets/state_delegate.h"
#include "widgets/state_mark.h"
#include "widgets/step_list.h"
#include "widgets/surface.h"
#include "widgets/table_view.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace widgets;
using core::ServerState;
using platform::ColourRole;
using platform::Icon;
namespace measure = platform::measure;

namespace {

QVBoxLayout *column(QWidget *parent, int margin, int spacing)
{
    auto *layout = new QVBoxLayout(parent);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(spacing);
    return layout;
}

QWidget *topBar()
{
    auto *bar = new Surface(ColourRole::Panel, Qt::BottomEdge);
    bar->setFixedHeight(measure::topBarHeight);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 0, 12, 1);
    layout->setSpacing(12);
    auto *name = new PlainLabel(u"BanGUI"_s, PlainLabel::Tone::Strong);
    name->setFont(platform::scaledFont(name->font(), 110, QFont::Bold));
    layout->addWidget(name);
    auto *scope = new FilterButton(u"Scope: production · 5 servers"_s, u"%1"_s);
    layout->addWidget(scope);
    auto *search = new SearchLine(u"Search address, jail, server…"_s);
    search->setShortcutHint(u"Ctrl K"_s);
    search->setMinimumWidth(160);
    search->setMaximumWidth(466);
    layout->addWidget(search, 4);
    layout->addStretch(1);
    layout->addWidget(makeButton(u"Ban…"_s, ButtonRole::Outlined, bar));
    auto *lock = makeButton(u"Lock"_s, ButtonRole::Outlined, bar);
    lock->setIcon(platform::icon(Icon::Lock));
    layout->addWidget(lock);
    auto *menu = makeIconButton(Icon::Menu, u"Menu"_s, bar);
    setButtonRole(menu, ButtonRole::Outlined);
    layout->addWidget(menu);
    return bar;
}

QStandardItem *serverItem(const QString &name, ServerState state, const QString &figure)
{
    auto *item = new QStandardItem(name);
    item->setData(static_cast<int>(state), Qt::UserRole);
    item->setData(figure, Qt::UserRole + 1);
    return item;
}

QWidget *sidebar()
{
    auto *side = new Surface(ColourRole::Sidebar);
    side->setMinimumWidth(measure::sidebarWidth);
    auto *layout = column(side, 0, 0);
    layout->setContentsMargins(0, 8, 0, 0);
    auto *tree = new SidebarTree;
    auto *model = new QStandardItemModel(tree);
    auto *all = serverItem(u"All servers"_s, ServerState::Degraded, u"214 bans"_s);
    all->setData(true, Qt::UserRole + 2);
    model->appendRow(all);
    const auto group = [model](const QString &name) {
        auto *item = new QStandardItem(name);
        model->appendRow(item);
        return item;
    };
    QStandardItem *production = group(u"production"_s);
    production->appendRow(serverItem(u"web-1"_s, ServerState::Degraded, u"1.1.0 · lost 3 jails"_s));
    production->appendRow(serverItem(u"web-2"_s, ServerState::Online, u"1.1.0 · 38"_s));
    production->appendRow(serverItem(u"web-3"_s, ServerState::Online, u"1.1.0 · 41"_s));
    production->appendRow(serverItem(u"mail"_s, ServerState::Online, u"1.0.2 · 112"_s));
    production->appendRow(serverItem(u"db-1"_s, ServerState::Busy, u"1.0.2 · busy"_s));
    QStandardItem *office = group(u"office"_s);
    office->appendRow(serverItem(u"gateway"_s, ServerState::Online, u"1.1.1 · 23"_s));
    office->appendRow(serverItem(u"nas"_s, ServerState::Unreachable, u"unreachable"_s));
    office->appendRow(serverItem(u"backup"_s, ServerState::NeedsAttention, u"host key changed"_s));
    QStandardItem *home = group(u"home"_s);
    home->appendRow(serverItem(u"a server with a very long name indeed"_s, ServerState::Online, u"1.0.2 · 0"_s));
    tree->setModel(model);
    tree->setItemDelegate(new StateDelegate({ Qt::UserRole, Qt::UserRole + 1, Qt::UserRole + 2 }, true, tree));
    tree->expandAll();
    tree->setCurrentIndex(production->child(0)->index());
    layout->addWidget(tree);
    return side;
}

QWidget *statusBar()
{
    auto *bar = new Surface(ColourRole::Panel, Qt::TopEdge);
    bar->setFixedHeight(measure::statusBarHeight);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(20);
    for (const QString &text : { u"4 of 5 servers online · 1 needs you"_s, u"214 bans"_s, u"probed 4 s ago"_s })
        layout->addWidget(new PlainLabel(text, PlainLabel::Tone::Secondary));
    layout->addStretch(1);
    layout->addWidget(new PlainLabel(u"store: this computer"_s, PlainLabel::Tone::Secondary));
    return bar;
}

QWidget *framed(QWidget *page, const QString &current)
{
    auto *window = new QWidget;
    auto *layout = column(window, 0, 0);
    layout->addWidget(topBar());
    auto *splitter = new QSplitter;
    splitter->addWidget(sidebar());
    auto *right = new QWidget;
    auto *rightLayout = column(right, 0, 0);
    auto *strip = new Surface(ColourRole::Panel, Qt::BottomEdge);
    auto *stripLayout = new QHBoxLayout(strip);
    stripLayout->setContentsMargins(14, 0, 14, 1);
    auto *tabs = new PageTabs;
    for (const char *name :
        { "Overview", "Bans", "Jails", "Map", "History", "Lists", "Configuration", "Logs", "Audit" })
        tabs->addPage(QString::fromLatin1(name), QString::fromLatin1(name));
    tabs->setBadge(u"Jails"_s, u"3"_s);
    tabs->setCurrentPage(current);
    stripLayout->addWidget(tabs, 1);
    rightLayout->addWidget(strip);
    rightLayout->addWidget(page, 1);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    layout->addWidget(splitter, 1);
    layout->addWidget(statusBar());
    return window;
}

Card *serverCard(
    const QString &name, ServerState state, const QString &age, const QString &line, const QList<int> &numbers)
{
    auto *card = new Card;
    card->setClickable(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    auto *mark = new StateMark;
    mark->setState(state, line);
    head->addWidget(mark);
    head->addWidget(new PlainLabel(name, PlainLabel::Tone::Strong), 1);
    auto *ageLabel = new AgeLabel;
    ageLabel->setAge(age, u"14:32:08"_s);
    head->addWidget(ageLabel);
    card->body()->addLayout(head);
    auto *status = new ElidedLabel(line);
    status->setTone(PlainLabel::Tone::Secondary);
    card->body()->addWidget(status);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(18);
    figures->setContentsMargins(0, 6, 0, 0);
    const QStringList labels { u"jails"_s, u"bans"_s, u"failures"_s };
    for (qsizetype i = 0; i < labels.size(); ++i) {
        auto *figure = new Figure(labels.at(i));
        figure->setValue(numbers.at(i));
        figures->addWidget(figure);
    }
    figures->addStretch(1);
    card->body()->addLayout(figures);
    return card;
}

TableView *jailTable()
{
    auto *table = new TableView;
    auto *model = new QStandardItemModel(0, 5, table);
    model->setHorizontalHeaderLabels({ u"Jail"_s, u"Server"_s, u"Failing"_s, u"Banned"_s, u"Total"_s });
    const auto add = [model](const QStringList &cells) {
        QList<QStandardItem *> row;
        for (const QString &cell : cells)
            row.append(new QStandardItem(cell));
        model->appendRow(row);
    };
    add({ u"sshd"_s, u"web-2"_s, u"14"_s, u"31"_s, u"4,210"_s });
    add({ u"postfix-sasl"_s, u"mail"_s, u"9"_s, u"88"_s, u"12,904"_s });
    add({ u"nginx-botsearch"_s, u"web-3"_s, u"22"_s, u"17"_s, u"803"_s });
    add({ u"dovecot"_s, u"mail"_s, u"2"_s, u"24"_s, u"1,970"_s });
    add({ u"recidive"_s, u"web-2"_s, u"0"_s, u"7"_s, u"61"_s });
    table->setModel(model);
    table->setColumns({ { 0, 150, 0, true }, { 1, 70, 1 }, { 2, 64, 2, false, true }, { 3, 64, 0, false, true },
        { 4, 70, 3, false, true } });
    return table;
}

} // namespace

namespace gallery {

QWidget *overviewPage()
{
    auto *page = new QWidget;
    auto *layout = column(page, measure::pageMargin, measure::cardGap);
    layout->setContentsMargins(16, 12, 16, 16);
    auto *banner = new Banner;
    banner->setContent({ ServerState::Degraded, u"lost protection"_s,
        { { u"web-1 lost protection"_s, {}, true }, { u" 12 s after the jail "_s }, { u"nginx-bad"_s, {}, false, true },
            { u" was activated by you. 3 of 4 jails are gone; the daemon still answers."_s } },
        u"Nothing has been changed since. Your previous configuration is kept."_s,
        { { u"rollback"_s, u"Disable jail and restart"_s, ButtonRole::Accent }, { u"log"_s, u"Show log"_s },
            { u"dismiss"_s, u"Dismiss"_s } } });
    layout->addWidget(banner);
    auto *answer = new AnswerHeader;
    answer->setAnswer(ServerState::Degraded, u"lost protection"_s, u"Two things need you"_s);
    answer->setSentence({ { u"web-1"_s, u"server:1"_s }, { u" lost protection 12 s after an activation · "_s },
        { u"db-1"_s, u"server:5"_s }, { u" has been busy for 40 s (reading 100,000 bans)"_s } });
    layout->addWidget(answer);
    auto *cards = new FlowLayout(190);
    cards->addWidget(serverCard(
        u"web-1"_s, ServerState::Degraded, u"now"_s, u"Lost 3 of 4 jails · 1.1.0 · 0.8 ms"_s, { 1, 27, 6701 }));
    cards->addWidget(
        serverCard(u"web-2"_s, ServerState::Online, u"4 s"_s, u"Online · 1.1.0 · 0.8 ms"_s, { 2, 55, 7168 }));
    cards->addWidget(
        serverCard(u"web-3"_s, ServerState::Online, u"4 s"_s, u"Online · 1.1.0 · 0.8 ms"_s, { 2, 35, 3612 }));
    cards->addWidget(
        serverCard(u"mail"_s, ServerState::Online, u"6 s"_s, u"Online · 1.0.2 · 0.8 ms"_s, { 2, 57, 4660 }));
    cards->addWidget(
        serverCard(u"db-1"_s, ServerState::Busy, u"44 s"_s, u"Busy for 40 s · 1.1.0 · 0.8 ms"_s, { 1, 25, 3825 }));
    layout->addLayout(cards);

    auto *line = new QHBoxLayout;
    line->setSpacing(measure::cardGap);
    auto *chartCard = new Card;
    chartCard->setTitle(u"Bans and failures per minute"_s, u"· last 72 minutes · 5 servers"_s);
    auto *chart = new RateChart;
    QList<RatePoint> points;
    for (int i = 0; i < 72; ++i) {
        if (i > 20 && i < 24)
            continue; // not reachable then
        const int busy = i > 48 && i < 56 ? 60 : 0;
        points.append({ 1'780'000'020'000 + i * 60'000LL, (i * 7) % 5 + busy / 6, 8 + (i * 37) % 23 + busy });
    }
    chart->setPoints(points);
    chart->setMinimumHeight(150);
    chartCard->body()->addWidget(chart);
    line->addWidget(chartCard, 7);
    auto *tableCard = new Card;
    tableCard->setTitle(u"Busiest jails"_s);
    TableView *table = jailTable();
    table->setMinimumWidth(300);
    tableCard->body()->addWidget(table);
    line->addWidget(tableCard, 5);
    layout->addLayout(line, 1);
    layout->addStretch(1);
    auto *receipt = new ReceiptBar;
    receipt->showReceipt(u"1"_s, ServerState::Online, u"done"_s, u"Unbanned 203.0.113.7 in 3 jails on 2 servers"_s,
        u"Undo"_s, u"Details"_s);
    layout->addWidget(receipt);
    return framed(page, u"Overview"_s);
}

QWidget *bansPage()
{
    auto *page = new QWidget;
    auto *layout = column(page, measure::pageMargin, measure::grid);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(measure::grid);
    auto *filter = new SearchLine(u"Filter: text, address or 203.0.113.0/24"_s);
    filter->setMinimumWidth(120);
    filter->setMaximumWidth(264);
    tools->addWidget(filter, 2);
    auto *jails = new FilterButton(u"Any jail"_s, u"%1 jails"_s);
    jails->setChoices({ { u"sshd"_s, u"sshd"_s }, { u"recidive"_s, u"recidive"_s } });
    tools->addWidget(jails);
    tools->addWidget(new FilterButton(u"Any country"_s, u"%1"_s));
    tools->addWidget(new FilterButton(u"Until: any"_s, u"%1"_s));
    tools->addStretch(1);
    tools->addWidget(new PlainLabel(u"214 bans · 2 selected"_s, PlainLabel::Tone::Secondary));
    for (const QString &text : { u"Why?"_s, u"Unban…"_s, u"Export"_s })
        tools->addWidget(makeButton(text, ButtonRole::Outlined, page));
    layout->addLayout(tools);
    auto *table = new TableView;
    auto *model = new QStandardItemModel(0, 8, table);
    model->setHorizontalHeaderLabels(
        { u"Address"_s, u"Jail"_s, u"Server"_s, u"Country"_s, u"Since"_s, u"Until"_s, u"Left"_s, u"Times"_s });
    for (int i = 0; i < 60; ++i) {
        const QString address
            = i % 3 == 0 ? u"2001:db8:%1::5f"_s.arg(i * 911 % 65535, 0, 16) : u"203.0.113.%1"_s.arg(i * 7 % 255);
        const QStringList cells { address, i % 2 ? u"sshd"_s : u"nginx-botsearch"_s, u"web-%1"_s.arg(i % 3 + 1),
            u"NL Netherlands"_s, u"14:%1"_s.arg(i, 2, 10, QChar(u'0')), i % 4 ? u"tomorrow 09:40"_s : u"never"_s,
            u"18 h 58 min"_s, QString::number(i % 9 + 1) };
        QList<QStandardItem *> row;
        for (const QString &cell : cells)
            row.append(new QStandardItem(cell));
        model->appendRow(row);
    }
    table->setModel(model);
    table->setColumns({ { 0, 200, 0, true }, { 1, 160, 0 }, { 2, 80, 1 }, { 3, 150, 3 }, { 4, 90, 2, false, true },
        { 5, 150, 4, false, true }, { 6, 120, 5, false, true }, { 7, 70, 6, false, true } });
    table->sortByColumn(4, Qt::DescendingOrder);
    table->selectRow(3);
    table->selectionModel()->select(model->index(4, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    layout->addWidget(table, 1);
    return framed(page, u"Bans"_s);
}

QWidget *activationDialog()
{
    auto *dialog = new DialogFrame;
    dialog->setHeading(u"Activate nginx-bad on web-2"_s,
        u"You can close this window: it goes on, and undoes itself if it cannot finish."_s);
    auto *steps = new StepList;
    const ServerState done = ServerState::Online;
    steps->setSteps({ { done, u"done"_s, u"Preflight"_s,
                          u"log exists and grows · 3 regexes compile on the server · would not ban you"_s, u"0.6 s"_s },
        { done, u"done"_s, u"Snapshot"_s, u"4 jails, 38 bans, 2 files kept"_s, u"0.2 s"_s },
        { done, u"done"_s, u"Dead-man timer armed on web-2"_s, u"restores everything in 120 s unless cancelled"_s,
            u"0.3 s"_s },
        { done, u"done"_s, u"Written"_s, u"jail.d/zz-bangui-nginx-bad.local (+6 lines)"_s, u"0.1 s"_s },
        { done, u"done"_s, u"Reloaded only this jail"_s, u"answered OK"_s, u"0.4 s"_s },
        { ServerState::Busy, u"running"_s, u"Verifying"_s,
            u"2 of 4: same process, 5 jails, 3 regexes, no errors in the log"_s, u"running"_s },
        { ServerState::Unknown, u"to come"_s, u"Confirm"_s, u"by itself after 60 s of health, or now"_s, {} } });
    dialog->body()->addWidget(steps);
    dialog->setFootNote(u"Undoes itself in 1:47"_s);
    dialog->addFootButton(makeButton(u"Undo now"_s, ButtonRole::Destructive, dialog));
    dialog->addFootButton(makeButton(u"Keep"_s, ButtonRole::Accent, dialog));
    dialog->resize(720, 500);
    return dialog;
}

QWidget *confirmDialog()
{
    Confirmation confirmation;
    confirmation.title = u"Unban 203.0.113.7"_s;
    confirmation.effect = u"Unbans 203.0.113.7 in 3 jails on 2 servers."_s;
    confirmation.detail = u"It may be banned again by the next failure."_s;
    confirmation.items = QStringList { u"web-1  sshd"_s, u"web-1  recidive"_s, u"mail   postfix-sasl"_s };
    confirmation.verb = u"Unban"_s;
    confirmation.checkText = u"Also allow it in these jails"_s;
    auto *dialog = new ConfirmDialog(confirmation);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    return dialog;
}

} // namespace gallery
