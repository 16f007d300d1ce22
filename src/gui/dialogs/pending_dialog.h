// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialog_frame.h"

#include <memory>

namespace models {
class PendingTableModel;
}
namespace widgets {
class TableView;
}

namespace gui {

struct GuiContext;

/// Everything that waits for its server, with withdrawing and trying now: the rows that are selected, else all. Deletes
/// itself when closed.
class PendingDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    explicit PendingDialog(const GuiContext &context, QWidget *parent = nullptr);
    ~PendingDialog() override;
    /// Opens it over the window, or raises the one that is open.
    static void openOver(const GuiContext &context, QWidget *window);

private:
    void update();
    void withdraw();
    void tryNow();
    /// Selected ids; without a selection all of them.
    [[nodiscard]] QList<qint64> chosen() const;

    const GuiContext &m_context;
    std::unique_ptr<models::PendingTableModel> m_model;
    widgets::TableView *m_table = nullptr;
    QPushButton *m_withdraw = nullptr;
    QPushButton *m_try = nullptr;
};

} // namespace gui
