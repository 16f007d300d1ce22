// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/config_service_impl.h"
#include "services/log_globs.h"
#include "transport/routed_host.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using services::ConfigServiceImpl;
using services::ServerConfiguration;

namespace {

constexpr core::ServerId server { 1 };

/// A folder on a machine that the test scripts.
class Machine
{
public:
    explicit Machine(QString folder = u"/etc/fail2ban"_s)
        : m_folder(std::move(folder))
        , registry(clock)
    {
        auto made = std::make_unique<support::FakeHost>();
        host = made.get();
        hosts = std::make_unique<services::HostRegistry>(
            [made = std::make_shared<std::unique_ptr<support::FakeHost>>(std::move(made))](
                const core::ServerProfile &) { return std::move(*made); });
        host->whenWords({ u"-V"_s }, support::FakeHost::success("Fail2Ban v1.0.2\n"));
        for (const QString &name : { u""_s, u"/jail.d"_s, u"/fail2ban.d"_s, u"/filter.d"_s, u"/action.d"_s })
            folderAt(m_folder + name);
        profile.id = server;
        profile.name = u"web-1"_s;
        registry.put(profile);
        service = std::make_unique<ConfigServiceImpl>(registry, *hosts, clock);
    }
    void folderAt(const QString &path)
    {
        m_names.insert(path, {});
        host->setFolder(path, {});
        host->setStat(path, { .exists = true, .isDirectory = true, .readable = true });
    }
    void put(const QString &relative, const QByteArray &content)
    {
        name(relative);
        host->setFile(path(relative), content);
    }
    /// Its folder names it; what it is tells the stat.
    void name(const QString &relative)
    {
        const QString whole = path(relative);
        QStringList &names = m_names[whole.section(u'/', 0, -2)];
        names.append(whole.section(u'/', -1));
        host->setFolder(whole.section(u'/', 0, -2), names);
    }
    [[nodiscard]] QString path(const QString &relative) const
    {
        return relative.startsWith(u'/') ? relative : m_folder + u'/' + relative;
    }
    core::Result<ServerConfiguration> read()
    {
        std::optional<core::Result<ServerConfiguration>> answer;
        service->read(server, &context, [&answer](const core::Result<ServerConfiguration> &got) { answer = got; });
        if (answer || !QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            qFatal("not answered from the event loop");
        return *answer;
    }

private:
    QString m_folder;
    QHash<QString, QStringList> m_names;

public:
    support::FakeClock clock;
    doubles::Registry registry;
    support::FakeHost *host = nullptr;
    std::unique_ptr<services::HostRegistry> hosts;
    core::ServerProfile profile;
    QObject context;
    std::unique_ptr<ConfigServiceImpl> service;
};

core::Result<services::ConfigReading::Finding> readFolder(transport::HostReader &host, const QString &folder)
{
    services::ConfigReading reading(host, folder, u"/nonexistent/fail2ban-client"_s);
    std::optional<core::Result<services::ConfigReading::Finding>> answer;
    QObject context;
    reading.start(&context, [&answer](const core::Result<services::ConfigReading::Finding> &found) { answer = found; });
    if (answer || !QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
        qFatal("not answered from the event loop");
    return *answer;
}

bool write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class TestConfigService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void globs_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("matches");
        // As Python's fnmatch.fnmatchcase says.
        QTest::newRow("plain") << u"a.log"_s << u"a.log"_s << true;
        QTest::newRow("star") << u"*.log"_s << u".log"_s << true;
        QTest::newRow("two stars") << u"*a*b"_s << u"xaxaxb"_s << true;
        QTest::newRow("star in vain") << u"*a*b"_s << u"xaxax"_s << false;
        QTest::newRow("question") << u"a?c"_s << u"ac"_s << false;
        QTest::newRow("set") << u"a[bc]d"_s << u"acd"_s << true;
        QTest::newRow("range") << u"[0-9]*"_s << u"7x"_s << true;
        QTest::newRow("not in set") << u"[!0-9]*"_s << u"7x"_s << false;
        QTest::newRow("bracket in set") << u"[]x]"_s << u"]"_s << true;
        QTest::newRow("no bracket in set") << u"[!]x]"_s << u"]"_s << false;
        QTest::newRow("open set") << u"a[b"_s << u"a[b"_s << true;
        QTest::newRow("dash at the end") << u"[a-]"_s << u"-"_s << true;
        QTest::newRow("wrong range") << u"[z-a]"_s << u"m"_s << false;
        QTest::newRow("case") << u"A*"_s << u"abc"_s << false;
        QTest::newRow("longer") << u"ab"_s << u"abc"_s << false;
        QTest::newRow("many stars") << u"*a*a*a*a*a*a*a*a*a*b"_s << QString(5000, u'a') << false;
    }
    void globs()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        QFETCH(bool, matches);
        QCOMPARE(services::matchesGlob(pattern, name), matches);
    }

