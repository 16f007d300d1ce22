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
#include <QLocalServer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>

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
    void behindSsh();
    void hostileDestination_data();
    void hostileDestination();
    void keepsTheWay();
    void findsTheSocket();
    void saysWhyNoSocketCanBeFound();
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

void TestServerDialog::behindSsh()
{
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    const auto edit = [dialog](const char *name) { return WindowFixture::in<QLineEdit>(dialog, name); };
    const auto button = [dialog](const char *name) { return WindowFixture::in<QPushButton>(dialog, name); };
    QVERIFY(WindowFixture::in<QRadioButton>(dialog, "localRadio")->isChecked());
    QVERIFY(!edit("destinationEdit")->isVisible());
    QVERIFY(button("socketBrowse")->isVisible() && !button("findButton")->isVisible());
    edit("nameEdit")->setText(u"far"_s);
    WindowFixture::in<QRadioButton>(dialog, "sshRadio")->click();
    QVERIFY(edit("destinationEdit")->isVisible());
    QVERIFY2(!button("socketBrowse")->isVisible(), "the files of this computer are not that one's");
    QVERIFY2(!button("findButton")->isEnabled() && !button("testButton")->isEnabled(), "nobody to ask yet");
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    QVERIFY2(dialog->height() <= 720, qPrintable(QString::number(dialog->height())));

    // Saved without a destination: told in place.
    button("confirmButton")->click();
    auto *problem = WindowFixture::in<QLabel>(dialog, "destinationProblem");
    QVERIFY(problem->isVisible() && problem->text().contains("as you type it to ssh"_L1));
    QTRY_VERIFY(edit("destinationEdit")->hasFocus());
    edit("destinationEdit")->setText(u" -p 2222 -J jump admin@web-1 "_s);
    QVERIFY(!problem->isVisible());
    QVERIFY(button("findButton")->isEnabled() && button("testButton")->isEnabled());

    auto *note = WindowFixture::in<QLabel>(dialog, "sudoNote");
    QVERIFY(!note->isVisible());
    WindowFixture::in<QCheckBox>(dialog, "sudoCheck")->click();
    QVERIFY(note->isVisible() && note->text().contains("is root on that machine"_L1));
    QVERIFY(!edit("containerEdit")->isVisible());
    button("advancedButton")->click();
    QVERIFY(edit("containerEdit")->isVisible() && edit("sshConfigEdit")->isVisible());
    QVERIFY(!button("configBrowse")->isVisible() && button("sshConfigBrowse")->isVisible());
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    edit("containerEdit")->setText(u"f2b"_s);
    WindowFixture::in<QComboBox>(dialog, "engineBox")->setCurrentText(u"podman"_s);
    edit("sshConfigEdit")->setText(u"relative"_s);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "sshConfigProblem")->isVisible());
    edit("sshConfigEdit")->setText(u"/srv/ssh_config"_s);

    button("testButton")->click();
    QCOMPARE(w.services.connectionTests.lastProfile.destination, u"-p 2222 -J jump admin@web-1"_s);
    button("confirmButton")->click();
    QTRY_VERIFY(w.services.registry.profileNamed(u"far"_s));
    const core::ServerProfile stored = *w.services.registry.profileNamed(u"far"_s);
    QCOMPARE(stored.kind, core::ConnectionKind::Ssh);
    QCOMPARE(stored.destination, u"-p 2222 -J jump admin@web-1"_s);
    QCOMPARE(stored.sshConfig, u"/srv/ssh_config"_s);
    QCOMPARE(stored.elevation, core::Elevation::Sudo);
    QCOMPARE(stored.container, u"f2b"_s);
    QCOMPARE(stored.containerEngine, u"podman"_s);
    QCOMPARE(stored.socketPath, u"/run/fail2ban/fail2ban.sock"_s);
}

void TestServerDialog::hostileDestination_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("option") << u"-oProxyCommand=id"_s;
    QTest::newRow("substitution") << u"$(id)"_s;
    QTest::newRow("command") << u"web-1 id"_s;
    QTest::newRow("bidi") << u"web\u202e1"_s;
}

void TestServerDialog::hostileDestination()
{
    QFETCH(QString, typed);
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    WindowFixture::in<QLineEdit>(dialog, "nameEdit")->setText(u"far"_s);
    WindowFixture::in<QRadioButton>(dialog, "sshRadio")->click();
    WindowFixture::in<QLineEdit>(dialog, "destinationEdit")->setText(typed);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "destinationProblem")->isVisible());
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "findButton")->isEnabled());
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "testButton")->isEnabled());
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    QVERIFY(!w.services.registry.profileNamed(u"far"_s));
}

