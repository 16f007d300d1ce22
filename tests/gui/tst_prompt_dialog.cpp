// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/prompt_dialog.h"
#include "gui/dialogs/secret_field.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "support/event_loop.h"
#include "support/places.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <memory>

using namespace Qt::StringLiterals;
using core::HostKeyTrust;
using core::PromptKind;
using guitest::WindowFixture;

namespace {

constexpr auto login = "deploy@web-2.example.org";

core::Prompt promptOf(PromptKind kind)
{
    core::Prompt prompt;
    prompt.kind = kind;
    prompt.server = core::ServerId { 2 };
    prompt.serverName = u"web-2"_s;
    switch (kind) {
    case PromptKind::Passphrase:
    case PromptKind::Pin:
    case PromptKind::Touch:
        prompt.subject = u"/home/deploy/.ssh/id_ed25519_sk"_s;
        break;
    case PromptKind::Password:
    case PromptKind::SudoPassword:
        prompt.subject = QLatin1StringView(login);
        break;
    case PromptKind::Response:
        prompt.subject = QLatin1StringView(login);
        prompt.untrusted = true;
        prompt.text = u"Verification code: "_s;
        break;
    case PromptKind::HostKey:
        prompt.subject = u"web-2.example.org"_s;
        prompt.keyType = u"ED25519"_s;
        prompt.fingerprint = u"SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDzYQ5D6p0oUDfgCkY"_s;
        prompt.randomart = u"+--[ED25519 256]--+\n|      .o+=*o.    |\n|     . o.*.+.    |\n|    . o B o .    |\n"
                           "|     o = = .     |\n|      . S o      |\n|     . o = .     |\n|    . = + o      |\n"
                           "|   . =.= . .     |\n|    =.+oE .      |\n|   o.==+o.       |\n+----[SHA256]-----+"_s;
        break;
    }
    return prompt;
}

std::unique_ptr<gui::PromptDialog> dialogFor(const core::Prompt &prompt)
{
    std::unique_ptr<gui::PromptDialog> dialog(gui::PromptDialog::create(prompt, QLatin1StringView(login), nullptr));
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->open();
    return dialog;
}

QString textOf(QWidget *root, const char *name)
{
    auto *widget = root->findChild<QWidget *>(QString::fromLatin1(name));
    if (auto *label = qobject_cast<QLabel *>(widget))
        return label->text();
    if (auto *text = qobject_cast<QPlainTextEdit *>(widget))
        return text->toPlainText();
    return {};
}

/// Everything that the dialog says.
QString allTexts(QWidget *root)
{
    QString all = root->windowTitle() + root->accessibleName() + root->accessibleDescription();
    for (const QLabel *label : root->findChildren<QLabel *>())
        all += label->text() + label->toolTip();
    for (const QPlainTextEdit *text : root->findChildren<QPlainTextEdit *>())
        all += text->toPlainText();
    return all;
}

void kinds()
{
    QTest::addColumn<PromptKind>("kind");
    QTest::newRow("passphrase") << PromptKind::Passphrase;
    QTest::newRow("password") << PromptKind::Password;
    QTest::newRow("response") << PromptKind::Response;
    QTest::newRow("pin") << PromptKind::Pin;
    QTest::newRow("touch") << PromptKind::Touch;
    QTest::newRow("host-key") << PromptKind::HostKey;
    QTest::newRow("sudo") << PromptKind::SudoPassword;
}

/// A question through the broker, as it comes from below.
struct Asked
{
    Asked(services::PromptBroker &broker, const core::Prompt &prompt)
    {
        handle = broker.ask(prompt, &context, [this](const core::Result<core::PromptAnswer> &answer) {
            ++answers;
            if (answer)
                given = *answer;
            else
                error = answer.error();
        });
    }
    QObject context;
    core::RequestHandle handle;
    int answers = 0;
    std::optional<core::PromptAnswer> given;
    std::optional<core::Error> error;
};

} // namespace

class TestPromptDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheServer_data() { kinds(); }
    void namesTheServer();
    void everyControlHasAName_data() { kinds(); }
    void everyControlHasAName();
    void escapeMeansNo_data() { kinds(); }
    void escapeMeansNo();
    void fitsASmallScreen_data() { kinds(); }
    void fitsASmallScreen();
    void secretsAreTyped_data();
    void secretsAreTyped();
    void nothingTypedIsNoSecret();
    void rememberingIsOffered_data();
    void rememberingIsOffered();
    void foreignTextIsMarked();
    void emptyResponseMayBeSent();
    void whatWasWrongIsTold();
    void secretLeavesNothingBehind();
    void touchHasNoField();
    void hostKeyIsShownWhole();
    void hostKeyIsTrustedOnPurposeOnly();
    void hostileTexts_data();
    void hostileTexts();
    void brokerIsAnswered();
    void questionIsTakenBack();
    void hiddenWindowComesBack();
    void questionStandsBeforeOpenDialogs();
    void nobodyIsAskedWithoutAWindow();
    void pictures_data();
    void pictures();
};

void TestPromptDialog::namesTheServer()
{
    QFETCH(PromptKind, kind);
    const auto dialog = dialogFor(promptOf(kind));
    QVERIFY2(dialog->windowTitle().contains("web-2"_L1), qPrintable(dialog->windowTitle()));
    QCOMPARE(textOf(dialog.get(), "dialogTitle"), dialog->windowTitle());
    QCOMPARE(textOf(dialog.get(), "dialogSub"), QLatin1StringView(login));
    const bool key = kind == PromptKind::Passphrase || kind == PromptKind::Pin || kind == PromptKind::Touch;
    QCOMPARE(textOf(dialog.get(), "promptSubject"), key ? u"/home/deploy/.ssh/id_ed25519_sk"_s : QString());
    QCOMPARE(dialog->windowModality(), Qt::WindowModal);
}

void TestPromptDialog::everyControlHasAName()
{
    QFETCH(PromptKind, kind);
    core::Prompt prompt = promptOf(kind);
    prompt.keychainKey = u"key"_s;
    prompt.wrongBefore = true;
    const auto dialog = dialogFor(prompt);
    QCOMPARE(guitest::unnamedControls(dialog.get()), QStringList());
}

void TestPromptDialog::escapeMeansNo()
{
    QFETCH(PromptKind, kind);
    const auto dialog = dialogFor(promptOf(kind));
    QSignalSpy answered(dialog.get(), &gui::PromptDialog::answered);
    QSignalSpy rejected(dialog.get(), &QDialog::rejected);
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    QCOMPARE(rejected.size(), 1);
    QCOMPARE(answered.size(), 0);
    QVERIFY(!dialog->isVisible());
}

