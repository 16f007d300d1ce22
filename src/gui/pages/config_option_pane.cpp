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
#include <QPainter>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using models::ConfigOptionColumn;
using models::ConfigOptionKind;
using models::ConfigOptionModel;
using services::ConfigPart;
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
    buildTable();
    auto *below = new QWidget(m_splitter);
    m_provenance = new widgets::LinkLabel(below);
    m_provenance->setObjectName(u"configProvenance"_s);
    m_provenance->setWordWrap(true);
    m_provenance->setSecondary(false);
    m_files = new QComboBox(below);
    m_files->setObjectName(u"configFiles"_s);
    m_files->setAccessibleName(tr("File of the jail"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_files->setMinimumContentsLength(24);
    m_files->setMaxVisibleItems(20);
    m_line = new PlainLabel(QString(), PlainLabel::Tone::Secondary, below);
    m_line->setObjectName(u"configLine"_s);
    m_source = new widgets::SourceView(below);
    m_source->setObjectName(u"configSource"_s);
    m_source->setAccessibleName(tr("Text of the file"));

    auto *head = new QHBoxLayout;
    head->setSpacing(measure::grid);
    head->addWidget(m_title);
    head->addWidget(m_state, 1);
    head->addWidget(m_search);
    head->addWidget(m_kind);
    auto *fileRow = new QHBoxLayout;
    fileRow->setSpacing(measure::grid);
    fileRow->addWidget(m_files, 1);
    fileRow->addWidget(m_line, 1);
    auto *belowLayout = makeColumn(below);
    belowLayout->setContentsMargins(0, measure::grid, 0, 0);
    belowLayout->setSpacing(measure::grid);
    belowLayout->addWidget(m_provenance);
    buildEditing(below);
    belowLayout->addWidget(m_editor);
    belowLayout->addLayout(fileRow);
    belowLayout->addWidget(m_source, 1);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(below);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = makeColumn(this);
    layout->setContentsMargins(measure::grid + measure::inControl, 0, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addLayout(head);
    layout->addWidget(m_problems);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_draftBar);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &ConfigOptionPane::applyOptions);
    connect(m_search, &widgets::SearchLine::searchChanged, this, &ConfigOptionPane::applyOptions);
    connect(m_search, &widgets::SearchLine::resultsRequested, this, [this] { m_table->setFocus(); });
    connect(m_files, &QComboBox::currentIndexChanged, this, [this] {
        m_otherLine = 0;
        showFile();
    });
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

void ConfigOptionPane::buildTable()
{
    m_table = new widgets::TableView(m_splitter);
    m_table->setObjectName(u"configOptions"_s);
    m_table->setAccessibleName(tr("Options of the jail"));
    m_table->setModel(m_shown.get());
    m_table->setColumns({ named(monospace(column(ConfigOptionColumn::Option, 140, 0))),
        stretched(named(monospace(column(ConfigOptionColumn::Value, 120, 0)))),
        named(monospace(column(ConfigOptionColumn::Place, 160, 2))), column(ConfigOptionColumn::Note, 190, 1) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    m_table->setItemDelegateForColumn(
        static_cast<int>(ConfigOptionColumn::Note), new widgets::StateDelegate(roles, false, m_table));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(false); // the jail's own, then its filter's, then its actions
    m_table->setMinimumHeight(96);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConfigOptionPane::onOption);
    connect(m_table, &widgets::TableView::menuRequested, this, &ConfigOptionPane::menuRequested);
    connect(m_table, &widgets::TableView::emptyActionRequested, this, [this] {
        m_search->clear();
        m_kind->setCurrentIndex(0);
        applyOptions();
    });
}

void ConfigOptionPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), platform::ColourRole::Window));
}

