// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/setup_wizard.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "platform/autostart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using gui::SetupWizard;
using services::LocalServerFinding;

namespace {

LocalServerFinding finding(LocalServerFinding::State state, const QString &path, const QString &foundIn = {})
{
    LocalServerFinding found;
    found.state = state;
    found.socketPath = path;
    found.foundIn = foundIn;
    found.installed = true;
    if (state == LocalServerFinding::State::Answers)
        found.version = u"1.1.0"_s;
    return found;
}

/// The wizard over a window whose desktop is a temporary folder.
class Rig
{
public:
    explicit Rig(const QList<LocalServerFinding> &findings, bool tray = true, const QString &configFolder = {},
        bool filled = false)
        : autostart(u"/usr/bin/bangui"_s, configFolder.isEmpty() ? folder.path() : configFolder)
        , w(filled)
    {
        w.services.setupService.findings = findings;
        wizard = new SetupWizard(w.window->context(), { tray, autostart }, w.window.get());
        wizard->open();
    }
    template <typename T> [[nodiscard]] T *find(const char *name) const
    {
        return guitest::WindowFixture::in<T>(wizard, name);
    }
    void next() const { find<QPushButton>("nextButton")->click(); }
    [[nodiscard]] bool waitForChoices() const
    {
        return QTest::qWaitFor([this] { return find<QRadioButton>("noServerChoice") != nullptr; }, 30'000);
    }

    QTemporaryDir folder;
    platform::Autostart autostart;
    guitest::WindowFixture w;
    QPointer<SetupWizard> wizard;
};

} // namespace

class TestSetupWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesEverythingAtTheEnd();
    void withoutAServer();
    void cancelLeavesNothing();
    void whyAServerCannotBeUsed();
    void knownServerIsNotAddedTwice();
    void anotherSocketIsChecked();
    void anotherSocketIsLookedAt();
    void noKeyMeansTwoThings();
    void failureIsToldAndNothingIsKept();
    void noTrayIsNotOffered();
    void autostartThatCannotBeWritten();
    void everyControlHasAName();
    void byKeyboard();
};

void TestSetupWizard::storesEverythingAtTheEnd()
{
    Rig rig(
        { finding(LocalServerFinding::State::Answers, u"/srv/f2b/fail2ban.sock"_s, u"/srv/f2b/etc/fail2ban.local"_s),
            finding(LocalServerFinding::State::Missing, u"/run/fail2ban/fail2ban.sock"_s) });
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Welcome);
    QVERIFY(rig.waitForChoices());
    rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Server);
    auto *found = rig.find<QRadioButton>("finding_0");
    QVERIFY(found && found->isChecked());
    QVERIFY2(found->text().contains("1.1.0"_L1) && found->text().contains("/srv/f2b/fail2ban.sock"_L1),
        qPrintable(found->text()));
    QVERIFY2(!rig.find<QRadioButton>("finding_1"), "an empty usual place says nothing beside a server");
    rig.find<QLineEdit>("nameEdit")->setText(u"gatekeeper"_s);
    rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::View);
    rig.find<QSpinBox>("settingControl_probe_interval_seconds")->setValue(12);
    auto *dates = rig.find<QComboBox>("settingControl_date_format");
    dates->setCurrentIndex(dates->findData(u"iso"_s));
    rig.next();
    rig.find<QCheckBox>("settingControl_close_to_tray")->setChecked(true);
    rig.find<QCheckBox>("settingControl_autostart")->setChecked(true);
    rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Summary);
    QVERIFY(rig.find<QLabel>("summaryServer")->text().contains("gatekeeper"_L1));
    QCOMPARE(rig.w.services.setupService.finishes, 0);
    QVERIFY(!rig.autostart.isEnabled());
    rig.next();
    QTRY_VERIFY(!rig.wizard || !rig.wizard->isVisible());
    const auto &setup = rig.w.services.setupService;
    QCOMPARE(setup.finishes, 1);
    QVERIFY(setup.finishedWith.has_value());
    QCOMPARE(setup.finishedWith->name, u"gatekeeper"_s);
    QCOMPARE(setup.finishedWith->socketPath, u"/srv/f2b/fail2ban.sock"_s);
    QCOMPARE(setup.finishedWith->configDir, u"/srv/f2b/etc"_s);
    QCOMPARE(setup.finishedOverrides,
        (QHash<QString, QString> { { u"probe_interval_seconds"_s, u"12"_s }, { u"date_format"_s, u"iso"_s },
            { u"close_to_tray"_s, u"true"_s }, { u"autostart"_s, u"true"_s } }));
    QVERIFY(rig.autostart.isEnabled());
}

