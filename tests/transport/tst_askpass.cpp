// SPDX-License-Identifier: GPL-3.0-or-later
// Both ends of the askpass socket. The client is this program once more, in a process of its own.
#include "support/test_sshd.h"
#include "transport/askpass_client.h"
#include "transport/askpass_server.h"

#include <QFile>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using transport::AskpassQuestion;
using transport::AskpassServer;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t stranger = 65534;

/// 0: connected, 1: connected and then closed without a byte, else errno of connect(). As that user.
int connectAs(uid_t user, const QByteArray &path)
{
    const pid_t child = ::fork();
    if (child == 0) {
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::setresuid(user, user, user) != 0)
            ::_exit(255);
        const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&address));
        if (::connect(fd, generic, sizeof address) != 0)
            ::_exit(errno);
        char byte = 0;
        const timeval limit { 5, 0 };
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::_exit(::read(fd, &byte, 1) == 0 ? 1 : 0);
    }
    int status = 0;
    // The server answers from the event loop of this process.
    if (!QTest::qWaitFor([&] { return ::waitpid(child, &status, WNOHANG) == child; }, 30'000))
        return 254;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 253;
}

} // namespace

class TestAskpass : public QObject
{
    Q_OBJECT

    struct Asked
    {
        int question = 0;
        AskpassQuestion words;
    };

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AskpassServer> m_server;
    QList<Asked> m_asked;
    QList<int> m_withdrawn;
    std::vector<std::unique_ptr<QProcess>> m_programs;

