// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/server_filter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {

QString productionWord()
{
    //: the mark of a server whose changes are asked about once more
    return QCoreApplication::translate("models", "production");
}

QString productionBadge()
{
    //: the mark of a production server where there is little room: at most five letters
    return QCoreApplication::translate("models", "prod");
}

ServerFilter::ServerFilter(const QString &typed)
{
    QStringList words;
    QString word;
    bool quoted = false;
    for (const QChar c : typed) {
        if (c == u'"')
            quoted = !quoted;
        else if (c.isSpace() && !quoted)
            words.append(std::exchange(word, {}));
        else
            word += c;
    }
    words.append(word);
    const std::array keys { std::pair { "name:"_L1, Field::Name }, std::pair { "group:"_L1, Field::Group },
        std::pair { "tag:"_L1, Field::Tag }, std::pair { "state:"_L1, Field::State } };
    for (const QString &each : std::as_const(words)) {
        Word made { Field::Any, each };
        for (const auto &[key, field] : keys) {
            if (each.startsWith(key, Qt::CaseInsensitive))
                made = { field, each.mid(key.size()) };
        }
        if (!made.text.isEmpty()) // "tag:" alone is not finished yet
            m_words.append(made);
    }
}

bool ServerFilter::matches(const ServerFacts &server) const
{
    const auto in = [](const QString &text, const QString &word) { return text.contains(word, Qt::CaseInsensitive); };
    const auto begins
        = [](const QString &text, const QString &word) { return text.startsWith(word, Qt::CaseInsensitive); };
    const auto fits = [&](const Word &word) {
        switch (word.field) {
        case Field::Name:
            return in(server.name, word.text);
        case Field::Group:
            return begins(server.group, word.text);
        case Field::Tag:
            return std::any_of(
                server.tags.cbegin(), server.tags.cend(), [&](const QString &tag) { return begins(tag, word.text); });
        case Field::State:
            return in(server.state, word.text);
        case Field::Any:
            return in(server.name, word.text) || in(server.group, word.text) || in(server.state, word.text)
                || (server.production && begins(productionWord(), word.text))
                || std::any_of(
                    server.tags.cbegin(), server.tags.cend(), [&](const QString &tag) { return in(tag, word.text); });
        }
        return false;
    };
    return std::all_of(m_words.cbegin(), m_words.cend(), fits);
}

} // namespace models
