// SPDX-License-Identifier: GPL-3.0-or-later
// A server where a step does not look whether the change is decided.
#include "faults/without_script.h"
#include "transport/transaction_script.h"

namespace transport {

QByteArray transactionScript()
{
    QByteArray script = faults::wholeScript();
    faults::takeAway(script,
        R"(    [ -z "$DECISION" ] || leave 3 decided decision "$DECISION" by "$DECIDER"
    remaining
    [ "$REMAINING" -gt 0 ] || leave 3 expired
    armed_now || leave 9 unarmed
)",
        "", 1);
    faults::takeAway(script, R"(        [ -z "$DECISION" ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
        enter_pen)",
        "        enter_pen", 1);
    return script;
}

} // namespace transport
