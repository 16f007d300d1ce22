// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/tag_substitution.h"

#include "config/python_forms.h"

using namespace Qt::StringLiterals;

namespace config {

namespace {

constexpr int c_maxReplacements = 25; // helpers.py, MAX_TAG_REPLACE_COUNT
// Tags of tags grow without end before fail2ban's own count stops them.
constexpr qsizetype c_maxLength = 4 * 1024 * 1024;

struct Tag
{
    qsizetype begin = -1; ///< of "<"; -1: there is none
    qsizetype end = 0; ///< behind ">"
};

/// The first match of <([^ <>]+)> from there on.
Tag nextTag(const QString &text, qsizetype from)
{
    for (qsizetype begin = text.indexOf(u'<', from); begin >= 0; begin = text.indexOf(u'<', begin + 1)) {
        qsizetype at = begin + 1;
        while (at < text.size() && text[at] != u' ' && text[at] != u'<' && text[at] != u'>')
            ++at;
        if (at < text.size() && text[at] == u'>' && at > begin + 1)
            return { begin, at + 1 };
    }
    return {};
}

class Substitution
{
public:
    Substitution(const OptionMap &options, const QSet<QString> &ignored, const TagLookup &lookup)
        : m_options(options)
        , m_ignored(ignored)
        , m_lookup(lookup)
    {
    }

    core::Result<OptionMap> run()
    {
        const QList<OptionMap::Entry> order = m_options.entries();
        do {
            m_again = false;
            for (const OptionMap::Entry &entry : order) {
                if (m_ignored.contains(entry.key) || m_done.contains(entry.key))
                    continue;
                if (const core::Result<void> replaced = substitute(entry.key); !replaced)
                    return tl::unexpected(replaced.error());
            }
        } while (m_again);
        return m_options;
    }

private:
    core::Result<void> substitute(const QString &key)
    {
        const QString before = pythonStr(m_options.value(key));
        QString value = before;
        QHash<QString, int> counts = m_counts.value(key);
        for (Tag tag = nextTag(value, 0); tag.begin >= 0;) {
            const QString name = value.sliced(tag.begin + 1, tag.end - tag.begin - 2);
            if (m_ignored.contains(name)) {
                tag = nextTag(value, tag.end);
                continue;
            }
            if (name == key || counts.value(name, 1) > c_maxReplacements || value.size() > c_maxLength)
                return core::failure(core::ErrorCode::InvalidArgument,
                    u"properties contain self referencing definitions and cannot be resolved, fail tag: %1, found: %2, value: %3"_s
                        .arg(key, name, value.left(c_shown)));
            const core::Result<QVariant> replacement = lookUp(name);
            if (!replacement)
                return tl::unexpected(replacement.error());
            if (!replacement->isValid()) {
                tag = nextTag(value, tag.end);
                continue;
            }
            value.replace(u'<' + name + u'>', pythonStr(*replacement));
            ++counts[name];
            tag = nextTag(value, tag.begin);
        }
        if (value != before) {
            if (nextTag(value, 0).begin >= 0) {
                m_counts.insert(key, counts);
                m_again = true;
            }
            m_options.set(key, value);
        }
        if (!value.contains(u'<'))
            m_done.insert(key);
        return {};
    }

    core::Result<QVariant> lookUp(const QString &name) const
    {
        const QVariant own = m_options.value(name);
        if (own.isValid() || !m_lookup)
            return own;
        return m_lookup(name);
    }

    static constexpr qsizetype c_shown = 200;
    OptionMap m_options;
    const QSet<QString> &m_ignored;
    const TagLookup &m_lookup;
    QHash<QString, QHash<QString, int>> m_counts;
    QSet<QString> m_done;
    bool m_again = false;
};

} // namespace

core::Result<OptionMap> substituteTags(const OptionMap &options, const QSet<QString> &ignored, const TagLookup &lookup)
{
    return Substitution(options, ignored, lookup).run();
}

} // namespace config
