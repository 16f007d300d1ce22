// SPDX-License-Identifier: GPL-3.0-or-later
// How a routed host gets its helper to run: the Python over there, and what stands before it.
#include "transport/delete_from_loop.h"
#include "transport/host_bytes.h"
#include "transport/routed_host.h"
#include "transport/ssh_master.h"

#include <QPointer>

#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

// Python's start, the link, the engine, and the seconds that a wrong password costs by intention.
constexpr qint64 findMs = 15'000;

constexpr qint64 wishMs = 60'000;

} // namespace

quint64 RoutedHost::generation() const
{
    const bool may = m_route.elevation == core::Elevation::Sudo && m_route.secrets;
    return may ? m_route.secrets->generation(m_route.secretKey) : 0;
}

QStringList RoutedHost::inContainer(const QStringList &words) const
{
    if (m_route.container.isEmpty())
        return words;
    return QStringList { m_route.engine, u"exec"_s, u"-i"_s, m_route.container } + words;
}

QStringList RoutedHost::elevatedCommand() const
{
    return inContainer(pythonCommand(m_python.isEmpty() ? usualPython() : m_python));
}

HelperStart RoutedHost::wrapped(const QStringList &words, bool elevated)
{
    HelperStart how;
    how.argv = inContainer(words);
    if (elevated && m_route.elevation != core::Elevation::None) {
        how.decided = [host = QPointer<RoutedHost>(this), had = generation()](const core::Error *refusal) {
            if (host)
                host->onDecided(refusal, had);
        };
    }
    switch (elevated ? m_route.elevation : core::Elevation::None) {
    case core::Elevation::None:
        break;
    case core::Elevation::Sudo: {
        QStringList sudo { u"sudo"_s, u"-n"_s, u"--"_s };
        if (hasPassword()) {
            how.prompt = "bangui-sudo-" + newNonce() + ':';
            // Of the password that this run has shown: another may have been typed meanwhile.
            const auto shown = std::make_shared<quint64>(0);
            how.password = [shown, secrets = m_route.secrets, key = m_route.secretKey] {
                *shown = secrets->generation(key);
                return secrets->password(key);
            };
            how.rejected = [shown, secrets = m_route.secrets, key = m_route.secretKey] {
                if (*shown == secrets->generation(key))
                    secrets->rejected(key);
            };
            sudo = QStringList { u"sudo"_s, u"-S"_s, u"-p"_s, QString::fromLatin1(how.prompt), u"--"_s };
        }
        if (m_route.master)
            sudo = QStringList { u"env"_s, u"LC_ALL=C"_s } + sudo; // failureOfHelper() reads English
        how.argv = sudo + how.argv;
        break;
    }
    case core::Elevation::Pkexec:
        how.argv = QStringList { u"pkexec"_s, u"--disable-internal-agent"_s } + how.argv;
        break;
    }
    if (m_route.master)
        how.argv = m_route.master->sessionArguments() << loginShellLine(how.argv);
    return how;
}

bool RoutedHost::isReady() const
{
    return !m_python.isEmpty() && (!m_route.master || m_route.master->state() == SshMaster::State::Up)
        && (!hasPassword() || m_proven == generation());
}

core::RequestHandle RoutedHost::helperCommand(const QObject *context, core::Handler<HelperStart> handler)
{
    const core::Pending<HelperStart> pending(context, std::move(handler));
    if (isRefused()) {
        pending.finishLater(tl::unexpected(m_refusal->error));
        return pending.handle();
    }
    if (!mayRun()) {
        pending.finishLater(core::failure(core::ErrorCode::ElevationPassword, u"pkexec"_s));
        return pending.handle();
    }
    if (isReady() && m_finding == Finding::No) {
        pending.finishLater(wrapped(pythonCommand(m_python), true));
        return pending.handle();
    }
    m_waiting.push_back(pending);
    if (m_finding != Finding::No)
        return pending.handle();
    m_finding = Finding::Connecting;
    if (!m_route.master) {
        find();
        return pending.handle();
    }
    m_route.master->require(this, [this](const core::Result<bool> &up) {
        if (up)
            find();
        else
            answerWaiting(tl::unexpected(up.error()));
    });
    return pending.handle();
}

void RoutedHost::find()
{
    const bool behindElevation = !m_route.container.isEmpty() && m_route.elevation != core::Elevation::None;
    if (!m_python.isEmpty()) {
        m_finding = Finding::Proof;
        runFinder(pythonCommand(m_python), true);
    } else if (behindElevation) {
        // A sudoers line may name the exact command, and the one that searches is another.
        m_finding = Finding::Usual;
        runFinder(pythonCommand(usualPython()), true);
    } else {
        m_finding = Finding::Search;
        runFinder(searchingCommand(), false);
    }
}

