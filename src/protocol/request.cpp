// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/request.h"

#include "protocol/pickle_writer.h"
#include "protocol/wire.h"

using namespace Qt::StringLiterals;

namespace protocol {

namespace {

QString textOf(const Word &word)
{
    if (const auto *text = std::get_if<QString>(&word.value))
        return *text;
    if (const auto *number = std::get_if<qint64>(&word.value))
        return QString::number(*number);
    if (const auto *number = std::get_if<double>(&word.value))
        return QString::number(*number, 'g', QLocale::FloatingPointShortest);
    if (const auto *flag = std::get_if<bool>(&word.value))
        return *flag ? u"True"_s : u"False"_s;
    QStringList parts;
    if (const auto *pairs = std::get_if<WordPairs>(&word.value)) {
        for (qsizetype i = 0; i + 1 < pairs->keysAndValues.size(); i += 2)
            parts += textOf(pairs->keysAndValues.at(i)) + u": "_s + textOf(pairs->keysAndValues.at(i + 1));
        return u'{' + parts.join(u", "_s) + u'}';
    }
    for (const Word &inner : std::get<QList<Word>>(word.value))
        parts += textOf(inner);
    return u'[' + parts.join(u", "_s) + u']';
}

} // namespace

QStringList Request::wordTexts() const
{
    QStringList texts;
    texts.reserve(m_words.size());
    for (const Word &word : m_words)
        texts += textOf(word);
    return texts;
}

QByteArray Request::encode() const
{
    return pickleWords(m_words) + endMarker.toByteArray();
}

} // namespace protocol
