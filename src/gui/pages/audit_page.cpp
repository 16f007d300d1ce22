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
#include "texts/audit_texts.h"
#include "texts/effect_texts.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/state_delegate.h"

#include "ui_audit_page.h"

#include <QMenu>
#include <QToolButton>

namespace gui {

using namespace Qt::StringLiterals;
using models::AuditColumn;
using widgets::column;
using widgets::named;
using widgets::PlainLabel;
using widgets::stretched;

namespace {

enum Fact { Result, When, Server, User, Origin, FactCount };

} // namespace

AuditPage::AuditPage(const GuiContext &context, QWidget *parent)
    : TablePage(u"audit"_s, context, parent)
    , m_ui(std::make_unique<Ui::AuditPage>())
    , m_model(std::make_unique<models::AuditTableModel>(context.services.auditService, context.services.clock))
    , m_scoped(std::make_unique<AuditScopeModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"auditPage"_s);
    m_scoped->setSourceModel(m_model.get());
    buildTable();
    buildDetail();
    Parts parts;
    parts.filter = m_ui->auditFilter;
    parts.table = m_ui->auditTable;
    parts.counts = m_ui->auditCounts;
    parts.buttons = m_ui->actionButtons;
    parts.splitter = m_ui->auditSplitter;
    parts.detail = m_ui->auditDetail;
    parts.menuName = u"auditMenu"_s;
    adopt(parts);
    buildActions();

    connect(m_ui->auditFilter, &widgets::SearchLine::searchChanged, this, &AuditPage::applyFilter);

    connect(m_model.get(), &models::AuditTableModel::loadingChanged, this, &AuditPage::updateSoon);
    followRows(*m_scoped);
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
    table->setColumns({ column(AuditColumn::Time, 130, 0), named(column(AuditColumn::Server, 120, 1)),
        stretched(column(AuditColumn::Command, 240, 0)), column(AuditColumn::Result, 110, 0),
        column(AuditColumn::User, 90, 3), column(AuditColumn::Origin, 124, 4),
        stretched(column(AuditColumn::Detail, 200, 5)) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    table->setItemDelegateForColumn(
        static_cast<int>(AuditColumn::Result), new widgets::StateDelegate(roles, false, table));
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    // Newest first is the order in which the pages come: another one would be that of a part only.
    table->setSortingEnabled(false);
    table->setMinimumWidth(320);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AuditPage::showCurrent);
    connect(table, &widgets::TableView::selectedRowsChanged, this, &AuditPage::showCurrent);
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
    connect(m_details, &QAction::triggered, this, &AuditPage::openDetail);
    addButton(m_details, tr("Details"), u"auditDetailsButton"_s);
}

void AuditPage::refresh()
{
    m_read = true;
    m_model->reload();
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
    updateSoon();
}

void AuditPage::updateState()
{
    const int shown = m_scoped->rowCount();
    // A page of records may hold none of this group.
    const int screen = m_ui->auditTable->height() / std::max(1, m_ui->auditTable->rowHeight(0)) + 1;
    if (isCurrent() && shown < std::min(screen, 64) && m_scoped->canFetchMore({}) && !m_model->isLoading() && m_read)
        m_scoped->fetchMore({});
    setLoading(m_model->isLoading() && shown == 0, tr("Reading records…"));
    if (const auto error = m_model->error()) {
        texts::ErrorPlace place;
        place.activity = texts::ErrorPlace::Activity::Store;
        m_ui->auditTable->setEmptyState(texts::errorText(*error, place).sentence(), tr("Try again"));
    } else if (isFiltered()) {
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

void AuditPage::showCurrent()
{
    const QModelIndex index = selectedRow();
    m_details->setEnabled(index.isValid());
    m_copy->setEnabled(index.isValid());
    if (!isDetailShown())
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
    put(m_ui->auditAnswer, texts::auditAnswerLines(entry));
}

void AuditPage::fillMenu(QMenu &menu)
{
    menu.addActions({ m_details, m_copy });
}

} // namespace gui
