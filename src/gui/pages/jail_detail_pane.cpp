// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/jail_detail_pane.h"

#include "core/visible_text.h"
#include "gui/dialogs/tune_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/jail_detail_targets.h"
#include "models/jail_detail_model.h"
#include "platform/colours.h"
#include "platform/style.h"
#include "services/jail_service.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/property_texts.h"
#include "widgets/buttons.h"
#include "widgets/loading_overlay.h"
#include "widgets/page_tabs.h"
#include "widgets/plain_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using models::JailDetailSection;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {

/// The titles are ours and few: they are whole, in every language and at every size of the font.
void fitTitles(QTreeView &tree)
{
    constexpr int least = 140;
    const QAbstractItemModel &model = *tree.model();
    int widest = least;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex section = model.index(row, 0);
        if (tree.isRowHidden(row, {}))
            continue;
        for (int child = 0; child < model.rowCount(section); ++child) {
            const QModelIndex index = model.index(child, 0, section);
            if (tree.isFirstColumnSpanned(child, section))
                continue;
            // With the margins that the style adds.
            widest = std::max(widest, tree.sizeHintForIndex(index).width() + 2 * tree.indentation());
            for (int part = 0; part < model.rowCount(index); ++part) // an action's properties
                widest = std::max(
                    widest, tree.sizeHintForIndex(model.index(part, 0, index)).width() + 3 * tree.indentation());
        }
    }
    // The values need room, too. A tree that is not shown has no width of its own yet.
    tree.header()->resizeSection(0, std::min(widest, std::max(least, tree.parentWidget()->width() * 3 / 5)));
}

} // namespace

JailDetailPane::JailDetailPane(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(std::make_unique<models::JailDetailModel>())
{
    setObjectName(u"jailDetail"_s);
    m_title = new widgets::MonoLabel(this);
    m_title->setObjectName(u"detailTitle"_s);
    QFont strong = m_title->font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_sub = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_sub->setObjectName(u"detailServer"_s);
    auto *close = widgets::makeIconButton(platform::Icon::Close, tr("Close details"), this, u"closeDetail"_s);
    connect(close, &QToolButton::clicked, this, &JailDetailPane::closeRequested);
    m_mark = new PlainLabel(QString(), PlainLabel::Tone::Warning, this);
    m_mark->setObjectName(u"runtimeMark"_s);
    m_mark->setWordWrap(true);
    m_problem = new PlainLabel(QString(), PlainLabel::Tone::Lost, this);
    m_problem->setObjectName(u"detailProblem"_s);
    m_problem->setWordWrap(true);

    m_tabs = new widgets::PageTabs(this);
    m_tabs->setObjectName(u"detailTabs"_s);
    m_tabs->setAccessibleName(tr("Details of the jail"));
    m_tabs->addPage(u"properties"_s, tr("Properties"));
    m_tabs->addPage(u"regexes"_s, tr("Regexes"));
    m_tabs->addPage(u"actions"_s, tr("Actions"));
    m_stack = new QStackedWidget(this);
    m_trees[Properties] = makeTree(u"propertyTree"_s, tr("Properties of the jail"));
    m_trees[Regexes] = makeTree(u"regexTree"_s, tr("Regexes of the jail"));
    m_trees[Actions] = makeTree(u"actionTree"_s, tr("Actions of the jail"));
    connect(m_tabs, &widgets::PageTabs::pageChanged, this, [this](const QString &id) {
        m_stack->setCurrentIndex(static_cast<int>(m_tabs->pages().indexOf(id)));
        updateButtons();
    });
    m_overlay = new widgets::LoadingOverlay(m_stack);
    m_overlay->setText(tr("Reading the jail…"));

    m_change = widgets::makeButton(tr("Change…"), widgets::ButtonRole::Outlined, this, u"tuneButton"_s);
    m_add = widgets::makeButton(tr("Add…"), widgets::ButtonRole::Outlined, this, u"addLineButton"_s);
    m_remove = widgets::makeButton(tr("Remove…"), widgets::ButtonRole::Outlined, this, u"removeLineButton"_s);
    connect(m_change, &QPushButton::clicked, this, &JailDetailPane::change);
    connect(m_add, &QPushButton::clicked, this, &JailDetailPane::addLine);
    connect(m_remove, &QPushButton::clicked, this, &JailDetailPane::removeLine);

    m_activate = widgets::makeButton(tr("Activate…"), widgets::ButtonRole::Outlined, this, u"activateJailButton"_s);
    m_deactivate
        = widgets::makeButton(tr("Deactivate…"), widgets::ButtonRole::Outlined, this, u"deactivateJailButton"_s);
    connect(m_activate, &QPushButton::clicked, this, &JailDetailPane::activateRequested);
    connect(m_deactivate, &QPushButton::clicked, this, &JailDetailPane::deactivateRequested);
    m_inactiveText = new PlainLabel(QString(), this);
    m_inactiveText->setObjectName(u"inactiveText"_s);
    m_inactiveText->setWordWrap(true);
    m_inactiveText->hide();

    m_filler = new QWidget(this);

    auto *head = new QHBoxLayout;
    head->setSpacing(measure::grid);
    head->addWidget(m_title);
    head->addWidget(m_sub, 1);
    head->addWidget(close);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(measure::grid);
    foot->addWidget(m_deactivate);
    foot->addStretch(1);
    foot->addWidget(m_activate);
    for (QPushButton *button : { m_change, m_add, m_remove })
        foot->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::grid + measure::inControl, measure::inControl, measure::grid, measure::grid);
    layout->setSpacing(measure::inControl);
    layout->addLayout(head);
    layout->addWidget(m_mark);
    layout->addWidget(m_problem);
    layout->addWidget(m_inactiveText);
    layout->addWidget(m_tabs);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_filler, 1);
    layout->addLayout(foot);

    connect(&context.services.jailService, &services::JailService::jailDetailChanged, this,
        [this](core::ServerId id, const QString &jail) {
            if (id == m_server && jail == m_jail)
                refresh();
        });
    showJail({}, {});
}

