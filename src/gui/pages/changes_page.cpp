// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/changes_page.h"

#include "core/visible_text.h"
#include "gui/dialogs/change_dialog.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/change_table_model.h"
#include "models/change_tracker.h"
#include "platform/icons.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/change_texts.h"
#include "texts/effect_texts.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/state_delegate.h"

#include "ui_changes_page.h"

#include <QMenu>
#include <QToolButton>

namespace gui {

using namespace Qt::StringLiterals;
using models::ChangeColumn;
using widgets::byContent;
using widgets::column;
using widgets::monospace;
using widgets::named;
using widgets::PlainLabel;
using widgets::stretched;

namespace {

enum ChangeFact { HowItEnded, WhenItBegan, WhoMadeIt, WhichFile, ChangeFactCount };

} // namespace

ChangesPage::ChangesPage(const GuiContext &context, QWidget *parent)
    : TablePage(u"changes"_s, context, parent)
    , m_ui(std::make_unique<Ui::ChangesPage>())
    , m_model(std::make_unique<models::ChangeTableModel>(context.services.clock))
    , m_shown(std::make_unique<models::ChangeFilterModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"changesPage"_s);
    m_shown->setSourceModel(m_model.get());
    buildTable();
    buildDetail();
    Parts parts;
    parts.filter = m_ui->changesFilter;
    parts.table = m_ui->changesTable;
    parts.counts = m_ui->changesCounts;
    parts.buttons = m_ui->actionButtons;
    parts.splitter = m_ui->changesSplitter;
    parts.detail = m_ui->changesDetail;
    parts.detailAtFirst = true;
    parts.menuName = u"changesMenu"_s;
    adopt(parts);
    buildActions();

    connect(m_ui->changesFilter, &widgets::SearchLine::searchChanged, this, [this] {
        m_shown->setText(m_ui->changesFilter->text());
        updateSoon();
    });
    followRows(*m_shown);
    connect(m_shown.get(), &QAbstractItemModel::dataChanged, this, [this] { showCurrent(); });
    connect(&context.services.changeHistory, &services::ChangeHistory::changed, this, [this](core::ServerId server) {
        if (isCurrent() && m_context.scope.servers().contains(server))
            read(server);
    });
    connect(&context.scope, &ScopeController::scopeChanged, this, &ChangesPage::applyScope);
    connect(&context.scope, &ScopeController::serversChanged, this, &ChangesPage::applyScope);
    connect(&context.models.changes(), &models::ChangeTracker::undecidedChanged, this, &ChangesPage::showCurrent);
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this, [this] {
        m_model->setDateStyle(texts::dateStyle(m_context.services.runtimeState.settings()));
        showCurrent();
    });
    m_model->setDateStyle(texts::dateStyle(context.services.runtimeState.settings()));
    updateState();
}

ChangesPage::~ChangesPage()
{
    for (auto &[server, reading] : m_reading)
        reading.cancel();
}

void ChangesPage::buildTable()
{
    widgets::TableView *table = m_ui->changesTable;
    table->setModel(m_shown.get());
    // When, what and how it ended stand whole at any width of the window; the others give way.
    table->setColumns({ byContent(column(ChangeColumn::Time, 90, 0)), named(column(ChangeColumn::Server, 110, 2)),
        stretched(named(monospace(column(ChangeColumn::Jail, 90, 0)))), byContent(column(ChangeColumn::Change, 90, 1)),
        column(ChangeColumn::Result, 124, 0), column(ChangeColumn::Owner, 130, 3),
        monospace(column(ChangeColumn::File, 200, 4)) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    table->setItemDelegateForColumn(
        static_cast<int>(ChangeColumn::Result), new widgets::StateDelegate(roles, false, table));
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setSortingEnabled(false); // newest first
    table->setMinimumWidth(320);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChangesPage::showCurrent);
    connect(table, &widgets::TableView::selectedRowsChanged, this, &ChangesPage::showCurrent);
}

void ChangesPage::buildDetail()
{
    m_ui->changesDetail->setMinimumWidth(320);
    m_ui->changesSplitter->setStretchFactor(0, 1);
    m_ui->changesSplitter->setSizes({ 570, 470 });
    m_ui->detailTitle->setTone(PlainLabel::Tone::Strong);
    m_ui->diffTitle->setTone(PlainLabel::Tone::Secondary);
    m_ui->changeError->setTone(PlainLabel::Tone::Warning);
    auto *close = widgets::makeIconButton(platform::Icon::Close, tr("Close details"), this, u"closeChangeDetail"_s);
    m_ui->detailHead->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, [this] { goBack(); });
    const std::array<QString, ChangeFactCount> titles { tr("Result"), tr("Made"), tr("By"), tr("File") };
    for (int fact = 0; fact < ChangeFactCount; ++fact) {
        auto *value = new PlainLabel(m_ui->changesDetail);
        value->setObjectName(u"changeFact_%1"_s.arg(fact));
        value->setWordWrap(true);
        m_ui->facts->addWidget(
            new PlainLabel(titles[static_cast<size_t>(fact)], PlainLabel::Tone::Secondary, m_ui->changesDetail), fact,
            0, Qt::AlignTop);
        m_ui->facts->addWidget(value, fact, 1);
        m_facts.append(value);
    }
}

