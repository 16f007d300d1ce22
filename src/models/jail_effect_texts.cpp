// SPDX-License-Identifier: GPL-3.0-or-later
// Words for what changes of a jail cost, apart from the bans that a change is about.
#include "models/jail_effect_texts.h"

#include "core/visible_text.h"
#include "texts/error_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models {
namespace {

QString effectWords(const char *source)
{
    return QCoreApplication::translate("models", source);
}

QString forceSentence(const QString &jail, const QString &serverName)
{
    //: %1 a jail, %2 a server
    return effectWords(QT_TRANSLATE_NOOP("models", "Brings the configuration of %1 on %2 into force."))
        .arg(core::visibleText(jail), core::visibleText(serverName));
}

} // namespace

QString reloadEffect(const services::ReloadPreview &preview, const QString &serverName)
{
    QStringList sentences { forceSentence(preview.jail, serverName) };
    if (preview.restartReason.isEmpty() || !preview.runs) {
        if (preview.runs)
            sentences.append(effectWords(QT_TRANSLATE_NOOP("models", "Its bans stay.")));
        return sentences.join(u' ');
    }
    sentences.append(
        //: %1 name of an action, or of an action and its property
        effectWords(QT_TRANSLATE_NOOP("models", "For that fail2ban has to restart the jail, because of its action %1."))
            .arg(core::visibleText(preview.restartReason)));
    if (preview.currentBans == 0) {
        sentences.append(effectWords(QT_TRANSLATE_NOOP("models", "It has no bans now.")));
        return sentences.join(u' ');
    }
    const QString bans = preview.currentBans ? texts::bans(*preview.currentBans)
                                             //: in the place of "12 bans"
                                             : effectWords(QT_TRANSLATE_NOOP("models", "all of its bans"));
    if (preview.database == false) {
        sentences.append(
            //: %1 "12 bans"
            effectWords(QT_TRANSLATE_NOOP("models",
                            "This lifts for good: %1. fail2ban keeps no database there, so that they do not come "
                            "back, and this cannot be undone."))
                .arg(bans));
        return sentences.join(u' ');
    }
    sentences.append(
        //: %1 "12 bans"
        effectWords(QT_TRANSLATE_NOOP("models",
                        "This lifts and sets again, one after the other: %1. For moments, with many thousands of bans "
                        "for minutes, what was banned gets through."))
            .arg(bans));
    if (!preview.database)
        sentences.append(effectWords(QT_TRANSLATE_NOOP(
            "models", "Without a database, which could not be asked for, they would not come back.")));
    return sentences.join(u' ');
}

QString reloadUnknown(const QString &jail, const QString &serverName, const core::Error &error)
{
    return forceSentence(jail, serverName) + u' '
        + effectWords(QT_TRANSLATE_NOOP("models",
                          "Whether its bans stay could not be found out: %1. Where they would be lifted, nothing is "
                          "reloaded before you have agreed."))
              .arg(texts::errorWords(error.code));
}

QString stopLoss(const services::StopPreview &preview, const QString &serverName)
{
    if (preview.database != false || preview.currentBans == 0)
        return {};
    return effectWords(
        QT_TRANSLATE_NOOP(
            "models", "fail2ban keeps no database on %1: the bans that are lifted do not come back with the jail."))
        .arg(core::visibleText(serverName));
}

QString tuneLoss(const services::TunePreview &preview, const QString &serverName)
{
    const QString jail = core::visibleText(preview.jail);
    const QString server = core::visibleText(serverName);
    QStringList sentences;
    if (preview.lastFailregex)
        //: %1 a jail, %2 a server
        sentences.append(
            effectWords(QT_TRANSLATE_NOOP(
                            "models", "This is the last failregex: %1 on %2 then runs, finds nobody and bans nobody."))
                .arg(jail, server));
    if (preview.lastLogpath)
        sentences.append(
            effectWords(QT_TRANSLATE_NOOP(
                            "models", "This is the last log file: %1 on %2 then runs, reads nothing and bans nobody."))
                .arg(jail, server));
    if (preview.hardlyAnybody)
        sentences.append(effectWords(
            QT_TRANSLATE_NOOP("models", "With so many failures before a ban, %1 on %2 bans hardly anybody."))
                             .arg(jail, server));
    if (!preview.wideNetwork.isEmpty())
        sentences.append(
            //: %1 a network, %2 a jail, %3 a server
            effectWords(QT_TRANSLATE_NOOP(
                            "models", "%1 is a large part of the Internet: %2 on %3 bans nobody from there any more."))
                .arg(preview.wideNetwork, jail, server));
    if (preview.coveredBans > 0)
        sentences.append(
            //: %1 "12 bans"
            effectWords(
                QT_TRANSLATE_NOOP("models", "It covers what this jail bans now (%1): that stays until it ends."))
                .arg(texts::bans(preview.coveredBans)));
    return sentences.join(u' ');
}

} // namespace models
