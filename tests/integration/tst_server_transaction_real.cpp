// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/transaction_rig.h"
#include "services/server_transaction.h"
#include "support/test_sshd.h"
#include "support/test_sudoer.h"
#include "transport/local_host.h"
#include "transport/routed_host.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"

#include <QTest>

using namespace Qt::StringLiterals;
using services::ServerTransaction;
using services::TransactionRefusal;
using services::TransactionResult;
using services::TransactionVerdict;
using transactions::bytesOf;
using transactions::Server;
using transactions::sha256;
using transport::RoutedHost;

Q_DECLARE_METATYPE(TestFail2ban::Version)

/// A change of a real daemon on every way to a server: here, over ssh, behind sudo, in a container. What holds the way
/// open must not hold the change, and its loss must not stop the dead-man.
class TestServerTransactionReal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void confirmed_data() { ways(); }
    void confirmed();
    void lost_data() { ways(); }
    void lost();

private:
    static void ways()
    {
        using enum TestFail2ban::Version;
        QTest::addColumn<QString>("kind");
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::newRow("local") << u"local"_s << V1_0_2;
        QTest::newRow("ssh 1.0.2") << u"ssh"_s << V1_0_2;
        QTest::newRow("ssh 1.1.0") << u"ssh"_s << V1_1_0;
        QTest::newRow("sudo") << u"sudo"_s << V1_1_0;
        QTest::newRow("container") << u"container"_s << V1_1_0;
    }
    void prepare(const QString &kind, TestFail2ban::Version version);
    template <typename T, typename F> [[nodiscard]] TransactionResult<T> result(F verb)
    {
        std::optional<TransactionResult<T>> got;
        verb([&got](TransactionResult<T> value) { got.emplace(std::move(value)); });
        if (got || !QTest::qWaitFor([&got] { return got.has_value(); }, 90'000))
            return tl::unexpected(TransactionRefusal { { core::ErrorCode::Internal, u"no answer, or at once"_s }, {} });
        return *got;
    }
    template <typename T> [[nodiscard]] static QByteArray why(const TransactionResult<T> &result)
    {
        if (result)
            return {};
        return (core::errorCodeName(result.error().error.code) + u": "_s + result.error().error.detail).toUtf8();
    }
    void beginArmWrite(int seconds);
    [[nodiscard]] QString file() const { return m_server->path(u"jail.d/zz-bangui-off.local"_s); }

    TestSshd m_sshd;
    std::unique_ptr<transport::RuntimeFolder> m_runtime;
    std::unique_ptr<transport::SshMaster> m_master;
    std::unique_ptr<TestSudoer> m_sudoer;
    QTemporaryDir m_folder { u"/tmp/st-XXXXXX"_s };
    std::unique_ptr<Server> m_server;
    std::unique_ptr<transport::Host> m_host;
    std::unique_ptr<ServerTransaction> m_transaction;
};

void TestServerTransactionReal::initTestCase()
{
    QVERIFY2(m_sshd.start(), qPrintable(m_sshd.error()));
    m_runtime = std::move(*transport::RuntimeFolder::create(m_sshd.folder()));
    m_sudoer = std::make_unique<TestSudoer>();
    QVERIFY2(m_sudoer->isReady(), qPrintable(m_sudoer->error()));
    QVERIFY2(m_sudoer->setRules(u"%1 ALL=(root) NOPASSWD: ALL"_s.arg(m_sudoer->name())), qPrintable(m_sudoer->said()));
    m_sudoer->standInForSudo();
    QFile docker(m_folder.filePath(u"docker"_s));
    QVERIFY(docker.open(QIODevice::WriteOnly)
        && docker.write("#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i box' ] || exit 125\nshift 3\nexec \"$@\"\n") > 0);
    QVERIFY(docker.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TestServerTransactionReal::cleanupTestCase()
{
    m_transaction.reset();
    m_host.reset();
    m_server.reset();
    m_master.reset();
    m_sudoer.reset();
}

void TestServerTransactionReal::prepare(const QString &kind, TestFail2ban::Version version)
{
    m_transaction.reset();
    m_host.reset();
    m_server = std::make_unique<Server>(version, u"dash"_s);
    QVERIFY2(m_server->daemon.start(), qPrintable(m_server->daemon.error()));
    transport::HostRoute route;
    if (kind == "ssh"_L1) {
        // The last one may still wait before it tries again what this test has cut.
        m_master = std::make_unique<transport::SshMaster>(m_sshd.destination(), *m_runtime);
        route.master = m_master.get();
    }
    if (kind == "sudo"_L1)
        route.elevation = core::Elevation::Sudo;
    if (kind == "container"_L1) {
        route.engine = m_folder.filePath(u"docker"_s);
        route.container = u"box"_s;
    }
    if (kind == "local"_L1)
        m_host = std::make_unique<transport::LocalHost>();
    else
        m_host = std::move(*RoutedHost::create(route));
    services::TransactionPlan plan;
    plan.folder = m_server->folder();
    plan.owner = u"Ann @ desk"_s;
    plan.jails = { u"off"_s };
    plan.files = { file() };
    plan.socket = m_server->daemon.socketPath();
    plan.pidFile = m_server->daemon.pidFile();
    plan.configDir = m_server->daemon.configDir();
    plan.client = m_server->daemon.clientProgram();
    plan.graceSeconds = 60;
    plan.lingerSeconds = 1;
    m_transaction = std::make_unique<ServerTransaction>(
        [this](const transport::HostCommand &command, const QObject *context,
            core::Handler<transport::CommandResult> handler) {
            return m_host->run(command, context, std::move(handler));
        },
        plan);
}

void TestServerTransactionReal::beginArmWrite(int seconds)
{
    QElapsedTimer timer;
    timer.start();
    const auto begun
        = result<services::TransactionBegun>([this](auto handler) { m_transaction->begin(this, std::move(handler)); });
    QVERIFY2(begun.has_value(), why(begun).constData());
    QCOMPARE(begun->id, m_server->id);
    QVERIFY(begun->daemonAnswers);
    QCOMPARE(begun->daemon.pid, m_server->daemonPid());
    QCOMPARE(begun->absentJails, QStringList { u"off"_s });
    QCOMPARE(begun->jailsBefore, Server::oldJails());
    const auto armed = result<services::TransactionArmed>(
        [this, seconds](auto handler) { m_transaction->arm(seconds, this, std::move(handler)); });
    QVERIFY2(armed.has_value(), why(armed).constData());
    QVERIFY(armed->remainingSeconds > 0 && armed->remainingSeconds <= seconds);
    // The way was not held until the time was over.
    QVERIFY(timer.elapsed() < 50'000);
    const transport::FileWrite write { file(), transactions::offEnabled(), 0644, QByteArray() };
    const auto written = result<bool>([&](auto handler) { m_transaction->write(write, this, std::move(handler)); });
    QVERIFY2(written.has_value(), why(written).constData());
    QCOMPARE(bytesOf(file()), transactions::offEnabled());
}

void TestServerTransactionReal::confirmed()
{
    QFETCH(QString, kind);
    QFETCH(TestFail2ban::Version, version);
    prepare(kind, version);
    if (QTest::currentTestFailed())
        return;
    beginArmWrite(60);
    if (QTest::currentTestFailed())
        return;
    const auto applied = result<QString>([this](auto handler) { m_transaction->apply(40, this, std::move(handler)); });
    QVERIFY2(applied.has_value(), why(applied).constData());
    QVERIFY(m_server->jails().contains(u"off"_s));
    const auto extended
        = result<qint64>([this](auto handler) { m_transaction->extend(100, this, std::move(handler)); });
    QVERIFY2(extended.has_value(), why(extended).constData());
    QVERIFY(*extended > 90);
    const auto status = result<services::TransactionStatus>(
        [this](auto handler) { m_transaction->status(this, std::move(handler)); });
    QVERIFY2(status.has_value(), why(status).constData());
    QVERIFY(status->armed && status->applied && !status->stale && status->decision.isEmpty());
    QCOMPARE(status->owner, u"Ann @ desk"_s);
    QCOMPARE(status->files, QStringList { u"new"_s });
    QVERIFY(
        result<bool>([this](auto handler) { m_transaction->confirm(u"Ann"_s, this, std::move(handler)); }).has_value());
    QVERIFY(result<bool>([this](auto handler) { m_transaction->disarm(this, std::move(handler)); }).has_value());
    QVERIFY2(m_server->isClean(), qPrintable(m_server->leftovers()));
    QCOMPARE(bytesOf(file()), transactions::offEnabled());
    QVERIFY(m_server->jails().contains(u"off"_s));
    // It is over: late words do nothing.
    const auto late = result<QString>([this](auto handler) { m_transaction->apply(40, this, std::move(handler)); });
    QVERIFY(!late.has_value() && late.error().answer.has_value());
    QCOMPARE(late.error().answer->verdict, TransactionVerdict::Gone);
}

void TestServerTransactionReal::lost()
{
    QFETCH(QString, kind);
    QFETCH(TestFail2ban::Version, version);
    prepare(kind, version);
    if (QTest::currentTestFailed())
        return;
    beginArmWrite(20);
    if (QTest::currentTestFailed())
        return;
    // The way is lost in the middle of the reload, and whoever drove this with it.
    m_transaction->apply(40, this, [](const auto &) {});
    if (kind == "ssh"_L1)
        m_sshd.killSessions();
    m_transaction.reset();
    m_host.reset();
    QVERIFY2(m_server->isClean(90'000), qPrintable(m_server->leftovers()));
    QVERIFY(!QFile::exists(file()));
    QCOMPARE(m_server->jails(), Server::oldJails());
}

QTEST_GUILESS_MAIN(TestServerTransactionReal)
#include "tst_server_transaction_real.moc"