void ChangesPage::buildActions()
{
    m_restore = addPageAction(u"actionRestoreChange"_s, tr("&Restore…"));
    m_restore->setIcon(platform::icon(platform::Icon::Undo));
    m_restore->setToolTip(tr("Brings the file back to what it was before this change, after a preview of the effect."));
    m_details = addPageAction(u"actionChangeDetails"_s, tr("&Details"));
    m_copy = addPageAction(u"actionCopyChanges"_s, tr("&Copy"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    connect(m_restore, &QAction::triggered, this, &ChangesPage::restore);
    connect(m_details, &QAction::triggered, this, &ChangesPage::openDetail);
    connect(m_copy, &QAction::triggered, this, [this] { m_ui->changesTable->copySelection(); });
    addButton(m_restore, tr("Restore…"), u"restoreButton"_s);
    addButton(m_details, tr("Details"), u"changeDetailsButton"_s);
}

void ChangesPage::refresh()
{
    m_error.reset();
    for (const core::ServerId server : m_context.scope.servers())
        read(server);
    updateSoon();
}

void ChangesPage::open(const QVariantMap &request)
{
    m_ui->changesFilter->setText(request.value(u"filter"_s).toString());
    m_shown->setText(m_ui->changesFilter->text());
    m_wanted = request.value(u"change"_s).toString();
    selectWanted();
}

void ChangesPage::selectWanted()
{
    for (int row = 0; !m_wanted.isEmpty() && row < m_shown->rowCount(); ++row) {
        const QModelIndex index = m_shown->index(row, 0);
        // A rescue has one entry for each of its files.
        if (m_model->rowAt(m_shown->mapToSource(index).row()).entry.id.section(u'+', 0, 0) != m_wanted)
            continue;
        m_wanted.clear();
        m_ui->changesTable->selectRow(row);
    }
}

void ChangesPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    if (current)
        applyScope();
}

void ChangesPage::applyScope()
{
    const QList<core::ServerId> servers = m_context.scope.servers();
    m_ui->changesTable->setColumnShown(static_cast<int>(ChangeColumn::Server), servers.size() != 1);
    std::erase_if(m_entries, [&servers](const auto &one) { return !servers.contains(one.first); });
    apply();
    if (isCurrent())
        refresh(); // also what bangui-cli has changed meanwhile
}

void ChangesPage::read(core::ServerId server)
{
    m_reading[server].cancel();
    m_reading[server] = m_context.services.changeHistory.list(
        server, this, [this, server](const core::Result<QList<services::ChangeEntry>> &entries) {
            if (!entries && entries.error().code == core::ErrorCode::Cancelled)
                return;
            m_reading.erase(server);
            if (entries)
                m_entries[server] = *entries;
            else
                m_error = entries.error();
            apply();
        });
}

void ChangesPage::apply()
{
    QList<models::ChangeTableModel::Row> rows;
    for (const auto &[server, entries] : m_entries) {
        const QString name = m_context.services.serverRegistry.nameOf(server);
        for (const services::ChangeEntry &entry : entries)
            rows.append({ entry, name });
    }
    m_model->setRows(rows);
    selectWanted();
    if (!selectedRow().isValid() && m_shown->rowCount() > 0)
        m_ui->changesTable->selectRow(0);
    updateSoon();
}

void ChangesPage::updateState()
{
    const int shown = m_shown->rowCount();
    setLoading(!m_reading.empty() && m_entries.empty(), tr("Reading changes…"));
    if (m_error) {
        texts::ErrorPlace place;
        place.activity = texts::ErrorPlace::Activity::Store;
        m_ui->changesTable->setEmptyState(texts::errorText(*m_error, place).sentence(), tr("Try again"));
    } else if (isFiltered()) {
        m_ui->changesTable->setEmptyState(tr("No change matches the filter."), tr("Clear filter"));
    } else {
        m_ui->changesTable->setEmptyState(tr("BanGUI has changed no configuration on these servers yet."));
    }
    m_ui->changesCounts->setText(
        texts::counted(shown, QT_TRANSLATE_NOOP("texts", "1 change"), QT_TRANSLATE_N_NOOP("texts", "%Ln changes")));
    showCurrent();
}

const services::ChangeEntry *ChangesPage::currentEntry() const
{
    const QModelIndex index = selectedRow();
    return index.isValid() ? &m_model->rowAt(m_shown->mapToSource(index).row()).entry : nullptr;
}

void ChangesPage::showCurrent()
{
    const services::ChangeEntry *entry = currentEntry();
    m_details->setEnabled(entry != nullptr);
    m_copy->setEnabled(entry != nullptr);
    const bool differs = entry && entry->before != entry->after;
    m_restore->setEnabled(differs && entry->result != core::ChangeResult::Open);
    if (!isDetailShown())
        return;
    const texts::DateStyle style = texts::dateStyle(m_context.services.runtimeState.settings());
    QString title = tr("No change is selected.");
    if (entry) {
        title = texts::ChangeTexts::subject(
            entry->kind, entry->jail, m_context.services.serverRegistry.nameOf(entry->server));
        title.replace(0, 1, title.at(0).toUpper());
    }
    m_ui->detailTitle->setText(title);
    std::array<QString, ChangeFactCount> values;
    if (entry) {
        values[HowItEnded] = texts::ChangeTexts::resultWord(entry->result);
        if (entry->endedAt > 0)
            //: %1: "rolled back", %2: how long it took, "12 s"
            values[HowItEnded]
                = tr("%1, after %2").arg(values[HowItEnded], texts::took(entry->endedAt - entry->startedAt));
        for (const models::UndecidedChange &one : m_context.models.changes().undecided()) {
            if (one.unanswered && one.change.server == entry->server && one.change.id == entry->id.section(u'+', 0, 0))
                values[HowItEnded] += u'\n'
                    + texts::ChangeTexts::unansweredNote(one.undoneBy, m_context.services.clock.nowMs(), style);
        }
        values[WhenItBegan] = texts::exactDateTime(entry->startedAt / 1000, style);
        values[WhoMadeIt] = core::visibleText(entry->owner);
        values[WhichFile] = core::visibleText(entry->path);
    }
    for (int fact = 0; fact < ChangeFactCount; ++fact)
        m_facts.at(fact)->setText(values[static_cast<size_t>(fact)]);
    const bool failed = entry && !entry->error.detail.isEmpty();
    m_ui->changeError->setVisible(failed);
    if (failed)
        //: %1: "Verify", a stage of a change, %2: raw text
        m_ui->changeError->setText(tr("%1: %2").arg(
            texts::ChangeTexts::stageName(entry->stage), core::visibleLines(entry->error.detail.trimmed())));
    m_ui->diffTitle->setText(!entry ? QString()
            : !differs              ? tr("The file stayed as it was.")
            : !entry->before        ? tr("The file was made by this change.")
            : !entry->after         ? tr("The file was removed by this change.")
                                    : tr("What was changed in the file"));
    m_ui->changeDiff->setSource(entry ? entry->id : QString(), entry ? services::diffOf(*entry) : QString());
}

void ChangesPage::restore()
{
    const services::ChangeEntry *entry = currentEntry();
    if (!entry)
        return;
    auto *dialog = new ChangeDialog(m_context, *entry, window());
    connect(dialog, &ChangeDialog::placeRequested, this,
        [this](core::ServerId server, const QString &jail, const QString &file, int line) {
            Q_EMIT pageRequested(u"configuration"_s, configurationRequest(server, jail, file, line));
        });
    dialog->open();
}

void ChangesPage::fillMenu(QMenu &menu)
{
    menu.addActions({ m_restore, m_details, m_copy });
}

} // namespace gui
