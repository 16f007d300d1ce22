// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receipt.h"

using namespace Qt::StringLiterals;

namespace core {

QString receiptResultName(ReceiptResult result)
{
    switch (result) {
    case ReceiptResult::Done:
        return u"done"_s;
    case ReceiptResult::NothingToDo:
        return u"nothing_to_do"_s;
    case ReceiptResult::Refused:
        return u"refused"_s;
    case ReceiptResult::Failed:
        return u"failed"_s;
    case ReceiptResult::Pending:
        return u"pending"_s;
    }
    return {};
}

} // namespace core
