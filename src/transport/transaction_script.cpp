// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/transaction_script.h"

#include <QFile>
#include <QString>

using namespace Qt::StringLiterals;

namespace transport {

QByteArray transactionScript()
{
    static const QByteArray text = [] {
        QByteArray all;
        for (const char *part : transactionScriptParts) {
            QFile file(u":/host/transaction/%1.sh"_s.arg(QLatin1String(part)));
            if (!file.open(QIODevice::ReadOnly))
                return QByteArray();
            all += file.readAll();
        }
        return all;
    }();
    return text;
}

} // namespace transport
