// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/ts_file.h"

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

QString TsMessage::key() const
{
    return context + u" | "_s + source + (comment.isEmpty() ? QString() : u" | "_s + comment);
}

namespace {

TsMessage readMessage(QXmlStreamReader &xml, const QString &context)
{
    TsMessage message;
    message.context = context;
    message.numerus = xml.attributes().value("numerus"_L1) == "yes"_L1;
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1) {
            message.source = xml.readElementText();
        } else if (xml.name() == "comment"_L1) {
            message.comment = xml.readElementText();
        } else if (xml.name() != "translation"_L1) {
            xml.skipCurrentElement();
        } else {
            message.type = xml.attributes().value("type"_L1).toString();
            if (!message.numerus) {
                message.forms = { xml.readElementText() };
                continue;
            }
            while (xml.readNextStartElement())
                message.forms.append(xml.readElementText());
        }
    }
    return message;
}

/// The text of "a" "b" at the beginning of code, and how long it is there; nothing where no literal stands.
std::pair<QString, qsizetype> literal(QStringView code)
{
    static const QRegularExpression part(uR"x(\G\s*"((?:[^"\\\n]|\\.)*)")x"_s);
    QString text;
    qsizetype end = 0;
    for (;;) {
        const auto match = part.match(code, end);
        if (!match.hasMatch())
            break;
        text += match.captured(1);
        end = match.capturedEnd();
    }
    return { text.replace(u"\\n"_s, u"\n"_s).replace(u"\\\""_s, u"\""_s).replace(u"\\\\"_s, u"\\"_s), end };
}

} // namespace

QList<TsMessage> readTs(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    QXmlStreamReader xml(&file);
    QList<TsMessage> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1)
            context = xml.readElementText();
        else if (xml.name() == "message"_L1)
            messages.append(readMessage(xml, context));
    }
    if (xml.hasError())
        qFatal("%s: %s", qPrintable(path), qPrintable(xml.errorString()));
    return messages;
}

QList<MarkedText> markedTexts(const QString &code)
{
    static const QRegularExpression call(u"(?:QT_TRANSLATE_N?_?NOOP|QCoreApplication::translate)\\("_s);
    QList<MarkedText> found;
    auto calls = call.globalMatch(code);
    while (calls.hasNext()) {
        QStringView rest = QStringView(code).mid(calls.next().capturedEnd());
        const auto [context, contextEnd] = literal(rest);
        rest = rest.mid(contextEnd).trimmed();
        if (contextEnd == 0 || !rest.startsWith(u','))
            continue;
        const auto [source, sourceEnd] = literal(rest.mid(1));
        if (sourceEnd > 0)
            found.append({ context, source });
    }
    return found;
}
