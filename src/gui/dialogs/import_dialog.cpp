// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/import_dialog.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "models/import_table_model.h"
#include "platform/fonts.h"
#include "platform/icons.h"
#include "services/fleet_change.h"
#include "services/fleet_import.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/fleet_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/empty_state.h"
#include "widgets/plain_label.h"
#include "widgets/table_columns.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>

namespace gui {

using namespace Qt::StringLiterals;
using models::ImportColumn;
using widgets::PlainLabel;

namespace {

constexpr int notesShown = 500;
constexpr int noteRows = 4; // seen at once

QString ownSshConfig()
{
    return QDir::homePath() + u"/.ssh/config"_s;
}

} // namespace

ImportDialog::ImportDialog(const GuiContext &context, QWidget *owner, Failed failed)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_failed(std::move(failed))
{
    setObjectName(u"importDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(720);
    resize(820, 560);
    setHeading(tr("Import servers"),
        tr("From an ssh configuration, an Ansible inventory, or a list that BanGUI has exported"));
    m_model = new models::ImportTableModel(this);
    buildSource();
    buildChoices();
    buildPreview();
    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_confirm = widgets::makeButton(tr("Import"), widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    addFootButton(m_cancel);
    addFootButton(m_confirm);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &ImportDialog::run);
    connect(m_model, &models::ImportTableModel::wantedChanged, this, &ImportDialog::updateConfirm);
    services::ServerRegistry &registry = context.services.serverRegistry;
    for (const auto signal : { &services::ServerRegistry::serverAdded, &services::ServerRegistry::serverChanged,
             &services::ServerRegistry::serverRemoved })
        connect(&registry, signal, this, &ImportDialog::plan);
    showImport();
    m_path->setFocus();
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::buildSource()
{
    m_path = new QLineEdit(this);
    m_path->setObjectName(u"importPath"_s);
    m_path->setAccessibleName(tr("File to import"));
    m_path->setPlaceholderText(ownSshConfig());
    m_path->setFont(platform::monospaceFont(font()));
    m_browse = widgets::makeButton(tr("Browse…"), widgets::ButtonRole::Outlined, this, u"browseButton"_s);
    m_own = widgets::makeButton(tr("My ssh configuration"), widgets::ButtonRole::Outlined, this, u"ownConfigButton"_s);
    m_own->setVisible(QFileInfo(ownSshConfig()).isFile());
    m_format = new QComboBox(this);
    m_format->setObjectName(u"importFormat"_s);
    m_format->setAccessibleName(tr("Kind of file"));
    //: The kind of a file is found out from what it holds
    m_format->addItem(tr("recognised by its content"));
    for (const core::FleetFormat format :
        { core::FleetFormat::SshConfig, core::FleetFormat::Ansible, core::FleetFormat::BanGui })
        m_format->addItem(texts::fleetFormatName(format), int(format));
    auto *label = new QLabel(tr("&File"), this);
    label->setBuddy(m_path);
    auto *kind = new QLabel(tr("&Kind"), this);
    kind->setBuddy(m_format);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->addWidget(label, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_path, 1);
    row->addWidget(m_browse);
    row->addWidget(m_own);
    grid->addLayout(row, 0, 1, 1, 5);
    grid->addWidget(kind, 1, 0);
    grid->addWidget(m_format, 1, 1);
    grid->setObjectName(u"importGrid"_s);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    grid->setColumnStretch(5, 1);
    body()->addLayout(grid);
    m_path->installEventFilter(this);
    connect(m_path, &QLineEdit::editingFinished, this, &ImportDialog::read);
    // What is shown is another file's as long as this one has not been read.
    connect(m_path, &QLineEdit::textChanged, this, &ImportDialog::updateConfirm);
    connect(m_browse, &QPushButton::clicked, this, &ImportDialog::browse);
    connect(m_own, &QPushButton::clicked, this, [this] { load(ownSshConfig()); });
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        m_loaded = false;
        read();
    });
}

void ImportDialog::buildChoices()
{
    auto *grid = findChild<QGridLayout *>(u"importGrid"_s);
    m_group = new QComboBox(this);
    m_group->setObjectName(u"importGroup"_s);
    m_group->setAccessibleName(tr("Group of the imported servers"));
    m_group->setEditable(true);
    m_group->addItem(QString());
    m_group->addItems(m_context.services.serverRegistry.groups());
    m_group->setInsertPolicy(QComboBox::NoInsert);
    //: In place of a group's name: each server keeps the one that the file gives it
    m_group->lineEdit()->setPlaceholderText(tr("as in the file"));
    m_group->lineEdit()->setAccessibleName(m_group->accessibleName());
    m_elevation = new QComboBox(this);
    m_elevation->setObjectName(u"importElevation"_s);
    m_elevation->setAccessibleName(tr("How the login becomes root"));
    m_elevation->addItem(tr("as in the file"));
    //: How the login becomes root: it does not
    m_elevation->addItem(tr("not at all"), int(core::Elevation::None));
    m_elevation->addItem(tr("with sudo"), int(core::Elevation::Sudo));
    auto *group = new QLabel(tr("&Group"), this);
    group->setBuddy(m_group);
    auto *elevation = new QLabel(tr("Become &root"), this);
    elevation->setBuddy(m_elevation);
    grid->addWidget(group, 1, 2);
    grid->addWidget(m_group, 1, 3);
    grid->addWidget(elevation, 1, 4);
    grid->addWidget(m_elevation, 1, 5);
    connect(m_group, &QComboBox::currentTextChanged, this, &ImportDialog::plan);
    connect(m_elevation, &QComboBox::currentIndexChanged, this, &ImportDialog::plan);
}

void ImportDialog::buildPreview()
{
    m_summary = new PlainLabel(this);
    m_summary->setObjectName(u"importSummary"_s);
    m_summary->setWordWrap(true);
    m_all = widgets::makeButton(tr("All"), widgets::ButtonRole::Flat, this, u"tickAll"_s);
    m_all->setAccessibleName(tr("Tick all servers"));
    m_none = widgets::makeButton(tr("None"), widgets::ButtonRole::Flat, this, u"tickNone"_s);
    m_none->setAccessibleName(tr("Tick no server"));
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_summary, 1);
    head->addWidget(m_all);
    head->addWidget(m_none);
    body()->addLayout(head);
    m_table = new widgets::TableView(this);
    m_table->setObjectName(u"importTable"_s);
    m_table->setAccessibleName(tr("Servers of the file"));
    m_table->setModel(m_model);
    m_table->setColumns({ widgets::named(widgets::column(ImportColumn::Server, 190, 0)),
        widgets::stretched(widgets::column(ImportColumn::Where, 220, 1)), widgets::column(ImportColumn::Group, 110, 2),
        widgets::column(ImportColumn::Tags, 130, 4), widgets::column(ImportColumn::Match, 140, 3) });
    m_table->setSortingEnabled(false);
    m_table->setMinimumHeight(120);
    m_table->setEmptyState(tr("Choose a file: what it holds is shown here before anything is stored."));
    m_table->installEventFilter(this);
    body()->addWidget(m_table, 1);
    m_notes = new QListWidget(this);
    m_notes->setObjectName(u"importNotes"_s);
    m_notes->setAccessibleName(tr("What was left out"));
    m_notes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_notes->setWordWrap(true);
    m_notes->setSelectionMode(QAbstractItemView::NoSelection);
    body()->addWidget(m_notes);
    connect(m_all, &QPushButton::clicked, this, [this] { m_model->setAllWanted(true); });
    connect(m_none, &QPushButton::clicked, this, [this] { m_model->setAllWanted(false); });
}

