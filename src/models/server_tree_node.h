// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/server_tree_model.h"
#include "texts/state_texts.h"

#include <algorithm>

namespace models {

/// One row of the sidebar; private to ServerTreeModel.
struct ServerTreeModel::Node
{
    ServerNode kind = ServerNode::Server;
    Node *parent = nullptr;
    QString group; ///< of a group: its name
    core::ServerProfile profile; ///< of a server
    core::ServerStatus status;
    std::optional<core::PendingRecovery> recovery;
    QString finding; ///< see texts::ServerHealth
    std::vector<std::unique_ptr<Node>> children;

    [[nodiscard]] texts::ServerHealth health() const { return { profile.id, {}, status, recovery, finding }; }
    [[nodiscard]] core::ServerState state() const
    {
        return finding.isEmpty() ? status.state : texts::shownState(health());
    }
    [[nodiscard]] QString secondary() const
    {
        if (finding.isEmpty())
            return texts::sidebarText(status, recovery);
        core::ServerStatus shown = status;
        shown.state = state();
        return texts::sidebarText(shown, recovery);
    }
    [[nodiscard]] int row() const
    {
        const auto &siblings = parent->children;
        const auto at
            = std::find_if(siblings.begin(), siblings.end(), [this](const auto &node) { return node.get() == this; });
        return static_cast<int>(at - siblings.begin());
    }
    template <typename Visit> void forEachServer(Visit visit) const
    {
        if (kind == ServerNode::Server)
            visit(*this);
        for (const auto &child : children)
            child->forEachServer(visit);
    }
};

} // namespace models
