// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config_edit.h"

#include "config/document.h"
#include "config/document_lines.h"
#include "config/merged_sections.h"
#include "config/shared_files.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr auto jailPrefix = "zz-bangui-"_L1; ///< sorted behind what others write; see ConfigTree
constexpr auto suffix = ".local"_L1;
constexpr qsizetype longestName = 255; ///< of a file, in bytes
constexpr auto heading = "# Changed with BanGUI. What else is written here stays as it is.\n";

QLatin1StringView folderOf(EditTarget target)
{
    switch (target) {
    case EditTarget::Jail:
        return "jail.d"_L1;
    case EditTarget::Filter:
        return "filter.d"_L1;
    case EditTarget::Action:
        return "action.d"_L1;
    }
    return {};
}

/// Nothing that hides, ends a line, or is half a character.
bool isVisible(const QString &name)
{
    const QList<uint> points = name.toUcs4();
    return std::ranges::none_of(points, [](uint point) {
        switch (QChar::category(point)) {
        case QChar::Other_Control:
        case QChar::Other_Format:
        case QChar::Other_Surrogate:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            return true;
        default:
            return point == QChar::ReplacementCharacter;
        }
    });
}

/// fail2ban takes these for something else than a jail; "web?x" would be a condition of web.
bool canBeSection(const QString &jail)
{
    const qsizetype question = jail.indexOf(u'?');
    return jail != "DEFAULT"_L1 && jail != "INCLUDES"_L1 && question < 0;
}

QString sectionOf(const OptionEdit &edit)
{
    if (edit.target == EditTarget::Jail)
        return edit.name;
    return edit.section.isEmpty() ? u"Definition"_s : edit.section;
}

/// Section and key as MergedSections has them.
std::pair<QString, QString> mergedPlace(const OptionEdit &edit)
{
    const QString section = sectionOf(edit);
    const qsizetype question = section.indexOf(u'?');
    const QString key = edit.key.toLower();
    return question < 0 ? std::pair(section, key) : std::pair(section.first(question), key + section.sliced(question));
}

/// Whether nothing is left that anybody needs: no option, no section but the edited ones, no comment but our own.
bool isSpent(const Document &document, const QStringList &editedSections)
{
    const bool empty = std::ranges::all_of(document.sections(), [&](const DocumentSection &section) {
        return section.options.isEmpty() && editedSections.contains(section.name);
    });
    if (!empty)
        return false;
    QByteArray rest = document.bytes();
    if (rest.startsWith(heading))
        rest = rest.sliced(qsizetype(qstrlen(heading)));
    const QStringList lines = splitLines(decodeUtf8(rest));
    return std::ranges::all_of(lines,
        [](const QString &line) { return scanLine(QStringView(line).chopped(lineEndLength(line))).comment < 0; });
}

/// One file with the edits that concern it.
struct Plan
{
    FileEdit file;
    Document document;
    QList<OptionEdit> edits;
};

core::Result<Plan> begin(const ConfigTree &tree, const QString &path)
{
    if (tree.unreadable.contains(path))
        return core::failure(core::ErrorCode::FileUnreadable, path);
    Plan plan;
    plan.file.path = path;
    const auto bytes = tree.files.constFind(path);
    if (bytes != tree.files.constEnd())
        plan.file.before = *bytes;
    plan.file.expectedHash = fileHash(plan.file.before);
    plan.document = Document::parse(plan.file.before.value_or(heading), path);
    return plan;
}

core::Result<void> apply(Plan &plan, const OptionEdit &edit)
{
    plan.edits += edit;
    return edit.remove ? plan.document.remove(sectionOf(edit), edit.key)
                       : plan.document.set(sectionOf(edit), edit.key, edit.value);
}

void finish(const ConfigTree &tree, Plan &plan)
{
    FileEdit &file = plan.file;
    const QByteArray bytes = plan.document.bytes();
    QStringList sections;
    for (const OptionEdit &edit : std::as_const(plan.edits)) {
        sections += sectionOf(edit);
        if (edit.target == EditTarget::Jail)
            continue;
        for (const DocumentSection &section : plan.document.sections()) // an empty one says nothing in these files
            sections += section.name;
    }
    const bool changed = bytes != file.before.value_or(heading);
    if (!changed)
        file.after = file.before;
    else if (!isSpent(plan.document, sections))
        file.after = bytes;
    const QString name = tree.shown(file.path);
    file.diff = unifiedDiff(file.before.value_or(QByteArray()), file.after.value_or(QByteArray()),
        file.before ? name : u"/dev/null"_s, file.after ? name : u"/dev/null"_s);
}

/// Of all sections but those that an edit of the target may set: name, key, value.
QStringList foreignOptions(const QByteArray &text, EditTarget target, const QString &name)
{
    QStringList options;
    const QList<DocumentSection> sections = Document::parse(text).sections();
    for (const DocumentSection &section : sections) {
        if (target != EditTarget::Jail || section.name == name)
            continue;
        for (const DocumentOption &option : section.options)
            options += u'[' + section.name + u"] "_s + option.key + u" = "_s + option.value;
    }
    return options;
}

/// What a text sets anew.
QList<OptionEdit> editsBetween(const Document &before, const Document &after, EditTarget target, const QString &name)
{
    QList<OptionEdit> edits;
    for (const DocumentSection &section : after.sections()) {
        const DocumentSection *was = before.section(section.name);
        for (const DocumentOption &option : section.options) {
            const bool stays = was != nullptr && std::ranges::any_of(was->options, [&](const DocumentOption &old) {
                return old.key == option.key && old.value == option.value;
            });
            if (!stays)
                edits.append({ .target = target,
                    .name = name,
                    .section = target == EditTarget::Jail ? QString() : section.name,
                    .key = option.key,
                    .value = option.value });
        }
    }
    return edits;
}

