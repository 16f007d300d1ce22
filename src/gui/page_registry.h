// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace gui {

class Page;
struct GuiContext;

/// A page as the window knows it before it exists: pages are built when they are first shown.
struct PageEntry
{
    QString id; ///< "bans": name in code, in window.ini and in requests
    QString title; ///< the tab's text
    bool tab = true; ///< false: reached through a menu only, without a tab of its own
    std::function<Page *(QWidget *parent)> create;
};

/// The pages of this build, in the order of their tabs (Ctrl+1...). A page that does not exist yet is not listed.
[[nodiscard]] std::vector<PageEntry> pageEntries(const GuiContext &context);

} // namespace gui
