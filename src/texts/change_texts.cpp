// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/change_texts.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace texts::ChangeTexts {
namespace {

QString changeWords(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

/// The jail and the server in a sentence of one form with and one without a server.
QString withPlace(const char *here, const char *there, const QString &jail, const QString &server)
{
    return server.isEmpty() ? changeWords(here).arg(core::visibleText(jail))
                            : changeWords(there).arg(core::visibleText(jail), core::visibleText(server));
}

/// The step in which the change failed; what failed in taking it back is another matter.
const core::ChangeStep *failedStep(const QList<core::ChangeStep> &steps)
{
    const auto found = std::ranges::find(steps, core::ChangeStageResult::Failed, &core::ChangeStep::result);
    return found == steps.end() ? nullptr : &*found;
}

/// Whether a change ended before anything was written: files and daemon were as it wants them.
bool hadNothingToDo(const ChangeReport &report)
{
    const bool planned = std::ranges::any_of(
        report.steps, [](const core::ChangeStep &step) { return step.stage == core::ChangeStage::Preflight; });
    return planned && std::ranges::none_of(report.steps, [](const core::ChangeStep &step) {
        return step.stage != core::ChangeStage::Preflight && step.stage != core::ChangeStage::Verify
            && step.result != core::ChangeStageResult::Skipped;
    });
}

QString activeWords(const ChangeReport &report)
{
    if (report.kind == core::ChangeKind::Edit)
        return withPlace(QT_TRANSLATE_NOOP("texts", "The jail %1 runs with its new settings."),
            QT_TRANSLATE_NOOP("texts", "The jail %1 runs on %2 with its new settings."), report.jail, report.server);
    return withPlace(QT_TRANSLATE_NOOP("texts", "The jail %1 is active."),
        QT_TRANSLATE_NOOP("texts", "The jail %1 is active on %2."), report.jail, report.server);
}

QString inactiveWords(const ChangeReport &report)
{
    if (report.kind == core::ChangeKind::Edit)
        return withPlace(QT_TRANSLATE_NOOP("texts", "The new settings of the jail %1 are written; it is not active."),
            QT_TRANSLATE_NOOP("texts", "The new settings of the jail %1 are written on %2; it is not active."),
            report.jail, report.server);
    return withPlace(QT_TRANSLATE_NOOP("texts", "The jail %1 is not active any more."),
        QT_TRANSLATE_NOOP("texts", "The jail %1 is not active on %2 any more."), report.jail, report.server);
}

/// Somebody else's change of the same daemon; who: his name and process, as the lease has it with the change's id.
ErrorText inTheWay(const QString &server, const QString &who)
{
    const QString name
        = server.isEmpty() ? changeWords(QT_TRANSLATE_NOOP("texts", "the server")) : core::visibleText(server);
    const qsizetype end = who.lastIndexOf(") "_L1);
    const QString what = end < 0
        //: %1: a server, %2: who: "deploy@desk (bangui 4711)"
        ? changeWords(QT_TRANSLATE_NOOP("texts", "Another change of %1 is under way, by %2."))
              .arg(name, core::visibleText(who))
        //: %1: a server, %2: who: "deploy@desk (bangui 4711)", %3: the id of the change
        : changeWords(QT_TRANSLATE_NOOP("texts", "Another change of %1 is under way, by %2: its id is %3."))
              .arg(name, core::visibleText(who.first(end + 1)), core::visibleText(who.sliced(end + 2)));
    return { what, changeWords(QT_TRANSLATE_NOOP("texts", "Nothing was changed.")),
        changeWords(QT_TRANSLATE_NOOP("texts", "Wait until it has ended, or decide it among the open changes.")), {} };
}

ErrorText refusedText(const ChangeReport &report)
{
    const QString unchanged = changeWords(QT_TRANSLATE_NOOP("texts", "Nothing was changed."));
    if (const QString bar = canaryBar(report.error.detail); !bar.isEmpty())
        return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 was refused: it cannot be tried out by a test ban."))
                     .arg(subject(report.kind, report.jail, report.server)),
            unchanged, changeWords(QT_TRANSLATE_NOOP("texts", "Make it without one.")), bar };
    if (report.error.code == core::ErrorCode::PreflightFailed)
        return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 was refused: a check before it failed."))
                     .arg(subject(report.kind, report.jail, report.server)),
            unchanged, changeWords(QT_TRANSLATE_NOOP("texts", "Correct what the checks name, then try again.")),
            core::visibleLines(report.error.detail) };
    if (report.error.code == core::ErrorCode::Cancelled)
        return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 was cancelled before it began."))
                     .arg(subject(report.kind, report.jail, report.server)),
            unchanged, {}, core::visibleLines(report.error.detail) };
    const core::ChangeStep *failed = failedStep(report.steps);
    if (report.error.code == core::ErrorCode::Busy && failed && failed->stage == core::ChangeStage::Snapshot)
        return inTheWay(report.server, report.error.detail);
    ErrorPlace place { .server = report.server, .activity = ErrorPlace::Activity::Change, .subject = {}, .user = {} };
    if (report.error.code == core::ErrorCode::UnknownJail && failed && failed->stage == core::ChangeStage::Preflight) {
        place.subject = report.jail; // it is the files that know nothing of it
        place.files = true;
    }
    ErrorText text = errorText(report.error, place);
    text.unchanged = unchanged;
    return text;
}

