// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request_handle.h"

#include <QTest>

using core::ErrorCode;
using core::Pending;
using core::RequestHandle;
using core::Result;

class TestRequestHandle : public QObject
{
    Q_OBJECT

    struct Heard
    {
        int calls = 0;
        Result<int> last = core::failure(ErrorCode::Internal);
    };
    static core::Handler<int> into(const std::shared_ptr<Heard> &heard)
    {
        return [heard](Result<int> result) {
            ++heard->calls;
            heard->last = std::move(result);
        };
    }

private Q_SLOTS:
    void finishRunsTheHandlerOnceAndNow()
    {
        const auto heard = std::make_shared<Heard>();
        const Pending<int> pending(this, into(heard));
        const RequestHandle handle = pending.handle();
        QVERIFY(handle.isActive());
        QVERIFY(pending.isActive());
        QVERIFY(pending.finish(5));
        QCOMPARE(heard->calls, 1);
        QCOMPARE(heard->last.value(), 5);
        QVERIFY(!handle.isActive());
        QVERIFY(!pending.isActive());
        QVERIFY(!pending.finish(6));
        pending.finishLater(7);
        QCoreApplication::processEvents();
        QCOMPARE(heard->calls, 1);
        QCOMPARE(heard->last.value(), 5);
    }

    void finishLaterNeverRunsInsideTheCall()
    {
        const auto heard = std::make_shared<Heard>();
        const Pending<int> pending(this, into(heard));
        pending.finishLater(core::failure(ErrorCode::InvalidArgument));
        QCOMPARE(heard->calls, 0);
        QVERIFY(!pending.isActive());
        QTRY_COMPARE(heard->calls, 1);
        QCOMPARE(heard->last.error().code, ErrorCode::InvalidArgument);
    }

    void cancelIsIdempotentAndLater()
    {
        const auto heard = std::make_shared<Heard>();
        int hooks = 0;
        const Pending<int> pending(this, into(heard));
        pending.setOnCancel([&hooks] { ++hooks; });
        RequestHandle handle = pending.handle();
        handle.cancel();
        handle.cancel();
        QCOMPARE(heard->calls, 0);
        QCOMPARE(hooks, 1);
        QVERIFY(!handle.isActive());
        QVERIFY(!pending.finish(1));
        QTRY_COMPARE(heard->calls, 1);
        QCOMPARE(heard->last.error().code, ErrorCode::Cancelled);
        QCoreApplication::processEvents();
        QCOMPARE(heard->calls, 1);
    }

    void cancelAfterTheEndDoesNothing()
    {
        const auto heard = std::make_shared<Heard>();
        int hooks = 0;
        const Pending<int> pending(this, into(heard));
        pending.setOnCancel([&hooks] { ++hooks; });
        RequestHandle handle = pending.handle();
        pending.finish(1);
        handle.cancel();
        QCoreApplication::processEvents();
        QCOMPARE(hooks, 0);
        QCOMPARE(heard->calls, 1);
    }

    void deadContextHearsNothing()
    {
        const auto heard = std::make_shared<Heard>();
        auto context = std::make_unique<QObject>();
        const Pending<int> pending(context.get(), into(heard));
        context.reset();
        QVERIFY(!pending.isActive());
        QVERIFY(!pending.finish(1));
        QCoreApplication::processEvents();
        QCOMPARE(heard->calls, 0);
    }

    void contextThatDiesBeforeTheEventLoopHearsNothing()
    {
        const auto heard = std::make_shared<Heard>();
        auto context = std::make_unique<QObject>();
        const Pending<int> pending(context.get(), into(heard));
        pending.finishLater(1);
        context.reset();
        QCoreApplication::processEvents();
        QCOMPARE(heard->calls, 0);
    }

    void droppedUnfinishedIsCancelled()
    {
        const auto heard = std::make_shared<Heard>();
        RequestHandle handle;
        {
            const Pending<int> pending(this, into(heard));
            const Pending<int> copy = pending; // NOLINT: the copy shares the completion
            handle = copy.handle();
            QVERIFY(handle.isActive());
        }
        QVERIFY(!handle.isActive());
        QCOMPARE(heard->calls, 0);
        QTRY_COMPARE(heard->calls, 1);
        QCOMPARE(heard->last.error().code, ErrorCode::Cancelled);
        handle.cancel();
        QCoreApplication::processEvents();
        QCOMPARE(heard->calls, 1);
    }

    void handlerMayDropAndCancelItsOwnRequest()
    {
        auto handle = std::make_shared<RequestHandle>();
        auto pending = std::make_shared<Pending<int>>();
        int calls = 0;
        *pending = Pending<int>(this, [handle, pending, &calls](Result<int>) {
            ++calls;
            handle->cancel();
            *pending = {};
        });
        *handle = pending->handle();
        const Pending<int> worker = *pending;
        QVERIFY(worker.finish(1));
        QCoreApplication::processEvents();
        QCOMPARE(calls, 1);
    }

    void emptyOnesAreHarmless()
    {
        RequestHandle handle;
        handle.cancel();
        QVERIFY(!handle.isActive());
        const Pending<int> pending;
        QVERIFY(!pending.isActive());
        QVERIFY(!pending.finish(1));
        pending.finishLater(1);
        pending.setOnCancel([] {});
    }
};

QTEST_GUILESS_MAIN(TestRequestHandle)
#include "tst_request_handle.moc"
