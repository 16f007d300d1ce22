// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host.h"

using namespace Qt::StringLiterals;

namespace transport {

namespace {

/// A catastrophic regex runs for ever; the process limit ends it where the timer alone would let it burn the CPU
/// meanwhile.
constexpr int regexCpuSeconds = 5;
constexpr qint64 regexTimeoutMs = 10'000;

} // namespace

ReaderCommand ReaderCommand::configTest(const QString &client, const QString &configDir)
{
    HostCommand command;
    command.argv = { client, u"-c"_s, configDir, u"-t"_s };
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::configDump(const QString &client, const QString &configDir)
{
    HostCommand command;
    command.argv = { client, u"-c"_s, configDir, u"-d"_s };
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::regexTest(const QString &regexProgram, const QString &configDir, const QString &line,
    const QString &failregex, const QString &ignoreregex, const QStringList &options)
{
    HostCommand command;
    command.argv = { regexProgram, u"-c"_s, configDir };
    // Without this a <HOST> in the line would be looked up in the DNS: slow, and it tells the attacker's server.
    const auto namesUseDns
        = [](const QString &option) { return option == "--usedns"_L1 || option.startsWith("--usedns="_L1); };
    if (std::none_of(options.cbegin(), options.cend(), namesUseDns))
        command.argv += { u"--usedns"_s, u"no"_s };
    command.argv += options;
    // "--": a line or a regex that begins with a dash is no option (Python's optparse).
    command.argv += { u"--"_s, line, failregex };
    if (!ignoreregex.isEmpty())
        command.argv += ignoreregex;
    command.cpuSeconds = regexCpuSeconds;
    command.timeoutMs = regexTimeoutMs;
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::clientVersion(const QString &client)
{
    HostCommand command;
    command.argv = { client, u"-V"_s };
    return ReaderCommand(std::move(command));
}

} // namespace transport