ErrorText rolledBackText(const ChangeReport &report)
{
    const QString what = subject(report.kind, report.jail, report.server);
    const bool foreign = std::ranges::any_of(report.steps, [](const core::ChangeStep &step) {
        return step.stage == core::ChangeStage::Restore && step.result == core::ChangeStageResult::Passed
            && step.detail.endsWith(" foreign"_L1);
    });
    const QString unchanged = foreign
        ? changeWords(QT_TRANSLATE_NOOP("texts",
            "Its files and jails are as they were before it; what somebody else had written meanwhile was put aside, "
            "and is kept on the server to look at."))
        : changeWords(QT_TRANSLATE_NOOP("texts", "Its files and jails are as they were."));
    const QString detail = core::visibleLines(report.error.detail);
    const core::ChangeStep *failed = failedStep(report.steps);
    if (!failed)
        return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 was taken back.")).arg(what), unchanged, {}, detail };
    if (report.error.code == core::ErrorCode::Cancelled)
        return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 was cancelled and taken back.")).arg(what), unchanged,
            {}, detail };
    //: %1: "activation of nginx-bad on web-2", %2: a stage ("Reload"), %3: "not as it should be"
    return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 failed at the stage \"%2\" (%3) and was taken back."))
                 .arg(what, stageName(failed->stage), errorWords(report.error.code)),
        unchanged, changeWords(QT_TRANSLATE_NOOP("texts", "The details say why; correct it, then try again.")),
        detail };
}

/// A rescue is decided by whoever carries it out, who alone knows what is to come back: nobody else can confirm it.
QString openRescue(const core::OpenChange &change, const QString &what)
{
    if (change.stale)
        //: %1: "rescue of fail2ban on web-2 by deploy@desk"
        return changeWords(QT_TRANSLATE_NOOP("texts",
                               "The %1 was broken off, and nothing on the server watches over it any more: take it "
                               "back, then look again what is missing there."))
            .arg(what);
    if (change.remainingSeconds < 0)
        return changeWords(QT_TRANSLATE_NOOP("texts",
                               "The %1 is under way: unless it ends well, the server takes back by itself what it has "
                               "written."))
            .arg(what);
    //: %2: "1 min 25 s"
    return changeWords(QT_TRANSLATE_NOOP("texts",
                           "The %1 is under way: unless it ends well, the server takes back in %2 what it has "
                           "written."))
        .arg(what, duration(change.remainingSeconds));
}

} // namespace

QString kindVerb(core::ChangeKind kind)
{
    switch (kind) {
    case core::ChangeKind::Enable:
        //: on a button: make a jail live
        return changeWords(QT_TRANSLATE_NOOP("texts", "Activate"));
    case core::ChangeKind::Disable:
        //: on a button: end a jail for good
        return changeWords(QT_TRANSLATE_NOOP("texts", "Deactivate"));
    case core::ChangeKind::Edit:
        //: on a button: change a jail's settings
        return changeWords(QT_TRANSLATE_NOOP("texts", "Change"));
    }
    return {};
}

