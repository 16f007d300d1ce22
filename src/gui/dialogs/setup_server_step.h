// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "services/connection_test.h"
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
    /// Whether the step may be left. A path that somebody typed is looked at first: false, and looked() follows. Asked
    /// again for the same path it is true whatever was found: a server that comes later can be added today.
    [[nodiscard]] bool mayLeave();
    /// The choice that holds now; null while there is none.
    [[nodiscard]] QWidget *chosen() const;

Q_SIGNALS:
    /// The choice, its path or its name.
    void changed();
    /// The path of another socket was looked at; ok: fail2ban answers there.
    void looked(bool ok);

private:
    /// Choices that are no finding.
    enum OtherChoice { OtherSocket = -2, NoServer = -3 };

    void showFindings(const QList<services::LocalServerFinding> &findings);
    QRadioButton *addChoice(int id, const QString &text, const QStringList &lines, bool enabled);
    void clearChoices();
    void onChosen();
    void validate();
    void onLooked(bool ok);
    [[nodiscard]] QString problem() const;

    const GuiContext &m_context;
    std::unique_ptr<Ui::SetupServerStep> m_ui;
    QButtonGroup *m_choices;
    QList<QWidget *> m_choiceWidgets;
    QList<services::LocalServerFinding> m_findings;
    core::RequestHandle m_search;
    bool m_searching = false;
    std::unique_ptr<services::ConnectionTest> m_look;
    QString m_lookedAt; ///< the path that was looked at last; empty: none since it was changed
    core::Error m_lookError;
};

} // namespace gui
