// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_verify.h"

#include "core/ip_address.h"
#include "core/time_string.h"
#include "protocol/commands.h"
#include "services/change_words.h"
#include "services/running_actions.h"
#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// The daemon's answer that it does not tell this: an old one.
bool isUntold(core::ErrorCode code)
{
    return code == core::ErrorCode::ServerRefused || code == core::ErrorCode::InvalidCommand;
}

/// As it can be looked for in what the daemon tells; empty: it cannot. The words behind a log say "head" or "tail", and
/// a name that stands for addresses has more than one form.
QString comparableEntry(const QString &name, const QString &entry)
{
    if (name == "logpath"_L1)
        return entry.startsWith(u'/') ? entry : QString();
    const auto network = core::IpNetwork::parse(entry);
    return network && !entry.startsWith("::ffff:"_L1, Qt::CaseInsensitive) ? network->toString() : QString();
}

} // namespace

ChangeVerify::ChangeVerify(ServerSession &session, transport::HostReader &host, ChangeExpectation expected,
    core::Pending<QString> pending, QObject *parent)
    : QObject(parent)
    , m_session(&session)
    , m_host(host)
    , m_expected(std::move(expected))
    , m_pending(std::move(pending))
{
}

void ChangeVerify::start()
{
    m_host.peer(m_expected.socketPath, this, [this](const core::Result<core::ProcessIdentity> &peer) {
        if (!peer)
            end(tl::unexpected(peer.error()));
        else if (m_expected.process.isKnown() && *peer != m_expected.process)
            fail(u"pid %1 -> %2"_s.arg(m_expected.process.pid).arg(peer->pid));
        else
            compareJails();
    });
}

bool ChangeVerify::sessionIsGone()
{
    if (m_session)
        return false;
    end(core::failure(core::ErrorCode::Cancelled));
    return true;
}

void ChangeVerify::fail(const QString &what)
{
    end(core::failure(core::ErrorCode::VerifyFailed, what));
}

void ChangeVerify::end(const core::Result<QString> &result)
{
    deleteLater();
    m_pending.finish(result);
}

void ChangeVerify::compareJails()
{
    if (sessionIsGone())
        return;
    m_session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            end(tl::unexpected(status.error()));
            return;
        }
        m_count = status->jails.size();
        QStringList wrong;
        for (const QString &jail : std::as_const(m_expected.jails)) {
            if (!status->jails.contains(jail))
                wrong += u"-"_s + jail;
        }
        const bool runs = status->jails.contains(m_expected.jail);
        if (m_expected.wanted && !runs && !m_expected.jails.contains(m_expected.jail))
            wrong += u"-"_s + m_expected.jail;
        if (!m_expected.wanted && runs)
            wrong += u"+"_s + m_expected.jail;
        if (!wrong.isEmpty()) {
            fail(wrong.join(u' '));
        } else if (!m_expected.wanted) {
            end(QString::number(m_count));
        } else {
            compareRegexes(u"failregex"_s, m_expected.wanted->failregex, [this] {
                compareRegexes(u"ignoreregex"_s, m_expected.wanted->ignoreregex, [this] { comparePrefRegex(); });
            });
        }
    });
}

void ChangeVerify::compareRegexes(const QString &name, const QStringList &wanted, std::function<void()> then)
{
    if (sessionIsGone())
        return;
    m_session->submit(protocol::jailTexts(m_expected.jail, name), this,
        [this, name, wanted, then = std::move(then)](const core::Result<QStringList> &running) {
            if (!running) {
                end(tl::unexpected(running.error()));
                return;
            }
            const QString difference = firstRegexDifference(*running, wanted);
            if (difference.isEmpty())
                then();
            else
                fail(name + " = "_L1 + difference);
        });
}

void ChangeVerify::comparePrefRegex()
{
    if (sessionIsGone())
        return;
    m_session->submit(
        protocol::jailProperty(m_expected.jail, u"prefregex"_s), this, [this](const core::Result<QVariant> &running) {
            if (!running && !isUntold(running.error().code)) {
                end(tl::unexpected(running.error()));
                return;
            }
            const auto listed
                = [](const QString &regex) { return regex.isEmpty() ? QStringList() : QStringList { regex }; };
            const QString difference = running
                ? firstRegexDifference(listed(running->toString()), listed(m_expected.wanted->prefregex))
                : QString();
            if (difference.isEmpty())
                compareLists({ { u"logpath"_s, u"addlogpath"_s }, { u"ignoreip"_s, u"addignoreip"_s } });
            else
                fail("prefregex = "_L1 + difference);
        });
}

/// What the configuration lists must be there. What somebody has added since while it runs does no harm.
void ChangeVerify::compareLists(QList<std::pair<QString, QString>> names)
{
    if (names.isEmpty()) {
        compareActions();
        return;
    }
    if (sessionIsGone())
        return;
    const auto [name, command] = names.takeFirst();
    QStringList wanted;
    for (const QVariant &word : m_expected.wanted->settings.value(command)) {
        if (const QString entry = comparableEntry(name, word.toString()); !entry.isEmpty())
            wanted += entry;
    }
    if (wanted.isEmpty()) {
        compareLists(names);
        return;
    }
    m_session->submit(protocol::jailTexts(m_expected.jail, name), this,
        [this, name = name, names, wanted](const core::Result<QStringList> &running) {
            if (!running) {
                end(tl::unexpected(running.error()));
                return;
            }
            QStringList now;
            for (const QString &entry : *running)
                now += comparableEntry(name, entry);
            for (const QString &entry : wanted) {
                if (!now.contains(entry)) {
                    fail(name + " = "_L1 + entry);
                    return;
                }
            }
            compareLists(names);
        });
}

void ChangeVerify::compareActions()
{
    if (sessionIsGone())
        return;
    readRunningActions(*m_session, m_expected.jail, m_expected.wanted->actions, this,
        [this](const core::Result<QList<config::DumpedAction>> &running) {
            if (!running) {
                end(tl::unexpected(running.error()));
                return;
            }
            const QString difference = firstDifference(*running, m_expected.wanted->actions);
            if (running->isEmpty())
                fail(u"action"_s);
            else if (!difference.isEmpty())
                fail(difference);
            else
                compareValues({ u"bantime"_s, u"findtime"_s, u"maxretry"_s });
        });
}

void ChangeVerify::compareValues(QStringList names)
{
    if (names.isEmpty()) {
        end(QString::number(m_count));
        return;
    }
    if (sessionIsGone())
        return;
    const QString name = names.takeFirst();
    const auto wanted = core::parseTimeString(m_expected.wanted->text(name));
    if (!wanted) { // fail2ban's own arithmetic; the preflight had it judged
        compareValues(names);
        return;
    }
    m_session->submit(protocol::jailProperty(m_expected.jail, name), this,
        [this, name, names, wanted = *wanted](const core::Result<QVariant> &running) {
            if (!running) {
                end(tl::unexpected(running.error()));
                return;
            }
            bool isNumber = false;
            const double now = running->toDouble(&isNumber);
            if (isNumber && qint64(now) != qint64(wanted))
                fail(u"%1 = %2, %3"_s.arg(name, running->toString()).arg(wanted));
            else
                compareValues(names);
        });
}

} // namespace services
