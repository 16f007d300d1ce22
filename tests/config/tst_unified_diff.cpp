// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document.h"
#include "config/line_matches.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

class TestUnifiedDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingWhereBothAreEqual() { QVERIFY(config::unifiedDiff("a\n", "a\n", u"x"_s, u"y"_s).isEmpty()); }

    void asPrinted_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("diff");
        QTest::newRow("new file") << QByteArray() << QByteArray("[sshd]\nenabled = true\n")
                                  << u"--- x\n+++ y\n@@ -0,0 +1,2 @@\n+[sshd]\n+enabled = true\n"_s;
        QTest::newRow("file goes") << QByteArray("a") << QByteArray()
                                   << u"--- x\n+++ y\n@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n"_s;
        QTest::newRow("line end comes")
            << QByteArray("a\nb") << QByteArray("a\nb\n")
            << u"--- x\n+++ y\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"_s;
        QTest::newRow("CR LF and UTF-8") << QByteArray("ä\r\nb\r\n") << QByteArray("ä\r\nc\r\n")
                                         << u"--- x\n+++ y\n@@ -1,2 +1,2 @@\n ä\r\n-b\r\n+c\r\n"_s;
        // Bytes that are no text are different, although they look the same.
        QTest::newRow("not UTF-8") << QByteArray("\xe4\n") << QByteArray("\xf6\n")
                                   << u"--- x\n+++ y\n@@ -1 +1 @@\n-\ufffd\n+\ufffd\n"_s;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf[a]\n") << QByteArray("[a]\n")
                                         << u"--- x\n+++ y\n@@ -1 +1 @@\n-\ufeff[a]\n+[a]\n"_s;
    }
    void asPrinted()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(config::unifiedDiff(before, after, u"x"_s, u"y"_s), "diff");
    }

    /// Files of ever other lines, with a few changes far from each other: one shortest way to tell them, and diff tells
    /// that.
    void likeDiff()
    {
        QTemporaryDir folder;
        QRandomGenerator random(99);
        for (int round = 0; round < 150; ++round) {
            const auto [before, after] = edited(random, round);
            const QByteArray ours = config::unifiedDiff(before, after, u"old"_s, u"new"_s).toUtf8();
            QCOMPARE(ours, run(folder.filePath(u"a"_s), before, folder.filePath(u"b"_s), after));
        }
    }

    /// Texts of very few different lines have many shortest differences: ours turns one into the other, and is as
    /// short.
    void asShortAsDiff()
    {
        QTemporaryDir folder;
        QRandomGenerator random(100);
        for (int round = 0; round < 60; ++round) {
            const QByteArray before = noise(random);
            const QByteArray after = noise(random);
            const QString ours = config::unifiedDiff(before, after, u"old"_s, u"new"_s);
            const QByteArray theirs = run(folder.filePath(u"a"_s), before, folder.filePath(u"b"_s), after);
            QVERIFY2(changes(ours) <= changes(QString::fromUtf8(theirs)), qPrintable(ours));
            QCOMPARE(ours.isEmpty(), before == after);
            QCOMPARE(patched(before, ours), after);
        }
    }

    void hugeDifferencesAreStillRight()
    {
        QStringList a { u"begin"_s };
        QStringList b { u"begin"_s };
        for (int i = 0; i < 4000; ++i) {
            a += u"a%1"_s.arg(i);
            b += u"b%1"_s.arg(i);
        }
        a += u"end"_s;
        b += u"end"_s;
        QCOMPARE(config::matchLines(a, b), (QList<config::LineMatch> { { 0, 0 }, { 4001, 4001 } }));
        QCOMPARE(config::matchLines(a, a).size(), a.size());
    }

private:
    static std::pair<QByteArray, QByteArray> edited(QRandomGenerator &random, int round)
    {
        QByteArrayList lines;
        for (int i = random.bounded(60); i > 0; --i)
            lines += "line " + QByteArray::number(random.bounded(1 << 30));
        // Empty lines and braces between: what makes a change move.
        for (qsizetype i = lines.size() - 1; i > 0; i -= 4)
            lines.insert(i, random.bounded(2) == 0 ? "" : "}");
        QByteArrayList changed = lines;
        for (int i = 1 + random.bounded(3); i > 0; --i) {
            const int at = random.bounded(int(changed.size()) + 1);
            const int kind = random.bounded(3);
            if (kind == 0 || changed.isEmpty() || at == changed.size())
                changed.insert(at, "new " + QByteArray::number(round * 10 + i));
            else if (kind == 1)
                changed.removeAt(at);
            else
                changed[at] = "other " + QByteArray::number(round * 10 + i);
        }
        const auto text = [&random](const QByteArrayList &of) {
            return of.isEmpty() ? QByteArray() : of.join('\n') + (random.bounded(8) == 0 ? "" : "\n");
        };
        return { text(lines), text(changed) };
    }

    static QByteArray noise(QRandomGenerator &random)
    {
        QByteArray text;
        for (int i = random.bounded(25); i > 0; --i)
            text += QByteArray(1, char('a' + random.bounded(3))) + '\n';
        return text;
    }

    static QByteArray run(const QString &a, const QByteArray &before, const QString &b, const QByteArray &after)
    {
        for (const auto &[path, bytes] : { std::pair(a, before), std::pair(b, after) }) {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write %s", qPrintable(path));
        }
        QProcess diff;
        diff.start(u"diff"_s, { u"-u"_s, u"--label"_s, u"old"_s, u"--label"_s, u"new"_s, a, b });
        if (!diff.waitForFinished() || diff.exitCode() > 1)
            qFatal("no diff");
        return diff.readAllStandardOutput();
    }

    static qsizetype changes(const QString &diff)
    {
        const QStringList lines = diff.split(u'\n').mid(2);
        return std::ranges::count_if(
            lines, [](const QString &line) { return line.startsWith(u'+') || line.startsWith(u'-'); });
    }

    /// A small `patch`; exact, so that a wrong line number fails.
    static QByteArray patched(const QByteArray &before, const QString &diff)
    {
        if (diff.isEmpty())
            return before;
        const QByteArrayList lines = before.split('\n');
        QByteArray out;
        qsizetype at = 0;
        for (const QString &line : diff.split(u'\n').mid(2)) {
            if (line.startsWith(u"@@"_s)) {
                const QStringList range = line.section(u' ', 1, 1).sliced(1).split(u',');
                const qsizetype begin = range[0].toLongLong() - (range.value(1) == u"0"_s ? 0 : 1);
                while (at < begin)
                    out += lines[at++] + '\n';
            } else if (line.startsWith(u'+')) {
                out += line.sliced(1).toUtf8() + '\n';
            } else if (!line.isEmpty()) {
                if (lines[at] != line.sliced(1).toUtf8())
                    return "wrong line in the difference";
                if (line.startsWith(u' '))
                    out += lines[at] + '\n';
                ++at;
            }
        }
        while (at < lines.size() - 1)
            out += lines[at++] + '\n';
        return out;
    }
};

QTEST_GUILESS_MAIN(TestUnifiedDiff)
#include "tst_unified_diff.moc"
