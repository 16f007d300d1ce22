// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

/// Lets the C library keep the pages that a long reply needed for the next one. By default glibc maps every block of
/// 128 KiB and more anew and unmaps it when it is freed: a process that polls then pays for thousands of page faults
/// per poll, which take longer than decoding does. Blocks below 32 MiB come from the heap instead, and up to 256 MiB of
/// free heap stay with the process (mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD). Nothing elsewhere. Call it
/// once, first thing in main().
void keepHeapPages();

} // namespace core
