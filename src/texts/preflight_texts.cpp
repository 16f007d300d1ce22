// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/preflight_texts.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

QString visibleOr(const QString &text, const char *fallback)
{
    return text.isEmpty() ? translated(fallback) : core::visibleText(text);
}

/// "The jail sshd", or "A jail".
QString jailWords(const PreflightPlace &place)
{
    return place.jail.isEmpty()
        ? translated(QT_TRANSLATE_NOOP("texts", "A jail"))
        //: %1: name of a jail; begins a sentence
        : translated(QT_TRANSLATE_NOOP("texts", "The jail %1")).arg(core::visibleText(place.jail));
}

/// "38 bans", of a subject that is their number; "All bans" where it is none.
QString bansWords(const QString &subject)
{
    bool known = false;
    const qint64 count = subject.toLongLong(&known);
    //: begins a sentence: "All bans of the jail sshd would ..."
    return known ? bans(count) : translated(QT_TRANSLATE_NOOP("texts", "All bans"));
}

/// Of how many bans a restarted jail has where they are set again; else the subject is why it is restarted.
bool isCountOrUnknown(const QString &subject)
{
    bool known = false;
    subject.toLongLong(&known);
    return known || subject == "?"_L1;
}

/// "the jail sshd", or "a jail", within a sentence.
QString ofJailWords(const PreflightPlace &place)
{
    return place.jail.isEmpty()
        ? translated(QT_TRANSLATE_NOOP("texts", "a jail"))
        //: %1: name of a jail; within a sentence
        : translated(QT_TRANSLATE_NOOP("texts", "the jail %1")).arg(core::visibleText(place.jail));
}

/// Options that switch something (fail2ban's jailreader.py).
bool isTruthOption(const QString &name)
{
    static const QStringList names { u"enabled"_s, u"bantime.increment"_s, u"bantime.overalljails"_s, u"ignoreself"_s };
    return names.contains(name);
}

/// meant: the option with the nearest name; may be empty.
PreflightText unknownOptionText(const QString &name, const QString &meant)
{
    static const QRegularExpression possible(u"^[\\w.-]+$"_s);
    const QString shown = core::visibleText(name);
    if (!possible.match(name).hasMatch())
        //: %1: what was written as the name of an option
        return { translated(QT_TRANSLATE_NOOP("texts", "No option of a jail can be called \"%1\".")).arg(shown),
            meant.isEmpty() ? translated(
                QT_TRANSLATE_NOOP("texts", "Correct the name: letters, digits, dots and the signs _ and -."))
                            //: %1: name of an option
                            : translated(QT_TRANSLATE_NOOP("texts", "Correct the name; perhaps %1 is meant."))
                                  .arg(core::visibleText(meant)) };
    //: %1: name of an option; %(%1)s and <%1> stay as they are but for the name
    return { translated(QT_TRANSLATE_NOOP("texts",
                            "fail2ban knows no option %1 of a jail; it is ignored unless another value refers to it "
                            "with %(%1)s or <%1>."))
                 .arg(shown),
        meant.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("texts", "Correct the name, or remove the line where no value needs it."))
            //: %1: name of an option
            : translated(QT_TRANSLATE_NOOP("texts", "Did you mean %1? Correct the name, or remove the line."))
                  .arg(core::visibleText(meant)) };
}

/// Of a log; since: UTC, ISO, or nothing where nobody knows.
QString searchedWords(const QString &log, const QString &since)
{
    const QDateTime from = QDateTime::fromString(since, Qt::ISODate);
    if (!from.isValid())
        //: %1: a log
        return translated(QT_TRANSLATE_NOOP("texts", "Only the end of the last day of %1 was searched.")).arg(log);
    //: %1: a log, %2: date and time
    return translated(QT_TRANSLATE_NOOP("texts", "Of the last day of %1 only what came after %2 was searched."))
        .arg(log, dateTime(from.toSecsSinceEpoch(), DateStyle::System, from.toSecsSinceEpoch()));
}

} // namespace

