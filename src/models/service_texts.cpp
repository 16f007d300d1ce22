// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/service_texts.h"

#include "core/visible_text.h"
#include "texts/effect_texts.h"
#include "texts/pending_texts.h"
#include "texts/state_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("models", source);
}

/// What a failed stage of a reload means for the server.
QString reloadUnchanged(services::ReloadStage stage)
{
    switch (stage) {
    case services::ReloadStage::ConfigTest:
    case services::ReloadStage::ConfigDump:
    case services::ReloadStage::Regexes:
    case services::ReloadStage::Record:
        return translated(QT_TRANSLATE_NOOP("models", "Nothing was changed: the jail was not reloaded."));
    case services::ReloadStage::Reload:
        return translated(QT_TRANSLATE_NOOP("models", "Whether the jail was reloaded is not known."));
    case services::ReloadStage::CompareJails:
        return translated(QT_TRANSLATE_NOOP(
            "models", "What they guarded is unprotected now; your configuration files were not touched."));
    case services::ReloadStage::CompareActions:
    case services::ReloadStage::Done:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("models", "The jail was reloaded; your configuration files were not touched."));
}

QString reloadWhat(services::ReloadStage stage, const QString &server, const QString &jail)
{
    switch (stage) {
    case services::ReloadStage::ConfigTest:
        return translated(QT_TRANSLATE_NOOP("models", "The configuration of %1 does not pass fail2ban's own test."))
            .arg(server);
    case services::ReloadStage::ConfigDump:
        return translated(QT_TRANSLATE_NOOP("models", "The configuration of %1 does not say what %2 would become."))
            .arg(server, jail);
    case services::ReloadStage::Regexes:
        return translated(QT_TRANSLATE_NOOP("models", "A regex of %1 on %2 does not work.")).arg(jail, server);
    case services::ReloadStage::Record:
        return translated(
            QT_TRANSLATE_NOOP("models", "The activation could not be recorded, so that it was not begun."));
    case services::ReloadStage::Reload:
        return translated(QT_TRANSLATE_NOOP("models", "%1 did not reload %2.")).arg(server, jail);
    case services::ReloadStage::CompareJails:
        return translated(QT_TRANSLATE_NOOP("models", "After the reload of %1, %2 runs fewer jails than before."))
            .arg(jail, server);
    case services::ReloadStage::CompareActions:
        return translated(QT_TRANSLATE_NOOP("models",
                              "After the reload, %1 on %2 does not have the actions that its configuration says."))
            .arg(jail, server);
    case services::ReloadStage::Done:
        break;
    }
    return {};
}

QString reloadNext(services::ReloadStage stage)
{
    switch (stage) {
    case services::ReloadStage::ConfigTest:
    case services::ReloadStage::ConfigDump:
        return translated(QT_TRANSLATE_NOOP("models", "Correct what the details name, then reload again."));
    case services::ReloadStage::Regexes:
        return translated(QT_TRANSLATE_NOOP(
            "models", "Correct the regex that the details name: a reload would remove the jail and lift its bans."));
    case services::ReloadStage::Record:
        return translated(QT_TRANSLATE_NOOP("models", "Check BanGUI's data folder, then reload again."));
    case services::ReloadStage::Reload:
        return translated(QT_TRANSLATE_NOOP("models", "Look at the jail now; the details hold the server's words."));
    case services::ReloadStage::CompareJails:
        return translated(QT_TRANSLATE_NOOP("models",
            "Correct what the details name, then start those jails; the notice above the page stays until they run."));
    case services::ReloadStage::CompareActions:
        return translated(QT_TRANSLATE_NOOP("models", "Bans of this jail may have no effect: stop and start it."));
    case services::ReloadStage::Done:
        break;
    }
    return {};
}

} // namespace

QString stageTitle(services::TestStage stage)
{
    switch (stage) {
    case services::TestStage::SshLogin:
        return translated(QT_TRANSLATE_NOOP("models", "ssh login"));
    case services::TestStage::Elevation:
        //: a step of the connection test: becoming root there with sudo or pkexec
        return translated(QT_TRANSLATE_NOOP("models", "Root rights"));
    case services::TestStage::Container:
        return translated(QT_TRANSLATE_NOOP("models", "Container"));
    case services::TestStage::Path:
        return translated(QT_TRANSLATE_NOOP("models", "Socket path"));
    case services::TestStage::Permission:
        return translated(QT_TRANSLATE_NOOP("models", "Permission"));
    case services::TestStage::Ping:
        return translated(QT_TRANSLATE_NOOP("models", "Answer"));
    case services::TestStage::Version:
        return translated(QT_TRANSLATE_NOOP("models", "Version"));
    case services::TestStage::Capabilities:
        return translated(QT_TRANSLATE_NOOP("models", "What it can do"));
    }
    return {};
}

