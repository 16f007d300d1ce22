// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/socket_search.h"

#include "services/setup_service_impl.h"
#include "transport/host_script.h"
#include "transport/ssh_destination.h"

using namespace Qt::StringLiterals;

namespace services {

namespace {

QStringList usualSockets()
{
    return { SocketSearch::usualSocket(), u"/var/run/fail2ban/fail2ban.sock"_s };
}

/// Folders that only those images have.
QStringList imageMarks()
{
    return { u"/config/fail2ban"_s, u"/data/jail.d"_s, u"/data/db"_s };
}

/// Names of the files of its fail2ban.d that were read.
QStringList dropInsOf(const transport::SurveyResult &survey, const QString &dir)
{
    const QString folder = dir + "/fail2ban.d/"_L1;
    QStringList names;
    for (auto at = survey.files.cbegin(); at != survey.files.cend(); ++at) {
        if (at.key().startsWith(folder))
            names.append(at.key().mid(folder.size()));
    }
    names.sort();
    return names;
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
    transport::Survey questions;
    for (const QString &dir : std::as_const(m_dirs)) {
        questions.files += { dir + "/fail2ban.conf"_L1, dir + "/fail2ban.local"_L1 };
        questions.configFolders += dir + "/fail2ban.d"_L1;
    }
    questions.stats = usualSockets() + imageMarks();
    m_host.survey(questions, this, [this](const core::Result<transport::SurveyResult> &survey) {
        if (survey)
            onSurvey(*survey);
        else
            m_pending.finish(tl::unexpected(survey.error()));
    });
    return m_pending.handle();
}

bool SocketSearch::isSocket(const QString &path) const
{
    return m_survey.stats.value(path).isSocket;
}

void SocketSearch::onSurvey(const transport::SurveyResult &survey)
{
    m_survey = survey;
    for (const QString &dir : std::as_const(m_dirs)) {
        QList<QByteArray> texts;
        const QStringList files = configFiles(dir, dropInsOf(survey, dir));
        for (const QString &file : files) {
            if (!survey.files.contains(file))
                continue;
            const QString before = socketFromConfigs(texts);
            texts.append(survey.files.value(file));
            if (const QString now = socketFromConfigs(texts); now != before)
                m_namedBy = file;
        }
        m_configured = socketFromConfigs(texts);
        if (m_configured.startsWith(u'/') && !m_configured.contains("%("_L1))
            break;
        m_configured.clear();
        m_namedBy.clear();
        // The image that has its configuration elsewhere links the usual folder to it; the next one is for one that
        // does not.
        if (isSocket(usualSocket()))
            break;
    }
    if (m_configured.isEmpty() || survey.stats.contains(m_configured)) {
        finish();
        return;
    }
    m_host.stat(m_configured, this, [this](const core::Result<transport::FileStat> &stat) {
        if (stat)
            m_survey.stats.insert(m_configured, *stat);
        finish();
    });
}

void SocketSearch::finish()
{
    QStringList candidates = usualSockets();
    if (!m_configured.isEmpty())
        candidates.prepend(m_configured);
    SocketFinding finding;
    finding.path = candidates.first();
    finding.namedBy = m_namedBy;
    for (const QString &path : std::as_const(candidates)) {
        if (isSocket(path)) {
            finding.path = path;
            finding.exists = true;
            finding.namedBy = path == m_configured ? m_namedBy : QString();
            break;
        }
    }
    const auto isFolder = [this](QLatin1StringView path) { return m_survey.stats.value(path).isDirectory; };
    if (isFolder("/config/fail2ban"_L1)) {
        finding.image = core::ContainerImage::LinuxServer;
        finding.configDir = u"/config/fail2ban"_s;
    } else if (isFolder("/data/jail.d"_L1) && isFolder("/data/db"_L1)) {
        finding.image = core::ContainerImage::Crazymax;
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
