// SPDX-License-Identifier: GPL-3.0-or-later
// What the daemon refuses, and how fail2ban-client words it.
#include "protocol/frame_decoder.h"
#include "protocol/recordings.h"
#include "protocol/server_error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using protocol::FrameDecoder;
using protocol::Value;

namespace {

core::Error errorOf(const QByteArray &pickle)
{
    FrameDecoder decoder;
    const auto replies = decoder.feed(pickle + "<F2B_END_COMMAND>");
    if (replies.size() != 1 || replies.front())
        return { ErrorCode::Internal, u"no error"_s };
    return replies.front().error();
}

core::Error recorded(const char *file, const char *name)
{
    FrameDecoder decoder;
    const auto replies = decoder.feed(recording(QLatin1String(file), QString::fromLatin1(name)).response);
    return replies.front() ? core::Error { ErrorCode::Internal, u"no error"_s } : replies.front().error();
}

} // namespace

class TstServerError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedErrors()
    {
        using E = core::Error;
        QCOMPARE(recorded(fail2ban110, "003-help"), (E { ErrorCode::InvalidCommand, u"Invalid command"_s }));
        QCOMPARE(recorded(fail2ban0112, "003-help"), (E { ErrorCode::InvalidCommand, u"Invalid command"_s }));
        QCOMPARE(recorded(fail2ban110, "016-get-allowipv6"),
            (E { ErrorCode::InvalidCommand, u"Sorry but the command is invalid"_s }));
        QCOMPARE(recorded(fail2ban110, "239-status-nosuchjail"),
            (E { ErrorCode::UnknownJail, u"Sorry but the jail 'nosuchjail' does not exist"_s }));
        QCOMPARE(recorded(fail2ban110, "252-add-duplicate"),
            (E { ErrorCode::DuplicateJail, u"The jail 'sshd' already exists"_s }));
        QCOMPARE(recorded(fail2ban0106, "252-add-duplicate").code, ErrorCode::DuplicateJail);
        QCOMPARE(recorded(fail2ban110, "205-set-action-call-badjson"),
            (E { ErrorCode::ServerRefused,
                u"json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"_s }));
        QCOMPARE(recorded(fail2ban110, "210-set-sshd-addaction-py1-_nonexistent.py-__"),
            (E { ErrorCode::ServerRefused, u"[Errno 2] No such file or directory: '/nonexistent.py'"_s }));
        QCOMPARE(recorded(fail2ban110, "271-reload-web-stream-badregex"),
            (E { ErrorCode::ServerRefused, u"No failure-id group in 'no host'"_s }));
        QCOMPARE(recorded(fail2ban110, "918-err-sqlite-locked"),
            (E { ErrorCode::ServerRefused, u"sqlite3.OperationalError: database is locked"_s }));
        QCOMPARE(recorded(fail2ban110, "926-synthetic-SHUTDOWN").code, ErrorCode::ShuttingDown);
        QCOMPARE(
            recorded(fail2ban0106, "275-raw-empty"), (E { ErrorCode::ServerRefused, u"ERROR: Ran out of input"_s }));
        QCOMPARE(recorded(fail2ban0112, "274-raw-empty"), (E { ErrorCode::ServerRefused, u"ERROR: "_s }));
    }

    void noRecordedRefusalIsLost()
    {
        // Every (1, ...) is an error with words, every (0, ...) is a value.
        int refused = 0;
        for (const Recording &r : recordings()) {
            const QJsonArray pair = r.decoded.toObject().value("__tuple__"_L1).toArray();
            if (pair.size() != 2)
                continue;
            FrameDecoder decoder;
            const auto replies = decoder.feed(r.response);
            QCOMPARE(replies.size(), size_t(1));
            QCOMPARE(replies.front().has_value(), pair.at(0).toInt() == 0);
            if (!replies.front()) {
                QVERIFY2(!replies.front().error().detail.isEmpty(), qPrintable(r.name));
                ++refused;
            }
        }
        QVERIFY(refused > 250);
    }

    void texts()
    {
        QCOMPARE(errorOf("\x80\x02K\x01"
                         "cbuiltins\nKeyError\nU\x03"
                         "abc\x85R\x86.")
                     .detail,
            u"'abc'"_s);
        QCOMPARE(errorOf("\x80\x02K\x01"
                         "cbuiltins\nValueError\n)R\x86.")
                     .detail,
            QString());
        QCOMPARE(errorOf("\x80\x02K\x01"
                         "cbuiltins\nValueError\n(K\x01NtR\x86.")
                     .detail,
            u"(1, None)"_s);
        QCOMPARE(errorOf("\x80\x02K\x01"
                         "cbuiltins\nSyntaxError\n(U\x0einvalid syntax(U\x08<string>K\x01K\x02NttR\x86.")
                     .detail,
            u"invalid syntax (<string>, line 1)"_s);
        QCOMPARE(errorOf("\x80\x02K\x01"
                         "cexceptions\nIOError\n(K\x02U\x04goneU\x02/xtR\x86.")
                     .detail,
            u"[Errno 2] gone: '/x'"_s);
        QCOMPARE(errorOf("\x80\x02K\x01"
                         "cpyact\nMyErr\nU\x01x\x85R\x86.")
                     .detail,
            u"pyact.MyErr: x"_s);
        QCOMPARE(errorOf("\x80\x02K\x01U\x05other\x86.").detail, u"other"_s);
        QCOMPARE(errorOf("\x80\x02K\x01K\x07\x86.").code, ErrorCode::ServerRefused);
    }

    void whatIsNoReply()
    {
        for (const QByteArray &pickle :
            { QByteArray("N."), QByteArray("K\x02N\x86."), QByteArray("\x88N\x86."), QByteArray("\x8c\x04pong."),
                QByteArray("]."), QByteArray("](U\x08SHUTDOWNNe."), QByteArray(")."), QByteArray("K\x01\x85.") })
            QCOMPARE(errorOf(pickle).code, ErrorCode::ProtocolError);
        // The stream itself goes on.
        FrameDecoder decoder;
        const auto replies = decoder.feed("N.<F2B_END_COMMAND>(I0\nVpong\nt.<F2B_END_COMMAND>");
        QCOMPARE(replies.size(), size_t(2));
        QCOMPARE(replies[1]->value.toString(), u"pong"_s);
        QVERIFY(!decoder.isBroken());
    }

    void brokenStreamEndsFeed()
    {
        FrameDecoder decoder;
        const auto replies = decoder.feed("(I0\nVpong\nt.<F2B_END_COMMAND>(I0\nVpong\nt.<F2B_WRONG_COMMAND>");
        QCOMPARE(replies.size(), size_t(2));
        QVERIFY(replies[0].has_value());
        QCOMPARE(replies[1].error().code, ErrorCode::ProtocolError);
        QVERIFY(decoder.isBroken());
    }

    void repr()
    {
        FrameDecoder decoder;
        const auto all = decoder.feedRaw("(K\x01\x88NG\x3f\xf8" + QByteArray(6, '\0')
            + "U\x03"
              "a'b\x8c\x04"
              "\"'\\\n)K\x01\x85](K\x01U\x01xe}U\x01kNsC\x01\xfft.<F2B_END_COMMAND>");
        QVERIFY(all.front().has_value());
        QCOMPARE(protocol::pythonRepr(*all.front()),
            uR"((1, True, None, 1.5, "a'b", '"\'\\\n', (), (1,), [1, 'x'], {'k': None}, b'ÿ'))"_s);
    }
};

QTEST_APPLESS_MAIN(TstServerError)
#include "tst_server_error.moc"