QString stageTitle(services::ReloadStage stage)
{
    switch (stage) {
    case services::ReloadStage::ConfigTest:
        return translated(QT_TRANSLATE_NOOP("models", "Configuration passes fail2ban's test"));
    case services::ReloadStage::ConfigDump:
        return translated(QT_TRANSLATE_NOOP("models", "What the reload would bring"));
    case services::ReloadStage::Regexes:
        return translated(QT_TRANSLATE_NOOP("models", "Every regex works"));
    case services::ReloadStage::Record:
        return translated(QT_TRANSLATE_NOOP("models", "Activation recorded"));
    case services::ReloadStage::Reload:
        return translated(QT_TRANSLATE_NOOP("models", "Only this jail reloaded"));
    case services::ReloadStage::CompareJails:
        return translated(QT_TRANSLATE_NOOP("models", "No jail is missing"));
    case services::ReloadStage::CompareActions:
        return translated(QT_TRANSLATE_NOOP("models", "Actions are as configured"));
    case services::ReloadStage::Done:
        return translated(QT_TRANSLATE_NOOP("models", "Done"));
    }
    return {};
}

texts::ErrorText stageError(
    const services::TestStep &step, const QString &server, const QString &socketPath, const QString &user)
{
    return texts::errorText(step.error, { server, texts::ErrorPlace::Activity::Read, socketPath, user });
}

texts::ErrorText stageError(const services::ReloadStep &step, const QString &server, const QString &jail)
{
    // An error of the way (timeout, permission, missing program) says more than the stage that met it.
    const texts::ErrorText general
        = texts::errorText(step.error, { server, texts::ErrorPlace::Activity::Change, step.detail, {} });
    const bool ofTheStage = step.error.code == core::ErrorCode::PreflightFailed
        || step.error.code == core::ErrorCode::VerifyFailed || step.error.code == core::ErrorCode::CommandFailed
        || step.error.code == core::ErrorCode::ServerRefused;
    texts::ErrorText text;
    text.what = reloadWhat(step.stage, core::visibleText(server), core::visibleText(jail));
    if (!ofTheStage || text.what.isEmpty())
        text.what = general.what;
    text.unchanged = reloadUnchanged(step.stage);
    text.next = ofTheStage ? reloadNext(step.stage) : general.next;
    text.detail = general.detail;
    return text;
}

bool isGrave(services::BanWarning::Kind kind)
{
    switch (kind) {
    case services::BanWarning::Kind::Loopback:
    case services::BanWarning::Kind::OwnAddress:
    case services::BanWarning::Kind::Ignored:
    case services::BanWarning::Kind::CoversLoopback:
    case services::BanWarning::Kind::CoversOwn:
    case services::BanWarning::Kind::CoversIgnored:
        return true;
    case services::BanWarning::Kind::JailMissing:
    case services::BanWarning::Kind::AlreadyBanned:
    case services::BanWarning::Kind::Unreachable:
        break;
    }
    return false;
}

