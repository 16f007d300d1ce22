// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "gui/pages/table_page.h"
#include "services/config_service.h"
#include "services/jail_draft.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace Ui {
class ConfigurationPage;
}

namespace models {
class ConfigJailFilterModel;
class ConfigJailModel;
} // namespace models

namespace gui {

class ConfigOptionPane;
class ProblemState;

/// The configuration files of one server: every jail that they define, whether it runs or not, where each of its
/// options was written, and the text of those files. A jail's own file is edited here; what is edited is kept for each
/// jail until it is applied, by a dialog of its own, or discarded.
class ConfigurationPage final : public TablePage
{
    Q_OBJECT

public:
    explicit ConfigurationPage(const GuiContext &context, QWidget *parent = nullptr);
    ~ConfigurationPage() override;

    void refresh() override;
    /// From the text to the options, from there to the jails, then the filter.
    bool goBack() override;
    /// "server" and "jail": selects it.
    void open(const QVariantMap &request) override;
    void setCurrent(bool current) override;
    [[nodiscard]] QString unsavedWork() const override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void updateState() override;
    void fillMenu(QMenu &menu) override;
    void onEmptyAction() override;

private:
    void buildTable();
    void buildActions();
    void applyScope();
    void chooseServer(core::ServerId server);
    void read();
    void onRead(const core::Result<services::ServerConfiguration> &configuration);
    void apply();
    void applyFilter();
    void onJail();
    void fetchRuntime();
    void updateAge();
    void updateProblem();
    void updateBroken();
    void helpOut();
    void check(const QString &jail);
    void showPlace(const QString &jail, const QString &file, int line);
    void selectJail(const QString &jail);
    void openOptionMenu(const QPoint &globalPosition);
    // configuration_page_drafts.cpp
    struct Undecided
    {
        QString id;
        bool isSeen = false; ///< the server has told of it
    };
    void buildEditing();
    void onDraft();
    void markEdited();
    void review();
    void discard();
    void dropDraft(const QString &path);
    void dropWritten(core::ServerId server, const services::ServerConfiguration &configuration);
    void onFilesChanged(core::ServerId server);
    void onUndecided();
    void revertRunning(const QString &key, const services::RuntimeRevert &revert);
    [[nodiscard]] QList<services::JailDraft> drafts() const; ///< of this server
    /// Of a file of a server, and of the daemon that it leads to now; path empty: what all of those begin with.
    [[nodiscard]] std::pair<core::ServerId, QString> draftKey(core::ServerId server, const QString &path = {}) const;
    /// "sshd", "filter sshd", "action iptables".
    [[nodiscard]] static QString draftName(const services::JailDraft &draft);
    [[nodiscard]] QString lockedBecause() const;

    [[nodiscard]] QString currentJail() const;
    /// The folder as the profile names it.
    [[nodiscard]] QString folder() const;
    /// nullopt: it is not known which jails run.
    [[nodiscard]] std::optional<QStringList> running() const;

    std::unique_ptr<Ui::ConfigurationPage> m_ui;
    std::unique_ptr<models::ConfigJailModel> m_jails;
    std::unique_ptr<models::ConfigJailFilterModel> m_shown;
    ConfigOptionPane *m_pane = nullptr;
    ProblemState *m_problem = nullptr;
    core::ServerId m_server; ///< invalid: none in the scope
    std::optional<services::ServerConfiguration> m_configuration; ///< of m_server
    std::optional<core::Error> m_error; ///< of the last reading
    core::RequestHandle m_reading;
    core::RequestHandle m_detailRequest;
    /// What is edited, of every server, see draftKey(). What was edited of a daemon that its profile does not lead to
    /// any more is there again when it does.
    std::map<std::pair<core::ServerId, QString>, services::JailDraft> m_drafts;
    std::set<core::ServerId> m_changed; ///< servers whose files have changed while they were not shown
    std::map<core::ServerId, Undecided> m_undecided; ///< changes of this window that wait for somebody's word
    QAction *m_review = nullptr;
    QAction *m_discard = nullptr;
    QString m_shownJail; ///< whose options the pane has
    QString m_wantedJail; ///< to be selected once it is known
    QString m_wantedFile; ///< to be shown with it
    int m_wantedLine = 0;
    QTimer m_tick; ///< ages, while the page is seen
    QAction *m_check = nullptr;
    QAction *m_checkAll = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_copy = nullptr;
    bool m_loading = false;
    bool m_outdated = false; ///< the server's profile has changed since it was read
};

} // namespace gui
