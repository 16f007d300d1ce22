// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/server_transaction.h"

#include "support/fake_host.h"
#include "transport/transaction_script.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using services::ServerTransaction;
using services::TransactionRefusal;
using services::TransactionResult;
using services::TransactionVerdict;
using support::FakeHost;

/// What is sent to a server for each verb, and what its answers come to.
class TestServerTransaction final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_host = std::make_unique<FakeHost>();
        services::TransactionPlan plan;
        plan.folder = u"/run/bangui/abc"_s;
        plan.owner = u"Ann @ desk"_s;
        plan.jails = { u"sshd"_s, u"web x"_s };
        plan.files = { u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s };
        plan.rebanBefore = { u"sshd"_s };
        plan.rebanAfter = { u"web x"_s };
        plan.socket = u"/run/fail2ban/fail2ban.sock"_s;
        plan.configDir = u"/etc/fail2ban"_s;
        plan.client = u"fail2ban-client"_s;
        m_transaction = std::make_unique<ServerTransaction>(runner(), plan);
    }

    void begins();
    void writes();
    void triesOut();
    void verdicts_data();
    void verdicts();
    void confirmLost();
    void disarmOfWhatIsGone();
    void rollbackThatFailed();
    void listsWhatIsOpen();
    void asksForItsPlace();
    void nobodyAnswers();
    void ids();

