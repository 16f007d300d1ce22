// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/config_option_editor.h"

#include "core/visible_text.h"
#include "models/config_option_model.h"
#include "platform/fonts.h"
#include "platform/style.h"
#include "texts/property_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using services::OptionFault;
using services::OptionField;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {

constexpr int shownLines = 3;

bool isTrueWord(const QString &value)
{
    const QString word = value.trimmed().toLower();
    return word == "true"_L1 || word == "yes"_L1 || word == "on"_L1 || word == "1"_L1;
}

} // namespace

ConfigOptionEditor::ConfigOptionEditor(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"configOptionEditor"_s);
    m_help = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_help->setObjectName(u"optionHelp"_s);
    m_help->setWordWrap(true);
    m_users = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_users->setObjectName(u"optionUsers"_s);
    m_users->setWordWrap(true);
    m_users->hide();
    m_fields = new QStackedWidget(this);
    m_fields->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_line = new QLineEdit(m_fields);
    m_line->setObjectName(u"optionLine"_s);
    m_line->setFont(platform::monospaceFont(font()));
    m_choice = new QComboBox(m_fields);
    m_choice->setObjectName(u"optionChoice"_s);
    //: value of a switch; %1: fail2ban's own word for it
    m_choice->addItem(tr("yes (%1)").arg(u"true"_s), u"true"_s);
    m_choice->addItem(tr("no (%1)").arg(u"false"_s), u"false"_s);
    m_lines = new QPlainTextEdit(m_fields);
    m_lines->setObjectName(u"optionLines"_s);
    m_lines->setFont(platform::monospaceFont(font()));
    m_lines->setTabChangesFocus(true);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_lines->setFixedHeight(shownLines * m_lines->fontMetrics().lineSpacing() + 2 * measure::grid);
    m_fields->addWidget(m_line);
    m_fields->addWidget(m_choice);
    m_fields->addWidget(m_lines);
    m_fault = new PlainLabel(QString(), PlainLabel::Tone::Lost, this);
    m_fault->setObjectName(u"optionFault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_reset
        = widgets::makeButton(tr("Reset to inherited"), widgets::ButtonRole::Outlined, this, u"resetOptionButton"_s);
    m_runtime = new PlainLabel(QString(), PlainLabel::Tone::Warning, this);
    m_runtime->setObjectName(u"optionRuntime"_s);
    m_runtime->setWordWrap(true);
    m_keep = widgets::makeButton(tr("Make permanent"), widgets::ButtonRole::Outlined, this, u"keepRuntimeButton"_s);
    m_keep->setToolTip(tr("Puts the running value into this jail's own file, to be reviewed and applied."));
    m_revert = widgets::makeButton(tr("Revert…"), widgets::ButtonRole::Outlined, this, u"revertRuntimeButton"_s);
    m_revert->setToolTip(tr("Sets the running jail to the value of the files, after its effect was shown."));

    auto *field = new QHBoxLayout;
    field->setSpacing(measure::grid);
    field->addWidget(m_fields, 1, Qt::AlignTop);
    field->addWidget(m_reset, 0, Qt::AlignTop);
    auto *runtime = new QHBoxLayout;
    runtime->setSpacing(measure::grid);
    runtime->addWidget(m_runtime, 1);
    runtime->addWidget(m_keep);
    runtime->addWidget(m_revert);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::inControl);
    layout->addWidget(m_help);
    layout->addWidget(m_users);
    layout->addLayout(field);
    layout->addWidget(m_fault);
    layout->addLayout(runtime);

    connect(m_line, &QLineEdit::textChanged, this, &ConfigOptionEditor::onEntered);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ConfigOptionEditor::onEntered);
    connect(m_lines, &QPlainTextEdit::textChanged, this, &ConfigOptionEditor::onEntered);
    connect(m_reset, &QPushButton::clicked, this, [this] { Q_EMIT resetRequested(m_option.key); });
    connect(m_keep, &QPushButton::clicked, this, [this] { Q_EMIT keepRuntimeRequested(m_option.key); });
    connect(m_revert, &QPushButton::clicked, this, [this] { Q_EMIT revertRuntimeRequested(m_option.key); });
}

