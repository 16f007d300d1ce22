// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/settings_texts.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

struct Words
{
    const char *title;
    const char *help;
    SettingSection section;
};

Words wordsOf(core::SettingKey key)
{
    using core::SettingKey;
    switch (key) {
    case SettingKey::DataDir:
        return { QT_TRANSLATE_NOOP("texts", "Data folder"),
            QT_TRANSLATE_NOOP("texts", "Where servers, records and logs are kept."), SettingSection::General };
    case SettingKey::LogLevel:
        return { QT_TRANSLATE_NOOP("texts", "Log level"),
            QT_TRANSLATE_NOOP("texts", "How much BanGUI writes into its own log."), SettingSection::Records };
    case SettingKey::LogFile:
        return { QT_TRANSLATE_NOOP("texts", "Log file"),
            QT_TRANSLATE_NOOP("texts", "Where BanGUI's own log goes; empty for the data folder."),
            SettingSection::Records };
    case SettingKey::Language:
        return { QT_TRANSLATE_NOOP("texts", "Language"),
            QT_TRANSLATE_NOOP("texts", "Language of the window; empty for the system's."), SettingSection::General };
    case SettingKey::ProbeIntervalSeconds:
        return { QT_TRANSLATE_NOOP("texts", "Probe interval"),
            QT_TRANSLATE_NOOP("texts", "How often each server is asked how it is."), SettingSection::Health };
    case SettingKey::CommandTimeoutSeconds:
        return { QT_TRANSLATE_NOOP("texts", "Answer expected within"),
            QT_TRANSLATE_NOOP("texts", "A server that takes longer for a short question counts as busy."),
            SettingSection::Health };
    case SettingKey::FollowLogs:
        return { QT_TRANSLATE_NOOP("texts", "Follow the servers' logs"),
            QT_TRANSLATE_NOOP("texts", "Bans and failures are shown as they happen, where the log can be read."),
            SettingSection::Health };
    case SettingKey::DateFormat:
        return { QT_TRANSLATE_NOOP("texts", "Dates"), QT_TRANSLATE_NOOP("texts", "How times are written."),
            SettingSection::General };
    case SettingKey::Theme:
        return { QT_TRANSLATE_NOOP("texts", "Appearance"),
            QT_TRANSLATE_NOOP("texts", "Light, dark, or as the system has it."), SettingSection::Window };
    case SettingKey::TrayEnabled:
        return { QT_TRANSLATE_NOOP("texts", "Icon in the tray"),
            QT_TRANSLATE_NOOP("texts", "Shows the gravest state of all servers."), SettingSection::Window };
    case SettingKey::CloseToTray:
        return { QT_TRANSLATE_NOOP("texts", "Keep running when closed"),
            QT_TRANSLATE_NOOP("texts", "Closing the window leaves BanGUI in the tray; Quit ends it."),
            SettingSection::Window };
    case SettingKey::StartMinimised:
        return { QT_TRANSLATE_NOOP("texts", "Start without a window"),
            QT_TRANSLATE_NOOP("texts", "BanGUI begins in the tray."), SettingSection::Window };
    case SettingKey::Autostart:
        return { QT_TRANSLATE_NOOP("texts", "Start at login"),
            QT_TRANSLATE_NOOP("texts", "BanGUI starts with your session."), SettingSection::General };
    case SettingKey::NotifyOffline:
        return { QT_TRANSLATE_NOOP("texts", "A server went offline"),
            QT_TRANSLATE_NOOP("texts", "Tell when fail2ban ends on a server."), SettingSection::Notifications };
    case SettingKey::NotifyRecovered:
        return { QT_TRANSLATE_NOOP("texts", "A server is well again"),
            QT_TRANSLATE_NOOP("texts", "Tell when a server that was offline answers."), SettingSection::Notifications };
    case SettingKey::NotifyProtectionLost:
        return { QT_TRANSLATE_NOOP("texts", "Protection was lost"),
            QT_TRANSLATE_NOOP("texts", "Tell when an activation has cost a server its jails."),
            SettingSection::Notifications };
    case SettingKey::NotificationLimitPerMinute:
        return { QT_TRANSLATE_NOOP("texts", "Most notifications in a minute"),
            QT_TRANSLATE_NOOP("texts", "What is more is folded into one."), SettingSection::Notifications };
    case SettingKey::ConfirmUnban:
        return { QT_TRANSLATE_NOOP("texts", "Confirm each unban"),
            QT_TRANSLATE_NOOP(
                "texts", "Asks once more before a single address is unbanned. The effect is shown in any case."),
            SettingSection::Window };
    case SettingKey::SessionTtlSeconds:
        return { QT_TRANSLATE_NOOP("texts", "Stay unlocked for"),
            QT_TRANSLATE_NOOP("texts", "How long an unlocked session lasts; 0 for never."), SettingSection::Records };
    case SettingKey::AuditRetentionDays:
        return { QT_TRANSLATE_NOOP("texts", "Keep records for"),
            QT_TRANSLATE_NOOP("texts", "Older records of changes are deleted from BanGUI's own store."),
            SettingSection::Records };
    case SettingKey::Count_:
        break;
    }
    return { "", "", SettingSection::General };
}

} // namespace

