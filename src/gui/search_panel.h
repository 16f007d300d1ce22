// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QVariantMap>

#include <memory>

class QListView;

namespace models {
class SearchModel;
}

namespace widgets {
class PlainLabel;
class SearchLine;
} // namespace widgets

namespace gui {

struct GuiContext;

/// What the search in the top bar finds: servers, jails and bans, in a panel under the field. Arrow keys choose, Enter
/// opens, Esc closes; the field keeps the focus.
class SearchPanel final : public QFrame
{
    Q_OBJECT

public:
    /// parent: the widget that the panel floats over.
    SearchPanel(const GuiContext &context, widgets::SearchLine &line, QWidget *parent);
    ~SearchPanel() override;

    /// Ctrl+K.
    void begin();
    void close();

Q_SIGNALS:
    void pageRequested(const QString &id, const QVariantMap &request);
    /// The typed address shall be banned.
    void banRequested(const QString &target);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void showHits();
    void fetchMissing();
    void openCurrent();
    void step(int by);
    void place();

    const GuiContext &m_context;
    widgets::SearchLine &m_line;
    std::unique_ptr<models::SearchModel> m_model;
    QListView *m_list = nullptr;
    widgets::PlainLabel *m_nothing = nullptr;
};

} // namespace gui
