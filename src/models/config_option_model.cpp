// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config_option_model.h"

#include "core/server_status.h"
#include "core/visible_text.h"
#include "texts/property_texts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

using services::ConfigOptionRow;
using services::ConfigPart;

ConfigOptionModel::ConfigOptionModel(QObject *parent)
    : ColumnTable(parent)
{
}

void ConfigOptionModel::setOptions(const QList<ConfigOptionRow> &options)
{
    become(m_rows, options, columnCount() - 1, [](const ConfigOptionRow &row) {
        // An option keeps its place from jail to jail; an action is itself.
        const QString owner = row.part == ConfigPart::Action ? row.owner + u'/' : QString();
        return std::pair(static_cast<int>(row.part), QString(owner + row.key));
    });
}

int ConfigOptionModel::rowOf(const QString &key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows[row].key == key)
            return row;
    }
    return -1;
}

int ConfigOptionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString ConfigOptionModel::placeText(const services::ConfigPlace &place)
{
    if (!place.isKnown())
        //: in the place of a file's name: no file sets the option
        return tr("fail2ban's default");
    const QString file = core::visibleText(place.shown);
    return place.line > 0 ? u"%1:%2"_s.arg(file).arg(place.line) : file;
}

QString ConfigOptionModel::oneLine(const QString &value)
{
    QStringList lines;
    for (const QString &line : value.split(u'\n')) {
        if (const QString text = line.trimmed(); !text.isEmpty())
            lines.append(core::visibleText(text));
    }
    return lines.join(u" ↵ "_s);
}

bool ConfigOptionModel::isNoted(const ConfigOptionRow &option)
{
    return option.edited || !option.problem.isEmpty() || option.runtime != option.inFile || !option.overrides.isEmpty();
}

QString ConfigOptionModel::keyText(const ConfigOptionRow &option)
{
    const QString key = core::visibleText(option.key);
    switch (option.part) {
    case ConfigPart::Jail:
        break;
    case ConfigPart::Filter:
        //: an option of the jail's filter; %1: its name ("failregex")
        return tr("filter: %1").arg(key);
    case ConfigPart::Action:
        if (option.definition.isEmpty())
            //: an action of the jail; %1: its name
            return tr("action: %1").arg(key);
        return core::visibleText(option.owner) + u": "_s + key;
    }
    return key;
}

QString ConfigOptionModel::noteText(const ConfigOptionRow &option)
{
    if (!option.problem.isEmpty())
        return oneLine(option.problem);
    if (option.edited)
        //: an option that was changed in the editor and is not written to the server yet
        return tr("edited, not applied");
    if (option.runtime != option.inFile)
        //: %1: value of an option while the jail runs, %2: value that the files give it
        return tr("runtime: %1, file: %2").arg(oneLine(option.runtime), oneLine(option.inFile));
    if (option.overrides.size() == 1)
        //: an option; %1: "jail.conf:101"
        return tr("overrides %1").arg(placeText(option.overrides.constFirst().place));
    if (!option.overrides.isEmpty())
        //: an option; %n: number of places in files that set it, too
        return tr("overrides %n places", nullptr, static_cast<int>(option.overrides.size()));
    return option.inherited ? tr("inherited from [DEFAULT]") : QString();
}

QString ConfigOptionModel::toolTip(const ConfigOptionRow &option)
{
    QStringList lines;
    if (option.part != ConfigPart::Action)
        lines.append(texts::propertyHelp(option.key));
    lines.append(core::visibleLines(option.value));
    if (option.raw != option.value && option.place.isKnown())
        //: %1: the text of an option as it stands in the file, with its %(...)s
        lines.append(tr("Written: %1").arg(core::visibleLines(option.raw)));
    if (option.inherited)
        lines.append(tr("Inherited from [DEFAULT]."));
    if (!option.place.isKnown())
        lines.append(tr("No file sets it: this is fail2ban's own default."));
    for (const services::ConfigSetting &setting : option.overrides)
        //: %1: "jail.conf:101", %2: the value that is overridden
        lines.append(tr("Overrides %1: %2").arg(placeText(setting.place), oneLine(setting.value)));
    if (option.runtime != option.inFile)
        lines.append(noteText(option));
    lines.append(core::visibleLines(option.problem));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QVariant ConfigOptionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ConfigOptionRow &row = m_rows[index.row()];
    const auto column = static_cast<ConfigOptionColumn>(index.column());
    const bool differs = row.runtime != row.inFile;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case ConfigOptionColumn::Option:
            return keyText(row);
        case ConfigOptionColumn::Value:
            return oneLine(row.value);
        case ConfigOptionColumn::Place:
            return placeText(row.place);
        case ConfigOptionColumn::Note:
            return noteText(row);
        case ConfigOptionColumn::Count_:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::AccessibleDescriptionRole:
        return row.place.isKnown() ? QVariant() : QVariant(tr("No file sets it: this is fail2ban's own default."));
    case Qt::TextAlignmentRole:
        return alignment(column);
    case RawRole:
        return column == ConfigOptionColumn::Value ? row.value : data(index, Qt::DisplayRole).toString();
    case StateRole:
        if (column != ConfigOptionColumn::Note)
            return {};
        if (!row.problem.isEmpty())
            return static_cast<int>(core::ServerState::Offline);
        if (row.edited)
            return static_cast<int>(core::ServerState::NeedsAttention);
        return differs ? QVariant(static_cast<int>(core::ServerState::Busy)) : QVariant();
    case StateWordRole:
        if (!row.problem.isEmpty())
            //: beside the shape of an option
            return tr("problem");
        if (row.edited)
            //: beside the shape of an option that was changed in the editor
            return tr("edited");
        return differs ? QVariant(tr("differs")) : QVariant();
    case StaleRole:
        return !row.place.isKnown();
    case KeyRole:
        if (!row.definition.isEmpty() && row.part == ConfigPart::Action)
            return u"%1/%2/%3"_s.arg(static_cast<int>(row.part)).arg(row.owner, row.key);
        return u"%1/%2"_s.arg(static_cast<int>(row.part)).arg(row.key);
    case ConfigOptionKeyRole:
        return row.key;
    case ConfigFileRole:
        return row.place.file;
    case ConfigLineRole:
        return row.place.line;
    case ConfigProblemRole:
        return !row.problem.isEmpty();
    default:
        return {};
    }
}

