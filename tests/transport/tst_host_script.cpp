// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/helper_process.h"
#include "transport/host_script.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <QtEndian>

using core::ErrorCode;
using transport::HelperReply;
using namespace Qt::StringLiterals;

namespace {

QByteArray frame(char kind, const QByteArray &payload)
{
    QByteArray head(4, '\0');
    qToBigEndian<quint32>(quint32(payload.size()), head.data());
    return kind + head + payload;
}

} // namespace

class TestHostScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bootstrapFitsIntoEveryShell_data()
    {
        QTest::addColumn<QString>("shell");
        for (const QString &shell : { u"sh"_s, u"bash"_s, u"dash"_s })
            QTest::addRow("%s", qPrintable(shell)) << shell;
    }
    void bootstrapFitsIntoEveryShell()
    {
        QFETCH(QString, shell);
        // Not one character with a meaning inside single quotes, in csh ("!") and fish (backslash) neither.
        for (const char c : transport::helperBootstrap())
            QVERIFY2(c > ' ' - 1 && c < 0x7F && !strchr("'\\!", c), QByteArray(1, c).constData());
        const QString program = QStandardPaths::findExecutable(shell);
        QVERIFY2(!program.isEmpty(), qPrintable(shell));
        for (const QStringList &words : { transport::searchingCommand(),
                 transport::pythonCommand(QStandardPaths::findExecutable(u"python3"_s, { u"/usr/bin"_s })) }) {
            QProcess process;
            process.start(program, { u"-c"_s, transport::loginShellLine(words) });
            process.write(transport::helperRequest({ { u"op"_s, u"hello"_s } }, "0123456789abcdef"));
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished(60'000));
            const QByteArray output = process.readAllStandardOutput();
            QVERIFY2(output.startsWith(transport::readyMark() + "0123456789abcdefJ"),
                (output + process.readAllStandardError()).constData());
            QVERIFY(output.contains("\"python\""));
        }
    }

    void everyHelperIsPythonTwoAndThree()
    {
        // The oldest Python that fail2ban 0.9.7 runs on is 2.7; its grammar is checked by words that it lacks.
        QFile file(u":/host/host_helper.py"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const QRegularExpression formatted(u"(?<![\\w.])f[\"']"_s);
        QVERIFY(!formatted.match(QString::fromUtf8(text)).hasMatch());
        for (const char *word : { "nonlocal", " from None", "print(", ":=", "async " })
            QVERIFY2(!text.contains(word), word);
    }

    void changesWaitForTheCaller_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<bool>("done");
        QTest::newRow("cut before the word") << QByteArray() << false;
        QTest::newRow("word") << QByteArray("G") << true;
    }
    void changesWaitForTheCaller()
    {
        QFETCH(QByteArray, more);
        QFETCH(bool, done);
        QTemporaryDir folder;
        const QString made = folder.filePath(u"made"_s);
        const QJsonObject operation { { u"op"_s, u"run"_s }, { u"confirm"_s, true },
            { u"argv"_s, QJsonArray { transport::encoded("touch"), transport::encoded(made.toUtf8()) } },
            { u"environment"_s, QJsonArray() }, { u"cpu"_s, 0 }, { u"timeout"_s, 10'000 }, { u"limit"_s, 100 },
            { u"size"_s, 0 } };
        QProcess process;
        process.start(u"/bin/sh"_s, { u"-c"_s, transport::loginShellLine(transport::searchingCommand()) });
        process.write(transport::helperRequest(operation, "0123456789abcdef"));
        process.write(more);
        // The input stays open until the answer is there: its end would end the program, too.
        if (done)
            QVERIFY(QTest::qWaitFor([&] { return QFile::exists(made); }, 60'000));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY(process.readAllStandardOutput().startsWith(transport::readyMark() + "0123456789abcdef"));
        QCOMPARE(QFile::exists(made), done);
    }

    void repliesInPieces()
    {
        const QByteArray nonce = transport::newNonce();
        QCOMPARE(nonce.size(), 32);
        QVERIFY(transport::newNonce() != nonce);
        const QByteArray whole
            = "Welcome to web-1!\nJ\0\0\0\1x" + nonce + frame('D', "abc") + frame('O', {}) + frame('J', "{}");
        for (qsizetype cut = 0; cut <= whole.size(); ++cut) {
            HelperReply reply(nonce);
            reply.feed(whole.first(cut));
            QList<HelperReply::Frame> frames;
            while (const auto next = reply.next())
                frames.append(*next);
            reply.feed(whole.sliced(cut));
            while (const auto next = reply.next())
                frames.append(*next);
            QVERIFY(reply.hasBegun() && !reply.isBroken());
            QCOMPARE(frames.size(), 3);
            QCOMPARE(frames[0].kind, 'D');
            QCOMPARE(frames[0].payload, QByteArray("abc"));
            QCOMPARE(frames[1].payload, QByteArray());
            QCOMPARE(frames[2].kind, 'J');
        }
    }

    void hostileReplies()
    {
        HelperReply noise("n");
        noise.feed(QByteArray(300'000, 'x')); // no greeting is as long
        QVERIFY(noise.isBroken());
        QVERIFY(!noise.next());
        HelperReply large("nonce");
        large.feed("nonceD\xff\xff\xff\xff");
        QVERIFY(!large.next());
        QVERIFY(large.isBroken());
        HelperReply waits("nonce");
        waits.feed(QByteArray("nonceD\0\0\1\0abc", 13));
        QVERIFY(!waits.next());
        QVERIFY(!waits.isBroken());
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("container");
        QTest::addColumn<bool>("path");
        const auto row = [](const QString &name, bool container, bool path) {
            QTest::newRow(qPrintable(name)) << name << container << path;
        };
        row(u"fail2ban"_s, true, false);
        row(u"a_b.c-1"_s, true, false);
        row(u"-it"_s, false, false);
        row(u".x"_s, false, false);
        row(u"a b"_s, false, false);
        row(u"a;id"_s, false, false);
        row(u"$(id)"_s, false, false);
        row(u"a\nb"_s, false, false);
        row(u"é"_s, false, false);
        row(QString(), false, false);
        row(QString(256, u'a'), false, false);
        row(u"/usr/bin/python3.11"_s, false, true);
        row(u"/usr/bin/py thon"_s, false, false);
        row(u"/usr/bin/'python3"_s, false, false);
        row(u"python3"_s, true, false);
    }
    void names()
    {
        QFETCH(QString, name);
        QTEST(transport::isContainerName(name), "container");
        QTEST(transport::isPlainPath(name), "path");
    }

    void lastWords_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<bool>("begun");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, int exitCode, const char *words, bool begun, ErrorCode code) {
            QTest::newRow(name) << exitCode << QByteArray(words) << begun << code;
        };
        row("sudo wants a password", 1, "sudo: a password is required\n", false, ErrorCode::ElevationPassword);
        row("no sudoer", 1, "joe is not in the sudoers file.\n", false, ErrorCode::ElevationRefused);
        row("sudo after a greeting", 1, "hello\nsudo: a terminal is required\n", false, ErrorCode::ElevationRefused);
        row("pkexec", 127, "Error executing command as another user: Not authorized\n", false,
            ErrorCode::ElevationRefused);
        row("no container", 1, "Error response from daemon: No such container: f2b\n", false, ErrorCode::NoSocket);
        row("stopped container", 1, "Error response from daemon: container 12ab is not running\n", false,
            ErrorCode::NoSocket);
        row("podman", 125, "Error: no container with name or ID \"f2b\" found: no such container\n", false,
            ErrorCode::NoSocket);
        row("docker's socket", 1,
            "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock\n",
            false, ErrorCode::PermissionDenied);
        row("no python", 127, "", false, ErrorCode::CommandNotFound);
        row("link", 255, "mux_client_request_session: read from master failed: Broken pipe\n", false,
            ErrorCode::TunnelDown);
        row("no session left", 255,
            "mux_client_request_session: session request failed: Session open refused by peer\n", false,
            ErrorCode::Busy);
        row("cut", 255, "", true, ErrorCode::ConnectionLost);
        row("anything", 1, "boom", false, ErrorCode::CommandFailed);
    }
    void lastWords()
    {
        QFETCH(int, exitCode);
        QFETCH(QByteArray, words);
        QFETCH(bool, begun);
        QFETCH(ErrorCode, code);
        const core::Error error = transport::failureOfHelper(exitCode, words, begun);
        QCOMPARE(error.code, code);
        if (!words.isEmpty())
            QCOMPARE(error.detail, QString::fromUtf8(words).trimmed());
    }
};

QTEST_GUILESS_MAIN(TestHostScript)
#include "tst_host_script.moc"
