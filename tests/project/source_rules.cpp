// SPDX-License-Identifier: GPL-3.0-or-later
#include "source_rules.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace project {

namespace {

/// Below these nobody knows of windows.
const QSet<QString> windowless { u"core"_s, u"protocol"_s, u"transport"_s, u"config"_s, u"storage"_s, u"services"_s,
    u"composition"_s, u"texts"_s, u"models"_s, u"cli"_s };
/// Below texts nobody words anything.
const QSet<QString> wordless { u"core"_s, u"protocol"_s, u"transport"_s, u"config"_s, u"storage"_s, u"services"_s,
    u"composition"_s };

const QHash<QString, QStringList> &table()
{
    static const QStringList upToServices { u"core"_s, u"protocol"_s, u"transport"_s, u"config"_s, u"storage"_s,
        u"services"_s };
    static const QHash<QString, QStringList> allowed {
        { u"core"_s, {} },
        { u"protocol"_s, { u"core"_s } },
        { u"transport"_s, { u"core"_s } },
        { u"config"_s, { u"core"_s } },
        { u"storage"_s, { u"core"_s } },
        { u"services"_s, { u"core"_s, u"protocol"_s, u"transport"_s, u"config"_s, u"storage"_s } },
        { u"composition"_s, upToServices },
        { u"texts"_s, { u"core"_s } },
        { u"models"_s, { u"core"_s, u"services"_s, u"texts"_s } },
        { u"platform"_s, { u"core"_s } },
        { u"widgets"_s, { u"core"_s, u"platform"_s } },
        { u"gui"_s, { u"models"_s, u"services"_s, u"texts"_s, u"widgets"_s, u"platform"_s, u"core"_s } },
        { u"app"_s,
            upToServices
                + QStringList { u"composition"_s, u"texts"_s, u"models"_s, u"platform"_s, u"widgets"_s, u"gui"_s } },
        { u"cli"_s, upToServices + QStringList { u"composition"_s, u"texts"_s } },
    };
    return allowed;
}

int lineOf(const QString &text, qsizetype position)
{
    return int(QStringView(text).left(position).count(u'\n')) + 1;
}

/// The arguments of the call whose "(" stands at `open`, split at the commas of the first level.
QStringList argumentsAt(const QString &code, qsizetype open)
{
    QStringList arguments;
    QString current;
    int depth = 0;
    for (qsizetype i = open; i < code.size(); ++i) {
        const QChar c = code[i];
        if (u"([{"_s.contains(c) && depth++ == 0)
            continue;
        if (u")]}"_s.contains(c) && --depth == 0)
            break;
        if (c == u',' && depth == 1) {
            arguments.append(current.trimmed());
            current.clear();
        } else {
            current += c;
        }
    }
    return arguments << current.trimmed();
}

/// Calls of `name` (a pattern) for which `isWrong` says so of their arguments.
template <typename Wrong>
void checkCalls(const QString &code, const QString &name, const QString &message, QStringList &problems, Wrong isWrong)
{
    const QRegularExpression call(name + u"\\s*\\("_s);
    for (auto it = call.globalMatch(code); it.hasNext();) {
        const auto match = it.next();
        if (isWrong(argumentsAt(code, match.capturedEnd() - 1)))
            problems.append(u"%1: %2"_s.arg(lineOf(code, match.capturedStart())).arg(message));
    }
}

struct Pattern
{
    QRegularExpression expression;
    QString message;
};

void checkPatterns(const QString &text, const QList<Pattern> &patterns, QStringList &problems)
{
    for (const Pattern &pattern : patterns) {
        for (auto it = pattern.expression.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            problems.append(
                u"%1: %2: %3"_s.arg(lineOf(text, match.capturedStart())).arg(pattern.message, match.captured()));
        }
    }
}

const QList<Pattern> &everywhere()
{
    static const QList<Pattern> patterns {
        { QRegularExpression(u"\\bwaitFor\\w*\\s*\\("_s), u"blocks"_s },
        { QRegularExpression(u"\\bQEventLoop\\b"_s), u"nested event loop"_s },
        { QRegularExpression(u"\\bprocessEvents\\s*\\("_s), u"nested event loop"_s },
        { QRegularExpression(u"(?<!Application)::(?:instance|self|getInstance)\\s*\\(\\s*\\)"_s), u"singleton"_s },
        { QRegularExpression(u"\\bstatic\\s+[\\w:<>]+\\s*[&*]\\s*(?:instance|self|getInstance)\\s*\\("_s),
            u"singleton"_s },
        { QRegularExpression(u"\\bQ_GLOBAL_STATIC\\b"_s), u"singleton"_s },
        { QRegularExpression(u"\\bSIGNAL\\s*\\("_s), u"connection by text"_s },
    };
    return patterns;
}

const QList<Pattern> &words()
{
    static const QList<Pattern> patterns {
        { QRegularExpression(u"(?<![\\w.>])(?:\\w+::)?(?:tr|translate)\\s*\\("_s), u"words below texts"_s },
        { QRegularExpression(u"\\bQT_(?:TR|TRANSLATE)_NO\\w+"_s), u"words below texts"_s },
    };
    return patterns;
}

} // namespace

