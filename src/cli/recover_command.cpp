// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/recover_command.h"

#include "cli/change_config_command.h"
#include "cli/json_documents.h"
#include "cli/target_words.h"
#include "core/clock.h"
#include "core/visible_text.h"
#include "services/change_service.h"
#include "services/change_words.h"
#include "services/recovery_controller.h"
#include "services/server_registry.h"
#include "texts/change_texts.h"
#include "texts/state_texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

using OpenChanges = QList<core::OpenChange>;
using Recoveries = QList<core::PendingRecovery>;

/// For scripts, never translated.
QString openState(const core::OpenChange &change)
{
    if (change.undecided)
        return change.stale ? u"unwatched"_s : u"open"_s;
    switch (change.leftover) {
    case core::OpenChange::Leftover::None:
        return u"being taken back"_s;
    case core::OpenChange::Leftover::Foreign:
        return u"somebody else's bytes kept"_s;
    case core::OpenChange::Leftover::Failed:
        return u"not restored"_s;
    }
    return {};
}

QJsonObject openJson(const Target &target, const core::OpenChange &change)
{
    const bool counts = change.undecided && !change.stale && change.remainingSeconds >= 0;
    return { { u"id"_s, change.id }, { u"server"_s, target.name }, { u"jail"_s, change.jail },
        { u"kind"_s, services::isRescueId(change.id) ? u"rescue"_s : services::changeKindName(change.kind) },
        { u"owner"_s, change.owner }, { u"started"_s, timeJson(change.startedAt / 1000) },
        { u"seconds_left"_s, counts ? QJsonValue(change.remainingSeconds) : QJsonValue() },
        { u"state"_s, openState(change) },
        { u"kept_in"_s, change.keptIn.isEmpty() ? QJsonValue() : QJsonValue(change.keptIn) } };
}

QJsonObject recoveryJson(const Target &target, const core::PendingRecovery &recovery)
{
    return { { u"id"_s, QString::number(recovery.id) }, { u"server"_s, target.name }, { u"jail"_s, recovery.jail },
        { u"reason"_s, core::recoveryReasonName(recovery.reason) },
        { u"activated"_s, timeJson(recovery.activatedAt / 1000) },
        { u"detected"_s, timeJson(recovery.detectedAt / 1000) },
        { u"jails_before"_s, QJsonArray::fromStringList(recovery.jailsBefore) },
        { u"jails_after"_s, QJsonArray::fromStringList(recovery.jailsAfter) } };
}

/// Those of the daemon, under whatever name it is reached.
Recoveries recoveriesOf(const Target &target)
{
    const services::ServerRegistry &servers = target.services.serverRegistry;
    const auto profile = servers.profile(target.server);
    Recoveries found;
    if (!profile)
        return found;
    for (const core::PendingRecovery &recovery : target.services.recoveryController.open()) {
        const auto other = servers.profile(recovery.server);
        if (other && core::daemonKey(*other) == core::daemonKey(*profile))
            found.append(recovery);
    }
    return found;
}

/// Nothing was done, for a reason that has no code of its own.
Outcome refusedFor(const QString &why, ExitCode exitCode, core::ErrorCode errorCode = core::ErrorCode::InvalidArgument)
{
    Outcome outcome = failed({ errorCode, {} });
    outcome.words = why;
    outcome.exitCode = exitCode;
    return outcome;
}

/// What lies in root's own folder nobody else can see: that is not the same as nothing.
QString whyNotFound(const Target &target, const core::Error &error)
{
    if (error.code == core::ErrorCode::PermissionDenied)
        //: %1: a server
        return QCoreApplication::translate("cli",
            "Open changes on %1 are kept from this login: only root and the daemon's own user see them. Reach the "
            "server "
            "with --sudo, or as that user.")
            .arg(core::visibleText(target.name));
    return texts::errorText(error, placeOf(error, target.name, {})).sentence() + u'\n' + ownWords(error);
}

QJsonObject recordedJson(const Target &target, const services::RecordedChange &one)
{
    QJsonObject object = openJson(target, one.change);
    object.insert(u"state"_s, u"not known"_s);
    object.insert(u"undone_by"_s, one.undoneBy > 0 ? timeJson(one.undoneBy / 1000) : QJsonValue());
    return object;
}

