// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/message_handler.h"
#include "services/log_service_impl.h"
#include "services/runtime_state.h"

#include "support/fake_clock.h"

#include <QLoggingCategory>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(testLog, "health")

} // namespace

class TestMessageHandler final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadsMessagesIntoTheLogWhileItLives()
    {
        services::RuntimeState state;
        const support::FakeClock clock;
        services::LogServiceImpl log(state, clock, {});
        {
            const composition::MessageHandler handler(log, false);
            qCInfo(testLog).noquote() << "fail2ban_came_online server=web-1";
            std::thread([] { qWarning("from\nelsewhere"); }).join();
        }
        QTest::ignoreMessage(QtWarningMsg, "to the handler before");
        qWarning("to the handler before");
        const auto lines = log.lines();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.at(0).level, QtInfoMsg);
        QCOMPARE(lines.at(0).category, u"health"_s);
        QCOMPARE(lines.at(0).text, u"fail2ban_came_online server=web-1"_s);
        QCOMPARE(lines.at(1).level, QtWarningMsg);
        QCOMPARE(lines.at(1).category, u"default"_s);
        QVERIFY(!lines.at(1).text.contains(u'\n'));
    }
};

QTEST_GUILESS_MAIN(TestMessageHandler)
#include "tst_message_handler.moc"
