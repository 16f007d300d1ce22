// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/rescue_texts.h"

#include "core/visible_text.h"
#include "texts/preflight_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts::RescueTexts {
namespace {

using core::RescueKind;
using core::RescueRemedy;
using core::RescueResult;
using core::RescueStage;

QString rescueWords(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

QString shownNames(const QStringList &jails)
{
    QStringList visible;
    for (const QString &jail : jails)
        visible += core::visibleText(jail);
    return names(visible, 6);
}

/// The end of a path: "jail.d/bad.local".
QString shortPath(const QString &path)
{
    return core::visibleText(path.section(u'/', -2));
}

QString crashedJail(const core::RescueFinding &finding)
{
    return finding.recovery ? core::visibleText(finding.recovery->jail) : QString();
}

} // namespace

QString title(const core::RescueFinding &finding, const QString &server)
{
    const QString name = core::visibleText(server);
    switch (finding.kind) {
    case RescueKind::Crashed:
        //: %1: a server, %2: a jail
        return rescueWords(QT_TRANSLATE_NOOP("texts", "%1 lost protection after %2 was activated"))
            .arg(name, crashedJail(finding));
    case RescueKind::LostJails:
        //: %1: a server, %2: "2 jails do not run"
        return rescueWords(QT_TRANSLATE_NOOP("texts", "%1 answers, but %2"))
            .arg(name,
                counted(finding.jails.size(), QT_TRANSLATE_NOOP("texts", "1 jail does not run"),
                    QT_TRANSLATE_N_NOOP("texts", "%Ln jails do not run")));
    case RescueKind::NoJails:
        //: %1: a server
        return rescueWords(QT_TRANSLATE_NOOP("texts", "%1 answers and guards nothing")).arg(name);
    case RescueKind::Frozen:
        // Without its age: a banner stands there for hours, and the overview counts it.
        //: %1: a server
        return rescueWords(QT_TRANSLATE_NOOP("texts", "fail2ban on %1 runs and does not answer")).arg(name);
    case RescueKind::NoActions:
        //: %1: jails, %2: a server
        return rescueWords(QT_TRANSLATE_NOOP("texts", "%1 on %2 bans nobody")).arg(shownNames(finding.jails), name);
    case RescueKind::Down:
        //: %1: a server
        return rescueWords(QT_TRANSLATE_NOOP("texts", "fail2ban does not run on %1")).arg(name);
    }
    return {};
}

QString inBrief(const QList<core::RescueFinding> &findings, const QString &server)
{
    if (findings.isEmpty())
        return {};
    const core::RescueFinding &finding = findings.constFirst();
    if (finding.kind != RescueKind::LostJails || finding.jails.size() != 1)
        return title(finding, server);
    return rescueWords("%1 answers, but %2")
        .arg(core::visibleText(server),
            //: goes on after "web-1 answers, but"; %1: a jail
            rescueWords(QT_TRANSLATE_NOOP("texts", "%1 does not run"))
                .arg(core::visibleText(finding.jails.constFirst())));
}

QString explanation(const core::RescueFinding &finding)
{
    switch (finding.kind) {
    case RescueKind::Crashed:
        //: %1: a jail
        return rescueWords(
            QT_TRANSLATE_NOOP("texts",
                "Within a minute after %1 was activated the server lost what it guarded. Until it is brought back, "
                "nothing new is banned by the jails below."))
            .arg(crashedJail(finding));
    case RescueKind::LostJails:
        return rescueWords(
            QT_TRANSLATE_NOOP("texts",
                "The daemon answers, yet these jails do not run: %1. That is what a failed reload leaves behind, and "
                "fail2ban says nothing about it. What they guard is open; the other jails go on."))
            .arg(shownNames(finding.jails));
    case RescueKind::NoJails:
        if (finding.jails.isEmpty())
            return rescueWords(QT_TRANSLATE_NOOP("texts",
                "The daemon runs and answers, but it has no jail, and its configuration enables none. Nothing is "
                "watched and nothing is banned."));
        return rescueWords(QT_TRANSLATE_NOOP("texts",
                               "The daemon runs and answers, but none of its jails does. One jail that cannot start "
                               "takes all others with it when everything is reloaded. Nothing is watched, nothing is "
                               "banned, and bans in the firewall may be gone. Missing: %1."))
            .arg(shownNames(finding.jails));
    case RescueKind::Frozen:
        return rescueWords(QT_TRANSLATE_NOOP("texts",
            "The process lives and answers nothing. It reads no log and bans nobody; what it has banned stays in the "
            "firewall and does not end. Usual reasons are a regex that runs without end and an action that hangs."));
    case RescueKind::NoActions:
        return rescueWords(QT_TRANSLATE_NOOP("texts",
            "These jails watch their logs and count bans, but they have no action that would carry a ban out: a reload "
            "after a change of their actions drops them without a word. Whoever they list as banned can still "
            "connect."));
    case RescueKind::Down:
        return rescueWords(QT_TRANSLATE_NOOP("texts",
            "Nobody listens at its socket. No log is watched and nobody is banned until it is started; bans in the "
            "firewall may have been lifted when it ended."));
    }
    return {};
}

QStringList causes(const core::RescueFinding &finding)
{
    QStringList lines;
    for (const core::RescueCause &cause : finding.causes) {
        const PreflightText text
            = preflightText(cause.kind, { cause.jail, shortPath(cause.file), cause.subject, cause.detail });
        QString place = core::visibleText(cause.jail);
        if (!cause.file.isEmpty())
            place += (place.isEmpty() ? QString() : u", "_s) + placeWords(shortPath(cause.file), cause.line);
        const QString line = place.isEmpty() ? text.what : place + u": "_s + text.what;
        if (!lines.contains(line))
            lines += line;
    }
    return lines;
}

QString editLine(const core::RescueEdit &edit)
{
    const QString jail = core::visibleText(edit.jail);
    const QString path = edit.path.isEmpty() ? u"jail.d/zz-bangui-%1.local"_s.arg(jail) : shortPath(edit.path);
    switch (edit.kind) {
    case core::RescueEdit::Kind::Disable:
        //: %1: a file, %2: a jail
        return rescueWords(QT_TRANSLATE_NOOP("texts", "%1: %2 is switched off (enabled = false).")).arg(path, jail);
    case core::RescueEdit::Kind::ReadJournal:
        //: %1: a file, %2: a jail
        return rescueWords(
            QT_TRANSLATE_NOOP("texts", "%1: %2 reads the journal (backend = systemd), since its log does not exist."))
            .arg(path, jail);
    }
    return {};
}

QStringList effect(const core::RescueFinding &finding)
{
    QStringList lines;
    const QString back = shownNames(finding.comesBack);
    switch (finding.remedy) {
    case RescueRemedy::None:
        if (finding.obstacle && finding.obstacle->code == core::ErrorCode::Busy)
            lines += rescueWords(
                QT_TRANSLATE_NOOP("texts", "fail2ban is busy. It is left alone for a minute; look again then."));
        else if (finding.obstacle && finding.obstacle->code == core::ErrorCode::NotSupported)
            //: %1: a file and line
            lines += rescueWords(
                QT_TRANSLATE_NOOP("texts", "What BanGUI would write is overridden at %1. Change it there first."))
                         .arg(core::visibleText(finding.obstacle->detail));
        else if (finding.causes.isEmpty())
            lines += rescueWords(QT_TRANSLATE_NOOP("texts",
                "There is nothing to bring back: the configuration enables no jail. Activate one on the Jails page."));
        else
            lines += rescueWords(QT_TRANSLATE_NOOP(
                "texts", "BanGUI does not touch the files that stop it. Mend what is named above, then look again."));
        return lines;
    case RescueRemedy::Revive:
        if (!finding.stops.isEmpty())
            lines += rescueWords(QT_TRANSLATE_NOOP("texts", "Ends what is left of %1.")).arg(shownNames(finding.stops));
        if (!finding.comesBack.isEmpty())
            lines += rescueWords(
                QT_TRANSLATE_NOOP("texts",
                    "Starts %1 again, one by one; their bans come back from the database, where fail2ban has one."))
                         .arg(back);
        break;
    case RescueRemedy::RestartJails:
        lines += rescueWords(QT_TRANSLATE_NOOP("texts",
                                 "Restarts %1 with the actions of the configuration. Its bans are lifted, and made "
                                 "again from fail2ban's database, this time for real; where it has none they are "
                                 "set again for the whole ban time, unless an action would report them anew. For a "
                                 "moment they do not hold."))
                     .arg(back);
        break;
    case RescueRemedy::Start:
        lines += rescueWords(
            QT_TRANSLATE_NOOP("texts",
                "Starts fail2ban with %1. Their bans come back from the database; where it has none they are gone."))
                     .arg(back);
        break;
    case RescueRemedy::Restart:
        lines += rescueWords(QT_TRANSLATE_NOOP("texts",
                                 "Ends the process, by force where it does not end by itself, removes its socket and "
                                 "starts fail2ban with %1. Their bans come back from the database; where it has "
                                 "none they are gone."))
                     .arg(back);
        break;
    }
    if (!finding.staysOff.isEmpty())
        lines += rescueWords(QT_TRANSLATE_NOOP("texts", "Does not run afterwards: %1."))
                     .arg(shownNames(finding.staysOff));
    if (!finding.untouched.isEmpty())
        lines += rescueWords(QT_TRANSLATE_NOOP("texts", "Goes on as it is: %1.")).arg(shownNames(finding.untouched));
    return lines;
}

QString verb(const core::RescueFinding &finding)
{
    switch (finding.remedy) {
    case RescueRemedy::None:
        return {};
    case RescueRemedy::Revive:
        if (finding.kind == RescueKind::Crashed)
            //: a button
            return rescueWords(QT_TRANSLATE_NOOP("texts", "Disable jail and bring back"));
        //: a button
        return rescueWords(QT_TRANSLATE_NOOP("texts", "Bring jails back"));
    case RescueRemedy::RestartJails:
        //: a button
        return finding.jails.size() == 1 ? rescueWords(QT_TRANSLATE_NOOP("texts", "Restart jail"))
                                         : rescueWords(QT_TRANSLATE_NOOP("texts", "Restart jails"));
    case RescueRemedy::Start:
        if (finding.kind == RescueKind::Crashed)
            //: a button
            return rescueWords(QT_TRANSLATE_NOOP("texts", "Disable jail and restart"));
        //: a button
        return rescueWords(QT_TRANSLATE_NOOP("texts", "Start fail2ban"));
    case RescueRemedy::Restart:
        if (finding.kind == RescueKind::Crashed)
            //: a button
            return rescueWords(QT_TRANSLATE_NOOP("texts", "Disable jail and restart"));
        //: a button
        return rescueWords(QT_TRANSLATE_NOOP("texts", "End and start fail2ban"));
    }
    return {};
}

QString nothingFound(const core::RescueReport &report, const QString &server)
{
    const QString name = core::visibleText(server);
    if (report.answers)
        //: %1: a server, %2: "4 jails"
        return rescueWords(QT_TRANSLATE_NOOP("texts",
                               "%1 answers. %2 run with their actions, and the configuration enables no other. There "
                               "is nothing to bring "
                               "back."))
            .arg(name, jails(report.running.size()));
    //: %1: a server, %2: a time ("12 s")
    return rescueWords(QT_TRANSLATE_NOOP("texts",
                           "%1 has not answered for %2. It may only be busy: after a minute without an answer it "
                           "counts as frozen, and can "
                           "be ended and started here."))
        .arg(name, duration(report.busyMs / 1000));
}

namespace {

/// Files that were written, as the step that did so tells them; empty: none.
QString writtenByRescue(const core::RescueOutcome &outcome)
{
    const auto written = std::ranges::find_if(outcome.steps, [](const core::RescueStep &step) {
        return step.stage == RescueStage::Write && step.result == core::ChangeStageResult::Passed;
    });
    return written == outcome.steps.cend() ? QString() : core::visibleText(written->detail);
}

} // namespace

ErrorText outcome(const core::RescueOutcome &outcome, const QString &server)
{
    const QString name = core::visibleText(server);
    ErrorText text;
    if (outcome.error)
        text.detail = core::visibleText(outcome.error->detail);
    const QString off = shownNames(outcome.disabled);
    const QString written = writtenByRescue(outcome);
    switch (outcome.result) {
    case RescueResult::Rescued:
        //: %1: a server, %2: "4 jails"
        text.what = rescueWords(
            QT_TRANSLATE_NOOP("texts", "%1 protects again: %2 run with their actions, seen over a new connection."))
                        .arg(name, jails(outcome.running.size()));
        text.unchanged = written.isEmpty()
            ? rescueWords(QT_TRANSLATE_NOOP("texts", "No file was changed."))
            //: %1: paths of files
            : rescueWords(QT_TRANSLATE_NOOP("texts", "No other file was changed than %1.")).arg(written);
        if (!outcome.disabled.isEmpty())
            //: %1: jails
            text.next
                = rescueWords(QT_TRANSLATE_NOOP("texts", "Mend %1, then activate it again; Undo puts the file back."))
                      .arg(off);
        else if (!written.isEmpty())
            text.next = rescueWords(QT_TRANSLATE_NOOP("texts", "Nothing more is to be done; Undo puts the file back."));
        else
            text.next = rescueWords(QT_TRANSLATE_NOOP("texts", "Nothing more is to be done."));
        return text;
    case RescueResult::Partly:
        //: %1: a server, %2: jails, %3: jails
        text.what = rescueWords(QT_TRANSLATE_NOOP("texts", "%1 guards again with %2, but %3 did not come back."))
                        .arg(name, jails(outcome.running.size()), shownNames(outcome.missing));
        text.unchanged = rescueWords(QT_TRANSLATE_NOOP("texts", "The jails that run were left as they are."));
        if (!written.isEmpty())
            text.unchanged += u' '
                //: %1: paths of files
                + rescueWords(QT_TRANSLATE_NOOP("texts", "No other file was changed than %1.")).arg(written);
        text.next
            = rescueWords(QT_TRANSLATE_NOOP("texts", "Check these jails on the Configuration page, then look again."));
        return text;
    case RescueResult::Refused:
        text.what = rescueWords(QT_TRANSLATE_NOOP("texts", "%1 was not touched: %2."))
                        .arg(name, outcome.error ? errorWords(outcome.error->code) : QString());
        text.unchanged = rescueWords(QT_TRANSLATE_NOOP("texts", "No file was written and no process was ended."));
        text.next = rescueWords(QT_TRANSLATE_NOOP("texts", "Look again: the server may have changed meanwhile."));
        return text;
    case RescueResult::RolledBack:
        text.what = rescueWords(QT_TRANSLATE_NOOP("texts", "%1 could not be brought back: %2."))
                        .arg(name, outcome.error ? errorWords(outcome.error->code) : QString());
        text.unchanged
            = rescueWords(QT_TRANSLATE_NOOP("texts", "The configuration is as it was before, byte for byte."));
        text.next = rescueWords(
            QT_TRANSLATE_NOOP("texts", "The details below are fail2ban's own words; look again when that is mended."));
        return text;
    case RescueResult::NotRestored:
        text.what
            = rescueWords(QT_TRANSLATE_NOOP("texts", "%1 could not be brought back, and not everything is as it was."))
                  .arg(name);
        text.unchanged = rescueWords(QT_TRANSLATE_NOOP("texts", "What differs is named in the details."));
        text.next = rescueWords(QT_TRANSLATE_NOOP("texts", "Look again now, and check the server by hand."));
        return text;
    case RescueResult::Unknown:
        text.what = rescueWords(QT_TRANSLATE_NOOP("texts", "The way to %1 was lost before the end.")).arg(name);
        // Where the confirmation may have arrived nothing is taken back, and nobody knows.
        text.unchanged = outcome.stage == RescueStage::Confirm
            ? rescueWords(QT_TRANSLATE_NOOP("texts",
                "Everything had come back; whether the server keeps it or has taken its files back is not known."))
            : rescueWords(QT_TRANSLATE_NOOP("texts",
                "The server takes the files back by itself within minutes, and starts fail2ban where it had run."));
        text.next = rescueWords(QT_TRANSLATE_NOOP("texts", "Look again when it can be reached."));
        return text;
    }
    return text;
}

} // namespace texts::RescueTexts
