// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program as ssh's askpass: no window, no display, one answer.
#include "transport/askpass_client.h"
#include "transport/askpass_server.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using transport::AskpassServer;
using namespace Qt::StringLiterals;

class TestBanguiAskpass : public QObject
{
    Q_OBJECT

    static void start(QProcess &program, const QString &socket, const QString &folder)
    {
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        environment.insert(u"HOME"_s, folder); // and neither DISPLAY nor a platform of the tests
        environment.insert(QLatin1StringView(transport::askpassVariable), socket);
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(BANGUI_PROGRAM), { u"root@web's password: "_s });
    }

private Q_SLOTS:
    void passesTheQuestionOn()
    {
        const QTemporaryDir folder(u"/tmp/bap-XXXXXX"_s);
        AskpassServer server;
        QVERIFY(server.listen(folder.filePath(u"s"_s)));
        QSignalSpy asked(&server, &AskpassServer::asked);
        QProcess program;
        start(program, server.path(), folder.path());
        QVERIFY(asked.wait(30'000));
        QCOMPARE(asked.at(0).at(1).value<transport::AskpassQuestion>().text, u"root@web's password: "_s);
        server.answer(asked.at(0).at(0).toInt(), QByteArray("open sesame"));
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardOutput(), QByteArray("open sesame\n"));
        QCOMPARE(program.readAllStandardError(), QByteArray());
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

    void isNothingElse()
    {
        const QTemporaryDir folder(u"/tmp/bap-XXXXXX"_s);
        QProcess program;
        start(program, folder.filePath(u"nobody"_s), folder.path());
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitCode(), 1);
        QCOMPARE(program.readAllStandardOutput(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestBanguiAskpass)
#include "tst_bangui_askpass.moc"
