// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/fault_rig.h"
#include "support/test_fail2ban.h"
#include "texts/error_texts.h"

#include <QCryptographicHash>
#include <QDir>

#include <sys/mount.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::ServerState;
using faults::soon;

namespace {

/// A file system of its own, so that it can be full or read-only also for root; absent where that is not allowed.
class SmallDisk final
{
public:
    explicit SmallDisk(const QString &path)
        : m_path(QFile::encodeName(path))
    {
        QDir().mkpath(path);
        m_mounted = ::mount("tmpfs", m_path.constData(), "tmpfs", 0, "size=2m,mode=0700") == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(m_path.constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] bool isMounted() const { return m_mounted; }
    [[nodiscard]] bool setReadOnly(bool on) const
    {
        const unsigned long flags = on ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT;
        return ::mount("tmpfs", m_path.constData(), "tmpfs", flags, "size=2m,mode=0700") == 0;
    }
    /// Takes all that is left of it.
    void fill() const
    {
        QFile file(QFile::decodeName(m_path) + u"/filler"_s);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return;
        for (const int size : { 65536, 4096, 1 }) {
            while (file.write(QByteArray(size, 'x')) == size) { }
        }
    }
    void free() const { QFile::remove(QFile::decodeName(m_path) + u"/filler"_s); }

private:
    QByteArray m_path;
    bool m_mounted = false;
};

} // namespace

/// What happens to BanGUI's own store. The servers are watched all the same, and no command goes out unrecorded.
class TestFaultsStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>(u"/tmp/bg-XXXXXX"_s);
        m_disk.reset();
        m_daemon = std::make_unique<TestFail2ban>();
        QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    }
    void cleanup()
    {
        m_daemon.reset();
        m_disk.reset();
    }

    void lockedByAnotherWhileRunning();
    void full();
    void fullWhenProtectionIsLost();
    void readOnly();
    void corruptIsKeptAside();
    void corruptWhileRunning();
    void newerIsLeftAlone();
    void removedWhileRunning();

private:
    [[nodiscard]] QString data() const { return m_root->filePath(u"data"_s); }
    [[nodiscard]] QString store() const { return data() + u"/bangui.db"_s; }
    [[nodiscard]] core::ServerId addDaemon(faults::Window &window) const
    {
        return window.add(u"web"_s, m_daemon->socketPath(), m_daemon->configDir(), m_daemon->clientProgram());
    }
    [[nodiscard]] bool isBanned(const QString &address) const
    {
        return m_daemon->client({ u"get"_s, u"big"_s, u"banip"_s }).output.contains(address);
    }
    /// The ban was not sent, and why is said in plain words.
    void checkNotSent(faults::Window &window, core::ServerId id, const QString &address, ErrorCode code) const
    {
        const auto receipts = window.ban(id, u"big"_s, { address });
        QVERIFY(receipts && receipts->size() == 1);
        QCOMPARE(receipts->constFirst().result, core::ReceiptResult::Failed);
        QCOMPARE(core::errorCodeName(receipts->constFirst().error.code), core::errorCodeName(code));
        const auto text
            = texts::errorText(receipts->constFirst().error, { u"web"_s, texts::ErrorPlace::Activity::Change, {}, {} });
        QVERIFY(!text.what.isEmpty());
        QVERIFY(!text.unchanged.isEmpty());
        QVERIFY(!text.next.isEmpty());
        QVERIFY(!isBanned(address));
    }
    void checkSent(faults::Window &window, core::ServerId id, const QString &address) const
    {
        const auto receipts = window.ban(id, u"big"_s, { address });
        QVERIFY(receipts && receipts->size() == 1);
        QVERIFY2(receipts->constFirst().result == core::ReceiptResult::Done,
            qPrintable(core::errorCodeName(receipts->constFirst().error.code) + receipts->constFirst().error.detail));
        QVERIFY(isBanned(address));
        const auto audit = window.audit();
        QVERIFY(!audit.isEmpty());
        QVERIFY(audit.constFirst().words.contains(address));
        QCOMPARE(audit.constFirst().result, core::AuditResult::Done);
    }
    /// With a real disk where this process may mount one, else by SQLite's own limit.
    void makeFull(faults::Window &window) const
    {
        if (m_disk->isMounted()) {
            m_disk->fill();
            return;
        }
        const auto pages = fixture::number(window.application.store(), u"PRAGMA page_count"_s);
        (void)fixture::number(window.application.store(), u"PRAGMA max_page_count = %1"_s.arg(pages.value_or(1)));
        // What is left in pages that are there already.
        for (int i = 0; i < 1'000; ++i) {
            if (!fixture::write(window.application.store(),
                    u"INSERT INTO meta (key, value) VALUES ('filler-%1', '%2')"_s.arg(i).arg(QString(900, u'x'))))
                break;
        }
    }
    void makeRoom(faults::Window &window) const
    {
        if (m_disk->isMounted())
            m_disk->free();
        else
            (void)fixture::number(window.application.store(), u"PRAGMA max_page_count = 1000000"_s);
    }

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<SmallDisk> m_disk;
    std::unique_ptr<TestFail2ban> m_daemon;
    core::SystemClock m_clock;
};