QString codeOnly(const QString &source)
{
    QString code = source;
    const auto blank = [&code](qsizetype from, qsizetype to) {
        for (qsizetype i = from; i < std::min(to, code.size()); ++i) {
            if (code[i] != u'\n')
                code[i] = u' ';
        }
    };
    const auto endOf = [&source](QStringView what, qsizetype from) {
        const qsizetype at = source.indexOf(what, from);
        return at < 0 ? source.size() : at;
    };
    static const QRegularExpression rawStart(u"R\"([^\\s()\\\\]{0,16})\\("_s);
    for (qsizetype i = 0; i < source.size();) {
        const QStringView rest = QStringView(source).mid(i);
        if (rest.startsWith(u"//")) {
            const qsizetype end = endOf(u"\n", i);
            blank(i, end);
            i = end;
        } else if (rest.startsWith(u"/*")) {
            const qsizetype end = endOf(u"*/", i + 2) + 2;
            blank(i, end);
            i = end;
        } else if (rest.startsWith(u"R\"") && (i == 0 || !source[i - 1].isLetterOrNumber() || source[i - 1] == u'u')) {
            const auto match = rawStart.match(
                source, i, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
            const QString close = u')' + match.captured(1) + u'"';
            const qsizetype end = endOf(close, match.hasMatch() ? match.capturedEnd() : i + 2);
            blank(i + 2, end + close.size() - 1);
            i = end + close.size();
        } else if (source[i] == u'"'
            || (source[i] == u'\'' && (i == 0 || !source[i - 1].isLetterOrNumber() || source[i - 1] == u'u'))) {
            const QChar quote = source[i];
            qsizetype end = i + 1;
            while (end < source.size() && source[end] != quote && source[end] != u'\n')
                end += source[end] == u'\\' ? 2 : 1;
            blank(i + 1, end);
            i = end + 1;
        } else {
            ++i;
        }
    }
    return code;
}

QList<Include> includesOf(const QString &source)
{
    QList<Include> includes;
    static const QRegularExpression line(
        u"^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"\\n]+)[>\"]"_s, QRegularExpression::MultilineOption);
    for (auto it = line.globalMatch(source); it.hasNext();) {
        const auto match = it.next();
        includes.append(
            Include { match.captured(2), match.captured(1) == u'"', lineOf(source, match.capturedStart(1)) });
    }
    return includes;
}

const QStringList &layers()
{
    static const QStringList all { u"core"_s, u"protocol"_s, u"transport"_s, u"config"_s, u"storage"_s, u"services"_s,
        u"composition"_s, u"texts"_s, u"models"_s, u"platform"_s, u"widgets"_s, u"gui"_s, u"app"_s, u"cli"_s };
    return all;
}

bool mayInclude(const QString &layer, const QString &path)
{
    const QString target = path.section(u'/', 0, 0);
    if (target == layer || table().value(layer).contains(target))
        return true;
    // A delegate needs the roles of the model that it paints, and nothing else of it.
    return layer == "widgets"_L1 && target == "models"_L1 && path.endsWith("_roles.h"_L1);
}

QStringList brokenRules(const QString &layer, const QString &source, const QSet<QString> &guiHeaders)
{
    QStringList problems;
    const QString code = codeOnly(source);
    for (const Include &include : includesOf(source)) {
        const auto report
            = [&](const QString &what) { problems.append(u"%1: %2: %3"_s.arg(include.line).arg(what, include.path)); };
        if (!include.quoted) {
            const QString module = include.path.section(u'/', 0, 0);
            const bool gui = module == "QtGui"_L1 || module == "QtWidgets"_L1 || module == "QtSvg"_L1
                || guiHeaders.contains(include.path.section(u'/', -1));
            if (gui && windowless.contains(layer))
                report(u"QtGui or QtWidgets"_s);
            continue;
        }
        const bool generated = include.path.startsWith("ui_"_L1) || include.path.endsWith(".moc"_L1);
        if (generated)
            continue;
        if (!include.path.contains(u'/') || !layers().contains(include.path.section(u'/', 0, 0)))
            report(u"not written as \"layer/file.h\""_s);
        else if (!mayInclude(layer, include.path))
            report(u"against the direction of the layers"_s);
    }
    checkPatterns(code, everywhere(), problems);
    // QDBusConnection::connect() has no other form.
    static const QList<Pattern> slot { { QRegularExpression(u"\\bSLOT\\s*\\("_s), u"connection by text"_s } };
    if (!source.contains("#include <QDBusConnection>"_L1))
        checkPatterns(code, slot, problems);
    if (wordless.contains(layer))
        checkPatterns(code, words(), problems);
    static const QList<Pattern> leftovers { { QRegularExpression(u"\\b(?:TODO|FIXME|XXX)\\b"_s), u"left over"_s } };
    checkPatterns(source, leftovers, problems);
    checkCalls(
        code, u"\\bQTimer::singleShot"_s, u"a timer without a context"_s, problems, [](const QStringList &arguments) {
            const bool typed = arguments.value(1).startsWith("Qt::"_L1);
            return arguments.value(typed ? 2 : 1).startsWith(u'[');
        });
    checkCalls(code, u"\\bconnect"_s, u"a connection without a context"_s, problems,
        [](const QStringList &arguments) { return arguments.size() == 3 && arguments[2].startsWith(u'['); });
    return problems;
}

} // namespace project
