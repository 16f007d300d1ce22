// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_opening.h"

#include "config/option_call.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// Where the daemon looks for "auto", by system (server.py).
const QStringList &usualSyslogSockets()
{
    static const QStringList paths { u"/dev/log"_s, u"/var/run/syslog"_s, u"/var/run/log"_s };
    return paths;
}

QStringList syslogSockets(const QString &setting)
{
    return setting == "auto"_L1 ? usualSyslogSockets() : QStringList { setting };
}

/// A target without its options; the whole where they cannot be read.
QString nameOf(const QString &target)
{
    const auto call = config::parseOptionCall(target);
    return call ? call->name.trimmed() : target;
}

/// Python refuses a format without any field (logging.PercentStyle.validate), and that costs the jail as well.
bool hasSoundFormat(const QString &target)
{
    const auto call = config::parseOptionCall(target);
    if (!call)
        return false;
    const QString format = call->options.text(u"format"_s);
    static const QRegularExpression field(
        u"%\\(\\w+\\)[#0+ -]*(\\*|\\d+)?(\\.(\\*|\\d+))?[diouxefgcrsa%]"_s, QRegularExpression::CaseInsensitiveOption);
    return format.isEmpty() || field.match(format).hasMatch();
}

bool isStream(const QString &name)
{
    return name == "STDOUT"_L1 || name == "STDERR"_L1 || name == "SYSOUT"_L1 || name == "INHERITED"_L1;
}

bool canOpenFile(const QString &path, const transport::SurveyResult &found)
{
    const auto file = found.stats.constFind(path);
    if (file == found.stats.cend())
        return false;
    if (file->exists)
        return path == "/dev/null"_L1 || (file->isRegular && file->writable);
    const QFileInfo place(path);
    const transport::FileStat folder = found.stats.value(place.path());
    // A name that is there and has no file is a link to nowhere.
    return folder.exists && folder.isDirectory && folder.writable
        && !found.folders.value(place.path()).contains(place.fileName());
}

} // namespace

bool isSyslog(const QString &target)
{
    return nameOf(target).toUpper() == "SYSLOG"_L1;
}

bool isSameLogTarget(const QString &running, const QString &wanted)
{
    return running == wanted || running == nameOf(wanted);
}

bool isSameSyslogSocket(const QString &running, const QString &wanted)
{
    return running == wanted || (wanted == "auto"_L1 && usualSyslogSockets().contains(running));
}

core::RequestHandle canOpenLog(transport::HostReader &host, const transport::ReaderCommand &journalTest,
    const LogDestination &wanted, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    const QString name = nameOf(wanted.target);
    const QString system = name.toUpper();
    const bool sound = hasSoundFormat(wanted.target);
    if (!sound || isStream(system)) {
        pending.finishLater(sound);
        return pending.handle();
    }
    if (system == "SYSTEMD-JOURNAL"_L1)
        // fail2ban-regex stops where the module is missing; that this login may not read the journal is no reason.
        return host.runReader(journalTest, context, [pending](const core::Result<transport::CommandResult> &result) {
            if (!result) {
                pending.finish(tl::unexpected(result.error()));
                return;
            }
            const QByteArray said = result->standardError + result->standardOutput;
            pending.finish(result->exitCode == 0 || !said.contains("systemd library"));
        });
    const bool syslog = system == "SYSLOG"_L1;
    if (!syslog && !name.startsWith(u'/')) {
        pending.finishLater(false);
        return pending.handle();
    }
    transport::Survey questions;
    const QStringList sockets = syslogSockets(wanted.syslogSocket);
    questions.stats = syslog ? sockets : QStringList { name, QFileInfo(name).path() };
    if (!syslog)
        questions.folders = { QFileInfo(name).path() };
    return host.survey(
        questions, context, [pending, syslog, sockets, name](const core::Result<transport::SurveyResult> &result) {
            if (!result)
                pending.finish(tl::unexpected(result.error()));
            else if (syslog)
                pending.finish(std::ranges::any_of(
                    sockets, [&result](const QString &path) { return result->stats.value(path).isSocket; }));
            else
                pending.finish(canOpenFile(name, *result));
        });
}

} // namespace services
