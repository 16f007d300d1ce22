// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "core/server_status.h"
#include "transport/file_follower.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace transport {

/// A program on the machine where fail2ban runs. No shell: every byte of every argument arrives as it is
/// (U+DC80..U+DCFF stand for bytes that are no UTF-8, as Python's surrogateescape has it). A NUL is InvalidArgument.
struct HostCommand
{
    QStringList argv; ///< argv[0] is an absolute path or looked up in PATH
    QByteArray input; ///< its standard input
    qint64 timeoutMs = 30'000; ///< then it and its whole process group are killed: ErrorCode::Timeout
    qint64 outputLimit = 16LL * 1024 * 1024; ///< bytes of each stream; what is beyond is dropped and `truncated` set
    int cpuSeconds = 0; ///< RLIMIT_CPU of the child, 0: none (fail2ban-regex hangs on a catastrophic regex)
    bool byWish = true; ///< false: nobody has asked for it, so that nobody is asked for a password (pkexec)
};

struct CommandResult
{
    int exitCode = 0; ///< 128 + signal where a signal ended it
    QByteArray standardOutput;
    QByteArray standardError;
    bool truncated = false;
};

struct FileStat
{
    bool exists = false;
    bool isRegular = false;
    bool isDirectory = false;
    bool isSocket = false;
    bool readable = false; ///< by this login
    bool writable = false;
    qint64 size = 0;
    qint64 modifiedAt = 0; ///< UTC ms
    uint mode = 0; ///< permission bits
    uint owner = 0;
    uint group = 0;
};

/// Several small questions to one machine at once.
struct Survey
{
    QStringList folders; ///< whose names are wanted
    QStringList files; ///< whose content is wanted, at most `limit` bytes of each
    /// Folders of which every file that ends in .conf or .local is wanted, too.
    QStringList configFolders;
    QStringList stats; ///< paths that are looked at, and every one that a `socket =` line of those files names
    qint64 limit = 256 * 1024;
};

/// What could be read of it; what could not is absent, and so is what is not there.
struct SurveyResult
{
    QHash<QString, QStringList> folders;
    QHash<QString, QByteArray> files;
    QHash<QString, FileStat> stats;
};

/// New content for one file. Whoever reads sees the old or the new, never a part. Owner, mode, SELinux label and ACL of
/// an existing file are kept; a symbolic link stays one.
struct FileWrite
{
    QString path;
    QByteArray content;
    uint mode = 0644; ///< of a file that is new
    /// What must be there still, or nothing is written (ChangedMeanwhile): its SHA-256 in lower-case hexadecimal,
    /// empty: no file. Absent: whatever is there.
    std::optional<QByteArray> expected;
};

