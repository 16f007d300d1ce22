// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/generated_tree.h"

using namespace Qt::StringLiterals;

namespace {

const QStringList sectionNames { u"DEFAULT"_s, u"sshd"_s, u"web"_s, u"Definition"_s, u"Init"_s, u"Init?family=inet6"_s,
    u"Definition?x"_s, u"init"_s, u"a-b"_s, u" x "_s, u"a]b"_s, u"ä?"_s, u"KNOWN/sshd"_s };
const QStringList keys { u"a"_s, u"b"_s, u"c"_s, u"Key"_s, u"BANTIME"_s, u"bantime.increment"_s, u"x y"_s, u"known/a"_s,
    u"Ä"_s, u"before"_s, u"#x"_s, u"__name__"_s, u"[k"_s, u"default/c"_s };
const QStringList plain { u"word"_s, u"10m"_s, u"<tag>"_s, u"%%"_s, u"a=b"_s, u"x: y"_s, u"ä€😀"_s, u"[q]"_s, u"a;b"_s,
    u"a#b"_s, u"it's"_s, u"\"q\""_s, u"back\\slash"_s, u"\x85"_s, u"\u2028"_s, u"\u00a0"_s, u"\x1c"_s, u"\x0b"_s,
    u"\t"_s, u"\u200b"_s, u"\u0301"_s, u"\ufeff"_s, u""_s };
const QStringList references { u"%(a)s"_s, u"%(b)s"_s, u"%(A)s"_s, u"%(c)s"_s, u"%(known/a)s"_s, u"%(known/b)s"_s,
    u"%(KNOWN/a)s"_s, u"%(default/a)s"_s, u"%(DEFAULT/a)s"_s, u"%(default/B)s"_s, u"%(Init/a)s"_s, u"%(init/a)s"_s,
    u"%(sshd/b)s"_s, u"%(web/c)s"_s, u"%(__name__)s"_s, u"%(x y)s"_s, u"%(bantime)s"_s, u"%%(known/a)s"_s,
    u"%(a-b/a)s"_s };
const QStringList broken { u"%"_s, u"%(a"_s, u"%()s"_s, u"%(a)d"_s, u"%(nothing)s"_s, u"%x"_s, u"%(none/a)s"_s };
const QStringList blanks { u""_s, u" "_s, u"  "_s, u"\t"_s, u"\u00a0"_s, u"\x0c"_s };

} // namespace

QString TreeGenerator::piece()
{
    const int kind = below(100);
    if (kind < 55)
        return pick(plain);
    return kind < 97 ? pick(references) : pick(broken);
}

QString TreeGenerator::comment()
{
    return pick<QString>({ u"# c"_s, u"; c"_s, u"  # a = b"_s, u"\t;"_s, u"#"_s, u"\u00a0# c"_s });
}

QString TreeGenerator::value(const QString &indent)
{
    QString text;
    for (int i = below(4); i > 0; --i)
        text += piece() + (chance(50) ? u" "_s : QString());
    if (chance(8))
        text += u" ; inline"_s;
    for (int lines = chance(25) ? below(4) : 0; lines > 0; --lines) {
        if (chance(25))
            text += u'\n' + comment();
        if (chance(20))
            text += u'\n' + pick(blanks);
        text += u'\n' + indent + pick<QString>({ u" "_s, u"    "_s, u"\t"_s, u"\u00a0 "_s }) + piece() + piece();
        if (chance(10))
            text += u" ;x"_s;
    }
    return text;
}

QString TreeGenerator::sectionText(const QString &name, bool wellFormed)
{
    QString text = u'[' + name + u']' + (chance(10) ? u" trailing"_s : QString()) + u'\n';
    QStringList used;
    const QString indent = chance(85) ? QString() : u"  "_s;
    for (int i = below(6); i > 0; --i) {
        const QString key = pick(keys);
        if (used.contains(key.toLower()) && (wellFormed || !chance(3)))
            continue;
        if (wellFormed && key.startsWith(u'#'))
            continue; // a comment, and what follows it continues nothing
        if (key.startsWith(u'#') && chance(50))
            text += key + u'\n';
        used += key.toLower();
        text += indent + key + pick<QString>({ u" = "_s, u"="_s, u": "_s, u" : "_s, u"\t=\t"_s, u" =  "_s })
            + value(wellFormed ? indent : QString()) + u'\n';
        if (chance(15))
            text += comment() + u'\n';
        if (chance(15))
            text += pick(blanks) + u'\n';
        if (!wellFormed && below(250) == 0)
            text += pick<QString>({ u"junk\n"_s, u"= nothing\n"_s, u"[]\n"_s });
    }
    return text;
}

