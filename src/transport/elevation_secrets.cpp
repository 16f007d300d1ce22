// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/elevation_secrets.h"

#include <cstring>

namespace transport {

void wipe(QByteArray &secret)
{
    // Not data(): that would copy first where the bytes are shared, and wipe the copy. What has no header is not ours:
    // a literal's bytes.
    if (!secret.isEmpty() && secret.data_ptr().d_ptr())
        ::explicit_bzero(const_cast<char *>(secret.constData()), size_t(secret.size()));
    secret.clear();
}

bool isUsablePassword(const QByteArray &secret)
{
    constexpr qsizetype longest = 255;
    return !secret.isEmpty() && secret.size() <= longest && !secret.contains('\0') && !secret.contains('\n')
        && !secret.contains('\r');
}

} // namespace transport
