// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "core/result.h"

#include <QList>

#include <optional>

namespace config {

/// What an option belongs to; each kind has its own files of ours.
enum class EditTarget {
    Jail, ///< jail.d/zz-bangui-NAME.local
    Filter, ///< filter.d/NAME.local
    Action ///< action.d/NAME.local
};

/// One wanted value.
struct OptionEdit
{
    EditTarget target = EditTarget::Jail;
    QString name; ///< of the jail, or base name of filter or action ("sshd")
    QString section; ///< of a filter or action ("Init?family=inet6"); empty: "Definition". A jail has its own only.
    QString key;
    QString value;
    bool remove = false; ///< takes our line away, so that what lies below rules again
};

/// A value of ours that another file, read later, sets again: it would do nothing.
struct BeatenEdit
{
    OptionEdit edit;
    Setting winner;
};

/// What a text of a file is known by: SHA-256, hexadecimal; empty where there is no such file.
[[nodiscard]] QByteArray fileHash(const std::optional<QByteArray> &text);

/// One file as it would be written.
struct FileEdit
{
    QString path; ///< absolute
    QByteArray expectedHash; ///< fileHash() of what was edited
    std::optional<QByteArray> before; ///< nullopt: no such file
    std::optional<QByteArray> after; ///< nullopt: the file goes, since nothing but our own heading is left in it
    QString diff; ///< unified, with names relative to the folder; empty: nothing changes
    QList<BeatenEdit> beaten; ///< in the order of the edits

    [[nodiscard]] bool changes() const { return before != after; }
};

/// Where edits of a target go. Errors: InvalidArgument where the name makes no safe name of a file, or cannot be a
/// section: a slash, control or format characters, a leading dot, DEFAULT, INCLUDES, too long.
[[nodiscard]] core::Result<QString> editedFile(const ConfigTree &tree, EditTarget target, const QString &name);

/// True for paths that editedFile() can give, and for no others.
[[nodiscard]] bool isEditedFile(const ConfigTree &tree, const QString &path);

/// What the edits, in their order, would write: each file once, in the order of its first edit. Reads the tree, changes
/// nothing. Errors: InvalidArgument as editedFile() and Document::set() have it; NotSupported where fail2ban could not
/// read the file as it is now; FileUnreadable where we could not. Then nothing of it is to be written.
[[nodiscard]] core::Result<QList<FileEdit>> planEdits(const ConfigTree &tree, const QList<OptionEdit> &edits);

/// The whole of a target's file as it is to be; nullopt: removed. Values that it leaves as they are count as beaten by
/// nobody. Errors: InvalidArgument as editedFile() has it, and where the text would change another section than the
/// target's own; FileUnreadable.
[[nodiscard]] core::Result<FileEdit> planText(
    const ConfigTree &tree, EditTarget target, const QString &name, const std::optional<QByteArray> &text);

/// The tree as it would be.
[[nodiscard]] ConfigTree edited(const ConfigTree &tree, const QList<FileEdit> &files);

} // namespace config