void ConfigOptionPane::showJail(const std::optional<services::ServerConfiguration> &configuration, const QString &jail,
    const QString &stateText, const services::JailDraft &draft)
{
    if (jail != m_jail) {
        m_locked.clear();
        m_running.reset();
        m_followed = {};
        m_otherFile.clear();
        m_otherLine = 0;
    }
    m_applySoon.stop();
    m_read = configuration;
    m_draft = draft;
    if (!m_draft.isValid() && configuration && !jail.isEmpty())
        m_draft = services::JailDraft::of(*configuration, jail);
    m_configuration = configuration && m_draft.isModified() ? m_draft.appliedTo(*configuration) : configuration;
    m_jail = jail;
    m_view = configuration ? services::configJail(*m_configuration, jail) : services::ConfigJailView();
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
    const QStringList edited = m_draft.editedKeys();
    for (services::ConfigOptionRow &row : options)
        row.edited = row.part == ConfigPart::Jail && edited.contains(row.key);
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

void ConfigOptionPane::applyFiles()
{
    const QSignalBlocker quiet(m_files);
    const QString before = shownFile();
    m_files->clear();
    const auto add = [this](const QString &title, const QString &path) {
        if (m_files->findData(path) < 0)
            m_files->addItem(title, path);
    };
    if (m_draft.isValid() && m_configuration)
        //: in a list of files; %1: path of the file of a jail that is edited here
        add(tr("%1 (edited here)").arg(core::visibleText(services::configShown(*m_configuration, m_draft.path()))),
            m_draft.path());
    for (const services::ConfigFileRow &file : std::as_const(m_view.files)) {
        const QString shown = core::visibleText(file.shown);
        switch (file.part) {
        case ConfigPart::Jail:
            add(shown, file.path);
            break;
        case ConfigPart::Filter:
            //: in a list of files; %1: path of a file of the jail's filter
            add(tr("%1 (filter)").arg(shown), file.path);
            break;
        case ConfigPart::Action:
            //: in a list of files; %1: path of a file of an action, %2: name of the action
            add(tr("%1 (action %2)").arg(shown, core::visibleText(file.owner)), file.path);
            break;
        }
    }
    if (!m_otherFile.isEmpty() && m_files->findData(m_otherFile) < 0 && m_configuration)
        add(core::visibleText(services::configShown(*m_configuration, m_otherFile)), m_otherFile);
    m_files->setCurrentIndex(std::max(m_files->count() > 0 ? 0 : -1, m_files->findData(before)));
}

const services::ConfigOptionRow *ConfigOptionPane::currentOption() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_shown->optionAt(index) : nullptr;
}

void ConfigOptionPane::onOption()
{
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
    if (option && option->place.isKnown()) {
        const QSignalBlocker quiet(m_files);
        if (const int at = m_files->findData(option->place.file); at >= 0)
            m_files->setCurrentIndex(at);
    }
    showFile();
}

QString ConfigOptionPane::shownFile() const
{
    return m_files->currentData().toString();
}

int ConfigOptionPane::lineIn(const QString &file) const
{
    const services::ConfigOptionRow *option = currentOption();
    if (!option)
        return 0;
    if (option->place.file == file)
        return option->place.line;
    for (const services::ConfigSetting &setting : option->overrides) {
        if (setting.place.file == file)
            return setting.place.line;
    }
    return 0;
}

void ConfigOptionPane::showFile()
{
    const QString file = shownFile();
    services::ConfigFileText text = m_configuration && !file.isEmpty() ? services::configFile(*m_configuration, file)
                                                                       : services::ConfigFileText();
    const bool ours = m_draft.isValid() && file == m_draft.path() && m_draft.isText();
    if (ours)
        text.text = m_draft.text(); // also what was typed this moment
    m_source->setEditable(ours);
    const int line = m_otherLine > 0 ? m_otherLine : lineIn(file);
    const bool another = !m_source->isShowing(file);
    m_source->setSource(file, text.text);
    if (!isTyping() && (another || m_source->markedLine() != line))
        m_source->markLine(line);
    if (!file.isEmpty() && !text.exists)
        m_line->setText(text.unreadable.isEmpty()
                ? (ours ? tr("This file does not exist yet: type, or edit an option.")
                        : tr("This file does not exist."))
                //: %1: raw text of the system
                : tr("This file cannot be read: %1").arg(core::visibleText(text.unreadable)));
    else if (line > 0)
        //: %1: number of a line
        m_line->setText(tr("Line %1 is marked.").arg(line));
    else if (ours)
        m_line->setText(tr("This jail's own file: it can be edited here."));
    else
        m_line->setText(tr("The option is not set in this file."));
    m_source->setAccessibleDescription(m_line->text());
    Q_EMIT fileChanged();
}

void ConfigOptionPane::showPlace(const QString &file, int line)
{
    if (file.isEmpty())
        return;
    m_otherFile = file;
    m_otherLine = line;
    applyFiles();
    {
        const QSignalBlocker quiet(m_files);
        m_files->setCurrentIndex(m_files->findData(file));
    }
    showFile();
    m_splitter->setVisible(true);
    m_source->setFocus(Qt::OtherFocusReason);
}

void ConfigOptionPane::updateProvenance()
{
    const services::ConfigOptionRow *option = currentOption();
    const ConfigSentence sentence = option ? provenanceSentence(*option) : ConfigSentence();
    m_places = sentence.places;
    m_provenance->setParts(sentence.parts);
    m_provenance->setVisible(!sentence.parts.isEmpty());
}

QByteArray ConfigOptionPane::saveState() const
{
    return m_splitter->saveState();
}

void ConfigOptionPane::restoreState(const QByteArray &splitter)
{
    m_splitter->restoreState(splitter);
}

} // namespace gui
