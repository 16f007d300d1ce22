// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/change_history.h"

#include <QWidget>

class QCheckBox;
class QRadioButton;
class QScrollArea;
class QSpinBox;
class QVBoxLayout;

namespace widgets {
class PlainLabel;
class StepList;
} // namespace widgets

namespace gui {

class PreflightIssueList;
class ProductionCheck;
struct GuiContext;

/// A change before it is made: what speaks against it, what would be written, and how it is to be confirmed. Asks for
/// the preview at once; nothing on the server is changed.
class ChangePreviewPane final : public QWidget
{
    Q_OBJECT

public:
    /// restored: the change before which the file is brought back, where it is one that does.
    ChangePreviewPane(const GuiContext &context, const services::ChangeRequest &request,
        const std::optional<services::ChangeEntry> &restored, QWidget *parent = nullptr);
    ~ChangePreviewPane() override;

    void read();
    [[nodiscard]] bool isReading() const { return m_reading; }
    /// It may be made, as far as is known: the preview is there, nothing blocks, and what is asked of the user is
    /// given.
    [[nodiscard]] bool isReady() const;
    /// Nothing was found that speaks against it.
    [[nodiscard]] bool hasPassed() const { return m_passed; }
    /// As it was shown, with the chosen confirmation.
    [[nodiscard]] services::ChangeRequest request() const;

Q_SIGNALS:
    void changed();
    /// A place in the files is to be looked at. line 0: not known.
    void placeRequested(const QString &jail, const QString &file, int line);

private:
    void buildSince();
    void buildChoice(QVBoxLayout *layout);
    void buildCanary(QVBoxLayout *rows);
    void showCanary(const services::CanaryOffer &offer);
    void onPreview(const core::Result<services::ChangePreview> &preview);
    void clear();
    void showFailure(const core::Error &error);
    void showDiff(const services::ChangePreview &preview);

    const GuiContext &m_context;
    services::ChangeRequest m_request;
    std::optional<services::ChangeEntry> m_restored;
    core::RequestHandle m_handle;
    widgets::PlainLabel *m_summary = nullptr;
    QWidget *m_since = nullptr; ///< that later edits go with what is restored
    QScrollArea *m_scroll = nullptr;
    PreflightIssueList *m_issues = nullptr;
    QVBoxLayout *m_diffLayout = nullptr;
    QWidget *m_diff = nullptr;
    widgets::PlainLabel *m_checksTitle = nullptr;
    widgets::StepList *m_checks = nullptr;
    QWidget *m_choice = nullptr;
    QRadioButton *m_byItself = nullptr;
    QRadioButton *m_byMe = nullptr;
    QSpinBox *m_seconds = nullptr;
    QCheckBox *m_canary = nullptr; ///< a test ban; shown where it is offered
    widgets::PlainLabel *m_canaryNote = nullptr; ///< what it does, or why it is not offered
    ProductionCheck *m_production = nullptr;
    bool m_reading = false;
    bool m_passed = false;
};

} // namespace gui
