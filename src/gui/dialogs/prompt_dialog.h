// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompt.h"
#include "widgets/dialog_frame.h"

class QGridLayout;

namespace gui {

/// A question from below, with the server and its login in its heading. Opened with open(): nothing blocks. Closed in
/// any other way than by an answer it means no. Deletes itself when closed.
class PromptDialog : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// The dialog for this kind of question. login: as the server is reached ("deploy@web-2"); may be empty.
    [[nodiscard]] static PromptDialog *create(const core::Prompt &prompt, const QString &login, QWidget *owner);

Q_SIGNALS:
    /// Once, before the dialog closes.
    void answered(const core::PromptAnswer &answer);

protected:
    PromptDialog(const core::Prompt &prompt, const QString &login, const QString &objectName, QWidget *owner);

    /// The server's name as it may be shown; where there is none, whom the question is about.
    [[nodiscard]] QString serverName() const;
    [[nodiscard]] const core::Prompt &prompt() const { return m_prompt; }
    /// sub: the login.
    void setTitle(const QString &title);
    void addDeclineButton(const QString &text);
    void answer(core::PromptAnswer given);
    /// A label with what it names beside it.
    void addRow(QGridLayout &grid, const QString &label, QWidget *field);
    /// Made visible and not longer than a name, path or fingerprint may be.
    [[nodiscard]] static QString shown(const QString &hostile);

private:
    core::Prompt m_prompt;
    QString m_login;
};

} // namespace gui
