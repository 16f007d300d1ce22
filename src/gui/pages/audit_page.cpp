// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/audit_page.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/pages/audit_scope_model.h"
#include "gui/scope_controller.h"
#include "models/audit_table_model.h"
#include "platform/fonts.h"
#include "platform/icons.h"
#include "services/runtime_state.h"
#include "texts/effect_texts.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/loading_overlay.h"
#include "widgets/state_delegate.h"

#include "ui_audit_page.h"

#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>

namespace gui {

using namespace Qt::StringLiterals;
using models::AuditColumn;
using widgets::PlainLabel;

namespace {

enum Fact { Result, When, Server, User, Origin, FactCount };

widgets::TableColumn column(AuditColumn which, int width, int priority)
{
    widgets::TableColumn result;
    result.section = static_cast<int>(which);
    result.width = width;
    result.priority = priority;
    return result;
}

} // namespace

AuditPage::AuditPage(const GuiContext &context, QWidget *parent)
    : Page(u"audit"_s, parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::AuditPage>())
    , m_model(std::make_unique<models::AuditTableModel>(context.services.auditService, context.services.clock))
    , m_scoped(std::make_unique<AuditScopeModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"auditPage"_s);
    m_ui->auditCounts->setTone(PlainLabel::Tone::Secondary);
    m_ui->auditFilter->setShortcutHint(tr("Ctrl F"));
    m_scoped->setSourceModel(m_model.get());
    buildTable();
    buildDetail();
    buildActions();
    setDetailShown(false);

    connect(m_ui->auditFilter, &widgets::SearchLine::searchChanged, this, &AuditPage::applyFilter);
    const auto toTable = [this] { m_ui->auditTable->setFocus(Qt::OtherFocusReason); };
    connect(m_ui->auditFilter, &widgets::SearchLine::resultsRequested, this, toTable);
    connect(m_ui->auditFilter, &widgets::SearchLine::left, this, toTable);

    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &AuditPage::updateState);
    const auto soon = [this] { m_soon.start(); };
    connect(m_model.get(), &models::AuditTableModel::loadingChanged, this, soon);
    connect(m_scoped.get(), &QAbstractItemModel::rowsInserted, this, soon);
    connect(m_scoped.get(), &QAbstractItemModel::rowsRemoved, this, soon);
    connect(m_scoped.get(), &QAbstractItemModel::dataChanged, this, [this] { showCurrent(); });
    connect(&context.scope, &ScopeController::scopeChanged, this, &AuditPage::applyFilter);
    connect(&context.scope, &ScopeController::serversChanged, this, &AuditPage::applyFilter);
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this, [this] {
        m_model->setDateStyle(texts::dateStyle(m_context.services.runtimeState.settings()));
        showCurrent();
    });
    m_model->setDateStyle(texts::dateStyle(context.services.runtimeState.settings()));
}

AuditPage::~AuditPage() = default;

void AuditPage::buildTable()
{
    widgets::TableView *table = m_ui->auditTable;
    table->setModel(m_scoped.get());
    auto command = column(AuditColumn::Command, 240, 0);
    command.stretch = true;
    auto detail = column(AuditColumn::Detail, 200, 5);
    detail.stretch = true;
    table->setColumns({ column(AuditColumn::Time, 130, 0), column(AuditColumn::Server, 120, 1), command,
        column(AuditColumn::Result, 110, 0), column(AuditColumn::User, 90, 3), column(AuditColumn::Origin, 124, 4),
        detail });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    table->setItemDelegateForColumn(
        static_cast<int>(AuditColumn::Result), new widgets::StateDelegate(roles, false, table));
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    // Newest first is the order in which the pages come: another one would be that of a part only.
    table->setSortingEnabled(false);
    table->setMinimumWidth(320);
    m_overlay = new widgets::LoadingOverlay(table);
    m_overlay->setText(tr("Reading records…"));
    connect(table, &widgets::TableView::typed, m_ui->auditFilter, &widgets::SearchLine::takeTyped);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AuditPage::showCurrent);
    connect(table, &widgets::TableView::selectedRowsChanged, this, &AuditPage::showCurrent);
    connect(table, &widgets::TableView::detailsRequested, this, [this] {
        setDetailShown(true);
        showCurrent();
    });
    connect(table, &widgets::TableView::menuRequested, this, &AuditPage::openMenu);
    connect(table, &widgets::TableView::emptyActionRequested, this, [this] {
        if (m_ui->auditFilter->text().isEmpty())
            refresh();
        else
            m_ui->auditFilter->clear();
    });
}

