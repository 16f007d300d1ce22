// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/filter_reader.h"

#include "config/python_forms.h"

using namespace Qt::StringLiterals;

namespace config {

FilterReader::FilterReader(std::shared_ptr<const MergedSections> sections, const OptionMap &call, Setting calledAt)
    : DefinitionReader(std::move(sections), call, std::move(calledAt), templates())
{
}

const QList<OptionTemplate> &FilterReader::templates()
{
    static const QList<OptionTemplate> options {
        { u"usedns"_s },
        { u"prefregex"_s },
        { u"ignoreregex"_s },
        { u"failregex"_s },
        { u"maxlines"_s, OptionType::Number },
        { u"datepattern"_s },
        { u"journalmatch"_s },
    };
    return options;
}

void FilterReader::applyBackend(const QString &backend)
{
    const QString logtype = u"logtype"_s;
    if (call().text(logtype).isEmpty() && !sections().keys(u"Definition"_s).contains(logtype))
        setCallOption(logtype, backend.startsWith("systemd"_L1) ? u"journal"_s : u"file"_s);
}

Reading<void> FilterReader::appendCommands(QList<QVariantList> &stream, const OptionMap &options, const QString &jail)
{
    qsizetype first = 0;
    for (const OptionMap::Entry &entry : options.entries()) {
        if (!entry.value.isValid())
            continue;
        const QString &key = entry.key;
        const QString text = pythonStr(entry.value);
        if (key == "failregex"_L1 || key == "ignoreregex"_L1) {
            const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
            if (lines.size() > 1)
                stream.append(
                    { u"multi-set"_s, jail, QString(u"add"_s + key), QVariantList(lines.begin(), lines.end()) });
            else if (!lines.isEmpty())
                stream.append({ u"set"_s, jail, QString(u"add"_s + key), lines.first() });
        } else if (key == "usedns"_L1 || key == "maxlines"_L1 || key == "prefregex"_L1) {
            // Before all expressions, since they depend on it.
            stream.insert(key == "usedns"_L1 ? 0 : first, { u"set"_s, jail, key, entry.value });
            ++first;
        } else if (u"datepattern"_s.contains(key)) {
            // `opt in ('datepattern')` of Python is a search in a text, not in a tuple.
            stream.append({ u"set"_s, jail, key, entry.value });
        } else if (key == "journalmatch"_L1) {
            const QStringList matches = text.split(u'\n', Qt::SkipEmptyParts);
            for (const QString &match : matches) {
                const core::Result<QStringList> words = pythonShellWords(match);
                if (!words)
                    return tl::unexpected(Problem { ProblemKind::Other, {}, key, words.error().detail });
                stream.append(
                    QVariantList { u"set"_s, jail, u"addjournalmatch"_s } + QVariantList(words->begin(), words->end()));
            }
        }
    }
    return {};
}

} // namespace config
