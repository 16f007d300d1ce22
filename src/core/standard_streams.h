// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

/// Opens /dev/null as each of standard input, output and error that the caller has closed. Otherwise the next file,
/// pipe or socket of ours gets its number, and what is meant for the person goes there: bangui-cli has taken its own
/// messages for signals that way. Call it once, before anything is opened.
void openClosedStreams();

/// Writing where nobody reads any more fails with EPIPE instead of ending this program: what is under way on a server
/// has its end and its receipt, whoever has stopped reading our messages. The programs that QProcess starts have the
/// signal as usual. Call it once, at the start.
void surviveBrokenPipes();

} // namespace core
