// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/server_status.h"

#include <QList>
#include <QObject>
#include <QString>

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace platform {

/// One line of the tray's menu. Words come from texts.
struct TrayServer
{
    core::ServerId id;
    QString name;
    QString stateWord;
    core::ServerState state = core::ServerState::Unknown;

    friend bool operator==(const TrayServer &, const TrayServer &) = default;
};

/// The icon in the desktop's tray: the worst state as shape and colour, a sentence as tool tip, a menu with what needs
/// the user first. Where the desktop has no tray every call is a no-op. Main thread.
class Tray final : public QObject
{
    Q_OBJECT

public:
    explicit Tray(QObject *parent = nullptr);
    ~Tray() override;

    /// Whether the desktop shows tray icons now (offscreen: never).
    [[nodiscard]] static bool available();

    void setVisible(bool visible);
    [[nodiscard]] bool isVisible() const;
    void setSummary(core::ServerState worst, const QString &sentence);
    /// Shown in the given order; more than 12 are folded into "Show".
    void setServers(const QList<TrayServer> &servers);
    /// A message through the tray icon, where there is no notification service.
    void showMessage(const QString &title, const QString &text, core::ServerState state);
    [[nodiscard]] QMenu *menu() const { return m_menu.get(); }
    [[nodiscard]] core::ServerState worstState() const { return m_worst; }

Q_SIGNALS:
    void showRequested();
    void banRequested();
    void serverRequested(core::ServerId id);
    void quitRequested();
    /// The message of showMessage() was clicked.
    void messageClicked();

private:
    void rebuildMenu();

    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon *m_icon = nullptr;
    QList<TrayServer> m_servers;
    QString m_sentence;
    core::ServerState m_worst = core::ServerState::Unknown;
};

} // namespace platform
