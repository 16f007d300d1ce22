// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

/// A catastrophic regex runs for ever; the process limit ends it where the timer alone would let it burn the CPU
/// meanwhile.
constexpr int regexCpuSeconds = 5;
constexpr qint64 regexTimeoutMs = 30'000; // a machine with much to do gives a process little of its time
constexpr qint64 versionTimeoutMs = 10'000; ///< of a client that hangs everything else will tell, too

/// fail2ban-regex takes a first argument that names a file, or that begins with "systemd-journal", for a log to be
/// searched. A line of a log is anybody's text. With an empty line before it, which is skipped, it is always a text.
QString asLine(const QString &line)
{
    const auto isBlank = [](QChar c) { return c.isSpace(); };
    const bool mayBeSource = line.startsWith(u'/') || line.startsWith("systemd-journal"_L1)
        || std::none_of(line.cbegin(), line.cend(), isBlank);
    return mayBeSource ? u'\n' + line : line;
}

/// It takes "sshd" and "sshd[mode=...]" for a filter's name. An empty group in front makes it a regex and changes
/// nothing.
QString asRegex(const QString &failregex)
{
    static const QRegularExpression filterName(
        u"^/{0,3}[\\w/_\\-.]+(?:\\[.*\\])?$"_s, QRegularExpression::DotMatchesEverythingOption);
    return filterName.match(failregex).hasMatch() ? u"(?:)"_s + failregex : failregex;
}

/// Its first lines say what it takes and tells.
QString filterProgram()
{
    static const QString program = [] {
        QFile file(u":/host/filter_lines.py"_s);
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        return opened ? QString::fromUtf8(file.readAll()) : QString();
    }();
    return program;
}

const QRegularExpression &searchedLine()
{
    static const QRegularExpression line(
        u"^bangui-lines: (\\d+) (whole|cut|\\d+)$\\n?"_s, QRegularExpression::MultilineOption);
    return line;
}

/// The module's name is a word, and so is no part of the program.
constexpr auto moduleProgram = R"(import importlib.util,sys
sys.exit(0 if importlib.util.find_spec(sys.argv[1]) else 1))"_L1;

/// The names are words. A name that does not exist has no addresses; where nobody answers, that is not known.
constexpr auto namesProgram = R"(import socket as s,sys
for name in sys.argv[1:]:
 found=set();failed=False
 for family in (s.AF_INET,s.AF_INET6):
  try:found.update(one[4][0].split("%")[0] for one in s.getaddrinfo(name,None,family,0,s.IPPROTO_TCP))
  except s.gaierror as error:failed=failed or error.errno not in (s.EAI_NONAME,s.EAI_NODATA,getattr(s,"EAI_ADDRFAMILY",-9))
  except UnicodeError:pass
  except OSError:failed=True
 print("?" if failed and not found else " ".join(sorted(found)))
)"_L1;

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
    command.argv += { u"--"_s, asLine(line), asRegex(failregex) };
    if (!ignoreregex.isEmpty())
        command.argv += ignoreregex;
    command.cpuSeconds = regexCpuSeconds;
    command.timeoutMs = regexTimeoutMs;
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::timeTest(const QString &client, const QString &text)
{
    HostCommand command;
    command.argv = { client, u"--str2sec"_s, text };
    command.cpuSeconds = regexCpuSeconds;
    command.timeoutMs = regexTimeoutMs;
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::journalTest(const QString &regexProgram, const QString &configDir)
{
    HostCommand command;
    command.argv = { regexProgram, u"-c"_s, configDir, u"--usedns"_s, u"no"_s, u"-m"_s, u"BANGUI_NONE=1"_s,
        u"systemd-journal"_s, u"^<HOST>$"_s };
    command.cpuSeconds = regexCpuSeconds;
    command.timeoutMs = regexTimeoutMs;
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::filterTest(const FilterTest &test)
{
    HostCommand command;
    command.argv = { test.python, u"-I"_s, u"-c"_s, filterProgram(), test.log, QString::number(test.limit),
        test.regexProgram, u"-c"_s, test.configDir, u"--usedns"_s, u"no"_s };
    command.argv += test.options;
    const QByteArray filter = test.filter.toUtf8();
    command.input = QByteArray::number(filter.size()) + '\n' + filter + test.lines;
    if (!test.log.isEmpty()) // what is told of a line is shorter than half of it
        command.outputLimit = std::max(command.outputLimit, test.limit / 2);
    command.cpuSeconds = test.cpuSeconds;
    command.timeoutMs = 2000LL * test.cpuSeconds + regexTimeoutMs;
    return ReaderCommand(std::move(command));
}

std::optional<ReaderCommand::Searched> ReaderCommand::searched(const CommandResult &result)
{
    const auto match = searchedLine().match(QString::fromUtf8(result.standardError));
    if (!match.hasMatch())
        return std::nullopt;
    const QString told = match.captured(2);
    Searched searched;
    searched.size = match.captured(1).toLongLong();
    searched.cut = told != "whole"_L1;
    searched.from = told.toLongLong();
    return searched;
}

QString ReaderCommand::withoutSearched(const QString &said)
{
    return QString(said).remove(searchedLine());
}

ReaderCommand ReaderCommand::moduleTest(const QString &python, const QString &module)
{
    HostCommand command;
    command.argv = { python, u"-I"_s, u"-c"_s, QString(moduleProgram), module };
    command.cpuSeconds = regexCpuSeconds;
    command.timeoutMs = regexTimeoutMs;
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::addressesOf(const QString &python, const QStringList &names)
{
    HostCommand command;
    command.argv = { python, u"-I"_s, u"-c"_s, QString(namesProgram) };
    command.argv += names;
    command.cpuSeconds = regexCpuSeconds;
    command.timeoutMs = regexTimeoutMs;
    return ReaderCommand(std::move(command));
}

ReaderCommand ReaderCommand::clientVersion(const QString &client)
{
    HostCommand command;
    command.argv = { client, u"-V"_s };
    command.timeoutMs = versionTimeoutMs;
    return ReaderCommand(std::move(command));
}

} // namespace transport
