// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/shell_words.h"

#include "config/shell_tokens.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

constexpr int deepest = 8;
constexpr QChar unknown = Tokenizer::unknown;

const QSet<QString> &builtins()
{
    static const QSet<QString> names { u":"_s, u"."_s, u"["_s, u"[["_s, u"alias"_s, u"bg"_s, u"break"_s, u"builtin"_s,
        u"cd"_s, u"command"_s, u"continue"_s, u"declare"_s, u"echo"_s, u"eval"_s, u"exec"_s, u"exit"_s, u"export"_s,
        u"false"_s, u"fg"_s, u"getopts"_s, u"hash"_s, u"jobs"_s, u"kill"_s, u"let"_s, u"local"_s, u"printf"_s, u"pwd"_s,
        u"read"_s, u"readonly"_s, u"return"_s, u"set"_s, u"shift"_s, u"shopt"_s, u"source"_s, u"test"_s, u"times"_s,
        u"trap"_s, u"true"_s, u"type"_s, u"typeset"_s, u"ulimit"_s, u"umask"_s, u"unalias"_s, u"unset"_s, u"wait"_s };
    return names;
}

/// Follows the commands of a list and finds their first words.
class Walker
{
public:
    Walker(const QList<Token> &tokens, bool needed)
        : m_tokens(tokens)
        , m_needed(needed)
    {
    }
    void run()
    {
        for (m_at = 0; m_at < m_tokens.size(); ++m_at) {
            const Token &token = m_tokens[m_at];
            if (token.kind == Token::Redirection)
                ++m_at; // and its file
            else if (token.kind == Token::Operator)
                onOperator(token.text);
            else if (m_expecting)
                onCommand(token.text);
        }
    }
    QList<CalledProgram> found;
    QSet<QString> functions;
    bool undecided = false; ///< some of what it runs was not looked at

private:
    /// Where in found the branches of an `if` begin; -1: not yet.
    struct Branches
    {
        qsizetype then = -1;
        qsizetype otherwise = -1;
    };
    void onOperator(const QString &text)
    {
        m_expecting = true;
        if (text == "("_L1) {
            m_groups.append(found.size());
        } else if (text == ")"_L1) {
            closeGroup();
            return;
        } else if (text == "||"_L1) {
            // What stands before it has an alternative, back to the list's beginning or the group just closed.
            for (qsizetype i = m_listBegin; i < found.size(); ++i)
                found[i].needed = false;
        } else if (text == "&&"_L1) {
            m_conditional = true;
            return;
        } else if (text == "|"_L1) {
            return;
        }
        if (text != "||"_L1)
            m_conditional = false;
        m_listBegin = found.size();
    }
    void closeGroup()
    {
        m_listBegin = m_groups.isEmpty() ? 0 : m_groups.takeLast();
        m_expecting = false;
    }
    /// What both branches call is called in any case.
    void closeIf()
    {
        const Branches branches = m_ifs.isEmpty() ? Branches {} : m_ifs.takeLast();
        if (branches.then < 0 || branches.otherwise < branches.then || !m_ifs.isEmpty())
            return;
        for (qsizetype i = branches.then; i < branches.otherwise; ++i) {
            for (qsizetype j = branches.otherwise; j < found.size(); ++j)
                found[i].needed = found[i].needed || (m_needed && found[i].name == found[j].name);
        }
    }
    void onCommand(const QString &word)
    {
        static const QRegularExpression assignment(u"^\\w+\\+?="_s);
        static const QSet<QString> openers { u"then"_s, u"else"_s, u"do"_s, u"!"_s, u"time"_s };
        static const QSet<QString> conditions { u"if"_s, u"elif"_s, u"while"_s, u"until"_s };
        if (conditions.contains(word)) {
            if (word == "if"_L1)
                m_ifs.append(Branches {});
            return;
        }
        if (!m_ifs.isEmpty() && word == "then"_L1 && m_ifs.last().then < 0)
            m_ifs.last().then = found.size();
        if (!m_ifs.isEmpty() && word == "else"_L1)
            m_ifs.last().otherwise = found.size();
        if (openers.contains(word) || assignment.match(word).hasMatch())
            return;
        if (word == "{"_L1) {
            m_groups.append(found.size());
            return;
        }
        m_expecting = false;
        if (word == "}"_L1) {
            closeGroup();
        } else if (word == "fi"_L1) {
            closeIf();
        } else if (word == "case"_L1) {
            undecided = true;
            skipTo(u"esac"_s);
        } else if (word == "for"_L1 || word == "select"_L1 || word == "function"_L1 || word == "done"_L1
            || word == "esac"_L1) {
            return;
        } else if (m_at + 1 < m_tokens.size() && m_tokens[m_at + 1].kind == Token::Operator
            && m_tokens[m_at + 1].text == "("_L1) {
            functions.insert(word);
            m_at += 2; // the brackets
            m_expecting = true; // its body
        } else if (!word.isEmpty() && !word.contains(unknown) && !builtins().contains(word)) {
            found.append({ word, m_needed && !m_conditional && m_ifs.isEmpty() });
        } else {
            static const QSet<QString> others { u"."_s, u"alias"_s, u"builtin"_s, u"command"_s, u"eval"_s, u"exec"_s,
                u"source"_s, u"trap"_s };
            undecided = undecided || word.contains(unknown) || others.contains(word);
        }
    }
    void skipTo(const QString &word)
    {
        while (m_at + 1 < m_tokens.size() && m_tokens[m_at].text != word)
            ++m_at;
    }

