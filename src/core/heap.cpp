// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/heap.h"

#include <cstdlib> // defines __GLIBC__

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace core {

void keepHeapPages()
{
#ifdef __GLIBC__
    constexpr int mebibyte = 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, 32 * mebibyte); // the largest that glibc takes (DEFAULT_MMAP_THRESHOLD_MAX)
    mallopt(M_TRIM_THRESHOLD, 256 * mebibyte);
#endif
}

} // namespace core
