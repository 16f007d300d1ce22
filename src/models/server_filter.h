// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace models {

/// What a filter of servers looks at; ready-made words, as they are shown.
struct ServerFacts
{
    QString name;
    QString group;
    QStringList tags;
    QString state; ///< the state's word
    bool production = false;
};

/// What somebody types to find servers: words that must all fit name, group, a tag or the state's word; "tag:web",
/// "group:shop", "state:offline" and "name:web" look there only (a tag or group then by its beginning), "production"
/// finds the production servers. Case does not matter; "..." holds words together.
class ServerFilter
{
public:
    ServerFilter() = default;
    explicit ServerFilter(const QString &typed);

    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    [[nodiscard]] bool matches(const ServerFacts &server) const;

private:
    enum class Field { Any, Name, Group, Tag, State };
    struct Word
    {
        Field field = Field::Any;
        QString text;
    };
    QList<Word> m_words;
};

/// The word that marks a production server in lists, and finds it.
[[nodiscard]] QString productionWord();
/// The same for a narrow mark: "prod".
[[nodiscard]] QString productionBadge();

} // namespace models