void TestSetupWizard::withoutAServer()
{
    LocalServerFinding none = finding(LocalServerFinding::State::Missing, u"/run/fail2ban/fail2ban.sock"_s);
    none.installed = false;
    Rig rig({ none });
    QVERIFY(rig.waitForChoices());
    rig.next();
    QVERIFY(rig.find<QRadioButton>("noServerChoice")->isChecked());
    QVERIFY(!rig.find<QRadioButton>("finding_0"));
    QVERIFY(rig.find<QLabel>("searchText")->text().contains("No fail2ban was found in the usual places"_L1));
    QVERIFY(!rig.find<QLineEdit>("nameEdit")->isVisible());
    for (int i = 0; i < 4; ++i)
        rig.next();
    QTRY_COMPARE(rig.w.services.setupService.finishes, 1);
    QVERIFY(!rig.w.services.setupService.finishedWith);
    QVERIFY(rig.w.services.setupService.finishedOverrides.isEmpty());
    QVERIFY(!rig.autostart.isEnabled());
}

void TestSetupWizard::cancelLeavesNothing()
{
    Rig rig({ finding(LocalServerFinding::State::Answers, u"/run/fail2ban/fail2ban.sock"_s) });
    QVERIFY(rig.waitForChoices());
    rig.next();
    rig.next();
    rig.find<QSpinBox>("settingControl_probe_interval_seconds")->setValue(7);
    rig.next();
    rig.find<QCheckBox>("settingControl_autostart")->setChecked(true);
    rig.next();
    rig.find<QPushButton>("cancelButton")->click();
    QTRY_VERIFY(!rig.wizard);
    QCOMPARE(rig.w.services.setupService.finishes, 0);
    QVERIFY(rig.w.services.registry.profiles().isEmpty());
    QCOMPARE(rig.w.services.runtimeState.settings(), core::Settings());
    QVERIFY(!rig.autostart.isEnabled());
}

void TestSetupWizard::whyAServerCannotBeUsed()
{
    Rig rig({ finding(LocalServerFinding::State::PermissionDenied, u"/run/fail2ban/fail2ban.sock"_s),
        finding(LocalServerFinding::State::NotASocket, u"/tmp/fail2ban.sock"_s) });
    QVERIFY(rig.waitForChoices());
    rig.next();
    auto *denied = rig.find<QRadioButton>("finding_0");
    QVERIFY(denied->isChecked());
    QVERIFY2(!denied->accessibleDescription().isEmpty(), "the remedy belongs to the choice");
    QVERIFY2(!rig.find<QRadioButton>("finding_1")->isEnabled(), "a regular file is no server");
    QVERIFY(rig.find<QLabel>("searchText")->text().contains("cannot use it yet"_L1));
    // After the remedy the search is repeated.
    rig.w.services.setupService.findings
        = { finding(LocalServerFinding::State::Answers, u"/run/fail2ban/fail2ban.sock"_s) };
    rig.find<QPushButton>("searchAgain")->click();
    QVERIFY(!rig.find<QPushButton>("nextButton")->isEnabled());
    QTRY_VERIFY(
        rig.find<QRadioButton>("finding_0") && rig.find<QRadioButton>("finding_0")->text().contains("1.1.0"_L1));
    QVERIFY(rig.find<QPushButton>("nextButton")->isEnabled());
}