bool ImportDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_path && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            // It reads, and goes no further: the default button would import what nobody has seen yet.
            read();
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space) {
        // All rows that are selected, in whichever column the keyboard is: as the first of them is not.
        const QModelIndexList rows = m_table->selectedRowIndexes();
        if (rows.isEmpty())
            return false;
        const bool ticked = rows.constFirst().data(Qt::CheckStateRole).toInt() == Qt::Checked;
        for (const QModelIndex &row : rows)
            m_model->setData(row, ticked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return true;
    }
    return DialogFrame::eventFilter(watched, event);
}

void ImportDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a list of servers"));
    dialog->setObjectName(u"browseDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(dialog->filter() | QDir::Hidden);
    const QFileInfo now(m_path->text().isEmpty() ? ownSshConfig() : m_path->text());
    dialog->setDirectory(now.absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::load);
    dialog->open();
}

void ImportDialog::load(const QString &path)
{
    m_path->setText(path);
    m_loaded = false;
    read();
}

void ImportDialog::read()
{
    const QString path = m_path->text().trimmed();
    // Leaving the field without a change reads nothing anew: the ticks stay.
    if (path.isEmpty() || (m_loaded && m_path->property("read").toString() == path))
        return;
    m_path->setProperty("read", path);
    m_loaded = true;
    std::optional<core::FleetFormat> format;
    if (m_format->currentIndex() > 0)
        format = static_cast<core::FleetFormat>(m_format->currentData().toInt());
    const QString absolute = path.startsWith("~/"_L1) ? QDir::homePath() + path.mid(1) : path;
    m_import = services::readFleetFile(absolute, format);
    m_model->forgetTicks();
    plan();
}

void ImportDialog::plan()
{
    // Its own servers arrive one by one while it stores them.
    if (m_running)
        return;
    services::FleetChoices choices;
    if (const QString group = m_group->currentText().trimmed(); !group.isEmpty())
        choices.group = group;
    if (m_elevation->currentIndex() > 0)
        choices.elevation = static_cast<core::Elevation>(m_elevation->currentData().toInt());
    m_model->setRows(m_import.refused
            ? QList<core::FleetRow>()
            : services::planFleet(m_import, m_context.services.serverRegistry.profiles(), choices));
    showImport();
}

