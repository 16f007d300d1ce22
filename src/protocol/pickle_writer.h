// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/request.h"

namespace protocol {

/// The pickle of a request, without the end marker. Protocol 2, which every Python that runs fail2ban reads; protocol 0
/// where a text contains one of the markers, with their '<' written as \u003c.
[[nodiscard]] QByteArray pickleWords(const QList<Word> &words);

} // namespace protocol
