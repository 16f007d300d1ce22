// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/config_service.h"
#include "services/config_view.h"

#include <QWidget>

#include <memory>
#include <optional>

class QComboBox;
class QSplitter;

namespace models {
class ConfigOptionFilterModel;
class ConfigOptionModel;
} // namespace models

namespace widgets {
class LinkLabel;
class MonoLabel;
class PlainLabel;
class SourceView;
class TableView;
} // namespace widgets

namespace gui {

/// One jail of a configuration: its options, where the chosen one was written and what that overrides, and the text of
/// the file with that line marked. Shows, and changes nothing.
class ConfigOptionPane final : public QWidget
{
    Q_OBJECT

public:
    explicit ConfigOptionPane(QWidget *parent = nullptr);
    ~ConfigOptionPane() override;

    /// jail empty: none. The same jail again keeps what is selected, the file that is shown and its scroll.
    void showJail(const std::optional<services::ServerConfiguration> &configuration, const QString &jail,
        const QString &stateText);
    /// What the running jail has; nullopt: not known, or it does not run.
    void setRuntime(const std::optional<core::JailDetail> &running);
    /// Shows a file, with a line marked where it is known; also one that is no part of the jail.
    void showPlace(const QString &file, int line);

    [[nodiscard]] QString shownFile() const;
    [[nodiscard]] widgets::TableView *table() const { return m_table; }
    [[nodiscard]] widgets::SourceView *source() const { return m_source; }
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &splitter);

Q_SIGNALS:
    void fileChanged();
    /// Context menu of the options.
    void menuRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildTable();
    void apply();
    void applyOptions();
    void applyFiles();
    void applyProblems();
    void onOption();
    void showFile();
    /// The line of this file at which the chosen option is set; 0: none.
    [[nodiscard]] int lineIn(const QString &file) const;
    [[nodiscard]] const services::ConfigOptionRow *currentOption() const;
    void updateProvenance();

    std::unique_ptr<models::ConfigOptionModel> m_options;
    std::unique_ptr<models::ConfigOptionFilterModel> m_shown;
    std::optional<services::ServerConfiguration> m_configuration;
    services::ConfigJailView m_view;
    QString m_jail;
    std::optional<core::JailDetail> m_running;
    QList<services::ConfigPlace> m_places; ///< of the links below the options
    QList<services::ConfigPlace> m_defects; ///< of the links above them
    services::ConfigSetting m_followed; ///< option to whose place the file was turned last; value: its key
    QString m_otherFile; ///< shown, and no part of the jail
    int m_otherLine = 0; ///< marked because somebody asked for it; 0: that of the option
    widgets::MonoLabel *m_title = nullptr;
    widgets::PlainLabel *m_state = nullptr;
    QComboBox *m_kind = nullptr;
    widgets::LinkLabel *m_problems = nullptr;
    QSplitter *m_splitter = nullptr;
    widgets::TableView *m_table = nullptr;
    widgets::LinkLabel *m_provenance = nullptr;
    QComboBox *m_files = nullptr;
    widgets::PlainLabel *m_line = nullptr;
    widgets::SourceView *m_source = nullptr;
};

} // namespace gui