QString subject(core::ChangeKind kind, const QString &jail, const QString &server)
{
    if (jail.isEmpty()) {
        //: as "activation of nginx-bad": something that was begun to bring a server's protection back
        return server.isEmpty()
            ? changeWords(QT_TRANSLATE_NOOP("texts", "rescue of fail2ban"))
            //: %1: a server
            : changeWords(QT_TRANSLATE_NOOP("texts", "rescue of fail2ban on %1")).arg(core::visibleText(server));
    }
    switch (kind) {
    case core::ChangeKind::Enable:
        return withPlace(QT_TRANSLATE_NOOP("texts", "activation of %1"),
            QT_TRANSLATE_NOOP("texts", "activation of %1 on %2"), jail, server);
    case core::ChangeKind::Disable:
        return withPlace(QT_TRANSLATE_NOOP("texts", "deactivation of %1"),
            QT_TRANSLATE_NOOP("texts", "deactivation of %1 on %2"), jail, server);
    case core::ChangeKind::Edit:
        return withPlace(
            QT_TRANSLATE_NOOP("texts", "change of %1"), QT_TRANSLATE_NOOP("texts", "change of %1 on %2"), jail, server);
    }
    return {};
}

QString resultWord(core::ChangeResult result)
{
    switch (result) {
    case core::ChangeResult::Active:
        //: how a change of a jail ended, as the following
        return changeWords(QT_TRANSLATE_NOOP("texts", "active"));
    case core::ChangeResult::Inactive:
        return changeWords(QT_TRANSLATE_NOOP("texts", "inactive"));
    case core::ChangeResult::Refused:
        return changeWords(QT_TRANSLATE_NOOP("texts", "refused"));
    case core::ChangeResult::RolledBack:
        return changeWords(QT_TRANSLATE_NOOP("texts", "rolled back"));
    case core::ChangeResult::NotRestored:
        return changeWords(QT_TRANSLATE_NOOP("texts", "not restored"));
    case core::ChangeResult::Open:
        return changeWords(QT_TRANSLATE_NOOP("texts", "not decided"));
    case core::ChangeResult::Unknown:
        return changeWords(QT_TRANSLATE_NOOP("texts", "not known"));
    }
    return {};
}

ErrorText outcome(const ChangeReport &report)
{
    const QString what = subject(report.kind, report.jail, report.server);
    const QString detail = core::visibleLines(report.error.detail);
    switch (report.result) {
    case core::ChangeResult::Active:
    case core::ChangeResult::Inactive:
        if (hadNothingToDo(report))
            //: %1: "change of nginx-bad on web-2"
            return { changeWords(QT_TRANSLATE_NOOP(
                                     "texts", "The %1 had nothing to do: the files say it, and fail2ban does it."))
                         .arg(what),
                changeWords(QT_TRANSLATE_NOOP("texts", "Nothing was changed.")), {}, {} };
        return { report.result == core::ChangeResult::Active ? activeWords(report) : inactiveWords(report), {}, {},
            {} };
    case core::ChangeResult::Refused:
        return refusedText(report);
    case core::ChangeResult::RolledBack:
        return rolledBackText(report);
    case core::ChangeResult::NotRestored:
        return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 was taken back, but not everything is as it was."))
                     .arg(what),
            changeWords(QT_TRANSLATE_NOOP("texts", "The details name what differs.")),
            changeWords(QT_TRANSLATE_NOOP(
                "texts", "Look at the jails there now; restart fail2ban there if one of them is missing.")),
            detail };
    case core::ChangeResult::Open:
        return { changeWords(QT_TRANSLATE_NOOP("texts", "The %1 is made, and not decided.")).arg(what),
            changeWords(QT_TRANSLATE_NOOP("texts", "The server takes it back by itself unless it is confirmed.")),
            changeWords(QT_TRANSLATE_NOOP("texts", "Confirm it, or take it back.")), {} };
    case core::ChangeResult::Unknown:
        if (report.error.code == core::ErrorCode::VerifyFailed)
            return { changeWords(QT_TRANSLATE_NOOP("texts",
                                     "The new file of the %1 is there, and nothing watches over it any more; fail2ban "
                                     "does not run as it says."))
                         .arg(what),
                changeWords(QT_TRANSLATE_NOOP("texts", "It is not taken back by itself.")),
                changeWords(QT_TRANSLATE_NOOP(
                    "texts", "Look at the jails there now; undo the change if they are not as they should be.")),
                detail };
        return { errorText(report.error, { .server = report.server, .subject = {}, .user = {} }).what,
            changeWords(QT_TRANSLATE_NOOP("texts",
                            "How the %1 ended is not known: the server takes back by itself what is not confirmed."))
                .arg(what),
            changeWords(QT_TRANSLATE_NOOP("texts", "Look at its open changes when it can be reached again.")), detail };
    }
    return {};
}

ErrorText error(const core::Error &error, const QString &server)
{
    if (error.code == core::ErrorCode::StoreLocked && !error.detail.isEmpty())
        return inTheWay(server, error.detail);
    return errorText(error, { .server = server, .activity = ErrorPlace::Activity::Change, .subject = {}, .user = {} });
}