/// Who wins once all files are written.
void findBeaten(SharedFiles &shared, Plan &plan)
{
    for (qsizetype i = 0; i < plan.edits.size(); ++i) {
        const OptionEdit &edit = plan.edits[i];
        const auto sameAgain = [&](const OptionEdit &later) { return mergedPlace(later) == mergedPlace(edit); };
        if (edit.remove || std::ranges::any_of(plan.edits.sliced(i + 1), sameAgain))
            continue;
        const bool isJail = edit.target == EditTarget::Jail;
        const QString base = isJail ? u"jail"_s : folderOf(edit.target) + u'/' + edit.name;
        const auto [section, key] = mergedPlace(edit);
        const MergedSections sections = MergedSections::read(shared, base);
        const MergedOption *option = sections.option(section, key);
        if (option != nullptr && option->winner.origin.file != plan.file.path)
            plan.file.beaten.append({ edit, option->winner });
    }
}

} // namespace

core::Result<QString> editedFile(const ConfigTree &tree, EditTarget target, const QString &name)
{
    const bool safe = !name.isEmpty() && !name.startsWith(u'.') && !name.contains(u'/') && isVisible(name)
        && name.trimmed() == name && (target != EditTarget::Jail || canBeSection(name));
    const QString file = (target == EditTarget::Jail ? QString(jailPrefix) : QString()) + name + suffix;
    if (!safe || file.toUtf8().size() > longestName)
        return core::failure(core::ErrorCode::InvalidArgument, name);
    return tree.path(folderOf(target) + u'/' + file);
}

bool isEditedFile(const ConfigTree &tree, const QString &path)
{
    const QString shown = tree.shown(path);
    constexpr std::array targets { EditTarget::Jail, EditTarget::Filter, EditTarget::Action };
    return std::ranges::any_of(targets, [&](EditTarget target) {
        const QString before = folderOf(target) + u'/' + (target == EditTarget::Jail ? QString(jailPrefix) : QString());
        if (!shown.startsWith(before) || !shown.endsWith(suffix) || shown.size() <= before.size() + suffix.size())
            return false;
        const auto file = editedFile(tree, target, shown.sliced(before.size()).chopped(suffix.size()));
        return file && *file == path;
    });
}

core::Result<QList<FileEdit>> planEdits(const ConfigTree &tree, const QList<OptionEdit> &edits)
{
    QList<Plan> plans;
    for (const OptionEdit &edit : edits) {
        const auto path = editedFile(tree, edit.target, edit.name);
        if (!path)
            return tl::unexpected(path.error());
        auto plan = std::ranges::find(plans, *path, [](const Plan &one) { return one.file.path; });
        if (plan == plans.end()) {
            const auto begun = begin(tree, *path);
            if (!begun)
                return tl::unexpected(begun.error());
            plans.append(*begun);
            plan = plans.end() - 1;
        }
        if (const auto applied = apply(*plan, edit); !applied)
            return tl::unexpected(applied.error());
    }
    QList<FileEdit> files;
    for (Plan &plan : plans) {
        finish(tree, plan);
        files += plan.file;
    }
    const ConfigTree future = edited(tree, files);
    SharedFiles shared(future);
    for (qsizetype i = 0; i < plans.size(); ++i) {
        findBeaten(shared, plans[i]);
        files[i].beaten = plans[i].file.beaten;
    }
    return files;
}

core::Result<FileEdit> planText(
    const ConfigTree &tree, EditTarget target, const QString &name, const std::optional<QByteArray> &text)
{
    const auto path = editedFile(tree, target, name);
    if (!path)
        return tl::unexpected(path.error());
    auto plan = begin(tree, *path);
    if (!plan)
        return tl::unexpected(plan.error());
    FileEdit &file = plan->file;
    const QByteArray before = file.before.value_or(QByteArray());
    // A jail's file that sets [DEFAULT], or another jail, would change what nobody looks at.
    const QStringList foreign = foreignOptions(text.value_or(QByteArray()), target, name);
    if (const QStringList old = foreignOptions(before, target, name); foreign != old) {
        QStringList anew = foreign;
        anew.removeIf([&old](const QString &option) { return old.contains(option); });
        return core::failure(core::ErrorCode::InvalidArgument, anew.isEmpty() ? old.value(0) : anew.constFirst());
    }
    file.after = text;
    const QString shown = tree.shown(*path);
    file.diff = unifiedDiff(
        before, text.value_or(QByteArray()), file.before ? shown : u"/dev/null"_s, text ? shown : u"/dev/null"_s);
    const Document after = Document::parse(text.value_or(QByteArray()), *path);
    if (!after.isReadable())
        return file; // the checks say what fail2ban stops at
    plan->edits = editsBetween(Document::parse(before, *path), after, target, name);
    const ConfigTree future = edited(tree, { file });
    SharedFiles shared(future);
    findBeaten(shared, *plan);
    return file;
}

ConfigTree edited(const ConfigTree &tree, const QList<FileEdit> &files)
{
    ConfigTree future = tree;
    for (const FileEdit &file : files) {
        if (file.after)
            future.files.insert(file.path, *file.after);
        else
            future.files.remove(file.path);
    }
    return future;
}

QByteArray fileHash(const std::optional<QByteArray> &text)
{
    return text ? QCryptographicHash::hash(*text, QCryptographicHash::Sha256).toHex() : QByteArray();
}

} // namespace config
