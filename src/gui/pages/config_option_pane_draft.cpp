// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ConfigOptionPane that edits.
#include "core/visible_text.h"
#include "gui/pages/config_option_editor.h"
#include "gui/pages/config_option_pane.h"
#include "gui/pages/config_sentences.h"
#include "models/config_option_model.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/source_view.h"
#include "widgets/table_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;
using services::ConfigPart;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {

constexpr int typingPauseMs = 200;
constexpr qsizetype namedOptions = 4;

} // namespace

void ConfigOptionPane::buildEditing(QWidget *form)
{
    m_editor = new ConfigOptionEditor(form);
    m_draftBar = new QWidget(this);
    m_draftBar->setObjectName(u"configDraftBar"_s);
    m_draftText = new PlainLabel(QString(), PlainLabel::Tone::Strong, m_draftBar);
    m_draftText->setObjectName(u"configDraftText"_s);
    m_draftText->setWordWrap(true);
    m_draftProblem = new PlainLabel(QString(), PlainLabel::Tone::Lost, m_draftBar);
    m_draftProblem->setObjectName(u"configDraftProblem"_s);
    m_draftProblem->setWordWrap(true);
    m_discard
        = widgets::makeButton(tr("Discard edits…"), widgets::ButtonRole::Outlined, m_draftBar, u"discardEditsButton"_s);
    m_review
        = widgets::makeButton(tr("Review and apply…"), widgets::ButtonRole::Accent, m_draftBar, u"reviewEditsButton"_s);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_draftText);
    words->addWidget(m_draftProblem);
    auto *bar = new QHBoxLayout(m_draftBar);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->setSpacing(measure::grid);
    bar->addLayout(words, 1);
    bar->addWidget(m_discard);
    bar->addWidget(m_review);
    m_draftBar->hide();
    m_applySoon.setSingleShot(true);
    m_applySoon.setInterval(typingPauseMs);

    connect(&m_applySoon, &QTimer::timeout, this, &ConfigOptionPane::applyDraft);
    connect(m_editor, &ConfigOptionEditor::valueEntered, this, [this](const QString &, const QString &value) {
        const services::ConfigOptionRow &option = m_editor->option();
        if (services::JailDraft *draft = draftFor(option)) {
            draft->set(services::draftKey(option), value);
            onEdited();
        }
    });
    connect(m_editor, &ConfigOptionEditor::resetRequested, this, [this] {
        const services::ConfigOptionRow &option = m_editor->option();
        if (services::JailDraft *draft = draftFor(option)) {
            draft->reset(services::draftKey(option));
            onEdited();
            applyDraft();
        }
    });
    connect(m_editor, &ConfigOptionEditor::keepRuntimeRequested, this, &ConfigOptionPane::keepRuntime);
    connect(m_editor, &ConfigOptionEditor::revertRuntimeRequested, this, &ConfigOptionPane::revertRuntime);
    connect(m_discard, &QPushButton::clicked, this, &ConfigOptionPane::discardRequested);
    connect(m_review, &QPushButton::clicked, this, &ConfigOptionPane::reviewRequested);
}

void ConfigOptionPane::takeDrafts(const QList<services::JailDraft> &drafts)
{
    m_applySoon.stop();
    m_draft = {};
    m_definitions.clear();
    for (const services::JailDraft &draft : drafts) {
        if (draft.part() != ConfigPart::Jail)
            m_definitions.insert_or_assign(draft.path(), draft);
        else if (draft.jail() == m_jail)
            m_draft = draft;
    }
    if (!m_draft.isValid() && m_read && !m_jail.isEmpty())
        m_draft = services::JailDraft::of(*m_read, m_jail);
}

void ConfigOptionPane::applyDrafts()
{
    m_applySoon.stop();
    m_configuration = m_read;
    m_view = {};
    if (!m_read)
        return;
    if (m_draft.isModified())
        m_configuration = m_draft.appliedTo(*m_configuration);
    for (const auto &[path, draft] : m_definitions) {
        if (draft.isModified())
            m_configuration = draft.appliedTo(*m_configuration);
    }
    m_view = services::configJail(*m_configuration, m_jail);
    for (const services::ConfigOptionRow &option : std::as_const(m_view.options)) {
        if (option.definition.isEmpty() || draftFor(option))
            continue;
        const auto draft = services::JailDraft::of(*m_read, m_jail, option.part, option.definition);
        if (draft.isValid())
            m_definitions.emplace(draft.path(), draft);
    }
}

