// SPDX-License-Identifier: GPL-3.0-or-later
// ConfigReaderUnshared.read() and SafeConfigParserWithIncludes.read() of fail2ban.
#include "config/merged_sections.h"

#include "config/parser_text.h"
#include "config/shared_files.h"

#include <QDir>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

/// Includes of each other by ever longer names ("../x.conf") end in a RecursionError of Python about here, unless the
/// system refuses the name before (SharedFiles::document).
constexpr qsizetype maximumNesting = 480;
/// More than any folder needs; such names could branch without end, too, and lists of lists grow.
constexpr qsizetype maximumFiles = 20'000;

/// Files of a folder as glob.glob("FOLDER/*SUFFIX") finds them, sorted as Python sorts.
QStringList glob(const ConfigTree &tree, const QString &folder, QLatin1StringView suffix)
{
    const QString below = QDir::cleanPath(folder) + u'/';
    QStringList found;
    const auto collect = [&](const auto &files) {
        for (auto it = files.lowerBound(below); it != files.end() && it.key().startsWith(below); ++it) {
            const QStringView name = QStringView(it.key()).sliced(below.size());
            if (name.endsWith(suffix) && !name.startsWith(u'.') && !name.contains(u'/'))
                found += folder + u'/' + name.toString();
        }
    };
    collect(tree.files);
    collect(tree.unreadable);
    // By code points, which QString's own order is not.
    std::ranges::sort(found, {}, [](const QString &name) { return name.toUtf8(); });
    return found;
}

/// What Python raises for a file: these at once, "not an option" at its end only.
bool stopsAtOnce(ProblemKind kind)
{
    return kind == ProblemKind::NoSectionHeader || kind == ProblemKind::DuplicateSection
        || kind == ProblemKind::DuplicateOption;
}

} // namespace

class MergedSectionsReader
{
public:
    explicit MergedSectionsReader(SharedFiles &shared)
        : m_shared(shared)
        , m_tree(shared.tree())
    {
    }

    MergedSections read(const QString &base)
    {
        const QString name = joinPath(m_tree.folder, base);
        QStringList files { name + ".conf"_L1 };
        files += glob(m_tree, name + ".d"_L1, ".conf"_L1);
        files += name + ".local"_L1;
        files += glob(m_tree, name + ".d"_L1, ".local"_L1);
        files.removeIf([this](const QString &file) { return !exists(file); });
        const Included all = withIncludes(files, {});
        for (const Problem &problem : all.problems) {
            if (!m_sections.m_problems.contains(problem))
                m_sections.m_problems.append(problem);
        }
        for (const QString &file : all.files) {
            const auto document = m_shared.document(file);
            if (document == nullptr || !isUsable(*document))
                continue;
            m_sections.m_files += QDir::cleanPath(file);
            merge(m_sections, *document, QDir::cleanPath(file));
        }
        // Where Python raises, it remembers nothing.
        if (!m_sections.m_readable) {
            for (const QString &key : std::as_const(m_remembered))
                m_shared.forgetIncluded(key);
        }
        return std::move(m_sections);
    }

private:
    using Included = SharedFiles::Included;

    [[nodiscard]] bool exists(const QString &path) const
    {
        const QString clean = QDir::cleanPath(path);
        return SharedFiles::isPossible(path) && (m_tree.files.contains(clean) || m_tree.unreadable.contains(clean));
    }

    /// A file that fail2ban stops at still shows what it has; one that is not text shows nothing.
    [[nodiscard]] static bool isUsable(const Document &document)
    {
        return document.isReadable() || document.problems().first().kind != ProblemKind::NotUtf8;
    }

    /// _getIncludes()
    Included withIncludes(const QStringList &names, const QStringList &seen)
    {
        QStringList files;
        for (const QString &name : names) {
            files += name;
            const QString local = stemOf(name) + ".local"_L1;
            if (!names.contains(local) && exists(local))
                files += local;
        }
        const QString key = files.join(QChar(u'\x01'));
        if (const auto known = m_shared.included(key))
            return *known;
        Included all;
        for (const QString &file : std::as_const(files)) {
            addWithIncludes(all, file, seen);
            const bool endless = seen.size() > maximumNesting || ++m_visits > maximumFiles
                || all.files.size() > maximumFiles || all.problems.size() > maximumFiles;
            if (endless && !m_endless)
                stop(all, { ProblemKind::Other, Origin { QDir::cleanPath(file), 0, {} }, file, u"RecursionError"_s });
            m_endless = m_endless || endless;
            if (m_endless)
                return { {}, all.problems.first(std::min(all.problems.size(), maximumFiles)) };
        }
        m_shared.setIncluded(key, all);
        m_remembered += key;
        return all;
    }

