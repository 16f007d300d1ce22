// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "core/visible_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace cli {

namespace {

void write(FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
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
    return std::fflush(stdout) == 0;
}

bool printLine(const QString &text)
{
    write(stdout, text.toLocal8Bit() + '\n');
    return std::fflush(stdout) == 0;
}

void printText(const QString &text)
{
    write(stdout, text.toLocal8Bit());
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
