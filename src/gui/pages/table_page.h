// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/page.h"
#include "widgets/buttons.h"
#include "widgets/table_columns.h"

#include <QTimer>

class QBoxLayout;
class QMenu;
class QPushButton;
class QSplitter;

namespace widgets {
class LinkLabel;
class LoadingOverlay;
class PlainLabel;
class SearchLine;
} // namespace widgets

namespace gui {

class ScopeNotice;
struct GuiContext;

/// A page that is one table: filter and counts above it, buttons at the right, a pane with details beside it where the
/// page has one, and what stands in the table's place while it is empty. The pages fill in what they show.
class TablePage : public Page
{
    Q_OBJECT

public:
    void focusFilter() override;
    [[nodiscard]] QWidget *mainWidget() const override;
    /// Closes the details, else clears the filter.
    bool goBack() override;
    /// The table's columns, the splitter and whether the details are open.
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    /// The page's widgets, made by its form. All but splitter, detail and notice are there.
    struct Parts
    {
        widgets::SearchLine *filter = nullptr;
        widgets::TableView *table = nullptr;
        widgets::PlainLabel *counts = nullptr;
        QBoxLayout *buttons = nullptr;
        widgets::LinkLabel *notice = nullptr; ///< names the servers that are not current, with "retry"
        QSplitter *splitter = nullptr;
        QWidget *detail = nullptr;
        bool detailAtFirst = false; ///< open where nothing else is remembered
        QString menuName; ///< object name of the context menu
    };

    TablePage(const QString &id, const GuiContext &context, QWidget *parent);

    /// Connects what is the same on every page. After the form is set up and the table has its model.
    void adopt(const Parts &parts);
    /// Says what the table's place shows, the counts and which actions can be used.
    virtual void updateState() = 0;
    [[nodiscard]] virtual bool isFiltered() const;
    virtual void clearFilter();
    /// The button in the empty table's place.
    virtual void onEmptyAction();
    /// Adds what the context menu of the table offers.
    virtual void fillMenu(QMenu &menu) = 0;
    /// The rows of the detail pane are to be shown.
    virtual void showDetail() { }

    /// updateState() once, from the event loop, however often something has changed.
    void updateSoon();
    /// updateSoon() whenever rows come or go.
    void followRows(const QAbstractItemModel &model);
    /// Grey lines over the table while nothing has been read.
    void setLoading(bool loading, const QString &text);
    /// The line above the table, and the sentence for a table that is empty because no server was read. true: the
    /// table's place has been spoken for.
    bool showNotice(const ScopeNotice &notice);
    /// A button that is its action: triggers it, and can be used when it can.
    QPushButton *addButton(QAction *action, const QString &text, const QString &name);
    void openMenu(const QPoint &globalPosition);
    /// Opens the details of the current row.
    void openDetail();
    void setDetailShown(bool shown);
    [[nodiscard]] bool isDetailShown() const;
    /// The selected row of a table that selects one; invalid where there is none.
    [[nodiscard]] QModelIndex selectedRow() const;

    const GuiContext &m_context;

private:
    Parts m_parts;
    widgets::LoadingOverlay *m_overlay = nullptr;
    QTimer m_soon;
    core::ServerId m_fixable; ///< whose socket is refused
    QList<core::ServerId> m_connectable; ///< what the line above the table, or the empty table's button, connects
    QTimer m_countdown; ///< while the line above the table says when something is tried again
};

} // namespace gui