services::JailDraft *ConfigOptionPane::draftFor(const services::ConfigOptionRow &option)
{
    return const_cast<services::JailDraft *>(std::as_const(*this).draftFor(option));
}

const services::JailDraft *ConfigOptionPane::draftFor(const services::ConfigOptionRow &option) const
{
    if (option.part == ConfigPart::Jail)
        return m_draft.isValid() ? &m_draft : nullptr;
    for (const auto &[path, draft] : m_definitions) {
        if (draft.part() == option.part && draft.definition() == option.definition)
            return &draft;
    }
    return nullptr;
}

services::JailDraft *ConfigOptionPane::draftOfFile(const QString &file)
{
    if (m_draft.isValid() && m_draft.path() == file)
        return &m_draft;
    const auto found = m_definitions.find(file);
    return found == m_definitions.end() ? nullptr : &found->second;
}

bool ConfigOptionPane::concernsJail(const services::JailDraft &draft) const
{
    return std::ranges::any_of(m_view.options, [&draft](const services::ConfigOptionRow &option) {
        return option.part == draft.part() && option.definition == draft.definition();
    });
}

QList<services::JailDraft> ConfigOptionPane::drafts() const
{
    QList<services::JailDraft> all;
    if (m_draft.isValid())
        all += m_draft;
    for (const auto &[path, draft] : m_definitions)
        all += draft;
    return all;
}

const services::JailDraft *ConfigOptionPane::active() const
{
    const auto isModified = [](const services::JailDraft *draft) { return draft && draft->isModified(); };
    const services::ConfigOptionRow *option = currentOption();
    if (const services::JailDraft *draft = option ? draftFor(*option) : nullptr; isModified(draft))
        return draft;
    const QString file = shownFile();
    if (m_draft.isModified() && m_draft.path() == file)
        return &m_draft;
    if (const auto shown = m_definitions.find(file); shown != m_definitions.end() && shown->second.isModified())
        return &shown->second;
    if (m_draft.isModified())
        return &m_draft;
    for (const auto &[path, draft] : m_definitions) {
        if (draft.isModified() && concernsJail(draft))
            return &draft;
    }
    return nullptr;
}

services::JailDraft ConfigOptionPane::activeDraft() const
{
    const services::JailDraft *draft = active();
    return draft ? *draft : services::JailDraft();
}

bool ConfigOptionPane::isTyping() const
{
    return m_source->isEditable() && m_source->hasFocus() && m_source->isShowing(shownFile());
}

/// What was entered is in the draft at once; what that means for the jail is read when typing pauses.
void ConfigOptionPane::onEdited()
{
    m_applySoon.start();
    updateDraftBar();
    Q_EMIT draftChanged();
}

void ConfigOptionPane::applyDraft()
{
    m_applySoon.stop();
    if (!m_read)
        return;
    applyDrafts();
    apply();
}

const services::ConfigOptionRow *ConfigOptionPane::optionOf(const QString &key) const
{
    for (int row = 0; row < m_options->rowCount(); ++row) {
        const services::ConfigOptionRow &option = m_options->optionAt(row);
        if (option.part == services::ConfigPart::Jail && option.key == key)
            return &option;
    }
    return nullptr;
}

void ConfigOptionPane::keepRuntime(const QString &key)
{
    const services::ConfigOptionRow *option = optionOf(key);
    if (!option)
        return;
    m_draft.set(key, option->permanent);
    onEdited();
    applyDraft();
}

void ConfigOptionPane::revertRuntime(const QString &key)
{
    if (const services::ConfigOptionRow *option = optionOf(key))
        Q_EMIT revertRequested(key, option->revert);
}

void ConfigOptionPane::updateEditor()
{
    const services::ConfigOptionRow *option = currentOption();
    m_editor->setVisible(option != nullptr);
    if (!option)
        return;
    const QString key = services::draftKey(*option);
    const services::JailDraft *draft = draftFor(*option);
    m_editor->setOption(*option, draft ? draft->own(key) : std::nullopt);
    m_editor->setFault(draft ? draft->faults().value(key, services::OptionFault::None) : services::OptionFault::None);
    m_editor->setNote(lockNote(*option, draft));
    QString users;
    if (draft && draft->part() != ConfigPart::Jail && m_read) {
        services::ConfigUsers others = services::configUsers(*m_read, draft->part(), draft->definition());
        others.enabled.removeAll(m_jail);
        others.others.removeAll(m_jail);
        users = usersSentence(services::configShown(*m_read, draft->path()), others);
    }
    m_editor->setUsers(users);
}

