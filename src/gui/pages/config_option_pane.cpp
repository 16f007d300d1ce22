// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/config_option_pane.h"

#include "core/visible_text.h"
#include "gui/pages/config_option_editor.h"
#include "gui/pages/config_sentences.h"
#include "models/config_option_model.h"
#include "platform/colours.h"
#include "platform/style.h"
#include "widgets/link_label.h"
#include "widgets/plain_label.h"
#include "widgets/search_line.h"
#include "widgets/source_view.h"
#include "widgets/state_delegate.h"
#include "widgets/table_columns.h"

#include <QComboBox>
#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using models::ConfigOptionColumn;
using models::ConfigOptionKind;
using models::ConfigOptionModel;
using widgets::column;
using widgets::monospace;
using widgets::named;
using widgets::PlainLabel;
using widgets::stretched;
namespace measure = platform::measure;

namespace {

QVBoxLayout *makeColumn(QWidget *parent)
{
    auto *layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::inControl);
    return layout;
}

} // namespace

ConfigOptionPane::ConfigOptionPane(QWidget *parent)
    : QWidget(parent)
    , m_options(std::make_unique<ConfigOptionModel>())
    , m_shown(std::make_unique<models::ConfigOptionFilterModel>(*m_options))
{
    setObjectName(u"configPane"_s);
    m_title = new widgets::MonoLabel(this);
    m_title->setObjectName(u"configJailTitle"_s);
    QFont strong = m_title->font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_state = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_state->setObjectName(u"configJailState"_s);
    m_state->setWordWrap(true);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(u"configKind"_s);
    m_kind->setAccessibleName(tr("Which options are shown"));
    m_kind->addItem(tr("All options"), static_cast<int>(ConfigOptionKind::All));
    m_kind->addItem(tr("Set in files"), static_cast<int>(ConfigOptionKind::Written));
    m_kind->addItem(tr("Set for this jail"), static_cast<int>(ConfigOptionKind::Own));
    //: kind of options: overridden, different while running, or with a problem
    m_kind->addItem(tr("Overridden or different"), static_cast<int>(ConfigOptionKind::Noted));
    //: kind of options: those of the jail's filter and of its actions
    m_kind->addItem(tr("Filter and actions"), static_cast<int>(ConfigOptionKind::Definitions));
    m_search = new widgets::SearchLine(tr("Find an option"), this);
    m_search->setObjectName(u"configOptionFilter"_s);
    m_search->setAccessibleName(tr("Find options by name, value or file"));
    m_search->setMaximumWidth(200);
    m_problems = new widgets::LinkLabel(this);
    m_problems->setObjectName(u"configJailProblems"_s);
    m_problems->setWordWrap(true);
    m_problems->setSecondary(false);

    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"configPaneSplitter"_s);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    QScrollArea *area = m_area = new QScrollArea(m_splitter); // for a low window: a field is never covered
    area->setObjectName(u"configFormArea"_s);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumHeight(96);
    auto *form = new QWidget(area);
    form->setObjectName(u"configForm"_s);
    m_form = form;
    buildTable(form);
    m_provenance = new widgets::LinkLabel(form);
    m_provenance->setObjectName(u"configProvenance"_s);
    m_provenance->setWordWrap(true);
    m_provenance->setSecondary(false);
    buildEditing(form);
    QVBoxLayout *formLayout = makeColumn(form);
    formLayout->setSpacing(measure::grid);
    formLayout->setContentsMargins(0, 0, 0, measure::grid);
    formLayout->addWidget(m_table, 1);
    formLayout->addWidget(m_provenance);
    formLayout->addWidget(m_editor);
    area->setWidget(form);
    area->viewport()->setAutoFillBackground(false);
    form->setAutoFillBackground(false);
    form->installEventFilter(this);
    area->viewport()->installEventFilter(this);
    m_splitter->addWidget(area);
    m_splitter->addWidget(buildText(m_splitter));
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);

    auto *head = new QHBoxLayout;
    head->setSpacing(measure::grid);
    head->addWidget(m_title);
    head->addWidget(m_state, 1);
    head->addWidget(m_search);
    head->addWidget(m_kind);
    auto *layout = makeColumn(this);
    layout->setContentsMargins(measure::grid + measure::inControl, 0, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addLayout(head);
    layout->addWidget(m_problems);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_draftBar);

    setTabOrder(m_search, m_kind); // left to right, as they stand
    setTabOrder(m_source, m_discard); // it stands below both
    setTabOrder(m_discard, m_review);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &ConfigOptionPane::onChosen);
    connect(m_search, &widgets::SearchLine::searchChanged, this, &ConfigOptionPane::onChosen);
    connect(m_search, &widgets::SearchLine::resultsRequested, this, [this] { m_table->setFocus(); });
    connect(m_provenance, &widgets::LinkLabel::linkRequested, this, [this](const QString &link) {
        const services::ConfigPlace place = m_places.value(link.toInt());
        showPlace(place.file, place.line);
    });
    connect(m_problems, &widgets::LinkLabel::linkRequested, this, [this](const QString &link) {
        const services::ConfigPlace place = m_defects.value(link.toInt());
        showPlace(place.file, place.line);
    });
    showJail({}, {}, {});
}