/// What the server says; where it does not answer (no changes), what this computer knows.
Outcome listed(
    const Target &target, const core::Result<OpenChanges> &changes, const QList<services::RecordedChange> &recorded)
{
    const Recoveries recoveries = recoveriesOf(target);
    Outcome outcome;
    QJsonArray lost;
    for (const core::PendingRecovery &recovery : recoveries) {
        lost.append(recoveryJson(target, recovery));
        outcome.text += u"%1\n  %2\n"_s.arg(recovery.id).arg(texts::recoverySentence(recovery, target.name));
    }
    QJsonValue open; // null: nobody could look
    if (changes) {
        QJsonArray array;
        for (const core::OpenChange &change : *changes) {
            array.append(openJson(target, change));
            outcome.text += u"%1\n  %2\n"_s.arg(
                core::visibleText(change.id), texts::ChangeTexts::openChange(change, target.name));
        }
        open = array;
        if (array.isEmpty() && lost.isEmpty())
            //: %1: a server
            outcome.text
                = QCoreApplication::translate("cli", "Nothing is open on %1.").arg(core::visibleText(target.name))
                + u'\n';
    } else {
        outcome.note = whyNotFound(target, changes.error());
        outcome.exitCode = exitCodeFor(changes.error());
    }
    QJsonObject document { { u"server"_s, target.name }, { u"changes"_s, open }, { u"recoveries"_s, lost } };
    if (!changes) {
        QJsonArray pending;
        for (const services::RecordedChange &one : recorded) {
            pending.append(recordedJson(target, one));
            outcome.text += u"%1\n  %2\n"_s.arg(core::visibleText(one.change.id),
                texts::ChangeTexts::unansweredChange(
                    one.change, target.name, one.undoneBy, target.services.clock.nowMs(), texts::DateStyle::Iso));
        }
        document.insert(u"pending_here"_s, pending);
    }
    outcome.result = document;
    return outcome;
}

void listRecorded(const Target &target, const core::Error &error)
{
    target.services.changeService.recorded(
        target.context, [target, error](const core::Result<QList<services::RecordedChange>> &all) {
            QList<services::RecordedChange> here = all.value_or(QList<services::RecordedChange>());
            here.removeIf(
                [&target](const services::RecordedChange &one) { return one.change.server != target.server; });
            target.done(listed(target, tl::unexpected(error), here));
        });
}

void dismissRecovery(const Target &target, const core::PendingRecovery &recovery)
{
    target.services.recoveryController.dismiss(
        recovery.server, target.context, [target, recovery](const core::Result<bool> &dismissed) {
            if (!dismissed) {
                target.done(failed(dismissed.error()));
                return;
            }
            core::PendingRecovery over = recovery;
            over.resolution = core::RecoveryResolution::Dismissed;
            Outcome outcome;
            outcome.result = QJsonObject { { u"server"_s, target.name }, { u"id"_s, QString::number(recovery.id) },
                { u"result"_s, u"dismissed"_s } };
            outcome.text = texts::recoveryResolvedSentence(over, target.name) + u'\n';
            target.done(outcome);
        });
}

void dismissChange(const Target &target, const core::OpenChange &change)
{
    target.services.changeService.dismiss(
        target.server, change.id, target.context, [target, id = change.id](const core::Result<bool> &dismissed) {
            if (!dismissed) {
                target.done(failed(dismissed.error()));
                return;
            }
            Outcome outcome;
            outcome.result
                = QJsonObject { { u"server"_s, target.name }, { u"id"_s, id }, { u"result"_s, u"dismissed"_s } };
            //: %1: the id of a change, %2: a server
            outcome.text = QCoreApplication::translate("cli", "What %1 had left on %2 is removed.")
                               .arg(core::visibleText(id), core::visibleText(target.name))
                + u'\n';
            target.done(outcome);
        });
}

/// confirm and rollback.
void decide(const Target &target, const core::OpenChange &change, bool keep)
{
    const auto told = [target, change, keep](const core::Result<services::ChangeOutcome> &result) {
        if (!result) {
            Outcome outcome = failed(result.error());
            if (keep && result.error().code == core::ErrorCode::VerifyFailed)
                outcome.note = result.error().detail
                    + u'\n'
                    //: %1: the id of a change and the options that name its server; the command stays as it is
                    + QCoreApplication::translate("cli",
                        "It was not confirmed, and stays open; bangui-cli recover rollback %1 takes it back at once.")
                          .arg(change.id + targetWords(target));
            target.done(outcome);
            return;
        }
        Outcome outcome = changeOutcome(target, change.kind, change.jail, change.id, *result);
        if (!keep && result->result == core::ChangeResult::RolledBack) { // as it was wanted
            outcome.exitCode = ExitCode::Done;
            QJsonObject document = outcome.result.toObject();
            document.insert(u"error"_s, QJsonValue());
            outcome.result = document;
        }
        target.done(outcome);
    };
    services::ChangeService &changes = target.services.changeService;
    if (keep)
        changes.confirm(target.server, change.id, target.context, told);
    else
        changes.rollBack(target.server, change.id, target.context, told);
}

/// Why the verb is nothing for this change.
QString unsuitable(const Target &target, const core::OpenChange &change)
{
    if (change.undecided)
        //: %1: the id of a change; the commands stay as they are
        return QCoreApplication::translate(
            "cli", "%1 is open, and not to be dismissed: recover confirm keeps it, recover rollback takes it back.")
            .arg(change.id);
    if (change.leftover == core::OpenChange::Leftover::None)
        return texts::ChangeTexts::openChange(change, target.name);
    //: %1: a server, %2: what became of an earlier change, as a sentence, %3: its id; the command stays as it is
    return QCoreApplication::translate(
        "cli", "Nothing is to be decided on %1. %2 recover dismiss %3 removes what it has left.")
        .arg(target.name, texts::ChangeTexts::openChange(change, target.name), change.id);
}

