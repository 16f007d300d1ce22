// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/connection_test_dialog.h"
#include "gui/dialogs/server_dialog.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "widgets/step_list.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;
using services::TestStage;

namespace {

services::TestStep step(TestStage stage, bool running, bool ok, const QString &detail = {}, core::Error error = {})
{
    services::TestStep result;
    result.stage = stage;
    result.running = running;
    result.ok = ok;
    result.detail = detail;
    result.error = std::move(error);
    result.tookMs = running ? 0 : 3;
    return result;
}

} // namespace

class TestServerDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void adds();
    void whatIsWrongIsToldInPlace();
    void editsAndKeepsTheRest();
    void testsStepByStep();
    void failedStepHasItsWords();
    void standaloneTest();
    void storeFailureIsTold();
    void everyControlHasAName();
};

void TestServerDialog::adds()
{
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    const auto edit = [dialog](const char *name) { return WindowFixture::in<QLineEdit>(dialog, name); };
    edit("nameEdit")->setText(u" web-9 "_s);
    edit("socketEdit")->setText(u"/run/web-9/fail2ban.sock"_s);
    auto *group = WindowFixture::in<QComboBox>(dialog, "groupBox");
    QVERIFY2(group->findText(u"production"_s) >= 0, "existing groups are offered");
    group->setCurrentText(u"new group"_s);
    edit("tagsEdit")->setText(u"web, customer-a,, web"_s);
    WindowFixture::in<QAbstractButton>(dialog, "colour_3f7ae0")->click();
    WindowFixture::in<QSpinBox>(dialog, "intervalSpin")->setValue(15);
    WindowFixture::in<QComboBox>(dialog, "zoneBox")->setCurrentText(u"Europe/Berlin"_s);
    edit("configEdit")->setText(u"/srv/fail2ban"_s);
    edit("clientEdit")->setText(u"/opt/bin/fail2ban-client"_s);
    WindowFixture::in<QCheckBox>(dialog, "readOnlyCheck")->setChecked(true);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "readOnlyNote")->text().contains("Whoever can open the socket"_L1));
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QTRY_VERIFY(w.services.registry.profileNamed(u"web-9"_s));
    const core::ServerProfile stored = *w.services.registry.profileNamed(u"web-9"_s);
    QCOMPARE(stored.socketPath, u"/run/web-9/fail2ban.sock"_s);
    QCOMPARE(stored.group, u"new group"_s);
    QCOMPARE(stored.tags, (QStringList { u"web"_s, u"customer-a"_s }));
    QCOMPARE(stored.colour, u"#3f7ae0"_s);
    QCOMPARE(stored.probeIntervalSeconds, 15);
    QCOMPARE(stored.timeZone, u"Europe/Berlin"_s);
    QCOMPARE(stored.configDir, u"/srv/fail2ban"_s);
    QCOMPARE(stored.clientProgram, u"/opt/bin/fail2ban-client"_s);
    QVERIFY(stored.readOnly);
    QTRY_VERIFY(!w.dialog("serverDialog"));
    QTRY_COMPARE(w.window->scope().title(), u"web-9"_s);
}

