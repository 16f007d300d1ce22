// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/pages/server_card_widget.h"
#include "gui/server_sidebar.h"
#include "gui/support/window_fixture.h"
#include "models/server_tree_roles.h"
#include "texts/state_texts.h"
#include "widgets/link_label.h"
#include "widgets/sidebar_tree.h"
#include "widgets/state_mark.h"

#include <QHelpEvent>
#include <QToolTip>

using namespace Qt::StringLiterals;
using core::ServerState;
using guitest::WindowFixture;

/// When a server that is not reached is tried again, and the way to do it now.
class TestRetryCountdown : public QObject
{
    Q_OBJECT

    /// web-2, not reached, tried again in 12 s.
    static core::ServerId lose(WindowFixture &w, int seconds = 12, ServerState state = ServerState::Unreachable)
    {
        const core::ServerId id = w.services.registry.profileNamed(u"web-2"_s)->id;
        core::ServerStatus status = w.services.runtimeState.status(id);
        status.state = state;
        status.lastError = { core::ErrorCode::TunnelDown, u"Connection refused"_s };
        w.services.setStatus(id, status);
        w.services.healthMonitor.next.insert(id, w.services.clock.nowMs() + seconds * 1000);
        Q_EMIT w.services.healthMonitor.nextProbeChanged(id);
        return id;
    }
    static gui::ServerCardWidget *card(WindowFixture &w, core::ServerId id)
    {
        const auto cards = w.window->findChildren<gui::ServerCardWidget *>();
        const auto at = std::find_if(cards.cbegin(), cards.cend(), [id](auto *each) { return each->card().id == id; });
        return at == cards.cend() ? nullptr : *at;
    }

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<ServerState>("state");
        QTest::addColumn<int>("leftMs");
        QTest::addColumn<bool>("trying");
        QTest::addColumn<QString>("text");
        QTest::newRow("later") << ServerState::Unreachable << 12'000 << false << u"Trying again in 12 s"_s;
        QTest::newRow("offline") << ServerState::Offline << 65'000 << false << u"Trying again in 1 min 5 s"_s;
        QTest::newRow("nearly") << ServerState::Unreachable << 11'001 << false << u"Trying again in 12 s"_s;
        QTest::newRow("overdue") << ServerState::Unreachable << -500 << false << u"Trying again in 1 s"_s;
        QTest::newRow("now") << ServerState::Unreachable << 0 << true << u"Trying now…"_s;
        QTest::newRow("online") << ServerState::Online << 12'000 << false << QString();
        QTest::newRow("a person's matter") << ServerState::NeedsAttention << 12'000 << false << QString();
    }
    void texts()
    {
        QFETCH(ServerState, state);
        QFETCH(int, leftMs);
        QFETCH(bool, trying);
        QFETCH(QString, text);
        QCOMPARE(texts::retryText(state, 1'000'000 + leftMs, trying, 1'000'000), text);
        QCOMPARE(texts::retryText(state, 0, false, 1'000'000), QString()); // nothing is planned
    }

    void theCardCountsDown()
    {
        WindowFixture w;
        w.window->showPage(u"overview"_s);
        const core::ServerId id = lose(w, 12, ServerState::Offline);
        QTRY_VERIFY(card(w, id));
        auto *retry = card(w, id)->findChild<widgets::LinkLabel *>(u"retry"_s);
        QVERIFY(retry);
        QTRY_COMPARE(retry->plainText(), u"Trying again in 12 s · Try now"_s);
        QVERIFY(retry->isVisible());
        w.services.clock.advance(1'000);
        QTRY_COMPARE(retry->plainText(), u"Trying again in 11 s · Try now"_s);
        Q_EMIT retry->linkRequested(u"try"_s);
        QTRY_VERIFY(w.services.healthMonitor.probed.contains(id));
    }

    void theCardsOfARowLineUp()
    {
        WindowFixture w;
        w.window->showPage(u"overview"_s);
        const core::ServerId id = lose(w, 12, ServerState::Offline);
        QTRY_VERIFY(card(w, id) && card(w, id)->findChild<widgets::LinkLabel *>(u"retry"_s)->isVisible());
        const auto markY = [](const gui::ServerCardWidget *each) {
            return each->findChild<widgets::StateMark *>()->mapTo(each, QPoint()).y();
        };
        const auto beside = [&] {
            QList<gui::ServerCardWidget *> found;
            for (gui::ServerCardWidget *each : w.window->findChildren<gui::ServerCardWidget *>()) {
                const auto *retry = each->findChild<widgets::LinkLabel *>(u"retry"_s);
                if (each->isVisible() && each->y() == card(w, id)->y() && !retry->isVisible())
                    found.append(each);
            }
            return found;
        };
        QTRY_VERIFY(!beside().isEmpty());
        for (const gui::ServerCardWidget *each : beside()) {
            QTRY_COMPARE(each->height(), card(w, id)->height());
            QTRY_COMPARE(markY(each), markY(card(w, id)));
        }
    }

    void theSidebarsTipCountsDown()
    {
        WindowFixture w;
        QVERIFY(QTest::qWaitForWindowActive(w.window.get(), 30'000)); // an activation ends a tool tip
        const core::ServerId id = lose(w);
        auto *tree = w.find<widgets::SidebarTree>("serverTree");
        const QModelIndexList found = tree->model()->match(tree->model()->index(0, 0), models::ServerIdRole,
            QVariant::fromValue(id), 1, Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        const QPoint place = tree->visualRect(found.constFirst()).center();
        QHelpEvent event(QEvent::ToolTip, place, tree->viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(tree->viewport(), &event);
        QTRY_VERIFY2(QToolTip::text().contains("Trying again in 12 s"_L1), qPrintable(QToolTip::text()));
        w.services.clock.advance(2'000);
        QTRY_VERIFY2(QToolTip::text().contains("Trying again in 10 s"_L1), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    void theNoticeCountsDown()
    {
        WindowFixture w;
        w.window->showPage(u"jails"_s);
        const core::ServerId id = lose(w, 7);
        w.services.jailService.setError(id, { core::ErrorCode::TunnelDown, {} });
        auto *notice = w.find<widgets::LinkLabel>("jailNotice");
        QTRY_VERIFY2(notice->plainText().contains("Trying again in 7 s"_L1), qPrintable(notice->plainText()));
        w.services.clock.advance(1'000);
        QTRY_VERIFY2(notice->plainText().contains("Trying again in 6 s"_L1), qPrintable(notice->plainText()));
    }
};

QTEST_MAIN(TestRetryCountdown)
#include "tst_retry_countdown.moc"
