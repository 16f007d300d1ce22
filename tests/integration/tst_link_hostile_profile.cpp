// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of a profile, with what a shell, ssh, a container engine or fail2ban would take for something else: it is
// refused by name, or stored and carried byte by byte, and never interpreted on the way to a server.
#include "link_rig.h"
#include "services/wire_replies.h"
#include "support/profile_fields.h"
#include "support/scripted_server.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>

using namespace Qt::StringLiterals;
using core::ConnectionKind;
using core::Elevation;
using core::ErrorCode;
using core::ServerProfile;
using core::ServerState;

using Setter = void (*)(ServerProfile &, const QString &);
Q_DECLARE_METATYPE(Setter)

class TestLinkHostileProfile final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder { u"/tmp/hp-XXXXXX"_s };
    std::unique_ptr<LinkRig> m_rig;
    int m_count = 0;

    [[nodiscard]] QString canary() const { return m_folder.filePath(u"canary"_s); }

    [[nodiscard]] QStringList strings() const
    {
        const QString touch = u"touch "_s + canary();
        return { u"a<F2B_END_COMMAND>b"_s, u"a"_s + QChar(u'\0') + u"b"_s, u"a\n"_s + touch + u'\n', u"a\rb"_s,
            u"a'; "_s + touch + u"; '"_s, u"a\"; "_s + touch + u"; \""_s, u"$("_s + touch + u')', u'`' + touch + u'`',
            u"${HOME}"_s, u"$HOME~%h%%"_s, u"-oProxyCommand="_s + touch, u"-J x -oProxyCommand='"_s + touch + u"' y"_s,
            u"--"_s, u"; "_s + touch, u"| "_s + touch, u"&& "_s + touch, u"a\\b"_s, u"*?[a-z]{a,b}!"_s,
            u"../../etc/passwd"_s, u"a\u202eb"_s, u"\u001b]0;owned\u0007"_s, u"a"_s + QChar(0xd800) + u"b"_s,
            QString(QChar(0xdcff)), QString(1024 * 1024, u'a') };
    }

    core::Result<ServerProfile> store(const ServerProfile &profile)
    {
        return fixture::await<ServerProfile>([&](const QObject *context, core::Handler<ServerProfile> handler) {
            m_rig->registry.add(profile, context, std::move(handler));
        });
    }
    void forget(core::ServerId id)
    {
        QVERIFY(fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
            m_rig->registry.remove(id, context, std::move(handler));
        }));
    }

    /// One way in which a hostile text may get into a profile.
    struct Row
    {
        const char *name;
        ConnectionKind kind;
        Setter set;
    };
    [[nodiscard]] static std::vector<Row> rows()
    {
        std::vector<Row> rows;
        const auto row = [&rows](const char *name, ConnectionKind kind, Setter set) {
            rows.push_back({ name, kind, set });
        };
        constexpr auto ssh = ConnectionKind::Ssh;
        constexpr auto local = ConnectionKind::Local;
        row("name", ssh, [](ServerProfile &p, const QString &text) { p.name = text; });
        row("group", ssh, [](ServerProfile &p, const QString &text) { p.group = text; });
        row("tag", ssh, [](ServerProfile &p, const QString &text) { p.tags = { u"ok"_s, text }; });
        row("colour", ssh, [](ServerProfile &p, const QString &text) { p.colour = text; });
        row("zone", ssh, [](ServerProfile &p, const QString &text) { p.timeZone = text; });
        row("destination", ssh, [](ServerProfile &p, const QString &text) { p.destination = text; });
        row("user", ssh, [](ServerProfile &p, const QString &text) { p.destination = text + u"@bangui-test"_s; });
        row("jump", ssh,
            [](ServerProfile &p, const QString &text) { p.destination = u"-J "_s + text + u" bangui-test"_s; });
        row("key", ssh,
            [](ServerProfile &p, const QString &text) { p.destination = u"-i /"_s + text + u" bangui-test"_s; });
        row("ssh configuration", ssh, [](ServerProfile &p, const QString &text) { p.sshConfig = text; });
        row("ssh configuration, absolute", ssh,
            [](ServerProfile &p, const QString &text) { p.sshConfig = u'/' + text; });
        row("unused destination", local, [](ServerProfile &p, const QString &text) { p.destination = text; });
        row("socket", ssh, [](ServerProfile &p, const QString &text) { p.socketPath = text; });
        row("socket, absolute", ssh, [](ServerProfile &p, const QString &text) { p.socketPath = u'/' + text; });
        row("socket here", local, [](ServerProfile &p, const QString &text) { p.socketPath = u'/' + text; });
        row("socket behind sudo", ssh, [](ServerProfile &p, const QString &text) {
            p.elevation = Elevation::Sudo;
            p.socketPath = u'/' + text;
        });
        row("container", local, [](ServerProfile &p, const QString &text) {
            p.containerEngine = u"/bin/false"_s;
            p.container = text;
        });
        row("container there", ssh, [](ServerProfile &p, const QString &text) {
            p.containerEngine = u"/bin/false"_s;
            p.container = text;
        });
        row("engine", local, [](ServerProfile &p, const QString &text) {
            p.containerEngine = text;
            p.container = u"fail2ban"_s;
        });
        row("engine there", ssh, [](ServerProfile &p, const QString &text) {
            p.containerEngine = u'/' + text;
            p.container = u"fail2ban"_s;
        });
        row("configuration", ssh, [](ServerProfile &p, const QString &text) { p.configDir = text; });
        row("configuration, absolute", ssh, [](ServerProfile &p, const QString &text) { p.configDir = u'/' + text; });
        row("client", ssh, [](ServerProfile &p, const QString &text) { p.clientProgram = text; });
        row("start", ssh, [](ServerProfile &p, const QString &text) { p.startCommand = text; });
        row("start behind sudo", ssh, [](ServerProfile &p, const QString &text) {
            p.elevation = Elevation::Sudo;
            p.startCommand = text;
        });
        row("client, absolute", ssh, [](ServerProfile &p, const QString &text) { p.clientProgram = u'/' + text; });
        return rows;
    }

