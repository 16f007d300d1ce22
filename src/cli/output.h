// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace cli {

void printDocument(const QJsonValue &document); ///< on standard output
/// One line of its own, at once; a document without line feeds. False where nobody reads standard output any more.
[[nodiscard]] bool printLine(const QJsonObject &document);
[[nodiscard]] bool printLine(const QString &text);
void printText(const QString &text); ///< on standard output, as it is
/// Writes what is still held back, once, at the end. The exit code: that of what was done, and where that is 0 but not
/// all of standard output could be written, 1; why is told on standard error. Nothing of a reader that has gone.
[[nodiscard]] int endOutput(int exitCode);
void complain(const QString &text); ///< one line on standard error, behind our name; may be hostile
void complainLines(const QString &text); ///< each line of it

} // namespace cli