QString ConfigOptionModel::headerText(ConfigOptionColumn column) const
{
    switch (column) {
    case ConfigOptionColumn::Option:
        //: column: name of an option in the configuration files
        return tr("Option");
    case ConfigOptionColumn::Value:
        return tr("Value");
    case ConfigOptionColumn::Place:
        //: column: file and line that set an option
        return tr("Set in");
    case ConfigOptionColumn::Note:
        //: column: what is noteworthy about an option
        return tr("Note");
    case ConfigOptionColumn::Count_:
        break;
    }
    return {};
}

QString configDefectText(const services::ConfigDefect &defect)
{
    using services::ConfigDefectKind;
    const QString subject = core::visibleText(defect.subject);
    const QString detail = core::visibleText(defect.detail.trimmed());
    switch (defect.kind) {
    case ConfigDefectKind::NotUtf8:
        return QCoreApplication::translate("models", "A file is not written in UTF-8.");
    case ConfigDefectKind::NoSectionHeader:
        //: %1: a line of a file
        return QCoreApplication::translate("models", "There is text before the first [section]: %1").arg(detail);
    case ConfigDefectKind::DuplicateSection:
        //: %1: name of a section of a file
        return QCoreApplication::translate("models", "The section [%1] stands twice in one file.").arg(subject);
    case ConfigDefectKind::DuplicateOption:
        //: %1: name of an option
        return QCoreApplication::translate("models", "The option %1 stands twice in one section.").arg(subject);
    case ConfigDefectKind::NotAnOption:
        //: %1: a line of a file
        return QCoreApplication::translate("models", "A line is no option, section or comment: %1").arg(detail);
    case ConfigDefectKind::Interpolation:
        //: %1: name of an option, %2: Python's words
        return QCoreApplication::translate("models", "What %1 refers to cannot be put in: %2").arg(subject, detail);
    case ConfigDefectKind::Number:
        //: %1: name of an option, %2: what stands there
        return QCoreApplication::translate(
            "models", "%1 wants another kind of value than %2; fail2ban takes its default.")
            .arg(subject, detail);
    case ConfigDefectKind::Other:
        break;
    }
    if (subject.isEmpty() || detail.contains(subject))
        return detail;
    return detail.isEmpty() ? subject : subject + u": "_s + detail;
}

ConfigOptionFilterModel::ConfigOptionFilterModel(ConfigOptionModel &options, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_options(options)
{
    setSourceModel(&options);
}

void ConfigOptionFilterModel::setKind(ConfigOptionKind kind)
{
    if (std::exchange(m_kind, kind) != kind)
        invalidateRowsFilter();
}

const ConfigOptionRow &ConfigOptionFilterModel::optionAt(const QModelIndex &index) const
{
    return m_options.optionAt(mapToSource(index).row());
}

void ConfigOptionFilterModel::setText(const QString &text)
{
    if (std::exchange(m_text, text.trimmed()) != text.trimmed())
        invalidateRowsFilter();
}

bool ConfigOptionFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const ConfigOptionRow &option = m_options.optionAt(sourceRow);
    if (!m_text.isEmpty()) {
        const QStringList all { option.key, texts::propertyTitle(option.key), option.value, option.raw,
            ConfigOptionModel::placeText(option.place) };
        if (std::ranges::none_of(
                all, [this](const QString &each) { return each.contains(m_text, Qt::CaseInsensitive); }))
            return false;
    }
    switch (m_kind) {
    case ConfigOptionKind::All:
        return true;
    case ConfigOptionKind::Written:
        return option.place.isKnown();
    case ConfigOptionKind::Own:
        return option.place.isKnown() && !option.inherited
            && (option.part != ConfigPart::Action || option.definition.isEmpty());
    case ConfigOptionKind::Definitions:
        return option.part != ConfigPart::Jail;
    case ConfigOptionKind::Noted:
        return ConfigOptionModel::isNoted(option);
    }
    return true;
}

} // namespace models