    void readsTheFolder()
    {
        Machine machine;
        machine.put(u"jail.conf"_s,
            "[DEFAULT]\nmaxretry = 5\n[sshd]\nenabled = true\nfilter = sshd\n"
            "backend = polling\nlogpath = /var/log/auth*.log\n");
        machine.put(u"jail.d/a.local"_s, "[sshd]\nmaxretry = 3\n");
        machine.put(u"jail.d/README"_s, "no configuration");
        machine.put(u"filter.d/sshd.conf"_s, "[Definition]\nfailregex = ^<HOST>$\n");
        machine.put(u"fail2ban.conf"_s, "[Definition]\nloglevel = INFO\n");
        machine.folderAt(u"/var/log"_s);
        machine.put(u"/var/log/auth.log"_s, "x");
        machine.put(u"/var/log/auth-old.log"_s, "x");
        machine.name(u"/var/log/auth-gone.log"_s); // a link that leads nowhere
        const auto read = machine.read();
        QVERIFY2(read, qPrintable(read ? QString() : core::errorCodeName(read.error().code) + read.error().detail));
        QCOMPARE(read->version, u"1.0.2"_s);
        QCOMPARE(read->readAt, machine.clock.nowMs());
        const config::ConfigTree &tree = read->configuration.tree();
        QCOMPARE(tree.files.keys(),
            QStringList({ u"/etc/fail2ban/fail2ban.conf"_s, u"/etc/fail2ban/filter.d/sshd.conf"_s,
                u"/etc/fail2ban/jail.conf"_s, u"/etc/fail2ban/jail.d/a.local"_s }));
        QVERIFY(tree.unreadable.isEmpty());
        const config::ConfiguredJail *jail = read->configuration.jail(u"sshd"_s);
        QVERIFY(jail && jail->enabled);
        QCOMPARE(jail->options.value(u"maxretry"_s).value, u"3"_s);
        QCOMPARE(jail->options.value(u"maxretry"_s).origin.file, u"/etc/fail2ban/jail.d/a.local"_s);
        QStringList logs;
        for (const QVariantList &command : read->configuration.stream()) {
            if (command.value(2) == u"addlogpath"_s)
                logs.append(command.value(3).toString());
        }
        QCOMPARE(logs, QStringList({ u"/var/log/auth-old.log"_s, u"/var/log/auth.log"_s }));
        QCOMPARE(machine.service->last(server)->fingerprint, read->fingerprint);
        QCOMPARE(read->fingerprint.size(), 64);
    }

    void aProfilesOwnFolder()
    {
        Machine machine(u"/srv/f2b"_s);
        machine.put(u"jail.local"_s, "[one]\nenabled = false\n");
        machine.profile.configDir = u"/srv/f2b/"_s;
        machine.registry.change(machine.profile);
        const auto read = machine.read();
        QVERIFY(read);
        QCOMPARE(read->configuration.tree().folder, u"/srv/f2b"_s);
        QVERIFY(read->configuration.jail(u"one"_s));
    }

