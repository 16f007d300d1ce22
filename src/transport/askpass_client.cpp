// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/askpass_client.h"

#include "core/standard_streams.h"
#include "transport/askpass_wire.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace transport {

namespace {

constexpr int answered = 0;
constexpr int unanswered = 1;

bool writeAll(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        const ssize_t written = ::write(fd, bytes, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        count -= static_cast<size_t>(written);
    }
    return true;
}

bool readAll(int fd, char *bytes, size_t count)
{
    while (count > 0) {
        const ssize_t got = ::read(fd, bytes, count);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        count -= static_cast<size_t>(got);
    }
    return true;
}

/// Connected to a socket behind which this user listens; -1 otherwise.
int connectTo(const char *path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (path[0] != '/' || std::strlen(path) >= sizeof address.sun_path)
        return -1;
    std::strcpy(address.sun_path, path);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&address));
    ucred peer {};
    socklen_t length = sizeof peer;
    if (::connect(fd, generic, sizeof address) == 0 && ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0
        && peer.uid == ::geteuid())
        return fd;
    ::close(fd);
    return -1;
}

int ask(int fd, std::string_view prompt, std::string_view hint)
{
    std::string question(hint);
    question += '\0';
    question += std::to_string(::getppid());
    question += '\0';
    question += prompt;
    std::array<unsigned char, askpass::headerSize> header = askpass::header(question.size());
    if (question.size() > askpass::questionLimit
        || !writeAll(fd, static_cast<const char *>(static_cast<const void *>(header.data())), header.size())
        || !writeAll(fd, question.data(), question.size()))
        return unanswered;

    // It comes when it comes: ssh ends this process where nobody waits for it any more.
    if (!readAll(fd, static_cast<char *>(static_cast<void *>(header.data())), header.size()))
        return unanswered;
    const size_t size = askpass::sizeOf(header);
    std::array<char, askpass::answerLimit + 1> answer {};
    if (size > askpass::answerLimit || !readAll(fd, answer.data(), size)) {
        ::explicit_bzero(answer.data(), answer.size());
        return unanswered;
    }
    answer[size] = '\n';
    const bool written = writeAll(STDOUT_FILENO, answer.data(), size + 1);
    ::explicit_bzero(answer.data(), answer.size());
    return written ? answered : unanswered;
}

} // namespace

std::optional<int> runAsAskpass(int argc, char **argv)
{
    const char *path = std::getenv(askpassVariable);
    if (!path)
        return {};
    const rlimit noCore {};
    ::setrlimit(RLIMIT_CORE, &noCore);
    ::prctl(PR_SET_DUMPABLE, 0);
    // A window that closes while it is asked is "no answer" in its exit code, and no crash of ours in anybody's log.
    core::surviveBrokenPipes();
    const char *hint = std::getenv("SSH_ASKPASS_PROMPT");
    const int fd = connectTo(path);
    if (fd < 0)
        return unanswered;
    const int code = ask(fd, argc > 1 ? argv[1] : "", hint ? hint : "");
    ::close(fd);
    return code;
}

} // namespace transport