void TestServerDialog::whatIsWrongIsToldInPlace()
{
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    auto *name = WindowFixture::in<QLineEdit>(dialog, "nameEdit");
    auto *nameProblem = WindowFixture::in<QLabel>(dialog, "nameProblem");
    auto *socket = WindowFixture::in<QLineEdit>(dialog, "socketEdit");
    auto *socketProblem = WindowFixture::in<QLabel>(dialog, "socketProblem");
    auto *save = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QVERIFY(!nameProblem->isVisible());
    save->click();
    QVERIFY(nameProblem->isVisible());
    QVERIFY(!save->isEnabled());
    name->setText(u"web-1"_s);
    QVERIFY2(nameProblem->isVisible(), "the name is taken");
    QCOMPARE(name->accessibleDescription(), nameProblem->text());
    name->setText(u"web-17"_s);
    QVERIFY(!nameProblem->isVisible() && save->isEnabled());

    socket->setText(u"run/fail2ban.sock"_s);
    QVERIFY(socketProblem->isVisible() && !save->isEnabled());
    // 107 bytes, not letters: an umlaut has two.
    socket->setText(u"/"_s + QString(106, u'a'));
    QVERIFY(!socketProblem->isVisible());
    socket->setText(u"/"_s + QString(105, u'a') + u"ä"_s);
    QVERIFY2(socketProblem->isVisible() && socketProblem->text().contains("108"_L1), qPrintable(socketProblem->text()));
    socket->setText(u"/run/fail2ban/fail2ban.sock"_s);

    WindowFixture::in<QComboBox>(dialog, "zoneBox")->setCurrentText(u"Europe/Nowhere"_s);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "zoneProblem")->isVisible() && !save->isEnabled());
    WindowFixture::in<QComboBox>(dialog, "zoneBox")->setCurrentIndex(0);
    WindowFixture::in<QLineEdit>(dialog, "configEdit")->setText(u"etc"_s);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "configProblem")->isVisible() && !save->isEnabled());
    WindowFixture::in<QLineEdit>(dialog, "configEdit")->clear();
    QVERIFY(save->isEnabled());
    dialog->reject();
    QTRY_VERIFY(!w.dialog("serverDialog"));
    QVERIFY(!w.services.registry.profileNamed(u"web-17"_s));
}

void TestServerDialog::editsAndKeepsTheRest()
{
    WindowFixture w;
    core::ServerProfile before = *w.services.registry.profileNamed(u"web-2"_s);
    before.tags = { u"old"_s };
    before.colour = u"#123456"_s;
    before.timeZone = u"Asia/Tokyo"_s;
    before.probeIntervalSeconds = 45;
    before.position = 7;
    w.services.registry.update(before, &w.services.registry, [](const core::Result<core::ServerProfile> &) {});
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.trigger("actionEditServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    QCOMPARE(dialog->windowTitle(), u"Edit web-2"_s);
    QCOMPARE(WindowFixture::in<QLineEdit>(dialog, "socketEdit")->text(), before.socketPath);
    WindowFixture::in<QLineEdit>(dialog, "nameEdit")->setText(u"web-two"_s);
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QTRY_VERIFY(w.services.registry.profileNamed(u"web-two"_s));
    core::ServerProfile wanted = before;
    wanted.name = u"web-two"_s;
    QCOMPARE(*w.services.registry.profileNamed(u"web-two"_s), wanted);
}

void TestServerDialog::testsStepByStep()
{
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    auto *list = WindowFixture::in<widgets::StepList>(dialog, "testSteps");
    auto *button = WindowFixture::in<QPushButton>(dialog, "testButton");
    auto *result = WindowFixture::in<QLabel>(dialog, "testResult");
    QCOMPARE(list->steps().size(), 5);
    WindowFixture::in<QLineEdit>(dialog, "nameEdit")->setText(u"web-9"_s);
    WindowFixture::in<QLineEdit>(dialog, "socketEdit")->setText(u"/run/web-9.sock"_s);
    button->click();
    QVERIFY(!button->isEnabled());
    QPointer<guitest::FakeConnectionTest> test = w.services.connectionTests.last;
    QVERIFY(test && test->started);
    QCOMPARE(w.services.connectionTests.lastProfile.socketPath, u"/run/web-9.sock"_s);
    Q_EMIT test->stepChanged(step(TestStage::Path, true, false));
    QCOMPARE(list->steps().at(0).state, core::ServerState::Busy);
    for (const TestStage stage :
        { TestStage::Path, TestStage::Permission, TestStage::Ping, TestStage::Version, TestStage::Capabilities })
        Q_EMIT test->stepChanged(step(stage, false, true, u"detail"_s));
    Q_EMIT test->finished(true);
    for (const widgets::Step &each : list->steps())
        QCOMPARE(each.state, core::ServerState::Online);
    QVERIFY(result->isVisible() && result->text().contains("It works"_L1));
    QVERIFY(button->isEnabled());
    QTRY_VERIFY(!test);
    // Another path: what was tested is not what stands there.
    WindowFixture::in<QLineEdit>(dialog, "socketEdit")->setText(u"/run/web-8.sock"_s);
    QCOMPARE(list->steps().at(0).state, core::ServerState::Unknown);
    QVERIFY(!result->isVisible());
    // Closing ends a test that is under way.
    button->click();
    test = w.services.connectionTests.last;
    QVERIFY(test);
    dialog->reject();
    QTRY_VERIFY(!test);
}

void TestServerDialog::failedStepHasItsWords()
{
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    WindowFixture::in<QLineEdit>(dialog, "nameEdit")->setText(u"web-9"_s);
    WindowFixture::in<QPushButton>(dialog, "testButton")->click();
    guitest::FakeConnectionTest *test = w.services.connectionTests.last;
    Q_EMIT test->stepChanged(step(TestStage::Path, false, true));
    Q_EMIT test->stepChanged(
        step(TestStage::Permission, false, false, u"root 0700"_s, { core::ErrorCode::PermissionDenied, u"EACCES"_s }));
    Q_EMIT test->finished(false);
    auto *list = WindowFixture::in<widgets::StepList>(dialog, "testSteps");
    QCOMPARE(list->steps().at(1).state, core::ServerState::Offline);
    QVERIFY2(list->steps().at(1).detail.contains("root 0700"_L1), qPrintable(list->steps().at(1).detail));
    QVERIFY(list->steps().at(1).detail.size() > 40);
    QCOMPARE(list->steps().at(2).state, core::ServerState::Unknown);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "testResult")->text().contains("Nothing was changed"_L1));
}

