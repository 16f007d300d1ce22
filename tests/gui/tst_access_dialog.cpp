// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/access_dialog.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "widgets/link_label.h"

#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;
using services::TestStage;

class TestAccessDialog : public QObject
{
    Q_OBJECT

    /// The first server as one whose socket is refused, in the scope.
    static core::ServerProfile refused(WindowFixture &w, core::ErrorCode code = core::ErrorCode::PermissionDenied)
    {
        core::ServerProfile profile = w.window->context().services.serverRegistry.profiles().constFirst();
        core::ServerStatus status = w.services.runtimeState.status(profile.id);
        status.state = core::ServerState::NeedsAttention;
        status.attention = code == core::ErrorCode::PermissionDenied ? core::AttentionReason::PermissionDenied
                                                                     : core::AttentionReason::Elevation;
        status.lastError = { code, u"raw words"_s };
        w.services.setStatus(profile.id, status);
        return profile;
    }
    static void end(services::ConnectionTest *test, TestStage stage, core::ErrorCode code)
    {
        services::TestStep step;
        step.stage = stage;
        step.error.code = code;
        Q_EMIT test->stepChanged(step);
        Q_EMIT test->finished(false);
    }

private Q_SLOTS:
    void showsThreeWaysAndCopies();
    void checksAgainInPlace();
    void keepsAWayThatWorks();
    void keepsNoDraft();
    void isOfferedWhereItHelps();
    void everyControlHasAName();
};

void TestAccessDialog::showsThreeWaysAndCopies()
{
    WindowFixture w;
    const core::ServerProfile profile = refused(w);
    gui::AccessDialog::openFor(w.window->context(), profile.id, w.window.get());
    auto *dialog = w.dialog("accessDialog");
    QVERIFY(dialog);
    QTRY_VERIFY(WindowFixture::in<QRadioButton>(dialog, "accessWay0"));
    QVERIFY2(dialog->windowTitle().contains(profile.name), qPrintable(dialog->windowTitle()));
    const auto *reason = WindowFixture::in<QLabel>(dialog, "accessReason");
    QVERIFY(reason->text().contains(profile.socketPath));
    QVERIFY(reason->text().contains("raw words"_L1));
    for (int index = 0; index < 3; ++index) {
        auto *radio = WindowFixture::in<QRadioButton>(dialog, qPrintable(u"accessWay%1"_s.arg(index)));
        QVERIFY(radio);
        radio->click();
        const auto *price = WindowFixture::in<QLabel>(dialog, qPrintable(u"accessPrice%1"_s.arg(index)));
        QVERIFY(price->isVisible());
        QVERIFY2(price->text().contains("root"_L1), qPrintable(price->text()));
    }
    WindowFixture::in<QRadioButton>(dialog, "accessWay0")->click();
    const auto *text = WindowFixture::in<QPlainTextEdit>(dialog, "accessText0");
    QVERIFY(text->isVisible());
    QVERIFY2(text->toPlainText().contains("NOPASSWD"_L1), qPrintable(text->toPlainText()));
    WindowFixture::in<QPushButton>(dialog, "copyButton0")->click();
    QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), text->toPlainText().trimmed());
}

void TestAccessDialog::checksAgainInPlace()
{
    WindowFixture w;
    const core::ServerProfile profile = refused(w);
    gui::AccessDialog::openFor(w.window->context(), profile.id, w.window.get());
    auto *dialog = w.dialog("accessDialog");
    QTRY_VERIFY(WindowFixture::in<QRadioButton>(dialog, "accessWay0"));
    auto *again = WindowFixture::in<QPushButton>(dialog, "checkAgainButton");
    again->click();
    QVERIFY(!again->isEnabled());
    QCOMPARE(w.services.connectionTests.lastProfile.elevation, core::Elevation::Sudo);
    end(w.services.connectionTests.last, TestStage::Elevation, core::ErrorCode::ElevationRefused);
    QVERIFY(again->isEnabled());
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "keepButton")->isVisible());
    QVERIFY(WindowFixture::in<QLabel>(dialog, "testResult")->isVisible());
    // The ways are on the screen already.
    QVERIFY(!WindowFixture::in<widgets::LinkLabel>(dialog, "testHelp")->isVisible());
    // Another way is another question.
    WindowFixture::in<QRadioButton>(dialog, "accessWay1")->click();
    QVERIFY(!WindowFixture::in<QLabel>(dialog, "testResult")->isVisible());
}

void TestAccessDialog::keepsAWayThatWorks()
{
    WindowFixture w;
    const core::ServerProfile profile = refused(w);
    gui::AccessDialog::openFor(w.window->context(), profile.id, w.window.get());
    QPointer<QDialog> dialog = w.dialog("accessDialog");
    QTRY_VERIFY(WindowFixture::in<QRadioButton>(dialog, "accessWay0"));
    WindowFixture::in<QPushButton>(dialog, "checkAgainButton")->click();
    Q_EMIT w.services.connectionTests.last->finished(true);
    auto *keep = WindowFixture::in<QPushButton>(dialog, "keepButton");
    QVERIFY(keep->isVisible());
    keep->click();
    QTRY_VERIFY(!dialog || !dialog->isVisible());
    QCOMPARE(w.window->context().services.serverRegistry.profile(profile.id)->elevation, core::Elevation::Sudo);
}

void TestAccessDialog::keepsNoDraft()
{
    WindowFixture w;
    const core::ServerProfile stored = refused(w);
    core::ServerProfile draft = stored;
    draft.name = u"not stored yet"_s;
    auto *dialog
        = new gui::AccessDialog(w.window->context(), draft, { core::ErrorCode::PermissionDenied, {} }, w.window.get());
    dialog->open();
    QTRY_VERIFY(WindowFixture::in<QRadioButton>(dialog, "accessWay0"));
    WindowFixture::in<QPushButton>(dialog, "checkAgainButton")->click();
    Q_EMIT w.services.connectionTests.last->finished(true);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "testResult")->isVisible());
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "keepButton")->isVisible());
    QCOMPARE(w.services.registry.profile(stored.id), stored);
    dialog->reject();
}

void TestAccessDialog::isOfferedWhereItHelps()
{
    WindowFixture w;
    auto *action = w.find<QAction>("actionFixAccess");
    QVERIFY(action);
    const core::ServerProfile profile = w.window->context().services.serverRegistry.profiles().constFirst();
    w.window->context().scope.showServer(profile.id);
    QVERIFY(!action->isEnabled());
    refused(w);
    QTRY_VERIFY(action->isEnabled());
    action->trigger();
    QVERIFY(w.dialog("accessDialog"));
}

void TestAccessDialog::everyControlHasAName()
{
    WindowFixture w;
    const core::ServerProfile profile = refused(w, core::ErrorCode::ElevationRefused);
    gui::AccessDialog::openFor(w.window->context(), profile.id, w.window.get());
    auto *dialog = w.dialog("accessDialog");
    QTRY_VERIFY(WindowFixture::in<QRadioButton>(dialog, "accessWay0"));
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
}

QTEST_MAIN(TestAccessDialog)
#include "tst_access_dialog.moc"
