// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/fleet_texts.h"
#include "texts/way_texts.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using Kind = core::FleetNote::Kind;

class TestFleetTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsSentence();
    void lineAndFile();
    void hostileWords();
    void matches();
    void theWayNamesWhatItRuns();
};

void TestFleetTexts::everyKindHasItsSentence()
{
    QSet<QString> sentences;
    for (int kind = 0; kind <= static_cast<int>(Kind::Repeated); ++kind) {
        const QString sentence = texts::fleetNoteSentence({ static_cast<Kind>(kind), 0, {}, u"WORD"_s });
        QVERIFY2(sentence.endsWith(u'.') || sentence.endsWith(".yml"_L1), qPrintable(sentence));
        QVERIFY2(!sentence.contains(u'%') && !sentence.contains(u'!'), qPrintable(sentence));
        sentences.insert(sentence);
    }
    QCOMPARE(sentences.size(), static_cast<int>(Kind::Repeated) + 1);
}

void TestFleetTexts::lineAndFile()
{
    QCOMPARE(texts::fleetNote({ Kind::NoServers, 0, {}, {} }), u"The file names no server."_s);
    QCOMPARE(texts::fleetNote({ Kind::Repeated, 7, {}, u"a"_s }),
        u"Line 7: a is in the file more than once; the first counts."_s);
    QCOMPARE(texts::fleetNote({ Kind::IncludeLoop, 7, u"/etc/x"_s, u"/etc/y"_s }),
        u"/etc/x, line 7: /etc/y includes itself."_s);
}

void TestFleetTexts::hostileWords()
{
    const QString sentence = texts::fleetNote({ Kind::Host, 1, u"/a\nb"_s, u"x\u202e%1\x1b[31m"_s });
    for (const QChar c : { QChar(0x202e), QChar(0x1b), QChar(u'\n') })
        QVERIFY(!sentence.contains(c));
    QVERIFY2(sentence.contains("%1"_L1), qPrintable(sentence));
}

void TestFleetTexts::matches()
{
    core::FleetRow row;
    QCOMPARE(texts::fleetMatch(row), u"new"_s);
    row.match = core::FleetMatch::SameDaemon;
    row.other = u"web-1"_s;
    QCOMPARE(texts::fleetMatch(row), u"known as web-1"_s);
}

void TestFleetTexts::theWayNamesWhatItRuns()
{
    core::ServerProfile profile;
    QCOMPARE(texts::wayWords(profile), u"this computer"_s);
    profile.kind = core::ConnectionKind::Ssh;
    profile.destination = u"web-1"_s;
    profile.containerEngine = u"/opt/other"_s; // without a container it is not run
    QCOMPARE(texts::wayWords(profile), u"ssh web-1"_s);
    profile.containerEngine = u"podman"_s;
    profile.container = u"f2b"_s;
    profile.elevation = core::Elevation::Sudo;
    QCOMPARE(texts::wayWords(profile), u"container f2b on ssh web-1, sudo"_s);
    profile.sshConfig = u"/home/a/Downloads/config\u202e"_s;
    profile.containerEngine = u"/tmp/docker"_s;
    profile.clientProgram = u"/tmp/fail2ban-client"_s;
    const QString words = texts::wayWords(profile);
    QVERIFY2(words.startsWith("container f2b on ssh web-1 -F /home/a/Downloads/config"_L1), qPrintable(words));
    QVERIFY2(words.endsWith(", sudo, /tmp/docker, /tmp/fail2ban-client"_L1), qPrintable(words));
    QVERIFY(!words.contains(QChar(0x202e)));
}

QTEST_GUILESS_MAIN(TestFleetTexts)
#include "tst_fleet_texts.moc"
