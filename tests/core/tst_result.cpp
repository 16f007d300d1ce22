// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activation.h"
#include "core/receipt.h"
#include "core/result.h"
#include "core/server_status.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestResult : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyErrorCodeHasItsOwnName()
    {
        QSet<QString> names;
        const int last = static_cast<int>(core::ErrorCode::Internal);
        for (int i = 0; i <= last; ++i) {
            const QString name = core::errorCodeName(static_cast<core::ErrorCode>(i));
            QVERIFY2(!name.isEmpty() && name.front().isUpper(), qPrintable(name));
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
        }
        QCOMPARE(names.size(), last + 1);
        QCOMPARE(core::errorCodeName(core::ErrorCode::NoSocket), u"NoSocket"_s);
        QCOMPARE(core::errorCodeName(core::ErrorCode::DataFolderInUse), u"DataFolderInUse"_s);
        QCOMPARE(core::errorCodeName(core::ErrorCode::Internal), u"Internal"_s);
    }

    void failureCarriesCodeAndText()
    {
        const core::Result<int> failed = core::failure(core::ErrorCode::Busy, u"later"_s);
        QVERIFY(!failed);
        QCOMPARE(failed.error(), (core::Error { core::ErrorCode::Busy, u"later"_s }));
        QVERIFY(failed.error() != (core::Error { core::ErrorCode::Busy, {} }));
        QCOMPARE(core::Result<int>(7).value(), 7);
    }

    void names()
    {
        using core::ProbeOutcome;
        using core::ServerState;
        QSet<QString> outcomes;
        for (int i = 0; i <= static_cast<int>(ProbeOutcome::ProtocolError); ++i)
            outcomes.insert(core::probeOutcomeName(static_cast<ProbeOutcome>(i)));
        QCOMPARE(outcomes.size(), 10);
        QVERIFY(!outcomes.contains(QString()));
        QSet<QString> states;
        for (int i = 0; i <= static_cast<int>(ServerState::NeedsAttention); ++i)
            states.insert(core::serverStateName(static_cast<ServerState>(i)));
        QCOMPARE(states,
            (QSet<QString> { u"unknown"_s, u"online"_s, u"degraded"_s, u"busy"_s, u"offline"_s, u"unreachable"_s,
                u"needs_attention"_s }));
        QCOMPARE(core::probeOutcomeName(ProbeOutcome::HostKeyChanged), u"host_key_changed"_s);
        QCOMPARE(core::receiptResultName(core::ReceiptResult::Done), u"done"_s);
        QCOMPARE(core::receiptResultName(core::ReceiptResult::NothingToDo), u"nothing_to_do"_s);
        QCOMPARE(core::receiptResultName(core::ReceiptResult::Refused), u"refused"_s);
        QCOMPARE(core::receiptResultName(core::ReceiptResult::Failed), u"failed"_s);
        QCOMPARE(core::recoveryReasonName(core::RecoveryReason::WentOffline), u"went_offline"_s);
        QCOMPARE(core::recoveryReasonName(core::RecoveryReason::JailsLost), u"jails_lost"_s);
        QCOMPARE(core::recoveryReasonName(core::RecoveryReason::Restarted), u"restarted"_s);
        QCOMPARE(core::recoveryReasonName(core::RecoveryReason::Frozen), u"frozen"_s);
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
