// SPDX-License-Identifier: GPL-3.0-or-later
// A helper that has not ended when its program does: it is told, nobody waits for it and nobody kills it.
//   tst_helper_end --child FOLDER HOW      runs one until it is there, and ends
#include "transport/helper_process.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Goes on after the end of its input until it is let go.
const QString script = u"cd %1; exec 3<&0; cat <&3 > /dev/null & echo $! > started; wait; echo x > told; "
                       "while [ ! -e go ]; do sleep 0.1; done; echo x > done"_s;

int child(int argc, char **argv)
{
    auto application = std::make_unique<QCoreApplication>(argc, argv);
    const QString folder = QCoreApplication::arguments().at(2);
    const QString how = QCoreApplication::arguments().at(3);
    auto helper = std::make_unique<transport::HelperProcess>();
    helper->start({ { u"/bin/sh"_s, u"-c"_s, script.arg(folder) }, {}, {}, {} }, { { u"op"_s, u"bridge"_s } });
    if (!QTest::qWaitFor([&] { return QFile::exists(folder + u"/started"_s); }, 40'000))
        return 2;
    if (how == "application first"_L1)
        application.reset();
    helper.reset();
    return 0;
}

} // namespace

class TestHelperEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProgramEndsFirst_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("released") << u"released"_s;
        QTest::newRow("the application is gone by then") << u"application first"_s;
    }
    void theProgramEndsFirst()
    {
        QFETCH(QString, how);
        const QTemporaryDir folder(QDir::tempPath() + u"/he-XXXXXX"_s);
        const auto isThere = [&folder](const QString &name) { return QFile::exists(folder.filePath(name)); };
        QProcess program;
        program.start(QCoreApplication::applicationFilePath(), { u"--child"_s, folder.path(), how });
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 60'000);
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardError(), QByteArray());
        // It was not waited for, and it lives.
        QTRY_VERIFY(isThere(u"told"_s));
        QVERIFY(!isThere(u"done"_s));
        QFile go(folder.filePath(u"go"_s));
        QVERIFY(go.open(QIODevice::WriteOnly));
        QTRY_VERIFY(isThere(u"done"_s));
    }
};

int main(int argc, char **argv)
{
    if (argc == 4 && qstrcmp(argv[1], "--child") == 0)
        return child(argc, argv);
    QCoreApplication application(argc, argv);
    TestHelperEnd test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_helper_end.moc"
