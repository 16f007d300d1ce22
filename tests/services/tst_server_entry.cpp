// SPDX-License-Identifier: GPL-3.0-or-later
// Entering a server behind a real sshd, with a keychain in memory and a test in the place of the dialog. ssh's askpass
// is this program once more.
#include "services/server_entry.h"

#include "fake_keychain.h"
#include "service_doubles.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/prompt_broker.h"
#include "support/event_loop.h"
#include "support/test_sshd.h"
#include "transport/askpass_client.h"

#include <QSignalSpy>
#include <QTest>

using core::ErrorCode;
using core::Prompt;
using core::PromptAnswer;
using core::Result;
using core::ServerId;
using namespace Qt::StringLiterals;

namespace {

constexpr ServerId far { 1 };

class Monitor final : public services::HealthMonitor
{
    Q_OBJECT
public:
    void start() override { }
    void stop() override { }
    void probeNow(ServerId server) override { probed.append(server); }
    void retryNow() override { }
    [[nodiscard]] qint64 nextProbeAt(ServerId) const override { return 0; }
    [[nodiscard]] bool isProbing(ServerId) const override { return false; }

    QList<ServerId> probed;
};

struct Rig
{
    support::FakeClock clock;
    doubles::Registry servers { clock };
    services::HostRegistry hosts;
    FakeKeychain keychain;
    services::PromptBroker prompts { &keychain };
    Monitor monitor;
    services::ServerEntry entry { servers, hosts, prompts, monitor };

    explicit Rig(const QString &base)
        : hosts(services::HostOptions { {}, {}, base })
    {
    }
};

} // namespace

