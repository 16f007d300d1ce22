// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "cli/exit_code.h"
#include "core/visible_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace cli {

namespace {

int outputError = 0; ///< the first of standard output, as errno has it

bool kept(bool good)
{
    if (!good && outputError == 0)
        outputError = errno;
    return good;
}

void write(FILE *stream, const QByteArray &bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    const bool good = std::fwrite(bytes.constData(), 1, size, stream) == size;
    if (stream == stdout)
        kept(good);
}

bool flush()
{
    return kept(std::fflush(stdout) == 0);
}

} // namespace

void printDocument(const QJsonValue &document)
{
    // QJsonDocument holds arrays and objects only; a raw command may answer a bare text or number.
    QByteArray bytes;
    if (document.isObject())
        bytes = QJsonDocument(document.toObject()).toJson(QJsonDocument::Indented);
    else if (document.isArray())
        bytes = QJsonDocument(document.toArray()).toJson(QJsonDocument::Indented);
    else {
        bytes = QJsonDocument(QJsonArray { document }).toJson(QJsonDocument::Compact);
        bytes = bytes.mid(1, bytes.size() - 2) + '\n';
    }
    write(stdout, bytes);
}

bool printLine(const QJsonObject &document)
{
    write(stdout, QJsonDocument(document).toJson(QJsonDocument::Compact) + '\n');
    return flush();
}

bool printLine(const QString &text)
{
    write(stdout, text.toLocal8Bit() + '\n');
    return flush();
}

void printText(const QString &text)
{
    write(stdout, text.toLocal8Bit());
}

int endOutput(int exitCode)
{
    flush();
    if (outputError == 0 || outputError == EPIPE) // whoever has read enough is told nothing
        return exitCode;
    //: %1: what the system says: "No space left on device"
    complain(QCoreApplication::translate("cli", "the output could not be written: %1")
                 .arg(QString::fromLocal8Bit(std::strerror(outputError))));
    return exitCode == static_cast<int>(ExitCode::Done) ? static_cast<int>(ExitCode::Refused) : exitCode;
}

void complain(const QString &text)
{
    write(stderr, "bangui-cli: " + core::visibleText(text).toLocal8Bit() + '\n');
}

void complainLines(const QString &text)
{
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
        complain(line);
}

} // namespace cli
