// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "widgets/buttons.h"
#include "widgets/dialog_frame.h"

#include <QStringList>

#include <memory>

namespace Ui {
class EffectDialog;
}

namespace gui {

class ProductionCheck;
struct GuiContext;

/// Shows the effect of a change before it is made: a sentence, what is affected, and the verb, which stays grey until
/// the effect is known. While the change runs it shows progress and may be closed: the change goes on. Deletes itself
/// when closed. Buttons: "confirmButton", "cancelButton".
class EffectDialog : public widgets::DialogFrame
{
    Q_OBJECT

public:
    EffectDialog(const QString &verb, widgets::ButtonRole role, QWidget *parent = nullptr);
    ~EffectDialog() override;

    /// The effect is known: the verb may be chosen.
    void setEffect(const QString &effect, const QString &detail = {}, const QStringList &items = {});
    /// The effect is not known or the change failed; nothing can be confirmed.
    void setProblem(const core::Error &error, const QString &server, bool changing);
    void setConfirmEnabled(bool enabled);
    /// Where production servers are among those that are changed, the verb stays grey until that was ticked, too.
    void askForProduction(const GuiContext &context, const QList<core::ServerId> &servers);
    /// The items are addresses or paths.
    void setItemsMonospace();
    /// The change is on its way.
    void setRunning(const QString &text);
    void setProgress(qint64 done, qint64 total);
    [[nodiscard]] QString effect() const;

Q_SIGNALS:
    void confirmed();

private:
    void updateConfirm();

    std::unique_ptr<Ui::EffectDialog> m_ui;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_cancel = nullptr;
    ProductionCheck *m_production = nullptr;
    bool m_confirmable = false; ///< apart from production servers
};

} // namespace gui
