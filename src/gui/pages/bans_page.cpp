// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/bans_page.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/dialogs/ban_details.h"
#include "gui/dialogs/ban_exporter.h"
#include "gui/dialogs/unban_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/ban_filters.h"
#include "gui/pages/scope_notice.h"
#include "gui/scope_controller.h"
#include "gui/server_health.h"
#include "gui/window_models.h"
#include "models/ban_export.h"
#include "models/ban_table_model.h"
#include "models/freshness.h"
#include "platform/icons.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/confirm_dialog.h"

#include "ui_bans_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>

namespace gui {

using namespace Qt::StringLiterals;
using models::BanColumn;
using widgets::byContent;
using widgets::column;
using widgets::monospace;
using widgets::named;
using widgets::numbers;
using widgets::stretched;

BansPage::BansPage(const GuiContext &context, QWidget *parent)
    : TablePage(u"bans"_s, context, parent)
    , m_ui(std::make_unique<Ui::BansPage>())
    , m_exporter(std::make_unique<BanExporter>(context, *this))
{
    m_ui->setupUi(this);
    setObjectName(u"bansPage"_s);
    m_ui->banTable->setModel(&context.models.bans());
    m_ui->banTable->setColumns({ byContent(monospace(column(BanColumn::Address, 150, 0))),
        byContent(stretched(monospace(column(BanColumn::Jail, 160, 0)))),
        byContent(named(column(BanColumn::Server, 150, 1))), byContent(numbers(column(BanColumn::Since, 140, 3))),
        byContent(numbers(column(BanColumn::Until, 140, 2))), byContent(numbers(column(BanColumn::Left, 100, 1))) });
    m_ui->banTable->setSortingEnabled(true);
    m_ui->banTable->sortByColumn(static_cast<int>(BanColumn::Since), Qt::DescendingOrder);
    Parts parts;
    parts.filter = m_ui->banFilter;
    parts.table = m_ui->banTable;
    parts.counts = m_ui->banCounts;
    parts.buttons = m_ui->actionButtons;
    parts.notice = m_ui->banNotice;
    parts.menuName = u"banMenu"_s;
    adopt(parts);

    m_filters = new BanFilters(context, *m_ui->banFilter, *m_ui->filterButtons, this);
    buildActions();

    connect(m_ui->banTable, &widgets::TableView::removeRequested, this, &BansPage::unbanSelected);
    connect(m_ui->banTable, &widgets::TableView::detailsRequested, this, &BansPage::showDetails);
    connect(m_ui->banTable, &widgets::TableView::selectedRowsChanged, this, &BansPage::updateCounts);

    connect(m_filters, &BanFilters::changed, this, &BansPage::updateSoon);
    connect(&context.services.banService, &services::BanService::snapshotChanged, this, &BansPage::updateSoon);
    connect(&context.services.runtimeState, &services::RuntimeState::statusChanged, this, &BansPage::updateSoon);
    connect(&context.models.bans(), &models::BanTableModel::countsChanged, this, &BansPage::updateSoon);
    connect(&context.models.bans(), &models::BanTableModel::jailNamesChanged, m_filters, &BanFilters::updateChoices);
    connect(&context.scope, &ScopeController::scopeChanged, this, &BansPage::applyScope);
    connect(&context.scope, &ScopeController::serversChanged, this, &BansPage::applyScope);
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this,
        [this](const core::Settings &, const core::Settings &after) {
            m_context.models.bans().setDateStyle(texts::dateStyle(after));
        });
    context.models.bans().setDateStyle(texts::dateStyle(context.services.runtimeState.settings()));

    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &BansPage::tick);
    applyScope();
}

BansPage::~BansPage() = default;

