// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/configuration_page.h"

#include "gui/dialogs/preflight_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/config_option_pane.h"
#include "platform/icons.h"

#include "ui_configuration_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

// What can be done on the page.
namespace gui {

using namespace Qt::StringLiterals;

void ConfigurationPage::buildActions()
{
    m_check = addPageAction(u"actionCheckJail"_s, tr("&Check jail…"), Qt::CTRL | Qt::Key_Return);
    m_check->setIcon(platform::icon(platform::Icon::Ok));
    m_checkAll = addPageAction(u"actionCheckAll"_s, tr("Check &all enabled jails…"));
    m_copyPath = addPageAction(u"actionCopyConfigPath"_s, tr("Copy &path of the file"));
    m_copyPath->setIcon(platform::icon(platform::Icon::Copy));
    m_copy = addPageAction(u"actionCopyConfigRows"_s, tr("C&opy"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    addButton(m_check, tr("Check…"), u"checkButton"_s);
    addButton(m_checkAll, tr("Check all…"), u"checkAllButton"_s);
    addButton(m_copyPath, tr("Copy path"), u"copyPathButton"_s);
    connect(m_check, &QAction::triggered, this, [this] { check(currentJail()); });
    connect(m_checkAll, &QAction::triggered, this, [this] { check({}); });
    connect(
        m_copyPath, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(m_pane->shownFile()); });
    connect(m_copy, &QAction::triggered, this,
        [this] { (m_pane->table()->hasFocus() ? m_pane->table() : m_ui->configJails)->copySelection(); });
}

void ConfigurationPage::fillMenu(QMenu &menu)
{
    menu.addActions({ m_review, m_discard, m_check, m_checkAll, m_copyPath, m_copy });
}

void ConfigurationPage::openOptionMenu(const QPoint &globalPosition)
{
    openMenu(globalPosition);
}

void ConfigurationPage::check(const QString &jail)
{
    auto *dialog = new PreflightDialog(m_context, m_server, jail, folder(), window());
    connect(dialog, &PreflightDialog::placeRequested, this, &ConfigurationPage::showPlace);
    dialog->open();
}

void ConfigurationPage::showPlace(const QString &jail, const QString &file, int line)
{
    if (!jail.isEmpty())
        selectJail(jail);
    m_pane->showPlace(file, line);
}

} // namespace gui
