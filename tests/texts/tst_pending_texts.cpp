// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/error_texts.h"
#include "texts/pending_texts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = core::PendingChange::Kind;

/// What waits, in words.
class TestPendingTexts : public QObject
{
    Q_OBJECT

    static core::PendingChange make(Kind kind, const QString &jail, const QStringList &targets)
    {
        core::PendingChange change;
        change.kind = kind;
        change.jail = jail;
        change.targets = targets;
        return change;
    }

private Q_SLOTS:
    void changes()
    {
        QCOMPARE(texts::pendingChangeText(make(Kind::Ban, u"sshd"_s, { u"192.0.2.1"_s })), u"Ban 192.0.2.1 in sshd"_s);
        QCOMPARE(texts::pendingChangeText(make(Kind::Ban, u"sshd"_s, { u"a"_s, u"b"_s, u"c"_s })),
            u"Ban 3 addresses in sshd"_s);
        QCOMPARE(texts::pendingChangeText(make(Kind::Unban, {}, { u"192.0.2.1"_s })), u"Unban 192.0.2.1 everywhere"_s);
        QCOMPARE(texts::pendingChangeText(make(Kind::UnbanAll, {}, {})), u"Unban everything"_s);
        QVERIFY(!texts::pendingChangeText(make(Kind::Ban, u"a\u202eb"_s, { u"c\nd"_s })).contains(u'\u202e'));
        QCOMPARE(texts::replacedSentence(make(Kind::Ban, u"sshd"_s, { u"192.0.2.1"_s }), u"web-1"_s),
            u"Not sent any more, because a newer change took its place: Ban 192.0.2.1 in sshd on web-1."_s);
    }

    void sentences()
    {
        QCOMPARE(texts::pendingSummary(1, { u"web-2"_s }), u"1 change waits for web-2"_s);
        QCOMPARE(texts::pendingSummary(3, { u"web-2"_s, u"db"_s }), u"3 changes wait for web-2 and db"_s);
        QCOMPARE(texts::keptSentence({}), QString());
        QCOMPARE(texts::keptSentence({ u"web-2"_s }),
            u"web-2 cannot be reached: its change is kept and sent when it is back."_s);
        QCOMPARE(texts::keptSentence({ u"a"_s, u"b"_s }),
            u"a and b cannot be reached: their changes are kept and sent when they are back."_s);
        QVERIFY(texts::keptUnknownSentence({ u"a"_s }).endsWith(u"is not known."_s));
        QCOMPARE(texts::withdrawnSentence(1), u"1 change was withdrawn. It is not sent."_s);
    }

    void receipts()
    {
        core::Receipt receipt;
        receipt.serverName = u"web-2"_s;
        receipt.server = { 2 };
        receipt.jail = u"sshd"_s;
        receipt.target = u"192.0.2.1"_s;
        receipt.result = core::ReceiptResult::Pending;
        receipt.error = { core::ErrorCode::TunnelDown, {} };
        const QString text = texts::receiptText(receipt);
        QVERIFY2(text.endsWith(u"The change is kept, and sent when the server is back."_s), qPrintable(text));
        QCOMPARE(texts::receiptsSummary(texts::ReceiptVerb::Ban, { receipt }), u"Pending on web-2"_s);
        receipt.result = core::ReceiptResult::Done;
        QCOMPARE(texts::receiptsSummary(texts::ReceiptVerb::Kept, { receipt }),
            u"Done what had waited for web-2: 1 address in 1 jail"_s);
        receipt.target.clear();
        receipt.jail.clear();
        QCOMPARE(texts::receiptsSummary(texts::ReceiptVerb::Kept, { receipt }),
            u"Done what had waited for web-2: everything in all jails"_s);
    }
};

QTEST_APPLESS_MAIN(TestPendingTexts)
#include "tst_pending_texts.moc"
