// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeTexts that words the stages of a change.
#include "core/visible_text.h"
#include "texts/change_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts::ChangeTexts {
namespace {

QString stageWords(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

QString countedIn(const QString &detail, const char *one, const char *many)
{
    bool isNumber = false;
    const qint64 n = detail.toLongLong(&isNumber);
    return isNumber ? counted(n, one, many) : core::visibleText(detail);
}

/// "systemd 120 s" of the Arm stage; with " boot=none" where nothing takes it back at a boot.
QString timerWords(const QString &detail)
{
    bool isNumber = false;
    const qint64 seconds = detail.section(u' ', 1, 1).toLongLong(&isNumber);
    if (!isNumber)
        return core::visibleText(detail);
    QString words
        //: of a change; %1: "2 min"
        = stageWords(QT_TRANSLATE_NOOP("texts", "takes it back in %1 unless it is confirmed")).arg(duration(seconds));
    if (detail.endsWith(" boot=none"_L1))
        words += u"; "_s
            //: follows "takes it back in 2 min unless it is confirmed"
            + stageWords(QT_TRANSLATE_NOOP("texts", "a reboot before that would leave it in the files"));
    return words;
}

/// What the server did to the daemon when it took a change back.
QString restoredWords(const QString &detail)
{
    const QString daemon = detail.section(u' ', 0, 0);
    QString words;
    if (daemon == "untouched"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "fail2ban was left alone"));
    else if (daemon == "reloaded"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "the jail was reloaded"));
    else if (daemon == "restarted"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "fail2ban was restarted"));
    else if (daemon == "none"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "fail2ban does not run"));
    else if (daemon == "later"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "fail2ban starts with the old files"));
    else
        return core::visibleText(detail);
    if (detail.endsWith(" foreign"_L1))
        words += u"; "_s
            + stageWords(QT_TRANSLATE_NOOP("texts", "what somebody else has written meanwhile is kept beside"));
    return words;
}

QString canaryWord(const QString &detail, QLatin1String key)
{
    for (const QString &part : detail.split(u' ')) {
        if (part.startsWith(key + u'='))
            return part.section(u'=', 1);
    }
    return {};
}

/// "canary 203.0.113.77 executed=yes seen=nftables lifted" of the Verify stage.
QString canaryWords(const QString &detail)
{
    const QString address = core::visibleText(detail.section(u' ', 1, 1));
    //: a test ban; %1: an address of the networks for documentation
    QStringList words { stageWords(QT_TRANSLATE_NOOP("texts", "banned %1")).arg(address) };
    words += canaryWord(detail, "executed"_L1) == "yes"_L1
        //: of a test ban: what the jail does with a banned address
        ? stageWords(QT_TRANSLATE_NOOP("texts", "its actions ran without an error"))
        : stageWords(QT_TRANSLATE_NOOP("texts", "the log does not tell whether its actions ran without an error"));
    const QString seen = canaryWord(detail, "seen"_L1);
    if (seen == "no"_L1)
        words += stageWords(QT_TRANSLATE_NOOP("texts", "not seen in the firewall, where these actions need not write"));
    else if (seen == "untold"_L1)
        words += stageWords(QT_TRANSLATE_NOOP("texts", "no firewall could be read there"));
    else
        //: of a banned address; %1: "nftables"
        words += stageWords(QT_TRANSLATE_NOOP("texts", "seen in %1"))
                     .arg(core::visibleText(QString(seen).replace(u","_s, u", "_s)));
    //: of a test ban
    words += stageWords(QT_TRANSLATE_NOOP("texts", "lifted again"));
    return words.join(u", "_s);
}

/// "5 · canary ... · /var/log/fail2ban.log: Timeout".
QString verifyWords(const QString &detail)
{
    QStringList words;
    for (const QString &part : detail.split(u" · "_s)) {
        words += part.startsWith("canary "_L1)
            ? canaryWords(part)
            : countedIn(part, QT_TRANSLATE_NOOP("texts", "1 jail runs"), QT_TRANSLATE_N_NOOP("texts", "%Ln jails run"));
    }
    return words.join(u" · "_s);
}

