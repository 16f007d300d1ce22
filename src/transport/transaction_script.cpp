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
        for (const auto part : { "words"_L1, "daemon"_L1, "state"_L1, "bans"_L1, "restore"_L1, "hook"_L1, "begin"_L1,
                 "steps"_L1, "rescue"_L1, "canary"_L1,
                 "watch"_L1 }) { // the last line starts it: what arrives in part does nothing
            QFile file(u":/host/transaction/%1.sh"_s.arg(part));
            if (!file.open(QIODevice::ReadOnly))
                return QByteArray();
            all += file.readAll();
        }
        return all;
    }();
    return text;
}

} // namespace transport
