// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/effect_texts.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString inJails(qint64 n)
{
    return counted(n, QT_TRANSLATE_NOOP("texts", "in 1 jail"), QT_TRANSLATE_N_NOOP("texts", "in %Ln jails"));
}

QString onServers(qint64 n)
{
    return counted(n, QT_TRANSLATE_NOOP("texts", "on 1 server"), QT_TRANSLATE_N_NOOP("texts", "on %Ln servers"));
}

} // namespace

QString unbanEffect(qint64 bans, int jails, int servers, const QString &subject)
{
    if (bans == 0)
        return QCoreApplication::translate("texts", "Unbans nothing: none of this is banned now");
    const QString what = subject.isEmpty() ? texts::bans(bans) : core::visibleText(subject);
    //: %1 what ("203.0.113.7", "12 bans"), %2 "in 3 jails", %3 "on 2 servers"
    return subject.isEmpty()
        ? QCoreApplication::translate("texts", "Lifts %1 %2 %3").arg(what, inJails(jails), onServers(servers))
        : QCoreApplication::translate("texts", "Unbans %1 %2 %3").arg(what, inJails(jails), onServers(servers));
}

QString unbanAllEffect(qint64 bans, int jails, const QStringList &serverNames)
{
    QStringList visible;
    for (const QString &name : serverNames)
        visible.append(core::visibleText(name));
    //: %1 server names, %2 "214 bans", %3 "in 4 jails"
    return QCoreApplication::translate("texts", "Unbans everything on %1: %2 %3")
        .arg(names(visible), texts::bans(bans), inJails(jails));
}

QString banEffect(qint64 targets, qint64 bans, int jails, int servers, const QString &subject)
{
    const QString what = subject.isEmpty() ? addresses(targets) : core::visibleText(subject);
    //: %1 what ("203.0.113.7", "3 addresses"), %2 "in 2 jails", %3 "on 2 servers"
    const QString effect
        = QCoreApplication::translate("texts", "Bans %1 %2 %3").arg(what, inJails(jails), onServers(servers));
    if (bans == targets || targets == 0)
        return effect;
    //: the effect of a ban, then the number of bans that follow
    return QCoreApplication::translate("texts", "%1: %2").arg(effect, texts::bans(bans));
}

QString stopEffect(const QString &jail, const QString &server, std::optional<qint64> currentBans, bool lastJail)
{
    const QString name = core::visibleText(jail);
    const QString where = core::visibleText(server);
    QString text;
    if (!currentBans)
        text = QCoreApplication::translate("texts", "Stops %1 on %2 and lifts all of its bans.").arg(name, where);
    else if (*currentBans == 0)
        text = QCoreApplication::translate("texts", "Stops %1 on %2. It has no bans now.").arg(name, where);
    else
        //: %3 is "1 ban" or "38 bans"
        text = QCoreApplication::translate("texts", "Stops %1 on %2 and lifts %3.")
                   .arg(name, where, texts::bans(*currentBans));
    if (lastJail)
        text += u' '
            + QCoreApplication::translate("texts", "It is the last jail: nothing on %1 is protected after that.")
                  .arg(where);
    return text;
}

QString bantimeEffect(qint64 moved, qint64 endAtOnce, qint64 becomePermanent, qint64 unaffected, bool timesKnown)
{
    if (!timesKnown)
        return QCoreApplication::translate("texts",
            "Moves the end of the bans of this jail. This version of fail2ban does not report when they began, so "
            "which ones cannot be shown.");
    if (moved == 0)
        return QCoreApplication::translate("texts", "Moves the end of no ban that stands now.");
    QStringList sentences { counted(moved, QT_TRANSLATE_NOOP("texts", "Moves the end of 1 ban."),
        QT_TRANSLATE_N_NOOP("texts", "Moves the end of %Ln bans.")) };
    if (endAtOnce > 0)
        sentences.append(counted(endAtOnce, QT_TRANSLATE_NOOP("texts", "1 of them ends at once."),
            QT_TRANSLATE_N_NOOP("texts", "%Ln of them end at once.")));
    if (becomePermanent > 0)
        sentences.append(counted(becomePermanent, QT_TRANSLATE_NOOP("texts", "1 becomes permanent."),
            QT_TRANSLATE_N_NOOP("texts", "%Ln become permanent.")));
    if (unaffected > 0)
        sentences.append(counted(unaffected, QT_TRANSLATE_NOOP("texts", "1 ban with a time of its own stays as it is."),
            QT_TRANSLATE_N_NOOP("texts", "%Ln bans with a time of their own stay as they are.")));
    return sentences.join(u' ');
}

