// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/undo_stack.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

/// Order, limit, and what becomes of an undo that does not get through.
class TestUndoStack : public QObject
{
    Q_OBJECT

    using Answer = core::Result<QList<core::Receipt>>;

    static Answer receipt(core::ReceiptResult result, core::ErrorCode code)
    {
        core::Receipt one;
        one.result = result;
        one.error.code = code;
        return QList<core::Receipt> { one };
    }
    static services::UndoEntry entry(const QString &subject, const Answer &answer)
    {
        services::UndoEntry made { .subject = subject };
        made.undo = [answer](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
            const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
            pending.finishLater(answer);
            return pending.handle();
        };
        return made;
    }

private Q_SLOTS:
    void whatFailsMayComeBack_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<bool>("stays");
        using core::ErrorCode;
        using core::ReceiptResult;
        QTest::newRow("done") << receipt(ReceiptResult::Done, ErrorCode::Internal) << false;
        QTest::newRow("nothing to do") << receipt(ReceiptResult::NothingToDo, ErrorCode::Internal) << false;
        QTest::newRow("unreachable") << receipt(ReceiptResult::Failed, ErrorCode::NoSocket) << true;
        QTest::newRow("sudo's password") << receipt(ReceiptResult::Failed, ErrorCode::ElevationPassword) << true;
        QTest::newRow("sudo refuses") << receipt(ReceiptResult::Failed, ErrorCode::ElevationRefused) << true;
        QTest::newRow("host key unknown") << receipt(ReceiptResult::Failed, ErrorCode::HostKeyUnknown) << true;
        QTest::newRow("host key changed") << receipt(ReceiptResult::Failed, ErrorCode::HostKeyChanged) << true;
        QTest::newRow("its way in fails") << receipt(ReceiptResult::Failed, ErrorCode::CommandFailed) << true;
        QTest::newRow("read-only") << receipt(ReceiptResult::Refused, ErrorCode::ReadOnlyProfile) << true;
        QTest::newRow("jail gone") << receipt(ReceiptResult::Refused, ErrorCode::UnknownJail) << false;
        QTest::newRow("store") << Answer(core::failure(ErrorCode::StoreLocked)) << true;
        QTest::newRow("no server") << Answer(core::failure(ErrorCode::NoSuchServer)) << false;
    }
    void whatFailsMayComeBack()
    {
        QFETCH(Answer, answer);
        QFETCH(bool, stays);
        services::UndoStack stack;
        stack.push(entry(u"first"_s, answer));
        stack.push(entry(u"second"_s, answer));
        QSignalSpy changed(&stack, &services::UndoStack::changed);
        std::optional<Answer> heard;
        stack.undo(stack.entries().first().id, this, [&](const Answer &result) { heard = result; });
        QCOMPARE(stack.entries().size(), 1); // never twice at once
        QTRY_VERIFY(heard.has_value());
        QCOMPARE(stack.entries().size(), stays ? 2 : 1);
        QCOMPARE(changed.size(), stays ? 2 : 1);
        if (stays)
            QCOMPARE(stack.entries().first().subject, u"first"_s); // where it was
    }

    void oneThatComesToMeanMore()
    {
        services::UndoStack stack;
        services::UndoEntry more = entry(u"more"_s, QList<core::Receipt> {});
        more.id = stack.push(entry(u"first"_s, QList<core::Receipt> {}));
        stack.push(entry(u"second"_s, QList<core::Receipt> {}));
        QSignalSpy pushed(&stack, &services::UndoStack::pushed);
        QVERIFY(stack.update(more));
        QCOMPARE(stack.entries().size(), 2);
        QCOMPARE(stack.entries().first().subject, u"more"_s);
        QVERIFY(pushed.isEmpty());
        stack.undo(more.id, this, {});
        QVERIFY(!stack.update(more));
        QCOMPARE(stack.entries().size(), 1);
    }

    void newestFirstAndNoMoreThanFifty()
    {
        services::UndoStack stack;
        for (int i = 0; i < 60; ++i)
            stack.push(entry(QString::number(i), QList<core::Receipt> {}));
        QCOMPARE(stack.entries().size(), 50);
        QSignalSpy undone(&stack, &services::UndoStack::undone);
        stack.undo(0, this, {});
        QVERIFY(undone.wait(30'000));
        QCOMPARE(stack.entries().last().subject, u"58"_s);
        std::optional<Answer> heard;
        stack.undo(1, this, [&](const Answer &result) { heard = result; }); // long forgotten
        QTRY_VERIFY(heard.has_value());
        QCOMPARE(heard->error().code, core::ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestUndoStack)
#include "tst_undo_stack.moc"