/// "canary 203.0.113.77 ACTION: WHY", as a change that was taken back for it has it; empty for what is none.
QString canaryFailureWords(const QString &detail)
{
    if (!detail.startsWith("canary "_L1))
        return {};
    const QString head = detail.section(u": "_s, 0, 0);
    const QString why = core::visibleText(detail.section(u": "_s, 1).section(u'\n', 0, 0));
    const QString address = core::visibleText(head.section(u' ', 1, 1));
    const QString action = core::visibleText(head.section(u' ', 2));
    if (action.isEmpty())
        //: %1: an address, %2: a line of a log, or what a program said
        return stageWords(QT_TRANSLATE_NOOP("texts", "the test ban of %1 failed: %2")).arg(address, why);
    //: %1: an address, %2: an action of fail2ban, %3: a line of a log
    return stageWords(QT_TRANSLATE_NOOP("texts", "the test ban of %1 failed in the action %2: %3"))
        .arg(address, action, why);
}

QString passedWords(const core::ChangeStep &step)
{
    if (step.detail.isEmpty())
        return {};
    switch (step.stage) {
    case core::ChangeStage::Preflight:
        return countedIn(
            step.detail, QT_TRANSLATE_NOOP("texts", "1 check"), QT_TRANSLATE_N_NOOP("texts", "%Ln checks"));
    case core::ChangeStage::Snapshot:
        return countedIn(
            step.detail, QT_TRANSLATE_NOOP("texts", "1 jail kept"), QT_TRANSLATE_N_NOOP("texts", "%Ln jails kept"));
    case core::ChangeStage::Arm:
        return timerWords(step.detail);
    case core::ChangeStage::Apply:
        //: %1: what differs: an action, "backend"
        return stageWords(QT_TRANSLATE_NOOP("texts", "the jail was restarted because of %1"))
            .arg(core::visibleText(step.detail));
    case core::ChangeStage::Verify:
    case core::ChangeStage::RestoreVerify:
        return verifyWords(step.detail);
    case core::ChangeStage::Restore:
        return restoredWords(step.detail);
    case core::ChangeStage::Write:
    case core::ChangeStage::Confirm:
    case core::ChangeStage::Disarm:
        break;
    }
    return core::visibleText(step.detail);
}

} // namespace

QString canaryBar(const QString &detail)
{
    if (!detail.startsWith("canary: "_L1))
        return {};
    const QString kind = detail.section(u": "_s, 1, 1);
    const QString action = core::visibleText(detail.section(u": "_s, 2, 2));
    const QString program = core::visibleText(detail.section(u": "_s, 3));
    if (kind == "tells"_L1 && program == "norestored"_L1)
        //: %1: an action of fail2ban
        return stageWords(QT_TRANSLATE_NOOP("texts",
                              "No test ban: the action %1 tells others of every ban (it is marked \"norestored\")."))
            .arg(action);
    if (kind == "tells"_L1)
        //: %1: an action of fail2ban, %2: a program or a word in its commands
        return stageWords(QT_TRANSLATE_NOOP("texts", "No test ban: the action %1 tells others of every ban (%2)."))
            .arg(action, program);
    if (kind == "unknown"_L1 && !program.isEmpty())
        //: %1: an action of fail2ban, %2: a program that it runs
        return stageWords(QT_TRANSLATE_NOOP("texts",
                              "No test ban: whether the action %1 tells others of a ban is not known; it runs %2."))
            .arg(action, program);
    if (kind == "unknown"_L1)
        //: %1: an action of fail2ban
        return stageWords(
            QT_TRANSLATE_NOOP("texts", "No test ban: what the action %1 runs cannot be told from its text."))
            .arg(action);
    if (kind == "no address"_L1)
        return stageWords(QT_TRANSLATE_NOOP(
            "texts", "No test ban: the jail allows every address of the networks for documentation."));
    return stageWords(QT_TRANSLATE_NOOP("texts", "No test ban: no action of the jail is new or changed."));
}

