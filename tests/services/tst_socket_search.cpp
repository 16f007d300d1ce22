// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/socket_search.h"
#include "support/fake_host.h"

#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using services::SocketFinding;

class TestSocketSearch : public QObject
{
    Q_OBJECT

    support::FakeHost *m_host = nullptr;

    void socketAt(const QString &path)
    {
        transport::FileStat stat;
        stat.exists = true;
        stat.isSocket = true;
        m_host->setStat(path, stat);
    }
    void fileAt(const QString &path)
    {
        transport::FileStat stat;
        stat.exists = true;
        stat.isRegular = true;
        m_host->setStat(path, stat);
    }
    core::Result<SocketFinding> search(const QString &configDir = {})
    {
        services::SocketSearch run(*m_host, configDir);
        std::optional<core::Result<SocketFinding>> answer;
        run.start(this, [&answer](const core::Result<SocketFinding> &found) { answer = found; });
        if (answer || !QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            qFatal("not answered from the event loop");
        return *answer;
    }

private Q_SLOTS:
    void init() { m_host = new support::FakeHost(this); }
    void cleanup() { delete m_host; }

    void configuredSocket()
    {
        m_host->setFile(u"/etc/fail2ban/fail2ban.conf"_s, "[DEFAULT]\nsocket = /run/fail2ban/fail2ban.sock\n");
        m_host->setFolder(u"/etc/fail2ban/fail2ban.d"_s, { u"10.local"_s, u"20.local"_s, u"README"_s });
        m_host->setFile(u"/etc/fail2ban/fail2ban.d/10.local"_s, "[Definition]\nsocket = /srv/one.sock\n");
        m_host->setFile(u"/etc/fail2ban/fail2ban.d/20.local"_s, "[Definition]\nsocket = /srv/two.sock\n");
        socketAt(u"/srv/two.sock"_s);
        socketAt(u"/run/fail2ban/fail2ban.sock"_s);
        const auto found = search();
        QVERIFY(found);
        QCOMPARE(found->path, u"/srv/two.sock"_s);
        QVERIFY(found->exists);
        QCOMPARE(found->namedBy, u"/etc/fail2ban/fail2ban.d/20.local"_s);
    }
    void anotherConfiguration()
    {
        m_host->setFile(u"/etc/fail2ban/fail2ban.conf"_s, "[Definition]\nsocket = /run/wrong.sock\n");
        m_host->setFile(u"/srv/f2b/fail2ban.conf"_s, "[Definition]\nsocket = /srv/f2b.sock\n");
        socketAt(u"/run/wrong.sock"_s);
        socketAt(u"/srv/f2b.sock"_s);
        QCOMPARE(search(u"/srv/f2b"_s)->path, u"/srv/f2b.sock"_s);
    }
    void usualPlaces()
    {
        socketAt(u"/var/run/fail2ban/fail2ban.sock"_s);
        const auto found = search();
        QCOMPARE(found->path, u"/var/run/fail2ban/fail2ban.sock"_s);
        QVERIFY(found->exists);
        QVERIFY(found->namedBy.isEmpty());
    }
    void configurationOfAContainer()
    {
        m_host->setFile(u"/config/fail2ban/fail2ban.conf"_s, "[DEFAULT]\nsocket = /config/f2b.sock\n");
        socketAt(u"/config/f2b.sock"_s);
        QCOMPARE(search()->path, u"/config/f2b.sock"_s);
    }
    void imagesAreRecognised()
    {
        const auto folderAt = [this](const QString &path) {
            transport::FileStat stat;
            stat.exists = true;
            stat.isDirectory = true;
            m_host->setStat(path, stat);
        };
        socketAt(u"/run/fail2ban/fail2ban.sock"_s);
        QCOMPARE(search()->image, core::ContainerImage::None);
        folderAt(u"/data/jail.d"_s);
        QCOMPARE(search()->image, core::ContainerImage::None); // anybody's folder
        folderAt(u"/data/db"_s);
        auto found = search();
        QCOMPARE(found->image, core::ContainerImage::Crazymax);
        QCOMPARE(found->configDir, QString());
        folderAt(u"/config/fail2ban"_s);
        found = search();
        QCOMPARE(found->image, core::ContainerImage::LinuxServer);
        QCOMPARE(found->configDir, u"/config/fail2ban"_s);
        QCOMPARE(found->path, u"/run/fail2ban/fail2ban.sock"_s);
    }
    void unreadableConfigurationIsPassedOver()
    {
        m_host->setFileError(u"/etc/fail2ban/fail2ban.conf"_s, core::ErrorCode::FileUnreadable);
        socketAt(u"/run/fail2ban/fail2ban.sock"_s);
        const auto found = search();
        QVERIFY(found);
        QCOMPARE(found->path, u"/run/fail2ban/fail2ban.sock"_s);
        QVERIFY(found->exists);
    }
    void daemonIsDown()
    {
        m_host->setFile(u"/etc/fail2ban/fail2ban.conf"_s, "[Definition]\nsocket = /srv/f2b.sock\n");
        fileAt(u"/run/fail2ban/fail2ban.sock"_s); // no socket
        const auto found = search();
        QCOMPARE(found->path, u"/srv/f2b.sock"_s);
        QVERIFY(!found->exists);
        // The configured one was left behind by nobody, and another lives at the usual place.
        socketAt(u"/run/fail2ban/fail2ban.sock"_s);
        QCOMPARE(search()->path, u"/run/fail2ban/fail2ban.sock"_s);
    }
    void nothingAtAll()
    {
        const auto found = search();
        QVERIFY(found);
        QCOMPARE(found->path, services::SocketSearch::usualSocket());
        QVERIFY(!found->exists);
    }
    void notAPath()
    {
        m_host->setFile(u"/etc/fail2ban/fail2ban.conf"_s, "[Definition]\nsocket = %(rundir)s/f2b.sock\n");
        QCOMPARE(search()->path, services::SocketSearch::usualSocket());
    }
    void linkErrors_data()
    {
        QTest::addColumn<core::ErrorCode>("code");
        for (const auto code : { core::ErrorCode::TunnelDown, core::ErrorCode::HostKeyChanged,
                 core::ErrorCode::HostKeyUnknown, core::ErrorCode::AuthenticationRequired,
                 core::ErrorCode::ElevationRefused, core::ErrorCode::CommandNotFound, core::ErrorCode::Timeout })
            QTest::newRow(qPrintable(core::errorCodeName(code))) << code;
    }
    void linkErrors()
    {
        QFETCH(core::ErrorCode, code);
        for (const auto *file : { "/etc/fail2ban/fail2ban.conf", "/etc/fail2ban/fail2ban.local" })
            m_host->setFileError(QString::fromLatin1(file), code);
        const auto found = search();
        QVERIFY(!found);
        QCOMPARE(found.error().code, code);
    }
    void endsWithItsObject()
    {
        bool answered = false;
        {
            services::SocketSearch run(*m_host, {});
            run.start(this, [&answered](const core::Result<SocketFinding> &found) {
                answered = true;
                QVERIFY(!found);
                QCOMPARE(found.error().code, core::ErrorCode::Cancelled);
            });
        }
        QTRY_VERIFY(answered);
    }
    void problemsOfTheWay_data()
    {
        QTest::addColumn<QString>("destination");
        QTest::addColumn<QString>("container");
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("word");
        QTest::newRow("alias") << u"web-1"_s << QString() << QString() << QString();
        QTest::newRow("none") << QString() << QString() << QString() << u"empty"_s;
        QTest::newRow("proxy") << u"-oProxyCommand=id"_s << QString() << QString() << u"option -oProxyCommand=id"_s;
        QTest::newRow("shell") << u"$(id)"_s << QString() << QString() << u"host"_s;
        QTest::newRow("line") << u"web\n1"_s << QString() << QString() << u"control_character"_s;
        QTest::newRow("container") << u"web-1"_s << u"f2b"_s << u"podman"_s << QString();
        QTest::newRow("option as container") << u"web-1"_s << u"--privileged"_s << QString() << u"container"_s;
        QTest::newRow("engine") << u"web-1"_s << u"f2b"_s << u"sh -c"_s << u"container_engine"_s;
    }
    void problemsOfTheWay()
    {
        QFETCH(QString, destination);
        QFETCH(QString, container);
        QFETCH(QString, engine);
        core::ServerProfile profile;
        profile.kind = core::ConnectionKind::Ssh;
        profile.destination = destination;
        profile.container = container;
        profile.containerEngine = engine;
        QFETCH(QString, word);
        QCOMPARE(services::wayProblem(profile), word);
    }
};

QTEST_GUILESS_MAIN(TestSocketSearch)
#include "tst_socket_search.moc"
