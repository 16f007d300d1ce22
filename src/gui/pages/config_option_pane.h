// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/config_service.h"
#include "services/config_view.h"
#include "services/jail_draft.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <map>
#include <memory>
#include <optional>

class QBoxLayout;
class QComboBox;
class QPushButton;
class QScrollArea;
class QSplitter;

namespace models {
class ConfigOptionFilterModel;
class ConfigOptionModel;
} // namespace models

namespace widgets {
class LinkLabel;
class MonoLabel;
class PlainLabel;
class SearchLine;
class SourceView;
class TableView;
} // namespace widgets

namespace gui {

class ConfigOptionEditor;

/// One jail of a configuration: its options, those of its filter and its actions, where the chosen one was written and
/// what that overrides, and the text of the file with its lines marked. The jail's own file and the `.local` ones of
/// its filter and actions are edited here, by option or as a text; what is shown is the configuration as it would be.
/// Writes nothing.
class ConfigOptionPane final : public QWidget
{
    Q_OBJECT

public:
    explicit ConfigOptionPane(QWidget *parent = nullptr);
    ~ConfigOptionPane() override;

    /// jail empty: none. The same jail again keeps what is selected, the file that is shown and its scroll. drafts:
    /// what was edited on this server before; what does not concern the jail is passed over.
    void showJail(const std::optional<services::ServerConfiguration> &configuration, const QString &jail,
        const QString &stateText, const QList<services::JailDraft> &drafts = {});
    /// Of every file that can be edited here, modified or not.
    [[nodiscard]] QList<services::JailDraft> drafts() const;
    /// The modified one that the bar speaks of, which is reviewed or discarded: that of the chosen option, else that of
    /// the file that is shown, else any; not valid: nothing is modified.
    [[nodiscard]] services::JailDraft activeDraft() const;
    /// What is edited is not to be written, and why; empty: it may be.
    void setLocked(const QString &why);
    [[nodiscard]] bool canReview() const;
    /// What the running jail has; nullopt: not known, or it does not run.
    void setRuntime(const std::optional<core::JailDetail> &running);
    /// Shows a file, with a line marked where it is known; also one that is no part of the jail.
    void showPlace(const QString &file, int line);

    [[nodiscard]] QString shownFile() const;
    [[nodiscard]] widgets::TableView *table() const { return m_table; }
    [[nodiscard]] widgets::SourceView *source() const { return m_source; }
    /// The keyboard into the field of the chosen option; into the text where it has none that can be edited.
    void focusField();
    /// The text stands beside the form; else below it. Each has its own state of the splitter.
    void setBeside(bool beside);
    [[nodiscard]] bool isBeside() const;
    [[nodiscard]] QByteArray saveState(bool beside) const;
    void restoreState(bool beside, const QByteArray &splitter);

Q_SIGNALS:
    void fileChanged();
    /// Context menu of the options.
    void menuRequested(const QPoint &globalPosition);
    /// Something was edited; also back to what it was.
    void draftChanged();
    void reviewRequested();
    void discardRequested();
    /// The running jail is to have the value of the files.
    void revertRequested(const QString &key, const services::RuntimeRevert &revert);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTable(QWidget *form);
    void apply();
    void applyOptions();
    void applyProblems();
    void onOption();
    void onChosen(); ///< which options are shown
    void keepFieldInSight();
    void watchPress(const QEvent &event);
    [[nodiscard]] const services::ConfigOptionRow *currentOption() const;
    void updateProvenance();

    // config_option_pane_text.cpp
    QWidget *buildText(QWidget *parent);
    void applyState();
    void applyFiles();
    void showFile();
    /// The line of this file at which the chosen option is set; 0: none.
    [[nodiscard]] int lineIn(const QString &file) const;

    // config_option_pane_draft.cpp
    void buildEditing(QWidget *form);
    void takeDrafts(const QList<services::JailDraft> &drafts);
    void applyDrafts(); ///< the configuration and the jail's view with them
    [[nodiscard]] services::JailDraft *draftFor(const services::ConfigOptionRow &option);
    [[nodiscard]] const services::JailDraft *draftFor(const services::ConfigOptionRow &option) const;
    [[nodiscard]] services::JailDraft *draftOfFile(const QString &file);
    [[nodiscard]] bool concernsJail(const services::JailDraft &draft) const;
    [[nodiscard]] const services::JailDraft *active() const; ///< nullptr: nothing is modified
    [[nodiscard]] bool isTyping() const; ///< in the text: it stays where it is
    void onEdited();
    void applyDraft();
    void updateEditor();
    [[nodiscard]] QString lockNote(const services::ConfigOptionRow &option, const services::JailDraft *draft) const;
    void updateDraftBar();
    void keepRuntime(const QString &key);
    void revertRuntime(const QString &key);
    [[nodiscard]] const services::ConfigOptionRow *optionOf(const QString &key) const;

    std::unique_ptr<models::ConfigOptionModel> m_options;
    std::unique_ptr<models::ConfigOptionFilterModel> m_shown;
    std::optional<services::ServerConfiguration> m_configuration; ///< with the draft
    std::optional<services::ServerConfiguration> m_read; ///< as it was read
    services::JailDraft m_draft; ///< of the jail's own file
    std::map<QString, services::JailDraft> m_definitions; ///< of filters and actions, by path
    QString m_locked;
    QTimer m_applySoon; ///< the files are read anew when typing pauses
    services::ConfigJailView m_view;
    QString m_jail;
    std::optional<core::JailDetail> m_running;
    QList<services::ConfigPlace> m_places; ///< of the links below the options
    QList<services::ConfigPlace> m_defects; ///< of the links above them
    bool m_tablePressed = false; ///< by the left button
    bool m_optionWaits = false; ///< for its release: the current option is another one
    services::ConfigSetting m_followed; ///< option to whose place the file was turned last; value: its key
    QString m_otherFile; ///< shown, and no part of the jail
    int m_otherLine = 0; ///< marked because somebody asked for it; 0: that of the option
    widgets::MonoLabel *m_title = nullptr;
    widgets::PlainLabel *m_state = nullptr;
    QComboBox *m_kind = nullptr;
    widgets::SearchLine *m_search = nullptr;
    widgets::LinkLabel *m_problems = nullptr;
    QSplitter *m_splitter = nullptr;
    std::array<QByteArray, 2> m_states; ///< of the splitter: below, beside
    QScrollArea *m_area = nullptr; ///< around the form
    QWidget *m_form = nullptr;
    QBoxLayout *m_fileRow = nullptr;
    widgets::TableView *m_table = nullptr;
    widgets::LinkLabel *m_provenance = nullptr;
    QComboBox *m_files = nullptr;
    widgets::PlainLabel *m_line = nullptr;
    widgets::SourceView *m_source = nullptr;
    ConfigOptionEditor *m_editor = nullptr;
    QWidget *m_draftBar = nullptr;
    widgets::PlainLabel *m_draftText = nullptr;
    widgets::PlainLabel *m_draftProblem = nullptr;
    QPushButton *m_discard = nullptr;
    QPushButton *m_review = nullptr;
};

} // namespace gui