    /// __getIncludesUncached(): what is before it, itself, and what is after it.
    void addWithIncludes(Included &all, const QString &file, const QStringList &seen)
    {
        if (seen.size() > maximumNesting)
            return;
        const auto document = m_shared.document(file);
        if (document == nullptr) {
            const QString clean = QDir::cleanPath(file);
            if (SharedFiles::isPossible(file) && m_tree.unreadable.contains(clean))
                all.problems.append({ ProblemKind::Other, Origin { clean, 0, {} }, clean, m_tree.unreadable[clean] });
            return;
        }
        if (!document->isReadable()) {
            addProblems(all, *document);
            if (!isUsable(*document))
                return;
        }
        addIncluded(all, *document, file, u"before"_s, seen);
        all.files += file;
        addIncluded(all, *document, file, u"after"_s, seen);
    }

    void addIncluded(
        Included &all, const Document &document, const QString &file, const QString &key, const QStringList &seen)
    {
        if (document.section(u"INCLUDES"_s) == nullptr)
            return;
        // The value is of this file alone: no other file's [DEFAULT] is in it.
        MergedSections alone;
        merge(alone, document, QDir::cleanPath(file));
        const MergedOption *option = alone.option(u"INCLUDES"_s, key);
        if (option == nullptr)
            return;
        const auto value = alone.value(u"INCLUDES"_s, key);
        if (!value) {
            stop(all, { ProblemKind::BadInterpolation, option->winner.origin, key, value.error().detail });
            return;
        }
        for (const QString &name : value->split(u'\n')) {
            const QString path = joinPath(dirName(file), name);
            if (m_endless || seen.contains(path))
                continue;
            const Included more = withIncludes({ path }, seen + QStringList { file });
            all.files += more.files;
            all.problems += more.problems;
        }
    }

    void stop(Included &all, const Problem &problem)
    {
        all.problems.append(problem);
        m_sections.m_readable = false;
    }

    /// What Python would raise comes first.
    void addProblems(Included &all, const Document &document)
    {
        QList<Problem> problems = document.problems();
        std::stable_partition(
            problems.begin(), problems.end(), [](const Problem &problem) { return stopsAtOnce(problem.kind); });
        all.problems += problems;
        m_sections.m_readable = m_sections.m_readable && !isUsable(document);
    }

    /// One file into those before it.
    static void merge(MergedSections &target, const Document &document, const QString &path)
    {
        for (const DocumentSection &section : document.sections()) {
            if (section.name == "DEFAULT"_L1) {
                for (const DocumentOption &option : section.options)
                    target.m_defaults.set(option.key, setting(path, section, option));
            } else {
                mergeSection(target, section, path);
            }
        }
    }

    static void mergeSection(MergedSections &target, const DocumentSection &section, const QString &path)
    {
        // CONDITIONAL_RE: ^(\w+)(\?.+)$
        qsizetype word = 0;
        while (word < section.name.size() && isWord(section.name[word]))
            ++word;
        const bool conditional = word > 0 && word + 1 < section.name.size() && section.name[word] == u'?';
        const QString name = conditional ? section.name.first(word) : section.name;
        const QString suffix = conditional ? section.name.sliced(word) : QString();

        if (target.hasSection(name)) {
            // What it has now is known to its later values.
            MergedSections::Section &known = target.make(u"KNOWN/"_s + name);
            const MergedSections::Section &before = *target.own(name);
            for (const DocumentOption &option : section.options) {
                const auto found = before.options.constFind(option.key + suffix);
                if (found != before.options.constEnd())
                    known.set(found.key(), found->winner);
            }
        }
        MergedSections::Section &own = target.make(name);
        for (const DocumentOption &option : section.options) {
            if (!conditional || option.key != "__name__"_L1)
                own.set(option.key + suffix, setting(path, section, option));
        }
    }

    static Setting setting(const QString &path, const DocumentSection &section, const DocumentOption &option)
    {
        return { option.value, Origin { path, option.line, section.name } };
    }

    SharedFiles &m_shared;
    const ConfigTree &m_tree;
    MergedSections m_sections;
    QStringList m_remembered;
    qsizetype m_visits = 0;
    bool m_endless = false;
};

MergedSections MergedSections::read(const ConfigTree &tree, const QString &base)
{
    SharedFiles shared(tree);
    return read(shared, base);
}

MergedSections MergedSections::read(SharedFiles &shared, const QString &base)
{
    return MergedSectionsReader(shared).read(base);
}

} // namespace config
