// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QObject>

class QBoxLayout;
class QWidget;

namespace widgets {
class FilterButton;
class SearchLine;
} // namespace widgets

namespace gui {

struct GuiContext;

/// The filter of the bans page: text, jails, servers and when bans end. Writes into the window's BanTableModel.
class BanFilters final : public QObject
{
    Q_OBJECT

public:
    /// buttons: where the drop-downs go; page: their parent.
    BanFilters(const GuiContext &context, widgets::SearchLine &line, QBoxLayout &buttons, QWidget *page);

    /// Replaces everything; an empty jail or an invalid server: any.
    void setFilter(const QString &text, const QString &jail, core::ServerId server);
    void clear();
    /// The jails and servers that there are now.
    void updateChoices();

Q_SIGNALS:
    void changed();

private:
    void apply();

    const GuiContext &m_context;
    widgets::SearchLine &m_line;
    widgets::FilterButton *m_jails = nullptr;
    widgets::FilterButton *m_servers = nullptr;
    widgets::FilterButton *m_end = nullptr;
};

} // namespace gui
