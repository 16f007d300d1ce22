// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/filter_text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace config {
namespace {

/// As a value of ConfigParser: "%" begins an interpolation.
QString written(const QString &text)
{
    return QString(text).replace(u'%', "%%"_L1);
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
    const QString dates = jail.settings.value(u"datepattern"_s).value(0).toString();
    const QString lines = jail.settings.value(u"maxlines"_s).value(0).toString();
    QStringList all = jail.failregex + jail.ignoreregex;
    if (!jail.prefregex.isEmpty())
        all += jail.prefregex;
    if (!dates.isEmpty())
        all += dates;
    for (const QString &line : std::as_const(all)) {
        if (!survives(line))
            return std::nullopt;
    }
    QString text = u"[Definition]\n"_s;
    if (!jail.prefregex.isEmpty())
        text += option(u"prefregex"_s, { jail.prefregex });
    text += option(u"failregex"_s, jail.failregex.isEmpty() ? QStringList { u"^<HOST>$"_s } : jail.failregex);
    text += option(u"ignoreregex"_s, jail.ignoreregex);
    if (!dates.isEmpty())
        text += option(u"datepattern"_s, { dates });
    if (!lines.isEmpty())
        text += option(u"maxlines"_s, { lines });
    return text;
}

QString filterText(const QString &failregex)
{
    return u"[Definition]\n"_s + option(u"failregex"_s, { failregex }) + option(u"ignoreregex"_s, {});
}

} // namespace config
