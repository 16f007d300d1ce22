// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace project {

/// The source with comments and the insides of literals blanked out; line breaks stay, so that line numbers hold.
[[nodiscard]] QString codeOnly(const QString &source);

struct Include
{
    QString path;
    bool quoted = false;
    int line = 0;
};
[[nodiscard]] QList<Include> includesOf(const QString &source);

/// The layers of src/, lowest first, and what each may include besides itself.
[[nodiscard]] const QStringList &layers();
[[nodiscard]] bool mayInclude(const QString &layer, const QString &path);

/// Every rule that one file breaks, as "LINE: what". layer: the file's folder below src/; guiHeaders: names of the
/// headers of QtGui and QtWidgets.
[[nodiscard]] QStringList brokenRules(const QString &layer, const QString &source, const QSet<QString> &guiHeaders);

} // namespace project
