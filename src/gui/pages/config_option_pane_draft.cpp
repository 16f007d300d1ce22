// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ConfigOptionPane that edits.
#include "core/visible_text.h"
#include "gui/pages/config_option_editor.h"
#include "gui/pages/config_option_pane.h"
#include "models/config_option_model.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/source_view.h"
#include "widgets/table_view.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {

constexpr int typingPauseMs = 200;
constexpr qsizetype namedOptions = 4;

} // namespace

void ConfigOptionPane::buildEditing(QWidget *below)
{
    m_editor = new ConfigOptionEditor(below);
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
    connect(m_editor, &ConfigOptionEditor::valueEntered, this, [this](const QString &key, const QString &value) {
        m_draft.set(key, value);
        onEdited();
    });
    connect(m_editor, &ConfigOptionEditor::resetRequested, this, [this](const QString &key) {
        m_draft.reset(key);
        onEdited();
        applyDraft();
    });
    connect(m_editor, &ConfigOptionEditor::keepRuntimeRequested, this, &ConfigOptionPane::keepRuntime);
    connect(m_editor, &ConfigOptionEditor::revertRuntimeRequested, this, &ConfigOptionPane::revertRuntime);
    connect(m_source, &widgets::SourceView::textEdited, this, [this](const QString &text) {
        m_draft.setText(text);
        onEdited();
    });
    connect(m_discard, &QPushButton::clicked, this, &ConfigOptionPane::discardRequested);
    connect(m_review, &QPushButton::clicked, this, &ConfigOptionPane::reviewRequested);
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
    m_configuration = m_draft.isModified() ? m_draft.appliedTo(*m_read) : m_read;
    m_view = services::configJail(*m_configuration, m_jail);
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
    m_draft.set(key, option->runtime);
    onEdited();
    applyDraft();
}

void ConfigOptionPane::revertRuntime(const QString &key)
{
    if (const services::ConfigOptionRow *option = optionOf(key))
        Q_EMIT revertRequested(key, option->runtime, option->inFile);
}

void ConfigOptionPane::updateEditor()
{
    const services::ConfigOptionRow *option = currentOption();
    m_editor->setVisible(option != nullptr);
    if (!option)
        return;
    const bool ofJail = option->part == services::ConfigPart::Jail;
    const std::optional<QString> own = ofJail ? m_draft.own(option->key) : std::nullopt;
    m_editor->setOption(*option, own);
    m_editor->setFault(
        ofJail ? m_draft.faults().value(option->key, services::OptionFault::None) : services::OptionFault::None);
    QString note;
    switch (option->part) {
    case services::ConfigPart::Jail:
        if (!m_draft.isValid())
            note = tr("This jail's own file cannot be read, or its name makes no name of a file.");
        else if (!m_draft.problems().isEmpty())
            note = tr("The text below has to be readable for fail2ban before options can be edited.");
        break;
    case services::ConfigPart::Filter:
        note = tr("This belongs to the filter; other jails may use it, too.");
        break;
    case services::ConfigPart::Action:
        note = tr("This is an action of the jail: edit the option “action” to change the call.");
        break;
    }
    m_editor->setNote(note);
}

void ConfigOptionPane::focusField()
{
    const services::ConfigOptionRow *option = currentOption();
    if (option && option->part == services::ConfigPart::Jail && m_draft.isValid() && m_draft.problems().isEmpty())
        m_editor->focusField();
    else
        m_source->setFocus(Qt::OtherFocusReason);
}

void ConfigOptionPane::setLocked(const QString &why)
{
    m_locked = why;
    updateDraftBar();
}

bool ConfigOptionPane::canReview() const
{
    return m_draft.isModified() && m_locked.isEmpty() && m_draft.faults().isEmpty() && m_draft.problems().isEmpty();
}

void ConfigOptionPane::updateDraftBar()
{
    m_draftBar->setVisible(m_draft.isModified());
    if (!m_draft.isModified())
        return;
    QStringList names;
    const QStringList keys = m_draft.editedKeys();
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
    if (m_read && m_draft.isOutdated(*m_read))
        said += u' ' + tr("Somebody has changed the file since: the review shows what would be lost.");
    m_draftText->setText(said);
    QString problem = m_locked;
    if (const auto faults = m_draft.faults(); !faults.isEmpty())
        problem = core::visibleText(faults.firstKey()) + u": "_s
            + ConfigOptionEditor::faultText(faults.constBegin().value());
    if (const auto defects = m_draft.problems(); !defects.isEmpty())
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
