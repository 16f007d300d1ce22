// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using platform::Autostart;

class TestAutostart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writesAndRemoves();
    void defaultPathFollowsXdg();
    void keepsForeignKeys();
    void switchedOffByTheDesktop();
    void quoting_data();
    void quoting();
    void unwritableFolderIsAnError();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

void TestAutostart::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestAutostart::writesAndRemoves()
{
    const Autostart autostart(u"/opt/bangui/bin/bangui"_s, m_dir->path());
    QCOMPARE(autostart.filePath(), m_dir->filePath(u"autostart/bangui.desktop"_s));
    QVERIFY(!autostart.isEnabled());
    QVERIFY(autostart.setEnabled(false).has_value()); // nothing to do is no error
    QVERIFY(autostart.setEnabled(true).has_value());
    QVERIFY(autostart.isEnabled());
    const QByteArray content = contentOf(autostart.filePath());
    QVERIFY(content.startsWith("[Desktop Entry]\nType=Application\n"));
    QVERIFY(content.contains("\nExec=/opt/bangui/bin/bangui --minimised\n"));
    QVERIFY(autostart.setEnabled(false).has_value());
    QVERIFY(!QFile::exists(autostart.filePath()));
}

void TestAutostart::defaultPathFollowsXdg()
{
    QCOMPARE(Autostart().filePath(), qEnvironmentVariable("XDG_CONFIG_HOME") + u"/autostart/bangui.desktop"_s);
}

void TestAutostart::keepsForeignKeys()
{
    const Autostart autostart(u"bangui"_s, m_dir->path());
    QVERIFY(write(autostart.filePath(),
        "# mine\n[Desktop Entry]\nExec=old\nHidden=true\nX-KDE-autostart-after=panel\n\n[Desktop Action "
        "a]\nExec=other\n"));
    QVERIFY(!autostart.isEnabled());
    QVERIFY(autostart.setEnabled(true).has_value());
    QVERIFY(autostart.isEnabled());
    const QByteArray content = contentOf(autostart.filePath());
    QVERIFY(content.startsWith("# mine\n[Desktop Entry]\nExec=bangui --minimised\nHidden=false\n"));
    QVERIFY(content.contains("X-KDE-autostart-after=panel\n"));
    QVERIFY(content.endsWith("[Desktop Action a]\nExec=other\n"));
    QCOMPARE(content.count("Exec="), 2);
    // Once more changes nothing.
    QVERIFY(autostart.setEnabled(true).has_value());
    QCOMPARE(contentOf(autostart.filePath()), content);
}

void TestAutostart::switchedOffByTheDesktop()
{
    const Autostart autostart(u"bangui"_s, m_dir->path());
    QVERIFY(write(autostart.filePath(), "[Desktop Entry]\nExec=bangui\nX-GNOME-Autostart-enabled = false\n"));
    QVERIFY(!autostart.isEnabled());
    QVERIFY(write(autostart.filePath(), "[Desktop Entry]\nExec=bangui\n[Other]\nHidden=true\n"));
    QVERIFY(autostart.isEnabled());
    QVERIFY(write(autostart.filePath(), ""));
    QVERIFY(!autostart.isEnabled());
}

void TestAutostart::quoting_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"/usr/bin/bangui"_s << u"/usr/bin/bangui"_s;
    QTest::newRow("space") << u"/opt/my apps/bangui"_s << u"\"/opt/my apps/bangui\""_s;
    QTest::newRow("percent") << u"/opt/100%/b"_s << u"/opt/100%%/b"_s;
    QTest::newRow("dollar") << u"/opt/$x"_s << u"\"/opt/\\\\$x\""_s;
    QTest::newRow("quote") << u"a\"b"_s << u"\"a\\\\\"b\""_s;
    QTest::newRow("backslash") << u"a\\b"_s << u"\"a\\\\\\\\b\""_s;
    QTest::newRow("empty") << u""_s << u"\"\""_s;
}

void TestAutostart::quoting()
{
    QFETCH(QString, argument);
    QTEST(Autostart::quotedArgument(argument), "quoted");
}

void TestAutostart::unwritableFolderIsAnError()
{
    QVERIFY(write(m_dir->filePath(u"file"_s), "x"));
    const Autostart autostart(u"bangui"_s, m_dir->filePath(u"file"_s));
    const auto result = autostart.setEnabled(true);
    QVERIFY(!result.has_value());
    QVERIFY(result.error().detail.contains(u"autostart/bangui.desktop"_s));
}

QTEST_GUILESS_MAIN(TestAutostart)
#include "tst_autostart.moc"