ConfigOptionPane::~ConfigOptionPane() = default;

void ConfigOptionPane::buildTable(QWidget *form)
{
    m_table = new widgets::TableView(form);
    m_table->setObjectName(u"configOptions"_s);
    m_table->setAccessibleName(tr("Options of the jail"));
    m_table->setModel(m_shown.get());
    m_table->setColumns({ named(monospace(column(ConfigOptionColumn::Option, 160, 0))),
        stretched(named(monospace(column(ConfigOptionColumn::Value, 120, 0)))),
        named(monospace(column(ConfigOptionColumn::Place, 146, 2))), column(ConfigOptionColumn::Note, 190, 1) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    roles.elide = Qt::ElideRight; // "edited, not applied" is no "edited ... applied"
    m_table->setItemDelegateForColumn(
        static_cast<int>(ConfigOptionColumn::Note), new widgets::StateDelegate(roles, false, m_table));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(false); // the jail's own, then its filter's, then its actions
    m_table->setMinimumHeight(96);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConfigOptionPane::onOption);
    connect(m_table, &widgets::TableView::menuRequested, this, &ConfigOptionPane::menuRequested);
    connect(m_table, &widgets::TableView::emptyActionRequested, this, [this] {
        m_search->clear();
        m_kind->setCurrentIndex(0);
        onChosen();
    });
}

void ConfigOptionPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), platform::ColourRole::Window));
}

bool ConfigOptionPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport())
        watchPress(*event);
    if (event->type() == QEvent::Resize && (watched == m_form || watched == m_area->viewport()))
        QMetaObject::invokeMethod(
            this, &ConfigOptionPane::keepFieldInSight, Qt::QueuedConnection); // once it is laid out
    return QWidget::eventFilter(watched, event);
}

/// The editor of another option has another height, and the table scrolls: under a button that is pressed, the click
/// would end on another row than it began.
void ConfigOptionPane::watchPress(const QEvent &event)
{
    const bool isMouse = event.type() == QEvent::MouseButtonPress || event.type() == QEvent::MouseButtonDblClick
        || event.type() == QEvent::MouseButtonRelease;
    if (!isMouse || static_cast<const QMouseEvent &>(event).button() != Qt::LeftButton)
        return;
    m_tablePressed = event.type() != QEvent::MouseButtonRelease;
    if (!m_tablePressed && std::exchange(m_optionWaits, false))
        QMetaObject::invokeMethod(this, &ConfigOptionPane::onOption, Qt::QueuedConnection); // once it is selected
}

/// The bar of a draft, or a fault, takes room from a field that is typed in.
void ConfigOptionPane::keepFieldInSight()
{
    if (QWidget *field = m_editor->focusWidget(); field && field->hasFocus())
        m_area->ensureWidgetVisible(field, 0, measure::grid);
}