private:
    [[nodiscard]] services::TransactionRunner runner()
    {
        return [this](const transport::HostCommand &command, const QObject *context,
                   core::Handler<transport::CommandResult> handler) {
            return m_host->run(command, context, std::move(handler));
        };
    }
    void answer(int code, const QByteArray &line)
    {
        m_host->when([](const QStringList &) { return true; }, FakeHost::exited(code, line));
    }
    /// Runs one verb and waits for its result.
    template <typename T, typename F> [[nodiscard]] TransactionResult<T> result(F verb)
    {
        std::optional<TransactionResult<T>> got;
        verb([&got](TransactionResult<T> value) { got.emplace(std::move(value)); });
        if (got || !QTest::qWaitFor([&got] { return got.has_value(); }, 30'000))
            return tl::unexpected(TransactionRefusal { { ErrorCode::Internal, u"no answer, or at once"_s }, {} });
        return *got;
    }
    [[nodiscard]] const transport::HostCommand &sent() const { return m_host->runs().constLast().command; }

    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<ServerTransaction> m_transaction;
};

void TestServerTransaction::begins()
{
    answer(0,
        "a greeting\nbangui 1 begin ok id=abc daemon=hex:3132203334 answers=1 manager=systemd:fail2ban.service "
        "absent=sshd, jails=web,big,\n");
    const auto begun
        = result<services::TransactionBegun>([this](auto handler) { m_transaction->begin(this, std::move(handler)); });
    QVERIFY(begun.has_value());
    QCOMPARE(begun->id, u"abc"_s);
    QVERIFY(begun->daemonAnswers);
    QCOMPARE(begun->daemon, (core::ProcessIdentity { 12, 34 }));
    QCOMPARE(begun->manager, u"systemd:fail2ban.service"_s);
    QCOMPARE(begun->jailsBefore, (QStringList { u"web"_s, u"big"_s }));
    QCOMPARE(begun->absentJails, QStringList { u"sshd"_s });

    const QStringList argv = sent().argv;
    QCOMPARE(argv.mid(0, 2), (QStringList { u"/bin/sh"_s, u"-c"_s }));
    QCOMPARE(argv.mid(3, 3), (QStringList { u"sh"_s, u"begin"_s, u"/run/bangui/abc"_s }));
    QCOMPARE(argv.filter(u"reban"_s), (QStringList { u"reban=sshd"_s, u"rebannew=web x"_s }));
    QVERIFY(argv.contains(u"jail=web x"_s));
    QVERIFY(argv.contains(u"file=/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s));
    QVERIFY(argv.contains(u"boot=none"_s));
    QVERIFY(argv.filter(QRegularExpression(u"^(start|pidfile)="_s)).isEmpty()); // the script finds them
    QCOMPARE(sent().input, transport::transactionScript());
    QVERIFY(sent().input.startsWith("#!/bin/sh\n") && sent().input.endsWith("main \"$@\"\nexit 0\n"));
}

void TestServerTransaction::writes()
{
    answer(0, "bangui 1 write ok sum=0\n");
    transport::FileWrite file { u"/etc/fail2ban/jail.d/a b.local"_s, "[a]\n"_ba, 0640, QByteArray() };
    QVERIFY(result<bool>([&](auto handler) { m_transaction->write(file, this, std::move(handler)); }).has_value());
    QCOMPARE(sent().argv.mid(3),
        (QStringList { u"sh"_s, u"write"_s, u"/run/bangui/abc"_s, file.path, u"absent"_s,
            QString::fromLatin1(QCryptographicHash::hash("[a]\n", QCryptographicHash::Sha256).toHex()), u"640"_s }));
    QCOMPARE(sent().input, "[a]\n"_ba);
    file.expected = "00ff"_ba;
    QVERIFY(result<bool>([&](auto handler) { m_transaction->write(file, this, std::move(handler)); }).has_value());
    QCOMPARE(sent().argv.at(7), u"00ff"_s);
    QVERIFY(result<bool>([&](auto handler) {
        m_transaction->remove(file.path, "00ff"_ba, this, std::move(handler));
    }).has_value());
    QCOMPARE(sent().argv.mid(4), (QStringList { u"write"_s, u"/run/bangui/abc"_s, file.path, u"00ff"_s, u"absent"_s }));
}

void TestServerTransaction::triesOut()
{
    const auto tried = [this] {
        return result<services::TransactionCanary>(
            [this](auto handler) { m_transaction->canary(u"web x"_s, u"203.0.113.77"_s, this, std::move(handler)); });
    };
    answer(0, "bangui 1 canary ok address=203.0.113.77 seen=nftables, looked=nftables,ipset, stays=hex:\n");
    const auto good = tried();
    QVERIFY(good.has_value());
    QCOMPARE(good->seen, QStringList { u"nftables"_s });
    QCOMPARE(good->looked, (QStringList { u"nftables"_s, u"ipset"_s }));
    QCOMPARE(good->stays, QStringList());
    QCOMPARE(sent().argv.mid(4), (QStringList { u"canary"_s, u"/run/bangui/abc"_s, u"web x"_s, u"203.0.113.77"_s }));
    QVERIFY(sent().timeoutMs > 12 * m_transaction->plan().patienceSeconds * 1000);
    m_host = std::make_unique<FakeHost>();
    answer(5, "bangui 1 canary banned address=203.0.113.77\n");
    const auto banned = tried();
    QVERIFY(!banned.has_value() && banned.error().answer);
    QCOMPARE(banned.error().answer->verdict, TransactionVerdict::Changed);
    QCOMPARE(banned.error().answer->word, u"banned"_s);
}

void TestServerTransaction::verdicts_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<TransactionVerdict>("verdict");
    QTest::addColumn<ErrorCode>("error");
    QTest::addColumn<QString>("detail");
    QTest::newRow("arguments") << 2 << "bangui 1 apply public path=/tmp/x"_ba << TransactionVerdict::WrongArguments
                               << ErrorCode::InvalidArgument << u"public /tmp/x"_s;
    QTest::newRow("no tool") << 2 << "bangui 1 apply missing tool=setsid"_ba << TransactionVerdict::WrongArguments
                             << ErrorCode::CommandNotFound << u"setsid"_s;
    QTest::newRow("decided") << 3 << "bangui 1 apply decided decision=rolledback by=timer"_ba
                             << TransactionVerdict::Decided << ErrorCode::ChangedMeanwhile << u"rolledback timer"_s;
    QTest::newRow("locked") << 4 << "bangui 1 apply locked id=x owner=hex:426f6220c3a4"_ba << TransactionVerdict::Locked
                            << ErrorCode::Busy << u"Bob \u00e4"_s;
    QTest::newRow("changed") << 5 << "bangui 1 apply changed sum=1"_ba << TransactionVerdict::Changed
                             << ErrorCode::ChangedMeanwhile << u"changed"_s;
    QTest::newRow("gone") << 6 << "bangui 1 apply none"_ba << TransactionVerdict::Gone << ErrorCode::FileNotFound
                          << u"none"_s;
    QTest::newRow("full") << 7 << "bangui 1 apply full path=/a"_ba << TransactionVerdict::DiskFull
                          << ErrorCode::StoreFull << u"/a"_s;
    QTest::newRow("refused") << 8 << "bangui 1 apply refused rc=255 output=hex:6e6f0a"_ba << TransactionVerdict::Refused
                             << ErrorCode::CommandFailed << u"no\n"_s;
    QTest::newRow("unarmed") << 9 << "bangui 1 apply unarmed"_ba << TransactionVerdict::Unarmed
                             << ErrorCode::NotSupported << u"unarmed"_s;
}

void TestServerTransaction::verdicts()
{
    QFETCH(int, code);
    QFETCH(QByteArray, line);
    QFETCH(TransactionVerdict, verdict);
    QFETCH(ErrorCode, error);
    QFETCH(QString, detail);
    answer(code, line + '\n');
    const auto got = result<QString>([this](auto handler) { m_transaction->apply(60, this, std::move(handler)); });
    QVERIFY(!got.has_value());
    QVERIFY(got.error().answer.has_value());
    QCOMPARE(got.error().answer->verdict, verdict);
    QCOMPARE(got.error().error.code, error);
    QCOMPARE(got.error().error.detail, detail);
    QVERIFY(sent().timeoutMs > 2 * 60'000); // two jails of a minute each
}

void TestServerTransaction::confirmLost()
{
    answer(3, "bangui 1 confirm decided decision=rolledback by=timer\n");
    const auto got = result<bool>([this](auto handler) { m_transaction->confirm(u"Ann"_s, this, std::move(handler)); });
    QVERIFY(!got.has_value());
    QCOMPARE(got.error().answer->value("by"_L1), u"timer"_s);
    QCOMPARE(sent().argv.constLast(), u"Ann"_s);
}

void TestServerTransaction::disarmOfWhatIsGone()
{
    answer(6, "bangui 1 disarm none\n");
    QVERIFY(result<bool>([this](auto handler) { m_transaction->disarm(this, std::move(handler)); }).has_value());
    answer(3, "bangui 1 disarm open decision=hex:\n");
    QVERIFY(!result<bool>([this](auto handler) { m_transaction->disarm(this, std::move(handler)); }).has_value());
}

void TestServerTransaction::rollbackThatFailed()
{
    const auto rollback = [this](auto handler) { m_transaction->rollback(u"Ann"_s, this, std::move(handler)); };
    answer(10,
        "bangui 1 rollback failed daemon=restarted foreign=0 missing=web,big, seconds=9 "
        "notes=hex:646964206e6f7420616e737765723b\n");
    auto got = result<services::TransactionOutcome>(rollback);
    QVERIFY(got.has_value());
    QCOMPARE(got->verdict, TransactionVerdict::NotAsBefore);
    QCOMPARE(got->missingJails, (QStringList { u"web"_s, u"big"_s }));
    QCOMPARE(got->notes, u"did not answer;"_s);
    answer(0, "bangui 1 rollback foreign daemon=untouched foreign=1 missing=hex: seconds=1 notes=hex:\n");
    got = result<services::TransactionOutcome>(rollback);
    QVERIFY(got.has_value() && got->foreignKept && got->missingJails.isEmpty());
    // Somebody else is at it still: no outcome yet.
    answer(10, "bangui 1 rollback running\n");
    QVERIFY(!result<services::TransactionOutcome>(rollback).has_value());
}

void TestServerTransaction::listsWhatIsOpen()
{
    answer(0,
        "bangui 1 find ok id=a folder=/run/bangui/a owner=Bob jail=web,off, age=12 remaining=48 way=detached armed=1 "
        "stale=0 decision=none "
        "by=hex: outcome=none applied=1 files=new,foreign,\n"
        "bangui 1 find ok id=b owner=hex:c3a4 jail=hex: age=900 remaining=0 way=none armed=0 stale=1 "
        "decision=rolledback by=timer outcome=failed applied=0 files=old,\nbangui 1 find end count=2\n");
    std::optional<core::Result<QList<services::TransactionStatus>>> got;
    const auto list = [&] {
        got.reset();
        ServerTransaction::list(runner(), u"/run/f2b/s"_s, this, [&got](auto value) { got.emplace(std::move(value)); });
        return QTest::qWaitFor([&got] { return got.has_value(); }, 30'000);
    };
    QVERIFY(list());
    QVERIFY(got->has_value());
    QCOMPARE(got->value().size(), 2);
    const services::TransactionStatus first = got->value().at(0);
    QCOMPARE(first.folder, u"/run/bangui/a"_s);
    QCOMPARE(first.jails, (QStringList { u"web"_s, u"off"_s }));
    QCOMPARE(first.remainingSeconds, 48);
    QVERIFY(first.armed && !first.stale && first.applied && first.decision.isEmpty() && first.outcome.isEmpty());
    QCOMPARE(first.files, (QStringList { u"new"_s, u"foreign"_s }));
    const services::TransactionStatus second = got->value().at(1);
    QCOMPARE(second.owner, u"\u00e4"_s);
    QVERIFY(second.stale && second.jails.isEmpty());
    QCOMPARE(second.outcome, u"failed"_s);
    // Half a list is none.
    answer(0, "bangui 1 find ok id=a owner=Bob\n");
    QVERIFY(list());
    QVERIFY(!got->has_value());
    QCOMPARE(got->error().code, ErrorCode::UnexpectedReply);
    // What root alone can see is not nothing.
    answer(0, "bangui 1 find end count=0 hidden=1\n");
    QVERIFY(list());
    QVERIFY(!got->has_value());
    QCOMPARE(got->error().code, ErrorCode::PermissionDenied);
    answer(0, "bangui 1 find end count=0 hidden=0\n");
    QVERIFY(list());
    QVERIFY(got->has_value() && got->value().isEmpty());
}

void TestServerTransaction::asksForItsPlace()
{
    std::optional<core::Result<QString>> got;
    const auto place = [&] {
        got.reset();
        ServerTransaction::place(
            runner(), u"/run/f2b/s"_s, this, [&got](auto value) { got.emplace(std::move(value)); });
        return QTest::qWaitFor([&got] { return got.has_value(); }, 30'000);
    };
    answer(0, "bangui 1 place ok base=hex:2f686f6d652f612062\n");
    QVERIFY(place() && got->has_value());
    QCOMPARE(got->value(), u"/home/a b"_s);
    for (const auto &[code, text] :
        { std::pair { 2, "bangui 1 place folder\n"_ba }, std::pair { 0, "bangui 1 place ok base=x\n"_ba } }) {
        answer(code, text);
        QVERIFY(place() && !got->has_value());
        QCOMPARE(got->error().code, ErrorCode::NotSupported);
    }
}

void TestServerTransaction::nobodyAnswers()
{
    const auto confirm = [this](auto handler) { m_transaction->confirm(u"Ann"_s, this, std::move(handler)); };
    m_host->when([](const QStringList &) { return true; }, core::failure(ErrorCode::TunnelDown, u"gone"_s));
    auto got = result<bool>(confirm);
    QVERIFY(!got.has_value() && !got.error().answer);
    QCOMPARE(got.error().error.code, ErrorCode::TunnelDown);
    // A shell that never came to the script, and words that are none of ours.
    for (const auto &[code, text] :
        { std::pair { 127, "sh: not found"_ba }, std::pair { 0, "bangui 2 confirm ok\n"_ba },
            std::pair { 77, "bangui 1 confirm ok\n"_ba }, std::pair { 0, "bangui 1 \n"_ba }, std::pair { 0, ""_ba } }) {
        answer(code, text);
        got = result<bool>(confirm);
        QVERIFY(!got.has_value() && !got.error().answer);
        QCOMPARE(got.error().error.code, ErrorCode::UnexpectedReply);
    }
}

void TestServerTransaction::ids()
{
    const QString id = services::newTransactionId();
    QCOMPARE(id.size(), 16);
    QVERIFY(id != services::newTransactionId());
    QCOMPARE(services::rootTransactionBase(), u"/run/bangui"_s);
}

QTEST_GUILESS_MAIN(TestServerTransaction)
#include "tst_server_transaction.moc"