QString settingTitle(core::SettingKey key)
{
    return translated(wordsOf(key).title);
}

QString settingHelp(core::SettingKey key)
{
    return translated(wordsOf(key).help);
}

SettingSection settingSection(core::SettingKey key)
{
    return wordsOf(key).section;
}

QString settingSectionTitle(SettingSection section)
{
    switch (section) {
    case SettingSection::General:
        return translated(QT_TRANSLATE_NOOP("texts", "General"));
    case SettingSection::Health:
        return translated(QT_TRANSLATE_NOOP("texts", "Health"));
    case SettingSection::Window:
        return translated(QT_TRANSLATE_NOOP("texts", "Window"));
    case SettingSection::Notifications:
        return translated(QT_TRANSLATE_NOOP("texts", "Notifications"));
    case SettingSection::Records:
        return translated(QT_TRANSLATE_NOOP("texts", "Records"));
    }
    return {};
}

QString settingChoice(core::SettingKey key, const QString &choice)
{
    if (choice == u"system"_s)
        return key == core::SettingKey::DateFormat ? translated(QT_TRANSLATE_NOOP("texts", "as the system writes them"))
                                                   : translated(QT_TRANSLATE_NOOP("texts", "as the system"));
    if (key == core::SettingKey::Language && choice.isEmpty())
        return translated(QT_TRANSLATE_NOOP("texts", "as the system"));
    if (key == core::SettingKey::Language && choice == u"de"_s)
        return u"Deutsch"_s; // a language is named in itself
    if (key == core::SettingKey::Language && choice == u"en"_s)
        return u"English"_s;
    if (choice == u"iso"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "2026-08-22 14:19:05"));
    if (choice == u"relative"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "14:19, yesterday 09:40"));
    if (choice == u"light"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "light"));
    if (choice == u"dark"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "dark"));
    if (choice == u"debug"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "everything"));
    if (choice == u"info"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "what happens"));
    if (choice == u"warning"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "warnings and errors"));
    if (choice == u"error"_s)
        return translated(QT_TRANSLATE_NOOP("texts", "errors only"));
    return core::visibleText(choice);
}