/// The commands of fail2ban that only read; the reading half of a host runs nothing else.
class ReaderCommand
{
public:
    /// `fail2ban-client -c DIR -t`
    [[nodiscard]] static ReaderCommand configTest(const QString &client, const QString &configDir);
    /// `fail2ban-client -c DIR -d`
    [[nodiscard]] static ReaderCommand configDump(const QString &client, const QString &configDir);
    /// `fail2ban-regex` of one regex against one given line, under a CPU limit; options are those of the jail
    /// (datepattern...).
    [[nodiscard]] static ReaderCommand regexTest(const QString &regexProgram, const QString &configDir,
        const QString &line, const QString &failregex, const QString &ignoreregex = {},
        const QStringList &options = {});
    /// `fail2ban-client --str2sec TEXT`: exit code 0 where the text is a time. It evaluates the text: the caller lets
    /// through arithmetic only.
    [[nodiscard]] static ReaderCommand timeTest(const QString &client, const QString &text);
    /// `fail2ban-regex` of the journal with a match that no entry has: whether the systemd backend can work here.
    [[nodiscard]] static ReaderCommand journalTest(const QString &regexProgram, const QString &configDir);
    /// A whole filter over many lines, under a CPU limit. fail2ban-regex takes its filter and its lines from files: a
    /// Python there holds both in memory for it (memfd_create), so that nothing is written to the machine.
    struct FilterTest
    {
        QString python; ///< absolute path
        QString regexProgram;
        QString configDir;
        QString filter; ///< what a file of filter.d would hold
        QByteArray lines; ///< where `log` is empty
        /// A regular file, or "journal:" and matches, one a line: its last day is searched, of a file with what
        /// logrotate has made of it meanwhile.
        QString log;
        qint64 limit = 4LL * 1024 * 1024; ///< bytes of the log, of its end
        QStringList options; ///< `-o <ip>|<time>`, `--timezone=...`
        int cpuSeconds = 5;
    };
    [[nodiscard]] static ReaderCommand filterTest(const FilterTest &test);
    /// How much of a log has been searched, or was to be when it was ended.
    struct Searched
    {
        qint64 size = 0; ///< bytes
        bool cut = false; ///< the last day begins before that
        qint64 from = 0; ///< where it was cut: when its first line was written (UTC seconds); 0: not known
    };
    /// Of a filterTest over a log; nullopt: it did not get so far.
    [[nodiscard]] static std::optional<Searched> searched(const CommandResult &result);
    /// What else it said.
    [[nodiscard]] static QString withoutSearched(const QString &said);
    /// Whether that Python has a module. Exit code 0 where it has, 1 where not.
    [[nodiscard]] static ReaderCommand moduleTest(const QString &python, const QString &module);
    /// The addresses of names, as that machine looks them up: one line of the output for each, "?" where that failed.
    [[nodiscard]] static ReaderCommand addressesOf(const QString &python, const QStringList &names);
    [[nodiscard]] static ReaderCommand clientVersion(const QString &client);
    [[nodiscard]] const HostCommand &command() const { return m_command; }

private:
    explicit ReaderCommand(HostCommand command)
        : m_command(std::move(command))
    {
    }
    HostCommand m_command;
};

/// The reading half of a host: files, and commands that change nothing. Anything may hold it. Asynchronous; errors:
/// NotFound, FileUnreadable, CommandNotFound, Timeout, Cancelled.
class HostReader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual core::RequestHandle runReader(
        const ReaderCommand &command, const QObject *context, core::Handler<CommandResult> handler)
        = 0;
    /// At most the first `limit` bytes. Regular files only.
    virtual core::RequestHandle readFile(
        const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler)
        = 0;
    /// Names without "." and "..", sorted.
    virtual core::RequestHandle list(const QString &folder, const QObject *context, core::Handler<QStringList> handler)
        = 0;
    /// Errors are those of the way to the machine only. One run of a helper where the machine is behind one; here one
    /// call after the other.
    virtual core::RequestHandle survey(
        const Survey &questions, const QObject *context, core::Handler<SurveyResult> handler);
    /// A missing file is no error: `exists` is false. Symbolic links are followed.
    virtual core::RequestHandle stat(const QString &path, const QObject *context, core::Handler<FileStat> handler) = 0;
    /// Whether the process is still the same one; pid 0 where it is gone.
    virtual core::RequestHandle processIdentity(
        qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler)
        = 0;
    /// Whether somebody listens on that socket and who, by a connection of its own; sends nothing. pid 0 where the
    /// process lives in another pid namespace. Errors: NoSocket, NotASocket, PathTooLong, Refused, PermissionDenied,
    /// Busy.
    virtual core::RequestHandle peer(
        const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler)
        = 0;
    /// From this byte on, -1: from its end. Nothing happens before start().
    [[nodiscard]] virtual std::unique_ptr<FileFollower> follow(const QString &path, qint64 offset = -1) = 0;
};

/// The whole host. Only services::HostRegistry owns one and only services::CommandGate reaches run().
class Host : public HostReader
{
    Q_OBJECT
public:
    using HostReader::HostReader;
    virtual core::RequestHandle run(
        const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler)
        = 0;
    virtual core::RequestHandle writeFileAtomic(
        const FileWrite &file, const QObject *context, core::Handler<bool> handler)
        = 0;
};

} // namespace transport
