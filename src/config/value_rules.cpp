// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/value_rules.h"

#include "core/time_string.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
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

/// A name alone stops Python ("name 'soon' is not defined"); with one of these it would do something first.
bool looksLikeCode(const QString &text)
{
    static const QRegularExpression signs(u"[_(\\[{'\"=:,;@~^|&%<>\\\\]|\\*\\*"_s);
    return signs.match(text).hasMatch();
}

class Finder
{
public:
    explicit Finder(const DumpedJail *jail = nullptr)
        : m_jail(jail)
    {
    }
    void time(const QString &name, const QString &text)
    {
        if (core::parseTimeString(text))
            return;
        if (isTimeArithmetic(text))
            add(ValueFault::TimeInDoubt, name, text);
        else
            add(looksLikeCode(text) ? ValueFault::TimeIsCode : ValueFault::Time, name, text);
    }
    void wholeNumber(const QString &name, const QString &text)
    {
        if (!isWholeNumber(text))
            add(ValueFault::Number, name, text);
    }
    void add(ValueFault fault, const QString &name, const QString &text) { found.append({ fault, name, text }); }
    [[nodiscard]] QString text(const QString &name) const { return m_jail->text(name); }
    [[nodiscard]] bool isSet(const QString &name) const { return m_jail->settings.contains(name); }

    void escalation();
    void backend();
    void encoding();

    QList<FaultyValue> found;

private:
    const DumpedJail *m_jail;
};

void Finder::escalation()
{
    if (const QString numbers = text(u"bantime.multipliers"_s); !numbers.isEmpty()) {
        const QStringList each = numbers.split(u' '); // at single blanks, as jail.py does
        if (!std::ranges::all_of(each, isWholeNumber))
            add(ValueFault::Number, u"bantime.multipliers"_s, numbers);
    }
    if (const QString factor = text(u"bantime.factor"_s); !factor.isEmpty()) {
        bool plain = false;
        factor.toDouble(&plain);
        if (!plain)
            time(u"bantime.factor"_s, factor);
    }
    if (const QString formula = text(u"bantime.formula"_s); !isBalanced(formula))
        add(ValueFault::Value, u"bantime.formula"_s, formula);
}

void Finder::backend()
{
    static const QStringList known { u"auto"_s, u"polling"_s, u"pyinotify"_s, u"gamin"_s, u"systemd"_s };
    // An empty one, too, which is not what no line at all is: fail2ban sends "auto" for that.
    if (!known.contains(backendName(m_jail->backend)))
        add(ValueFault::Backend, u"backend"_s, m_jail->backend);
}

void Finder::encoding()
{
    // Families of Python's codecs; its names and aliases are hundreds.
    static const QRegularExpression families(
        u"^(auto|ascii|646|us|ansi|iso|8859|latin|l\\d|utf|u\\d|cp|ibm|windows|\\d{3,4}$|koi8|kz|rk|pt|cyrillic|csp|"
        "mac|big5|gb|euc|hz|chinese|csiso|jis|s_?jis|shift|cskoi|csbig|csshift|csptcp|johab|korean|ks|uhc|ms|ujis|"
        "arabic|asmo|ecma|elot|greek|hebrew|thai|tis|ks_c|eucgb|x_mac|hkscs|mbcs|oem)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString name = text(u"logencoding"_s);
    if (isSet(u"logencoding"_s) && !families.match(name).hasMatch())
        add(ValueFault::Value, u"logencoding"_s, name);
}

} // namespace

QString backendName(const QString &backend)
{
    return backend.section(u'[', 0, 0).trimmed().toLower();
}

bool isTimeArithmetic(QStringView text)
{
    // "**" is left out: 9**9**9 is arithmetic too.
    static const QRegularExpression pattern(
        u"^(?:\\d+(?:\\.\\d+)?|days?|da|dd?|weeks?|wee?|ww?|months?|mon?|years?|yea?|yy?|seconds?|sec?|ss?|"
        "minutes?|min?|mm?|hours?|hou?|hh?|\\*(?!\\*)|[-+/(). ])+$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.size() <= 200 && pattern.match(text.toString()).hasMatch();
}

QList<FaultyValue> faultyGlobals(const StreamDump &dump)
{
    Finder finder;
    if (dump.globals.contains(u"dbpurgeage"_s))
        finder.time(u"dbpurgeage"_s, dump.globals.value(u"dbpurgeage"_s));
    if (dump.globals.contains(u"dbmaxmatches"_s))
        finder.wholeNumber(u"dbmaxmatches"_s, dump.globals.value(u"dbmaxmatches"_s));
    return finder.found;
}

QList<FaultyValue> faultyValues(const DumpedJail &jail)
{
    Finder finder(&jail);
    for (const auto &name : { u"bantime"_s, u"findtime"_s, u"bantime.maxtime"_s, u"bantime.rndtime"_s }) {
        // Of what escalates the daemon takes an empty text for none (server/jail.py, setBanTimeExtra).
        if (finder.isSet(name) && !(name.startsWith("bantime."_L1) && finder.text(name).isEmpty()))
            finder.time(name, finder.text(name));
    }
    for (const auto &name : { u"maxretry"_s, u"maxmatches"_s, u"maxlines"_s }) {
        if (const QVariantList value = jail.settings.value(name); !value.isEmpty())
            finder.wholeNumber(name, value.first().toString());
    }
    finder.escalation();
    finder.backend();
    finder.encoding();
    const QString cache = finder.text(u"ignorecache"_s);
    if (!cache.isEmpty() && !cache.contains(u"key="_s))
        finder.add(ValueFault::Value, u"ignorecache"_s, cache);
    for (const DumpedAction &action : jail.actions) {
        if (action.properties.contains(u"timeout"_s))
            finder.time(action.name + ".timeout"_L1, action.properties.value(u"timeout"_s));
    }
    return finder.found;
}

} // namespace config