void AuditPage::buildDetail()
{
    m_ui->auditDetail->setMinimumWidth(300);
    m_ui->auditSplitter->setStretchFactor(0, 1);
    m_ui->auditSplitter->setSizes({ 680, 360 });
    m_ui->detailCommand->setTone(PlainLabel::Tone::Strong);
    m_ui->wordsTitle->setTone(PlainLabel::Tone::Secondary);
    m_ui->answerTitle->setTone(PlainLabel::Tone::Secondary);
    const QFont mono = platform::monospaceFont(font());
    m_ui->auditWords->setFont(mono);
    m_ui->auditAnswer->setFont(mono);
    auto *close = widgets::makeIconButton(platform::Icon::Close, tr("Close details"), this, u"closeAuditDetail"_s);
    m_ui->detailHead->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, [this] { goBack(); });
    const std::array<QString, FactCount> titles { tr("Result"), tr("Sent"), tr("Server"), tr("User"),
        //: window or command line
        tr("From") };
    for (int fact = 0; fact < FactCount; ++fact) {
        const QString &title = titles[static_cast<size_t>(fact)];
        auto *value = new PlainLabel(m_ui->auditDetail);
        value->setObjectName(u"auditFact_%1"_s.arg(fact));
        value->setWordWrap(true);
        m_ui->facts->addWidget(
            new PlainLabel(title, PlainLabel::Tone::Secondary, m_ui->auditDetail), fact, 0, Qt::AlignTop);
        m_ui->facts->addWidget(value, fact, 1);
        m_facts.append(value);
    }
}