void TestSetupWizard::knownServerIsNotAddedTwice()
{
    Rig rig({ finding(LocalServerFinding::State::Answers, u"/run/web-1/fail2ban.sock"_s) }, true, {}, true);
    QVERIFY(rig.waitForChoices());
    rig.next();
    auto *known = rig.find<QRadioButton>("finding_0");
    QVERIFY(!known->isEnabled());
    QVERIFY2(known->accessibleDescription().contains("web-1"_L1), qPrintable(known->accessibleDescription()));
    QVERIFY(rig.find<QRadioButton>("noServerChoice")->isChecked());
    for (int i = 0; i < 3; ++i)
        rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Summary);
    const auto text = rig.find<QLabel>("summaryServer")->text();
    QVERIFY2(text.startsWith(
                 u"none more: %1 server"_s.arg(rig.w.window->context().services.serverRegistry.profiles().size())),
        qPrintable(text));
}

void TestSetupWizard::anotherSocketIsChecked()
{
    Rig rig({});
    QVERIFY(rig.waitForChoices());
    rig.next();
    rig.find<QRadioButton>("otherSocketChoice")->setChecked(true);
    auto *path = rig.find<QLineEdit>("otherEdit");
    auto *next = rig.find<QPushButton>("nextButton");
    QVERIFY(path->isVisible() && !next->isEnabled());
    rig.wizard->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(rig.wizard, 30'000));
    rig.find<QRadioButton>("otherSocketChoice")->setFocus();
    QTest::keyClick(rig.wizard->focusWidget(), Qt::Key_Tab);
    QVERIFY2(path->hasFocus(), "the field follows its choice");
    QVERIFY2(!rig.find<QLabel>("serverProblem")->isVisible(), "nobody is blamed for an untouched field");
    path->setText(u"fail2ban.sock"_s);
    QVERIFY(!next->isEnabled() && rig.find<QLabel>("serverProblem")->isVisible());
    path->setText(u"/"_s + QString(107, u'x'));
    QVERIFY(!next->isEnabled() && rig.find<QLabel>("serverProblem")->text().contains("108"_L1));
    path->setText(u"/"_s + QString(106, u'x'));
    QVERIFY(next->isEnabled());
    rig.find<QLineEdit>("nameEdit")->clear();
    QVERIFY(!next->isEnabled());
    rig.find<QLineEdit>("nameEdit")->setText(u"other"_s);
    QCOMPARE(rig.wizard->firstServer()->socketPath.size(), 107);
    QCOMPARE(rig.wizard->firstServer()->configDir, QString());
}

void TestSetupWizard::anotherSocketIsLookedAt()
{
    Rig rig({});
    QVERIFY(rig.waitForChoices());
    rig.next();
    rig.find<QRadioButton>("otherSocketChoice")->setChecked(true);
    auto *path = rig.find<QLineEdit>("otherEdit");
    path->setText(u"/run/nothing.sock"_s);
    rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Server);
    auto &tests = rig.w.services.connectionTests;
    QVERIFY(tests.last && tests.last->started);
    QCOMPARE(tests.lastProfile.socketPath, u"/run/nothing.sock"_s);
    services::TestStep step;
    step.error = core::Error(core::ErrorCode::FileNotFound, u"/run/nothing.sock"_s);
    Q_EMIT tests.last->stepChanged(step);
    Q_EMIT tests.last->finished(false);
    auto *problem = rig.find<QLabel>("serverProblem");
    QTRY_VERIFY2(problem->text().contains("Next adds it all the same"_L1), qPrintable(problem->text()));
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Server);
    // The second time it is the user's will.
    rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::View);
    rig.find<QPushButton>("backButton")->click();
    // Another path is looked at anew; where fail2ban answers, the wizard goes on by itself.
    path->setText(u"/run/something.sock"_s);
    QVERIFY(!problem->isVisible());
    rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Server);
    Q_EMIT tests.last->finished(true);
    QTRY_COMPARE(rig.wizard->step(), SetupWizard::Step::View);
}

