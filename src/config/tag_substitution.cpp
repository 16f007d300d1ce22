// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/tag_substitution.h"

#include "config/python_forms.h"

#include <vector>

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

/// The next <name> in text; -1: there is none.
qsizetype nextOf(const QString &text, const QString &name, qsizetype from)
{
    for (qsizetype at = text.indexOf(u'<', from); at >= 0; at = text.indexOf(u'<', at + 1)) {
        const QStringView rest = QStringView(text).sliced(at + 1);
        if (rest.size() > name.size() && rest[name.size()] == u'>' && rest.startsWith(name))
            return at;
    }
    return -1;
}

/// All <name> in text; the first one is at `first`. False, and text is of no use, where the result has no bounds.
bool replaceAll(QString &text, qsizetype first, const QString &name, const QString &by)
{
    const qsizetype size = name.size() + 2;
    qsizetype at = nextOf(text, name, first + size);
    if (at < 0) {
        text.replace(first, size, by);
        return true;
    }
    // Not in place: each would move all that follows.
    QString out = text.first(first) + by;
    qsizetype done = first + size;
    for (; at >= 0; at = nextOf(text, name, done)) {
        out += QStringView(text).sliced(done, at - done);
        out += by;
        if (out.size() > c_maxLength)
            return false;
        done = at + size;
    }
    out += QStringView(text).sliced(done);
    text = out;
    return true;
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
        const qsizetype size = m_options.entries().size();
        m_done.assign(size_t(size), false);
        for (qsizetype i = 0; i < size; ++i)
            m_done[size_t(i)] = m_ignored.contains(m_options.entries().at(i).key);
        do {
            m_again = false;
            for (qsizetype i = 0; i < size; ++i) {
                if (m_done[size_t(i)])
                    continue;
                if (const core::Result<void> substituted = substitute(i); !substituted)
                    return tl::unexpected(substituted.error());
            }
        } while (m_again);
        return m_options;
    }

private:
    core::Result<void> substitute(qsizetype place)
    {
        const QString key = m_options.entries().at(place).key;
        const QString before = pythonStr(m_options.entries().at(place).value);
        if (!before.contains(u'<')) {
            m_done[size_t(place)] = true;
            return {};
        }
        QString value = before;
        QHash<QString, int> counts = m_counts.value(key);
        for (Tag tag = nextTag(value, 0); tag.begin >= 0;) {
            const QString name = value.sliced(tag.begin + 1, tag.end - tag.begin - 2);
            if (m_ignored.contains(name)) {
                tag = nextTag(value, tag.end);
                continue;
            }
            if (name == key || counts.value(name, 1) > c_maxReplacements || value.size() > c_maxLength)
                return endless(key, name, value);
            const QVariant *own = m_options.find(name);
            core::Result<QVariant> other;
            if ((!own || !own->isValid()) && m_lookup) {
                other = m_lookup(name);
                if (!other)
                    return tl::unexpected(other.error());
                own = &*other;
            }
            if (!own || !own->isValid()) {
                tag = nextTag(value, tag.end);
                continue;
            }
            if (!replaceAll(value, tag.begin, name, pythonStr(*own)))
                return endless(key, name, before);
            ++counts[name];
            tag = nextTag(value, tag.begin);
        }
        if (value != before) {
            if (nextTag(value, 0).begin >= 0) {
                m_counts.insert(key, counts);
                m_again = true;
            }
            m_options.setAt(place, value);
        }
        m_done[size_t(place)] = !value.contains(u'<');
        return {};
    }

    static tl::unexpected<core::Error> endless(const QString &key, const QString &name, const QString &value)
    {
        return core::failure(core::ErrorCode::InvalidArgument,
            u"properties contain self referencing definitions and cannot be resolved, fail tag: %1, found: %2, value: %3"_s
                .arg(key, name, value.left(c_shown)));
    }

    static constexpr qsizetype c_shown = 200;
    OptionMap m_options;
    const QSet<QString> &m_ignored;
    const TagLookup &m_lookup;
    QHash<QString, QHash<QString, int>> m_counts;
    std::vector<bool> m_done; ///< or to be left alone, by place
    bool m_again = false;
};

} // namespace

core::Result<OptionMap> substituteTags(const OptionMap &options, const QSet<QString> &ignored, const TagLookup &lookup)
{
    return Substitution(options, ignored, lookup).run();
}

} // namespace config