void TestFaultsStore::lockedByAnotherWhileRunning()
{
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    fixture::OtherConnection other(store());
    QVERIFY(other.exec(u"BEGIN IMMEDIATE"_s));
    checkNotSent(window, id, u"192.0.2.1"_s, ErrorCode::StoreLocked);
    m_daemon->kill(); // the truth about the server does not wait for the store
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);
    QVERIFY(other.exec(u"ROLLBACK"_s));
    QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    checkSent(window, id, u"192.0.2.2"_s);
}

void TestFaultsStore::full()
{
    m_disk = std::make_unique<SmallDisk>(data());
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    checkSent(window, id, u"192.0.2.1"_s);
    QList<ErrorCode> told;
    connect(&window.application.store(), &storage::Store::failed, this,
        [&](const core::Error &error) { told.append(error.code); });
    int recovered = 0;
    connect(&window.application.store(), &storage::Store::recovered, this, [&] { ++recovered; });
    makeFull(window);
    checkNotSent(window, id, u"192.0.2.2"_s, ErrorCode::StoreFull);
    checkNotSent(window, id, u"192.0.2.3"_s, ErrorCode::StoreFull);
    QCOMPARE(told, QList<ErrorCode> { ErrorCode::StoreFull }); // once, not with every command
    const auto reload
        = fixture::await<core::Receipt>([&](const QObject *context, core::Handler<core::Receipt> handler) {
              window.set.jailService.reloadJail(id, u"sshd"_s, context, std::move(handler));
          });
    QVERIFY(!reload); // without its record a crash could not be told later
    QCOMPARE(core::errorCodeName(reload.error().code), core::errorCodeName(ErrorCode::StoreFull));
    QCOMPARE(window.audit().size(), 1); // what had been confirmed is there still
    m_daemon->kill();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);
    QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);

    makeRoom(window);
    checkSent(window, id, u"192.0.2.4"_s);
    QCOMPARE(recovered, 1);
    QCOMPARE(window.audit().size(), 2);
}

void TestFaultsStore::fullWhenProtectionIsLost()
{
    m_disk = std::make_unique<SmallDisk>(data());
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(window.activate(id, u"sshd"_s));
    makeFull(window);
    m_daemon->kill();
    // It cannot be stored, and is shown all the same.
    QTRY_COMPARE_WITH_TIMEOUT(window.appeared.size(), 1, soon);
    QCOMPARE(window.appeared.constFirst().reason, core::RecoveryReason::WentOffline);
    QCOMPARE(window.set.recoveryController.open().size(), 1);
    makeRoom(window);
    // As soon as there is room it is kept, and told no second time.
    QTRY_COMPARE_WITH_TIMEOUT(
        fixture::number(window.application.store(), u"SELECT count(*) FROM recovery WHERE resolution = 'open'"_s)
            .value_or(-1),
        1, soon);
    QTRY_VERIFY_WITH_TIMEOUT(window.set.recoveryController.open().constFirst().id > 0, 30'000);
    QCOMPARE(window.appeared.size(), 1);
    // The user can put it away, whether it was stored or not.
    const auto dismissed = fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
        window.set.recoveryController.dismiss(id, context, std::move(handler));
    });
    QVERIFY2(dismissed.value_or(false), qPrintable(dismissed ? u"false"_s : dismissed.error().detail));
    QVERIFY(window.set.recoveryController.open().isEmpty());
    QCOMPARE(fixture::number(window.application.store(), u"SELECT count(*) FROM recovery WHERE resolution = 'open'"_s)
                 .value_or(-1),
        0);
    QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
}

