// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree_generator.h"
#include "tree_sheet.h"

using namespace Qt::StringLiterals;

namespace config_trees {
namespace {

/// What means something to one of the parsers.
const QList<QByteArray> pieces { ";", " ;", "#", "\n", "\n#", "\r", " ", "\t", "%", "%%", "%(", ")s", "(", ")", "[",
    "]", "][", "<", ">", "<x", "=", " = ", ":", ",", "\"", "'", "\\", "/", "?", "?a=b", "known/", "%(known/",
    "default/", "\xc2\xa0", "\x1c", "\x0c", "\x0b", "\xe2\x80\xa8", "\xff", "\xc3\xa9", "\n\n", "\n ", "\n[", "\n[x]\n",
    "*", "-", "_", ".", "1", "tail" };

void change(QByteArray &bytes, Dice &dice)
{
    const int at = dice.below(int(bytes.size()) + 1);
    const qsizetype begin = bytes.lastIndexOf('\n', at - 1) + 1;
    const qsizetype found = bytes.indexOf('\n', at);
    const qsizetype end = found < 0 ? bytes.size() : found + 1;
    switch (dice.below(8)) {
    case 0:
        bytes.remove(at, 1);
        break;
    case 1:
        bytes.remove(begin, end - begin);
        break;
    case 2:
        bytes.insert(dice.below(int(bytes.size()) + 1), bytes.mid(begin, end - begin));
        break;
    case 3: // an indent more or less
        if (bytes.mid(begin, 1) == " ")
            bytes.remove(begin, dice.percent(50) ? 1 : 4);
        else
            bytes.insert(begin, "  ");
        break;
    default:
        bytes.insert(at, dice.of(pieces));
    }
}

} // namespace

GeneratedTree damaged(quint32 seed)
{
    Dice dice(seed + 77);
    static const QList<GeneratedTree> traps = fixed();
    GeneratedTree tree = dice.percent(50) ? dice.of(traps) : generated(seed);
    tree.name = u"damaged, seed %1, of %2"_s.arg(seed).arg(tree.name);
    const QStringList paths = tree.files.keys();
    if (paths.isEmpty())
        return tree;
    for (int i = 0, n = 1 + dice.below(3); i < n; ++i)
        change(tree.files[dice.of(paths)], dice);
    return tree;
}

} // namespace config_trees
