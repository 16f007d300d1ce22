// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composition/start_up.h"
#include "widgets/dialog_frame.h"

namespace app {

/// A start that could not go on, or went on with something to tell: each stage with how it ended, what happened and
/// what helps.
class StartProblemDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// folder: BanGUI's data folder, for the words.
    StartProblemDialog(
        const QList<composition::StageReport> &reports, const QString &folder, QWidget *parent = nullptr);
    /// A start that failed outside the stages (the demo).
    StartProblemDialog(const QString &title, const QString &what, const QString &detail, QWidget *parent = nullptr);

Q_SIGNALS:
    void retryRequested();

private:
    void addFoot(bool retry);
    void addDetails(const QString &raw);
};

} // namespace app
