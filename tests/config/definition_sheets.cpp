// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of filters and actions hold.
#include "tree_sheet.h"

using namespace Qt::StringLiterals;

namespace config_trees {
namespace {

const QStringList regexes { u"^a \\d+%%s <HOST>$"_s, u"^%(__prefix_line)sfailed for \"<HOST>\"$"_s,
    u"^b (?:c|d) <ADDR>\\s*$"_s, u"<F-ID>\\S+</F-ID> <t1> from <HOST>"_s, u"^<t0>: <HOST> <t2>$"_s,
    u"^[a;b] ;c <HOST>"_s, u"^\\[#1\\] <HOST>#"_s, u"^ünï <HOST> %(_daemon)s"_s, u"<re-<mode>>"_s, u"^x<HOST>"_s,
    u"%(known_re)s"_s, u"^<known/t1> <HOST>"_s, u"^'<HOST>' \\\\\"q\""_s };

QString regexLines(Dice &dice)
{
    QStringList lines;
    for (int i = 0, n = dice.below(4); i <= n; ++i)
        lines += dice.of(regexes);
    return lines.join(u'\n');
}

} // namespace

void writeFilterBody(Dice &dice, Sheet &sheet, bool first, int dense)
{
    if (first) {
        sheet.section(u"DEFAULT"_s);
        sheet.option(u"_daemon"_s, u"%(__name__)sd"_s);
    }
    sheet.section(u"Definition"_s);
    if (first || dice.percent(40))
        sheet.option(u"failregex"_s, (first ? QString() : u"%(known/failregex)s\n"_s) + regexLines(dice));
    if (dice.percent(dense))
        sheet.option(u"ignoreregex"_s, dice.percent(50) ? QString() : regexLines(dice));
    if (dice.percent(dense / 2))
        sheet.option(u"prefregex"_s, u"^%(__prefix_line)s<F-CONTENT>.+</F-CONTENT>$"_s);
    if (dice.percent(dense / 2))
        sheet.option(u"maxlines"_s, dice.of(numbers));
    if (dice.percent(dense / 2))
        sheet.option(
            u"datepattern"_s, dice.of<QString>({ u"{^LN-BEG}"_s, u"%%Y-%%m-%%d %%H:%%M:%%S"_s, u"<t1>%%d"_s, {} }));
    if (dice.percent(dense / 2))
        sheet.option(u"journalmatch"_s,
            dice.of<QString>({ u"_SYSTEMD_UNIT=%(_daemon)s.service + _COMM=x"_s, u"\"A=b c\" 'D=e'\nF=g\\ h"_s, {},
                u"X=<mode>"_s }));
    for (const QString &key : { u"re-normal"_s, u"re-extra"_s, u"t0"_s, u"mode"_s, u"unused"_s, u"usedns"_s }) {
        if (dice.percent(dense))
            sheet.option(key,
                dice.of<QString>({ u"normal"_s, u"extra"_s, u"<t1>-%(_daemon)s"_s, u"^in %(__name__)s <HOST>"_s }));
    }
    if (dice.percent(dense)) {
        sheet.section(u"Init"_s);
        for (const QString &key :
            { u"t1"_s, u"t2"_s, u"mode"_s, u"logtype"_s, u"maxlines"_s, u"a"_s, u"datepattern"_s }) {
            if (dice.percent(dense / 2))
                sheet.option(key, dice.of<QString>({ u"7"_s, u"normal"_s, u"init %(__name__)s"_s, u"{NONE}"_s }));
        }
    }
    if (dice.percent(8)) {
        sheet.section(u"Init?mode=extra"_s);
        sheet.option(u"t1"_s, u"conditional"_s);
    }
}

void writeActionBody(Dice &dice, Sheet &sheet, int dense)
{
    const QStringList commands { u"<cmd> -A f2b-<name> -j <blocktype>"_s,
        u"printf %%%%b \"<ip> %(__name__)s\" | <cmd> ;true"_s, u"<cmd> -I <chain>\n<known/cmd> <port>\n<actionflush>"_s,
        {}, u"echo '<matches>' <br-<type>> <bantime> <F-*>"_s, u"<rules/rule> %(known_nothing)s"_s,
        u"<missing> \"<actname>\" <ip>"_s, u"x %(rules/rule)s y"_s };
    sheet.section(u"DEFAULT"_s);
    sheet.option(u"known_nothing"_s, u"nothing"_s);
    sheet.section(u"Definition"_s);
    for (const QString &key : { u"actionstart"_s, u"actionstop"_s, u"actioncheck"_s, u"actionban"_s, u"actionunban"_s,
             u"actionflush"_s, u"actionreload"_s, u"actionprolong"_s, u"actionrepair"_s, u"actionreban"_s }) {
        if (dice.percent(dense)) {
            QString command = dice.of(commands);
            if (key == "actionflush"_L1)
                command.remove(u"\n<actionflush>"_s);
            sheet.option(key, command);
        }
    }
    for (const QString &key : { u"norestored"_s, u"actionstart_on_demand"_s, u"actionrepair_on_unban"_s }) {
        if (dice.percent(dense / 3))
            sheet.option(key, dice.of(truths + lies));
    }
    for (const QString &key : { u"cmd"_s, u"br-one"_s, u"type"_s, u"own"_s }) {
        if (dice.percent(dense / 2))
            sheet.option(key, dice.of<QString>({ u"run"_s, u"one"_s, u"two %(known_nothing)s"_s, u"<lock> ipt"_s }));
    }
    sheet.section(u"rules"_s);
    sheet.option(u"rule"_s, dice.of<QString>({ u"-p <protocol> --dport <port>"_s, u"-j <blocktype>"_s, u"plain"_s }));
    if (dice.percent(dense)) {
        sheet.section(u"Init"_s);
        for (const QString &key :
            { u"cmd"_s, u"chain"_s, u"port"_s, u"blocktype"_s, u"lock"_s, u"type"_s, u"timeout"_s, u"name"_s }) {
            if (dice.percent(dense / 2))
                sheet.option(key, dice.of<QString>({ u"ini"_s, u"INPUT"_s, u"%(__name__)s"_s, u"-w 5"_s, {} }));
        }
    }
    if (dice.percent(40)) {
        sheet.section(u"Init?family=inet6"_s);
        sheet.option(dice.of<QString>({ u"blocktype"_s, u"cmd"_s }), dice.of<QString>({ u"six"_s, u"<lock> ip6t"_s }));
        if (dice.percent(30))
            sheet.option(u"chain"_s, u"SIX"_s);
    }
}

} // namespace config_trees
