// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a rescue's stages and of what each has done.
#include "core/visible_text.h"
#include "texts/error_texts.h"
#include "texts/rescue_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts::RescueTexts {
namespace {

using core::RescueRemedy;
using core::RescueStage;

QString stageWords(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

/// "ended systemd", or jails; then a line for each jail whose bans are gone: "3 of web".
QString actWords(const QString &detail)
{
    const QString first = detail.section(u'\n', 0, 0);
    const QString how = first.section(u' ', 0, 0);
    const QString manager = first.section(u' ', 1, 1).section(u':', 0, 0);
    QString words;
    if (how == "killed"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "did not end by itself and was killed; started again"));
    else if (how == "ended"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "ended and started again"));
    else if (how == "started"_L1)
        words = stageWords(QT_TRANSLATE_NOOP("texts", "started"));
    if (words.isEmpty())
        words = core::visibleText(first);
    else if (!manager.isEmpty() && manager != "argv"_L1)
        //: %1: "started", %2: a service manager ("systemd", "openrc")
        words = stageWords(QT_TRANSLATE_NOOP("texts", "%1 by %2")).arg(words, core::visibleText(manager));
    QStringList gone;
    for (const QString &line : detail.split(u'\n').sliced(1))
        gone += u"%1 (%2)"_s.arg(core::visibleText(line.section(u" of "_s, 1)), line.section(u" of "_s, 0, 0));
    //: %1: what was done, %2: jails, each with a number: "web (3) and sshd (12)"
    return gone.isEmpty()
        ? words
        : stageWords(QT_TRANSLATE_NOOP("texts", "%1; bans that were not set again: %2")).arg(words, names(gone, 6));
}

} // namespace

QString stageName(core::RescueStage stage, core::RescueRemedy remedy)
{
    switch (stage) {
    case RescueStage::Snapshot:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Snapshot and lock"));
    case RescueStage::Arm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Dead-man timer on the server"));
    case RescueStage::Write:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Write"));
    case RescueStage::Act:
        switch (remedy) {
        case RescueRemedy::None:
        case RescueRemedy::Revive:
            return stageWords(QT_TRANSLATE_NOOP("texts", "Start the jails"));
        case RescueRemedy::RestartJails:
            return stageWords(QT_TRANSLATE_NOOP("texts", "Restart the jails"));
        case RescueRemedy::Start:
            return stageWords(QT_TRANSLATE_NOOP("texts", "Start fail2ban"));
        case RescueRemedy::Restart:
            return stageWords(QT_TRANSLATE_NOOP("texts", "End and start fail2ban"));
        }
        break;
    case RescueStage::Verify:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Look at jails and actions over a new connection"));
    case RescueStage::Confirm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Confirm and clear away"));
    case RescueStage::Restore:
        return stageWords(QT_TRANSLATE_NOOP("texts", "Take back"));
    }
    return {};
}

QString stepWords(const core::RescueStep &step)
{
    switch (step.result) {
    case core::ChangeStageResult::Failed: {
        const QString said = core::visibleText(step.detail);
        return said.isEmpty() ? errorWords(step.error.code) : errorWords(step.error.code) + u": "_s + said;
    }
    case core::ChangeStageResult::Running:
    case core::ChangeStageResult::Skipped:
        return {};
    case core::ChangeStageResult::Passed:
        break;
    }
    bool isNumber = false;
    const qint64 number = step.detail.toLongLong(&isNumber);
    switch (step.stage) {
    case RescueStage::Snapshot:
        return isNumber && number > 0
            ? counted(number, QT_TRANSLATE_NOOP("texts", "1 file kept"), QT_TRANSLATE_N_NOOP("texts", "%Ln files kept"))
            : stageWords(QT_TRANSLATE_NOOP("texts", "no file is written"));
    case RescueStage::Arm:
        return stageWords(QT_TRANSLATE_NOOP("texts", "takes it back in %1 unless it is confirmed"))
            .arg(duration(step.detail.section(u' ', 0, 0).toLongLong()));
    case RescueStage::Write:
        return step.detail.isEmpty() ? stageWords(QT_TRANSLATE_NOOP("texts", "nothing to write"))
                                     : core::visibleText(step.detail);
    case RescueStage::Act:
        return actWords(step.detail);
    case RescueStage::Verify:
        return isNumber
            ? counted(number, QT_TRANSLATE_NOOP("texts", "1 jail runs"), QT_TRANSLATE_N_NOOP("texts", "%Ln jails run"))
            : core::visibleText(step.detail);
    case RescueStage::Confirm:
    case RescueStage::Restore:
        return {};
    }
    return {};
}

} // namespace texts::RescueTexts