JailDetailPane::~JailDetailPane() = default;

QTreeView *JailDetailPane::makeTree(const QString &name, const QString &accessibleName)
{
    auto *tree = new QTreeView(m_stack);
    tree->setObjectName(name);
    tree->setAccessibleName(accessibleName);
    tree->setModel(m_model.get());
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    tree->setRootIsDecorated(true);
    tree->setIndentation(14);
    tree->setAlternatingRowColors(false);
    tree->setContextMenuPolicy(Qt::CustomContextMenu);
    tree->header()->setStretchLastSection(true);
    tree->header()->resizeSection(0, 200);
    tree->setTextElideMode(Qt::ElideRight);
    m_stack->addWidget(tree);
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &JailDetailPane::updateButtons);
    connect(tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (index.data(models::TunableRole).toBool())
            change();
    });
    connect(tree, &QWidget::customContextMenuRequested, this,
        [this, tree](const QPoint &position) { openMenu(tree, position); });
    return tree;
}

void JailDetailPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), platform::ColourRole::Panel));
}

void JailDetailPane::showJail(core::ServerId server, const QString &jail)
{
    const bool same = server == m_server && jail == m_jail && !m_inactive;
    m_server = server;
    m_jail = jail;
    m_inactive = false;
    m_inactiveText->hide();
    if (same && !jail.isEmpty())
        return;
    m_request.cancel();
    m_model->clear();
    m_problem->hide();
    m_mark->hide();
    m_title->setText(core::visibleText(jail));
    const bool any = !jail.isEmpty();
    for (QWidget *part : std::initializer_list<QWidget *> { m_title, m_tabs, m_stack })
        part->setVisible(any);
    m_filler->setVisible(!any);
    const auto profile = m_context.services.serverRegistry.profile(server);
    const QString name = core::visibleText(m_context.services.serverRegistry.nameOf(server));
    if (!any)
        m_sub->setText(tr("Choose a jail to see its properties."));
    else if (profile && profile->readOnly)
        //: Behind a jail's name; %1: name of a server
        m_sub->setText(tr("on %1 · read-only").arg(name));
    else
        //: Behind a jail's name; %1: name of a server
        m_sub->setText(tr("on %1").arg(name));
    updateButtons();
    if (!jail.isEmpty())
        refresh();
}

void JailDetailPane::showInactive(
    core::ServerId server, const QString &jail, const QString &sentence, const QString &problem)
{
    const bool same = m_inactive && server == m_server && jail == m_jail;
    if (same && m_inactiveText->text() == sentence)
        return;
    if (!same)
        showJail({}, {});
    m_server = server;
    m_jail = jail;
    m_inactive = true;
    m_title->setText(core::visibleText(jail));
    m_title->show();
    //: Behind a jail's name; %1: name of a server
    m_sub->setText(tr("on %1 · does not run").arg(core::visibleText(m_context.services.serverRegistry.nameOf(server))));
    m_inactiveText->setText(sentence);
    m_inactiveText->show();
    m_activate->setToolTip(problem);
    updateButtons();
}

void JailDetailPane::refresh()
{
    if (m_jail.isEmpty() || m_inactive)
        return;
    m_overlay->setLoading(m_model->rowCount() == 0);
    m_request = m_context.services.jailService.fetchDetail(
        m_server, m_jail, this, [this](const core::Result<core::JailDetail> &detail) { onDetail(detail); });
}

void JailDetailPane::onDetail(const core::Result<core::JailDetail> &detail)
{
    if (!detail && detail.error().code == core::ErrorCode::Cancelled)
        return;
    m_overlay->setLoading(false);
    m_problem->setVisible(!detail);
    if (!detail) {
        texts::ErrorPlace place;
        place.server = m_context.services.serverRegistry.nameOf(m_server);
        place.subject = m_jail;
        m_problem->setText(texts::errorText(detail.error(), place).sentence());
        return;
    }
    const QStringList changes = m_context.services.jailService.runtimeChanges(m_server, m_jail);
    m_model->setDetail(u"%1/%2"_s.arg(m_server.value).arg(m_jail), *detail, changes);
    QStringList titles;
    for (const QString &change : changes)
        titles.append(texts::propertyTitle(change));
    //: %1: titles of properties
    m_mark->setText(tr("Changed while running: %1. Lost at the next reload.").arg(titles.join(u", "_s)));
    m_mark->setVisible(!changes.isEmpty());
    updateSections();
    for (QTreeView *tree : m_trees)
        fitTitles(*tree);
    updateButtons();
}