QString warningText(const services::BanWarning &warning, const QString &serverName)
{
    const QString target = core::visibleText(warning.target);
    const QString detail = core::visibleText(warning.detail);
    const QString jail = core::visibleText(warning.jail);
    const QString server = serverName.isEmpty() ? translated(QT_TRANSLATE_NOOP("models", "every server"))
                                                : core::visibleText(serverName);
    switch (warning.kind) {
    case services::BanWarning::Kind::Loopback:
        return translated(QT_TRANSLATE_NOOP("models", "%1 is the loopback address: the server would ban itself."))
            .arg(target);
    case services::BanWarning::Kind::OwnAddress:
        return translated(QT_TRANSLATE_NOOP("models", "%1 is an address of %2 itself.")).arg(target, server);
    case services::BanWarning::Kind::Ignored:
        return translated(
            QT_TRANSLATE_NOOP("models",
                "%1 is on the list of addresses that %2 never bans on %3; a ban by hand does not heed that list."))
            .arg(target, jail, server);
    case services::BanWarning::Kind::CoversLoopback:
        return translated(QT_TRANSLATE_NOOP("models", "%1 contains the loopback address %2.")).arg(target, detail);
    case services::BanWarning::Kind::CoversOwn:
        return translated(QT_TRANSLATE_NOOP("models", "%1 contains %2, an address of %3 itself."))
            .arg(target, detail, server);
    case services::BanWarning::Kind::CoversIgnored:
        return translated(QT_TRANSLATE_NOOP("models", "%1 contains %2, which %3 never bans on %4."))
            .arg(target, detail, jail, server);
    case services::BanWarning::Kind::JailMissing:
        return translated(QT_TRANSLATE_NOOP("models", "%1 has no jail %2; it is left out there.")).arg(server, jail);
    case services::BanWarning::Kind::AlreadyBanned:
        return translated(QT_TRANSLATE_NOOP("models", "%1 is banned in %2 on %3 already.")).arg(target, jail, server);
    case services::BanWarning::Kind::Unreachable:
        return warning.detail.isEmpty()
            ? texts::keptSentence({ server })
            : translated(QT_TRANSLATE_NOOP("models", "%1 cannot be entered now: nothing is changed there."))
                  .arg(server);
    }
    return {};
}

QString junkText(const services::JunkLine &junk)
{
    const QString text = core::visibleText(junk.text);
    const QString line = texts::number(junk.line);
    switch (junk.reason) {
    case services::JunkLine::Reason::NotAnAddress:
        return translated(QT_TRANSLATE_NOOP("models", "Line %1: \"%2\" is no address and no network.")).arg(line, text);
    case services::JunkLine::Reason::PrefixZero:
        return translated(QT_TRANSLATE_NOOP("models", "Line %1: \"%2\" is the whole internet; it is not banned."))
            .arg(line, text);
    case services::JunkLine::Reason::Unspecified:
        //: %2: 0.0.0.0 or ::
        return translated(QT_TRANSLATE_NOOP("models", "Line %1: \"%2\" is nobody's address; it is not banned."))
            .arg(line, text);
    case services::JunkLine::Reason::HostName:
        return translated(QT_TRANSLATE_NOOP("models", "Line %1: \"%2\" is a host name; its address is needed."))
            .arg(line, text);
    }
    return {};
}

QString targetsSummary(const services::ParsedTargets &targets)
{
    QStringList parts { texts::addresses(targets.targets.size()) };
    const auto counted = [](qint64 n, const char *one, const char *many) {
        return n == 1 ? translated(one) : QCoreApplication::translate("models", many, nullptr, static_cast<int>(n));
    };
    if (!targets.junk.isEmpty())
        parts.append(counted(targets.junk.size(), QT_TRANSLATE_NOOP("models", "1 entry left out"),
            QT_TRANSLATE_N_NOOP("models", "%Ln entries left out")));
    if (targets.duplicates > 0)
        parts.append(counted(targets.duplicates, QT_TRANSLATE_NOOP("models", "1 duplicate"),
            QT_TRANSLATE_N_NOOP("models", "%Ln duplicates")));
    const int cleared = static_cast<int>(targets.cleared.size());
    if (cleared == 1) {
        const services::ClearedBits &only = targets.cleared.first();
        //: two networks: "127.0.0.0/4 is taken as 112.0.0.0/4"
        parts.append(QCoreApplication::translate("models", "%1 is taken as %2: bits behind the prefix are cleared")
                         .arg(core::visibleText(only.text), only.network.toString()));
    } else if (cleared > 1) {
        parts.append(QCoreApplication::translate(
            "models", "%Ln networks, their bits behind the prefix cleared", nullptr, cleared));
    }
    return parts.join(u" · "_s);
}

QString effectText(const services::BanPreview &preview, qint64 targets, const QString &subject)
{
    if (preview.bans == 0)
        return translated(QT_TRANSLATE_NOOP("models", "Bans nothing: none of these jails is there to do it"));
    const auto standing
        = std::ranges::count(preview.warnings, services::BanWarning::Kind::AlreadyBanned, &services::BanWarning::kind);
    if (standing >= preview.bans)
        return translated(QT_TRANSLATE_NOOP("models", "Bans nothing new: all of this is banned already"));
    return texts::banEffect(targets, preview.bans - standing, preview.jails, preview.servers, subject);
}

