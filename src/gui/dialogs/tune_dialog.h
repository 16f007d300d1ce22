// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/jail.h"
#include "core/receipt.h"
#include "gui/dialogs/meant_place.h"
#include "widgets/dialog_frame.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace Ui {
class TuneDialog;
}

class QComboBox;
class QLineEdit;
class QPushButton;

namespace gui {

class ProductionCheck;
struct GuiContext;

/// What of a jail is changed while it runs. name is that of JailService::tune().
struct TuneTarget
{
    core::ServerId server;
    QString jail;
    QString name; ///< "bantime", "addignoreip", "delfailregex"
    QString property; ///< fail2ban's name of the property that is meant: "bantime", "ignoreip", "failregex"
    QString current; ///< as shown
    QString value; ///< what the editor holds at first; for a removal the value that is sent
};

/// Changes one property of a running jail. Says that the change is lost at the next reload and, before it is made,
/// whose bans it moves and what protection it costs.
class TuneDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    using Finished = std::function<void(const core::Result<core::Receipt> &)>;
    TuneDialog(const GuiContext &context, const TuneTarget &target, QWidget *owner, Finished finished);
    ~TuneDialog() override;

    [[nodiscard]] static bool isRemoval(const QString &name) { return name.startsWith(QLatin1String("del")); }
    /// What is wrong with a value for that change; empty: nothing.
    [[nodiscard]] static QString problemOf(const QString &name, const QString &value);

private:
    void buildEditor();
    void onEdited();
    void updateConfirm();
    void askForEffect();
    void previewBantime();
    void previewLoss();
    void showEffect(const QString &effect);
    void showUnknown(const core::Error &error);
    void change();
    [[nodiscard]] QString value() const;
    /// With the end of the details, which have no other place in this dialog.
    [[nodiscard]] QString problemText(const core::Error &error) const;

    const GuiContext &m_context;
    TuneTarget m_target;
    MeantPlace m_place;
    Finished m_finished;
    std::unique_ptr<Ui::TuneDialog> m_ui;
    QLineEdit *m_line = nullptr;
    QComboBox *m_choice = nullptr;
    ProductionCheck *m_production = nullptr;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_cancel = nullptr;
    QTimer m_soon;
    bool m_effectKnown = true;
    bool m_running = false;
};

} // namespace gui