void BansPage::buildActions()
{
    m_unban = addPageAction(u"actionUnban"_s, tr("&Unban…"));
    m_unban->setIcon(platform::icon(platform::Icon::Unban));
    m_unbanEverywhere
        = addPageAction(u"actionUnbanEverywhere"_s, tr("Unban in &every jail…"), Qt::CTRL | Qt::SHIFT | Qt::Key_U);
    m_unbanAll = addPageAction(u"actionUnbanAll"_s, tr("Unban &all of the scope…"));
    m_details = addPageAction(u"actionBanDetails"_s, tr("&Details"));
    m_copy = addPageAction(u"actionCopyBans"_s, tr("&Copy"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    m_copyAddresses
        = addPageAction(u"actionCopyAddresses"_s, tr("Copy a&ddresses only"), Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    m_exportCsv = addPageAction(u"actionExportCsv"_s, tr("Export as C&SV…"), Qt::CTRL | Qt::Key_E);
    m_exportCsv->setIcon(platform::icon(platform::Icon::Export));
    m_exportJson = addPageAction(u"actionExportJson"_s, tr("Export as &JSON…"));

    //: Tool tip; Del is the Delete key
    m_unban->setToolTip(tr("Unban the selected bans (Del)"));
    m_copy->setToolTip(tr("Copy the selected bans as text (Ctrl+C)"));
    addButton(m_unban, tr("Unban…"), u"unbanButton"_s);
    addButton(m_copy, tr("Copy"), u"copyButton"_s);
    m_exportButton = widgets::makeButton(tr("Export"), widgets::ButtonRole::Outlined, this, u"exportButton"_s);
    auto *exportMenu = new QMenu(m_exportButton);
    exportMenu->addActions({ m_exportCsv, m_exportJson });
    m_exportButton->setMenu(exportMenu);
    m_ui->actionButtons->addWidget(m_exportButton);

    connect(m_unban, &QAction::triggered, this, &BansPage::unbanSelected);
    connect(m_unbanEverywhere, &QAction::triggered, this, &BansPage::unbanEverywhere);
    connect(m_unbanAll, &QAction::triggered, this, &BansPage::unbanAll);
    connect(m_details, &QAction::triggered, this, [this] { showDetails(m_ui->banTable->currentIndex()); });
    connect(m_copy, &QAction::triggered, this, [this] { m_ui->banTable->copySelection(); });
    connect(m_copyAddresses, &QAction::triggered, this, [this] {
        const models::BanTableModel &model = m_context.models.bans();
        const QList<int> rows = model.selectedRows(m_ui->banTable->selectionModel()->selection());
        QGuiApplication::clipboard()->setText(models::BanExport(model).addressesText(rows));
    });
    const auto exported = [this](BanExporter::Format format) {
        const models::BanTableModel &model = m_context.models.bans();
        const QList<int> selected = model.selectedRows(m_ui->banTable->selectionModel()->selection());
        m_exporter->start(format, selected.size() > 1 ? selected : QList<int>());
    };
    connect(m_exportCsv, &QAction::triggered, this, [exported] { exported(BanExporter::Format::Csv); });
    connect(m_exportJson, &QAction::triggered, this, [exported] { exported(BanExporter::Format::Json); });
    connect(m_exporter.get(), &BanExporter::failed, this, &Page::failed);
}

void BansPage::refresh()
{
    for (const core::ServerId id : m_context.scope.servers())
        m_context.services.banService.refresh(id);
}

bool BansPage::isFiltered() const
{
    return !m_context.models.bans().filter().isEmpty();
}

void BansPage::clearFilter()
{
    m_filters->clear();
}

void BansPage::open(const QVariantMap &request)
{
    m_filters->setFilter(request.value(u"filter"_s).toString(), request.value(u"jail"_s).toString(),
        request.value(u"server"_s).value<core::ServerId>());
    m_ui->banTable->setFocus(Qt::OtherFocusReason);
    if (m_context.models.bans().rowCount() > 0)
        m_ui->banTable->selectRow(0);
}

void BansPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    // Lists are kept current only for servers that somebody looks at.
    m_context.services.banService.setWatched(current ? m_context.scope.servers() : QList<core::ServerId>());
    if (!current) {
        m_tick.stop();
        return;
    }
    m_tick.start();
    tick();
    updateState();
}

void BansPage::applyScope()
{
    m_context.models.bans().setScope(m_context.scope.servers());
    m_filters->updateChoices();
    m_ui->banTable->setColumnShown(static_cast<int>(BanColumn::Server), m_context.scope.servers().size() > 1);
    if (isCurrent())
        m_context.services.banService.setWatched(m_context.scope.servers());
    updateSoon();
}

QString BansPage::emptySentence(const ScopeNotice &notice) const
{
    if (isFiltered())
        return tr("No ban matches the filter.");
    if (!notice.isComplete())
        return tr("No bans on the servers that have answered.");
    qint64 jails = 0;
    for (const core::ServerId id : m_context.scope.servers())
        jails += m_context.services.runtimeState.status(id).jails.size();
    const auto count = static_cast<int>(m_context.scope.servers().size());
    if (count == 1)
        //: %1: name of a server, %2: "4 jails"
        return tr("No bans on %1. fail2ban is watching with %2.").arg(m_context.scope.title(), texts::jails(jails));
    //: %1: "5 servers", %2: "4 jails"
    return tr("No bans on these %1. fail2ban is watching with %2.").arg(texts::servers(count), texts::jails(jails));
}

void BansPage::updateState()
{
    ScopeNotice notice;
    for (const core::ServerId id : m_context.scope.servers()) {
        const services::BanSnapshot &snapshot = m_context.services.banService.snapshot(id);
        notice.add(m_context, id, snapshot.fetchedAt, snapshot.loading, snapshot.error);
    }
    setLoading(notice.isLoading() && m_context.models.bans().totalInScope() == 0, tr("Reading bans…"));
    if (!showNotice(notice))
        m_ui->banTable->setEmptyState(emptySentence(notice), isFiltered() ? tr("Clear filter") : tr("Refresh"));
    updateCounts();
}

qint64 BansPage::lastKnownBans() const
{
    qint64 bans = 0;
    for (const core::ServerId id : m_context.scope.servers()) {
        if (!models::isStale(m_context.services.runtimeState.status(id)))
            continue;
        for (const services::JailBans &jail : m_context.services.banService.snapshot(id).jails)
            bans += jail.bans ? static_cast<qint64>(jail.bans->size()) : 0;
    }
    return bans;
}

void BansPage::updateCounts()
{
    const models::BanTableModel &model = m_context.models.bans();
    const auto selected = static_cast<qint64>(m_ui->banTable->selectedRowIndexes().size());
    const qint64 all = model.totalInScope();
    const QString total = withLastKnown(texts::bans(all), all, lastKnownBans());
    QString text = model.filter().isEmpty() ? total
                                            //: "12 of 214 bans"; %1: a number, %2: "214 bans"
                                            : tr("%1 of %2").arg(texts::number(model.visibleCount()), total);
    if (selected > 0)
        //: %1: "214 bans", %2: number of selected rows
        text = tr("%1 · %2 selected").arg(text, texts::number(selected));
    m_ui->banCounts->setText(text);
    for (QAction *action : { m_unban, m_unbanEverywhere, m_copy, m_copyAddresses, m_details })
        action->setEnabled(selected > 0);
    m_unbanAll->setEnabled(model.totalInScope() > 0);
    const bool any = model.rowCount() > 0;
    m_exportCsv->setEnabled(any);
    m_exportJson->setEnabled(any);
    m_exportButton->setEnabled(any);
}

void BansPage::tick()
{
    const int first = m_ui->banTable->rowAt(0);
    int last = m_ui->banTable->rowAt(m_ui->banTable->viewport()->height() - 1);
    if (last < 0)
        last = m_context.models.bans().rowCount() - 1;
    m_context.models.bans().tick(m_context.services.clock.nowMs(), std::max(0, first), last);
}

void BansPage::unbanSelected()
{
    services::UnbanRequest request;
    request.items = m_context.models.bans().unbanItems(m_ui->banTable->selectionModel()->selection());
    if (!request.items.isEmpty())
        openUnban(request);
}

void BansPage::unbanEverywhere()
{
    services::UnbanRequest request;
    const auto items = m_context.models.bans().unbanItems(m_ui->banTable->selectionModel()->selection());
    for (const services::UnbanItem &item : items) {
        for (const core::ServerId id : m_context.scope.servers()) {
            const services::UnbanItem everywhere { id, {}, item.target };
            if (!request.items.contains(everywhere))
                request.items.append(everywhere);
        }
    }
    if (!request.items.isEmpty())
        openUnban(request);
}

void BansPage::unbanAll()
{
    services::UnbanRequest request;
    request.allOf = m_context.scope.servers();
    openUnban(request);
}

void BansPage::openUnban(const services::UnbanRequest &request)
{
    auto *dialog
        = new UnbanDialog(m_context, request, this, [this](const core::Result<QList<core::Receipt>> &receipts) {
              Q_EMIT changeEnded(texts::ReceiptVerb::Unban, receipts);
          });
    dialog->open();
}

void BansPage::fillMenu(QMenu &menu)
{
    menu.addActions({ m_unban, m_unbanEverywhere });
    menu.addSeparator();
    menu.addActions({ m_details, m_copy, m_copyAddresses });
    const QModelIndex index = m_ui->banTable->currentIndex();
    if (index.isValid()) {
        const core::ServerId server = m_context.models.bans().serverAt(index.row());
        const QString jail = m_context.models.bans().jailAt(index.row());
        //: %1: name of a jail
        QAction *show = menu.addAction(tr("Show &jail %1").arg(core::visibleText(jail).replace(u'&', u"&&"_s)));
        connect(show, &QAction::triggered, this, [this, server, jail] {
            Q_EMIT pageRequested(u"jails"_s, { { u"server"_s, QVariant::fromValue(server) }, { u"jail"_s, jail } });
        });
    }
    menu.addSeparator();
    menu.addActions({ m_exportCsv, m_exportJson });
    menu.addSeparator();
    menu.addAction(m_unbanAll);
}

void BansPage::showDetails(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const models::BanTableModel &model = m_context.models.bans();
    const services::UnbanItem item { model.serverAt(index.row()), model.jailAt(index.row()),
        core::banTargetText(model.banAt(index.row()).target), true };
    widgets::ConfirmDialog *dialog = openBanDetails(m_context, index.row(), this);
    connect(dialog, &widgets::ConfirmDialog::confirmed, this, [this, item] { openUnban({ { item }, {} }); });
}

} // namespace gui