    void includesFromElsewhere()
    {
        Machine machine;
        machine.put(u"jail.conf"_s,
            "[INCLUDES]\nbefore = /usr/share/site/base.conf\n"
            "[one]\nenabled = true\nfilter = %(which)s\nlogpath = /var/log/x\n");
        machine.host->setFile(u"/usr/share/site/base.conf"_s, "[INCLUDES]\nafter = more.inc\n[DEFAULT]\nwhich = one\n");
        machine.host->setFile(u"/usr/share/site/base.local"_s, "[DEFAULT]\nwhich = two\n");
        machine.host->setFile(u"/usr/share/site/more.inc"_s, "[DEFAULT]\nbantime = 7m\n");
        machine.put(u"filter.d/two.conf"_s, "[Definition]\nfailregex = ^<HOST>$\n");
        const auto read = machine.read();
        QVERIFY(read);
        QCOMPARE(read->configuration.tree().files.size(), 5);
        QCOMPARE(read->configuration.jail(u"one"_s)->filter, u"two"_s);
        QCOMPARE(read->configuration.jail(u"one"_s)->options.value(u"bantime"_s).value, u"7m"_s);
    }

    void filtersAndActionsFromElsewhere()
    {
        Machine machine;
        machine.put(u"jail.conf"_s,
            "[DEFAULT]\nlogpath = /var/log/x\naction = /opt/a/do\n[one]\nenabled = true\nfilter = /opt/f/one\n"
            "[two]\nfilter = sub/two\n[three]\nfilter = three\n");
        machine.host->setFile(u"/opt/f/one.conf"_s, "[Definition]\nfailregex = ^a <HOST>$\n");
        machine.folderAt(u"/opt/f/one.d"_s);
        machine.put(u"/opt/f/one.d/x.local"_s, "[Definition]\nmaxlines = 4\n");
        machine.host->setFile(u"/opt/a/do.local"_s, "[Definition]\nactionban = true\n");
        machine.host->setFile(u"/etc/fail2ban/filter.d/sub/two.conf"_s, "[Definition]\nfailregex = ^b <HOST>$\n");
        const auto read = machine.read();
        QVERIFY(read);
        QCOMPARE(read->configuration.tree().files.keys(),
            QStringList({ u"/etc/fail2ban/filter.d/sub/two.conf"_s, u"/etc/fail2ban/jail.conf"_s, u"/opt/a/do.local"_s,
                u"/opt/f/one.conf"_s, u"/opt/f/one.d/x.local"_s }));
    }

