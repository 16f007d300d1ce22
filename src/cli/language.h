// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTranslator>

namespace cli {

/// The language of what bangui-cli says to people. JSON is for programs: with it every text is English and every number
/// as in C, whoever runs it.
class Language final
{
public:
    /// json: the arguments ask for a document. Call it before the first text is made.
    explicit Language(bool json);
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)

    /// code: the setting ("de"); empty keeps the system's language (LANGUAGE, LC_ALL, LANG).
    void choose(const QString &code);

    /// Whether these arguments ask for JSON, also where they cannot be parsed.
    [[nodiscard]] static bool wantsJson(const QStringList &arguments);

private:
    void install(const QLocale &locale);

    bool m_json;
    QTranslator m_translator;
};

} // namespace cli