class TestServerEntry : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_base;
    std::unique_ptr<TestSshd> m_sshd;
    std::unique_ptr<Rig> m_rig;
    QList<Prompt> m_asked;
    QList<core::Pending<PromptAnswer>> m_thinking;
    QList<Result<PromptAnswer>> m_answers;

    using Outcome = std::shared_ptr<std::optional<Result<bool>>>;

    void makeRig(bool somebody = true)
    {
        m_rig = std::make_unique<Rig>(m_base->path());
        core::ServerProfile profile;
        profile.id = far;
        profile.name = u"far"_s;
        profile.kind = core::ConnectionKind::Ssh;
        profile.destination = m_sshd->destination().host;
        profile.sshConfig = m_sshd->clientConfig();
        profile.socketPath = u"/run/fail2ban/fail2ban.sock"_s;
        m_rig->servers.put(profile);
        if (!somebody)
            return;
        m_rig->prompts.setAsker(
            [this](const Prompt &prompt, const QObject *context, core::Handler<PromptAnswer> handler) {
                const core::Pending<PromptAnswer> pending(context, std::move(handler));
                m_asked.append(prompt);
                if (m_answers.isEmpty())
                    m_thinking.append(pending);
                else
                    pending.finishLater(m_answers.takeFirst());
                return pending.handle();
            });
    }
    Outcome enter(core::RequestHandle *handle = nullptr)
    {
        auto outcome = std::make_shared<std::optional<Result<bool>>>();
        const auto started
            = m_rig->entry.enter(far, this, [outcome](Result<bool> result) { *outcome = std::move(result); });
        if (handle)
            *handle = started;
        return outcome;
    }
    static QString codeOf(const Outcome &outcome)
    {
        if (!QTest::qWaitFor([&] { return outcome->has_value(); }, 40'000))
            return u"no end"_s;
        return **outcome ? QString() : core::errorCodeName((*outcome)->error().code);
    }
    QString keyName() const { return u"ssh-passphrase:"_s + m_sshd->clientKey(); }

private Q_SLOTS:
    void initTestCase() { qunsetenv("SSH_AUTH_SOCK"); }
    void init()
    {
        m_asked.clear();
        m_thinking.clear();
        m_answers.clear();
        m_base = std::make_unique<QTemporaryDir>(u"/tmp/se-XXXXXX"_s);
        m_sshd = std::make_unique<TestSshd>();
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
        makeRig();
    }
    void cleanup()
    {
        m_rig.reset();
        m_sshd.reset();
        m_base.reset();
    }

    void aServerOfNobody()
    {
        const auto outcome = std::make_shared<std::optional<Result<bool>>>();
        m_rig->entry.enter(ServerId { 77 }, this, [outcome](Result<bool> result) { *outcome = std::move(result); });
        QCOMPARE(codeOf(outcome), u"NoSuchServer"_s);
    }

    void asksWithTheServersName()
    {
        QVERIFY(m_sshd->setPassphrase(u"open sesame"_s));
        QSignalSpy entering(&m_rig->entry, &services::ServerEntry::enteringChanged);
        const auto one = enter();
        const auto two = enter();
        QVERIFY(m_rig->entry.isEntering(far));
        QTRY_COMPARE(m_asked.size(), 1);
        QCOMPARE(m_asked[0].server, far);
        QCOMPARE(m_asked[0].serverName, u"far"_s);
        QCOMPARE(m_rig->monitor.probed.size(), 0);
        m_thinking[0].finish(PromptAnswer { "open sesame", false, core::HostKeyTrust::No });
        QCOMPARE(codeOf(one), QString());
        QCOMPARE(codeOf(two), QString()); // joined the first
        QVERIFY(!m_rig->entry.isEntering(far));
        QCOMPARE(entering.count(), 2);
        QCOMPARE(m_rig->monitor.probed, QList { far });
        QCOMPARE(m_asked.size(), 1);
        QCOMPARE(codeOf(enter()), QString()); // open already
        QCOMPARE(m_asked.size(), 1);
        QTRY_COMPARE(m_sshd->logins(), 1);
    }

    void nobodyToAsk()
    {
        makeRig(false);
        QVERIFY(m_sshd->setPassphrase(u"open sesame"_s));
        m_rig->keychain.secrets.insert(keyName(), "open sesame");
        QCOMPARE(codeOf(enter()), u"AuthenticationRequired"_s);
        QCOMPARE(m_rig->keychain.calls, QStringList());
        QCOMPARE(m_rig->monitor.probed, QList { far }); // it shows what is wrong
    }

    void declined()
    {
        QVERIFY(m_sshd->setPassphrase(u"open sesame"_s));
        m_answers = { core::failure(ErrorCode::Cancelled) };
        QCOMPARE(codeOf(enter()), u"Cancelled"_s);
        QCOMPARE(m_rig->monitor.probed, QList { far });
        QCOMPARE(m_asked.size(), 1);
    }

    void allCancelled()
    {
        QVERIFY(m_sshd->setPassphrase(u"open sesame"_s));
        core::RequestHandle one;
        core::RequestHandle two;
        const auto first = enter(&one);
        const auto second = enter(&two);
        QTRY_COMPARE(m_thinking.size(), 1);
        one.cancel();
        QCOMPARE(codeOf(first), u"Cancelled"_s);
        QVERIFY(m_thinking[0].isActive());
        two.cancel();
        QCOMPARE(codeOf(second), u"Cancelled"_s);
        QTRY_VERIFY(!m_thinking[0].isActive());
        QTRY_VERIFY(!m_rig->entry.isEntering(far));
    }

    /// Remembered by the user's wish once the login has worked, used in the next process, forgotten once it is wrong.
    void theKeychain()
    {
        QVERIFY(m_sshd->setPassphrase(u"open sesame"_s));
        m_answers = { PromptAnswer { "wrong", true, core::HostKeyTrust::No },
            PromptAnswer { "open sesame", true, core::HostKeyTrust::No } };
        QCOMPARE(codeOf(enter()), QString());
        QCOMPARE(m_asked.size(), 2);
        QTRY_COMPARE(m_rig->keychain.secrets.value(keyName()), QByteArray("open sesame"));
        QCOMPARE(m_rig->keychain.calls.filter(u"write"_s).size(), 1);

        makeRig();
        m_rig->keychain.secrets.insert(keyName(), "open sesame");
        QCOMPARE(codeOf(enter()), QString());
        QCOMPARE(m_asked.size(), 2); // nobody was asked
        QCOMPARE(m_rig->keychain.secrets.value(keyName()), QByteArray("open sesame"));

        makeRig();
        m_rig->keychain.secrets.insert(keyName(), "of another time");
        m_answers = { PromptAnswer { "open sesame", false, core::HostKeyTrust::No } };
        QCOMPARE(codeOf(enter()), QString());
        QCOMPARE(m_asked.size(), 3);
        QVERIFY(m_asked[2].wrongBefore);
        QVERIFY(!m_rig->keychain.secrets.contains(keyName()));
    }

    /// ssh does not ask a fourth time, and logs in by another way: nobody knows whether the third was right.
    void notRememberedWhereThreeWereWrong()
    {
        const QString spare = m_sshd->folder() + u"/spare"_s;
        QVERIFY(QFile::copy(m_sshd->clientKey(), spare)); // the same, without a passphrase
        QVERIFY(QFile::setPermissions(spare, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(m_sshd->setPassphrase(u"open sesame"_s));
        QFile config(m_sshd->clientConfig());
        QVERIFY(config.open(QIODevice::Append));
        config.write("IdentityFile " + spare.toUtf8() + '\n');
        config.close();
        for (int i = 0; i < 3; ++i)
            m_answers.append(PromptAnswer { "wrong", true, core::HostKeyTrust::No });
        QCOMPARE(codeOf(enter()), QString());
        QCOMPARE(m_asked.size(), 3);
        support::settle(); // a keychain that was written to would show it
        QCOMPARE(m_rig->keychain.calls.filter(u"write"_s), QStringList());
        QVERIFY(m_rig->keychain.secrets.isEmpty());
    }

    void notRememberedWhereTheLoginFails()
    {
        QVERIFY(m_sshd->setPassphrase(u"open sesame"_s));
        QFile::remove(m_sshd->folder() + u"/authorized_keys"_s);
        m_answers = { PromptAnswer { "open sesame", true, core::HostKeyTrust::No } };
        QCOMPARE(codeOf(enter()), u"AuthenticationRequired"_s);
        QVERIFY(m_rig->keychain.secrets.isEmpty());
    }

    void aMachineWithoutLogin()
    {
        core::ServerProfile here;
        here.id = ServerId { 2 };
        here.name = u"here"_s;
        here.socketPath = u"/run/fail2ban/fail2ban.sock"_s;
        m_rig->servers.put(here);
        const auto outcome = std::make_shared<std::optional<Result<bool>>>();
        m_rig->entry.enter(here.id, this, [outcome](Result<bool> result) { *outcome = std::move(result); });
        QVERIFY(!outcome->has_value());
        QCOMPARE(codeOf(outcome), QString());
        QCOMPARE(m_rig->monitor.probed, QList { here.id });
    }
};

int main(int argc, char **argv)
{
    if (const auto code = transport::runAsAskpass(argc, argv))
        return *code;
    QCoreApplication application(argc, argv);
    TestServerEntry test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_server_entry.moc"
