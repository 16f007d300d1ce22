// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: bytes as a configuration file might have them. They come back as they were; an edit is what was asked for
// or nothing; no line is touched but the option's; the difference that is shown leads from one to the other. The first
// four bytes choose what is edited.
#include "config/document.h"
#include "config/merged_sections.h"

#include <algorithm>
#include <cstdlib>

namespace {

using config::Document;
using config::DocumentOption;
using config::DocumentSection;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

qsizetype optionCount(const Document &document)
{
    qsizetype count = 0;
    for (const DocumentSection &section : document.sections())
        count += section.options.size();
    return count;
}

/// Where a line begins, in the text's own bytes.
qsizetype offsetOf(const QByteArray &bytes, int line)
{
    qsizetype at = 0;
    for (int i = 1; i < line && at < bytes.size(); ++i) {
        while (at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r')
            ++at;
        at += bytes.mid(at, 2) == "\r\n" ? 2 : 1;
    }
    return std::min(at, bytes.size());
}

const DocumentOption *find(const Document &document, const QString &section, const QString &key)
{
    const DocumentSection *place = document.section(section);
    if (place == nullptr)
        return nullptr;
    const auto found = std::ranges::find(place->options, key, &DocumentOption::key);
    return found == place->options.end() ? nullptr : &*found;
}

/// The lines before and behind an option are what they were.
void requireOthers(const QByteArray &before, const QByteArray &after, const DocumentOption &option)
{
    require(after.startsWith(before.first(offsetOf(before, option.line))));
    require(after.endsWith(before.sliced(offsetOf(before, option.lastLine + 1))));
}

void edit(const Document &original, const QString &section, const QString &key, const QString &value)
{
    const QByteArray bytes = original.bytes();
    const DocumentOption *option = find(original, section, key.toLower());
    Document with = original;
    if (with.set(section, key, value)) {
        require(original.isReadable());
        const Document again = Document::parse(with.bytes());
        require(again.isReadable());
        const DocumentOption *now = find(again, section, key.toLower());
        require(now != nullptr && now->value == value);
        require(optionCount(again) == optionCount(original) + (option == nullptr ? 1 : 0));
        if (option != nullptr)
            requireOthers(bytes, with.bytes(), *option);
        require(config::unifiedDiff(bytes, with.bytes(), {}, {}).isEmpty() == (bytes == with.bytes()));
    } else {
        require(with.bytes() == bytes);
    }
    Document without = original;
    if (without.remove(section, key)) {
        const Document again = Document::parse(without.bytes());
        require(again.isReadable() && find(again, section, key.toLower()) == nullptr);
        require(optionCount(again) == optionCount(original) - (option == nullptr ? 0 : 1));
        if (option != nullptr)
            requireOthers(bytes, without.bytes(), *option);
        else
            require(without.bytes() == bytes);
    }
}

/// Values of a tree of this one file; only that it ends, and says nothing of what is not there.
void resolve(const QByteArray &bytes)
{
    config::ConfigTree tree { QStringLiteral("/f"), { { QStringLiteral("/f/jail.conf"), bytes } }, {} };
    tree.files.insert(QStringLiteral("/f/jail.local"), bytes);
    const config::MergedSections sections = config::MergedSections::read(tree, QStringLiteral("jail"));
    for (const QString &section : sections.sections().first(std::min<qsizetype>(sections.sections().size(), 20))) {
        for (const QString &key :
            sections.keys(section).first(std::min<qsizetype>(sections.keys(section).size(), 20))) {
            require(sections.option(section, key) != nullptr);
            static_cast<void>(sections.value(section, key));
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 4)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 4, static_cast<qsizetype>(size) - 4);
    const Document document = Document::parse(bytes);
    require(document.bytes() == bytes);
    const QStringList values { QStringLiteral("1"), QString(), QStringLiteral("a\nb\n\nc"),
        QStringLiteral("\n10.0.0.0/8\n::1"), QStringLiteral("x ;y"), QStringLiteral("[q]"), QStringLiteral("#c"),
        QString::fromUtf8(bytes.left(data[3])) };
    const QString &value = values[data[0] % values.size()];
    edit(document, QStringLiteral("sshd"), QStringLiteral("bantime"), value);
    if (!document.sections().isEmpty()) {
        const DocumentSection &section = document.sections()[data[1] % document.sections().size()];
        edit(document, section.name, QStringLiteral("new"), value);
        if (!section.options.isEmpty())
            edit(document, section.name, section.options[data[2] % section.options.size()].key, value);
    }
    resolve(bytes);
    return 0;
}