void TestServerDialog::standaloneTest()
{
    WindowFixture w;
    QVERIFY(w.window->scope().setFromText(u"server:mail"_s));
    w.trigger("actionTestServer");
    QTRY_VERIFY(w.dialog("connectionTestDialog"));
    QDialog *dialog = w.dialog("connectionTestDialog");
    QCOMPARE(w.services.connectionTests.lastProfile.name, u"mail"_s);
    QPointer<guitest::FakeConnectionTest> first = w.services.connectionTests.last;
    auto *again = WindowFixture::in<QPushButton>(dialog, "testAgainButton");
    QVERIFY(!again->isEnabled());
    Q_EMIT first->stepChanged(step(TestStage::Path, false, false, {}, { core::ErrorCode::NoSocket, {} }));
    Q_EMIT first->finished(false);
    QVERIFY(again->isEnabled());
    again->click();
    QVERIFY(w.services.connectionTests.last != first);
    QVERIFY(w.services.connectionTests.last->started);
    QCOMPARE(
        WindowFixture::in<widgets::StepList>(dialog, "testSteps")->steps().at(0).state, core::ServerState::Unknown);
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
}

void TestServerDialog::storeFailureIsTold()
{
    WindowFixture w;
    w.services.registry.error = core::Error { core::ErrorCode::StoreReadOnly, {} };
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    WindowFixture::in<QLineEdit>(dialog, "nameEdit")->setText(u"web-9"_s);
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QTRY_VERIFY(!WindowFixture::in<QLabel>(dialog, "dialogNote")->text().isEmpty());
    QVERIFY(dialog->isVisible());
    QVERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    QVERIFY(!w.services.registry.profileNamed(u"web-9"_s));
}

void TestServerDialog::everyControlHasAName()
{
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QTRY_VERIFY(WindowFixture::in<QLineEdit>(w.dialog("serverDialog"), "nameEdit")->hasFocus());
    QCOMPARE(guitest::unnamedControls(w.dialog("serverDialog")), QStringList());
    QVERIFY2(w.dialog("serverDialog")->height() <= 640, "fits a small screen");
}

QTEST_MAIN(TestServerDialog)
#include "tst_server_dialog.moc"