QString stageName(core::ChangeStage stage)
{
    switch (stage) {
    case core::ChangeStage::Preflight:
        //: a stage of a change of a server's configuration, as the following
        return stageWords(QT_TRANSLATE_NOOP("texts", "Preflight"));
    case core::ChangeStage::Snapshot:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Snapshot"));
    case core::ChangeStage::Arm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Dead-man timer"));
    case core::ChangeStage::Write:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Write"));
    case core::ChangeStage::Apply:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Reload"));
    case core::ChangeStage::Verify:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Verify"));
    case core::ChangeStage::Confirm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Confirm"));
    case core::ChangeStage::Disarm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Disarm"));
    case core::ChangeStage::Restore:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Take back"));
    case core::ChangeStage::RestoreVerify:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Verify the old state"));
    }
    return {};
}

QString stageSentence(core::ChangeStage stage)
{
    switch (stage) {
    case core::ChangeStage::Preflight:
        return stageWords(QT_TRANSLATE_NOOP(
            "texts", "Checks the change on a private copy of the configuration; nothing is touched."));
    case core::ChangeStage::Snapshot:
        return stageWords(
            QT_TRANSLATE_NOOP("texts", "Keeps the old file and the list of jails and actions on the server."));
    case core::ChangeStage::Arm:
        return stageWords(QT_TRANSLATE_NOOP(
            "texts", "Sets a timer on the server that takes the change back unless it is confirmed."));
    case core::ChangeStage::Write:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Writes BanGUI's own file of this jail, no other."));
    case core::ChangeStage::Apply:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Has fail2ban reload this jail, no other."));
    case core::ChangeStage::Verify:
        return stageWords(QT_TRANSLATE_NOOP("texts",
            "Looks again and again: the same process, no jail lost, this jail as configured, no errors in the log."));
    case core::ChangeStage::Confirm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Tells the server that the change stays."));
    case core::ChangeStage::Disarm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Ends the timer and removes what was kept for it."));
    case core::ChangeStage::Restore:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Puts the old file and the old jails back."));
    case core::ChangeStage::RestoreVerify:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Looks whether the file and the jails are as they were."));
    }
    return {};
}

QString stageResultWord(core::ChangeStageResult result)
{
    switch (result) {
    case core::ChangeStageResult::Running:
        //: of a stage of a change, as the following
        return stageWords(QT_TRANSLATE_NOOP("texts", "running"));
    case core::ChangeStageResult::Passed:
        return stageWords(QT_TRANSLATE_NOOP("texts", "passed"));
    case core::ChangeStageResult::Failed:
        return stageWords(QT_TRANSLATE_NOOP("texts", "failed"));
    case core::ChangeStageResult::Skipped:
        return stageWords(QT_TRANSLATE_NOOP("texts", "skipped"));
    }
    return {};
}

namespace {

QString folderBarWords(const FolderBar &bar)
{
    const QString folder = core::visibleText(bar.folder);
    switch (bar.why) {
    case FolderBar::Why::Shared:
        //: of a change that was refused; %1: a folder, as in the following
        return stageWords(QT_TRANSLATE_NOOP("texts", "others may write to %1")).arg(folder);
    case FolderBar::Why::Missing:
        return stageWords(QT_TRANSLATE_NOOP("texts", "there is no folder %1")).arg(folder);
    case FolderBar::Why::ReadOnly:
        return stageWords(QT_TRANSLATE_NOOP("texts", "%1 is mounted read-only")).arg(folder);
    case FolderBar::Why::Closed:
        return stageWords(QT_TRANSLATE_NOOP("texts", "this login may not write to %1")).arg(folder);
    }
    return {};
}

} // namespace

QString stepWords(const core::ChangeStep &step)
{
    switch (step.result) {
    case core::ChangeStageResult::Running:
    case core::ChangeStageResult::Skipped:
        return {};
    case core::ChangeStageResult::Passed:
        return passedWords(step);
    case core::ChangeStageResult::Failed:
        break;
    }
    if (const QString bar = canaryBar(step.detail); !bar.isEmpty())
        return bar;
    if (const QString failure = canaryFailureWords(step.detail); !failure.isEmpty())
        return failure;
    if (const auto bar = folderBar({ step.error.code, step.detail }))
        return folderBarWords(*bar);
    // One line: what ssh or Python said at length is in the details.
    const QString words = errorWords(step.error.code);
    const QString first = step.detail.section(u'\n', 0, 0, QString::SectionSkipEmpty);
    return first.isEmpty() ? words : words + u": "_s + core::visibleText(first);
}

} // namespace texts::ChangeTexts
