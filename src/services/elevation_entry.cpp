// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/elevation_entry.h"

#include "services/host_registry.h"
#include "services/prompt_broker.h"
#include "services/secret_cache.h"
#include "transport/elevation_secrets.h"

#include <QPointer>
#include <QSysInfo>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace services {

namespace {

constexpr int mostQuestions = 3; // what sudo itself allows

/// The helper runs with the rights that were asked for, whatever it found there.
bool isOfTheFile(core::ErrorCode code)
{
    return code == core::ErrorCode::FileNotFound || code == core::ErrorCode::FileUnreadable;
}

} // namespace

ElevationEntry::ElevationEntry(HostRegistry &hosts, PromptBroker &prompts, QObject *parent)
    : QObject(parent)
    , m_hosts(hosts)
    , m_prompts(prompts)
{
}

ElevationEntry::~ElevationEntry()
{
    for (auto &[key, attempt] : m_attempts)
        attempt.step.cancel();
}

core::RequestHandle ElevationEntry::enter(
    const core::ServerProfile &profile, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    if (profile.elevation == core::Elevation::None) {
        pending.finishLater(true);
        return pending.handle();
    }
    const QString key = hostKey(profile);
    const auto [at, isNew] = m_attempts.try_emplace(key);
    at->second.waiting.push_back(pending);
    pending.setOnCancel([this, guard = QPointer<ElevationEntry>(this), key] {
        // Nobody waits any more: the question is taken back.
        if (!guard)
            return;
        const auto found = m_attempts.find(key);
        if (found == m_attempts.end())
            return;
        auto &waiting = found->second.waiting;
        if (std::none_of(waiting.begin(), waiting.end(), [](const auto &one) { return one.isActive(); })) {
            const QString keychainKey = found->second.keychainKey;
            const QString secret = secretKey(found->second.profile);
            found->second.step.cancel();
            m_attempts.erase(found);
            m_prompts.settle(keychainKey, false);
            tryParked(secret);
        }
    });
    if (isNew) {
        at->second.profile = profile;
        at->second.serial = ++m_lastSerial;
        m_hosts.askAgain(profile);
        tryIt(key);
    }
    return pending.handle();
}

ElevationEntry::Attempt *ElevationEntry::find(const QString &key, quint64 serial)
{
    const auto found = m_attempts.find(key);
    return found != m_attempts.end() && found->second.serial == serial ? &found->second : nullptr;
}

void ElevationEntry::tryIt(const QString &key)
{
    Attempt &attempt = m_attempts.at(key);
    attempt.parked = false;
    attempt.step = m_hosts.reader(attempt.profile)
                       .stat(attempt.profile.socketPath, this,
                           [this, key, serial = attempt.serial](const core::Result<transport::FileStat> &stat) {
                               if (!find(key, serial))
                                   return;
                               if (stat || isOfTheFile(stat.error().code))
                                   finish(key, true);
                               else if (stat.error().code == core::ErrorCode::ElevationPassword)
                                   ask(key, stat.error());
                               else
                                   finish(key, tl::unexpected(stat.error()));
                           });
}

core::Prompt ElevationEntry::question(const Attempt &attempt) const
{
    const core::ServerProfile &profile = attempt.profile;
    const bool ssh = profile.kind == core::ConnectionKind::Ssh;
    core::Prompt prompt;
    prompt.kind = core::PromptKind::SudoPassword;
    prompt.server = profile.id;
    prompt.serverName = profile.name;
    const QString user = m_hosts.loginName(profile);
    const QString machine = ssh ? m_hosts.machineName(profile) : QSysInfo::machineHostName();
    prompt.subject = user.isEmpty() ? machine : user + u'@' + machine;
    prompt.keychainKey = ssh ? u"sudo:"_s + profile.destination : u"sudo:localhost"_s;
    if (ssh && !profile.sshConfig.isEmpty()) // another configuration's alias is another machine
        prompt.keychainKey += " -F "_L1 + profile.sshConfig;
    prompt.wrongBefore = attempt.asked > 0;
    return prompt;
}

void ElevationEntry::ask(const QString &key, const core::Error &why)
{
    Attempt &attempt = m_attempts.at(key);
    if (attempt.profile.elevation != core::Elevation::Sudo || attempt.asked >= mostQuestions || !m_prompts.canAsk()) {
        finish(key, tl::unexpected(why));
        return;
    }
    const QString secret = secretKey(attempt.profile);
    if (attempt.asked == 0) {
        // The containers of a machine have one password, and one wrong answer is enough.
        if (isAsked(secret)) {
            attempt.parked = true;
            return;
        }
        if (m_hosts.secrets().has(secret) && !std::exchange(attempt.cached, true)) {
            tryIt(key);
            return;
        }
    }
    const core::Prompt prompt = question(attempt);
    attempt.keychainKey = prompt.keychainKey;
    ++attempt.asked;
    const auto take = [this, key, serial = attempt.serial, why](core::Result<core::PromptAnswer> answer) {
        const Attempt *asked = find(key, serial);
        if (!asked) {
            if (answer)
                transport::wipe(answer->secret);
            return;
        }
        if (!answer) {
            finish(key, tl::unexpected(answer.error()));
            return;
        }
        const auto kept = m_hosts.secrets().put(secretKey(asked->profile), std::move(answer->secret));
        if (kept)
            tryIt(key);
        else
            ask(key, why); // what no sudo can read is no password
    };
    attempt.step = m_prompts.ask(prompt, this, take);
}

bool ElevationEntry::isAsked(const QString &secret) const
{
    return std::any_of(m_attempts.cbegin(), m_attempts.cend(),
        [&secret](const auto &one) { return one.second.asked > 0 && secretKey(one.second.profile) == secret; });
}

/// Those that waited for the one that has ended.
void ElevationEntry::tryParked(const QString &secret)
{
    for (auto &[key, attempt] : m_attempts) {
        if (attempt.parked && secretKey(attempt.profile) == secret)
            tryIt(key);
    }
}

void ElevationEntry::finish(const QString &key, const core::Result<bool> &result)
{
    auto node = m_attempts.extract(key);
    if (node.empty())
        return;
    if (!node.mapped().keychainKey.isEmpty())
        m_prompts.settle(node.mapped().keychainKey, result.has_value());
    const QString secret = secretKey(node.mapped().profile);
    // sudo took it and then refused all the same: nothing in the background is to show it again.
    if (!result && result.error().code == core::ErrorCode::ElevationRefused && node.mapped().asked > 0)
        m_hosts.secrets().forget(secret);
    tryParked(secret);
    const QPointer<ElevationEntry> guard(this);
    for (const auto &pending : node.mapped().waiting) {
        pending.finish(result);
        if (!guard)
            return;
    }
}

} // namespace services
