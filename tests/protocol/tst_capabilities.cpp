// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/frame_decoder.h"
#include "protocol/recordings.h"
#include "protocol/server_capabilities.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using protocol::Capability;
using protocol::TriState;
using protocol::Value;

namespace {

core::Result<Value> reply(const QByteArray &bytes)
{
    protocol::FrameDecoder decoder;
    const auto replies = decoder.feed(bytes);
    if (replies.empty())
        return core::failure(ErrorCode::ConnectionLost);
    if (!replies.front())
        return tl::unexpected(replies.front().error());
    return replies.front()->value;
}

core::Result<Value> recordedReply(const char *file, const QStringList &words)
{
    for (const Recording &r : recordings()) {
        if (r.file == QLatin1String(file) && r.command == words)
            return reply(r.response);
    }
    return core::failure(ErrorCode::Internal);
}

} // namespace

class TstCapabilities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asRecorded_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("stats");
        QTest::addColumn<int>("withTime");
        const auto row = [](const char *file, TriState stats, TriState withTime) {
            QTest::newRow(file) << QByteArray(file) << int(stats) << int(withTime);
        };
        row(fail2ban110, TriState::Yes, TriState::Yes);
        row(fail2ban102, TriState::No, TriState::Yes);
        row(fail2ban0112, TriState::No, TriState::Yes);
        row(fail2ban0106, TriState::No, TriState::No);
    }

    void asRecorded()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, stats);
        QFETCH(int, withTime);
        const auto probed = [&file](Capability capability, const QStringList &words) {
            return int(protocol::capabilityFromReply(capability, recordedReply(file.constData(), words)));
        };
        QCOMPARE(probed(Capability::Stats, { u"stats"_s }), stats);
        QCOMPARE(probed(Capability::BansWithTime, { u"get"_s, u"sshd"_s, u"banip"_s, u"--with-time"_s }), withTime);
        QCOMPARE(probed(Capability::StatusShort, { u"status"_s, u"sshd"_s, u"short"_s }), int(TriState::Yes));
        QCOMPARE(probed(Capability::Banned, { u"banned"_s, u"192.0.2.1"_s }), int(TriState::Yes));
        QCOMPARE(probed(Capability::UnbanEverywhere, { u"banned"_s, u"192.0.2.1"_s }), int(TriState::Yes));
    }

    void wrongShapesAreNo()
    {
        // What a daemon answers that does not know the flavour: the full status (0.9.7).
        QCOMPARE(protocol::capabilityFromReply(
                     Capability::StatusShort, recordedReply(fail2ban110, { u"status"_s, u"sshd"_s })),
            TriState::No);
        QCOMPARE(
            protocol::capabilityFromReply(Capability::Stats, recordedReply(fail2ban110, { u"status"_s, u"sshd"_s })),
            TriState::No);
        // Bare addresses where times were asked for.
        QCOMPARE(protocol::capabilityFromReply(
                     Capability::BansWithTime, recordedReply(fail2ban110, { u"get"_s, u"sshd"_s, u"banip"_s })),
            TriState::No);
        QCOMPARE(protocol::capabilityFromReply(Capability::BansWithTime, reply("(I0\n(lt.<F2B_END_COMMAND>")),
            TriState::Yes);
        QCOMPARE(protocol::capabilityFromReply(Capability::Banned, reply("(I0\nNt.<F2B_END_COMMAND>")), TriState::No);
    }

    void errors()
    {
        const auto of = [](ErrorCode code, const QString &detail = {}) {
            return protocol::capabilityFromReply(Capability::BansWithTime, core::failure(code, detail));
        };
        QCOMPARE(of(ErrorCode::InvalidCommand), TriState::No);
        QCOMPARE(of(ErrorCode::UnexpectedReply), TriState::No);
        QCOMPARE(of(ErrorCode::UnknownJail, u"Sorry but the jail '--with-time' does not exist"_s), TriState::No);
        QCOMPARE(of(ErrorCode::UnknownJail, u"Sorry but the jail 'sshd' does not exist"_s), TriState::Unknown);
        for (const ErrorCode code : { ErrorCode::Timeout, ErrorCode::ConnectionLost, ErrorCode::Busy,
                 ErrorCode::ShuttingDown, ErrorCode::ServerRefused, ErrorCode::Cancelled })
            QCOMPARE(of(code), TriState::Unknown);
    }

    void probesOnlyRead()
    {
        for (int i = 0; i < int(Capability::Count_); ++i) {
            const auto capability = Capability(i);
            const QStringList words = protocol::capabilityProbe(capability, u"sshd"_s).request().wordTexts();
            QVERIFY(std::holds_alternative<protocol::Query>(protocol::fromRawWords(words)));
            QCOMPARE(words.contains(u"sshd"_s), protocol::capabilityNeedsJail(capability));
        }
    }

    void versions()
    {
        using protocol::compareVersions;
        QCOMPARE(compareVersions(u"1.1.0"_s, u"1.1.0"_s), 0);
        QCOMPARE(compareVersions(u"1.1"_s, u"1.1.0"_s), 0);
        QCOMPARE(compareVersions(u"0.9.7"_s, u"0.10.6"_s), -1);
        QCOMPARE(compareVersions(u"1.1.10"_s, u"1.1.9"_s), 1);
        QCOMPARE(compareVersions(u"1.1.2.dev1"_s, u"1.1.2"_s), -1);
        QCOMPARE(compareVersions(u"1.1.2.dev1"_s, u"1.1.1"_s), 1);
        QCOMPARE(compareVersions(u"1.1.2.dev1"_s, u"1.1.2.dev2"_s), -1);
        QCOMPARE(compareVersions(QString(), u"1.0"_s), -1);
    }
};

QTEST_APPLESS_MAIN(TstCapabilities)
#include "tst_capabilities.moc"
