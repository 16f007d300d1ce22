// SPDX-License-Identifier: GPL-3.0-or-later
// Typed replies of all four recorded versions, and the words of the typed commands.
#include "protocol/commands.h"
#include "protocol/frame_decoder.h"
#include "protocol/recordings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using protocol::StatusFlavour;
using protocol::Value;

namespace {

const QStringList &files()
{
    static const QStringList all { QLatin1String(fail2ban110), QLatin1String(fail2ban102), QLatin1String(fail2ban0112),
        QLatin1String(fail2ban0106) };
    return all;
}

core::Result<Value> unwrapped(const QByteArray &response)
{
    protocol::FrameDecoder decoder;
    const auto replies = decoder.feed(response);
    if (replies.empty())
        return core::failure(ErrorCode::ConnectionLost);
    if (!replies.front())
        return tl::unexpected(replies.front().error());
    return replies.front()->value;
}

/// The first recording of these words in that file.
const Recording *find(const QString &file, const QStringList &words)
{
    for (const Recording &r : recordings()) {
        if (r.file == file && r.command == words)
            return &r;
    }
    return nullptr;
}

/// Decodes what a server answered to the very words that the typed command sends.
template <typename Typed>
core::Result<typename Typed::Reply> answered(const QString &file, const Typed &typed, const QStringList &words)
{
    const Recording *r = find(file, words);
    if (r == nullptr)
        return core::failure(ErrorCode::Internal, u"not recorded: "_s + words.join(u' '));
    const auto value = unwrapped(r->response);
    if (!value)
        return tl::unexpected(value.error());
    return typed.decode(*value);
}

template <typename R> core::Result<R> ask(const QString &file, const protocol::TypedQuery<R> &typed)
{
    return answered(file, typed, typed.query.request().wordTexts());
}

template <typename R> core::Result<R> tell(const QString &file, const protocol::TypedChange<R> &typed)
{
    return answered(file, typed, typed.change.request().wordTexts());
}

/// True where that server's answer was None, or where nobody recorded it.
template <typename Typed> bool noneOrAbsent(const QString &file, const Typed &typed)
{
    const auto reply = tell(file, typed);
    return reply ? !reply->isValid() : reply.error().code == ErrorCode::Internal;
}

QStringList targets(const core::BanList &bans)
{
    QStringList out;
    for (const core::Ban &ban : bans)
        out += core::banTargetText(ban.target);
    return out;
}

/// A reply made by hand, as pickle opcodes behind (0, ...).
template <std::size_t N> Value made(const char (&pickle)[N])
{
    protocol::FrameDecoder decoder;
    const auto all = decoder.feedRaw(QByteArray(pickle, N - 1) + ".<F2B_END_COMMAND>");
    return all.size() == 1 && all.front() ? *all.front() : Value();
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

} // namespace

class TstCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainReaders()
    {
        const QStringList versions { u"1.1.0"_s, u"1.0.2"_s, u"0.11.2"_s, u"0.10.6"_s };
        for (qsizetype i = 0; i < files().size(); ++i) {
            const QString file = files().at(i);
            QCOMPARE(*ask(file, protocol::ping()), u"pong"_s);
            QCOMPARE(*ask(file, protocol::version()), versions.at(i));
            QCOMPARE(*ask(file, protocol::serverStatus()), u"Server ready"_s);
            QCOMPARE(*ask(file, protocol::echo({ u"a"_s, u"b c"_s })), (QStringList { u"a"_s, u"b c"_s }));
            QCOMPARE(ask(file, protocol::echo({}))->size(), 0);
            QCOMPARE(
                ask(file, protocol::status())->jails, (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
            QCOMPARE(*ask(file, protocol::globalProperty(u"loglevel"_s)), QVariant(u"INFO"_s));
            QCOMPARE(*ask(file, protocol::globalProperty(u"dbpurgeage"_s)), QVariant(86400LL));
            QCOMPARE(*ask(file, protocol::threadStackSize()), 0);
            QCOMPARE(*ask(file, protocol::jailProperty(u"sshd"_s, u"bantime"_s)), QVariant(3600LL));
            QCOMPARE(*ask(file, protocol::jailTexts(u"sshd"_s, u"ignoreregex"_s)), QStringList());
            QCOMPARE(ask(file, protocol::jailTexts(u"sshd"_s, u"failregex"_s))->size(), 2);
            QCOMPARE(*ask(file, protocol::jailActions(u"web"_s)), (QStringList { u"dummy"_s, u"dummy2"_s }));
            QVERIFY(ask(file, protocol::actionProperties(u"sshd"_s, u"dummy"_s))->contains(u"actionban"_s));
            QVERIFY(ask(file, protocol::actionMethods(u"sshd"_s, u"dummy"_s))->contains(u"unban"_s));
            QVERIFY(ask(file, protocol::actionProperty(u"sshd"_s, u"dummy"_s, u"actionban"_s))
                        ->toString()
                        .contains(u"<ip>"_s));
            const auto pattern = ask(file, protocol::jailDatePattern(u"sshd"_s));
            QVERIFY(!pattern->pattern);
            QCOMPARE(pattern->description, u"Default Detectors"_s);
            QVERIFY(!ask(file, protocol::jailIgnoreCache(u"sshd"_s))->has_value());
            QCOMPARE(ask(file, protocol::jailJournalMatch(u"sshd"_s))->size(), 0);
        }
        QCOMPARE(*ask(QLatin1String(fail2ban110), protocol::jailJournalMatch(u"journal"_s)),
            (QList<QStringList> {
                { u"_SYSTEMD_UNIT=sshd.service"_s }, { u"_COMM=sshd"_s }, { u"_SYSTEMD_UNIT=foo.service"_s } }));
    }

    void statusOfAJail()
    {
        for (const QString &file : files()) {
            // The recording after the bans.
            const Recording *after = nullptr;
            for (const Recording &r : recordings()) {
                if (r.file == file && r.name.endsWith("status-sshd-basic"_L1))
                    after = &r;
            }
            QVERIFY(after != nullptr);
            const auto value = unwrapped(after->response);
            const auto status = protocol::jailStatus(u"sshd"_s, StatusFlavour::Basic).decode(*value);
            QVERIFY(status.has_value());
            QCOMPARE(status->jail.name, u"sshd"_s);
            QVERIFY(!status->jail.backend);
            QCOMPARE(*status->jail.currentlyFailed, 1);
            QCOMPARE(*status->jail.totalFailed, 2);
            QCOMPARE(*status->jail.currentlyBanned, 8);
            QCOMPARE(*status->jail.totalBanned, 8);
            QCOMPARE(status->jail.files->size(), 1);
            QVERIFY(!status->jail.journalMatches);
            QCOMPARE(sorted(targets(*status->bans)),
                (QStringList { u"127.0.0.1"_s, u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s, u"192.0.2.9"_s,
                    u"198.51.100.0/24"_s, u"2001:db8::1"_s, u"not-an-ip"_s }));
            int identifiers = 0;
            for (const core::Ban &ban : *status->bans) {
                QCOMPARE(ban.bannedAt, core::unknownTime);
                identifiers += std::holds_alternative<core::BanIdentifier>(ban.target) ? 1 : 0;
            }
            QCOMPARE(identifiers, 1);

            const auto brief = ask(file, protocol::jailStatus(u"sshd"_s, StatusFlavour::Short));
            QVERIFY(brief.has_value());
            QVERIFY(!brief->bans);
            QCOMPARE(*brief->jail.currentlyBanned, 8);

            // Only 1.1.0 knows the flavour; the older ones answer with everything, and that is understood too.
            const auto stats = ask(file, protocol::jailStats(u"sshd"_s));
            QVERIFY(stats.has_value());
            QCOMPARE(*stats->jail.totalBanned, 8);
            QCOMPARE(stats->jail.backend.has_value(), file == QLatin1String(fail2ban110));
            QCOMPARE(stats->bans.has_value(), file != QLatin1String(fail2ban110));
        }
        const auto journal = ask(QLatin1String(fail2ban110), protocol::jailStatus(u"journal"_s, StatusFlavour::Basic));
        QVERIFY(!journal->jail.files);
        QCOMPARE(*journal->jail.journalMatches,
            QStringList { u"_SYSTEMD_UNIT=sshd.service + _COMM=sshd + _SYSTEMD_UNIT=foo.service"_s });
    }

    void statisticsAndStatusOfAll()
    {
        const auto stats = ask(QLatin1String(fail2ban110), protocol::stats());
        QCOMPARE(stats->size(), 4);
        for (const core::Jail &jail : *stats) {
            QCOMPARE(*jail.backend, u"polling"_s);
            if (jail.name == u"sshd"_s) {
                QCOMPARE(*jail.currentlyFailed, 1);
                QCOMPARE(*jail.totalFailed, 2);
                QCOMPARE(*jail.currentlyBanned, 8);
                QCOMPARE(*jail.totalBanned, 8);
            }
        }
        const auto all = ask(QLatin1String(fail2ban110), protocol::statusAll(StatusFlavour::Short));
        QCOMPARE(all->size(), 4);
        QVERIFY(!all->front().bans);
        const auto lists = ask(QLatin1String(fail2ban110), protocol::statusAll(StatusFlavour::Basic));
        QCOMPARE(lists->size(), 4);
        QVERIFY(lists->front().bans.has_value());
        for (const QString &old : files().sliced(1)) {
            QCOMPARE(ask(old, protocol::stats()).error().code, ErrorCode::InvalidCommand);
            QCOMPARE(ask(old, protocol::statusAll(StatusFlavour::Basic)).error().code, ErrorCode::UnknownJail);
        }
    }

    void changes()
    {
        for (const QString &file : files()) {
            QCOMPARE(*tell(file, protocol::banIp(u"sshd"_s, { u"192.0.2.2"_s, u"192.0.2.3"_s, u"2001:db8::1"_s })), 3);
            QCOMPARE(*tell(file, protocol::unbanIp(u"sshd"_s, { u"203.0.113.77"_s })), 0);
            QCOMPARE(tell(file, protocol::unbanIpReporting(u"sshd"_s, { u"203.0.113.77"_s })).error(),
                (core::Error { ErrorCode::ServerRefused, u"not banned: ['203.0.113.77']"_s }));
            QVERIFY(*tell(file, protocol::unban({ u"192.0.2.1"_s })) >= 1);
            QVERIFY(*tell(file, protocol::unbanAll()) >= 1);
            QCOMPARE(*tell(file, protocol::attempt(u"sshd"_s, u"192.0.2.10"_s, {})), 1);
            QCOMPARE(*tell(file, protocol::flushLogs()), u"rolled over"_s);
            QVERIFY(noneOrAbsent(file, protocol::configError(u"test error line"_s)));
            QVERIFY(noneOrAbsent(file, protocol::sleep(0.05)));
            QCOMPARE(*tell(file, protocol::addJail(u"n4"_s, u"polling"_s)), QVariant(u"n4"_s));
            QCOMPARE(tell(file, protocol::addJail(u"sshd"_s, u"polling"_s)).error().code, ErrorCode::DuplicateJail);
            QVERIFY(noneOrAbsent(file, protocol::stopJail(u"n4"_s)));
            QCOMPARE(tell(file, protocol::stopJail(u"nosuchjail"_s)).error(),
                (core::Error { ErrorCode::UnknownJail, u"Sorry but the jail 'nosuchjail' does not exist"_s }));
            QVERIFY(noneOrAbsent(file, protocol::stopAllJails()));
            QVERIFY(noneOrAbsent(file, protocol::stopServer()));
            QCOMPARE(*tell(file, protocol::setDbPurgeAge(u"2d"_s)), QVariant(172800LL));
            QCOMPARE(*tell(file, protocol::setDatePattern(u"sshd"_s, u"%Y-%m-%d %H:%M:%S"_s)),
                (protocol::DatePattern { u"%Y-%m-%d %H:%M:%S"_s, u"Year-Month-Day 24hour:Minute:Second"_s }));
            QCOMPARE(*tell(file, protocol::addAction(u"sshd"_s, u"extra1"_s)), QVariant(u"extra1"_s));
        }
    }

    void everyTypedChangeThatWasRecorded()
    {
        // Whatever is recorded for these words must fit the type.
        int compared = 0;
        const auto fits = [&compared](const auto &typed) {
            for (const QString &file : files()) {
                const auto reply = tell(file, typed);
                if (reply || reply.error().code != ErrorCode::Internal)
                    ++compared;
                if (!reply && reply.error().code == ErrorCode::UnexpectedReply)
                    return false;
            }
            return true;
        };
        const QString j = u"sshd"_s;
        QVERIFY(fits(protocol::setIdle(j, true)));
        QVERIFY(fits(protocol::setIdle(j, false)));
        QVERIFY(fits(protocol::setIgnoreSelf(j, false)));
        QVERIFY(fits(protocol::setIgnoreSelf(j, true)));
        QVERIFY(fits(protocol::addIgnoreIp(j, { u"203.0.113.0/24"_s })));
        QVERIFY(fits(protocol::delIgnoreIp(j, u"203.0.113.0/24"_s)));
        QVERIFY(fits(protocol::setIgnoreCommand(j, u"/bin/false"_s)));
        QVERIFY(fits(protocol::setUseDns(j, u"warn"_s)));
        QVERIFY(fits(protocol::setMaxRetry(j, 7)));
        QVERIFY(fits(protocol::setMaxLines(j, 3)));
        QVERIFY(fits(protocol::setMaxMatches(j, 5)));
        QVERIFY(fits(protocol::setFindTime(j, u"10m"_s)));
        QVERIFY(fits(protocol::setBanTime(j, u"1d"_s)));
        QVERIFY(fits(protocol::setBanTimeOption(j, u"increment"_s, u"true"_s)));
        QVERIFY(fits(protocol::setBanTimeOption(j, u"maxtime"_s, u"5w"_s)));
        QVERIFY(fits(protocol::setLogEncoding(j, u"UTF-8"_s)));
        QVERIFY(fits(protocol::setLogTimeZone(j, u"UTC+0200"_s)));
        QVERIFY(fits(protocol::delFailRegex(j, 0)));
        QVERIFY(fits(protocol::setLogLevel(u"DEBUG"_s)));
        QVERIFY(fits(protocol::setSyslogSocket(u"auto"_s)));
        QVERIFY(fits(protocol::setDbMaxMatches(10)));
        QVERIFY(fits(protocol::setAllowIpv6(u"auto"_s)));
        QVERIFY(fits(protocol::setThreadStackSize(0)));
        QVERIFY2(compared >= 30, qPrintable(QString::number(compared)));
    }

    void wordsOfCommands()
    {
        using protocol::Word;
        const auto words = [](const auto &typed) { return typed.change.request().words(); };
        QCOMPARE(
            words(protocol::reload(u"sshd"_s, { u"--if-exists"_s }, { Word(QList<Word> { u"start"_s, u"sshd"_s }) })),
            (QList<Word> { u"reload"_s, u"sshd"_s, QList<Word> { u"--if-exists"_s },
                QList<Word> { QList<Word> { u"start"_s, u"sshd"_s } } }));
        QCOMPARE(words(protocol::setThreadStackSize(64)),
            (QList<Word> { u"set"_s, u"thread"_s, protocol::WordPairs { { Word(u"stacksize"_s), Word(64) } } }));
        QCOMPARE(words(protocol::multiSet(u"j"_s, u"addfailregex"_s, { u"a"_s, u"b"_s })),
            (QList<Word> { u"multi-set"_s, u"j"_s, u"addfailregex"_s, QList<Word> { u"a"_s, u"b"_s } }));
        QCOMPARE(words(protocol::multiSetAction(u"j"_s, u"a"_s, { { u"k"_s, u"v"_s } })),
            (QList<Word> {
                u"multi-set"_s, u"j"_s, u"action"_s, u"a"_s, QList<Word> { QList<Word> { u"k"_s, u"v"_s } } }));
        QCOMPARE(words(protocol::serverStream({ Word(QList<Word> { u"ping"_s }) })),
            (QList<Word> { u"server-stream"_s, QList<Word> { QList<Word> { u"ping"_s } } }));
        QCOMPARE(words(protocol::addLogPath(u"j"_s, u"/l"_s, protocol::LogPosition::Tail)),
            (QList<Word> { u"set"_s, u"j"_s, u"addlogpath"_s, u"/l"_s, u"tail"_s }));
        QCOMPARE(words(protocol::setBanTimeOption(u"j"_s, u"maxtime"_s, u"5w"_s)),
            (QList<Word> { u"set"_s, u"j"_s, u"bantime.maxtime"_s, u"5w"_s }));
        QCOMPARE(protocol::stopJail(u"j"_s).change.request().commandClass(), protocol::CommandClass::SlowChange);
        QCOMPARE(protocol::unbanAll().change.request().commandClass(), protocol::CommandClass::SlowChange);
        QCOMPARE(protocol::banned().query.request().commandClass(), protocol::CommandClass::HeavyRead);
        QCOMPARE(protocol::jailStatus(u"j"_s, StatusFlavour::Basic).query.request().wordTexts(),
            (QStringList { u"status"_s, u"j"_s }));
    }

    void tolerantReaders()
    {
        // 0.9.7: banip answers with the address.
        QCOMPARE(*protocol::banIp(u"j"_s, { u"192.0.2.1"_s })
                      .decode(made("\x8c\x09"
                                   "192.0.2.1")),
            1);
        // A newer daemon: an unknown group and unknown labels are passed over, missing ones stay absent.
        const auto status = protocol::jailStatus(u"j"_s, StatusFlavour::Basic)
                                .decode(made("](\x8c\x04More]\x86\x8c\x06"
                                             "Filter](\x8c\x03New\x88\x86\x8c\x0cTotal failedK\x07\x86"
                                             "e\x86K\x05"
                                             "e"));
        QVERIFY(status.has_value());
        QCOMPARE(*status->jail.totalFailed, 7);
        QVERIFY(!status->jail.currentlyFailed);
        QVERIFY(!status->jail.currentlyBanned);
        QVERIFY(!status->bans);
        // Wrong shapes are errors, never defaults.
        for (const Value &wrong :
            { made("N"), made("K\x05"), made("\x8c\x01x"), made("]"), made("}"), made("](NNe") }) {
            QVERIFY(!protocol::status().decode(wrong));
            QVERIFY(!protocol::jailStatus(u"j"_s, StatusFlavour::Basic).decode(wrong));
        }
        QCOMPARE(protocol::ping().decode(made("N")).error().code, ErrorCode::UnexpectedReply);
        QCOMPARE(protocol::stats().decode(made("]")).error().code, ErrorCode::UnexpectedReply);
        QCOMPARE(protocol::jailBanned(u"j"_s)
                     .decode(made("](K\x01"
                                  "e"))
                     .error()
                     .code,
            ErrorCode::UnexpectedReply);
        QCOMPARE(protocol::banned()
                     .decode(made("](K\x01"
                                  "e"))
                     .error()
                     .code,
            ErrorCode::UnexpectedReply);
        QCOMPARE(protocol::setIdle(u"j"_s, true).decode(made("N")).error().code, ErrorCode::UnexpectedReply);
        // `stats` with an entry of another shape still names the jail.
        const auto stats = protocol::stats().decode(made("}\x8c\x01jNs"));
        QCOMPARE(stats->size(), 1);
        QVERIFY(!stats->front().currentlyBanned);
        QVERIFY(protocol::jailIgnoreCache(u"j"_s)
                    .decode(made("](\x8c\x04<ip>K\x64M\x2c\x01"
                                 "e"))
                    .value()
            == (protocol::IgnoreCache { u"<ip>"_s, 100, 300 }));
    }

    void noJails()
    {
        for (const Recording &r : recordings()) {
            if (r.name.endsWith("status-nojails"_L1))
                QCOMPARE(protocol::status().decode(*unwrapped(r.response))->jails, QStringList());
            if (r.name.endsWith("banned-nojails"_L1))
                QCOMPARE(protocol::banned().decode(*unwrapped(r.response))->size(), 0);
        }
        const auto all = ask(QLatin1String(fail2ban110), protocol::stats());
        QVERIFY(all.has_value());
    }

    void arguments()
    {
        for (const char *bad : { "", " ", "--all", "a\nb", "a\tb", "a\x1b[0m", "\x7f" })
            QCOMPARE(protocol::checkedJailName(QString::fromLatin1(bad)).error().code, ErrorCode::InvalidArgument);
        for (const char *good : { "sshd", "my jail", "nginx-http-auth", "j,k" })
            QCOMPARE(*protocol::checkedJailName(QString::fromLatin1(good)), QString::fromLatin1(good));
        QVERIFY(!protocol::checkedJailName(u"a\u2028b"_s));
        for (const char *bad :
            { "", "not-an-ip", "0.0.0.0/0", "::/0", "192.0.2.1 ", "192.0.2", "192.0.2.256", "--all", "example.org" })
            QCOMPARE(protocol::checkedTarget(QString::fromLatin1(bad)).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(
            *protocol::checkedTargets({ u"192.0.2.9/24"_s, u"2001:DB8::0:1"_s, u"::ffff:192.0.2.1"_s, u"192.0.2.7"_s }),
            (QStringList { u"192.0.2.0/24"_s, u"2001:db8::1"_s, u"192.0.2.1"_s, u"192.0.2.7"_s }));
        QCOMPARE(protocol::checkedTargets({ u"192.0.2.1"_s, u"junk"_s }).error().detail, u"junk"_s);
        QVERIFY(protocol::checkedTime(u"1d 12h"_s).has_value());
        QVERIFY(!protocol::checkedTime(u"__import__('os')"_s));
        QVERIFY(!protocol::checkedTime(QString()));
    }
};

QTEST_APPLESS_MAIN(TstCommands)
#include "tst_commands.moc"
