// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translators.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace app {

using namespace Qt::StringLiterals;

void Translators::install(const QString &code)
{
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    if (!code.isEmpty())
        QLocale::setDefault(locale);
    // English is a translation, too: it holds the two forms of a noun. It serves every language that is not there.
    if (!m_own.load(locale, u"bangui"_s, u"_"_s, u":/i18n"_s) && !m_own.load(u":/i18n/bangui_en.qm"_s))
        return;
    QCoreApplication::installTranslator(&m_own);
    // Qt's words follow BanGUI's, so that no window speaks two languages.
    if (m_qt.load(QLocale(m_own.language()), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace app
