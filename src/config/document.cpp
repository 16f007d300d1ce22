// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document.h"

#include "config/document_lines.h"

#include <algorithm>

namespace config {

Document Document::parse(const QByteArray &bytes, const QString &path)
{
    Document document;
    document.m_path = path;
    document.m_utf8 = bytes.isValidUtf8();
    if (!document.m_utf8) {
        document.m_raw = bytes;
        document.m_problems.append(
            Problem { ProblemKind::NotUtf8, Origin { path, 0, {} }, path, QStringLiteral("not UTF-8") });
        return document;
    }
    // Python leaves a byte order mark in the text, and so do we: it makes the first line unreadable to fail2ban.
    document.m_lines = splitLines(decodeUtf8(bytes));
    document.read();
    return document;
}

QByteArray Document::bytes() const
{
    if (!m_utf8)
        return m_raw;
    QByteArray all;
    for (const QString &line : m_lines)
        all += line.toUtf8();
    return all;
}

const DocumentSection *Document::section(const QString &name) const
{
    const auto found = std::ranges::find(m_sections, name, &DocumentSection::name);
    return found == m_sections.end() ? nullptr : &*found;
}

} // namespace config
