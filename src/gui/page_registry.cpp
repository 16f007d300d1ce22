// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page_registry.h"

#include "gui/gui_context.h"
#include "gui/pages/audit_page.h"
#include "gui/pages/bans_page.h"
#include "gui/pages/changes_page.h"
#include "gui/pages/configuration_page.h"
#include "gui/pages/jails_page.h"
#include "gui/pages/logs_page.h"
#include "gui/pages/overview_page.h"
#include "gui/pages/settings_page.h"

#include <QCoreApplication>

namespace gui {

using namespace Qt::StringLiterals;

std::vector<PageEntry> pageEntries(const GuiContext &context)
{
    const auto title = [](const char *text) { return QCoreApplication::translate("gui::Pages", text); };
    std::vector<PageEntry> entries;
    entries.push_back({ u"overview"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Overview")), true,
        [&context](QWidget *parent) { return new OverviewPage(context, parent); } });
    entries.push_back({ u"bans"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Bans")), true,
        [&context](QWidget *parent) { return new BansPage(context, parent); } });
    entries.push_back({ u"jails"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Jails")), true,
        [&context](QWidget *parent) { return new JailsPage(context, parent); } });
    entries.push_back({ u"configuration"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Configuration")), true,
        [&context](QWidget *parent) { return new ConfigurationPage(context, parent); } });
    entries.push_back({ u"changes"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Changes")), true,
        [&context](QWidget *parent) { return new ChangesPage(context, parent); } });
    entries.push_back({ u"log"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Log")), true,
        [&context](QWidget *parent) { return new LogsPage(context, parent); } });
    entries.push_back({ u"audit"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Audit")), true,
        [&context](QWidget *parent) { return new AuditPage(context, parent); } });
    entries.push_back({ u"settings"_s, title(QT_TRANSLATE_NOOP("gui::Pages", "Effective settings")), false,
        [&context](QWidget *parent) { return new SettingsPage(context, parent); } });
    return entries;
}

} // namespace gui
