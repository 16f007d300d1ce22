// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/standard_streams.h"

#include <csignal>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

namespace core {

void openClosedStreams()
{
    // The lowest number that is free is the one that open() takes. They stay open in the programs we start, as the
    // caller's own would.
    for (const int stream : { STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO }) {
        if (::fcntl(stream, F_GETFD) < 0)
            std::ignore = ::open("/dev/null", O_RDWR);
    }
}

void surviveBrokenPipes()
{
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace core
