// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/time_texts.h"

#include "core/ban.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

QString amount(qint64 n, const char *source)
{
    return translated(source).arg(QLocale().toString(n));
}

QString pair(const QString &large, const QString &small)
{
    //: two units of one duration: "18 h" and "58 min"
    return QCoreApplication::translate("texts", "%1 %2").arg(large, small);
}

QString clockTime(const QDateTime &time)
{
    return QLocale().toString(time.time(), QLocale::ShortFormat);
}

QDateTime local(qint64 utcSeconds)
{
    return QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::LocalTime);
}

} // namespace

DateStyle dateStyle(const core::Settings &settings)
{
    const QString text = settings.text(core::SettingKey::DateFormat);
    if (text == u"iso"_s)
        return DateStyle::Iso;
    return text == u"relative"_s ? DateStyle::Relative : DateStyle::System;
}

QString age(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    if (seconds < 1)
        //: an age of less than a second
        return QCoreApplication::translate("texts", "now");
    if (seconds < 60)
        return amount(seconds, QT_TRANSLATE_NOOP("texts", "%1 s"));
    if (seconds < 3600)
        return amount(seconds / 60, QT_TRANSLATE_NOOP("texts", "%1 min"));
    if (seconds < 86400)
        return amount(seconds / 3600, QT_TRANSLATE_NOOP("texts", "%1 h"));
    return amount(seconds / 86400, QT_TRANSLATE_NOOP("texts", "%1 d"));
}

QString duration(qint64 seconds)
{
    if (seconds == core::permanentBan)
        return QCoreApplication::translate("texts", "permanent");
    if (seconds < 0)
        return {};
    const auto both = [](qint64 large, const char *largeUnit, qint64 small, const char *smallUnit) {
        const QString first = amount(large, largeUnit);
        return small == 0 ? first : pair(first, amount(small, smallUnit));
    };
    if (seconds < 60)
        return amount(seconds, QT_TRANSLATE_NOOP("texts", "%1 s"));
    // Seconds stop mattering at ten minutes; below that a reader watches them run.
    if (seconds < 600)
        return both(
            seconds / 60, QT_TRANSLATE_NOOP("texts", "%1 min"), seconds % 60, QT_TRANSLATE_NOOP("texts", "%1 s"));
    if (seconds < 3600)
        return amount(seconds / 60, QT_TRANSLATE_NOOP("texts", "%1 min"));
    if (seconds < 86400)
        return both(seconds / 3600, QT_TRANSLATE_NOOP("texts", "%1 h"), seconds % 3600 / 60,
            QT_TRANSLATE_NOOP("texts", "%1 min"));
    return both(seconds / 86400, QT_TRANSLATE_NOOP("texts", "%1 d"), seconds % 86400 / 3600,
        QT_TRANSLATE_NOOP("texts", "%1 h"));
}

QString remaining(std::optional<qint64> expiresAt, bool permanent, qint64 nowSeconds)
{
    if (permanent)
        return duration(core::permanentBan);
    if (!expiresAt)
        return {};
    if (*expiresAt <= nowSeconds)
        //: of a ban whose time is up, but which the server has not lifted yet
        return QCoreApplication::translate("texts", "ending");
    return duration(*expiresAt - nowSeconds);
}

QString dateTime(qint64 utcSeconds, DateStyle style, qint64 nowSeconds)
{
    if (utcSeconds == core::unknownTime)
        return {};
    const QDateTime time = local(utcSeconds);
    switch (style) {
    case DateStyle::Iso:
        return time.toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case DateStyle::System:
        return QLocale().toString(time, QLocale::ShortFormat);
    case DateStyle::Relative:
        break;
    }
    switch (local(nowSeconds).date().daysTo(time.date())) {
    case 0:
        return clockTime(time);
    case 1:
        return QCoreApplication::translate("texts", "tomorrow %1").arg(clockTime(time));
    case -1:
        return QCoreApplication::translate("texts", "yesterday %1").arg(clockTime(time));
    default:
        return QLocale().toString(time, QLocale::ShortFormat);
    }
}

