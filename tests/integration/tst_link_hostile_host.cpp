// SPDX-License-Identifier: GPL-3.0-or-later
// Every argument of a Host, with what a shell, ssh, sudo, a container engine or fail2ban would take for something else:
// it is carried byte by byte or refused, and never interpreted. The engine is a fake; sudo and sshd are the real ones.
#include "support/test_sshd.h"
#include "transport/host_bytes.h"
#include "transport/local_host.h"
#include "transport/routed_host.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using core::ErrorCode;
using core::Result;
using namespace Qt::StringLiterals;
using namespace transport;

namespace {

enum class Way { Local, Sudo, Container, Ssh, SshSudo };

} // namespace

Q_DECLARE_METATYPE(Way)

class TestLinkHostileHost final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder { u"/tmp/lh-XXXXXX"_s };
    TestSshd m_sshd;
    std::unique_ptr<RuntimeFolder> m_runtime;
    std::unique_ptr<SshMaster> m_master;

    /// What an injection would leave behind.
    [[nodiscard]] QString canary() const { return m_folder.filePath(u"canary"_s); }

    [[nodiscard]] QList<std::pair<const char *, QString>> strings() const
    {
        const QString touch = u"touch "_s + canary();
        return {
            { "end marker", u"a<F2B_END_COMMAND>b"_s },
            { "NUL", u"a"_s + QChar(u'\0') + u"b"_s },
            { "line feed", u"a\n"_s + touch + u'\n' },
            { "carriage return", u"a\rb"_s },
            { "single quote", u"a'; "_s + touch + u"; '"_s },
            { "double quote", u"a\"; "_s + touch + u"; \""_s },
            { "substitution", u"$("_s + touch + u')' },
            { "backticks", u'`' + touch + u'`' },
            { "variable", u"${HOME}$HOME~%h%%"_s },
            { "leading dash", u"-oProxyCommand="_s + touch },
            { "two dashes", u"--"_s },
            { "semicolon", u"; "_s + touch },
            { "pipe", u"| "_s + touch },
            { "backslash", u"a\\n\\'b\\"_s },
            { "blanks", u"  a  b  "_s },
            { "glob", u"*?[a-z]{a,b}!"_s },
            { "empty", u""_s },
            { "bidi", u"a\u202e\u2066b"_s },
            { "escape", u"\u001b]0;owned\u0007"_s },
            { "umlauts and emoji", u"\u00fc\U0001F600"_s },
            { "raw byte", u"a"_s + QChar(0xdcff) + u"b"_s },
            { "half a pair", u"a"_s + QChar(0xd800) + u"b"_s },
            { "reversed pair", QString(QChar(0xde00)) + QChar(0xd83d) },
            { "1 MB", QString(1024 * 1024, u'a') },
        };
    }

    std::unique_ptr<Host> makeHost(Way way, const QStringList &environment = {})
    {
        HostRoute route;
        route.environment = environment;
        switch (way) {
        case Way::Local:
            return std::make_unique<LocalHost>(environment);
        case Way::SshSudo:
            route.master = m_master.get();
            [[fallthrough]];
        case Way::Sudo:
            route.elevation = core::Elevation::Sudo;
            break;
        case Way::Container:
            route.engine = m_folder.filePath(u"docker"_s);
            route.container = u"fail2ban"_s;
            break;
        case Way::Ssh:
            route.master = m_master.get();
            break;
        }
        return std::move(*RoutedHost::create(route));
    }

    template <typename T, typename Call> Result<T> await(const Call &call)
    {
        std::optional<Result<T>> outcome;
        const core::RequestHandle handle = call(this, [&outcome](Result<T> result) { outcome = std::move(result); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 30'000); }();
        return outcome.value_or(core::failure(ErrorCode::Internal, u"no answer"_s));
    }
    Result<CommandResult> run(Host &host, const HostCommand &command)
    {
        return await<CommandResult>([&](const QObject *context, core::Handler<CommandResult> handler) {
            return host.run(command, context, std::move(handler));
        });
    }
    /// A refusal names its reason; Internal and a silent success are none.
    static void checkRefused(const core::Error &error)
    {
        static const QList<ErrorCode> clear { ErrorCode::InvalidArgument, ErrorCode::PathTooLong,
            ErrorCode::CommandFailed, ErrorCode::FileNotFound, ErrorCode::FileUnreadable };
        QVERIFY2(
            clear.contains(error.code), qPrintable(core::errorCodeName(error.code) + u' ' + error.detail.left(200)));
    }

    static void rows()
    {
        QTest::addColumn<Way>("way");
        QTest::newRow("local") << Way::Local;
        QTest::newRow("sudo") << Way::Sudo;
        QTest::newRow("container") << Way::Container;
        QTest::newRow("ssh") << Way::Ssh;
        QTest::newRow("ssh and sudo") << Way::SshSudo;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_sshd.start(), qPrintable(m_sshd.error()));
        m_runtime = std::move(*RuntimeFolder::create(m_sshd.folder()));
        m_master = std::make_unique<SshMaster>(m_sshd.destination(), *m_runtime);
        QFile engine(m_folder.filePath(u"docker"_s));
        QVERIFY(engine.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        engine.write("#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i fail2ban' ] || exit 125\nshift 3\nexec \"$@\"\n");
    }
    void cleanupTestCase() { m_master.reset(); }
    void cleanup() { QVERIFY2(!QFile::exists(canary()), "something was interpreted"); }

    void argumentsAndInput_data() { rows(); }
    void argumentsAndInput()
    {
        QFETCH(Way, way);
        const auto host = makeHost(way);
        for (const auto &[name, text] : strings()) {
            HostCommand command;
            command.argv = { u"/usr/bin/printf"_s, u"%s|%s"_s, text, u"end"_s };
            const auto said = run(*host, command);
            if (!said)
                checkRefused(said.error());
            else
                QVERIFY2(said->exitCode == 0 && hostText(said->standardOutput) == text + u"|end"_s, name);
            const bool mustPass = !text.contains(QChar(u'\0')) && text.isValidUtf16() && text.size() < 100'000;
            QVERIFY2(said.has_value() || !mustPass, name);

            command.argv = { u"/bin/cat"_s };
            command.input = text.toUtf8() + QByteArray("\0\xff\xfe", 3);
            const auto back = run(*host, command);
            QVERIFY2(back && back->standardOutput == command.input, name);
            QVERIFY2(!QFile::exists(canary()), name);
        }
        // As the name of a program: it is not one.
        for (const auto &[name, text] : strings()) {
            HostCommand command;
            command.argv = { text };
            const auto said = run(*host, command);
            QVERIFY2(!said && !QFile::exists(canary()), name);
        }
    }

    void environment_data() { rows(); }
    void environment()
    {
        QFETCH(Way, way);
        for (const auto &[name, text] : strings()) {
            const auto host = makeHost(way, { u"HOSTILE="_s + text });
            HostCommand command;
            command.argv = { u"/bin/sh"_s, u"-c"_s, u"printf '%s|end' \"$HOSTILE\""_s };
            const auto said = run(*host, command);
            if (!said)
                checkRefused(said.error());
            else
                QVERIFY2(hostText(said->standardOutput) == text + u"|end"_s, name);
            QVERIFY2(!QFile::exists(canary()), name);
        }
    }

    void paths_data() { rows(); }
    void paths()
    {
        QFETCH(Way, way);
        const auto host = makeHost(way);
        QTemporaryDir folder(u"/tmp/lh-XXXXXX"_s);
        for (const auto &[name, text] : strings()) {
            const QString file = QString(text).replace(u'/', u'_');
            const QString path = folder.filePath(u"x"_s) + file; // what is empty is no name
            FileWrite write;
            write.path = path;
            write.content = "content of " + QByteArray(name);
            const auto written = await<bool>([&](const QObject *context, core::Handler<bool> handler) {
                return host->writeFileAtomic(write, context, std::move(handler));
            });
            const auto content = await<QByteArray>([&](const QObject *context, core::Handler<QByteArray> handler) {
                return host->readFile(path, 1000, context, std::move(handler));
            });
            const auto names = await<QStringList>([&](const QObject *context, core::Handler<QStringList> handler) {
                return host->list(folder.path(), context, std::move(handler));
            });
            const auto stat = await<FileStat>([&](const QObject *context, core::Handler<FileStat> handler) {
                return host->stat(path, context, std::move(handler));
            });
            QVERIFY2(names, name);
            if (written) {
                QVERIFY2(content && *content == write.content, name);
                QVERIFY2(names->contains(u"x"_s + file), name);
                QVERIFY2(stat && stat->isRegular && stat->size == write.content.size(), name);
                const auto follower = host->follow(path, 0);
                QSignalSpy bytes(follower.get(), &FileFollower::bytesReceived);
                follower->start();
                QTRY_VERIFY2_WITH_TIMEOUT(!bytes.isEmpty(), name, 30'000);
                QCOMPARE(bytes.constFirst().constFirst().toByteArray(), write.content);
                QVERIFY(QFile::exists(folder.path()));
                QVERIFY2(::unlink((QFile::encodeName(folder.path()) + '/' + hostBytes(u"x"_s + file)).constData()) == 0,
                    name);
            } else {
                checkRefused(written.error());
                QVERIFY2(!content, name);
                QVERIFY2(!stat || !stat->exists, name);
            }
            const bool mustPass = !text.contains(QChar(u'\0')) && text.isValidUtf16() && text.size() < 200;
            QVERIFY2(written.has_value() || !mustPass, name);
            QVERIFY2(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot),
                name); // nothing half done
            QVERIFY2(!QFile::exists(canary()), name);
        }
    }
};

QTEST_GUILESS_MAIN(TestLinkHostileHost)
#include "tst_link_hostile_host.moc"