QString openChange(const core::OpenChange &change, const QString &server)
{
    QString what = subject(change.kind, change.jail, server);
    if (!change.owner.isEmpty())
        //: %1: "activation of nginx-bad on web-2", %2: who has begun it: user@host
        what = changeWords(QT_TRANSLATE_NOOP("texts", "%1 by %2")).arg(what, core::visibleText(change.owner));
    if (change.undecided && change.jail.isEmpty())
        return openRescue(change, what);
    if (change.undecided && change.stale)
        return changeWords(QT_TRANSLATE_NOOP("texts",
                               "The %1 is not decided, and nothing on the server watches over it any more: take it "
                               "back or confirm it."))
            .arg(what);
    if (change.undecided && change.remainingSeconds < 0)
        return changeWords(
            QT_TRANSLATE_NOOP("texts", "The %1 is not decided: it is taken back by itself unless it is confirmed."))
            .arg(what);
    if (change.undecided)
        //: %2: "1 min 25 s"
        return changeWords(
            QT_TRANSLATE_NOOP("texts", "The %1 is not decided: it is taken back in %2 unless it is confirmed."))
            .arg(what, duration(change.remainingSeconds));
    switch (change.leftover) {
    case core::OpenChange::Leftover::None:
        return changeWords(QT_TRANSLATE_NOOP("texts", "The %1 is being taken back.")).arg(what);
    case core::OpenChange::Leftover::Foreign:
        if (change.keptIn.isEmpty())
            return changeWords(QT_TRANSLATE_NOOP("texts",
                                   "The %1 was taken back; what somebody else had written meanwhile is kept on the "
                                   "server to look at."))
                .arg(what);
        //: %2: a folder on the server
        return changeWords(QT_TRANSLATE_NOOP("texts",
                               "The %1 was taken back; what somebody else had written meanwhile is kept below %2 on "
                               "the server, until it "
                               "is dismissed or the server is started anew."))
            .arg(what, core::visibleText(change.keptIn));
    case core::OpenChange::Leftover::Failed:
        return changeWords(
            QT_TRANSLATE_NOOP("texts", "The %1 was taken back, but not everything is as it was: look at its jails."))
            .arg(what);
    }
    return {};
}

QString unansweredChange(
    const core::OpenChange &change, const QString &server, qint64 undoneBy, qint64 nowMs, DateStyle style)
{
    QString what = subject(change.kind, change.jail, server);
    if (!change.owner.isEmpty())
        what = changeWords("%1 by %2").arg(what, core::visibleText(change.owner));
    if (undoneBy <= 0)
        return changeWords(QT_TRANSLATE_NOOP("texts",
                               "The %1 is pending here, and the server cannot be asked now: when it is taken back by "
                               "itself is not known."))
            .arg(what);
    const QString when = dateTime(undoneBy / 1000, style, nowMs / 1000);
    if (undoneBy > nowMs)
        //: %2: a time, "14:05"
        return changeWords(QT_TRANSLATE_NOOP("texts",
                               "The %1 is pending here, and the server cannot be asked now: it is taken back by "
                               "itself by %2 unless somebody confirms it."))
            .arg(what, when);
    //: %2: a time, "14:05"
    return changeWords(QT_TRANSLATE_NOOP("texts",
                           "The %1 is pending here, and the server cannot be asked now: it was to be taken back by "
                           "itself by %2; whether it was is not known until the server answers."))
        .arg(what, when);
}

QString unansweredNote(qint64 undoneBy, qint64 nowMs, DateStyle style)
{
    const QString pending = changeWords(QT_TRANSLATE_NOOP("texts", "pending here, the server cannot be asked now"));
    if (undoneBy <= 0)
        return pending + u" · "_s + changeWords(QT_TRANSLATE_NOOP("texts", "when it undoes itself is not known"));
    const QString when = dateTime(undoneBy / 1000, style, nowMs / 1000);
    if (undoneBy > nowMs)
        //: %1: a time, "14:05"
        return pending + u" · "_s
            + changeWords(QT_TRANSLATE_NOOP("texts", "undoes itself by %1 unless it is confirmed")).arg(when);
    //: %1: a time, "14:05"
    return pending + u" · "_s
        + changeWords(QT_TRANSLATE_NOOP("texts", "was to undo itself by %1; whether it has is not known")).arg(when);
}

} // namespace texts::ChangeTexts
