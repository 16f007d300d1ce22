// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "config/document.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>

namespace config {

/// What fail2ban's readers share during one run (share_config): parsed files, and which files an include leads to. Of
/// one tree, which must outlive it. Not thread-safe.
class SharedFiles
{
public:
    explicit SharedFiles(const ConfigTree &tree)
        : m_tree(tree)
    {
    }

    [[nodiscard]] const ConfigTree &tree() const { return m_tree; }
    /// path: as an include has it ("/etc/fail2ban/filter.d/../x.conf"). nullptr: it cannot be opened.
    [[nodiscard]] std::shared_ptr<const Document> document(const QString &path);

    /// fail2ban remembers an answer whatever it came through, and so do we: of files that include each other in a
    /// circle the order in which they are read depends on it.
    [[nodiscard]] std::optional<QStringList> includes(const QString &key) const;
    void setIncludes(const QString &key, const QStringList &files) { m_includes.insert(key, files); }

private:
    const ConfigTree &m_tree;
    QHash<QString, std::shared_ptr<const Document>> m_documents;
    QHash<QString, QStringList> m_includes;
};

} // namespace config
