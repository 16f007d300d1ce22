// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace app {

/// BanGUI's and Qt's own texts in one language. The sources are English.
class Translators final
{
public:
    /// code: "de", "en", empty for the system's language. Call it before the first text is shown.
    void install(const QString &code);

private:
    QTranslator m_qt;
    QTranslator m_own;
};

} // namespace app
