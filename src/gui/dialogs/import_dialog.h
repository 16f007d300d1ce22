// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "core/request_handle.h"
#include "widgets/dialog_frame.h"

#include <functional>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace models {
class ImportTableModel;
}

namespace services {
struct FleetResult;
}

namespace widgets {
class PlainLabel;
class TableView;
} // namespace widgets

namespace gui {

struct GuiContext;

/// Imports servers from a file: shows first what would be stored, what is known already and what the file holds that is
/// left out. Nothing is asked of the servers, nothing of the file is executed. The import is one step of undo.
class ImportDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// What could not be stored, and why, server by server.
    using Failed = std::function<void(const QString &what, const QString &why)>;

    /// failed: called where an import fails after this dialog was closed; it goes on without it.
    ImportDialog(const GuiContext &context, QWidget *owner, Failed failed = {});
    ~ImportDialog() override;

    /// Reads that file and shows what it holds.
    void load(const QString &path);
    [[nodiscard]] models::ImportTableModel *model() const { return m_model; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildSource();
    void buildChoices();
    void buildPreview();
    void browse();
    void read();
    void plan();
    void showImport();
    void updateConfirm();
    void run();
    void setFieldsEnabled(bool enabled);
    void onFinished(const core::Result<services::FleetResult> &result);
    [[nodiscard]] static QString failureText(const core::Result<services::FleetResult> &result);
    [[nodiscard]] static QString failureDetail(const core::Result<services::FleetResult> &result);
    [[nodiscard]] QString summary() const;

    const GuiContext &m_context;
    Failed m_failed;
    core::FleetImport m_import;
    bool m_loaded = false;
    bool m_running = false;
    models::ImportTableModel *m_model = nullptr;
    QLineEdit *m_path = nullptr;
    QComboBox *m_format = nullptr;
    QComboBox *m_group = nullptr;
    QComboBox *m_elevation = nullptr;
    widgets::PlainLabel *m_summary = nullptr;
    widgets::TableView *m_table = nullptr;
    QListWidget *m_notes = nullptr;
    QPushButton *m_browse = nullptr;
    QPushButton *m_own = nullptr;
    QPushButton *m_all = nullptr;
    QPushButton *m_none = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_confirm = nullptr;
};

} // namespace gui