void ConfigOptionPane::showJail(const std::optional<services::ServerConfiguration> &configuration, const QString &jail,
    const QString &stateText, const QList<services::JailDraft> &drafts)
{
    if (jail != m_jail) {
        m_locked.clear();
        m_running.reset();
        m_followed = {};
        m_otherFile.clear();
        m_otherLine = 0;
    }
    m_read = configuration;
    m_jail = jail;
    takeDrafts(drafts);
    applyDrafts();
    m_title->setText(core::visibleText(jail));
    m_title->setVisible(!jail.isEmpty());
    m_state->setText(jail.isEmpty() ? tr("Choose a jail to see its options.") : stateText);
    m_kind->setVisible(!jail.isEmpty());
    m_search->setVisible(!jail.isEmpty());
    m_splitter->setVisible(!jail.isEmpty());
    apply();
}

void ConfigOptionPane::setRuntime(const std::optional<core::JailDetail> &running)
{
    m_running = running;
    applyOptions();
}

void ConfigOptionPane::apply()
{
    applyProblems();
    applyFiles();
    applyOptions();
    showFile();
    updateDraftBar();
}

void ConfigOptionPane::applyProblems()
{
    const ConfigSentence sentence = defectsSentence(m_view.problems);
    m_defects = sentence.places;
    m_problems->setParts(sentence.parts);
    m_problems->setVisible(!sentence.parts.isEmpty());
}

void ConfigOptionPane::applyOptions()
{
    m_shown->setKind(static_cast<ConfigOptionKind>(m_kind->currentData().toInt()));
    m_shown->setText(m_search->text());
    QList<services::ConfigOptionRow> options = m_view.options;
    if (m_running)
        services::compareRuntime(options, *m_running);
    std::map<const services::JailDraft *, QStringList> edited;
    for (services::ConfigOptionRow &row : options) {
        const services::JailDraft *draft = draftFor(row);
        if (draft && !edited.contains(draft))
            edited.emplace(draft, draft->editedKeys());
        row.edited = draft && edited[draft].contains(services::draftKey(row));
    }
    m_options->setOptions(options);
    if (m_view.options.isEmpty())
        m_table->setEmptyState(
            m_jail.isEmpty() ? QString() : tr("No file has this jail: it was started while the server ran."));
    else
        m_table->setEmptyState(m_search->text().isEmpty() ? tr("No option of this jail is of this kind.")
                                                          : tr("No option of this jail matches."),
            tr("Show all options"));
    if (!m_table->currentIndex().isValid() && m_shown->rowCount() > 0)
        m_table->selectRow(0);
    onOption();
}

/// Rows have come and gone around the option that is shown below the table. A reading changes rows, too, and leaves the
/// table where somebody has scrolled it.
void ConfigOptionPane::onChosen()
{
    applyOptions();
    QMetaObject::invokeMethod(
        m_table, [this] { m_table->scrollTo(m_table->currentIndex()); }, Qt::QueuedConnection); // once it is laid out
}

const services::ConfigOptionRow *ConfigOptionPane::currentOption() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_shown->optionAt(index) : nullptr;
}

void ConfigOptionPane::onOption()
{
    m_optionWaits = m_tablePressed;
    if (m_optionWaits)
        return;
    const services::ConfigOptionRow *option = currentOption();
    updateProvenance();
    updateEditor();
    // A reading that changed nothing of it leaves the file that is being read.
    const services::ConfigSetting now
        = option ? services::ConfigSetting { option->key, option->place } : services::ConfigSetting();
    if (std::exchange(m_followed, now) == now || isTyping()) {
        showFile();
        return;
    }
    m_otherLine = 0;
    m_table->scrollTo(m_table->currentIndex()); // one that is set now stands further up
    if (option && option->place.isKnown()) {
        const QSignalBlocker quiet(m_files);
        if (const int at = m_files->findData(option->place.file); at >= 0)
            m_files->setCurrentIndex(at);
    }
    showFile();
}

void ConfigOptionPane::updateProvenance()
{
    const services::ConfigOptionRow *option = currentOption();
    const ConfigSentence sentence = option ? provenanceSentence(*option) : ConfigSentence();
    m_places = sentence.places;
    m_provenance->setParts(sentence.parts);
    m_provenance->setVisible(!sentence.parts.isEmpty());
}

} // namespace gui