/// Why nothing can be entered for it; empty: it can.
QString ConfigOptionPane::lockNote(const services::ConfigOptionRow &option, const services::JailDraft *draft) const
{
    if (draft && !draft->problems().isEmpty())
        return tr("The text of the file has to be readable for fail2ban before options can be edited.");
    switch (option.part) {
    case ConfigPart::Jail:
        return draft ? QString() : tr("This jail's own file cannot be read, or its name makes no name of a file.");
    case ConfigPart::Filter:
        if (option.section.isEmpty())
            return tr("The call in the jail's option “filter” sets this: edit it there.");
        return draft ? QString() : tr("The filter's own file cannot be read, or its name makes no name of a file.");
    case ConfigPart::Action:
        if (option.definition.isEmpty())
            return tr("This is an action of the jail: edit the option “action” to change the call.");
        if (option.section.isEmpty())
            return tr("The call in the jail's option “action” sets this: edit it there.");
        return draft ? QString() : tr("The action's own file cannot be read, or its name makes no name of a file.");
    }
    return {};
}

void ConfigOptionPane::focusField()
{
    const services::ConfigOptionRow *option = currentOption();
    if (option && lockNote(*option, draftFor(*option)).isEmpty()) {
        m_area->ensureWidgetVisible(m_editor, 0, 0);
        m_editor->focusField();
    } else {
        m_source->setFocus(Qt::OtherFocusReason);
    }
}

void ConfigOptionPane::setLocked(const QString &why)
{
    m_locked = why;
    updateDraftBar();
}

bool ConfigOptionPane::canReview() const
{
    const services::JailDraft *draft = active();
    return draft && m_locked.isEmpty() && draft->faults().isEmpty() && draft->problems().isEmpty();
}

void ConfigOptionPane::updateDraftBar()
{
    const services::JailDraft *draft = active();
    m_draftBar->setVisible(draft != nullptr);
    if (!draft)
        return;
    QStringList names;
    const QStringList keys = draft->editedKeys();
    for (const QString &key : keys.first(std::min(namedOptions, keys.size())))
        names += core::visibleText(key);
    if (keys.size() > namedOptions)
        names += u"…"_s;
    const int count = static_cast<int>(keys.size());
    QString said = count == 0 ? tr("The text is edited, not applied.")
        //: %1: name of an option
        : count == 1 ? tr("1 option edited, not applied: %1").arg(names.constFirst())
                     //: %n: number of options, %1: their names
                     : tr("%n options edited, not applied: %1", nullptr, count).arg(names.join(u", "_s));
    const auto ofAll = drafts();
    const auto edited = std::ranges::count_if(ofAll, [this](const services::JailDraft &each) {
        return each.isModified() && (each.part() == ConfigPart::Jail || concernsJail(each));
    });
    if (draft->part() == ConfigPart::Filter)
        //: %1: name of a filter, %2: "1 option edited, not applied: failregex"
        said = tr("Filter %1: %2").arg(core::visibleText(draft->definition()), said);
    else if (draft->part() == ConfigPart::Action)
        //: %1: name of an action, %2: "1 option edited, not applied: actionban"
        said = tr("Action %1: %2").arg(core::visibleText(draft->definition()), said);
    if (edited > 1)
        //: behind what was edited in one file; %n: how many other files were edited
        said += u' '
            + tr("%n other files of this jail are edited, too: each is applied on its own.", nullptr,
                static_cast<int>(edited) - 1);
    if (m_read && draft->isWrittenIn(*m_read))
        said = tr("Written and in force, not confirmed yet. What is not confirmed is taken back.");
    else if (m_read && draft->isOutdated(*m_read))
        said += u' ' + tr("Somebody has changed the file since: the review shows what would be lost.");
    m_draftText->setText(said);
    QString problem = m_locked;
    if (const auto faults = draft->faults(); !faults.isEmpty())
        problem = core::visibleText(faults.firstKey()) + u": "_s
            + ConfigOptionEditor::faultText(faults.constBegin().value());
    if (const auto defects = draft->problems(); !defects.isEmpty())
        //: %1: what is wrong, %2: number of a line
        problem = tr("fail2ban cannot read this text: %1 (line %2)")
                      .arg(models::configDefectText(defects.constFirst()))
                      .arg(defects.constFirst().place.line);
    m_draftProblem->setText(problem);
    m_draftProblem->setVisible(!problem.isEmpty());
    m_review->setEnabled(problem.isEmpty());
    m_review->setToolTip(problem);
}

} // namespace gui
