// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/server_status.h"
#include "services/change_history.h"

#include <QWidget>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace models {
struct ChangeRun;
}

namespace widgets {
class PlainLabel;
class StateMark;
class StepList;
} // namespace widgets

namespace gui {

class MonoText;
class PreflightIssueList;
struct GuiContext;

/// A change under way: its stages with their times, the log on demand, and at its end what became of it. Of a change
/// that was begun elsewhere, whose it is.
class ChangeRunPane final : public QWidget
{
    Q_OBJECT

public:
    explicit ChangeRunPane(const GuiContext &context, QWidget *parent = nullptr);

    void showRun(const models::ChangeRun &run);
    /// sentence: what is known of one that was begun elsewhere, or has ended so; word: for its mark.
    void showForeign(const QString &sentence, core::ServerState state, const QString &word);
    /// Of one that was begun elsewhere: what it wrote, as the history of this computer has it.
    void showWritten(const core::Result<QList<services::ChangeEntry>> &entries);
    /// Where the server keeps what somebody else had written meanwhile; empty: nothing is kept, or it is not known.
    void showKept(const QString &folder);

Q_SIGNALS:
    void placeRequested(const QString &jail, const QString &file, int line);

private:
    void showEnd(const models::ChangeRun &run);
    void addNote(QVBoxLayout *layout, const QString &text, const QString &name);
    void setLog(const QString &log);

    const GuiContext &m_context;
    QWidget *m_end = nullptr;
    widgets::StateMark *m_mark = nullptr;
    widgets::PlainLabel *m_what = nullptr;
    widgets::PlainLabel *m_unchanged = nullptr;
    widgets::PlainLabel *m_next = nullptr;
    QScrollArea *m_scroll = nullptr;
    PreflightIssueList *m_issues = nullptr;
    widgets::StepList *m_list = nullptr;
    QWidget *m_kept = nullptr;
    QWidget *m_written = nullptr;
    QString m_keptIn;
    QPushButton *m_logToggle = nullptr;
    QWidget *m_logPlace = nullptr;
    MonoText *m_log = nullptr;
    QString m_logText;
};

} // namespace gui
