// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// One message of a .ts file.
struct TsMessage
{
    QString context;
    QString source;
    QString comment; ///< tells equal sources apart
    QString type; ///< empty where it is finished, else "unfinished", "vanished" or "obsolete"
    bool numerus = false;
    QStringList forms; ///< one translation, or one for each plural form

    /// What tells it from every other message.
    [[nodiscard]] QString key() const;
};

/// Reads a .ts file; fails the program where it cannot be read.
[[nodiscard]] QList<TsMessage> readTs(const QString &path);

/// A text that a source file marks with its context written out.
struct MarkedText
{
    QString context;
    QString source;
};
/// Every QT_TRANSLATE_NOOP, QT_TRANSLATE_N_NOOP and QCoreApplication::translate of a file whose two first arguments are
/// literals.
[[nodiscard]] QList<MarkedText> markedTexts(const QString &code);
