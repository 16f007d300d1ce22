// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/outcome.h"
#include "services/change_service.h"

#include <QObject>

namespace cli {

/// enable JAIL, disable JAIL, config set JAIL KEY VALUE, config unset JAIL KEY.
void runEnable(const Target &target);
void runDisable(const Target &target);
void runConfigChange(const Target &target);

/// Whether one of these is asked for.
[[nodiscard]] bool changesConfiguration(const Options &options);

/// What is wrong with --confirm-after and --undo-after, as a line for the user; empty: nothing.
[[nodiscard]] QString changeTimesProblem(const Options &options);

/// One change of one jail on one server: tells its stages on standard error as they pass, and its end. Deletes itself
/// after it has answered.
class ChangeRun final : public QObject
{
    Q_OBJECT
public:
    ChangeRun(const Target &target, services::ChangeRequest request);
    void start();
    /// Somebody wants out. Before Apply the change is taken back, and told when that is done; where it is applied the
    /// server decides by itself, which is told at once; while it is being confirmed or taken back that is waited for.
    void interrupt();

private:
    void onPlanned(const services::ChangePreview &preview); ///< told before anything is changed
    void onProgress(const QString &id, const services::ChangeStep &step);
    void onEnded(const services::ChangeOutcome &outcome);
    void finish(const Outcome &outcome);
    [[nodiscard]] bool hasBegun(services::ChangeStage stage) const;
    [[nodiscard]] services::ChangeOutcome outcomeSoFar() const;

    Target m_target;
    services::ChangeRequest m_request;
    core::RequestHandle m_handle;
    QString m_id;
    QList<services::ChangeStep> m_steps;
    bool m_interrupted = false;
    std::optional<Outcome> m_refused; ///< by another change, while that is looked for
};

/// The document and the sentences of a change that has ended; id: for what is still open.
[[nodiscard]] Outcome changeOutcome(const Target &target, core::ChangeKind kind, const QString &jail, const QString &id,
    const services::ChangeOutcome &outcome);

} // namespace cli
