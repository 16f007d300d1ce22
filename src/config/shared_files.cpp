// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/shared_files.h"

#include <QDir>

namespace config {

bool SharedFiles::isPossible(const QString &path)
{
    constexpr qsizetype longest = 4095; // PATH_MAX with its NUL
    return !path.endsWith(u'/') && (path.size() <= longest / 3 || path.toUtf8().size() <= longest);
}

std::shared_ptr<const Document> SharedFiles::document(const QString &path)
{
    if (!isPossible(path))
        return nullptr;
    const QString clean = QDir::cleanPath(path);
    const auto known = m_documents.constFind(clean);
    if (known != m_documents.constEnd())
        return *known;
    std::shared_ptr<const Document> document;
    const auto bytes = m_tree.files.constFind(clean);
    if (bytes != m_tree.files.constEnd())
        document = std::make_shared<const Document>(Document::parse(*bytes, clean));
    m_documents.insert(clean, document);
    return document;
}

std::optional<SharedFiles::Included> SharedFiles::included(const QString &key) const
{
    const auto known = m_included.constFind(key);
    return known == m_included.constEnd() ? std::nullopt : std::optional(*known);
}

} // namespace config
