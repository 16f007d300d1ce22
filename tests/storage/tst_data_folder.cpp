// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/data_folder.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

class TestDataFolder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_root = std::make_unique<QTemporaryDir>(); }

    void isMadePrivate()
    {
        const QString path = m_root->filePath(u"a/b/bangui"_s);
        storage::DataFolder folder(path);
        QVERIFY(folder.prepare());
        struct stat info = {};
        QVERIFY(::stat(QFile::encodeName(path).constData(), &info) == 0);
        QCOMPARE(info.st_mode & 07777, mode_t(0700));
        QCOMPARE(folder.storePath(), path + u"/bangui.db"_s);
        QCOMPARE(folder.logPath(), path + u"/log/bangui.log"_s);
        QCOMPARE(folder.windowStatePath(), path + u"/window.ini"_s);

        QVERIFY(::chmod(QFile::encodeName(path).constData(), 0755) == 0);
        QVERIFY(folder.prepare());
        QVERIFY(::stat(QFile::encodeName(path).constData(), &info) == 0);
        QCOMPARE(info.st_mode & 07777, mode_t(0700));
        QVERIFY(QDir(path).isEmpty());
    }

    void unusable_data()
    {
        QTest::addColumn<QString>("path");
        QFile file(m_root->filePath(u"never"_s));
        QTest::newRow("a file") << u"file"_s;
        QTest::newRow("below a file") << u"file/below"_s;
        QTest::newRow("where nobody may write") << u"/proc/bangui"_s;
        QTest::newRow("writable for nobody, root neither") << u"/proc/self/task"_s;
    }
    void unusable()
    {
        QFETCH(QString, path);
        QFile file(m_root->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        storage::DataFolder folder(path.startsWith(u'/') ? path : m_root->filePath(path));
        const auto prepared = folder.prepare();
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().code, core::ErrorCode::DataFolderUnusable);
    }

    void aLivingOwnerIsNamed()
    {
        QProcess owner;
        owner.start(QStringLiteral(STORE_HELPER), { u"lock"_s, m_root->path() });
        QVERIFY(owner.waitForReadyRead());
        QCOMPARE(owner.readAllStandardOutput().trimmed(), "locked");

        storage::DataFolder folder(m_root->path());
        QVERIFY(folder.prepare());
        const auto locked = folder.lock();
        QVERIFY(!locked);
        QCOMPARE(locked.error().code, core::ErrorCode::DataFolderInUse);
        QCOMPARE(locked.error().detail,
            u"%1 (store_helper) on %2"_s.arg(owner.processId()).arg(QSysInfo::machineHostName()));

        owner.kill(); // leaves its lock file behind
        QVERIFY(owner.waitForFinished());
        QVERIFY(QFileInfo::exists(m_root->filePath(u"bangui.lock"_s)));
        QVERIFY(folder.lock());
        QVERIFY(folder.lock()); // ours already
    }

    void theLockEndsWithItsFolder()
    {
        {
            storage::DataFolder folder(m_root->path());
            QVERIFY(folder.lock());
            storage::DataFolder second(m_root->path());
            QCOMPARE(second.lock().error().code, core::ErrorCode::DataFolderInUse);
            folder.unlock();
            QVERIFY(second.lock());
        }
        QVERIFY(!QFileInfo::exists(m_root->filePath(u"bangui.lock"_s)));
    }

private:
    std::unique_ptr<QTemporaryDir> m_root;
};

QTEST_GUILESS_MAIN(TestDataFolder)
#include "tst_data_folder.moc"