private Q_SLOTS:
    void initTestCase()
    {
        LinkRig::Options options;
        options.withDaemon = false;
        options.aliveSeconds = 5;
        m_rig = std::make_unique<LinkRig>(options);
        m_rig->setInterval(3600);
        m_rig->monitor.start();
    }
    void cleanupTestCase() { m_rig.reset(); }
    void cleanup() { QVERIFY2(!QFile::exists(canary()), "something was interpreted"); }

    /// Whoever gives profiles another text gives it a row here.
    void noTextIsForgotten()
    {
        const QString mark = u"hostile"_s;
        QStringList covered;
        for (const Row &row : rows()) {
            ServerProfile profile;
            profile.kind = row.kind;
            row.set(profile, mark);
            const QStringList set = support::profileFieldsWith(profile, mark);
            QCOMPARE(set.size(), 1); // each row is about one
            covered += set;
        }
        QStringList missing = support::profileTextFields();
        missing.removeIf([&covered](const QString &name) { return covered.contains(name); });
        QCOMPARE(missing, QStringList());
    }

    void everyField_data()
    {
        QTest::addColumn<ConnectionKind>("kind");
        QTest::addColumn<Setter>("set");
        for (const Row &row : rows())
            QTest::newRow(row.name) << row.kind << row.set;
    }
    void everyField()
    {
        QFETCH(ConnectionKind, kind);
        QFETCH(Setter, set);
        int refused = 0;
        for (const QString &text : strings()) {
            ServerProfile wanted = m_rig->profile(u"p%1"_s.arg(++m_count));
            wanted.socketPath = u"/run/fail2ban/fail2ban.sock"_s;
            wanted.kind = kind;
            if (kind == ConnectionKind::Local) {
                wanted.destination.clear();
                wanted.sshConfig.clear();
            }
            set(wanted, text);
            const auto stored = store(wanted);
            if (!stored) {
                QCOMPARE(stored.error().code, ErrorCode::InvalidArgument);
                QVERIFY(!stored.error().detail.isEmpty());
                QVERIFY(stored.error().detail.size() < 100); // its name, not the hostile text
                ++refused;
                continue;
            }
            // Byte by byte, in memory and in the store.
            ServerProfile expected = wanted;
            expected.id = stored->id;
            expected.position = stored->position;
            expected.name = wanted.name.trimmed();
            QCOMPARE(*stored, expected);
            const auto read = fixture::await<QList<ServerProfile>>(
                [&](const QObject *context, core::Handler<QList<ServerProfile>> handler) {
                    m_rig->profiles.all(context, std::move(handler));
                });
            QVERIFY(read);
            QVERIFY(read->contains(expected));
            // The whole way, as far as it goes.
            QTRY_VERIFY_WITH_TIMEOUT(
                m_rig->status(stored->id).lastOutcome.has_value() && !m_rig->monitor.isProbing(stored->id), 30'000);
            QVERIFY(m_rig->status(stored->id).state != ServerState::Online);
            QVERIFY2(!QFile::exists(canary()), qPrintable(text.left(100)));
            forget(stored->id);
        }
        QVERIFY(refused >= 3); // the NUL, the line feed and the half of a pair, at least
    }

    /// A socket with such a name is reached, whatever the way.
    void socketsWithStrangeNames_data()
    {
        QTest::addColumn<ConnectionKind>("kind");
        QTest::addColumn<Elevation>("elevation");
        QTest::newRow("here") << ConnectionKind::Local << Elevation::None;
        QTest::newRow("sudo") << ConnectionKind::Local << Elevation::Sudo;
        QTest::newRow("tunnel") << ConnectionKind::Ssh << Elevation::None;
        QTest::newRow("sudo there") << ConnectionKind::Ssh << Elevation::Sudo;
    }
    void socketsWithStrangeNames()
    {
        QFETCH(ConnectionKind, kind);
        QFETCH(Elevation, elevation);
        support::ScriptedServer daemon;
        daemon.setResponder([](const QByteArray &request) -> support::ScriptedServer::Reply {
            if (request.contains("version"))
                return { wire::done(wire::text(u"1.1.0"_s)) };
            if (request.contains("stats"))
                return { wire::done(wire::dict({ wire::jailStats(u"sshd"_s, 1, 10, 2, 20) })) };
            return { wire::status({ u"sshd"_s }) };
        });
        const QStringList names { u"<F2B_END_COMMAND>"_s, u"a'b\"c"_s, u"$(touch canary)"_s, u"`touch canary`"_s,
            u"-x; touch canary"_s, u"a:b\\c%h%%"_s, u" blank  blank "_s, u"*?[a]{b}!"_s, u"$HOME~"_s,
            u"\u00fc\U0001F600"_s };
        for (const QString &name : names) {
            const QString path = m_folder.filePath(name);
            QVERIFY(QFile::link(daemon.path(), path));
            ServerProfile profile = m_rig->profile(u"p%1"_s.arg(++m_count));
            profile.kind = kind;
            profile.elevation = elevation;
            profile.socketPath = path;
            if (kind == ConnectionKind::Local) {
                profile.destination.clear();
                profile.sshConfig.clear();
            }
            const auto stored = store(profile);
            QVERIFY2(stored, qPrintable(name));
            QTRY_VERIFY2_WITH_TIMEOUT(m_rig->status(stored->id).state == ServerState::Online,
                qPrintable(name + u' ' + m_rig->status(stored->id).lastError.detail), 30'000);
            forget(stored->id);
            QVERIFY(QFile::remove(path));
        }
        QVERIFY(!QFile::exists(m_rig->sshd.folder() + u"/canary"_s));
    }
};

QTEST_GUILESS_MAIN(TestLinkHostileProfile)
#include "tst_link_hostile_profile.moc"