void AuditPage::buildActions()
{
    m_details = addPageAction(u"actionAuditDetails"_s, tr("&Details"));
    m_copy = addPageAction(u"actionCopyAudit"_s, tr("&Copy"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    connect(m_copy, &QAction::triggered, this, [this] { m_ui->auditTable->copySelection(); });
    connect(m_details, &QAction::triggered, this, [this] {
        setDetailShown(true);
        showCurrent();
    });
    auto *button = widgets::makeButton(tr("Details"), widgets::ButtonRole::Outlined, this, u"auditDetailsButton"_s);
    m_ui->actionButtons->addWidget(button);
    connect(button, &QPushButton::clicked, m_details, &QAction::trigger);
    connect(m_details, &QAction::changed, button,
        [button, action = m_details] { button->setEnabled(action->isEnabled()); });
}

void AuditPage::refresh()
{
    m_read = true;
    m_model->reload();
}

void AuditPage::focusFilter()
{
    m_ui->auditFilter->setFocus(Qt::ShortcutFocusReason);
    m_ui->auditFilter->selectAll();
}

bool AuditPage::goBack()
{
    if (!m_ui->auditDetail->isHidden()) {
        setDetailShown(false);
        m_ui->auditTable->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (m_ui->auditFilter->text().isEmpty())
        return false;
    m_ui->auditFilter->clear();
    return true;
}

void AuditPage::open(const QVariantMap &request)
{
    m_ui->auditFilter->setText(request.value(u"filter"_s).toString());
    applyFilter();
}

void AuditPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    if (!current)
        return;
    applyFilter();
    if (!std::exchange(m_read, true))
        m_model->reload();
    updateState();
}

void AuditPage::applyFilter()
{
    const core::Scope &scope = m_context.scope.scope();
    const bool one = scope.kind == core::Scope::Kind::Server;
    std::optional<QSet<core::ServerId>> servers;
    if (scope.kind == core::Scope::Kind::Group) {
        const QList<core::ServerId> &all = m_context.scope.servers();
        servers = QSet<core::ServerId>(all.cbegin(), all.cend());
    }
    m_scoped->setServers(servers);
    m_ui->auditTable->setColumnShown(static_cast<int>(AuditColumn::Server), !one);
    if (!isCurrent())
        return; // a hidden page reads nothing
    m_model->setFilter(one ? scope.server : core::ServerId(), m_ui->auditFilter->text());
    m_soon.start();
}

void AuditPage::updateState()
{
    const int shown = m_scoped->rowCount();
    // A page of records may hold none of this group.
    const int screen = m_ui->auditTable->height() / std::max(1, m_ui->auditTable->rowHeight(0)) + 1;
    if (isCurrent() && shown < std::min(screen, 64) && m_scoped->canFetchMore({}) && !m_model->isLoading() && m_read)
        m_scoped->fetchMore({});
    m_overlay->setLoading(m_model->isLoading() && shown == 0);
    const bool filtered = !m_ui->auditFilter->text().isEmpty();
    if (const auto error = m_model->error()) {
        texts::ErrorPlace place;
        place.activity = texts::ErrorPlace::Activity::Store;
        m_ui->auditTable->setEmptyState(texts::errorText(*error, place).sentence(), tr("Try again"));
    } else if (filtered) {
        m_ui->auditTable->setEmptyState(tr("No record matches the filter."), tr("Clear filter"));
    } else {
        m_ui->auditTable->setEmptyState(tr("BanGUI has changed nothing on these servers yet."));
    }
    const bool more = m_scoped->canFetchMore({});
    const QString count
        = texts::counted(shown, QT_TRANSLATE_NOOP("texts", "1 record"), QT_TRANSLATE_N_NOOP("texts", "%Ln records"));
    //: %1: "200 records"; older ones are read when they are scrolled to
    m_ui->auditCounts->setText(more ? tr("newest %1").arg(count) : count);
    showCurrent();
}

QModelIndex AuditPage::current() const
{
    const QModelIndexList selected = m_ui->auditTable->selectedRowIndexes();
    return selected.isEmpty() ? QModelIndex() : selected.constFirst();
}

void AuditPage::showCurrent()
{
    const QModelIndex index = current();
    m_details->setEnabled(index.isValid());
    m_copy->setEnabled(index.isValid());
    if (m_ui->auditDetail->isHidden())
        return;
    const core::AuditEntry entry
        = index.isValid() ? m_model->entryAt(m_scoped->mapToSource(index).row()) : core::AuditEntry();
    const bool any = index.isValid();
    const texts::DateStyle style = texts::dateStyle(m_context.services.runtimeState.settings());
    m_ui->detailCommand->setText(any ? texts::commandText(entry.words) : tr("No record is selected."));
    QString result = any ? texts::auditResultWord(entry.result) : QString();
    if (any && entry.finishedAt > 0)
        //: %1: "done", %2: how long it took, "0.6 s"
        result = tr("%1, after %2").arg(result, texts::took(entry.finishedAt - entry.at));
    const std::array<QString, FactCount> values { result,
        any ? texts::exactDateTime(entry.at / 1000, style) : QString(), core::visibleText(entry.serverName),
        core::visibleText(entry.user), any ? texts::originText(entry.origin) : QString() };
    for (int fact = 0; fact < FactCount; ++fact)
        m_facts.at(fact)->setText(values[static_cast<size_t>(fact)]);
    const auto put = [](QPlainTextEdit *edit, const QString &text) {
        if (edit->toPlainText() != text)
            edit->setPlainText(text);
    };
    put(m_ui->auditWords, texts::commandLine(entry.words));
    put(m_ui->auditAnswer, core::visibleLines(entry.detail));
}

void AuditPage::setDetailShown(bool shown)
{
    m_ui->auditDetail->setVisible(shown);
}

void AuditPage::openMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"auditMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({ m_details, m_copy });
    menu->popup(globalPosition);
}

void AuditPage::saveState(QSettings &settings) const
{
    settings.setValue(u"table"_s, m_ui->auditTable->saveState());
    settings.setValue(u"splitter"_s, m_ui->auditSplitter->saveState());
    settings.setValue(u"detail"_s, !m_ui->auditDetail->isHidden());
}

void AuditPage::restoreState(const QSettings &settings)
{
    m_ui->auditTable->restoreState(settings.value(u"table"_s).toByteArray());
    m_ui->auditSplitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    setDetailShown(settings.value(u"detail"_s, false).toBool());
}

} // namespace gui
