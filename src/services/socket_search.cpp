// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/socket_search.h"

#include "services/gather.h"
#include "services/setup_service_impl.h"
#include "transport/host.h"
#include "transport/host_script.h"
#include "transport/ssh_destination.h"

using namespace Qt::StringLiterals;

namespace services {

namespace {

constexpr qint64 configLimit = 1 << 20;

QStringList usualSockets()
{
    return { SocketSearch::usualSocket(), u"/var/run/fail2ban/fail2ban.sock"_s };
}

} // namespace

QString SocketSearch::usualSocket()
{
    return u"/run/fail2ban/fail2ban.sock"_s;
}

SocketSearch::SocketSearch(transport::HostReader &host, const QString &configDir, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_dirs(
          configDir.isEmpty() ? QStringList { u"/etc/fail2ban"_s, u"/config/fail2ban"_s } : QStringList { configDir })
{
}

core::RequestHandle SocketSearch::start(const QObject *context, core::Handler<SocketFinding> handler)
{
    m_pending = core::Pending<SocketFinding>(context, std::move(handler));
    askFolder();
    return m_pending.handle();
}

/// A file that is not there or not for us says nothing about the way; everything else does.
void SocketSearch::note(const core::Error &error)
{
    switch (error.code) {
    case core::ErrorCode::FileNotFound:
    case core::ErrorCode::FileUnreadable:
    case core::ErrorCode::PermissionDenied:
    case core::ErrorCode::NoSocket:
    case core::ErrorCode::NotASocket:
        return;
    default:
        if (!m_error)
            m_error = error;
    }
}

// What nearly every machine needs is asked at once; over ssh each question starts a Python, so there are few.
void SocketSearch::askFolder()
{
    const QString dir = m_dirs.takeFirst();
    const auto names = std::make_shared<QStringList>();
    const auto dropIns = std::make_shared<QStringList>();
    const auto gather = Gather::create(this, [this, dir, names, dropIns] {
        if (m_error)
            finish();
        else
            readFiles(dir, *names, *dropIns);
    });
    const auto list = [this, &gather](const QString &folder, const std::shared_ptr<QStringList> &into) {
        m_host.list(folder, this, [this, into, ticket = gather->ticket()](core::Result<QStringList> found) {
            if (found)
                *into = *found;
            else
                note(found.error());
            ticket->done();
        });
    };
    list(dir, names);
    list(dir + "/fail2ban.d"_L1, dropIns);
    read(dir + "/fail2ban.conf"_L1, [ticket = gather->ticket()] { ticket->done(); });
    if (m_isSocket.isEmpty())
        stat(usualSocket(), [ticket = gather->ticket()] { ticket->done(); });
    gather->seal();
}

void SocketSearch::stat(const QString &path, const std::function<void()> &done)
{
    m_host.stat(path, this, [this, path, done](const core::Result<transport::FileStat> &stat) {
        if (stat)
            m_isSocket.insert(path, stat->isSocket);
        else {
            note(stat.error());
            m_isSocket.insert(path, false);
        }
        done();
    });
}

void SocketSearch::read(const QString &file, const std::function<void()> &done)
{
    m_host.readFile(file, configLimit, this, [this, file, done](const core::Result<QByteArray> &text) {
        if (text)
            m_read.insert(file, *text);
        else
            note(text.error());
        done();
    });
}

// One after the other: a folder may have more files than an sshd takes sessions. names: what is in dir; empty also
// where it may be entered and not listed.
void SocketSearch::readFiles(const QString &dir, const QStringList &names, const QStringList &dropIns)
{
    QStringList missing;
    const QStringList files = configFiles(dir, dropIns);
    if (names.isEmpty() || names.contains("fail2ban.local"_L1))
        missing.append(dir + "/fail2ban.local"_L1);
    for (const QString &name : dropIns) {
        const QString file = dir + "/fail2ban.d/"_L1 + name;
        if (files.contains(file) && !m_read.contains(file))
            missing.append(file);
    }
    // The list shrinks with each answer, whether the file could be read or not.
    const auto next = std::make_shared<std::function<void()>>();
    *next = [this, dir, files, missing, weak = std::weak_ptr(next)]() mutable {
        if (m_error) {
            finish();
            return;
        }
        if (!missing.isEmpty()) {
            read(missing.takeFirst(), [again = weak.lock()] { (*again)(); });
            return;
        }
        QList<QByteArray> texts;
        for (const QString &file : files) {
            if (!m_read.contains(file))
                continue;
            const QString before = socketFromConfigs(texts);
            texts.append(m_read.value(file));
            if (const QString now = socketFromConfigs(texts); now != before)
                m_namedBy = file;
        }
        m_configured = socketFromConfigs(texts);
        if (!m_configured.startsWith(u'/') || m_configured.contains("%("_L1)) {
            m_configured.clear();
            m_namedBy.clear();
        }
        // The image that has its configuration elsewhere links the usual folder to it; this is for one that does not.
        if (m_configured.isEmpty() && !m_dirs.isEmpty() && !m_isSocket.value(usualSocket()))
            askFolder();
        else
            askSockets();
    };
    (*next)();
}

void SocketSearch::askSockets()
{
    QStringList unknown { m_configured };
    if (!m_isSocket.value(usualSocket()) && !m_isSocket.value(m_configured))
        unknown.append(usualSockets());
    for (const QString &path : std::as_const(unknown)) {
        if (path.isEmpty() || m_isSocket.contains(path))
            continue;
        stat(path, [this] {
            if (m_error)
                finish();
            else
                askSockets();
        });
        return;
    }
    finish();
}

void SocketSearch::finish()
{
    if (m_error) {
        m_pending.finish(tl::unexpected(*m_error));
        return;
    }
    QStringList candidates = usualSockets();
    if (!m_configured.isEmpty())
        candidates.prepend(m_configured);
    SocketFinding finding { candidates.first(), false, m_namedBy };
    for (const QString &path : std::as_const(candidates)) {
        if (m_isSocket.value(path)) {
            finding = { path, true, path == m_configured ? m_namedBy : QString() };
            break;
        }
    }
    m_pending.finish(finding);
}

QString wayProblem(const core::ServerProfile &profile)
{
    if (profile.kind == core::ConnectionKind::Ssh) {
        const auto destination = transport::parseSshDestination(profile.destination, profile.sshConfig);
        if (!destination)
            return destination.error().detail;
        if (profile.elevation == core::Elevation::Pkexec)
            return u"elevation"_s;
    }
    if (!profile.container.isEmpty()) {
        if (!transport::isContainerName(profile.container))
            return u"container"_s;
        const QString &engine = profile.containerEngine;
        if (!engine.isEmpty() && !transport::isContainerName(engine) && !transport::isPlainPath(engine))
            return u"container_engine"_s;
    }
    return {};
}

} // namespace services