    void noConfigurationThere()
    {
        Machine machine;
        auto read = machine.read();
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::FileNotFound);
        Machine none(u"/srv/other"_s); // the profile says /etc/fail2ban
        read = none.read();
        QVERIFY(!read);
        QCOMPARE(read.error(), (core::Error { ErrorCode::FileNotFound, u"/etc/fail2ban"_s }));
        QVERIFY(!none.service->last(server));
    }

    // fail2ban, which is root, reads what this login may not: nothing may be told from the rest.
    void foldersThatMayNotBeListed()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        Machine closed;
        closed.put(u"jail.conf"_s, "[one]\n");
        closed.host->setStat(u"/etc/fail2ban/custom.d"_s, { .exists = true, .isDirectory = true });
        QVERIFY(closed.read());
        // jail.d is there and gives no names.
        auto made = std::make_unique<support::FakeHost>();
        for (const QString &name : { u"/etc/fail2ban"_s, u"/etc/fail2ban/jail.d"_s })
            made->setStat(name, { .exists = true, .isDirectory = true });
        made->setFolder(u"/etc/fail2ban"_s, { u"jail.conf"_s, u"jail.d"_s });
        made->setFile(u"/etc/fail2ban/jail.conf"_s, "[one]\n");
        const auto found = readFolder(*made, u"/etc/fail2ban"_s);
        QVERIFY(!found);
        QCOMPARE(found.error(), (core::Error { ErrorCode::FileUnreadable, u"/etc/fail2ban/jail.d"_s }));
    }

    void filesThatMayNotBeRead()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        machine.put(u"jail.d/secret.local"_s, "[one]\nenabled = true\n");
        machine.host->setFileError(u"/etc/fail2ban/jail.d/secret.local"_s, ErrorCode::FileUnreadable);
        machine.host->setStat(
            u"/etc/fail2ban/jail.d/secret.local"_s, { .exists = true, .isRegular = true, .size = 20 });
        machine.put(u"filter.d/pipe.conf"_s, {});
        machine.host->setStat(u"/etc/fail2ban/filter.d/pipe.conf"_s, { .exists = true, .readable = true });
        machine.name(u"filter.d/link.conf"_s); // leads nowhere: fail2ban passes over it, and over a folder
        machine.name(u"filter.d/folder.conf"_s);
        machine.host->setStat(
            u"/etc/fail2ban/filter.d/folder.conf"_s, { .exists = true, .isDirectory = true, .readable = true });
        auto read = machine.read();
        QVERIFY(read);
        const config::ConfigTree tree = read->configuration.tree();
        QCOMPARE(tree.unreadable.keys(),
            QStringList({ u"/etc/fail2ban/filter.d/pipe.conf"_s, u"/etc/fail2ban/jail.d/secret.local"_s }));
        QCOMPARE(tree.unreadable.value(u"/etc/fail2ban/jail.d/secret.local"_s), u"Permission denied"_s);
        QCOMPARE(tree.files.keys(), QStringList({ u"/etc/fail2ban/jail.conf"_s }));

        machine.host->setFileError(u"/etc/fail2ban/jail.conf"_s, ErrorCode::FileUnreadable);
        machine.host->setStat(u"/etc/fail2ban/jail.conf"_s, { .exists = true, .isRegular = true, .size = 6 });
        read = machine.read();
        QVERIFY(!read);
        QCOMPARE(read.error(), (core::Error { ErrorCode::FileUnreadable, u"/etc/fail2ban/jail.conf"_s }));
    }

    // Never half a file: one over the limit of a survey is read alone, one over ours not at all.
    void bigFiles()
    {
        Machine machine;
        const QByteArray big = "[one]\nenabled = false\n#" + QByteArray(600'000, 'x') + "\nmaxretry = 9\n";
        machine.put(u"jail.conf"_s, big);
        machine.put(u"jail.d/huge.local"_s,
            "[one]\n#" + QByteArray(services::ConfigReading::fileLimit, 'x') + "\nmaxretry = 10\n");
        const auto read = machine.read();
        QVERIFY(read);
        QCOMPARE(read->configuration.tree().files.value(u"/etc/fail2ban/jail.conf"_s), big);
        QCOMPARE(read->configuration.tree().unreadable.keys(), QStringList({ u"/etc/fail2ban/jail.d/huge.local"_s }));
    }

    void aFileThatKeepsChanging()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        machine.put(u"jail.d/log.local"_s, "[one]\n");
        machine.host->setStat(
            u"/etc/fail2ban/jail.d/log.local"_s, { .exists = true, .isRegular = true, .readable = true, .size = 9 });
        const auto read = machine.read();
        QVERIFY(read);
        QCOMPARE(read->configuration.tree().unreadable.value(u"/etc/fail2ban/jail.d/log.local"_s),
            u"changes while it is read"_s);
    }

    void fingerprints()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        QSignalSpy changes(machine.service.get(), &services::ConfigService::changed);
        const QByteArray first = machine.read()->fingerprint;
        QCOMPARE(changes.size(), 1);
        QCOMPARE(machine.read()->fingerprint, first);
        QCOMPARE(changes.size(), 1);
        machine.put(u"jail.d/x.conf"_s, {});
        const QByteArray second = machine.read()->fingerprint;
        QVERIFY(second != first);
        QCOMPARE(changes.size(), 2);

        config::ConfigTree a;
        a.files = { { u"/a"_s, "bc" }, { u"/d"_s, "" } };
        config::ConfigTree b;
        b.files = { { u"/a"_s, "b" }, { u"/d"_s, "c" } };
        QVERIFY(services::fingerprintOf(a) != services::fingerprintOf(b));
        b = a;
        QCOMPARE(services::fingerprintOf(a), services::fingerprintOf(b));
        b.unreadable.insert(u"/e"_s, {});
        QVERIFY(services::fingerprintOf(a) != services::fingerprintOf(b));
    }

    void oneReadingForAll()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        machine.host->setHeld(true);
        int answers = 0;
        QObject context;
        const auto count = [&answers](const core::Result<ServerConfiguration> &read) { answers += read ? 1 : 100; };
        machine.service->read(server, &context, count);
        core::RequestHandle second = machine.service->read(server, &context, count);
        {
            QObject gone;
            machine.service->read(server, &gone, [](const core::Result<ServerConfiguration> &) { QFAIL("too late"); });
        }
        bool cancelled = false;
        core::RequestHandle third
            = machine.service->read(server, &context, [&cancelled](const core::Result<ServerConfiguration> &read) {
                  cancelled = !read && read.error().code == ErrorCode::Cancelled;
              });
        third.cancel();
        third.cancel();
        QVERIFY(!cancelled);
        QTRY_VERIFY(cancelled);
        QTRY_COMPARE(machine.host->heldCount(), 1);
        QCOMPARE(machine.host->cancelledCount(), 0);
        QCOMPARE(answers, 0);
        machine.host->setHeld(false);
        machine.host->release();
        QTRY_COMPARE(answers, 2);
        QCOMPARE(machine.host->runs().size(), 1); // the version was asked for once
        QVERIFY(!second.isActive());
        machine.service->read(server, &context, count); // and the next is a reading of its own
        QTRY_COMPARE(answers, 3);
        QCOMPARE(machine.host->runs().size(), 2);
    }

    void endsWhereNobodyWaits()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        machine.host->setHeld(true);
        QObject context;
        int cancelled = 0;
        const auto count = [&cancelled](const core::Result<ServerConfiguration> &read) {
            cancelled += !read && read.error().code == ErrorCode::Cancelled ? 1 : 100;
        };
        core::RequestHandle one = machine.service->read(server, &context, count);
        core::RequestHandle other = machine.service->read(server, &context, count);
        QTRY_COMPARE(machine.host->heldCount(), 1);
        one.cancel();
        QCOMPARE(machine.host->cancelledCount(), 0);
        other.cancel();
        QCOMPARE(machine.host->cancelledCount(), 1);
        QTRY_COMPARE(cancelled, 2);
        QVERIFY(!machine.service->last(server));
    }

    void theServiceEndsMeanwhile()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        QObject context;
        std::optional<ErrorCode> code;
        machine.service->read(server, &context, [&code](const core::Result<ServerConfiguration> &read) {
            code = read ? ErrorCode::Internal : read.error().code;
        });
        machine.service.reset();
        QTRY_VERIFY(code);
        QCOMPARE(*code, ErrorCode::Cancelled);
    }

    void theLinkDies()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        QVERIFY(machine.read());
        const QByteArray before = machine.service->last(server)->fingerprint;
        machine.put(u"jail.d/x.conf"_s, {});
        machine.host->setFileError(u"/etc/fail2ban/jail.d/x.conf"_s, ErrorCode::TunnelDown);
        const auto read = machine.read();
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::TunnelDown);
        QCOMPARE(machine.service->last(server)->fingerprint, before);
    }

    void aClientThatCannotBeAsked()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        machine.host->whenWords({ u"-V"_s }, core::failure(ErrorCode::CommandNotFound, u"fail2ban-client"_s));
        const auto read = machine.read();
        QVERIFY(read);
        QCOMPARE(read->version, QString());
    }

    void serversComeAndGo()
    {
        Machine machine;
        machine.put(u"jail.conf"_s, "[one]\n");
        QVERIFY(machine.read());
        core::ServerProfile renamed = machine.profile;
        renamed.name = u"other"_s;
        machine.registry.change(renamed);
        QVERIFY(machine.service->last(server));
        renamed.configDir = u"/srv/f2b"_s;
        machine.registry.change(renamed);
        QVERIFY(!machine.service->last(server)); // of another folder

        QObject context;
        std::optional<ErrorCode> code;
        machine.service->read(server, &context, [&code](const core::Result<ServerConfiguration> &read) {
            code = read ? ErrorCode::Internal : read.error().code;
        });
        machine.registry.drop(server);
        QTRY_VERIFY(code);
        QCOMPARE(*code, ErrorCode::NoSuchServer);
        QCOMPARE(machine.read().error().code, ErrorCode::NoSuchServer);
    }

    // Who waits gets the folder that the profile has now.
    void theProfileChangesMeanwhile()
    {
        Machine machine(u"/srv/f2b"_s);
        machine.put(u"jail.conf"_s, "[two]\n");
        QObject context;
        std::optional<core::Result<ServerConfiguration>> answer;
        machine.service->read(
            server, &context, [&answer](const core::Result<ServerConfiguration> &read) { answer = read; });
        machine.profile.configDir = u"/srv/f2b"_s;
        machine.registry.change(machine.profile);
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QVERIFY((*answer)->configuration.jail(u"two"_s));
    }

    // The real helper, whose answers are cut in other ways than the fake's.
    void throughTheHelper()
    {
        const QTemporaryDir folder(QDir::tempPath() + u"/cfg-XXXXXX"_s);
        const QString dir = folder.filePath(u"f2b"_s);
        QVERIFY(write(dir + u"/jail.conf"_s,
            "[one]\nenabled = true\nfilter = f7\nlogpath = " + folder.filePath(u"log/*/a[12].log"_s).toUtf8() + "\n"));
        QMap<QString, QByteArray> expected { { dir + u"/jail.conf"_s, {} } };
        // More than one answer can hold, and one file that alone is more.
        for (int i = 0; i < 40; ++i) {
            const QString path = dir + u"/filter.d/f%1.conf"_s.arg(i);
            const QByteArray content
                = "[Definition]\nfailregex = ^<HOST>$\n#" + QByteArray(i == 7 ? 900'000 : 30'000, 'x') + "\n";
            QVERIFY(write(path, content));
            expected.insert(path, content);
        }
        QVERIFY(write(dir + u"/action.d/huge.conf"_s, QByteArray(services::ConfigReading::fileLimit + 1, '#')));
        QVERIFY(QFile::link(u"/nonexistent"_s, dir + u"/filter.d/gone.conf"_s));
        QVERIFY(QDir().mkpath(dir + u"/filter.d/f7.d"_s));
        const QString drop = dir + u"/filter.d/f7.d/x.local"_s;
        QVERIFY(write(drop, "[Definition]\nmaxlines = 2\n"));
        expected.insert(drop, "[Definition]\nmaxlines = 2\n");
        for (const QString &log : { u"log/x/a1.log"_s, u"log/y/a2.log"_s, u"log/y/a3.log"_s, u"log/.z/a1.log"_s })
            QVERIFY(write(folder.filePath(log), "x"));
        QFile jail(dir + u"/jail.conf"_s);
        QVERIFY(jail.open(QIODevice::ReadOnly));
        expected[dir + u"/jail.conf"_s] = jail.readAll();

        const auto helper = transport::RoutedHost::create({});
        QVERIFY(helper);
        const auto found = readFolder(**helper, dir);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().detail));
        const config::ConfigTree tree = found->configuration.tree();
        QCOMPARE(tree.files.keys(), expected.keys());
        QVERIFY(tree.files == expected);
        QCOMPARE(tree.unreadable.keys(), QStringList({ dir + u"/action.d/huge.conf"_s }));
        QStringList logs;
        for (const QVariantList &command : found->configuration.stream()) {
            if (command.value(2) == u"addlogpath"_s)
                logs.append(command.value(3).toString().mid(folder.path().size() + 1));
        }
        QCOMPARE(logs, QStringList({ u"log/x/a1.log"_s, u"log/y/a2.log"_s }));
    }
};

QTEST_GUILESS_MAIN(TestConfigService)
#include "tst_config_service.moc"