QString exactDateTime(qint64 utcSeconds, DateStyle style)
{
    if (utcSeconds == core::unknownTime)
        return {};
    const QDateTime time = local(utcSeconds);
    if (style == DateStyle::Iso)
        return time.toOffsetFromUtc(time.offsetFromUtc()).toString(Qt::ISODate);
    return QLocale().toString(time, QLocale::LongFormat);
}

QString logTime(qint64 utcMs, DateStyle style, qint64 nowMs)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(utcMs, Qt::LocalTime);
    const bool today = local(nowMs / 1000).date() == time.date();
    if (style == DateStyle::Iso || today)
        return time.toString(today && style != DateStyle::Iso ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
    return QLocale().toString(time.date(), QLocale::ShortFormat) + time.toString(u" HH:mm:ss"_s);
}

QString latency(qint64 microseconds)
{
    if (microseconds < 0)
        return {};
    const QLocale locale;
    if (microseconds < 10'000)
        return translated(QT_TRANSLATE_NOOP("texts", "%1 ms"))
            .arg(locale.toString(double(microseconds) / 1000.0, 'f', 1));
    if (microseconds < 1'000'000)
        return translated(QT_TRANSLATE_NOOP("texts", "%1 ms")).arg(locale.toString(microseconds / 1000));
    return translated(QT_TRANSLATE_NOOP("texts", "%1 s"))
        .arg(locale.toString(double(microseconds) / 1'000'000.0, 'f', 1));
}

QString took(qint64 ms)
{
    if (ms < 0)
        return {};
    if (ms < 100)
        //: less than; %1: "0.1"
        return translated(QT_TRANSLATE_NOOP("texts", "<%1 s")).arg(QLocale().toString(0.1, 'f', 1));
    if (ms < 10'000)
        return translated(QT_TRANSLATE_NOOP("texts", "%1 s")).arg(QLocale().toString(double(ms) / 1000.0, 'f', 1));
    return duration(ms / 1000);
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString number(const std::optional<qint64> &value)
{
    return value ? number(*value) : dash();
}

QString notReported()
{
    return QCoreApplication::translate("texts", "not reported by this version");
}

QString dash()
{
    return u"–"_s;
}

QString counted(qint64 n, const char *one, const char *many)
{
    if (n == 1)
        return translated(one);
    const int bounded = static_cast<int>(qBound(qint64 { 0 }, n, qint64 { std::numeric_limits<int>::max() }));
    return QCoreApplication::translate("texts", many, nullptr, bounded);
}

QString bans(qint64 n)
{
    return counted(n, QT_TRANSLATE_NOOP("texts", "1 ban"), QT_TRANSLATE_N_NOOP("texts", "%Ln bans"));
}

QString jails(qint64 n)
{
    return counted(n, QT_TRANSLATE_NOOP("texts", "1 jail"), QT_TRANSLATE_N_NOOP("texts", "%Ln jails"));
}

QString servers(qint64 n)
{
    return counted(n, QT_TRANSLATE_NOOP("texts", "1 server"), QT_TRANSLATE_N_NOOP("texts", "%Ln servers"));
}

QString addresses(qint64 n)
{
    return counted(n, QT_TRANSLATE_NOOP("texts", "1 address"), QT_TRANSLATE_N_NOOP("texts", "%Ln addresses"));
}

QString names(const QStringList &names, int limit)
{
    if (names.size() <= 1)
        return names.value(0);
    const bool cut = names.size() > limit;
    // One name alone is never folded away: "a, b and c" is as short as "a, b and 1 more".
    const qsizetype shown = cut ? qMax(1, limit - 1) : names.size() - 1;
    const QString first = names.first(shown).join(u", "_s);
    const QString last = cut
        ? counted(names.size() - shown, QT_TRANSLATE_NOOP("texts", "1 more"), QT_TRANSLATE_N_NOOP("texts", "%Ln more"))
        : names.last();
    //: end of a list of names: "web-1, web-2" and "mail"
    return QCoreApplication::translate("texts", "%1 and %2").arg(first, last);
}

} // namespace texts
