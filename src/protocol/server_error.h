// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/value.h"

namespace protocol {

/// An exception that the daemon sent, as core error: code by class, detail as fail2ban-client prints it (beautifier.py
/// beautifyError, all versions): str(exception), with three sentences of its own.
[[nodiscard]] core::Error serverError(const Value &exception);

/// Python's str() of an exception: one argument as it is, several as a tuple, system errors as "[Errno 2] ...".
[[nodiscard]] QString exceptionText(const Value &exception);

/// Python's repr() of plain values, for tuples of arguments.
[[nodiscard]] QString pythonRepr(const Value &value);

} // namespace protocol
