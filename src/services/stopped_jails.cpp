// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/stopped_jails.h"

#include "storage/repositories.h"

using namespace Qt::StringLiterals;
using core::AuditResult;

namespace services {
namespace {

constexpr int pageSize = 500;

/// The command behind the words: those of the socket as they are, those of fail2ban-client (see JailReload) without
/// its own options.
QStringList commandOf(const QStringList &words)
{
    const bool isProgram = words.size() > 5 && words.at(1) == "-c"_L1 && words.at(3) == "-s"_L1;
    return isProgram ? words.mid(5) : words;
}

/// A command that was not sent, or that the server refused, has stopped nothing and started nothing.
bool mayHaveHappened(core::AuditResult result)
{
    switch (result) {
    case core::AuditResult::Pending: // BanGUI ended before the answer came
    case core::AuditResult::Done:
    case core::AuditResult::Unknown:
        return true;
    case core::AuditResult::Refused:
    case core::AuditResult::Failed:
        break;
    }
    return false;
}

void readPage(storage::AuditRepository &audit, core::ServerId server, qint64 since, qint64 beforeId,
    const QObject *context, const std::shared_ptr<StoppedJails> &found, const core::Pending<QSet<QString>> &pending)
{
    storage::AuditFilter filter;
    filter.server = server;
    filter.beforeId = beforeId;
    filter.limit = pageSize;
    audit.page(filter, context,
        [&audit, server, since, context, found, pending](const core::Result<QList<core::AuditEntry>> &page) {
            if (!page) {
                pending.finish(tl::unexpected(page.error()));
                return;
            }
            for (const core::AuditEntry &entry : *page) {
                if (entry.at < since) {
                    pending.finish(found->stopped());
                    return;
                }
                found->add(entry);
            }
            if (page->size() < pageSize)
                pending.finish(found->stopped());
            else
                readPage(audit, server, since, page->constLast().id, context, found, pending);
        });
}

} // namespace

void StoppedJails::add(const core::AuditEntry &entry)
{
    const QStringList words = commandOf(entry.words);
    if (m_allDecided || words.isEmpty())
        return;
    const QString &verb = words.constFirst();
    const bool starts = verb == "start"_L1 || verb == "reload"_L1 || verb == "restart"_L1;
    const QString jail = words.size() > 1 && !words.constLast().startsWith(u'-') ? words.constLast() : QString();
    if (starts) {
        // One that failed half-way was to run as well: that it does not is a loss.
        if (entry.result == core::AuditResult::Refused)
            return;
        // What is stopped right after a start that failed is the half-made jail (see JailReload): nobody's purpose.
        if (m_latest.remove(jail) && entry.result != AuditResult::Done)
            m_stopped.remove(jail);
        if (jail.isEmpty())
            m_allDecided = true;
        else
            m_decided.insert(jail);
    } else if (verb == "stop"_L1 && words.size() == 2 && mayHaveHappened(entry.result)) {
        if (!m_decided.contains(jail)) {
            m_stopped.insert(jail);
            m_latest.insert(jail);
        } else {
            m_latest.remove(jail);
        }
        m_decided.insert(jail);
    }
}

core::RequestHandle jailsStoppedSince(storage::AuditRepository &audit, core::ServerId server, qint64 since,
    const QObject *context, core::Handler<QSet<QString>> handler)
{
    const core::Pending<QSet<QString>> pending(context, std::move(handler));
    readPage(audit, server, since, 0, context, std::make_shared<StoppedJails>(), pending);
    return pending.handle();
}

} // namespace services
