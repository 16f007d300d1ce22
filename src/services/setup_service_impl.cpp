// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/setup_service_impl.h"

#include "protocol/commands.h"
#include "services/runtime_state.h"
#include "services/server_session.h"
#include "storage/repositories.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 configLimit = 1 << 20;

LocalServerFinding::State stateOf(const core::Error &error)
{
    switch (error.code) {
    case core::ErrorCode::PermissionDenied:
        return LocalServerFinding::State::PermissionDenied;
    case core::ErrorCode::NoSocket:
        return LocalServerFinding::State::Missing;
    case core::ErrorCode::NotASocket:
        return LocalServerFinding::State::NotASocket;
    case core::ErrorCode::Refused:
        return LocalServerFinding::State::NotRunning;
    default:
        return LocalServerFinding::State::Refused;
    }
}

} // namespace

QString socketFromConfig(const QByteArray &text)
{
    return socketFromConfigs({ text });
}

QString socketFromConfigs(const QList<QByteArray> &texts)
{
    // As Python's ConfigParser reads the files one after the other: the last value wins, and a section's own beats
    // that of [DEFAULT], whichever file it stands in.
    QString own;
    QString common;
    for (const QByteArray &text : texts) {
        QString *target = nullptr;
        for (const QByteArray &raw : text.split('\n')) {
            QString line = QString::fromUtf8(raw).trimmed();
            if (line.startsWith(u'#') || line.startsWith(u';'))
                continue;
            if (line.startsWith(u'[')) {
                target = line.startsWith("[Definition]"_L1) ? &own
                    : line.startsWith("[DEFAULT]"_L1)       ? &common
                                                            : nullptr;
                continue;
            }
            if (const qsizetype comment = line.indexOf(" ;"_L1); comment >= 0)
                line.truncate(comment);
            const auto isDelimiter = [](QChar c) { return c == u'=' || c == u':'; };
            const qsizetype at = std::ranges::find_if(line, isDelimiter) - line.begin();
            if (target && at < line.size() && line.first(at).trimmed().compare("socket"_L1, Qt::CaseInsensitive) == 0)
                *target = line.sliced(at + 1).trimmed();
        }
    }
    return own.isEmpty() ? common : own;
}

QStringList configFiles(const QString &dir, const QStringList &dropIns)
{
    QStringList names = dropIns;
    names.sort();
    QStringList files { dir + "/fail2ban.conf"_L1 };
    for (const auto &suffix : { ".conf"_L1, ".local"_L1 }) {
        if (suffix == ".local"_L1)
            files += dir + "/fail2ban.local"_L1;
        for (const QString &name : std::as_const(names)) {
            if (name.endsWith(suffix))
                files += dir + "/fail2ban.d/"_L1 + name;
        }
    }
    return files;
}