QString auditResultWord(core::AuditResult result)
{
    switch (result) {
    case core::AuditResult::Pending:
        return QCoreApplication::translate("texts", "running");
    case core::AuditResult::Done:
        return QCoreApplication::translate("texts", "done");
    case core::AuditResult::Refused:
        return QCoreApplication::translate("texts", "refused");
    case core::AuditResult::Failed:
        return QCoreApplication::translate("texts", "failed");
    case core::AuditResult::Unknown:
        return QCoreApplication::translate("texts", "outcome unknown");
    }
    return {};
}

QString commandLine(const QStringList &words)
{
    QStringList visible;
    for (const QString &word : words) {
        const QString text = core::visibleText(word);
        const bool plain = !text.isEmpty() && !text.contains(u' ') && !text.contains(u'\'');
        visible.append(plain ? text : u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'');
    }
    return visible.join(u' ');
}

QString commandText(const QStringList &words)
{
    const auto word = [&words](qsizetype i) { return core::visibleText(words.value(i)); };
    const auto rest = [&words](qsizetype i) {
        QStringList visible;
        for (; i < words.size(); ++i)
            visible.append(core::visibleText(words.at(i)));
        return names(visible);
    };
    const QString verb = words.value(0);
    if (verb == u"unban"_s && words.size() > 1)
        return words.at(1) == u"--all"_s ? QCoreApplication::translate("texts", "Unban everything")
                                         : QCoreApplication::translate("texts", "Unban %1 in all jails").arg(rest(1));
    if (verb == u"stop"_s && words.size() == 2)
        return QCoreApplication::translate("texts", "Stop %1").arg(word(1));
    if (verb == u"start"_s && words.size() == 2)
        return QCoreApplication::translate("texts", "Start %1").arg(word(1));
    if (verb == u"set"_s && words.size() >= 4) {
        const QString jail = word(1);
        const QString what = words.at(2);
        if (what == u"banip"_s)
            //: %1 addresses, %2 a jail
            return QCoreApplication::translate("texts", "Ban %1 in %2").arg(rest(3), jail);
        if (what == u"unbanip"_s)
            return QCoreApplication::translate("texts", "Unban %1 in %2").arg(rest(3), jail);
        //: %1 a property ("bantime"), %2 a jail, %3 a value
        return QCoreApplication::translate("texts", "Set %1 of %2 to %3").arg(word(2), jail, rest(3));
    }
    if (words.contains(u"reload"_s) && words.last() != u"reload"_s)
        return QCoreApplication::translate("texts", "Reload %1").arg(core::visibleText(words.last()));
    return commandLine(words);
}

QString originText(const QString &auditOrigin)
{
    if (auditOrigin == u"window"_s)
        return QCoreApplication::translate("texts", "window");
    if (auditOrigin == u"cli"_s)
        return QCoreApplication::translate("texts", "command line");
    return core::visibleText(auditOrigin);
}

QString startStageTitle(const QString &stage)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        { "data_folder", QT_TRANSLATE_NOOP("texts", "Data folder") },
        { "lock", QT_TRANSLATE_NOOP("texts", "Lock of the data folder") },
        { "store", QT_TRANSLATE_NOOP("texts", "Store") },
        { "schema", QT_TRANSLATE_NOOP("texts", "Form of the store") },
        { "settings", QT_TRANSLATE_NOOP("texts", "Settings") },
        { "servers", QT_TRANSLATE_NOOP("texts", "Servers") },
        { "tray", QT_TRANSLATE_NOOP("texts", "Tray") },
        { "ssh", QT_TRANSLATE_NOOP("texts", "ssh") },
    };
    for (const auto &[name, title] : titles) {
        if (stage == QLatin1StringView(name))
            return QCoreApplication::translate("texts", title);
    }
    return core::visibleText(stage);
}

} // namespace texts
