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
    /// False: the system would not open a file by this path, whatever there is.
    [[nodiscard]] static bool isPossible(const QString &path);
    /// path: as an include has it ("/etc/fail2ban/filter.d/../x.conf"). nullptr: it cannot be opened.
    [[nodiscard]] std::shared_ptr<const Document> document(const QString &path);

    /// The files that a list of files comes to with all that they include, in order, and what is wrong with any of
    /// them.
    struct Included
    {
        QStringList files;
        QList<Problem> problems;
    };
    /// fail2ban remembers an answer whatever it came through, and so do we: of files that include each other in a
    /// circle the order in which they are read depends on it.
    [[nodiscard]] std::optional<Included> included(const QString &key) const;
    void setIncluded(const QString &key, const Included &included) { m_included.insert(key, included); }
    void forgetIncluded(const QString &key) { m_included.remove(key); }

private:
    const ConfigTree &m_tree;
    QHash<QString, std::shared_ptr<const Document>> m_documents;
    QHash<QString, Included> m_included;
};

} // namespace config
