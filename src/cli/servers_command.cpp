// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/servers_command.h"

#include "cli/fleet_command.h"
#include "cli/json_documents.h"
#include "cli/terminal_asker.h"
#include "core/visible_text.h"
#include "services/connection_test.h"
#include "services/host_registry.h"
#include "services/server_registry.h"
#include "services/socket_search.h"
#include "texts/error_texts.h"
#include "texts/way_texts.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

using Done = std::function<void(Outcome)>;

Outcome usage(const QString &what)
{
    Outcome outcome = failed({ core::ErrorCode::InvalidArgument, what });
    outcome.exitCode = ExitCode::Usage;
    return outcome;
}

QString stepName(services::TestStage stage)
{
    switch (stage) {
    case services::TestStage::SshLogin:
        return u"ssh_login"_s;
    case services::TestStage::Elevation:
        return u"elevation"_s;
    case services::TestStage::Container:
        return u"container"_s;
    case services::TestStage::Path:
        return u"path"_s;
    case services::TestStage::Permission:
        return u"permission"_s;
    case services::TestStage::Ping:
        return u"ping"_s;
    case services::TestStage::Version:
        return u"version"_s;
    case services::TestStage::Capabilities:
        return u"capabilities"_s;
    }
    return {};
}

Outcome listServers(services::ServiceSet &services)
{
    QJsonArray array;
    QList<QStringList> rows { { u"NAME"_s, u"GROUP"_s, u"WHERE"_s, u"SOCKET"_s, u"TAGS"_s } };
    for (const core::ServerProfile &profile : services.serverRegistry.profiles()) {
        if (profile.id.value < 0)
            continue; // lives for this command only
        array.append(profileJson(profile));
        rows.append({ profile.name, profile.group.isEmpty() ? u"-"_s : profile.group, texts::wayWords(profile),
            profile.socketPath, profile.tags.join(u", "_s) });
    }
    Outcome outcome;
    outcome.result = array;
    outcome.text = alignedTable(rows);
    return outcome;
}

void storeServer(services::ServiceSet &services, const core::ServerProfile &profile, const QString &note,
    QObject *context, const Done &done)
{
    const QString twin = twinSentence(services, profile);
    const QString told = note.isEmpty() || twin.isEmpty() ? note + twin : note + u'\n' + twin;
    services.serverRegistry.add(profile, context, [done, note = told](const core::Result<core::ServerProfile> &stored) {
        if (!stored) {
            done(failed(stored.error()));
            return;
        }
        Outcome outcome;
        QJsonObject document = profileJson(*stored);
        document.insert(u"note"_s, note.isEmpty() ? QJsonValue() : QJsonValue(note));
        outcome.result = document;
        outcome.text = core::visibleText(stored->name) + u'\n';
        outcome.note = note;
        done(outcome);
    });
}

void searchAndStore(services::ServiceSet &services, core::ServerProfile profile, QObject *context, const Done &done)
{
    auto *search = new services::SocketSearch(services.hosts.reader(profile), profile.configDir, context);
    search->start(context,
        [&services, profile, context, done, search](const core::Result<services::SocketFinding> &found) mutable {
            search->deleteLater();
            QString note;
            profile.socketPath = found ? found->path : services::SocketSearch::usualSocket();
            if (!found)
                //: %1: path of a socket, %2: sentences on what went wrong
                note = QCoreApplication::translate(
                    "cli", "stored with the usual socket %1, for it could not be asked: %2")
                           .arg(core::visibleText(profile.socketPath),
                               texts::errorText(found.error(), { .server = profile.name }).sentence());
            else if (!found->exists)
                //: %1: path of a socket
                note = QCoreApplication::translate("cli", "stored with the socket %1, which is not there now")
                           .arg(core::visibleText(profile.socketPath));
            if (found && !profile.container.isEmpty() && found->image != core::ContainerImage::None) {
                note += (note.isEmpty() ? QString() : u"\n"_s) + texts::imageWords(found->image);
                if (profile.configDir.isEmpty())
                    profile.configDir = found->configDir;
            }
            storeServer(services, profile, note, context, done);
        });
}

