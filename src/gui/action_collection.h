// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <array>

namespace gui {

/// Every action of the window that is not one page's own. Each has its shortcut, its place in a menu and its name.
enum class ActionId {
    Search,
    Ban,
    Undo,
    WaitingChanges,
    Refresh,
    Filter,
    NextPane,
    PreviousPane,
    Back,
    ToggleSidebar,
    AddServer,
    EditServer,
    RemoveServer,
    MoveServerUp,
    MoveServerDown,
    ImportServers,
    ExportServers,
    TestServer,
    Connect,
    FixAccess,
    Rescue,
    ProbeNow,
    ProbeAll,
    Settings,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    About,
    Quit,
    Count_
};

/// Owns the actions. An action that nobody serves in this build is not available: neither in a menu nor by its keys.
class ActionCollection final : public QObject
{
    Q_OBJECT

public:
    explicit ActionCollection(QObject *parent = nullptr);

    [[nodiscard]] QAction *action(ActionId id) const { return m_actions[static_cast<size_t>(id)]; }
    /// Makes it visible and connects it.
    template <typename Receiver, typename Slot> void serve(ActionId id, Receiver *receiver, Slot slot)
    {
        QAction *target = action(id);
        target->setVisible(true);
        target->setEnabled(true);
        connect(target, &QAction::triggered, receiver, slot);
    }
    [[nodiscard]] bool isServed(ActionId id) const { return action(id)->isVisible(); }
    [[nodiscard]] QList<QAction *> all() const;
    /// Tool tip with the shortcut behind the text, as tool tips and hints show it.
    [[nodiscard]] static QString withShortcut(const QString &text, const QKeySequence &keys);
    /// Two visible actions with one key sequence; empty where all is well.
    [[nodiscard]] QStringList conflicts() const;

private:
    QAction *make(ActionId id, const QString &name, const QString &text, const QKeySequence &keys = {});

    std::array<QAction *, static_cast<size_t>(ActionId::Count_)> m_actions {};
};

} // namespace gui