void TestSetupWizard::noKeyMeansTwoThings()
{
    Rig rig({});
    QVERIFY(rig.waitForChoices());
    rig.next();
    rig.find<QRadioButton>("otherSocketChoice")->setChecked(true);
    QHash<QString, QString> keys;
    const auto check = [&keys](const QString &text) {
        const QString key = QKeySequence::mnemonic(text).toString();
        if (key.isEmpty())
            return;
        QVERIFY2(!keys.contains(key), qPrintable(u"%1: %2 and %3"_s.arg(key, text, keys.value(key))));
        keys.insert(key, text);
    };
    for (const QAbstractButton *button : rig.wizard->findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            check(button->text());
    }
    for (const QLabel *label : rig.wizard->findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy())
            check(label->text());
    }
    QVERIFY(keys.size() >= 4);
}

void TestSetupWizard::failureIsToldAndNothingIsKept()
{
    Rig rig({ finding(LocalServerFinding::State::Answers, u"/run/fail2ban/fail2ban.sock"_s) });
    QVERIFY(rig.waitForChoices());
    for (int i = 0; i < 3; ++i)
        rig.next();
    rig.find<QCheckBox>("settingControl_autostart")->setChecked(true);
    rig.next();
    rig.w.services.setupService.error = core::Error { core::ErrorCode::StoreFull, u"disk full"_s };
    rig.next();
    QTRY_VERIFY(rig.find<QLabel>("finishProblem")->isVisible());
    QVERIFY(rig.wizard->isVisible());
    QVERIFY2(!rig.autostart.isEnabled(), "the session is only touched after the store");
    rig.w.services.setupService.error.reset();
    rig.next();
    QTRY_VERIFY(!rig.wizard);
    QCOMPARE(rig.w.services.setupService.finishes, 2);
    QVERIFY(rig.autostart.isEnabled());
}

void TestSetupWizard::noTrayIsNotOffered()
{
    Rig rig({}, false);
    QVERIFY(rig.waitForChoices());
    for (int i = 0; i < 3; ++i)
        rig.next();
    QCOMPARE(rig.wizard->step(), SetupWizard::Step::Start);
    QVERIFY(!rig.find<QCheckBox>("settingControl_tray_enabled")->isVisible());
    QVERIFY(rig.find<QCheckBox>("settingControl_autostart")->isVisible());
}

void TestSetupWizard::autostartThatCannotBeWritten()
{
    QTemporaryFile file; // in the place of the configuration folder
    QVERIFY(file.open());
    Rig rig({}, true, file.fileName());
    QVERIFY(rig.waitForChoices());
    for (int i = 0; i < 3; ++i)
        rig.next();
    rig.find<QCheckBox>("settingControl_autostart")->setChecked(true);
    rig.next();
    rig.next();
    QTRY_VERIFY(rig.find<QLabel>("finishProblem")->isVisible());
    QVERIFY(rig.find<QLabel>("finishProblem")->text().contains("is set up"_L1));
    rig.next();
    QTRY_VERIFY(!rig.wizard);
    QCOMPARE(rig.w.services.setupService.finishes, 1);
}

void TestSetupWizard::everyControlHasAName()
{
    Rig rig({ finding(LocalServerFinding::State::PermissionDenied, u"/run/fail2ban/fail2ban.sock"_s) });
    QVERIFY(rig.waitForChoices());
    for (int i = 0; i < 5; ++i) {
        QTRY_COMPARE(static_cast<int>(rig.wizard->step()), i);
        QCOMPARE(guitest::unnamedControls(rig.wizard), QStringList());
        if (i < 4)
            rig.next();
    }
}

void TestSetupWizard::byKeyboard()
{
    Rig rig({ finding(LocalServerFinding::State::Answers, u"/run/fail2ban/fail2ban.sock"_s) });
    QVERIFY(rig.waitForChoices());
    QVERIFY(QTest::qWaitForWindowExposed(rig.wizard, 30'000));
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(rig.wizard, Qt::Key_Return);
    QTRY_COMPARE(rig.w.services.setupService.finishes, 1);
    QCOMPARE(rig.w.services.setupService.finishedWith->name, u"this computer"_s);
}

QTEST_MAIN(TestSetupWizard)
#include "tst_setup_wizard.moc"
