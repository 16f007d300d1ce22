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

QString storedFindings(const QList<core::RescueFinding> &findings)
{
    QJsonArray array;
    for (const core::RescueFinding &finding : findings) {
        const QString kind = storedKindName(finding.kind);
        if (!kind.isEmpty())
            array.append(QJsonObject { { u"kind"_s, kind }, { u"jails"_s, QJsonArray::fromStringList(finding.jails) },
                { u"busy_ms"_s, finding.busyMs } });
    }
    return array.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<core::RescueFinding> findingsFromStore(const QString &text)
{
    QList<core::RescueFinding> findings;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        for (const RescueKind kind : storedKinds) {
            if (object.value(u"kind"_s).toString() != storedKindName(kind))
                continue;
            core::RescueFinding finding;
            finding.kind = kind;
            for (const QJsonValue &jail : object.value(u"jails"_s).toArray())
                finding.jails.append(jail.toString());
            finding.busyMs = object.value(u"busy_ms"_s).toInteger();
            findings.append(finding);
        }
    }
    return findings;
}

} // namespace services
