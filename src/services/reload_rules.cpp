// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/reload_rules.h"

#include "core/time_string.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// The largest that the daemon's int() is ever given on purpose.
bool isWholeNumber(const QString &text)
{
    bool ok = false;
    text.trimmed().toLongLong(&ok);
    return ok;
}

/// Whether every bracket and quote of a Python expression is closed: the commonest slip in a formula. The rest is
/// Python's to judge, and the daemon runs it only at the next ban.
bool isBalanced(QStringView expression)
{
    QString open;
    QChar quote;
    for (const QChar c : expression) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == u'\'' || c == u'"') {
            quote = c;
        } else if (c == u'(' || c == u'[' || c == u'{') {
            open += c;
        } else if (c == u')' || c == u']' || c == u'}') {
            if (open.isEmpty() || QStringView(u"([{").indexOf(open.back()) != QStringView(u")]}").indexOf(c))
                return false;
            open.chop(1);
        }
    }
    return open.isEmpty() && quote.isNull();
}

class Checker
{
public:
    void time(const QString &name, const QString &text)
    {
        if (text.isEmpty() || core::parseTimeString(text))
            return;
        if (isTimeArithmetic(text))
            check.times.append({ name, text });
        else
            problem(name, text);
    }
    void wholeNumber(const QString &name, const QString &text)
    {
        if (!isWholeNumber(text))
            problem(name, text);
    }
    void problem(const QString &name, const QString &text)
    {
        if (check.problem.isEmpty())
            check.problem = name + " = "_L1 + text;
    }

    ReloadCheck check;
};

void checkEscalation(Checker &checker, const config::DumpedJail &jail)
{
    const auto text = [&jail](const QString &name) { return jail.settings.value(name).value(0).toString(); };
    if (const QString numbers = text(u"bantime.multipliers"_s); !numbers.isEmpty()) {
        for (const QString &number : numbers.split(u' ')) { // at single blanks, as jail.py does
            if (!isWholeNumber(number))
                checker.problem(u"bantime.multipliers"_s, numbers);
        }
    }
    if (const QString factor = text(u"bantime.factor"_s); !factor.isEmpty()) {
        bool plain = false;
        factor.toDouble(&plain);
        if (!plain)
            checker.time(u"bantime.factor"_s, factor);
    }
    if (const QString formula = text(u"bantime.formula"_s); !isBalanced(formula))
        checker.problem(u"bantime.formula"_s, formula);
}

void checkBackend(Checker &checker, const config::DumpedJail &jail)
{
    const QString base = jail.backend.section(u'[', 0, 0).trimmed().toLower();
    static const QStringList known { u"auto"_s, u"polling"_s, u"pyinotify"_s, u"gamin"_s, u"systemd"_s };
    if (!base.isEmpty() && !known.contains(base))
        checker.problem(u"backend"_s, jail.backend);
    checker.check.needsJournal = base == "systemd"_L1;
}

void checkEncoding(Checker &checker, const config::DumpedJail &jail)
{
    // Families of Python's codecs; its names and aliases are hundreds.
    static const QRegularExpression families(
        u"^(auto|ascii|646|us|ansi|iso|8859|latin|l\\d|utf|u\\d|cp|ibm|windows|\\d{3,4}$|koi8|kz|rk|pt|cyrillic|csp|"
        "mac|big5|gb|euc|hz|chinese|csiso|jis|s_?jis|shift|cskoi|csbig|csshift|csptcp|johab|korean|ks|uhc|ms|ujis|"
        "arabic|asmo|ecma|elot|greek|hebrew|thai|tis|ks_c|eucgb|x_mac|hkscs|mbcs|oem)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString encoding = jail.settings.value(u"logencoding"_s).value(0).toString();
    if (!encoding.isEmpty() && !families.match(encoding).hasMatch())
        checker.problem(u"logencoding"_s, encoding);
}

} // namespace

bool isTimeArithmetic(QStringView text)
{
    // "**" is left out: 9**9**9 is arithmetic too.
    static const QRegularExpression pattern(
        u"^(?:\\d+(?:\\.\\d+)?|days?|da|dd?|weeks?|wee?|ww?|months?|mon?|years?|yea?|yy?|seconds?|sec?|ss?|"
        "minutes?|min?|mm?|hours?|hou?|hh?|\\*(?!\\*)|[-+/(). ])+$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.size() <= 200 && pattern.match(text.toString()).hasMatch();
}

ReloadCheck checkForReload(const config::StreamDump &dump, const config::DumpedJail &jail)
{
    Checker checker;
    if (dump.globals.contains(u"dbpurgeage"_s))
        checker.time(u"dbpurgeage"_s, dump.globals.value(u"dbpurgeage"_s));
    if (dump.globals.contains(u"dbmaxmatches"_s))
        checker.wholeNumber(u"dbmaxmatches"_s, dump.globals.value(u"dbmaxmatches"_s));
    for (const auto &name : { u"bantime"_s, u"findtime"_s, u"bantime.maxtime"_s, u"bantime.rndtime"_s })
        checker.time(name, jail.settings.value(name).value(0).toString());
    for (const auto &name : { u"maxretry"_s, u"maxmatches"_s, u"maxlines"_s }) {
        if (const QVariantList value = jail.settings.value(name); !value.isEmpty())
            checker.wholeNumber(name, value.first().toString());
    }
    checkEscalation(checker, jail);
    checkBackend(checker, jail);
    checkEncoding(checker, jail);
    const QString cache = jail.settings.value(u"ignorecache"_s).value(0).toString();
    if (!cache.isEmpty() && !cache.contains(u"key="_s))
        checker.problem(u"ignorecache"_s, cache);
    for (const config::DumpedAction &action : jail.actions)
        checker.time(action.name + ".timeout"_L1, action.properties.value(u"timeout"_s));
    return checker.check;
}

QString databaseProblem(const QString &running, const QString &wanted)
{
    if (wanted.isEmpty() || running == wanted)
        return {};
    const bool none = wanted.compare("none"_L1, Qt::CaseInsensitive) == 0;
    if (none && running.isEmpty())
        return {};
    return u"dbfile: %1 -> %2"_s.arg(running.isEmpty() ? u"None"_s : running, wanted);
}

} // namespace services
