// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ConfigOptionPane that shows the text of a file: beside the form, or below it.
#include "core/visible_text.h"
#include "gui/pages/config_option_pane.h"
#include "platform/style.h"
#include "widgets/plain_label.h"
#include "widgets/source_view.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSignalBlocker>
#include <QSplitter>

namespace gui {

using namespace Qt::StringLiterals;
using services::ConfigPart;
using widgets::PlainLabel;
namespace measure = platform::measure;

QWidget *ConfigOptionPane::buildText(QWidget *parent)
{
    auto *text = new QWidget(parent);
    text->setObjectName(u"configText"_s);
    m_files = new QComboBox(text);
    m_files->setObjectName(u"configFiles"_s);
    m_files->setAccessibleName(tr("File of the jail"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_files->setMinimumContentsLength(24);
    m_files->setMaxVisibleItems(20);
    m_line = new PlainLabel(QString(), PlainLabel::Tone::Secondary, text);
    m_line->setObjectName(u"configLine"_s);
    m_source = new widgets::SourceView(text);
    m_source->setObjectName(u"configSource"_s);
    m_source->setAccessibleName(tr("Text of the file"));
    m_fileRow = new QBoxLayout(QBoxLayout::LeftToRight);
    m_fileRow->setSpacing(measure::grid);
    m_fileRow->addWidget(m_files, 1);
    m_fileRow->addWidget(m_line, 1);
    auto *layout = new QVBoxLayout(text);
    layout->setContentsMargins(0, measure::grid, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addLayout(m_fileRow);
    layout->addWidget(m_source, 1);
    connect(m_files, &QComboBox::currentIndexChanged, this, [this] {
        m_otherLine = 0;
        showFile();
    });
    connect(m_source, &widgets::SourceView::textEdited, this, [this](const QString &text) {
        if (services::JailDraft *draft = draftOfFile(shownFile())) {
            draft->setText(text);
            onEdited();
        }
    });
    return text;
}

void ConfigOptionPane::setBeside(bool beside)
{
    if (beside == isBeside())
        return;
    m_states[!beside] = m_splitter->saveState();
    m_splitter->setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
    m_fileRow->setDirection(beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_form->layout()->setContentsMargins(0, 0, beside ? measure::grid : 0, beside ? 0 : measure::grid);
    m_splitter->widget(1)->layout()->setContentsMargins(beside ? measure::grid : 0, beside ? 0 : measure::grid, 0, 0);
    applyState();
}

bool ConfigOptionPane::isBeside() const
{
    return m_splitter->orientation() == Qt::Horizontal;
}

void ConfigOptionPane::applyState()
{
    const bool beside = isBeside();
    if (!m_states[beside].isEmpty() && m_splitter->restoreState(m_states[beside])) {
        m_splitter->setOrientation(beside ? Qt::Horizontal : Qt::Vertical); // whatever was stored
        m_splitter->setHandleWidth(1);
    } else {
        // Beside it, the form keeps room for where each value is set.
        m_splitter->setSizes(beside ? QList<int> { 640, 360 } : QList<int> { 600, 400 });
    }
}

QByteArray ConfigOptionPane::saveState(bool beside) const
{
    return beside == isBeside() ? m_splitter->saveState() : m_states[beside];
}

void ConfigOptionPane::restoreState(bool beside, const QByteArray &splitter)
{
    m_states[beside] = splitter;
    if (beside == isBeside() && !splitter.isEmpty())
        applyState();
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
    const services::JailDraft *draft = draftOfFile(file);
    const bool ours = draft && draft->isText();
    if (ours)
        text.text = draft->text(); // also what was typed this moment
    m_source->setEditable(ours);
    const int line = m_otherLine > 0 ? m_otherLine : lineIn(file);
    const bool another = !m_source->isShowing(file);
    m_source->setSource(file, text.text);
    const int last = line > 0 ? services::configLastLine(text.text, line) : 0;
    if (!isTyping() && (another || m_source->markedLine() != line || m_source->lastMarkedLine() != last))
        m_source->markLines(line, last);
    if (!file.isEmpty() && !text.exists)
        m_line->setText(text.unreadable.isEmpty()
                ? (ours ? tr("This file does not exist yet: type, or edit an option.")
                        : tr("This file does not exist."))
                //: %1: raw text of the system
                : tr("This file cannot be read: %1").arg(core::visibleText(text.unreadable)));
    else if (line > 0 && last > line)
        //: %1, %2: numbers of lines
        m_line->setText(tr("Lines %1 to %2 are marked.").arg(line).arg(last));
    else if (line > 0)
        //: %1: number of a line
        m_line->setText(tr("Line %1 is marked.").arg(line));
    else if (ours && draft->part() == ConfigPart::Filter)
        m_line->setText(tr("The filter's own file: it can be edited here."));
    else if (ours && draft->part() == ConfigPart::Action)
        m_line->setText(tr("The action's own file: it can be edited here."));
    else if (ours)
        m_line->setText(tr("This jail's own file: it can be edited here."));
    else
        m_line->setText(tr("The option is not set in this file."));
    m_source->setAccessibleDescription(m_line->text());
    updateDraftBar(); // it may be about another file now
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

} // namespace gui
