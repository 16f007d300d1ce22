// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompt.h"
#include "core/request_handle.h"
#include "core/server_profile.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace services {

class HostRegistry;
class PromptBroker;

/// Becomes root on a machine because the user wants it now: asks for sudo's password where sudo wants one and somebody
/// can be asked, and keeps it as the session cache allows. What runs in the background never comes here. Main thread.
class ElevationEntry final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    ElevationEntry(HostRegistry &hosts, PromptBroker &prompts, QObject *parent = nullptr);
    ~ElevationEntry() override;

    /// Ends once a command runs with the profile's elevation, at once where it has none. Errors: Cancelled where the
    /// user declined, ElevationPassword where the third password was wrong or nobody can be asked, else what the way
    /// says. Several profiles of one machine are one question. Connects first where that is needed, and asks nothing
    /// for that.
    core::RequestHandle enter(const core::ServerProfile &profile, const QObject *context, core::Handler<bool> handler);

private:
    struct Attempt
    {
        core::ServerProfile profile;
        quint64 serial = 0; ///< an answer to an attempt before means nothing
        int asked = 0;
        QString keychainKey; ///< of what was asked; empty: nothing was
        bool parked = false; ///< another attempt asks for the same password
        bool cached = false; ///< a password that had come meanwhile was tried
        core::RequestHandle step;
        std::vector<core::Pending<bool>> waiting;
    };
    [[nodiscard]] Attempt *find(const QString &key, quint64 serial);
    void tryIt(const QString &key);
    void ask(const QString &key, const core::Error &why);
    [[nodiscard]] bool isAsked(const QString &secret) const; ///< by any attempt
    void tryParked(const QString &secret);
    void finish(const QString &key, const core::Result<bool> &result);
    [[nodiscard]] core::Prompt question(const Attempt &attempt) const;

    HostRegistry &m_hosts;
    PromptBroker &m_prompts;
    std::map<QString, Attempt> m_attempts; ///< by machine, login and container
    quint64 m_lastSerial = 0;
};

} // namespace services