void TestFaultsStore::readOnly()
{
    m_disk = std::make_unique<SmallDisk>(data());
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        const auto id = addDaemon(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    }
    const QFile::Permissions before = QFile::permissions(store());
    if (m_disk->isMounted()) {
        QVERIFY(m_disk->setReadOnly(true));
    } else {
        QVERIFY2(::geteuid() != 0, "root without the right to mount: rights do not bite");
        QVERIFY(QFile::setPermissions(store(), QFile::ReadOwner));
        QVERIFY(QFile::setPermissions(data(), QFile::ReadOwner | QFile::ExeOwner));
    }
    {
        faults::Window window(data(), m_clock);
        QVERIFY(!window.start());
        QCOMPARE(window.lastStage(), u"data_folder DataFolderUnusable"_s);
        const auto text = texts::errorText(
            *window.startUp.reports().constLast().error, { {}, texts::ErrorPlace::Activity::Start, data(), {} });
        QVERIFY(!text.what.isEmpty() && !text.next.isEmpty());
    }
    if (m_disk->isMounted()) {
        QVERIFY(m_disk->setReadOnly(false));
    } else {
        QVERIFY(QFile::setPermissions(data(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(QFile::setPermissions(store(), before));
    }
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto profile = window.set.serverRegistry.profileNamed(u"web"_s);
    QVERIFY(profile);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(profile->id), ServerState::Online, soon);
    checkSent(window, profile->id, u"192.0.2.5"_s);
}

void TestFaultsStore::corruptIsKeptAside()
{
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        QVERIFY(addDaemon(window).isValid());
    }
    const QByteArray junk(9'000, 'x');
    QVERIFY(fixture::overwrite(store(), 0, junk));
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    QString aside;
    for (const auto &report : window.startUp.reports()) {
        if (report.error) {
            QCOMPARE(report.error->code, ErrorCode::StoreCorrupt);
            aside = report.error->detail;
        }
    }
    QVERIFY2(aside.startsWith(store() + u".corrupt-"_s), qPrintable(aside));
    QVERIFY(fixture::contents(aside).startsWith(junk));
    const auto text
        = texts::errorText({ ErrorCode::StoreCorrupt, aside }, { {}, texts::ErrorPlace::Activity::Start, aside, {} });
    QVERIFY2(text.sentence().contains(aside) || text.detail.contains(aside), qPrintable(text.sentence()));
    // And it is usable: the server is added again, watched and changed.
    QVERIFY(window.set.serverRegistry.profiles().isEmpty());
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    checkSent(window, id, u"192.0.2.1"_s);
}

void TestFaultsStore::corruptWhileRunning()
{
    core::ServerId id;
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        id = addDaemon(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
        fixture::OtherConnection(store()).exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        QVERIFY(fixture::overwrite(store(), 4096, QByteArray(40'000, 'x')));
        // Either SQLite has what it needs in memory, and the record is there; or nothing is sent.
        const auto receipts = window.ban(id, u"big"_s, { u"192.0.2.1"_s });
        QVERIFY(receipts && receipts->size() == 1);
        if (receipts->constFirst().result == core::ReceiptResult::Done)
            QVERIFY(isBanned(u"192.0.2.1"_s));
        else
            QVERIFY(!isBanned(u"192.0.2.1"_s));
        m_daemon->kill();
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);
    }
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage())); // with the broken one kept aside
    QVERIFY(!QDir(data()).entryList({ u"bangui.db.corrupt-*"_s }).isEmpty());
}

void TestFaultsStore::newerIsLeftAlone()
{
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        QVERIFY(addDaemon(window).isValid());
    }
    QVERIFY(fixture::OtherConnection(store()).exec(u"PRAGMA user_version = 2000"_s));
    const auto hash
        = [this] { return QCryptographicHash::hash(fixture::contents(store()), QCryptographicHash::Sha256); };
    const QByteArray before = hash();
    {
        faults::Window window(data(), m_clock);
        QVERIFY(!window.start());
        QCOMPARE(window.lastStage(), u"schema StoreNewer"_s);
        const auto text = texts::errorText(
            *window.startUp.reports().constLast().error, { {}, texts::ErrorPlace::Activity::Start, store(), {} });
        QVERIFY(!text.what.isEmpty() && !text.next.isEmpty());
        // A change that comes all the same finds no server to go to.
        const auto receipts = window.ban(core::ServerId { 1 }, u"big"_s, { u"192.0.2.1"_s });
        QVERIFY(!receipts || receipts->isEmpty() || receipts->constFirst().result != core::ReceiptResult::Done);
        QVERIFY(!addDaemon(window).isValid());
    }
    QCOMPARE(hash(), before);
    QCOMPARE(QDir(data()).entryList({ u"bangui.db*"_s }), QStringList { u"bangui.db"_s });
    QVERIFY(!isBanned(u"192.0.2.1"_s));
}

void TestFaultsStore::removedWhileRunning()
{
    core::ServerId id;
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        id = addDaemon(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
        for (const QString &suffix : { u""_s, u"-wal"_s, u"-shm"_s })
            QFile::remove(store() + suffix);
        const auto receipts = window.ban(id, u"big"_s, { u"192.0.2.1"_s });
        QVERIFY(receipts && receipts->size() == 1);
        QCOMPARE(receipts->constFirst().result == core::ReceiptResult::Done, isBanned(u"192.0.2.1"_s));
    }
    if (!isBanned(u"192.0.2.1"_s))
        return;
    // It was confirmed, so it is on disk.
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto audit = window.audit();
    QVERIFY(std::ranges::any_of(audit, [](const auto &entry) { return entry.words.contains(u"192.0.2.1"_s); }));
}

QTEST_GUILESS_MAIN(TestFaultsStore)
#include "tst_faults_store.moc"
