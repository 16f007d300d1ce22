// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/option_call.h"

#include "config/parser_text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace config {

namespace {

// Python's \s knows the four separators from 0x1c on, too.
#define BANGUI_SPACE "[\\s\\x1c-\\x1f]"

QRegularExpression expression(const char *pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern),
        QRegularExpression::DotMatchesEverythingOption | QRegularExpression::UseUnicodePropertiesOption);
}

} // namespace

core::Result<OptionCall> parseOptionCall(const QString &text)
{
    static const QRegularExpression whole = expression("^([^\\[]+)(?:\\[(.*)\\])?" BANGUI_SPACE "*$");
    static const QRegularExpression one
        = expression(BANGUI_SPACE "*([\\w\\-_\\.]+)=(?:\"([^\"]*)\"|'([^']*)'|([^,\\]]*))(?:,|\\]" BANGUI_SPACE
                                  "*\\[|$|(?P<wrngA>.+))|,?" BANGUI_SPACE "*$|(?P<wrngB>.+)");
    const QRegularExpressionMatch match = whole.match(text);
    if (!match.hasMatch())
        return core::failure(core::ErrorCode::InvalidArgument, u"unexpected option syntax"_s);
    OptionCall call { match.captured(1), {} };
    const QString options = match.captured(2);
    if (options.isEmpty())
        return call;
    for (auto each = one.globalMatch(options); each.hasNext();) {
        const QRegularExpressionMatch option = each.next();
        constexpr qsizetype shown = 25;
        if (const QString wrong = option.captured(u"wrngA"_s); !wrong.isEmpty())
            return core::failure(core::ErrorCode::InvalidArgument,
                u"unexpected syntax at %1 after option %2: %3"_s.arg(
                    QString::number(option.capturedStart(u"wrngA"_s)), quoted(option.captured(1)), wrong.left(shown)));
        if (const QString wrong = option.captured(u"wrngB"_s); !wrong.isEmpty())
            return core::failure(core::ErrorCode::InvalidArgument,
                u"expected option, wrong syntax at %1: %2"_s.arg(
                    QString::number(option.capturedStart(u"wrngB"_s)), wrong.left(shown)));
        if (option.capturedLength(1) <= 0)
            continue;
        QString value;
        for (int group = 2; group <= 4; ++group) {
            if (option.capturedStart(group) < 0)
                continue;
            value = option.captured(group);
            break;
        }
        call.options.set(stripBlanks(option.capturedView(1)).toString(), stripBlanks(value).toString());
    }
    return call;
}

QStringList splitOptionCalls(const QString &text)
{
    static const QRegularExpression call = expression(
        "(?:[^\\[\\s\\x1c-\\x1f]+(?:" BANGUI_SPACE "*\\[" BANGUI_SPACE
        "*(?:[\\w\\-_\\.]+=(?:\"[^\"]*\"|'[^']*'|[^,\\]]*)" BANGUI_SPACE "*(?:,|\\]" BANGUI_SPACE "*\\[)?" BANGUI_SPACE
        "*)*\\])?" BANGUI_SPACE "*|[^\\s\\x1c-\\x1f]+)(?=\\n" BANGUI_SPACE "*|" BANGUI_SPACE "+|$)");
    QStringList calls;
    for (auto each = call.globalMatch(text); each.hasNext();)
        calls.append(each.next().captured());
    return calls;
}

QStringList splitWords(const QString &text, bool atAnySpace)
{
    QStringList words;
    QString word;
    const auto end = [&words, &word] {
        const QString stripped = stripBlanks(word).toString();
        if (!stripped.isEmpty())
            words.append(stripped);
        word.clear();
    };
    for (const QChar c : text) {
        if (c == u',' || c == u' ' || c == u'\n' || (atAnySpace && isBlank(c)))
            end();
        else
            word += c;
    }
    end();
    return words;
}

} // namespace config