void TestPromptDialog::fitsASmallScreen()
{
    QFETCH(PromptKind, kind);
    core::Prompt prompt = promptOf(kind);
    prompt.keychainKey = u"key"_s;
    prompt.wrongBefore = true;
    const auto dialog = dialogFor(prompt);
    QVERIFY(QTest::qWaitForWindowExposed(dialog.get(), 30'000));
    QVERIFY2(dialog->width() <= 1024 && dialog->height() <= 600, qPrintable(QString::number(dialog->height())));
    for (const QPushButton *button : dialog->findChildren<QPushButton *>()) {
        QVERIFY(dialog->rect().contains(QRect(button->mapTo(dialog.get(), QPoint()), button->size())));
        QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
    }
}

void TestPromptDialog::secretsAreTyped_data()
{
    QTest::addColumn<PromptKind>("kind");
    for (const PromptKind kind : { PromptKind::Passphrase, PromptKind::Password, PromptKind::Response, PromptKind::Pin,
             PromptKind::SudoPassword })
        QTest::addRow("%d", static_cast<int>(kind)) << kind;
}

void TestPromptDialog::secretsAreTyped()
{
    QFETCH(PromptKind, kind);
    const auto dialog = dialogFor(promptOf(kind));
    auto *field = dialog->findChild<gui::SecretField *>(u"secretField"_s);
    QVERIFY(field);
    QCOMPARE(dialog->focusWidget(), field);
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QByteArray secret;
    bool remembered = true;
    connect(dialog.get(), &gui::PromptDialog::answered, this, [&](const core::PromptAnswer &answer) {
        secret = answer.secret;
        remembered = answer.remember;
        QCOMPARE(answer.trust, HostKeyTrust::No);
    });
    QTest::keyClicks(field, u"p4ss \"w"_s);
    field->insert(u"\u00f6"_s); // no key of its own everywhere
    QTest::keyClicks(field, u"rd\" $(x)"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(secret, QByteArray("p4ss \"w\xc3\xb6rd\" $(x)"));
    QVERIFY(!remembered);
    QVERIFY(!dialog->isVisible());
    QCOMPARE(field->text(), QString());
}

void TestPromptDialog::nothingTypedIsNoSecret()
{
    const auto dialog = dialogFor(promptOf(PromptKind::Password));
    QSignalSpy answered(dialog.get(), &gui::PromptDialog::answered);
    auto *confirm = WindowFixture::in<QPushButton>(dialog.get(), "confirmButton");
    QVERIFY(!confirm->isEnabled());
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QCOMPARE(answered.size(), 0);
    QVERIFY(dialog->isVisible());
    QTest::keyClicks(dialog->focusWidget(), u"x"_s);
    QVERIFY(confirm->isEnabled());
}

void TestPromptDialog::rememberingIsOffered_data()
{
    QTest::addColumn<PromptKind>("kind");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("untrusted");
    QTest::addColumn<bool>("offered");
    QTest::newRow("passphrase") << PromptKind::Passphrase << u"k"_s << false << true;
    QTest::newRow("no keychain") << PromptKind::Passphrase << QString() << false << false;
    QTest::newRow("password") << PromptKind::Password << u"k"_s << false << true;
    QTest::newRow("foreign words") << PromptKind::Password << u"k"_s << true << false;
    QTest::newRow("sudo") << PromptKind::SudoPassword << u"k"_s << false << true;
    QTest::newRow("response") << PromptKind::Response << u"k"_s << true << false;
    QTest::newRow("response that claims to be trusted") << PromptKind::Response << u"k"_s << false << false;
}

void TestPromptDialog::rememberingIsOffered()
{
    QFETCH(PromptKind, kind);
    QFETCH(QString, key);
    QFETCH(bool, untrusted);
    QFETCH(bool, offered);
    core::Prompt prompt = promptOf(kind);
    prompt.keychainKey = key;
    prompt.untrusted = untrusted;
    const auto dialog = dialogFor(prompt);
    auto *remember = dialog->findChild<QCheckBox *>(u"rememberCheck"_s);
    QCOMPARE(remember != nullptr, offered);
    if (!offered)
        return;
    QVERIFY2(!remember->isChecked(), "off until the user wants it");
    bool remembered = false;
    connect(dialog.get(), &gui::PromptDialog::answered, this,
        [&remembered](const core::PromptAnswer &answer) { remembered = answer.remember; });
    QTest::keyClicks(dialog->focusWidget(), u"secret"_s);
    remember->click();
    WindowFixture::in<QPushButton>(dialog.get(), "confirmButton")->click();
    QVERIFY(remembered);
}

void TestPromptDialog::foreignTextIsMarked()
{
    core::Prompt prompt = promptOf(PromptKind::Response);
    prompt.echo = true;
    const auto dialog = dialogFor(prompt);
    QVERIFY(textOf(dialog.get(), "foreignMark").contains("comes from the other machine"_L1));
    QCOMPARE(textOf(dialog.get(), "promptText"), u"Verification code:"_s);
    auto *field = dialog->findChild<gui::SecretField *>();
    QCOMPARE(field->echoMode(), QLineEdit::Normal);
    // Its words never stand where ours do.
    QVERIFY(!dialog->windowTitle().contains("Verification"_L1));
    QVERIFY2(textOf(dialogFor(promptOf(PromptKind::Password)).get(), "foreignMark").isEmpty(), "only where it is so");
}

void TestPromptDialog::emptyResponseMayBeSent()
{
    const auto dialog = dialogFor(promptOf(PromptKind::Response));
    QSignalSpy answered(dialog.get(), &gui::PromptDialog::answered);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QCOMPARE(answered.size(), 1);
}

void TestPromptDialog::whatWasWrongIsTold()
{
    core::Prompt prompt = promptOf(PromptKind::Passphrase);
    QVERIFY(textOf(dialogFor(prompt).get(), "promptWrong").isEmpty());
    prompt.wrongBefore = true;
    const auto dialog = dialogFor(prompt);
    QCOMPARE(textOf(dialog.get(), "promptWrong"), u"That was not accepted."_s);
    QCOMPARE(dialog->findChild<gui::SecretField *>()->accessibleDescription(), u"That was not accepted."_s);
}

void TestPromptDialog::secretLeavesNothingBehind()
{
    const auto dialog = dialogFor(promptOf(PromptKind::Password));
    auto *field = dialog->findChild<gui::SecretField *>();
    QTest::keyClicks(field, u"hunter2"_s);
    QApplication::clipboard()->setText(u"before"_s);
    field->selectAll();
    QTest::keyClick(field, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(field->contextMenuPolicy(), Qt::NoContextMenu);
    QVERIFY(!field->dragEnabled());
    field->setText(u"hunter3"_s);
    QTest::keyClick(field, Qt::Key_Backspace);
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(field->text(), u"hunter"_s);

    field->setText(u"correct horse"_s);
    QCOMPARE(field->take(), QByteArray("correct horse"));
    QCOMPARE(field->text(), QString());
    QVERIFY(!field->isUndoAvailable());
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(field->text(), QString());
}

void TestPromptDialog::touchHasNoField()
{
    const auto dialog = dialogFor(promptOf(PromptKind::Touch));
    QVERIFY(dialog->windowTitle().startsWith("Touch the hardware key"_L1));
    QCOMPARE(dialog->findChildren<QLineEdit *>().size(), 0);
    const auto buttons = dialog->findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 1);
    QCOMPARE(buttons.constFirst()->objectName(), u"cancelButton"_s);
}

void TestPromptDialog::hostKeyIsShownWhole()
{
    const core::Prompt prompt = promptOf(PromptKind::HostKey);
    const auto dialog = dialogFor(prompt);
    QCOMPARE(textOf(dialog.get(), "hostKeyMachine"), prompt.subject);
    QCOMPARE(textOf(dialog.get(), "hostKeyType"), u"ED25519"_s);
    QCOMPARE(textOf(dialog.get(), "hostKeyFingerprint"), prompt.fingerprint);
    QCOMPARE(textOf(dialog.get(), "hostKeyArt"), prompt.randomart);
    QCOMPARE(textOf(dialog.get(), "hostKeyCommand"), u"ssh-keygen -lvf /etc/ssh/ssh_host_ed25519_key.pub"_s);
    QVERIFY(textOf(dialog.get(), "hostKeyAdvice").contains("by another way"_L1));
    auto *fingerprint = dialog->findChild<QPlainTextEdit *>(u"hostKeyFingerprint"_s);
    QVERIFY(fingerprint->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));
    QVERIFY(fingerprint->textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
    QVERIFY(QFontInfo(fingerprint->font()).fixedPitch());
    QVERIFY(QFontInfo(dialog->findChild<QLabel *>(u"hostKeyArt"_s)->font()).fixedPitch());
    // On one line: half a fingerprint is compared by nobody.
    QVERIFY(QTest::qWaitForWindowExposed(dialog.get(), 30'000));
    QCOMPARE(qRound(fingerprint->document()->size().height()), 1);

    core::Prompt without = prompt;
    without.randomart.clear();
    QVERIFY(!dialogFor(without)->findChild<QLabel *>(u"hostKeyArt"_s));
}

void TestPromptDialog::hostKeyIsTrustedOnPurposeOnly()
{
    {
        const auto dialog = dialogFor(promptOf(PromptKind::HostKey));
        QSignalSpy answered(dialog.get(), &gui::PromptDialog::answered);
        for (const QPushButton *button : dialog->findChildren<QPushButton *>()) {
            QCOMPARE(button->isDefault(), button->objectName() == "cancelButton"_L1);
            QVERIFY(!button->autoDefault());
        }
        QCOMPARE(WindowFixture::in<QPushButton>(dialog.get(), "cancelButton")->text(), u"Do not connect"_s);
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
        QVERIFY(!dialog->isVisible());
        QCOMPARE(answered.size(), 0);
    }
    const QList<std::pair<const char *, HostKeyTrust>> ways { { "trustOnceButton", HostKeyTrust::Once },
        { "trustAlwaysButton", HostKeyTrust::Always } };
    for (const auto &[name, wanted] : ways) {
        const auto dialog = dialogFor(promptOf(PromptKind::HostKey));
        HostKeyTrust trust = HostKeyTrust::No;
        connect(dialog.get(), &gui::PromptDialog::answered, this,
            [&trust](const core::PromptAnswer &answer) { trust = answer.trust; });
        auto *button = WindowFixture::in<QPushButton>(dialog.get(), name);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(trust, wanted);
    }
}

void TestPromptDialog::hostileTexts_data()
{
    QTest::addColumn<PromptKind>("kind");
    QTest::addColumn<QString>("text");
    const QList<std::pair<const char *, QString>> texts { { "bidi", u"web-2\u202Egro.live\u2066"_s },
        { "NUL and controls", u"a"_s + QChar(u'\0') + u"b\x1b[31m\r\nTrusted: yes\x7f"_s },
        { "markup", u"<b>bold</b><img src='file:///etc/passwd'>&amp;"_s }, { "1 MB", QString(1024 * 1024, u'W') },
        { "1 MB of lines", QString(512 * 1024, u'W').replace(u"WW"_s, u"W\n"_s) },
        { "lone surrogate", u"x"_s + QChar(0xD800) + u"y"_s } };
    for (const auto &[name, text] : texts) {
        for (const PromptKind kind : { PromptKind::Password, PromptKind::Response, PromptKind::Passphrase,
                 PromptKind::HostKey, PromptKind::Touch })
            QTest::addRow("%s, %d", name, static_cast<int>(kind)) << kind << text;
    }
}

void TestPromptDialog::hostileTexts()
{
    QFETCH(PromptKind, kind);
    QFETCH(QString, text);
    core::Prompt prompt = promptOf(kind);
    prompt.serverName = text;
    prompt.subject = text;
    prompt.text = text;
    prompt.keyType = text;
    prompt.fingerprint = text;
    prompt.randomart = text;
    const std::unique_ptr<gui::PromptDialog> dialog(gui::PromptDialog::create(prompt, text, nullptr));
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog.get(), 30'000));
    const QString said = allTexts(dialog.get());
    for (const char16_t hidden : { u'\u202E', u'\u2066', u'\0', u'\x1b', u'\r', u'\x7f', char16_t(0xD800) })
        QVERIFY2(!said.contains(QChar(hidden)), qPrintable(QString::number(hidden, 16)));
    QVERIFY2(said.size() < 12'000, qPrintable(QString::number(said.size())));
    QVERIFY2(dialog->width() <= 1024 && dialog->height() <= 640,
        qPrintable(u"%1 x %2"_s.arg(dialog->width()).arg(dialog->height())));
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(dialog->findChild<QPushButton *>(u"cancelButton"_s)->isVisible());
}

void TestPromptDialog::brokerIsAnswered()
{
    WindowFixture w;
    Asked asked(w.services.prompts, promptOf(PromptKind::Password));
    QTRY_VERIFY(w.dialog("secretDialog"));
    auto *dialog = w.dialog("secretDialog");
    QCOMPARE(dialog->parentWidget(), w.window.get());
    QTest::keyClicks(dialog->focusWidget(), u"secret"_s);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(asked.answers, 1);
    QVERIFY(asked.given);
    QCOMPARE(asked.given->secret, QByteArray("secret"));

    Asked declined(w.services.prompts, promptOf(PromptKind::HostKey));
    QTRY_VERIFY(w.dialog("hostKeyDialog"));
    WindowFixture::in<QPushButton>(w.dialog("hostKeyDialog"), "cancelButton")->click();
    QTRY_COMPARE(declined.answers, 1);
    QVERIFY(declined.error);
    QCOMPARE(declined.error->code, core::ErrorCode::Cancelled);
    QVERIFY(!w.dialog("hostKeyDialog"));
}

void TestPromptDialog::questionIsTakenBack()
{
    WindowFixture w;
    Asked asked(w.services.prompts, promptOf(PromptKind::Touch));
    QTRY_VERIFY(w.dialog("touchDialog"));
    asked.handle.cancel();
    QTRY_VERIFY(!w.dialog("touchDialog"));
    QTRY_COMPARE(asked.answers, 1);
    QCOMPARE(asked.error->code, core::ErrorCode::Cancelled);
    support::letTimersFire(20);
    QCOMPARE(asked.answers, 1);
}

void TestPromptDialog::hiddenWindowComesBack()
{
    WindowFixture w;
    w.window->hide();
    Asked asked(w.services.prompts, promptOf(PromptKind::Passphrase));
    QTRY_VERIFY(w.dialog("secretDialog"));
    QVERIFY(w.window->isVisible());
    w.dialog("secretDialog")->reject();
    QTRY_COMPARE(asked.answers, 1);
}

void TestPromptDialog::questionStandsBeforeOpenDialogs()
{
    WindowFixture w;
    w.trigger("actionBan");
    QTRY_VERIFY(w.dialog("banDialog"));
    auto *before = w.dialog("banDialog");
    before->setModal(true);
    Asked asked(w.services.prompts, promptOf(PromptKind::Pin));
    QTRY_VERIFY(w.dialog("secretDialog"));
    QCOMPARE(w.dialog("secretDialog")->parentWidget(), before);
    // The dialog below goes, and the question with it: nobody has answered.
    before->reject();
    QTRY_COMPARE(asked.answers, 1);
    QCOMPARE(asked.error->code, core::ErrorCode::Cancelled);
}

void TestPromptDialog::nobodyIsAskedWithoutAWindow()
{
    auto w = std::make_unique<WindowFixture>();
    QVERIFY(w->services.prompts.canAsk());
    Asked asked(w->services.prompts, promptOf(PromptKind::Password));
    QTRY_VERIFY(w->dialog("secretDialog"));
    w->window.reset();
    QVERIFY(!w->services.prompts.canAsk());
    QTRY_COMPARE(asked.answers, 1);
    QCOMPARE(asked.error->code, core::ErrorCode::Cancelled);
    Asked again(w->services.prompts, promptOf(PromptKind::Password));
    QTRY_COMPARE(again.answers, 1);
    QCOMPARE(again.error->code, core::ErrorCode::AuthenticationRequired);
}

void TestPromptDialog::pictures_data()
{
    QTest::addColumn<PromptKind>("kind");
    QTest::addColumn<bool>("dark");
    const QList<std::pair<const char *, PromptKind>> each { { "passphrase", PromptKind::Passphrase },
        { "password", PromptKind::Password }, { "response", PromptKind::Response }, { "pin", PromptKind::Pin },
        { "touch", PromptKind::Touch }, { "host-key", PromptKind::HostKey }, { "sudo", PromptKind::SudoPassword } };
    for (const auto &[name, kind] : each) {
        QTest::addRow("prompt-%s-light", name) << kind << false;
        QTest::addRow("prompt-%s-dark", name) << kind << true;
    }
}

/// To look at: BUILD/screenshots.
void TestPromptDialog::pictures()
{
    QFETCH(PromptKind, kind);
    QFETCH(bool, dark);
    platform::Theme theme(*qApp);
    theme.setMode(dark ? platform::Theme::Mode::Dark : platform::Theme::Mode::Light);
    theme.apply();
    core::Prompt prompt = promptOf(kind);
    prompt.keychainKey = u"key"_s;
    prompt.wrongBefore = dark;
    const auto dialog = dialogFor(prompt);
    QVERIFY(QTest::qWaitForWindowExposed(dialog.get(), 30'000));
    support::letTimersFire(20);
    const QImage picture = dialog->grab().toImage();
    QCOMPARE(picture.pixelColor(4, 4).lightness() < 128, dark);
    QDir().mkpath(places::build(QStringLiteral("/screenshots")));
    QVERIFY(picture.save(
        places::build(QStringLiteral("/screenshots/%1.png")).arg(QString::fromLatin1(QTest::currentDataTag()))));
}

QTEST_MAIN(TestPromptDialog)
#include "tst_prompt_dialog.moc"