    QString socket() const { return m_folder->filePath(u"s"_s); }
    QProcess &ask(const QString &prompt, const QString &hint = {}, const QString &path = {})
    {
        m_programs.push_back(std::make_unique<QProcess>());
        QProcess &program = *m_programs.back();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QLatin1StringView(transport::askpassVariable), path.isEmpty() ? socket() : path);
        environment.remove(u"SSH_ASKPASS_PROMPT"_s);
        if (!hint.isEmpty())
            environment.insert(u"SSH_ASKPASS_PROMPT"_s, hint);
        program.setProcessEnvironment(environment);
        program.start(QCoreApplication::applicationFilePath(), { prompt });
        return program;
    }
    static bool ended(QProcess &program)
    {
        return QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 30'000)
            && program.exitStatus() == QProcess::NormalExit;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(u"/tmp/ask-XXXXXX"_s);
        m_server = std::make_unique<AskpassServer>();
        connect(m_server.get(), &AskpassServer::asked, this, [this](int question, const AskpassQuestion &words) {
            m_asked.append({ question, words });
        });
        connect(
            m_server.get(), &AskpassServer::withdrawn, this, [this](int question) { m_withdrawn.append(question); });
        const auto listening = m_server->listen(socket());
        QVERIFY2(listening, listening ? "" : qPrintable(listening.error().detail));
    }
    void cleanup()
    {
        m_server.reset();
        for (const auto &program : m_programs)
            QVERIFY(ended(*program) || program->exitStatus() == QProcess::CrashExit);
        m_programs.clear();
        m_asked.clear();
        m_withdrawn.clear();
        m_folder.reset();
    }

    void carriesAQuestionAndItsAnswer_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("plain") << u"root@web's password: "_s << QString() << QByteArray("open sesame");
        QTest::newRow("lines and quotes") << u"a\n'b' \"c\" $(id)\n"_s << u"confirm"_s << QByteArray("a b'\"$(id)\\");
        QTest::newRow("other scripts") << u"Контрольный код: "_s << QString() << QByteArray("pä\xc3\x9f");
        QTest::newRow("nothing") << QString() << u"none"_s << QByteArray("");
        QTest::newRow("as much as ssh reads") << QString(30'000, u'x') << QString() << QByteArray(1022, 's');
    }
    void carriesAQuestionAndItsAnswer()
    {
        QFETCH(QString, text);
        QFETCH(QString, hint);
        QFETCH(QByteArray, secret);
        QProcess &program = ask(text, hint);
        QTRY_COMPARE(m_asked.size(), 1);
        QCOMPARE(m_asked[0].words.text, text);
        QCOMPARE(m_asked[0].words.hint, hint);
        QCOMPARE(m_asked[0].words.pid, qint64(::getpid())); // whose question it is
        QByteArray given(secret.constData(), secret.size());
        const QByteArray shared = given;
        m_server->answer(m_asked[0].question, std::move(given));
        QVERIFY(secret.isEmpty() || !shared.contains(secret)); // its memory is wiped
        QVERIFY(ended(program));
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardOutput(), secret + '\n');
        QCOMPARE(program.readAllStandardError(), QByteArray());
        QCOMPARE(m_withdrawn, QList<int>());
    }

    void aRefusalIsNoAnswer_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : { "refused", "closed", "line break", "NUL", "too long for ssh" })
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void aRefusalIsNoAnswer()
    {
        QFETCH(QString, how);
        QProcess &program = ask(u"Password: "_s);
        QTRY_COMPARE(m_asked.size(), 1);
        const int question = m_asked[0].question;
        if (how == "refused"_L1)
            m_server->refuse(question);
        else if (how == "closed"_L1)
            m_server.reset();
        else if (how == "line break"_L1)
            m_server->answer(question, QByteArray("two\nlines"));
        else if (how == "NUL"_L1)
            m_server->answer(question, QByteArray("a\0b", 3));
        else
            m_server->answer(question, QByteArray(1023, 's'));
        QVERIFY(ended(program));
        QCOMPARE(program.exitCode(), 1);
        QCOMPARE(program.readAllStandardOutput(), QByteArray());
    }

    /// ssh has gone when the answer comes: no crash in anybody's log.
    void nobodyReadsTheAnswer()
    {
        const QString code = m_folder->filePath(u"code"_s);
        const QString nobody = m_folder->filePath(u"nobody"_s); // there as soon as nobody reads
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QLatin1StringView(transport::askpassVariable), socket());
        shell.setProcessEnvironment(environment);
        shell.start(u"/bin/sh"_s,
            { u"-c"_s, uR"({ read go; "$0" Password: ; echo $? >"$1"; } | { exec 0<&-; : >"$2"; })"_s,
                QCoreApplication::applicationFilePath(), code, nobody });
        QTRY_VERIFY(QFile::exists(nobody));
        shell.write("\n");
        QTRY_COMPARE(m_asked.size(), 1);
        m_server->answer(m_asked[0].question, QByteArray("open sesame"));
        QVERIFY(ended(shell));
        QFile said(code);
        QVERIFY(said.open(QIODevice::ReadOnly));
        QCOMPARE(said.readAll(), QByteArray("1\n"));
    }

    void nobodyListens()
    {
        for (const QString &path : { m_folder->filePath(u"none"_s), u"relative"_s, QString(200, u'/') }) {
            QProcess &program = ask(u"Password: "_s, {}, path);
            QVERIFY(ended(program));
            QCOMPARE(program.exitCode(), 1);
            QCOMPARE(program.readAllStandardOutput(), QByteArray());
        }
    }

    void aQuestionIsTakenBack()
    {
        QProcess &program = ask(u"Confirm user presence for key X Y"_s, u"none"_s);
        QTRY_COMPARE(m_asked.size(), 1);
        ::kill(static_cast<pid_t>(program.processId()), SIGTERM); // what ssh does once the key was touched
        QTRY_COMPARE(m_withdrawn, QList<int> { m_asked[0].question });
        m_server->answer(m_asked[0].question, QByteArray("late")); // nothing happens
    }

    void severalAtATimeAndNoMore()
    {
        for (int i = 0; i < AskpassServer::maxOpen; ++i)
            ask(QString::number(i));
        QTRY_COMPARE(m_asked.size(), AskpassServer::maxOpen);
        QProcess &oneMore = ask(u"more"_s);
        QVERIFY(ended(oneMore));
        QCOMPARE(oneMore.exitCode(), 1);
        for (const Asked &asked : std::as_const(m_asked))
            m_server->answer(asked.question, asked.words.text.toUtf8());
        for (int i = 0; i < AskpassServer::maxOpen; ++i) {
            QVERIFY(ended(*m_programs[size_t(i)]));
            QCOMPARE(m_programs[size_t(i)]->readAllStandardOutput(), QByteArray::number(i) + '\n');
        }
        ask(u"again"_s);
        QTRY_COMPARE(m_asked.size(), AskpassServer::maxOpen + 1);
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("huge") << QByteArray("\xff\xff\xff\xff");
        QTest::newRow("over the limit") << QByteArray("\0\0\x80\x01", 4);
        QTest::newRow("no separators") << QByteArray("\0\0\0\3abc", 7);
        QTest::newRow("NUL in the text") << QByteArray("\0\0\0\6\0"
                                                       "1\0a\0b",
            10);
        QTest::newRow("more than said") << QByteArray("\0\0\0\3\0"
                                                      "1\0xx",
            9);
    }
    void nonsenseIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QLocalSocket client;
        QSignalSpy closed(&client, &QLocalSocket::disconnected);
        client.connectToServer(socket());
        client.write(bytes);
        QVERIFY(closed.count() > 0 || closed.wait(30'000));
        QCOMPARE(client.readAll(), QByteArray());
        QCOMPARE(m_asked.size(), 0);
        ask(u"still here"_s);
        QTRY_COMPARE(m_asked.size(), 1);
    }

    void aLongQuestionIsNotEvenSent()
    {
        QProcess &program = ask(QString(100'000, u'x'));
        QVERIFY(ended(program));
        QCOMPARE(program.exitCode(), 1);
        QCOMPARE(m_asked.size(), 0);
    }

    void theSocketIsOurs()
    {
        struct stat info
        {
        };
        QCOMPARE(::lstat(QFile::encodeName(socket()).constData(), &info), 0);
        QCOMPARE(uint(info.st_mode & 07777), 0600U);
        AskpassServer other;
        QVERIFY(!other.listen(socket())); // nor is one taken over
        QVERIFY(QFile::exists(socket()));
        QVERIFY(!other.listen(u'/' + QString(107, u'a')));
        m_server.reset();
        QVERIFY(!QFile::exists(socket()));
    }

    /// Another user can neither connect nor, where a mode was loosened, ask or answer.
    void aStrangerIsRefused()
    {
        QVERIFY2(::geteuid() == 0, "becoming another user needs root");
        const QByteArray path = QFile::encodeName(socket());
        QCOMPARE(connectAs(stranger, path), EACCES);
        QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
        QCOMPARE(connectAs(stranger, path), EACCES); // the socket's own mode
        QCOMPARE(::chmod(path.constData(), 0666), 0);
        QCOMPARE(connectAs(stranger, path), 1); // the kernel says who it is
        QCOMPARE(m_asked.size(), 0);
    }

    /// A socket of another user in the place of ours is asked nothing.
    void aStrangersSocketIsNotAsked()
    {
        QVERIFY2(::geteuid() == 0, "becoming another user needs root");
        const QTemporaryDir theirs(u"/tmp/ask-XXXXXX"_s);
        QCOMPARE(::chown(QFile::encodeName(theirs.path()).constData(), stranger, stranger), 0);
        const QByteArray path = QFile::encodeName(theirs.filePath(u"s"_s));
        const pid_t child = ::fork();
        if (child == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            sockaddr_un address {};
            address.sun_family = AF_UNIX;
            std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&address));
            if (::setresuid(stranger, stranger, stranger) != 0 || ::bind(fd, generic, sizeof address) != 0
                || ::listen(fd, 1) != 0)
                ::_exit(1);
            const int client = ::accept(fd, nullptr, nullptr);
            char byte = 0;
            ::_exit(client >= 0 && ::read(client, &byte, 1) == 0 ? 0 : 2);
        }
        QTRY_VERIFY(QFile::exists(QString::fromUtf8(path)));
        int status = 0;
        QProcess *program = nullptr;
        // It may exist a moment before it listens.
        for (int attempt = 0; attempt < 50 && ::waitpid(child, &status, WNOHANG) != child; ++attempt) {
            program = &ask(u"root@web's password: "_s, {}, QString::fromUtf8(path));
            QVERIFY(ended(*program));
            QCOMPARE(program->exitCode(), 1);
        }
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0); // it was connected to, and told nothing
    }

    /// What is asked and answered is nowhere else to be seen.
    void theSecretShowsNowhere()
    {
        const QByteArray secret = "tst-marker-secret-1";
        QProcess &program = ask(u"Password: "_s);
        QTRY_COMPARE(m_asked.size(), 1);
        const auto holds = [&](const QString &name) {
            QFile file(u"/proc/%1/%2"_s.arg(program.processId()).arg(name));
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(secret);
        };
        QVERIFY(!holds(u"cmdline"_s) && !holds(u"environ"_s));
        // Nobody but root can look into it, and it leaves no core.
        struct stat info
        {
        };
        QCOMPARE(::stat(QFile::encodeName(u"/proc/%1/mem"_s.arg(program.processId())).constData(), &info), 0);
        QFile limits(u"/proc/%1/limits"_s.arg(program.processId()));
        QVERIFY(limits.open(QIODevice::ReadOnly));
        QVERIFY(QString::fromUtf8(limits.readAll()).contains(QRegularExpression(u"Max core file size +0 +0"_s)));
        m_server->answer(m_asked[0].question, QByteArray(secret.constData(), secret.size()));
        QVERIFY(ended(program));
    }
};

int main(int argc, char **argv)
{
    if (const auto code = transport::runAsAskpass(argc, argv))
        return *code;
    QCoreApplication application(argc, argv);
    TestAskpass test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_askpass.moc"
