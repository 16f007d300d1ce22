// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "platform/colours.h"

#include <QIcon>

namespace platform {

/// Symbolic icons by meaning. Drawn in the text colour at any size; each follows palette changes by itself.
enum class Icon {
    Ban,
    Unban,
    Refresh,
    Search,
    Lock,
    Unlock,
    Menu,
    Settings,
    Add,
    Edit,
    Remove,
    Export,
    Import,
    Copy,
    Filter,
    Warning,
    Information,
    Ok,
    Close,
    Undo,
    Play,
    Stop,
    Reload,
    Server,
    Group,
    Tag,
    Log,
    History,
    ChevronDown,
    ChevronRight,
    Why,
    Allow,
    Jail,
    Map,
    List,
    Configuration,
    Audit,
    Overview,
    Terminal,
    Key,
    Help,
    Sidebar,
    More,
    Count_
};

/// From the platform's icon theme where that has the symbolic name, else our own drawing. Cheap: nothing is loaded
/// before the first paint.
[[nodiscard]] QIcon icon(Icon name);
/// The same in a fixed role, such as AccentText on an accent button.
[[nodiscard]] QIcon icon(Icon name, ColourRole role);
/// Our resource name ("ban"), also the file name under :/bangui/icons.
[[nodiscard]] QString iconResource(Icon name);

/// The application's own icon, in colour.
[[nodiscard]] QIcon applicationIcon();
/// The tray icon: the shield with the worst state's shape and colour in its corner.
[[nodiscard]] QIcon trayIcon(core::ServerState state);

} // namespace platform
