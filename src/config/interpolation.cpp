// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/interpolation.h"

#include "config/parser_text.h"

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr int maximumDepth = 10; ///< MAX_INTERPOLATION_DEPTH of configparser.py
/// Ten levels of ten references each are ten milliards of characters: nobody wants to see them.
constexpr qsizetype maximumWork = 4 * 1024 * 1024;

struct QualifiedName
{
    QStringView whole;
    QStringView section;
    QStringView key;
};

/// The next `%(section/key)s` (SECTION_OPTSUBST_CRE) from a place on; moves behind it.
std::optional<QualifiedName> nextQualified(QStringView text, qsizetype &from)
{
    for (qsizetype at = text.indexOf("%("_L1, from); at >= 0; at = text.indexOf("%("_L1, at + 1)) {
        qsizetype slash = at + 2;
        while (slash < text.size() && (isWord(text[slash]) || text[slash] == u'-'))
            ++slash;
        if (slash == at + 2 || slash >= text.size() || text[slash] != u'/')
            continue;
        const qsizetype close = text.indexOf(u')', slash + 1);
        if (close <= slash + 1 || close + 1 >= text.size() || text[close + 1] != u's')
            continue;
        from = close + 2;
        return QualifiedName { text.sliced(at + 2, close - at - 2), text.sliced(at + 2, slash - at - 2),
            text.sliced(slash + 1, close - slash - 1) };
    }
    return std::nullopt;
}

} // namespace

Interpolation::Interpolation(const MergedSections &sections, const QString &section, const QString &key,
    const QMap<QString, QString> &extra, QList<Setting> *contributors)
    : m_sections(sections)
    , m_section(section)
    , m_key(key)
    , m_extra(extra)
    , m_own(&sections.own(section)->options)
    , m_defaults(sections.m_defaults.options)
    , m_contributors(contributors)
{
}

core::Result<QString> Interpolation::resolve(const QString &text)
{
    if (!append(text, nullptr, 1))
        return core::failure(core::ErrorCode::InvalidArgument, m_error);
    return m_result;
}

bool Interpolation::append(QStringView rest, const Scope *outer, int depth)
{
    Scope scope { outer, {} };
    if (rest.contains(u'/'))
        addQualified(rest, scope);
    const QStringView whole = rest;
    if (depth > maximumDepth) {
        return fail(
            u"Recursion limit exceeded in value substitution: option %1 in section %2 contains an interpolation key "
            "which cannot be substituted in %3 steps. Raw value: %4"_s.arg(
                quoted(m_key), quoted(m_section), QString::number(maximumDepth), rawText(whole)));
    }
    while (!rest.isEmpty()) {
        const qsizetype percent = rest.indexOf(u'%');
        m_work += 1 + (percent < 0 ? rest.size() : percent);
        if (m_work > maximumWork)
            return fail(u"more than %1 characters"_s.arg(maximumWork));
        if (percent < 0) {
            m_result += rest;
            return true;
        }
        m_result += rest.first(percent);
        rest = rest.sliced(percent);
        const QChar next = rest.size() > 1 ? rest[1] : QChar();
        if (next == u'%') {
            m_result += u'%';
            rest = rest.sliced(2);
        } else if (next == u'(') {
            if (!appendReference(rest, whole, scope, depth))
                return false;
        } else {
            return fail(u"'%' must be followed by '%' or '(', found: "_s + quoted(rest));
        }
    }
    return true;
}

bool Interpolation::appendReference(QStringView &rest, QStringView whole, const Scope &scope, int depth)
{
    const qsizetype close = rest.indexOf(u')');
    if (close < 3 || close + 1 >= rest.size() || rest[close + 1] != u's')
        return fail(u"bad interpolation variable reference "_s + quoted(rest));
    const QString key = rest.sliced(2, close - 2).toString().toLower();
    rest = rest.sliced(close + 2);
    const Value value = lookUp(key, scope);
    if (value.text == nullptr) {
        return fail(
            u"Bad value substitution: option %1 in section %2 contains an interpolation key %3 which is not a valid "
            "option name. Raw value: %4"_s.arg(quoted(m_key), quoted(m_section), quoted(key), rawText(whole)));
    }
    if (m_contributors != nullptr && value.from != nullptr && !m_contributors->contains(*value.from))
        m_contributors->append(*value.from);
    if (value.text->contains(u'%'))
        return append(*value.text, &scope, depth + 1);
    m_work += 1 + value.text->size();
    m_result += *value.text;
    return true;
}

void Interpolation::addQualified(QStringView text, Scope &scope) const
{
    qsizetype from = 0;
    while (const auto name = nextQualified(text, from)) {
        const QString whole = name->whole.toString();
        if (lookUp(whole, scope).text != nullptr)
            continue;
        if (const Setting *setting = qualified(name->section.toString(), name->key.toString()))
            scope.added.append({ whole, setting });
    }
}

/// Sections and keys as written: "Init/x" goes in, and is not found under its lower-case name afterwards.
const Setting *Interpolation::qualified(const QString &section, const QString &key) const
{
    const QString lower = section.toLower();
    if (lower != "default"_L1) {
        const bool known = lower == "known"_L1;
        // Not own(): DEFAULT is no section here.
        const auto place = m_sections.m_sections.constFind(known ? u"KNOWN/"_s + m_section : section);
        if (place != m_sections.m_sections.constEnd()) {
            const auto found = place->options.constFind(key);
            if (found != place->options.constEnd())
                return &found->winner;
        } else if (!known) {
            return nullptr;
        }
    }
    const auto found = m_defaults.constFind(key);
    return found == m_defaults.constEnd() ? nullptr : &found->winner;
}

Interpolation::Value Interpolation::lookUp(const QString &key, const Scope &scope) const
{
    if (key == "__name__"_L1)
        return { &m_section, nullptr };
    const auto given = m_extra.constFind(key);
    if (given != m_extra.constEnd())
        return { &*given, nullptr };
    for (const Scope *level = &scope; level != nullptr; level = level->outer) {
        for (const auto &[name, setting] : level->added) {
            if (name == key)
                return { &setting->raw, setting };
        }
    }
    for (const Options *options : { m_own, &m_defaults }) {
        const auto found = options->constFind(key);
        if (found != options->constEnd())
            return { &found->winner.raw, &found->winner };
    }
    return {};
}

QString Interpolation::rawText(QStringView fallback) const
{
    const MergedOption *option = m_sections.option(m_section, m_key);
    return quoted(option != nullptr ? QStringView(option->winner.raw) : fallback);
}

bool Interpolation::fail(const QString &message)
{
    m_error = message;
    return false;
}

} // namespace config
