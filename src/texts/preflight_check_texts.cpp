// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a preflight's checks.
#include "texts/preflight_texts.h"

#include "core/visible_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {

QString preflightCheckTitle(const QString &name)
{
    struct Title
    {
        QLatin1StringView name;
        const char *title;
    };
    static constexpr Title titles[] = {
        { "files"_L1, QT_TRANSLATE_NOOP("texts", "Configuration files") },
        { "test"_L1, QT_TRANSLATE_NOOP("texts", "fail2ban's own test") },
        { "dump"_L1, QT_TRANSLATE_NOOP("texts", "What fail2ban would load") },
        { "times"_L1, QT_TRANSLATE_NOOP("texts", "Times and numbers") },
        { "logs"_L1, QT_TRANSLATE_NOOP("texts", "Logs") },
        { "regexes"_L1, QT_TRANSLATE_NOOP("texts", "Regular expressions") },
        { "lines"_L1, QT_TRANSLATE_NOOP("texts", "The last day of the log") },
        { "actions"_L1, QT_TRANSLATE_NOOP("texts", "Actions and their programs") },
        { "backend"_L1, QT_TRANSLATE_NOOP("texts", "Backend") },
        { "effect"_L1, QT_TRANSLATE_NOOP("texts", "Effect on what runs") },
    };
    for (const Title &one : titles) {
        if (one.name == name)
            return QCoreApplication::translate("texts", one.title);
    }
    return core::visibleText(name);
}

} // namespace texts
