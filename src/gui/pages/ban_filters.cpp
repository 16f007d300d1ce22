// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/ban_filters.h"

#include "core/visible_text.h"
#include "gui/action_collection.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/ban_table_model.h"
#include "services/server_registry.h"
#include "widgets/filter_button.h"
#include "widgets/search_line.h"

#include <QBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto permanentId = "permanent"_L1;
constexpr auto temporaryId = "temporary"_L1;
constexpr auto soonId = "soon"_L1;

} // namespace

BanFilters::BanFilters(const GuiContext &context, widgets::SearchLine &line, QBoxLayout &buttons, QWidget *page)
    : QObject(page)
    , m_context(context)
    , m_line(line)
{
    line.setToolTip(ActionCollection::withShortcut(tr("Filter"), Qt::CTRL | Qt::Key_F));
    //: %1: how many jails are chosen in the filter
    m_jails = new widgets::FilterButton(tr("Any jail"), tr("%1 jails"), page);
    m_jails->setObjectName(u"jailFilterButton"_s);
    //: %1: how many servers are chosen in the filter
    m_servers = new widgets::FilterButton(tr("Any server"), tr("%1 servers"), page);
    m_servers->setObjectName(u"serverFilterButton"_s);
    m_end = new widgets::FilterButton(tr("Until: any"), u"%1"_s, page);
    m_end->setObjectName(u"endFilterButton"_s);
    m_end->setExclusive(true);
    m_end->setChoices({ { permanentId, tr("Permanent") }, { temporaryId, tr("With an end") },
        { soonId, tr("Ends within an hour") } });
    for (widgets::FilterButton *button : { m_jails, m_servers, m_end }) {
        buttons.addWidget(button);
        connect(button, &widgets::FilterButton::checkedChanged, this, &BanFilters::apply);
    }
    connect(&line, &widgets::SearchLine::searchChanged, this, &BanFilters::apply);
}

void BanFilters::setFilter(const QString &text, const QString &jail, core::ServerId server)
{
    const bool oneOfMany = server.isValid() && m_context.scope.servers().size() > 1;
    m_line.setText(text);
    m_jails->setChecked(jail.isEmpty() ? QStringList() : QStringList { jail });
    m_servers->setChecked(oneOfMany ? QStringList { QString::number(server.value) } : QStringList());
    m_end->setChecked({});
    apply();
}

void BanFilters::clear()
{
    setFilter({}, {}, {});
}

void BanFilters::updateChoices()
{
    QList<widgets::FilterButton::Choice> jails;
    for (const QString &jail : m_context.models.bans().jailNames())
        jails.append({ jail, core::visibleText(jail) });
    m_jails->setChoices(jails);
    QList<widgets::FilterButton::Choice> servers;
    for (const core::ServerId id : m_context.scope.servers()) {
        const QString name = core::visibleText(m_context.services.serverRegistry.nameOf(id));
        servers.append({ QString::number(id.value), name });
    }
    m_servers->setChoices(servers);
    m_servers->setVisible(servers.size() > 1);
}

void BanFilters::apply()
{
    models::BanFilter filter;
    filter.text = m_line.text();
    filter.jails = m_jails->checked();
    for (const QString &id : m_servers->checked())
        filter.servers.append(core::ServerId { id.toLongLong() });
    const QString end = m_end->checked().value(0);
    if (end == permanentId)
        filter.end = models::BanEnd::Permanent;
    else if (end == temporaryId)
        filter.end = models::BanEnd::Temporary;
    else if (end == soonId)
        filter.end = models::BanEnd::EndsWithin;
    m_context.models.bans().setFilter(filter);
    Q_EMIT changed();
}

} // namespace gui
