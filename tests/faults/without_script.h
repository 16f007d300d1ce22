// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/transaction_script.h"

#include <QByteArray>
#include <QFile>
#include <QString>

namespace faults {

/// The whole script, as the product has it.
[[nodiscard]] inline QByteArray wholeScript()
{
    QByteArray all;
    for (const char *part : transport::transactionScriptParts) {
        QFile file(QStringLiteral(":/host/transaction/%1.sh").arg(QLatin1String(part)));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no %s", part);
        all += file.readAll();
    }
    return all;
}

/// A guard that is not there any more is none that could be taken away.
inline void takeAway(QByteArray &script, const char *guard, const char *instead, int times)
{
    if (script.count(guard) != times)
        qFatal("not the guard that is meant: %s", guard);
    script.replace(guard, instead);
}

} // namespace faults