QString settingValue(core::SettingKey key, const QVariant &value)
{
    const core::SettingInfo &info = core::settingInfo(key);
    if (info.type == QMetaType::Bool)
        return value.toBool() ? translated(QT_TRANSLATE_NOOP("texts", "on"))
                              : translated(QT_TRANSLATE_NOOP("texts", "off"));
    if (info.type == QMetaType::Int) {
        const int number = value.toInt();
        switch (key) {
        case core::SettingKey::SessionTtlSeconds:
            return number == 0 ? translated(QT_TRANSLATE_NOOP("texts", "never")) : duration(number);
        case core::SettingKey::ProbeIntervalSeconds:
        case core::SettingKey::CommandTimeoutSeconds:
            return duration(number);
        case core::SettingKey::AuditRetentionDays:
            return counted(number, QT_TRANSLATE_NOOP("texts", "1 day"), QT_TRANSLATE_N_NOOP("texts", "%Ln days"));
        case core::SettingKey::NotificationLimitPerMinute:
        case core::SettingKey::DataDir:
        case core::SettingKey::LogLevel:
        case core::SettingKey::LogFile:
        case core::SettingKey::Language:
        case core::SettingKey::FollowLogs:
        case core::SettingKey::DateFormat:
        case core::SettingKey::Theme:
        case core::SettingKey::TrayEnabled:
        case core::SettingKey::CloseToTray:
        case core::SettingKey::StartMinimised:
        case core::SettingKey::Autostart:
        case core::SettingKey::NotifyOffline:
        case core::SettingKey::NotifyRecovered:
        case core::SettingKey::NotifyProtectionLost:
        case core::SettingKey::ConfirmUnban:
        case core::SettingKey::Count_:
            break;
        }
        return texts::number(number);
    }
    const QString text = value.toString();
    if (text.isEmpty())
        return key == core::SettingKey::Language ? translated(QT_TRANSLATE_NOOP("texts", "as the system"))
            : key == core::SettingKey::DataDir   ? translated(QT_TRANSLATE_NOOP("texts", "the usual place"))
                                                 : translated(QT_TRANSLATE_NOOP("texts", "in the data folder"));
    return info.choices.isEmpty() ? core::visibleText(text) : settingChoice(key, text);
}

QString originWord(core::SettingOrigin origin)
{
    switch (origin) {
    case core::SettingOrigin::Default:
        return translated(QT_TRANSLATE_NOOP("texts", "default"));
    case core::SettingOrigin::SystemFile:
        return translated(QT_TRANSLATE_NOOP("texts", "system file"));
    case core::SettingOrigin::UserFile:
        return translated(QT_TRANSLATE_NOOP("texts", "user file"));
    case core::SettingOrigin::RuntimeOverride:
        return translated(QT_TRANSLATE_NOOP("texts", "set here"));
    case core::SettingOrigin::Environment:
        return translated(QT_TRANSLATE_NOOP("texts", "environment"));
    case core::SettingOrigin::CommandLine:
        return translated(QT_TRANSLATE_NOOP("texts", "command line"));
    }
    return {};
}

QString originText(const core::Settings::Entry &entry)
{
    const QString word = originWord(entry.origin);
    //: where a setting came from, then the file, variable or option
    return entry.source.isEmpty()
        ? word
        : QCoreApplication::translate("texts", "%1 %2").arg(word, core::visibleText(entry.source));
}

QString settingLocked(core::SettingKey key, const core::Settings::Entry &entry)
{
    if (entry.origin > core::SettingOrigin::RuntimeOverride)
        return QCoreApplication::translate("texts", "Set by the %1, which is stronger than a choice made here.")
            .arg(originText(entry));
    if (core::settingInfo(key).bootstrap)
        return QCoreApplication::translate(
            "texts", "Needed before the store is open: set it in a file, the environment or the command line.");
    return {};
}

QString settingProblem(const QString &source, const QString &name, const QString &text)
{
    if (name.isEmpty())
        //: file or variable, then its text
        return QCoreApplication::translate("texts", "%1: \"%2\" is not understood and was left out.")
            .arg(core::visibleText(source), core::visibleText(text));
    return QCoreApplication::translate("texts", "%1: %2 cannot be \"%3\"; the next weaker value is used.")
        .arg(core::visibleText(source), core::visibleText(name), core::visibleText(text));
}

} // namespace texts
