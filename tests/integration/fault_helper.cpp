// SPDX-License-Identifier: GPL-3.0-or-later
// A BanGUI without widgets in a process of its own, to be killed in the tests' stead.
//   fault_helper DATA SOCKET CONFIG CLIENT ban       bans one address after the other in the jail `big` and prints
//                                                    "ADDRESS RESULT" once the ban was confirmed
//   fault_helper DATA SOCKET CONFIG CLIENT activate  reloads the jail `sshd`, prints "activated", and "recovery REASON"
//                                                    once one is pending
#include "composition/application.h"
#include "composition/start_up.h"
#include "services/ban_service.h"
#include "services/jail_service.h"
#include "services/recovery_controller.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

void say(const QString &text)
{
    std::printf("%s\n", qPrintable(text));
    std::fflush(stdout);
}

composition::ApplicationOptions optionsFor(const QString &dataDir)
{
    composition::ApplicationOptions options;
    options.dataDir = dataDir;
    options.origin = u"window"_s;
    options.checkSsh = false;
    options.settingsSources = services::SettingsSources {};
    options.settingsSources->environment
        = { { u"BANGUI_PROBE_INTERVAL_SECONDS"_s, u"2"_s }, { u"BANGUI_COMMAND_TIMEOUT_SECONDS"_s, u"1"_s } };
    return options;
}

class Helper final : public QObject
{
public:
    Helper(const QStringList &arguments, const core::Clock &clock)
        : m_mode(arguments.at(5))
        , m_application(optionsFor(arguments.at(1)), clock)
        , m_startUp(m_application)
        , m_set(m_application.set())
    {
        m_profile.name = u"web"_s;
        m_profile.socketPath = arguments.at(2);
        m_profile.configDir = arguments.at(3);
        m_profile.clientProgram = arguments.at(4);
        connect(&m_startUp, &composition::StartUp::finished, this, &Helper::onStarted);
        connect(&m_set.runtimeState, &services::RuntimeState::statusChanged, this, &Helper::onStatus);
        connect(&m_set.recoveryController, &services::RecoveryController::recoveryAppeared, this,
            [](const core::PendingRecovery &recovery) {
                say(u"recovery "_s + core::recoveryReasonName(recovery.reason));
            });
        m_startUp.start();
    }

private:
    void onStarted(bool ok)
    {
        if (!ok) {
            QCoreApplication::exit(2);
            return;
        }
        m_set.serverRegistry.add(m_profile, this, [](const core::Result<core::ServerProfile> &added) {
            if (!added)
                QCoreApplication::exit(3);
        });
    }
    void onStatus(core::ServerId id, const core::ServerStatus &, const core::ServerStatus &after)
    {
        if (m_begun || after.state != core::ServerState::Online)
            return;
        m_begun = true;
        if (m_mode == u"ban"_s) {
            banNext(id);
            return;
        }
        m_set.jailService.reloadJail(id, u"sshd"_s, this, [](const core::Result<core::Receipt> &receipt) {
            say(receipt ? u"activated"_s : u"failed "_s + core::errorCodeName(receipt.error().code));
        });
    }
    void banNext(core::ServerId id)
    {
        const QString target = u"10.9.%1.%2"_s.arg(m_count / 250).arg(1 + m_count % 250);
        ++m_count;
        services::BanRequest request;
        request.servers = { id };
        request.jails = { u"big"_s };
        request.targets = { *core::IpNetwork::parse(target) };
        m_set.banService.ban(request, this, [this, id, target](const core::Result<QList<core::Receipt>> &receipts) {
            say(target + u' '
                + (receipts && receipts->size() == 1 ? core::receiptResultName(receipts->constFirst().result)
                                                     : u"error"_s));
            banNext(id);
        });
    }

    QString m_mode;
    core::ServerProfile m_profile;
    composition::Application m_application;
    composition::StartUp m_startUp;
    services::ServiceSet m_set;
    bool m_begun = false;
    int m_count = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 6)
        return 1;
    const core::SystemClock clock;
    const Helper helper(arguments, clock);
    return QCoreApplication::exec();
}
