// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "services/setup_service.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class SetupServerStep;
}

class QButtonGroup;
class QRadioButton;

namespace gui {

struct GuiContext;

/// The wizard's step that looks for a fail2ban on this computer and asks which one becomes the first server.
class SetupServerStep final : public QWidget
{
    Q_OBJECT

public:
    explicit SetupServerStep(const GuiContext &context, QWidget *parent = nullptr);
    ~SetupServerStep() override;

    void search();
    /// absent: no server is wanted.
    [[nodiscard]] std::optional<core::ServerProfile> server() const;
    /// The search has ended, and nothing is wrong with what was chosen.
    [[nodiscard]] bool isReady() const;
    /// The choice that holds now; null while there is none.
    [[nodiscard]] QWidget *chosen() const;

Q_SIGNALS:
    /// The choice, its path or its name.
    void changed();

private:
    /// Choices that are no finding.
    enum OtherChoice { OtherSocket = -2, NoServer = -3 };

    void showFindings(const QList<services::LocalServerFinding> &findings);
    QRadioButton *addChoice(int id, const QString &text, const QStringList &lines, bool enabled);
    void clearChoices();
    void onChosen();
    void validate();
    [[nodiscard]] QString problem() const;

    const GuiContext &m_context;
    std::unique_ptr<Ui::SetupServerStep> m_ui;
    QButtonGroup *m_choices;
    QList<QWidget *> m_choiceWidgets;
    QList<services::LocalServerFinding> m_findings;
    core::RequestHandle m_search;
    bool m_searching = false;
};

} // namespace gui