QString effectText(const services::UnbanPreview &preview, const QStringList &allOfNames)
{
    if (!allOfNames.isEmpty())
        return texts::unbanAllEffect(preview.bans, preview.jails, allOfNames);
    QString subject = preview.lines.isEmpty() ? QString() : preview.lines.first().target;
    for (const services::UnbanPreview::Line &line : preview.lines) {
        if (line.target != subject)
            subject.clear();
    }
    return texts::unbanEffect(preview.bans, preview.jails, preview.servers, subject);
}

QString effectText(const services::StopPreview &preview, const QString &serverName)
{
    const QString effect = texts::stopEffect(preview.jail, serverName, preview.currentBans, preview.lastJail);
    switch (preview.restart) {
    case services::Restart::NotEnabled:
    case services::Restart::Refused:
        return effect + u' ' + translated(QT_TRANSLATE_NOOP("models", "This cannot be undone."));
    case services::Restart::Unknown:
    case services::Restart::Yes:
        break;
    }
    return effect;
}

QString restartText(const services::StopPreview &preview, const QString &serverName)
{
    const QString jail = core::visibleText(preview.jail);
    const QString server = core::visibleText(serverName);
    const QString detail = core::visibleLines(preview.restartError.detail).trimmed();
    switch (preview.restart) {
    case services::Restart::Yes:
        return translated(QT_TRANSLATE_NOOP("models",
            "It stays stopped until it is started, or fail2ban is reloaded or restarted. Undo starts it again."));
    case services::Restart::NotEnabled:
        return translated(QT_TRANSLATE_NOOP("models",
                              "The configuration files of %1 do not enable %2: neither BanGUI nor a restart of "
                              "fail2ban could start it again. Enable it in the files first if you want it back."))
            .arg(server, jail);
    case services::Restart::Refused: {
        const QString sentence
            = translated(QT_TRANSLATE_NOOP("models",
                             "It runs now, but its configuration files on %1 would not start it again. Correct what "
                             "the check names first if you want it back."))
                  .arg(server);
        return detail.isEmpty() ? sentence : sentence + u'\n' + detail.left(400);
    }
    case services::Restart::Unknown:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("models",
                          "Whether the configuration files of %1 would start it again could not be found out: %2. Undo "
                          "tries it and may fail."))
        .arg(server, texts::errorWords(preview.restartError.code));
}

QString effectText(const services::BantimePreview &preview, texts::DateStyle style, qint64 nowSeconds)
{
    QString text = texts::bantimeEffect(
        preview.moved, preview.endAtOnce, preview.becomePermanent, preview.unaffected, preview.timesKnown);
    if (preview.timesKnown && preview.latestNewEnd > nowSeconds && preview.moved > 0)
        text += u' '
            + translated(QT_TRANSLATE_NOOP("models", "The last one ends then: %1."))
                  .arg(texts::dateTime(preview.latestNewEnd, style, nowSeconds));
    return text;
}

texts::ErrorText findingText(const services::LocalServerFinding &finding, const QString &user)
{
    const QString path = core::visibleText(finding.socketPath);
    const auto error = [&](core::ErrorCode code) {
        return texts::errorText({ code, {} },
            { translated(QT_TRANSLATE_NOOP("models", "This computer")), texts::ErrorPlace::Activity::Read, path,
                user });
    };
    switch (finding.state) {
    case services::LocalServerFinding::State::Answers:
        return { finding.version.isEmpty()
                ? translated(QT_TRANSLATE_NOOP("models", "fail2ban answers at %1.")).arg(path)
                : translated(QT_TRANSLATE_NOOP("models", "fail2ban %1 answers at %2."))
                      .arg(core::visibleText(finding.version), path),
            {}, {}, {} };
    case services::LocalServerFinding::State::Refused:
    case services::LocalServerFinding::State::NotRunning:
        return error(core::ErrorCode::Refused);
    case services::LocalServerFinding::State::PermissionDenied:
        return error(core::ErrorCode::PermissionDenied);
    case services::LocalServerFinding::State::NotASocket:
        return error(core::ErrorCode::NotASocket);
    case services::LocalServerFinding::State::Missing:
        if (!finding.installed)
            return { translated(QT_TRANSLATE_NOOP("models", "There is no fail2ban on this computer.")), {},
                translated(
                    QT_TRANSLATE_NOOP("models", "Install it, or go on without: other servers can be added later.")),
                {} };
        return error(core::ErrorCode::NoSocket);
    }
    return {};
}

} // namespace models
