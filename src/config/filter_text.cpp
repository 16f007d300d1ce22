// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/filter_text.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

/// As a value of ConfigParser: "%" begins an interpolation.
QString written(const QString &text)
{
    return QString(text).replace(u'%', "%%"_L1);
}

QString hexadecimal(QChar c)
{
    return u"\\x%1"_s.arg(uint(c.unicode()), 2, 16, QLatin1Char(u'0'));
}

/// The regex with what ConfigParser would take for a comment, or cut off, in another notation of Python's. A sign that
/// a backslash stands before is one already.
QString guarded(const QString &regex)
{
    QString text;
    bool escaped = false;
    for (qsizetype i = 0; i < regex.size(); ++i) {
        const QChar c = regex[i];
        const bool atEdge = (i == 0 && (c == u'#' || c == u';')) || (c.isSpace() && (i == 0 || i == regex.size() - 1));
        const bool comment = c == u';' && i > 0 && regex[i - 1].isSpace();
        text += !escaped && c.unicode() < 128 && (atEdge || comment) ? hexadecimal(c) : QString(c);
        escaped = c == u'\\' && !escaped;
    }
    return text;
}

/// Whether ConfigParser would give the line back as it is.
bool survives(const QString &line)
{
    static const QRegularExpression lost(
        u"^\\s*[#;]|\\s;|^\\s|\\s$|[\\x00-\\x08\\x0a-\\x1f\\x{85}\\x{2028}\\x{2029}]|^$"_s);
    // A tag that the file itself defines would be put in once more.
    static const QRegularExpression tags(u"<(?:known/)?(?:failregex|ignoreregex|prefregex|datepattern|maxlines)>"_s);
    return !lost.match(line).hasMatch() && !tags.match(line).hasMatch();
}

QStringList guarded(const QStringList &regexes)
{
    QStringList all;
    for (const QString &regex : regexes)
        all += guarded(regex);
    return all;
}

QString option(const QString &name, const QStringList &lines)
{
    QString text = name + " ="_L1;
    for (const QString &line : lines)
        text += "\n "_L1 + written(line);
    return text + u'\n';
}

} // namespace

std::optional<QString> filterText(const DumpedJail &jail)
{
    const QStringList dates = jail.text(u"datepattern"_s).split(u'\n', Qt::SkipEmptyParts);
    const QString lines = jail.text(u"maxlines"_s);
    const QStringList failregex = jail.failregex.isEmpty() ? QStringList { u"^<HOST>$"_s } : guarded(jail.failregex);
    const QStringList ignoreregex = guarded(jail.ignoreregex);
    const QString prefregex = guarded(jail.prefregex);
    QStringList all = failregex + ignoreregex;
    if (!prefregex.isEmpty())
        all += prefregex;
    all += dates;
    if (!std::ranges::all_of(all, survives))
        return std::nullopt;
    QString text = u"[Definition]\n"_s;
    if (!prefregex.isEmpty())
        text += option(u"prefregex"_s, { prefregex });
    text += option(u"failregex"_s, failregex);
    text += option(u"ignoreregex"_s, ignoreregex);
    if (!dates.isEmpty())
        text += option(u"datepattern"_s, dates);
    if (!lines.isEmpty())
        text += option(u"maxlines"_s, { lines });
    return text;
}

QString filterText(const QString &failregex)
{
    return u"[Definition]\n"_s + option(u"failregex"_s, { failregex }) + option(u"ignoreregex"_s, {});
}

} // namespace config
