// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_state.h"

#include "gui/page.h"
#include "gui/server_sidebar.h"

#include <QSettings>

namespace gui {

using namespace Qt::StringLiterals;

WindowState::WindowState(QString path)
    : m_path(std::move(path))
{
}

std::optional<WindowState::Frame> WindowState::frame() const
{
    if (m_path.isEmpty())
        return std::nullopt;
    QSettings settings(m_path, QSettings::IniFormat);
    settings.beginGroup(u"window"_s);
    Frame frame;
    frame.geometry = settings.value(u"geometry"_s).toByteArray();
    frame.splitter = settings.value(u"splitter"_s).toByteArray();
    frame.page = settings.value(u"page"_s).toString();
    frame.scope = settings.value(u"scope"_s).toString();
    if (settings.contains(u"sidebar"_s))
        frame.sidebar = settings.value(u"sidebar"_s).toBool();
    return frame;
}

void WindowState::saveFrame(const Frame &frame) const
{
    if (m_path.isEmpty())
        return;
    QSettings settings(m_path, QSettings::IniFormat);
    settings.beginGroup(u"window"_s);
    settings.setValue(u"geometry"_s, frame.geometry);
    settings.setValue(u"splitter"_s, frame.splitter);
    settings.setValue(u"page"_s, frame.page);
    settings.setValue(u"scope"_s, frame.scope);
    if (frame.sidebar)
        settings.setValue(u"sidebar"_s, *frame.sidebar);
}

void WindowState::restorePage(Page &page) const
{
    if (m_path.isEmpty())
        return;
    QSettings settings(m_path, QSettings::IniFormat);
    settings.beginGroup(u"page_"_s + page.id());
    page.restoreState(settings);
}

void WindowState::savePage(const Page &page) const
{
    if (m_path.isEmpty())
        return;
    QSettings settings(m_path, QSettings::IniFormat);
    settings.beginGroup(u"page_"_s + page.id());
    page.saveState(settings);
}

void WindowState::restoreSidebar(ServerSidebar &sidebar) const
{
    if (m_path.isEmpty())
        return;
    QSettings settings(m_path, QSettings::IniFormat);
    sidebar.restoreState(settings);
}

void WindowState::saveSidebar(const ServerSidebar &sidebar) const
{
    if (m_path.isEmpty())
        return;
    QSettings settings(m_path, QSettings::IniFormat);
    sidebar.saveState(settings);
}

} // namespace gui
