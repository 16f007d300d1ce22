// SPDX-License-Identifier: GPL-3.0-or-later
// What a server's configuration says, and what a preflight finds: as the test has set it.
#include "gui/support/fake_config_services.h"

#include <QCryptographicHash>

namespace guitest {

using namespace Qt::StringLiterals;

core::RequestHandle FakeConfigService::read(
    core::ServerId server, const QObject *context, core::Handler<services::ServerConfiguration> handler)
{
    reads.append(server);
    const core::Pending<services::ServerConfiguration> pending(context, std::move(handler));
    m_waiting.append({ server, pending });
    if (!m_held)
        QMetaObject::invokeMethod(this, &FakeConfigService::release, Qt::QueuedConnection);
    return pending.handle();
}

void FakeConfigService::release()
{
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &one : waiting)
        answer(one);
}

void FakeConfigService::answer(const Waiting &waiting)
{
    const auto found = m_answers.find(waiting.server);
    const core::Result<services::ServerConfiguration> result
        = found == m_answers.end() ? core::failure(core::ErrorCode::FileNotFound, u"/etc/fail2ban"_s) : found->second;
    if (result) {
        const auto before = m_last.find(waiting.server);
        const bool differs = before == m_last.end() || before->second.fingerprint != result->fingerprint;
        m_last.insert_or_assign(waiting.server, *result);
        if (differs)
            Q_EMIT changed(waiting.server);
    }
    waiting.pending.finish(result);
}

std::optional<services::ServerConfiguration> FakeConfigService::last(core::ServerId server) const
{
    const auto found = m_last.find(server);
    return found == m_last.end() ? std::nullopt : std::optional(found->second);
}

void FakeConfigService::setFiles(core::ServerId server, const QMap<QString, QByteArray> &files)
{
    config::ConfigTree tree;
    tree.folder = u"/etc/fail2ban"_s;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (auto file = files.cbegin(); file != files.cend(); ++file) {
        tree.files.insert(tree.path(file.key()), file.value());
        hash.addData(file.key().toUtf8() + '\0' + file.value() + '\0');
    }
    services::ServerConfiguration read { .server = server,
        .version = u"1.1.0"_s,
        .readAt = 1'700'000'000'000,
        .fingerprint = hash.result().toHex(),
        .configuration = config::Configuration::read(std::move(tree), {}) };
    m_answers.insert_or_assign(server, std::move(read));
}

void FakeConfigService::setError(core::ServerId server, const core::Error &error)
{
    m_answers.insert_or_assign(server, tl::unexpected(error));
}

core::RequestHandle FakePreflightService::check(core::ServerId server, const QString &jail, const QObject *context,
    core::Handler<services::PreflightReport> handler)
{
    calls.append(u"%1 %2"_s.arg(server.value).arg(jail));
    const core::Pending<services::PreflightReport> pending(context, std::move(handler));
    m_waiting.append({ server, jail, pending });
    if (!m_held)
        QMetaObject::invokeMethod(this, &FakePreflightService::release, Qt::QueuedConnection);
    return pending.handle();
}

void FakePreflightService::release()
{
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &one : waiting)
        answer(one);
}

void FakePreflightService::answer(const Waiting &waiting)
{
    const auto found = m_answers.find({ waiting.server, waiting.jail });
    const core::Result<services::PreflightReport> result
        = found == m_answers.end() ? core::failure(core::ErrorCode::UnknownJail, waiting.jail) : found->second;
    if (result && waiting.pending.isActive()) {
        for (const services::PreflightCheck &check : result->checks)
            Q_EMIT progressed(waiting.server, check);
    }
    waiting.pending.finish(result);
}

void FakePreflightService::setReport(core::ServerId server, const QString &jail, services::PreflightReport report)
{
    report.server = server;
    report.jail = jail;
    m_answers.insert_or_assign({ server, jail }, std::move(report));
}

void FakePreflightService::setError(core::ServerId server, const QString &jail, const core::Error &error)
{
    m_answers.insert_or_assign({ server, jail }, tl::unexpected(error));
}

} // namespace guitest