void act(const Target &target, const OpenChanges &changes)
{
    const QString verb = target.options.words.value(0);
    const QString id = target.options.words.value(1);
    const bool dismisses = verb == "dismiss"_L1;
    const Recoveries every = recoveriesOf(target);
    const Recoveries recoveries = dismisses ? every : Recoveries();
    OpenChanges suitable;
    for (const core::OpenChange &change : changes) {
        // What is taken back can still be dismissed; only what is open can be decided.
        if (id.isEmpty() ? change.undecided != dismisses : change.id == id)
            suitable.append(change);
    }
    const auto recovery = id.isEmpty()
        ? recoveries.cbegin()
        : std::ranges::find(recoveries, id, [](const core::PendingRecovery &one) { return QString::number(one.id); });
    if (id.isEmpty() && suitable.size() + recoveries.size() > 1) {
        target.done(refusedFor(
            //: %1: a server; the command stays as it is
            QCoreApplication::translate("cli", "Several are open on %1: name one by its id, as recover list shows it.")
                .arg(target.name),
            ExitCode::Usage));
    } else if (recovery != recoveries.cend()) {
        dismissRecovery(target, *recovery);
    } else if (!dismisses
        && std::ranges::any_of(every, [&id](const auto &one) { return QString::number(one.id) == id; })) {
        target.done(refusedFor(
            //: %1: a number; the commands and "Disable jail and restart" stay as they are elsewhere
            QCoreApplication::translate("cli",
                "%1 is a loss of protection and no change: there is nothing to confirm or to roll back. bangui-cli "
                "disable "
                "JAIL, or \"Disable jail and restart…\" in the window, brings fail2ban back; recover dismiss ends the "
                "notice.")
                .arg(id),
            ExitCode::Refused));
    } else if (suitable.isEmpty() && (!id.isEmpty() || changes.isEmpty())) {
        target.done(refusedFor(id.isEmpty()
                ? QCoreApplication::translate("cli", "Nothing is open on %1.").arg(target.name)
                //: %1: the id of a change, %2: a server
                : QCoreApplication::translate("cli", "No change %1 is open on %2.").arg(id, target.name),
            ExitCode::Refused));
    } else if (suitable.isEmpty()) {
        target.done(refusedFor(unsuitable(target, changes.constFirst()), ExitCode::Refused));
    } else if (dismisses && suitable.constFirst().undecided) {
        target.done(refusedFor(unsuitable(target, suitable.constFirst()), ExitCode::Refused));
    } else if (dismisses) {
        dismissChange(target, suitable.constFirst());
    } else {
        decide(target, suitable.constFirst(), verb == "confirm"_L1);
    }
}

} // namespace

QString recoverProblem(const Options &options)
{
    const QString verb = options.words.value(0);
    const bool known = verb == "list"_L1 || verb == "confirm"_L1 || verb == "rollback"_L1 || verb == "dismiss"_L1;
    if (!known)
        return QCoreApplication::translate("cli", "recover does not take \"%1\"").arg(verb);
    if (options.words.size() > (verb == "list"_L1 ? 1 : 2))
        return QCoreApplication::translate("cli", "%1 does not take \"%2\"")
            .arg("recover "_L1 + verb, options.words.last());
    // What a script's empty variable leaves is not "the only one".
    if (options.words.size() > 1 && options.words.at(1).isEmpty())
        return QCoreApplication::translate("cli", "the id of the change is empty");
    return {};
}

Outcome recoverInterrupted(const Target &target)
{
    if (target.options.words.value(0) == "list"_L1)
        return failed({ core::ErrorCode::Cancelled, {} });
    return refusedFor(
        //: %1: empty, or a space and the options that name the server; the command stays as it is
        QCoreApplication::translate("cli",
            "This was interrupted: whether the server has got the decision is not known, and the change may still be "
            "open. bangui-cli recover list%1 tells.")
            .arg(targetWords(target)),
        ExitCode::Refused, core::ErrorCode::Cancelled);
}

void runRecover(const Target &target)
{
    // Lost protection is told also of a server that nobody reaches, and can be dismissed there.
    const bool lists = target.options.words.value(0) == "list"_L1;
    const bool byNumber = target.options.words.value(0) == "dismiss"_L1
        && std::ranges::any_of(recoveriesOf(target), [&target](const core::PendingRecovery &recovery) {
               return QString::number(recovery.id) == target.options.words.value(1);
           });
    if (byNumber) {
        act(target, {});
        return;
    }
    target.services.changeService.findOpen(
        target.server, target.context, [target, lists](const core::Result<OpenChanges> &changes) {
            if (lists && !changes) {
                listRecorded(target, changes.error());
            } else if (lists) {
                target.done(listed(target, changes, {}));
            } else if (changes) {
                act(target, *changes);
            } else if (target.options.words.value(0) == "dismiss"_L1 && target.options.words.size() == 1
                && !recoveriesOf(target).isEmpty()) {
                act(target, {}); // what it may hold beside that could not be dismissed now
            } else {
                Outcome outcome = failed(changes.error());
                if (changes.error().code == core::ErrorCode::PermissionDenied)
                    outcome.note = whyNotFound(target, changes.error());
                target.done(outcome);
            }
        });
}

} // namespace cli
