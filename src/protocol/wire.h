// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace protocol {

/// Ends every request and every reply (fail2ban/protocol.py, CSPROTO.END). The daemon splits at these bytes before it
/// looks at anything else, so they must never occur inside a request.
inline constexpr QByteArrayView endMarker = "<F2B_END_COMMAND>";
/// A client's goodbye (CSPROTO.CLOSE): sent alone it ends the connection.
inline constexpr QByteArrayView closeMarker = "<F2B_CLOSE_COMMAND>";

} // namespace protocol
