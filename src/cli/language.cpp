// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/language.h"

#include <QCoreApplication>
#include <QLocale>

namespace cli {

using namespace Qt::StringLiterals;

Language::Language(bool json)
    : m_json(json)
{
    if (json)
        QLocale::setDefault(QLocale::c());
    install(json ? QLocale(QLocale::English) : QLocale::system());
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_translator);
}

void Language::choose(const QString &code)
{
    if (m_json || code.isEmpty())
        return;
    QCoreApplication::removeTranslator(&m_translator);
    QLocale::setDefault(QLocale(code));
    install(QLocale(code));
}

bool Language::wantsJson(const QStringList &arguments)
{
    const qsizetype at = arguments.indexOf(u"--json"_s);
    const qsizetype end = arguments.indexOf(u"--"_s);
    return at >= 0 && (end < 0 || at < end);
}

void Language::install(const QLocale &locale)
{
    // English is a translation, too: it holds the two forms of a noun.
    if (m_translator.load(locale, u"bangui"_s, u"_"_s, u":/i18n"_s) || m_translator.load(u":/i18n/bangui_en.qm"_s))
        QCoreApplication::installTranslator(&m_translator);
}

} // namespace cli