void TestServerDialog::keepsTheWay()
{
    WindowFixture w;
    core::ServerProfile before = *w.services.registry.profileNamed(u"web-2"_s);
    before.kind = core::ConnectionKind::Ssh;
    before.destination = u"admin@web-2"_s;
    before.elevation = core::Elevation::Sudo;
    before.container = u"f2b"_s;
    before.containerEngine = u"/usr/local/bin/podman"_s;
    w.services.registry.update(before, &w.services.registry, [](const core::Result<core::ServerProfile> &) {});
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.trigger("actionEditServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    QVERIFY2(WindowFixture::in<QLineEdit>(dialog, "containerEdit")->isVisible(), "what is set is shown");
    WindowFixture::in<QLineEdit>(dialog, "nameEdit")->setText(u"web-two"_s);
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QTRY_VERIFY(w.services.registry.profileNamed(u"web-two"_s));
    core::ServerProfile wanted = before;
    wanted.name = u"web-two"_s;
    QCOMPARE(*w.services.registry.profileNamed(u"web-two"_s), wanted);
    // Back to this computer: nothing of ssh stays.
    QVERIFY(w.window->scope().setFromText(u"server:web-two"_s));
    QTRY_VERIFY(!w.dialog("serverDialog"));
    w.trigger("actionEditServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    WindowFixture::in<QRadioButton>(w.dialog("serverDialog"), "localRadio")->click();
    WindowFixture::in<QPushButton>(w.dialog("serverDialog"), "confirmButton")->click();
    QTRY_COMPARE(w.services.registry.profileNamed(u"web-two"_s).value_or(before).kind, core::ConnectionKind::Local);
    QVERIFY(w.services.registry.profileNamed(u"web-two"_s)->destination.isEmpty());
}

/// Through a fake engine whose "exec" runs the command here.
void TestServerDialog::findsTheSocket()
{
    QTemporaryDir folder(u"/tmp/dlgXXXXXX"_s);
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    };
    write(u"engine"_s, "#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i f2b' ] || exit 125\nshift 3\nexec \"$@\"\n");
    const QString socket = folder.filePath(u"f.sock"_s);
    write(u"fail2ban.conf"_s, "[Definition]\nsocket = " + socket.toUtf8() + '\n');
    QLocalServer listener;
    QVERIFY(listener.listen(socket));

    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    WindowFixture::in<QPushButton>(dialog, "advancedButton")->click();
    WindowFixture::in<QLineEdit>(dialog, "containerEdit")->setText(u"f2b"_s);
    WindowFixture::in<QComboBox>(dialog, "engineBox")->setCurrentText(folder.filePath(u"engine"_s));
    WindowFixture::in<QLineEdit>(dialog, "configEdit")->setText(folder.path());
    auto *find = WindowFixture::in<QPushButton>(dialog, "findButton");
    auto *note = WindowFixture::in<QLabel>(dialog, "socketNote");
    QVERIFY(find->isVisible() && find->isEnabled());
    find->click();
    QVERIFY2(!find->isEnabled(), "one question at a time");
    QVERIFY2(note->isVisible() && note->text().contains("f2b"_L1), qPrintable(note->text()));
    QTRY_COMPARE(WindowFixture::in<QLineEdit>(dialog, "socketEdit")->text(), socket);
    QVERIFY2(note->text().contains(folder.filePath(u"fail2ban.conf"_s)), qPrintable(note->text()));
    QVERIFY(find->isEnabled());
    // Another container: what was found is not about it.
    WindowFixture::in<QLineEdit>(dialog, "containerEdit")->setText(u"other"_s);
    QVERIFY(!note->isVisible());
    find->click();
    dialog->reject(); // ends the question
    QTRY_VERIFY(!w.dialog("serverDialog"));
}

void TestServerDialog::saysWhyNoSocketCanBeFound()
{
    WindowFixture w;
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    WindowFixture::in<QRadioButton>(dialog, "sshRadio")->click();
    // A configuration that ssh cannot read: nobody is called.
    WindowFixture::in<QLineEdit>(dialog, "destinationEdit")->setText(u"far"_s);
    WindowFixture::in<QLineEdit>(dialog, "sshConfigEdit")->setText(u"/nonexistent/ssh_config"_s);
    const QString before = WindowFixture::in<QLineEdit>(dialog, "socketEdit")->text();
    auto *find = WindowFixture::in<QPushButton>(dialog, "findButton");
    find->click();
    QTRY_VERIFY(find->isEnabled());
    auto *note = WindowFixture::in<QLabel>(dialog, "socketNote");
    QVERIFY2(note->text().contains("/nonexistent/ssh_config"_L1), qPrintable(note->text()));
    QCOMPARE(WindowFixture::in<QLineEdit>(dialog, "socketEdit")->text(), before);
}

QTEST_MAIN(TestServerDialog)
#include "tst_server_dialog.moc"