void JailDetailPane::updateSections()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        Tab wanted = Properties;
        bool lines = true; // which have no value beside them
        switch (static_cast<JailDetailSection>(index.data(models::SectionRole).toInt())) {
        case JailDetailSection::Properties:
        case JailDetailSection::Count_:
            lines = false;
            break;
        case JailDetailSection::Addresses:
        case JailDetailSection::Logs:
            break;
        case JailDetailSection::Regexes:
        case JailDetailSection::IgnoreRegexes:
            wanted = Regexes;
            break;
        case JailDetailSection::Actions:
            wanted = Actions;
            lines = false;
            break;
        }
        for (int tab = 0; tab < TabCount; ++tab) {
            QTreeView *tree = m_trees[static_cast<size_t>(tab)];
            tree->setRowHidden(row, {}, tab != wanted);
            tree->setFirstColumnSpanned(row, {}, true);
            tree->expand(index);
            if (tab == Regexes || tab == Properties) {
                for (int child = 0; child < m_model->rowCount(index); ++child) {
                    tree->expand(m_model->index(child, 0, index));
                    tree->setFirstColumnSpanned(child, index, lines);
                }
            }
        }
    }
}

QTreeView *JailDetailPane::currentTree() const
{
    return m_trees[static_cast<size_t>(std::max(0, m_stack->currentIndex()))];
}

bool JailDetailPane::mayChange() const
{
    const auto profile = m_context.services.serverRegistry.profile(m_server);
    return profile && !profile->readOnly && !m_jail.isEmpty();
}

void JailDetailPane::updateButtons()
{
    const QModelIndex index = currentTree()->currentIndex().siblingAtColumn(0);
    const bool inList = !listOf(index).isEmpty();
    m_change->setEnabled(mayChange() && isTunableProperty(index) && !inList);
    m_add->setEnabled(mayChange() && inList);
    m_remove->setEnabled(mayChange() && isLineOfList(index));
    const bool any = !m_jail.isEmpty() && !m_inactive;
    m_activate->setVisible(m_inactive);
    m_activate->setEnabled(mayChange());
    m_deactivate->setVisible(any);
    m_deactivate->setEnabled(mayChange());
    m_deactivate->setToolTip(any && !mayChange() ? tr("This server is read-only in BanGUI.") : QString());
    m_change->setVisible(any && m_stack->currentIndex() == Properties);
    m_add->setVisible(any && m_stack->currentIndex() != Actions);
    m_remove->setVisible(any && m_stack->currentIndex() != Actions);
}

void JailDetailPane::change()
{
    const QModelIndex index = currentTree()->currentIndex().siblingAtColumn(0);
    if (!mayChange() || !index.data(models::TunableRole).toBool())
        return;
    if (listOf(index).isEmpty())
        Q_EMIT tuneRequested(changeTarget(m_server, m_jail, m_model->detail(), index));
    else
        addLine();
}

void JailDetailPane::addLine()
{
    const QModelIndex index = currentTree()->currentIndex().siblingAtColumn(0);
    if (!listOf(index).isEmpty() && mayChange())
        Q_EMIT tuneRequested(additionTarget(m_server, m_jail, index));
}

void JailDetailPane::removeLine()
{
    const QModelIndex index = currentTree()->currentIndex().siblingAtColumn(0);
    if (isLineOfList(index) && mayChange())
        Q_EMIT tuneRequested(removalTarget(m_server, m_jail, index));
}

void JailDetailPane::openMenu(QTreeView *tree, const QPoint &position)
{
    const QModelIndex index = tree->currentIndex();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QPushButton *button, void (JailDetailPane::*slot)()) {
        QAction *action = menu->addAction(button->text());
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, this, slot);
    };
    add(m_change, &JailDetailPane::change);
    add(m_add, &JailDetailPane::addLine);
    add(m_remove, &JailDetailPane::removeLine);
    menu->addSeparator();
    QAction *copy = menu->addAction(tr("Copy value"));
    copy->setEnabled(index.isValid());
    connect(copy, &QAction::triggered, this, [index = QPersistentModelIndex(index)] {
        const QModelIndex value = index.sibling(index.row(), static_cast<int>(models::JailDetailColumn::Value));
        const QString text = value.data(Qt::DisplayRole).toString();
        QGuiApplication::clipboard()->setText(text.isEmpty() ? index.data(Qt::DisplayRole).toString() : text);
    });
    menu->popup(tree->viewport()->mapToGlobal(position));
}

} // namespace gui