QString TreeGenerator::includes()
{
    QString text = u"[INCLUDES]\n"_s;
    const auto files = [this] {
        QStringList names;
        for (int i = below(4); i > 0; --i) {
            QString name = m_names.isEmpty() ? u"common.conf"_s : pick(m_names);
            switch (below(24)) {
            case 0:
                name = m_folder + u'/' + name;
                break;
            case 1: // of a file without includes: ever longer names of others would never end
                name = u"../leaf.conf"_s;
                break;
            case 2:
            case 3:
                name = u"missing.conf"_s;
                break;
            case 4:
            case 5:
                name = u"%(inc)s"_s;
                break;
            case 6:
            case 7:
                break;
            default:
                name = name.section(u'/', -1);
            }
            names += name;
        }
        return names.join(u"\n   "_s);
    };
    text += u"inc = common.conf\n"_s;
    if (chance(70))
        text += u"before = "_s + files() + u'\n';
    if (chance(50))
        text += u"after = "_s + files() + u'\n';
    return text;
}

QByteArray TreeGenerator::file(bool wellFormed, bool withIncludes)
{
    QString text;
    if (!wellFormed && below(80) == 0)
        text += QChar(0xFEFF);
    while (chance(30))
        text += comment() + u'\n';
    if (!wellFormed && below(120) == 0)
        text += u"orphan = 1\n"_s;
    if (withIncludes && chance(30))
        text += includes();
    QStringList used;
    for (int i = below(5); i > 0; --i) {
        const QString name = pick(sectionNames);
        if (used.contains(name) && name != "DEFAULT"_L1 && (wellFormed || !chance(3)))
            continue;
        // A second [DEFAULT] is allowed, the same key in both is not.
        if (used.contains(name) && wellFormed)
            continue;
        used += name;
        text += sectionText(name, wellFormed);
        if (chance(40))
            text += u'\n';
    }
    if (chance(15) && text.endsWith(u'\n'))
        text.chop(1);
    const int ends = below(10);
    if (ends == 0)
        text.replace(u'\n', u"\r\n"_s);
    else if (ends == 1)
        text.replace(u'\n', u'\r');
    QByteArray bytes = text.toUtf8();
    if (!wellFormed && below(60) == 0)
        bytes.insert(below(int(bytes.size()) + 1),
            pick<QByteArray>({ "\xe4", "\xff", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80" }));
    return bytes;
}

config::ConfigTree TreeGenerator::tree(const QString &folder)
{
    const QStringList all { u"jail.conf"_s, u"jail.local"_s, u"jail.d/a.conf"_s, u"jail.d/B.conf"_s,
        u"jail.d/z.local"_s, u"jail.d/a.local"_s, u"jail.d/.hidden.conf"_s, u"jail.d/x.confx"_s,
        u"jail.d/\U0001f600.conf"_s, u"jail.d/\uff41.conf"_s, u"common.conf"_s, u"common.local"_s, u"filter.d/f.conf"_s,
        u"filter.d/f.local"_s, u"filter.d/common.conf"_s, u"filter.d/common.local"_s, u"filter.d/f.d/x.conf"_s,
        u"paths.conf"_s, u"leaf.conf"_s };
    m_folder = folder;
    m_names.clear();
    for (const QString &name : all) {
        if (chance(60))
            m_names += name;
    }
    config::ConfigTree made { folder, {}, {} };
    for (const QString &name : std::as_const(m_names))
        made.files.insert(folder + u'/' + name, file(false, name != u"leaf.conf"_s));
    return made;
}