PreflightText preflightText(core::PreflightIssueKind kind, const PreflightPlace &place)
{
    using core::PreflightIssueKind;
    const QString subject = visibleOr(place.subject, QT_TRANSLATE_NOOP("texts", "a value"));
    // One switch over every kind, so that a new one cannot be forgotten.
    switch (kind) {
    case PreflightIssueKind::ConfigUnreadable:
        return { place.file.isEmpty()
                ? translated(QT_TRANSLATE_NOOP("texts", "fail2ban refuses its configuration files as they are."))
                //: %1: a file
                : translated(QT_TRANSLATE_NOOP("texts", "fail2ban refuses its configuration files because of %1."))
                      .arg(core::visibleText(place.file)),
            translated(QT_TRANSLATE_NOOP("texts",
                "Correct what fail2ban names; until then nothing can be loaded, and a restart would leave no jail.")) };
    case PreflightIssueKind::DuplicateSection:
        //: %1: name of a section, or of an option in one
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 stands twice in one file, and fail2ban stops there."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Put both into one, or delete one of them.")) };
    case PreflightIssueKind::UnresolvedInterpolation:
        if (place.detail.contains("must be followed by"_L1)) // in Python's words
            //: %1: name of an option
            return {
                translated(QT_TRANSLATE_NOOP("texts", "A percent sign stands alone in the value of %1.")).arg(subject),
                translated(
                    QT_TRANSLATE_NOOP("texts", "Write it as %%: a single one begins a reference such as %(name)s."))
            };
        //: %1: name of an option; %(...)s stays as it is
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 refers with %(...)s to a value that does not exist."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Define that value, correct its name, or write a plain percent sign as %%.")) };
    case PreflightIssueKind::UnknownFilter:
        //: %1: name of a filter
        return { translated(QT_TRANSLATE_NOOP("texts", "The filter %1 does not exist.")).arg(subject),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Correct the name after \"filter =\", or add the filter to the folder filter.d.")) };
    case PreflightIssueKind::UnknownAction:
        //: %1: name of an action
        return { translated(QT_TRANSLATE_NOOP("texts", "The action %1 does not exist.")).arg(subject),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Correct the name after \"action =\", or add the action to the folder action.d.")) };
    case PreflightIssueKind::NoFilter:
        //: %1: "The jail sshd"
        return {
            translated(QT_TRANSLATE_NOOP("texts", "%1 has no filter and would find nothing.")).arg(jailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts", "Set filter to the name of one in the folder filter.d."))
        };
    case PreflightIssueKind::NoAction:
        if (place.subject == "running"_L1)
            //: %1: "The jail sshd"
            return { translated(QT_TRANSLATE_NOOP("texts", "%1 runs without any action and bans nobody."))
                         .arg(jailWords(place)),
                translated(QT_TRANSLATE_NOOP("texts", "Reload the jail, which gives it those that its files name.")) };
        //: %1: "The jail sshd"
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 has no action and would ban nobody.")).arg(jailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts", "Set action, or remove the line that empties it.")) };
    case PreflightIssueKind::NotEnabled:
        if (place.jail.isEmpty())
            return { translated(QT_TRANSLATE_NOOP("texts", "No jail is enabled: fail2ban guards nothing.")),
                translated(QT_TRANSLATE_NOOP("texts",
                    "Activate one, or set \"enabled = true\" in the section of a jail of a file in jail.d.")) };
        if (place.subject == "ends"_L1)
            //: %1: "The jail sshd"
            return {
                translated(QT_TRANSLATE_NOOP("texts", "%1 ends: no file enables it any more.")).arg(jailWords(place)),
                translated(QT_TRANSLATE_NOOP("texts", "Go on only where that is meant."))
            };
        //: %1: "The jail sshd"
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 is enabled in no file.")).arg(jailWords(place)),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Activate it, or set \"enabled = true\" in its section of a file in jail.d.")) };
    case PreflightIssueKind::NotWinning:
        return { place.file.isEmpty()
                //: %1: name of an option
                ? translated(QT_TRANSLATE_NOOP("texts", "A file that is read later overrides %1.")).arg(subject)
                //: %1: a file, %2: name of an option
                : translated(QT_TRANSLATE_NOOP("texts", "%1 is read later and overrides %2."))
                      .arg(core::visibleText(place.file), subject),
            translated(QT_TRANSLATE_NOOP("texts",
                "Change or remove the line there; what is written here has no "
                "effect.")) };
    case PreflightIssueKind::NameTooLong:
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "The name %1 is too long for the chain that iptables would have to make of it."))
                     .arg(visibleOr(place.jail, QT_TRANSLATE_NOOP("texts", "of this jail"))),
            translated(QT_TRANSLATE_NOOP("texts", "Use a name of at most 24 characters.")) };
    case PreflightIssueKind::BadTime:
        //: %1: name of an option
        return { translated(QT_TRANSLATE_NOOP("texts", "The time in %1 is none that fail2ban can read.")).arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Write seconds, or a time such as 10m, 1h 30m or 1w.")) };
    case PreflightIssueKind::TimeIsCode:
        //: %1: name of an option
        return { translated(QT_TRANSLATE_NOOP(
                                "texts", "The daemon would run the text in %1 as Python while it reads it as a time."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Write a time such as 10m or 1w, and find out who has written what stands there.")) };
    case PreflightIssueKind::BadNumber:
        //: %1: name of an option
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "%1 wants a number; fail2ban would refuse what stands there, or take its own "
                                "default."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Write a whole number.")) };
    case PreflightIssueKind::UnknownOption:
        return unknownOptionText(place.subject, place.detail);
    case PreflightIssueKind::BadValue:
        if (isTruthOption(place.subject))
            //: %1: name of an option
            return { translated(QT_TRANSLATE_NOOP("texts",
                                    "%1 is either true or false, and fail2ban would take what stands there for false."))
                         .arg(subject),
                translated(QT_TRANSLATE_NOOP("texts", "Write true or false.")) };
        //: %1: name of an option
        return { translated(QT_TRANSLATE_NOOP("texts", "The daemon would refuse the value of %1.")).arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Correct it as fail2ban's manual page jail.conf describes it.")) };
    case PreflightIssueKind::BadRegex:
        //: %1: a regular expression, or the name of an option
        return { translated(QT_TRANSLATE_NOOP("texts", "The server's Python cannot compile the regular expression %1."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Correct it where it is written, and try it on lines of the log.")) };
    case PreflightIssueKind::NoHostGroup:
        //: %1: a regular expression; <HOST> stays as it is
        return { translated(QT_TRANSLATE_NOOP(
                                "texts", "The regular expression %1 does not say where the address stands in a line."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Put <HOST> or <ADDR> where the address is.")) };
    case PreflightIssueKind::RunawayRegex:
        //: %1: a regular expression
        return { translated(
                     QT_TRANSLATE_NOOP("texts",
                         "The regular expression %1 does not come to an end on some lines; anybody who can write "
                         "one would stop the whole daemon."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Take nested repetitions out of it, and bind it to the line's beginning with ^.")) };
    case PreflightIssueKind::BadDatePattern:
        //: %1: a pattern, or the name of an option
        return {
            translated(QT_TRANSLATE_NOOP("texts", "The date pattern %1 is none that fail2ban can use.")).arg(subject),
            translated(
                QT_TRANSLATE_NOOP("texts", "Correct it, or remove it so that fail2ban recognises the dates by itself."))
        };
    case PreflightIssueKind::LogMissing:
        //: %1: a path, or a pattern for several
        return {
            translated(QT_TRANSLATE_NOOP("texts", "There is no log at %1; the jail could not start.")).arg(subject),
            translated(QT_TRANSLATE_NOOP("texts",
                "Correct logpath, or let the service write its log there first; where it writes to the journal, set "
                "\"backend = systemd\"."))
        };
    case PreflightIssueKind::LogUnwatched:
        //: %1: "The jail web", %2: a path, or a pattern for several
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 does without one of its logs: there is none at %2."))
                     .arg(jailWords(place), subject),
            translated(QT_TRANSLATE_NOOP("texts",
                "Correct logpath, or reload the jail once the log is there: until then nothing in it is seen.")) };
    case PreflightIssueKind::LogIsFolder:
        //: %1: a path
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 is a folder and no log.")).arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Name the file in it, or files with a pattern such as *.log.")) };
    case PreflightIssueKind::LogNotGrowing:
        //: %1: a path
        return { translated(QT_TRANSLATE_NOOP("texts", "Nothing was written to %1 for a day.")).arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Make sure that the service writes to this log and to no other.")) };
    case PreflightIssueKind::NothingMatches:
        //: %1: "The jail sshd"
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 finds nothing in the last day of its log."))
                     .arg(jailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts",
                "Right where nobody has tried anything; otherwise compare the filter with the log's lines.")) };
    case PreflightIssueKind::BackendMissing:
        if (place.subject.isEmpty())
            return { translated(QT_TRANSLATE_NOOP("texts", "The backend is empty; the daemon would refuse that.")),
                translated(QT_TRANSLATE_NOOP(
                    "texts", "Name one, such as in \"backend = auto\", or remove the line that empties it.")) };
        //: %1: "systemd"
        return { translated(QT_TRANSLATE_NOOP("texts", "The backend %1 does not work on this server.")).arg(subject),
            translated(QT_TRANSLATE_NOOP("texts",
                "Install its Python module there (python3-systemd for systemd), or set \"backend = auto\".")) };
    case PreflightIssueKind::ToolMissing:
        //: %1: name of a program
        return {
            translated(QT_TRANSLATE_NOOP("texts", "The program %1, which an action calls, is not there.")).arg(subject),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Install it on the server, or choose an action that works with what is there."))
        };
    case PreflightIssueKind::DatabaseRefused:
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "The daemon would refuse another database file while it has jails.")),
            translated(
                QT_TRANSLATE_NOOP("texts", "Set dbfile back to the one in use, or restart fail2ban to change it.")) };
    case PreflightIssueKind::LogTargetRefused:
        //: %1: "logtarget" or "syslogsocket", of fail2ban.local
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "Somebody has changed %1, and nothing shows that the daemon could open that log: any "
                                "reload would then end the jail."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts",
                "Set it back to the one in use, or make it one that can be opened: a file in a folder that is there, a "
                "socket that is there, Python's systemd module for the journal.")) };
    case PreflightIssueKind::LocksOut:
        //: %1: addresses
        return { translated(
                     QT_TRANSLATE_NOOP("texts", "This would have banned %1: you, or somebody who logs in there."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Add these addresses to ignoreip before you activate the jail.")) };
    case PreflightIssueKind::MayLockOut:
        if (!place.detail.isEmpty())
            //: %1: addresses, %2: names of hosts, or of an option
            return { translated(QT_TRANSLATE_NOOP("texts",
                                    "This would have banned %1, you or somebody who logs in there, unless they are "
                                    "covered by %2."))
                         .arg(subject, core::visibleText(place.detail)),
                translated(QT_TRANSLATE_NOOP("texts",
                    "Make sure that they are, or add these addresses to ignoreip as they are written here.")) };
        //: %1: addresses
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "This would have banned %1, which this computer has, too; the server knows you by "
                                "another address, so that it may be somebody else there."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP(
                "texts", "Add these addresses to ignoreip if you reach the server by one of them.")) };
    case PreflightIssueKind::SharedFile:
        return { place.file.isEmpty()
                //: %1: names of jails
                ? translated(QT_TRANSLATE_NOOP("texts", "The edited file is used by others, too: %1.")).arg(subject)
                //: %1: a file, %2: names of jails
                : translated(QT_TRANSLATE_NOOP("texts", "%1 is used by others, too: %2."))
                      .arg(core::visibleText(place.file), subject),
            translated(QT_TRANSLATE_NOOP("texts", "Make sure that the change is right for all of them.")) };
    case PreflightIssueKind::PendingEdits:
        //: %1: what was changed in files
        return { translated(QT_TRANSLATE_NOOP(
                                "texts", "The reload would also bring into force what somebody else has written: %1."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Ask who has written it, or look at it before you go on.")) };
    case PreflightIssueKind::RuntimeLost:
        //: %1: name of an option
        return { translated(QT_TRANSLATE_NOOP(
                                "texts", "What was set while fail2ban runs, and is in no file, would be lost: %1."))
                     .arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "Write it into the jail's file if it is to stay.")) };
    case PreflightIssueKind::RestartsJail:
        if (place.subject == "0"_L1)
            //: %1: "The jail sshd"
            return { translated(QT_TRANSLATE_NOOP("texts", "%1 would be restarted; it has no bans now."))
                         .arg(jailWords(place)),
                translated(QT_TRANSLATE_NOOP("texts", "Nothing is lost by that.")) };
        if (isCountOrUnknown(place.subject))
            //: %1: "38 bans" or "All bans", %2: "the jail sshd"; begins a sentence
            return { translated(QT_TRANSLATE_NOOP("texts",
                                    "%1 of %2, which would be restarted, are lifted for a moment and set again, each "
                                    "for the whole ban time: fail2ban runs without a database."))
                         .arg(bansWords(place.subject), ofJailWords(place)),
                translated(QT_TRANSLATE_NOOP("texts",
                    "Choose a quiet moment where it has many bans. A jail that counts the bans of others, such as "
                    "recidive, counts them once more.")) };
        if (place.subject == "backend?"_L1)
            //: %1: "The jail sshd"
            return { translated(QT_TRANSLATE_NOOP("texts",
                                    "%1 may be restarted, which lifts its bans for a moment or, without a database, "
                                    "for good: the file that names its backend is newer than the daemon, which does "
                                    "not tell what it was started with."))
                         .arg(jailWords(place)),
                translated(QT_TRANSLATE_NOOP("texts",
                    "A change that BanGUI makes counts as a restart then, and sets the bans again; restart fail2ban in "
                    "a quiet moment to be sure.")) };
        if (place.subject == "backend untold"_L1)
            //: %1: "The jail sshd"
            return { translated(QT_TRANSLATE_NOOP("texts",
                                    "%1 would be restarted, to be sure: the file that names its backend is newer than "
                                    "the daemon, which would restart it by itself if it was started with another word "
                                    "for it, and does not tell. Its bans are lifted, and made again from fail2ban's "
                                    "database where it has one, with a gap between."))
                         .arg(jailWords(place)),
                translated(QT_TRANSLATE_NOOP("texts",
                    "Choose a quiet moment where it has many bans; after a restart of fail2ban a reload will do.")) };
        //: %1: "The jail sshd"
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "%1 would be restarted: its bans are lifted, and made again from fail2ban's "
                                "database where it has one, with a gap between."))
                     .arg(jailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts", "Choose a quiet moment where it has many bans.")) };
    case PreflightIssueKind::LosesBans:
        if (!place.detail.isEmpty())
            //: %1: "38 bans" or "All bans", %2: "the jail sshd", %3: name of an action; begins a sentence
            return { translated(QT_TRANSLATE_NOOP("texts",
                                    "%1 of %2 would be lifted: fail2ban runs without a database, and BanGUI does not "
                                    "set them again where %3 would report each of them anew."))
                         .arg(bansWords(place.subject), ofJailWords(place), core::visibleText(place.detail)),
                translated(QT_TRANSLATE_NOOP("texts",
                    "Export its bans first; ban them again afterwards if those reports do not matter. With dbfile set "
                    "and fail2ban restarted they are kept the next time.")) };
        //: %1: "38 bans" or "All bans", %2: "the jail sshd"; begins a sentence
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "%1 of %2 would be lifted for good: fail2ban runs without a database, and does not "
                                "make them again."))
                     .arg(bansWords(place.subject), ofJailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts",
                "Export its bans first and ban them again afterwards; with dbfile set and fail2ban restarted they "
                "are kept the next time.")) };
    case PreflightIssueKind::LiftsBans:
        //: %1: "38 bans" or "All bans", %2: "the jail sshd"; begins a sentence
        return { translated(QT_TRANSLATE_NOOP("texts", "%1 of %2 would be lifted when it ends."))
                     .arg(bansWords(place.subject), ofJailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts", "Ban in another jail whom you want to keep out.")) };
    case PreflightIssueKind::LastJail:
        //: %1: "The jail sshd"
        return { translated(QT_TRANSLATE_NOOP("texts",
                                "%1 is the last one that runs: nothing on the server is protected after that."))
                     .arg(jailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts", "Activate another jail first.")) };
    case PreflightIssueKind::NotRestartable:
        //: %1: "The jail sshd"
        return { translated(QT_TRANSLATE_NOOP(
                                "texts", "%1 would run now, and fail2ban would not start with it the next time."))
                     .arg(jailWords(place)),
            translated(QT_TRANSLATE_NOOP("texts", "Correct what fail2ban names before the server is restarted.")) };
    case PreflightIssueKind::SearchedPartly:
        return { searchedWords(subject, place.detail),
            translated(QT_TRANSLATE_NOOP("texts",
                "More is too long, or takes too long, to be searched: look yourself whether an address of yours has "
                "failed before that.")) };
    case PreflightIssueKind::NotChecked:
        if (place.subject == "logins"_L1)
            return { translated(QT_TRANSLATE_NOOP("texts", "Who has logged in there lately could not be read.")),
                translated(QT_TRANSLATE_NOOP("texts", "See to the cause that is named and check again.")) };
        return { place.subject.isEmpty()
                ? translated(QT_TRANSLATE_NOOP("texts", "One check could not be made."))
                //: %1: what was to be checked
                : translated(QT_TRANSLATE_NOOP("texts", "This could not be checked: %1.")).arg(subject),
            translated(QT_TRANSLATE_NOOP("texts", "See to the cause that is named and check again.")) };
    }
    return {};
}

QString preflightSeverityWord(core::PreflightSeverity severity)
{
    switch (severity) {
    case core::PreflightSeverity::Blocking:
        //: of an issue: it stops the change
        return translated(QT_TRANSLATE_NOOP("texts", "Blocks"));
    case core::PreflightSeverity::Warning:
        return translated(QT_TRANSLATE_NOOP("texts", "Warning"));
    }
    return {};
}

QString placeWords(const QString &file, int line)
{
    const QString name = core::visibleText(file);
    return file.isEmpty() || line <= 0 ? name : u"%1:%2"_s.arg(name).arg(line);
}

} // namespace texts
