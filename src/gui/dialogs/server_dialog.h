// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "widgets/dialog_frame.h"

#include <memory>
#include <optional>

namespace Ui {
class ServerDialog;
}

class QLineEdit;
class QPushButton;

namespace services {
class ServerRegistry;
class SocketSearch;
struct SocketFinding;
} // namespace services

namespace gui {

class ConnectionTestView;
struct GuiContext;

/// Adds a server or changes one: how to reach it, where it stands in the sidebar, how it is treated. The connection can
/// be tested before anything is stored. Nothing on the server is changed.
class ServerDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// edited: absent for a new server.
    ServerDialog(const GuiContext &context, const std::optional<core::ServerProfile> &edited, QWidget *owner);
    ~ServerDialog() override;

    /// What is wrong with it, as a sentence; empty: nothing. id: the profile that bears the name already.
    [[nodiscard]] static QString nameProblem(
        const services::ServerRegistry &registry, const QString &name, core::ServerId id);
    [[nodiscard]] static QString socketProblem(const QString &path);

Q_SIGNALS:
    void saved(core::ServerId id);

private:
    void fill();
    void build();
    void buildWay();
    void fillWay();
    void onWayChanged();
    void showFields();
    void fitHeight();
    void findSocket();
    void onSocketFound(const core::Result<services::SocketFinding> &found);
    void endSearch();
    [[nodiscard]] bool isLocal() const;
    [[nodiscard]] core::ServerProfile way() const;
    void browse(QLineEdit *edit, const QString &title, bool folder);
    void validate();
    /// Tells which other profiles lead to the daemon that is described.
    void showTwin(const core::ServerProfile &wanted);
    void test();
    void save();
    /// The profile leads elsewhere by then: what waits was asked for with the old place in mind, and what was lost was
    /// lost there.
    void askAboutMove(const QList<core::PendingChange> &waiting);
    void store(const QList<core::PendingChange> &moving);
    void onSaved(const core::Result<core::ServerProfile> &stored);
    [[nodiscard]] core::ServerProfile profile() const;
    [[nodiscard]] QString zone() const;

    const GuiContext &m_context;
    core::ServerProfile m_original;
    bool m_adds = true;
    bool m_asked = false; ///< save was tried: empty fields are told too
    std::unique_ptr<Ui::ServerDialog> m_ui;
    std::unique_ptr<services::SocketSearch> m_search; ///< while it asks
    ConnectionTestView *m_test = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace gui
