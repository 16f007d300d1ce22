// SPDX-License-Identifier: GPL-3.0-or-later
// A server that lets everybody begin.
#include "faults/without_script.h"
#include "transport/transaction_script.h"

namespace transport {

QByteArray transactionScript()
{
    QByteArray script = faults::wholeScript();
    faults::takeAway(script, R"(    if [ -e "$LOCK" ]; then)", "    if false; then", 1);
    faults::takeAway(
        script, R"(if ! ln "$T/owner" "$LOCK" 2>/dev/null; then)", R"(if ! cp "$T/owner" "$LOCK"; then)", 1);
    return script;
}

} // namespace transport
