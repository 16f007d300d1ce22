// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/rescue_memory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using core::RescueKind;

const QString dismissedKey = u"dismissed"_s;
const QString lookDueKind = u"look_due"_s;

/// Those that are told without anybody asking.
constexpr std::array storedKinds { RescueKind::LostJails, RescueKind::NoJails, RescueKind::Frozen,
    RescueKind::NoActions };

/// Empty: it is not kept.
QString storedKindName(RescueKind kind)
{
    switch (kind) {
    case RescueKind::LostJails:
        return u"lost_jails"_s;
    case RescueKind::NoJails:
        return u"no_jails"_s;
    case RescueKind::Frozen:
        return u"frozen"_s;
    case RescueKind::NoActions:
        return u"no_actions"_s;
    case RescueKind::Crashed:
    case RescueKind::Down:
        break;
    }
    return {};
}

} // namespace

QString storedMemory(const RescueMemory &memory)
{
    QJsonArray array;
    const auto keep = [&array](const QList<core::RescueFinding> &findings, bool dismissed) {
        for (const core::RescueFinding &finding : findings) {
            const QString kind = storedKindName(finding.kind);
            if (kind.isEmpty())
                continue;
            QJsonObject object { { u"kind"_s, kind }, { u"jails"_s, QJsonArray::fromStringList(finding.jails) },
                { u"busy_ms"_s, finding.busyMs } };
            if (dismissed)
                object.insert(dismissedKey, true);
            array.append(object);
        }
    };
    keep(memory.known, false);
    keep(memory.dismissed, true);
    if (memory.lookDue)
        array.append(QJsonObject { { u"kind"_s, lookDueKind } });
    return array.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

RescueMemory memoryFromStore(const QString &text)
{
    RescueMemory memory;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        const QString kindName = object.value(u"kind"_s).toString();
        if (kindName == lookDueKind)
            memory.lookDue = true;
        for (const RescueKind kind : storedKinds) {
            if (kindName != storedKindName(kind))
                continue;
            core::RescueFinding finding;
            finding.kind = kind;
            for (const QJsonValue &jail : object.value(u"jails"_s).toArray())
                finding.jails.append(jail.toString());
            finding.busyMs = object.value(u"busy_ms"_s).toInteger();
            (object.value(dismissedKey).toBool() ? memory.dismissed : memory.known).append(finding);
        }
    }
    return memory;
}

} // namespace services
