// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/production_check.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "platform/style.h"
#include "services/server_registry.h"
#include "texts/time_texts.h"
#include "widgets/plain_label.h"

#include <QCheckBox>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {

constexpr int namesShown = 5; // the box has one line

/// The mark is the daemon's: another name for it, without the mark, leads to the same bans.
QSet<QString> productionDaemons(const GuiContext &context)
{
    QSet<QString> marked;
    for (const core::ServerProfile &profile : context.services.serverRegistry.profiles()) {
        if (profile.production)
            marked.insert(core::daemonKey(profile));
    }
    return marked;
}

} // namespace

ProductionCheck::ProductionCheck(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    m_line = new PlainLabel(QString(), PlainLabel::Tone::Warning, this);
    m_line->setObjectName(u"productionLine"_s);
    m_line->setWordWrap(true);
    m_box = new QCheckBox(this);
    m_box->setObjectName(u"productionCheck"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(platform::measure::inControl);
    layout->addWidget(m_line);
    layout->addWidget(m_box);
    connect(m_box, &QCheckBox::toggled, this, &ProductionCheck::changed);
    hide();
}

bool ProductionCheck::concerns(const GuiContext &context, const QList<core::ServerId> &servers)
{
    if (servers.isEmpty())
        return false;
    const QSet<QString> marked = productionDaemons(context);
    return std::ranges::any_of(servers, [&](core::ServerId id) {
        const auto profile = context.services.serverRegistry.profile(id);
        return profile && marked.contains(core::daemonKey(*profile));
    });
}

void ProductionCheck::setServers(const QList<core::ServerId> &servers)
{
    QList<core::ServerId> production;
    QStringList names;
    const QSet<QString> marked = productionDaemons(m_context);
    for (const core::ServerId id : servers) {
        const auto profile = m_context.services.serverRegistry.profile(id);
        if (!profile || production.contains(id) || !marked.contains(core::daemonKey(*profile)))
            continue;
        production.append(id);
        names.append(core::visibleText(profile->name));
    }
    setVisible(!production.isEmpty());
    const bool same = production.size() == m_production.size() && std::ranges::is_permutation(production, m_production);
    m_production = production;
    if (production.size() == 1) {
        //: %1: name of a server
        m_line->setText(tr("%1 is a production server.").arg(names.constFirst()));
        m_box->setText(tr("Change production server %1").arg(QString(names.constFirst()).replace(u'&', u"&&"_s)));
    } else if (!production.isEmpty()) {
        m_line->setText(production.size() == servers.size()
                ? tr("All %1 are production servers.").arg(texts::number(static_cast<qint64>(production.size())))
                : tr("%1 of these %2 are production servers.")
                      .arg(texts::number(static_cast<qint64>(production.size())),
                          texts::number(static_cast<qint64>(servers.size()))));
        //: %1: names of servers
        m_box->setText(tr("Change production servers: %1").arg(texts::names(names, namesShown).replace(u'&', u"&&"_s)));
    }
    m_box->setAccessibleName(QString(m_box->text()).replace(u"&&"_s, u"&"_s));
    m_box->setToolTip(names.size() > namesShown ? names.join(u", "_s).toHtmlEscaped() : QString());
    if (same) // how many servers there are besides is told; what was ticked was said of the same ones
        return;
    m_box->setChecked(false);
    Q_EMIT changed();
}

bool ProductionCheck::isSatisfied() const
{
    return m_production.isEmpty() || m_box->isChecked();
}

} // namespace gui
