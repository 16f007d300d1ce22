// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/events_command.h"

#include "cli/json_documents.h"
#include "cli/output.h"
#include "core/ip_address.h"
#include "core/visible_text.h"
#include "protocol/commands.h"
#include "services/host_registry.h"
#include "services/log_target.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "texts/event_texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

QString timeText(qint64 utcMs)
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

EventsRun::EventsRun(const Target &target)
    : QObject(target.context)
    , m_target(target)
{
}

void EventsRun::start()
{
    services::ServerSession *session = m_target.services.serverRegistry.session(m_target.server);
    const auto profile = m_target.services.serverRegistry.profile(m_target.server);
    if (!session || !profile) {
        fail({ core::ErrorCode::NoSuchServer, m_target.name });
        return;
    }
    m_profile = *profile;
    session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (status)
            onJails(status->jails);
        else
            fail(status.error());
    });
}

void EventsRun::onJails(const QStringList &jails)
{
    services::ServerSession *session = m_target.services.serverRegistry.session(m_target.server);
    if (!session) {
        fail({ core::ErrorCode::NoSuchServer, m_target.name });
        return;
    }
    m_reader.setZone(session->timeZone(m_profile.timeZone)); // known once it was reached
    m_reader.setJails(jails);
    if (!m_target.options.jail.isEmpty() && !jails.contains(m_target.options.jail)) {
        fail({ core::ErrorCode::UnknownJail, m_target.options.jail });
        return;
    }
    session->submit(protocol::globalProperty(u"logtarget"_s), this, [this](const core::Result<QVariant> &logTarget) {
        if (logTarget)
            onLogTarget(logTarget->toString());
        else
            fail(logTarget.error());
    });
}

void EventsRun::onLogTarget(const QString &logTarget)
{
    m_path = services::logFileOf(logTarget);
    if (m_path.isEmpty()) {
        fail({ core::ErrorCode::NotSupported, logTarget });
        return;
    }
    m_target.services.hosts.reader(m_profile).stat(m_path, this, [this](const core::Result<transport::FileStat> &stat) {
        if (!stat)
            fail(stat.error());
        else if (!stat->exists)
            fail({ core::ErrorCode::FileNotFound, m_path });
        else
            follow(stat->size);
    });
}

void EventsRun::follow(qint64 size)
{
    m_end = size;
    m_follower = m_target.services.hosts.reader(m_profile).follow(m_path, std::max<qint64>(0, size - mostBytes));
    connect(m_follower.get(), &transport::FileFollower::started, this, &EventsRun::onStarted);
    connect(m_follower.get(), &transport::FileFollower::bytesReceived, this, &EventsRun::onBytes);
    connect(m_follower.get(), &transport::FileFollower::failed, this, &EventsRun::fail, Qt::QueuedConnection);
    m_follower->start();
}

void EventsRun::onStarted(qint64 offset)
{
    const bool another = m_at > 0; // after a rotation: what was there is all that there is to tell
    m_at = offset;
    m_reader.beginFile();
    if (offset > 0)
        m_reader.skipLine();
    if (another || m_at >= m_end)
        tellLast();
}

void EventsRun::onBytes(const QByteArray &bytes)
{
    QList<core::LogEvent> events = m_reader.feed(bytes, m_target.services.clock.nowMs());
    m_at += bytes.size();
    events.removeIf([this](const core::LogEvent &event) { return !isWanted(event); });
    if (m_told) {
        tell(events);
        return;
    }
    m_last += events;
    if (m_last.size() > mostEvents)
        m_last.remove(0, m_last.size() - mostEvents);
    if (m_at >= m_end)
        tellLast();
}

void EventsRun::tellLast()
{
    if (std::exchange(m_told, true))
        return;
    const QList<core::LogEvent> last = std::exchange(m_last, {});
    if (m_target.options.follow) {
        tell(last);
        return;
    }
    Outcome outcome;
    QJsonArray array;
    QList<QStringList> rows { { u"TIME"_s, u"EVENT"_s, u"JAIL"_s, u"ADDRESS"_s, u"DETAIL"_s } };
    for (const core::LogEvent &event : last) {
        array.append(json(event));
        rows.append(row(event));
    }
    outcome.result = array;
    outcome.text = alignedTable(rows);
    finish(outcome);
}

void EventsRun::tell(const QList<core::LogEvent> &events)
{
    bool heard = true;
    for (const core::LogEvent &event : events) {
        if (m_target.options.json) {
            QJsonObject object = json(event);
            object.insert(u"server"_s, m_target.name);
            heard = printLine(object);
        } else {
            heard = printLine((QStringList { core::visibleText(m_target.name) } + row(event)).join(u"  "_s));
        }
        if (!heard)
            break;
    }
    if (!heard) // whoever read it has gone
        finish({ .isPrinted = true });
}

bool EventsRun::isWanted(const core::LogEvent &event) const
{
    const Options &options = m_target.options;
    if (!options.jail.isEmpty() && event.jail != options.jail)
        return false;
    if (options.search.isEmpty() || event.target.contains(options.search, Qt::CaseInsensitive))
        return true;
    const auto wanted = core::IpNetwork::parse(options.search);
    const auto found = core::IpNetwork::parse(event.target);
    return wanted && found && (wanted->contains(*found) || found->contains(*wanted));
}

QJsonObject EventsRun::json(const core::LogEvent &event) const
{
    return { { u"at"_s, timeText(event.at) }, { u"kind"_s, core::logEventKindName(event.kind) },
        { u"jail"_s, orNull(event.jail) }, { u"target"_s, orNull(event.target) },
        { u"detail"_s, orNull(event.detail) } };
}

QStringList EventsRun::row(const core::LogEvent &event)
{
    const auto orDash = [](const QString &text) { return text.isEmpty() ? u"-"_s : core::visibleText(text); };
    return { timeText(event.at), texts::eventWord(event.kind), orDash(event.jail), orDash(event.target),
        orDash(texts::eventDetail(event)) };
}

void EventsRun::fail(const core::Error &error)
{
    Outcome outcome = failed(error);
    if (error.code == core::ErrorCode::NotSupported)
        //: %1: a server, %2: why its log cannot be read ("it logs to the journal")
        complain(QCoreApplication::translate("cli", "No events of %1: %2")
                     .arg(core::visibleText(m_target.name), texts::notFollowedWords(error)));
    if (m_target.options.follow) {
        const texts::ErrorPlace place = placeOf(error, m_target.name, m_profile.socketPath);
        if (error.code != core::ErrorCode::NotSupported)
            complain(texts::errorText(error, place).sentence());
        complainLines(ownWords(error));
        if (m_target.options.json)
            std::ignore
                = printLine(QJsonObject { { u"server"_s, m_target.name }, { u"error"_s, errorJson(error, place) } });
        outcome.isPrinted = true;
    }
    finish(outcome);
}

void EventsRun::finish(const Outcome &outcome)
{
    if (m_follower)
        m_follower->disconnect(this);
    deleteLater();
    // From the event loop, once: a signal of the follower may have led here.
    if (const auto done = std::exchange(m_target.done, nullptr))
        QMetaObject::invokeMethod(
            m_target.context, [done, outcome] { done(outcome); }, Qt::QueuedConnection);
}

void runEvents(const Target &target)
{
    (new EventsRun(target))->start(); // until it has answered
}

} // namespace cli
