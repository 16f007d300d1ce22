// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/jail_detail_targets.h"

#include "models/jail_detail_roles.h"
#include "services/jail_service.h"

#include <QModelIndex>

namespace gui {

using namespace Qt::StringLiterals;
using models::JailDetailNode;
using models::JailDetailSection;

namespace {

JailDetailNode nodeOf(const QModelIndex &index)
{
    return static_cast<JailDetailNode>(index.data(models::DetailNodeRole).toInt());
}

TuneTarget targetOf(core::ServerId server, const QString &jail, const QString &name, const QString &property)
{
    TuneTarget target;
    target.server = server;
    target.jail = jail;
    target.name = name;
    target.property = property;
    return target;
}

} // namespace

QString listOf(const QModelIndex &index)
{
    if (!index.isValid())
        return {};
    const QString name = index.data(models::PropertyNameRole).toString();
    for (const QLatin1StringView list : { "ignoreip"_L1, "logpath"_L1, "failregex"_L1, "ignoreregex"_L1 }) {
        if (name == list)
            return name;
    }
    switch (static_cast<JailDetailSection>(index.data(models::SectionRole).toInt())) {
    case JailDetailSection::Addresses:
        return u"ignoreip"_s;
    case JailDetailSection::Logs:
        return u"logpath"_s;
    case JailDetailSection::Regexes:
        return u"failregex"_s;
    case JailDetailSection::IgnoreRegexes:
        return u"ignoreregex"_s;
    case JailDetailSection::Properties:
    case JailDetailSection::Actions:
    case JailDetailSection::Count_:
        break;
    }
    return {};
}

bool isLineOfList(const QModelIndex &index)
{
    return index.isValid() && nodeOf(index) == JailDetailNode::Line && !listOf(index).isEmpty();
}

bool isTunableProperty(const QModelIndex &index)
{
    return index.isValid() && nodeOf(index) == JailDetailNode::Property && index.data(models::TunableRole).toBool();
}

TuneTarget changeTarget(
    core::ServerId server, const QString &jail, const core::JailDetail &detail, const QModelIndex &index)
{
    const QString name = index.data(models::PropertyNameRole).toString();
    TuneTarget target = targetOf(server, jail, name, name);
    target.current
        = index.siblingAtColumn(static_cast<int>(models::JailDetailColumn::Value)).data(Qt::DisplayRole).toString();
    target.value = detail.value(name).toString();
    return target;
}

TuneTarget additionTarget(core::ServerId server, const QString &jail, const QModelIndex &index)
{
    const QString list = listOf(index);
    return targetOf(server, jail, u"add"_s + list, list);
}

TuneTarget removalTarget(core::ServerId server, const QString &jail, const QModelIndex &index)
{
    const QString list = listOf(index);
    const bool byNumber = list.endsWith("regex"_L1);
    const QString text = index.data(models::RawRole).isValid() ? index.data(models::RawRole).toString()
                                                               : index.data(Qt::DisplayRole).toString();
    TuneTarget target = targetOf(server, jail, u"del"_s + list, list);
    target.current = text;
    target.value = byNumber ? services::regexToRemove(index.data(models::LineIndexRole).toInt(), text) : text;
    return target;
}

} // namespace gui