/// One search: configuration files in fail2ban's order (the last one that names a socket wins), then each socket in
/// turn.
class SetupServiceImpl::Search final : public QObject
{
public:
    Search(SetupServiceImpl &service, core::Pending<QList<LocalServerFinding>> pending)
        : QObject(&service)
        , m_service(service)
        , m_pending(std::move(pending))
    {
        m_dirs = service.m_places.configDirs;
        m_clients = service.m_places.clients;
        lookForClient();
    }

private:
    void lookForClient()
    {
        if (m_clients.isEmpty()) {
            listNextFolder();
            return;
        }
        m_service.m_host.stat(m_clients.takeFirst(), this, [this](const core::Result<transport::FileStat> &stat) {
            m_installed = m_installed || (stat && stat->exists);
            lookForClient();
        });
    }
    void listNextFolder()
    {
        if (m_dirs.isEmpty()) {
            collectSockets();
            return;
        }
        const QString dir = m_dirs.takeFirst();
        m_service.m_host.list(dir + "/fail2ban.d"_L1, this, [this, dir](const core::Result<QStringList> &names) {
            m_files = configFiles(dir, names.value_or(QStringList {}));
            m_texts.clear();
            m_readIn.clear();
            readNextFile();
        });
    }
    void readNextFile()
    {
        if (m_files.isEmpty()) {
            if (const QString socket = socketFromConfigs(m_texts); !socket.isEmpty()) {
                m_configured = socket;
                m_configuredIn = m_readIn;
            }
            listNextFolder();
            return;
        }
        const QString file = m_files.takeFirst();
        m_service.m_host.readFile(file, configLimit, this, [this, file](const core::Result<QByteArray> &text) {
            if (text) {
                const QString before = socketFromConfigs(m_texts);
                m_texts.append(*text);
                if (socketFromConfigs(m_texts) != before || before.isEmpty())
                    m_readIn = file;
            }
            readNextFile();
        });
    }
    static QString withoutVar(const QString &path) { return path.startsWith("/var/run/"_L1) ? path.sliced(4) : path; }
    void collectSockets()
    {
        QStringList seen;
        const auto add = [&](const QString &path, const QString &file) {
            if (path.isEmpty() || seen.contains(withoutVar(path)))
                return;
            seen += withoutVar(path);
            LocalServerFinding finding;
            finding.socketPath = path;
            finding.foundIn = file;
            finding.installed = m_installed;
            m_todo.append(finding);
        };
        add(m_configured, m_configuredIn);
        for (const QString &path : m_service.m_places.sockets)
            add(path, {});
        tryNext();
    }
    void tryNext()
    {
        if (m_todo.isEmpty()) {
            m_pending.finish(m_found);
            deleteLater();
            return;
        }
        m_service.m_host.stat(m_todo.first().socketPath, this, [this](const core::Result<transport::FileStat> &stat) {
            LocalServerFinding &finding = m_todo.first();
            if (stat) {
                finding.owner = stat->owner;
                finding.mode = stat->mode;
            }
            core::ServerProfile profile;
            profile.socketPath = finding.socketPath;
            m_session = std::make_unique<ServerSession>(
                core::ServerId { -1 }, m_service.m_channels(profile), m_service.m_clock);
            m_session->submit(protocol::version(), this, [this](const core::Result<QString> &version) {
                LocalServerFinding done = m_todo.takeFirst();
                done.state = version ? LocalServerFinding::State::Answers : stateOf(version.error());
                done.version = version.value_or(QString());
                m_found.append(done);
                m_session.release()->deleteLater(); // its own handler is running
                tryNext();
            });
        });
    }

    SetupServiceImpl &m_service;
    core::Pending<QList<LocalServerFinding>> m_pending;
    std::unique_ptr<ServerSession> m_session;
    QStringList m_clients;
    QStringList m_dirs;
    QStringList m_files; ///< of the folder that is being read
    QList<QByteArray> m_texts;
    QString m_readIn;
    QString m_configured;
    QString m_configuredIn;
    bool m_installed = false;
    QList<LocalServerFinding> m_todo;
    QList<LocalServerFinding> m_found;
};

SetupServiceImpl::SetupServiceImpl(storage::SettingsRepository &repository, RuntimeState &state,
    ConnectionTestFactoryImpl::ChannelFactory channels, transport::HostReader &host, const core::Clock &clock,
    Adopt adopt, Places places, QObject *parent)
    : SetupService(parent)
    , m_repository(repository)
    , m_state(state)
    , m_channels(std::move(channels))
    , m_host(host)
    , m_clock(clock)
    , m_adopt(std::move(adopt))
    , m_places(std::move(places))
{
}

core::RequestHandle SetupServiceImpl::findLocalServers(
    const QObject *context, core::Handler<QList<LocalServerFinding>> handler)
{
    core::Pending<QList<LocalServerFinding>> pending(context, std::move(handler));
    auto *search = new Search(*this, pending); // owned by this; deletes itself when done
    pending.setOnCancel([search = QPointer<QObject>(search)] {
        if (search)
            search->deleteLater();
    });
    return pending.handle();
}

core::RequestHandle SetupServiceImpl::finish(const std::optional<core::ServerProfile> &firstServer,
    const QHash<QString, QString> &overrides, const QObject *context, core::Handler<bool> handler)
{
    core::Pending<bool> pending(context, std::move(handler));
    m_repository.completeSetup(firstServer, overrides, this,
        [this, pending, overrides](core::Result<std::optional<core::ServerProfile>> stored) {
            if (!stored) {
                pending.finish(tl::unexpected(stored.error()));
                return;
            }
            if (m_adopt)
                m_adopt(*stored, overrides);
            m_state.setSetupComplete();
            pending.finish(true);
        });
    return pending.handle();
}

} // namespace services