QString ImportDialog::summary() const
{
    if (!m_loaded)
        return {};
    if (m_import.refused)
        return texts::fleetNote(*m_import.refused);
    qint64 fresh = 0;
    for (const core::FleetRow &row : m_model->rows())
        fresh += row.match == core::FleetMatch::New ? 1 : 0;
    //: %1: "Ansible inventory", %2: "12 servers", %3: a number
    return tr("%1: %2, %3 of them new")
        .arg(texts::fleetFormatName(m_import.format), texts::servers(m_model->rowCount()), texts::number(fresh));
}

void ImportDialog::showImport()
{
    m_summary->setTone(m_import.refused ? PlainLabel::Tone::Lost : PlainLabel::Tone::Strong);
    m_summary->setText(summary());
    m_notes->clear();
    const QIcon icon = platform::icon(platform::Icon::Information, platform::ColourRole::Secondary);
    for (const core::FleetNote &note : m_import.notes.first(std::min<qsizetype>(m_import.notes.size(), notesShown))) {
        auto *item = new QListWidgetItem(icon, texts::fleetNote(note), m_notes);
        item->setToolTip(item->text().toHtmlEscaped());
    }
    if (m_import.notes.size() > notesShown)
        m_notes->addItem(tr("and %n more", nullptr, static_cast<int>(m_import.notes.size() - notesShown)));
    m_notes->setVisible(m_notes->count() > 0);
    m_notes->setFixedHeight(std::min(m_notes->count(), noteRows) * (fontMetrics().height() + 8) + 4);
    const bool any = m_model->rowCount() > 0;
    m_all->setVisible(any);
    m_none->setVisible(any);
    updateConfirm();
}

void ImportDialog::updateConfirm()
{
    const int wanted = m_model->wantedCount();
    const bool seen = m_path->property("read").toString() == m_path->text().trimmed();
    m_confirm->setEnabled(!m_running && seen && wanted > 0);
    //: A button; %1: "12 servers"
    m_confirm->setText(wanted > 0 ? tr("Import %1").arg(texts::servers(wanted)) : tr("Import"));
    m_confirm->setAccessibleName(m_confirm->text());
}

void ImportDialog::setFieldsEnabled(bool enabled)
{
    for (QWidget *field : std::initializer_list<QWidget *> {
             m_path, m_browse, m_own, m_format, m_group, m_elevation, m_table, m_all, m_none })
        field->setEnabled(enabled);
}

void ImportDialog::run()
{
    m_running = true;
    updateConfirm();
    setFieldsEnabled(false);
    m_cancel->setText(tr("Close"));
    // The window is its parent: what was begun is finished, also when this dialog is closed.
    auto *change = new services::FleetChange(
        m_context.services.serverRegistry, &m_context.services.undoStack, m_context.services.clock, parentWidget());
    connect(change, &services::FleetChange::progressed, this, [this](int done, int total) {
        //: %1, %2: numbers
        setFootNote(tr("%1 of %2 stored").arg(texts::number(done), texts::number(total)));
    });
    QPointer<ImportDialog> self(this);
    change->apply(m_model->wantedRows(), parentWidget(),
        [self, failed = m_failed](const core::Result<services::FleetResult> &result) {
            if (self && self->isVisible())
                self->onFinished(result);
            else if (const QString what = failureText(result); failed && !what.isEmpty())
                failed(what, failureDetail(result));
        });
}

QString ImportDialog::failureText(const core::Result<services::FleetResult> &result)
{
    if (!result)
        return texts::errorText(result.error()).sentence();
    if (result->failed.isEmpty())
        return {};
    //: %1: "3 servers"; what follows names the reason
    return tr("%1 could not be stored.").arg(texts::servers(static_cast<qint64>(result->failed.size()))) + u' '
        + texts::errorText(result->failed.constFirst().error,
            { .activity = texts::ErrorPlace::Activity::Store,
                .subject = core::visibleText(result->failed.constFirst().name) })
              .sentence();
}

QString ImportDialog::failureDetail(const core::Result<services::FleetResult> &result)
{
    if (!result)
        return result.error().detail;
    QStringList lines;
    for (const services::FleetResult::Failure &failure : result->failed)
        lines.append(core::visibleText(failure.name) + u": "_s + texts::errorWords(failure.error.code));
    return lines.join(u'\n');
}

void ImportDialog::onFinished(const core::Result<services::FleetResult> &result)
{
    m_running = false;
    const QString failure = failureText(result);
    if (failure.isEmpty()) {
        accept();
        return;
    }
    setFieldsEnabled(true);
    setFootNote(failure);
    plan();
}

} // namespace gui