void addServer(services::ServiceSet &services, const Options &options, QObject *context, const Done &done)
{
    core::ServerProfile profile = describedProfile(options);
    profile.name = options.words.value(1);
    profile.group = options.group;
    profile.tags = options.tags;
    profile.readOnly = options.readOnly;
    profile.production = options.production;
    profile.position = static_cast<int>(services.serverRegistry.profiles().size());
    const bool asked = profile.kind != core::ConnectionKind::Local || !profile.container.isEmpty();
    if (profile.name.isEmpty() || (profile.socketPath.isEmpty() && !asked)) {
        done(usage(u"servers add NAME --socket PATH | --ssh DEST | --container NAME"_s));
        return;
    }
    if (!profile.socketPath.isEmpty()) {
        storeServer(services, profile, {}, context, done);
        return;
    }
    openWay(services, profile, context,
        [&services, profile, context, done] { searchAndStore(services, profile, context, done); });
}

void removeServer(
    services::ServiceSet &services, const core::ServerProfile &profile, QObject *context, const Done &done)
{
    services.serverRegistry.remove(profile.id, context, [done, profile](const core::Result<bool> &removed) {
        if (!removed) {
            done(failed(removed.error()));
            return;
        }
        Outcome outcome;
        outcome.result = profileJson(profile);
        outcome.text = core::visibleText(profile.name) + u'\n';
        done(outcome);
    });
}

void testServer(services::ServiceSet &services, const core::ServerProfile &profile, QObject *context, const Done &done)
{
    struct State
    {
        QJsonArray steps;
        QList<QStringList> rows;
        QString note;
        ExitCode exitCode = ExitCode::Done;
    };
    const auto state = std::make_shared<State>();
    services::ConnectionTest *test = services.connectionTests.create(profile).release();
    test->setParent(context);
    QObject::connect(
        test, &services::ConnectionTest::stepChanged, context, [state, profile](const services::TestStep &step) {
            if (step.running)
                return;
            const texts::ErrorText error = step.ok
                ? texts::ErrorText {}
                : texts::errorText(step.error, { .server = profile.name, .subject = profile.socketPath });
            state->steps.append(QJsonObject { { u"step"_s, stepName(step.stage) }, { u"ok"_s, step.ok },
                { u"detail"_s, step.ok ? step.detail : error.what },
                { u"remedy"_s, step.ok ? QJsonValue() : QJsonValue(error.next) } });
            state->rows.append(
                { stepName(step.stage), step.ok ? u"ok"_s : u"failed"_s, step.ok ? step.detail : error.sentence() });
            if (!step.ok) {
                state->exitCode = exitCodeFor(step.error);
                state->note = ownWords(step.error);
            }
        });
    QObject::connect(test, &services::ConnectionTest::finished, context, [state, done, test](bool) {
        test->deleteLater();
        Outcome outcome;
        outcome.result = state->steps;
        outcome.text = alignedTable(state->rows);
        outcome.note = state->note;
        outcome.exitCode = state->exitCode;
        done(outcome);
    });
    test->start();
}

} // namespace

void runServers(
    services::ServiceSet &services, const Options &options, QObject *context, std::function<void(Outcome)> done)
{
    const QString verb = options.words.value(0);
    if (verb == "list"_L1 && options.words.size() == 1) {
        done(listServers(services));
        return;
    }
    if (verb == "add"_L1 && options.words.size() == 2) {
        addServer(services, options, context, done);
        return;
    }
    if (verb == "import"_L1) {
        importServers(services, options, context, done);
        return;
    }
    if (verb == "export"_L1) {
        exportServers(services, options, done);
        return;
    }
    if ((verb == "remove"_L1 || verb == "test"_L1) && options.words.size() == 2) {
        const auto profile = services.serverRegistry.profileNamed(options.words[1]);
        if (!profile)
            done(failed({ core::ErrorCode::NoSuchServer, options.words[1] }));
        else if (verb == "remove"_L1)
            removeServer(services, *profile, context, done);
        else
            openWay(services, *profile, context,
                [&services, profile, context, done] { testServer(services, *profile, context, done); });
        return;
    }
    done(usage(u"servers list | add NAME --socket PATH|--ssh DEST|--container NAME | remove NAME | test NAME | "
               "import FILE | export [FILE]"_s));
}

} // namespace cli
