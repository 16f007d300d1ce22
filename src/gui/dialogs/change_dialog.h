// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "services/change_history.h"
#include "widgets/dialog_frame.h"

class QPushButton;

namespace gui {

class ChangePreviewPane;
class ChangeRunPane;
class ProductionCheck;
struct GuiContext;

/// A change of a jail from its preview to its end: what speaks against it and what is written, then its stages as they
/// pass, then what became of it. It may be closed at any time: the change goes on, and the banner shows it. Deletes
/// itself when closed.
class ChangeDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// A new one: begins with its preview.
    ChangeDialog(const GuiContext &context, const services::ChangeRequest &request, QWidget *owner);
    /// What one is called that takes something back. sub: below the title, before it begins.
    struct Words
    {
        QString title;
        QString sub;
        QString verb;
    };
    /// Likewise, with words of its own.
    ChangeDialog(const GuiContext &context, const services::ChangeRequest &request, const Words &words, QWidget *owner);
    /// One that brings a file back as it was before that change of the history.
    ChangeDialog(const GuiContext &context, const services::ChangeEntry &restored, QWidget *owner);
    /// One that is under way or open, of this window or of another workstation. id empty: the one that this window has
    /// begun there last.
    ChangeDialog(const GuiContext &context, core::ServerId server, const QString &id, QWidget *owner);

    [[nodiscard]] core::ServerId server() const { return m_server; }

Q_SIGNALS:
    /// The change was started; ChangeTracker tells how it ends.
    void begun();
    /// A place in the files is to be looked at; the dialog is closed by then. line 0: not known.
    void placeRequested(core::ServerId server, const QString &jail, const QString &file, int line);

private:
    enum class Showing { Preview, Run, Foreign };
    ChangeDialog(const GuiContext &context, QWidget *owner);
    void setTitle();
    void readWritten();
    void beginPreview();
    void begin();
    void update();
    void updatePreview();
    void updateRun();
    void updateForeign();
    void updateCountdown();
    void dismiss();
    void goTo(const QString &jail, const QString &file, int line);

    const GuiContext &m_context;
    services::ChangeRequest m_request;
    std::optional<services::ChangeEntry> m_restored;
    std::optional<Words> m_words; ///< of one that takes something back
    core::ServerId m_server;
    QString m_jail;
    services::ChangeKind m_kind = services::ChangeKind::Edit;
    QString m_id;
    QString m_problem; ///< why the last word did not arrive
    QString m_ended; ///< what became of one that was begun elsewhere
    QString m_endWord; ///< likewise, for its mark
    core::ServerState m_endState = core::ServerState::Unknown;
    Showing m_showing = Showing::Preview;
    ChangePreviewPane *m_preview = nullptr;
    ChangeRunPane *m_run = nullptr;
    ProductionCheck *m_production = nullptr; ///< for what was begun elsewhere
    QPushButton *m_cancel = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_rollBack = nullptr;
    QPushButton *m_dismiss = nullptr; ///< of what a change has left
    bool m_dismissing = false;
    QPushButton *m_confirm = nullptr; ///< makes the change
    QPushButton *m_keep = nullptr; ///< confirms it
};

} // namespace gui
