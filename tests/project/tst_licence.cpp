// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// True where the first line, or the second after "#!", is the licence's, in the file's own kind of comment.
bool isLicensed(const QByteArray &content)
{
    const QList<QByteArray> lines = content.left(400).split('\n');
    const qsizetype at = lines.value(0).startsWith("#!") ? 1 : 0;
    const QByteArray line = lines.value(at).trimmed();
    const QByteArray text = "SPDX-License-Identifier: GPL-3.0-or-later";
    return line == "// " + text || line == "# " + text || line == "-- " + text || line == "/* " + text + " */";
}

bool needsLicence(const QString &path, const QByteArray &content)
{
    static const QStringList endings { u".h"_s, u".cpp"_s, u".cmake"_s, u".sh"_s, u".py"_s, u".sql"_s, u".qss"_s,
        u"/CMakeLists.txt"_s };
    return std::any_of(endings.cbegin(), endings.cend(), [&path](const QString &ending) {
        return path.endsWith(ending);
    }) || content.startsWith("#!");
}

} // namespace

class TestLicence : public QObject
{
    Q_OBJECT

    const QString m_root = places::source();

private Q_SLOTS:
    void samples()
    {
        QVERIFY(isLicensed("// SPDX-License-Identifier: GPL-3.0-or-later\n#pragma once\n"));
        QVERIFY(isLicensed("# SPDX-License-Identifier: GPL-3.0-or-later\n"));
        QVERIFY(isLicensed("#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n"));
        QVERIFY(isLicensed("-- SPDX-License-Identifier: GPL-3.0-or-later\nCREATE"));
        QVERIFY(!isLicensed(""));
        QVERIFY(!isLicensed("#pragma once\n// SPDX-License-Identifier: GPL-3.0-or-later\n"));
        QVERIFY(!isLicensed("// SPDX-License-Identifier: GPL-2.0-only\n"));
        QVERIFY(!isLicensed("// SPDX-License-Identifier: GPL-3.0-or-later-ish\n"));
        QVERIFY(!isLicensed("#!/bin/sh\n"));
        QVERIFY(needsLicence(u"a/CMakeLists.txt"_s, {}));
        QVERIFY(needsLicence(u"a/tool"_s, "#!/usr/bin/env python3\n"));
        QVERIFY(!needsLicence(u"a/data.json"_s, "{}"));
    }

    void licenceItself()
    {
        QFile file(m_root + u"/LICENSE"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("GNU GENERAL PUBLIC LICENSE"));
        QVERIFY(text.contains("Version 3, 29 June 2007"));
    }

    void files_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("CMakeLists.txt") << m_root + u"/CMakeLists.txt"_s;
        for (const QString &folder : { u"src"_s, u"tests"_s, u"cmake"_s, u"installer"_s, u"resources"_s, u".ci"_s }) {
            QDirIterator it(m_root + u'/' + folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                const QString path = it.next();
                QFile file(path);
                if (file.open(QIODevice::ReadOnly) && needsLicence(path, file.peek(400)))
                    QTest::newRow(qPrintable(path.mid(m_root.size() + 1))) << path;
            }
        }
    }
    void files()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(isLicensed(file.read(400)), qPrintable(path));
    }
};

QTEST_GUILESS_MAIN(TestLicence)
#include "tst_licence.moc"