    QList<Token> m_tokens;
    bool m_needed;
    qsizetype m_at = 0;
    bool m_expecting = true;
    bool m_conditional = false;
    QList<Branches> m_ifs;
    qsizetype m_listBegin = 0; ///< in found
    QList<qsizetype> m_groups; ///< where in found each open group begins
};

void collect(const QString &command, bool needed, int depth, QList<CalledProgram> &found, bool *undecided = nullptr)
{
    if (depth > deepest) {
        if (undecided)
            *undecided = true;
        return;
    }
    Tokenizer tokenizer(command);
    tokenizer.run();
    Walker walker(tokenizer.tokens, needed);
    walker.run();
    if (undecided)
        *undecided = *undecided || walker.undecided || tokenizer.isLost();
    for (const CalledProgram &program : std::as_const(walker.found)) {
        if (walker.functions.contains(program.name))
            continue;
        const auto known = std::ranges::find(found, program.name, &CalledProgram::name);
        if (known == found.end())
            found.append(program);
        else
            known->needed = known->needed || program.needed;
    }
    for (const QString &inner : std::as_const(tokenizer.substitutions))
        collect(inner, false, depth + 1, found, undecided);
}

QString withTags(QString text, const QMap<QString, QString> &properties)
{
    static const QRegularExpression tag(u"<([^<>\\s]+)>"_s);
    for (int round = 0; round < 20; ++round) {
        QString out;
        qsizetype last = 0;
        for (auto matches = tag.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            const auto value = properties.constFind(match.captured(1));
            out += QStringView(text).mid(last, match.capturedStart() - last);
            out += value == properties.cend() ? QString(unknown) : *value;
            last = match.capturedEnd();
        }
        if (last == 0)
            break;
        text = out + text.mid(last);
        if (text.size() > 100'000)
            break;
    }
    return text;
}

} // namespace

QList<CalledProgram> calledPrograms(const QString &command)
{
    QList<CalledProgram> found;
    collect(command, true, 0, found);
    return found;
}

QList<CalledProgram> calledPrograms(const DumpedAction &action)
{
    QList<CalledProgram> found;
    if (!action.pythonFile.isEmpty())
        return found;
    for (const auto &name : { u"actionstart"_s, u"actioncheck"_s, u"actionban"_s })
        collect(withTags(action.properties.value(name), action.properties), true, 0, found);
    return found;
}

ActionPrograms everyProgram(const DumpedAction &action)
{
    ActionPrograms all;
    all.undecided = !action.pythonFile.isEmpty();
    // What CommandAction runs (fail2ban server/action.py), each perhaps for one family: "actionban?family=inet6".
    static const QSet<QString> commands { u"actionstart"_s, u"actionstop"_s, u"actioncheck"_s, u"actionban"_s,
        u"actionunban"_s, u"actionprolong"_s, u"actionreban"_s, u"actionflush"_s, u"actionrepair"_s,
        u"actionreload"_s };
    QList<CalledProgram> found;
    for (auto property = action.properties.cbegin(); property != action.properties.cend(); ++property) {
        if (!commands.contains(property.key().section(u'?', 0, 0)))
            continue;
        const QString text = withTags(*property, action.properties);
        all.text += text + u'\n';
        collect(text, true, 0, found, &all.undecided);
    }
    for (const CalledProgram &program : std::as_const(found))
        all.names += program.name;
    return all;
}

} // namespace config
