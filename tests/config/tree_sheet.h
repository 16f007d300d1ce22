// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <random>

namespace config_trees {

/// Chances by seed. Not the library's distributions: those differ from one to the next.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_engine(seed * 2654435761U + 1)
    {
    }
    int below(int bound) { return int(m_engine() % quint32(bound)); }
    bool percent(int chance) { return below(100) < chance; }
    template <typename T> const T &of(const QList<T> &list) { return list[below(int(list.size()))]; }

private:
    std::mt19937 m_engine;
};

/// Writes the lines of one file in one of the spellings that mean the same.
class Sheet
{
public:
    explicit Sheet(Dice &dice)
        : m_dice(dice)
        , m_indent(dice.of<QString>(
              { QStringLiteral("   "), QStringLiteral("\t"), QStringLiteral("            "), QStringLiteral(" ") }))
    {
        const int end = dice.below(20);
        m_end = end < 15 ? QStringLiteral("\n")
            : end < 18   ? QStringLiteral("\r\n")
            : end < 19   ? QStringLiteral("\r")
                         : QString();
    }

    void section(const QString &name)
    {
        noise();
        line(QStringLiteral("[") + name + QStringLiteral("]")
            + (m_dice.percent(8) ? QStringLiteral("  ; a note") : QString()));
    }
    void option(const QString &key, const QString &value)
    {
        noise();
        QString spelled = key;
        if (m_dice.percent(6))
            spelled = spelled.toUpper();
        const QStringList lines = value.split(u'\n');
        const QString equals = m_dice.of<QString>(
            { QStringLiteral(" = "), QStringLiteral("="), QStringLiteral(" = "), QStringLiteral(" = "),
                QStringLiteral(": "), QStringLiteral(" : "), QStringLiteral("\t=\t"), QStringLiteral("  =  ") });
        QString first = lines.first();
        // A first line of its own is an empty one for the parser.
        if (lines.size() > 1 && m_dice.percent(10))
            first = QStringLiteral("\n") + m_indent + first;
        else if (m_dice.percent(7))
            first += m_dice.of<QString>({ QStringLiteral(" ; a note"), QStringLiteral("\t;note ; more"),
                QStringLiteral("   "), QStringLiteral(" ;") });
        line(spelled + equals + first);
        for (const QString &more : lines.mid(1)) {
            if (m_dice.percent(5))
                line(m_dice.of<QString>(
                    { QStringLiteral("# in between"), QStringLiteral("   ; in between"), QStringLiteral("\t#") }));
            if (m_dice.percent(4))
                line({});
            line(m_indent + (m_dice.percent(10) ? QStringLiteral(" ") : QString()) + more
                + (m_dice.percent(5) ? QStringLiteral(" ; x") : QString()));
        }
    }
    void line(const QString &text)
    {
        QString end = m_end;
        if (end.isEmpty())
            end = m_dice.of<QString>({ QStringLiteral("\n"), QStringLiteral("\r\n") });
        QString written = text;
        written.replace(u'\n', end);
        m_text += written + end;
    }
    [[nodiscard]] QByteArray bytes()
    {
        QByteArray out = m_text.toUtf8();
        if (m_dice.percent(5))
            out.chop(1); // no end of the last line
        return out;
    }

private:
    void noise()
    {
        if (m_dice.percent(12))
            line(m_dice.of<QString>({ {}, QStringLiteral("# a comment = with [brackets]"),
                QStringLiteral("; another %(comment)s"), QStringLiteral("   # an indented one"), QStringLiteral("   "),
                QStringLiteral("#"), QStringLiteral("# ümläut ☃") }));
    }
    Dice &m_dice;
    QString m_indent;
    QString m_end;
    QString m_text;
};

// Spellings of fail2ban's types.
inline const QStringList truths { QStringLiteral("true"), QStringLiteral("true"), QStringLiteral("true"),
    QStringLiteral("yes"), QStringLiteral("on"), QStringLiteral("1"), QStringLiteral("True"), QStringLiteral("YES"),
    QStringLiteral("oN") };
inline const QStringList lies { QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("0"),
    QStringLiteral("maybe"), {}, QStringLiteral("2"), QStringLiteral("truee"), QStringLiteral("off") };
inline const QStringList numbers { QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("10"), QStringLiteral("-1"),
    QStringLiteral("+7"), QStringLiteral("1_000"), QStringLiteral("007"), QStringLiteral("3.5"),
    QStringLiteral("three"), QStringLiteral("0x10"), QStringLiteral("1__0"), QStringLiteral("12 3"),
    QStringLiteral("99999999999") };

/// The sections [Definition], [Init] and their kin of a filter or an action; dense: how often an option is there, in
/// percent.
void writeFilterBody(Dice &dice, Sheet &sheet, bool first, int dense);
void writeActionBody(Dice &dice, Sheet &sheet, int dense);

} // namespace config_trees