void RoutedHost::runFinder(const QStringList &words, bool elevated)
{
    if (!m_route.master) {
        startFinder(words, elevated);
        return;
    }
    // It occupies a session there like every other command.
    m_route.master->acquireSession(this, [this, words, elevated](const core::Result<SshMaster::SessionTicket> &ticket) {
        if (!ticket) {
            answerWaiting(tl::unexpected(ticket.error()));
            return;
        }
        m_finderSession = *ticket;
        startFinder(words, elevated);
    });
}

void RoutedHost::startFinder(const QStringList &words, bool elevated)
{
    m_tried = elevated ? generation() : 0;
    m_finder = std::make_unique<HelperProcess>();
    connect(m_finder.get(), &HelperProcess::finished, this, &RoutedHost::onFound);
    m_finder->start(wrapped(words, elevated), { { u"op"_s, u"hello"_s } }, {}, findMs);
}

void RoutedHost::onFound(const core::Result<QJsonObject> &result)
{
    deleteFromLoop(std::move(m_finder)); // it is the sender
    m_finderSession.reset();
    if (!result && m_finding == Finding::Usual && result.error().code == core::ErrorCode::CommandNotFound) {
        m_finding = Finding::Search;
        runFinder(searchingCommand(), true);
        return;
    }
    if (!result) {
        answerWaiting(tl::unexpected(result.error()));
        return;
    }
    const bool elevated = !m_route.container.isEmpty() || m_finding == Finding::Proof;
    if (m_finding != Finding::Proof) {
        const QString python = hostText(decoded(result->value("python"_L1)));
        if (!isPlainPath(python)) {
            answerWaiting(core::failure(core::ErrorCode::ProtocolError, python));
            return;
        }
        m_python = python;
        m_loginAddress = result->value("client"_L1).toString();
        m_timeZone = result->value("zone"_L1).toString().toLatin1();
        if (m_route.container.isEmpty())
            m_loginName = hostText(decoded(result->value("user"_L1)));
    }
    if (elevated)
        m_proven = m_tried;
    if (hasPassword() && m_proven != generation()) {
        find(); // the proof, of what is new since it began too
        return;
    }
    answerWaiting(true);
}

void RoutedHost::answerWaiting(const core::Result<bool> &ready)
{
    m_finding = Finding::No;
    const auto waiting = std::exchange(m_waiting, {});
    const QPointer<RoutedHost> guard(this);
    for (const auto &pending : waiting) {
        if (ready)
            pending.finish(wrapped(pythonCommand(m_python), true));
        else
            pending.finish(tl::unexpected(ready.error()));
        if (!guard)
            return;
    }
}

qint64 RoutedHost::nowMs() const
{
    return m_route.clock ? m_route.clock->monotonicMs() : m_systemClock.monotonicMs();
}

void RoutedHost::onDecided(const core::Error *refusal, quint64 had)
{
    if (!refusal) {
        forgetRefusal();
        return;
    }
    // Nothing is said against a password that has come meanwhile; nor is forgotten what has been said against it.
    if (isRefused() && had != generation())
        return;
    // Those that ran side by side are one refusal.
    const qint64 until = isRefused() ? m_refusal->until : nowMs() + m_backoff.nextMs();
    m_refusal = Refusal { *refusal, had, until };
}

bool RoutedHost::isRefused() const
{
    if (!m_refusal || m_route.elevation == core::Elevation::Pkexec)
        return m_refusal.has_value();
    return m_refusal->generation == generation() && nowMs() < m_refusal->until;
}

bool RoutedHost::mayRun() const
{
    return m_route.elevation != core::Elevation::Pkexec || m_wished || nowMs() < m_wishedUntil;
}

void RoutedHost::wish()
{
    m_wished = true;
    m_wishedUntil = nowMs() + wishMs;
}

void RoutedHost::forgetRefusal()
{
    m_refusal.reset();
    m_backoff.reset();
}

void RoutedHost::askAgain()
{
    forgetRefusal();
    wish();
}

void RoutedHost::tryAgain()
{
    if (m_route.elevation == core::Elevation::Sudo)
        forgetRefusal();
}

void RoutedHost::onLost()
{
    m_python.clear();
    m_proven = 0;
    if (m_route.secrets)
        m_route.secrets->wayEnded(m_route.secretKey);
}

void RoutedHost::channelEnded()
{
    m_wished = false;
    if (!m_route.master && m_route.secrets)
        m_route.secrets->wayEnded(m_route.secretKey);
}

} // namespace transport
