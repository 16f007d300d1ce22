// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/service_set.h"

#include <QString>

namespace gui {

class ActionCollection;
class ScopeController;
class ServerConnector;
class WindowModels;

/// What every page and dialog of the window gets: references only, copyable. All of it outlives the window's widgets.
struct GuiContext
{
    services::ServiceSet services;
    ScopeController &scope;
    ActionCollection &actions;
    WindowModels &models;
    QString storePlace; ///< where the store is, as the status bar names it
    QString windowStatePath; ///< window.ini; empty: nothing is remembered
    bool demo = false;
    ServerConnector &connector;
};

} // namespace gui
