// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/telling_actions.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Which actions would report a ban that is made again.
class TestTellingActions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromTheDump()
    {
        const auto dump = config::parseStreamDump("['add', 'web', 'auto']\n"
                                                  "['set', 'web', 'addaction', 'nft']\n"
                                                  "['set', 'web', 'action', 'nft', 'actionban', 'x']\n"
                                                  "['set', 'web', 'addaction', 'mail-whois']\n"
                                                  "['multi-set', 'web', 'action', 'mail-whois', [['actionban', 'x'], "
                                                  "['norestored', True], ['dest', 'root']]]\n"
                                                  "['add', 'quiet', 'auto']\n"
                                                  "['set', 'quiet', 'addaction', 'nft']\n"
                                                  "['multi-set', 'quiet', 'action', 'nft', [['actionban', 'x'], "
                                                  "['norestored', False]]]\n"
                                                  "['add', 'python', 'auto']\n"
                                                  "['set', 'python', 'addaction', 'smtp', '/etc/f/smtp.py', {}]\n"
                                                  "['add', 'none', 'auto']\n"
                                                  "['add', 'off', 'auto']\n"
                                                  "['set', 'off', 'addaction', 'nft']\n"
                                                  "['start', 'web']\n['start', 'quiet']\n['start', 'python']\n"
                                                  "['start', 'none']\n");
        QVERIFY(dump);
        QCOMPARE(services::tellingAction(*dump->jail(u"web"_s)), u"mail-whois"_s);
        QCOMPARE(services::tellingAction(*dump->jail(u"quiet"_s)), QString());
        QCOMPARE(services::tellingAction(*dump->jail(u"python"_s)), u"smtp"_s);
        // One that bans nobody, or does not run, has none to be set again.
        QCOMPARE(services::jailsThatTellNobody(*dump), QStringList { u"quiet"_s });
    }

    void values_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("tells");
        for (const auto *no : { "", "0", "False", "no", "off", "None", " 0 " })
            QTest::newRow(no) << QString::fromLatin1(no) << false;
        for (const auto *yes : { "1", "True", "yes", "on", "%(x)s" })
            QTest::newRow(yes) << QString::fromLatin1(yes) << true;
    }
    void values()
    {
        QFETCH(QString, value);
        const config::DumpedAction action { u"a"_s, { { u"norestored"_s, value } }, {} };
        QTEST(services::tellsOthers(action), "tells");
    }
};

QTEST_GUILESS_MAIN(TestTellingActions)
#include "tst_telling_actions.moc"