void ConfigOptionEditor::setOption(const services::ConfigOptionRow &option, const std::optional<QString> &own)
{
    const bool another = option.key != m_option.key || option.part != m_option.part || option.owner != m_option.owner;
    m_option = option;
    m_field = services::optionField(option);
    const bool ofJail = option.part == services::ConfigPart::Jail;
    const bool editable = canBeEdited();
    // A switch whose text is neither is shown as the text that it is.
    const QString value = own.value_or(option.raw);
    const OptionFault fault = services::optionFault(option.part, services::draftKey(option), value);
    if (m_field == OptionField::Truth && (fault == OptionFault::Truth || value.contains("%("_L1)) && !value.isEmpty())
        m_field = OptionField::Text;
    m_help->setText(option.part == services::ConfigPart::Action ? QString() : texts::propertyHelp(option.key));
    m_help->setVisible(!m_help->text().isEmpty());
    QWidget *field = m_line;
    if (m_field == OptionField::Truth)
        field = m_choice;
    else if (m_field == OptionField::Lines)
        field = m_lines;
    m_fields->setCurrentWidget(field);
    m_fields->setFixedHeight(field == m_lines ? m_lines->height() : measure::controlHeight);
    //: name of a field for screen readers; %1: name of an option
    field->setAccessibleName(tr("Value of %1").arg(core::visibleText(option.key)));
    field->setAccessibleDescription(m_help->text());
    m_line->setPlaceholderText(m_field == OptionField::Time ? tr("600, 10m, 1d 12h, -1 for ever") : QString());
    if (another || entered().trimmed() != value.trimmed())
        fill(value);
    m_fields->setEnabled(editable);
    m_reset->setVisible(editable);
    m_reset->setEnabled(own.has_value());
    if (ofJail)
        m_reset->setToolTip(own ? tr("Removes the line of this jail's own file, so that what lies below rules again.")
                                : tr("This jail's own file does not set it."));
    else
        m_reset->setToolTip(own ? tr("Removes the line of the .local file, so that what lies below rules again.")
                                : tr("The .local file does not set it."));
    const bool differs = ofJail && !option.edited && option.runtime != option.inFile;
    m_runtime->setVisible(differs);
    m_keep->setVisible(differs);
    m_revert->setVisible(differs && !option.revert.name.isEmpty());
    if (differs)
        //: %1: value of an option while the jail runs, %2: value that the files give it
        m_runtime->setText(tr("The running jail has %1, the files say %2.")
                               .arg(models::ConfigOptionModel::oneLine(option.runtime),
                                   models::ConfigOptionModel::oneLine(option.inFile)));
}

void ConfigOptionEditor::setNote(const QString &note)
{
    m_fields->setEnabled(canBeEdited() && note.isEmpty());
    if (!note.isEmpty()) {
        m_reset->setEnabled(false);
        m_help->setText(note);
        m_help->show();
    }
}

void ConfigOptionEditor::setUsers(const QString &users)
{
    m_users->setText(users);
    m_users->setVisible(!users.isEmpty());
    m_fields->currentWidget()->setAccessibleDescription(
        users.isEmpty() ? m_help->text() : QString(m_help->text() + u' ' + users).trimmed());
}

bool ConfigOptionEditor::canBeEdited() const
{
    return m_option.part == services::ConfigPart::Jail || !m_option.section.isEmpty();
}

void ConfigOptionEditor::setFault(OptionFault fault)
{
    m_fault->setText(faultText(fault));
    m_fault->setVisible(fault != OptionFault::None);
}

void ConfigOptionEditor::fill(const QString &value)
{
    const QScopedValueRollback guard(m_filling, true);
    m_line->setText(m_field == OptionField::Lines ? QString() : value);
    m_choice->setCurrentIndex(isTrueWord(value) ? 0 : 1);
    m_lines->setPlainText(m_field == OptionField::Lines ? value : QString());
}

QString ConfigOptionEditor::entered() const
{
    switch (m_field) {
    case OptionField::Truth:
        return m_choice->currentData().toString();
    case OptionField::Lines:
        return m_lines->toPlainText();
    case OptionField::Number:
    case OptionField::Time:
    case OptionField::Text:
        break;
    }
    return m_line->text();
}

void ConfigOptionEditor::onEntered()
{
    if (!m_filling && !m_option.key.isEmpty())
        Q_EMIT valueEntered(m_option.key, entered());
}

void ConfigOptionEditor::focusField()
{
    QWidget *field = m_fields->currentWidget();
    if (!field->isEnabled())
        return;
    field->setFocus(Qt::OtherFocusReason);
    if (field == m_line)
        m_line->selectAll();
}

QString ConfigOptionEditor::faultText(OptionFault fault)
{
    switch (fault) {
    case OptionFault::None:
        break;
    case OptionFault::Time:
        return tr("Not a time that fail2ban can read: use 600, 10m, 1d 12h, or -1 for ever.");
    case OptionFault::TimeIsCode:
        return tr("fail2ban would run this as a program: only a time is written.");
    case OptionFault::Number:
        return tr("A whole number is needed here: the daemon would stop at this.");
    case OptionFault::Truth:
        return tr("Only true and false are written here: fail2ban takes every other word for no.");
    case OptionFault::Backend:
        return tr("There is no such backend: auto, systemd, polling, pyinotify or gamin.");
    case OptionFault::Value:
        return tr("The daemon would stop at this value.");
    case OptionFault::Unwritable:
        return tr("A file cannot hold this so that fail2ban reads it back as it is: a line must not begin with #, and "
                  "“ ;” begins a comment.");
    }
    return {};
}

} // namespace gui
