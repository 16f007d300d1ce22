// SPDX-License-Identifier: GPL-3.0-or-later
// Reads traps.txt; its head says how.
#include "support/places.h"
#include "tree_generator.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace config_trees {
namespace {

/// {{0d}} and the like.
QByteArray withBytes(const QByteArray &line)
{
    QByteArray out;
    qsizetype at = 0;
    for (qsizetype open = line.indexOf("{{"); open >= 0; open = line.indexOf("{{", at)) {
        const qsizetype close = line.indexOf("}}", open);
        out += line.mid(at, open - at) + QByteArray::fromHex(line.mid(open + 2, close - open - 2));
        at = close + 2;
    }
    return out + line.mid(at);
}

} // namespace

QList<GeneratedTree> fixed()
{
    QFile file(places::source(QStringLiteral("/tests/config/traps.txt")));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read traps.txt");
    QList<GeneratedTree> trees;
    QByteArray *bytes = nullptr;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QByteArray words = line.trimmed();
        const QString path = QString::fromUtf8(withBytes(words.mid(3)));
        if (words.startsWith("=== ")) {
            GeneratedTree tree = trees.isEmpty() ? GeneratedTree() : trees.first();
            tree.name = QString::fromUtf8(words.mid(4));
            trees.append(tree);
            bytes = nullptr;
        } else if (trees.isEmpty()) {
            continue;
        } else if (words.startsWith("== ")) {
            bytes = &trees.last().files[path];
            bytes->clear();
        } else if (words.startsWith("-- ")) {
            trees.last().files.remove(path);
            bytes = nullptr;
        } else if (words.startsWith("++ ")) {
            trees.last().logs += path;
            bytes = nullptr;
        } else if (words.startsWith("+/ ")) {
            trees.last().folders += path;
            bytes = nullptr;
        } else if (bytes && words.endsWith("{{end}}")) {
            *bytes += withBytes(words.chopped(7));
        } else if (bytes) {
            *bytes += withBytes(line);
        }
    }
    return trees;
}

} // namespace config_trees
