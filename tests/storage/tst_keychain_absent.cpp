// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/keychain.h"

#include <QtTest>

#include <optional>

using namespace Qt::StringLiterals;

/// A system without a session bus, such as a server that one is logged in to. The environment is the tests' own.
class TestKeychainAbsent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysSo();
    void writesNothingElsewhere();
};

void TestKeychainAbsent::saysSo()
{
    QCOMPARE(qgetenv("DBUS_SESSION_BUS_ADDRESS"), QByteArray("unix:path=/nonexistent"));
    storage::Keychain keychain;
    std::optional<core::Result<QByteArray>> read;
    keychain.read(u"key"_s, this, [&read](const core::Result<QByteArray> &value) { read = value; });
    QTRY_VERIFY(read);
    QVERIFY(!*read);
    QVERIFY2(read->error().code == core::ErrorCode::NotSupported,
        qPrintable(core::errorCodeName(read->error().code) + u": "_s + read->error().detail));
}

void TestKeychainAbsent::writesNothingElsewhere()
{
    storage::Keychain keychain;
    std::optional<core::Result<bool>> written;
    keychain.write(u"key"_s, "the secret that nobody keeps", this,
        [&written](const core::Result<bool> &value) { written = value; });
    QTRY_VERIFY(written);
    QVERIFY(!*written);
    QCOMPARE(written->error().code, core::ErrorCode::NotSupported);
    // No settings file, no plain text beside it.
    QDirIterator files(QDir::homePath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        QVERIFY2(
            !content.contains("nobody keeps") && !content.contains("bm9ib2R5IGtlZXBz"), qPrintable(file.fileName()));
    }
}

QTEST_GUILESS_MAIN(TestKeychainAbsent)
#include "tst_keychain_absent.moc"
