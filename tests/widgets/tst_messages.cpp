// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/theme.h"
#include "support/event_loop.h"
#include "widgets/answer_header.h"
#include "widgets/banner.h"
#include "widgets/confirm_dialog.h"
#include "widgets/dialog_frame.h"
#include "widgets/link_label.h"
#include "widgets/loading_overlay.h"
#include "widgets/plain_label.h"
#include "widgets/receipt_bar.h"
#include "widgets/step_list.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace widgets;
using core::ServerState;

/// Banner, receipt bar, answer header, link label, confirmation, steps, loading.
class TestMessages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void banner();
    void bannerMayBeReplacedFromItsOwnButton();
    void receiptBar();
    void receiptBarHidesByItself();
    void linksArePlainText();
    void aLinkKeepsTheKeyboard();
    void answerHeader();
    void confirmDialog();
    void destructiveIsNeverTheDefault();
    void aDialogHasItsHeightBeforeItIsSeen();
    void stepsKeepTheirRows();
    void loadingWaitsAMoment();
};

void TestMessages::initTestCase()
{
    auto *theme = new platform::Theme(*qApp, this);
    theme->apply();
}

void TestMessages::banner()
{
    Banner banner;
    QSignalSpy clicked(&banner, &Banner::buttonClicked);
    banner.setContent({ ServerState::Degraded, u"lost protection"_s, { { u"web-1"_s, {}, true }, { u" <b>x</b>"_s } },
        u"Nothing has been changed since."_s,
        { { u"one"_s, u"One"_s, ButtonRole::Accent }, { u"two"_s, u"Two"_s }, { u"three"_s, u"Three"_s },
            { u"four"_s, u"Four"_s } } });
    banner.show();
    QCOMPARE(banner.titleText(), u"web-1 <b>x</b>"_s);
    QCOMPARE(banner.accessibleName(), u"lost protection: web-1 <b>x</b>"_s);
    QCOMPARE(banner.accessibleDescription(), u"Nothing has been changed since."_s);
    QVERIFY(!banner.findChild<QPushButton *>(u"four"_s)); // three at most
    QTest::mouseClick(banner.findChild<QPushButton *>(u"two"_s), Qt::LeftButton);
    QCOMPARE(clicked.at(0).at(0).toString(), u"two"_s);
    banner.setBusy(true);
    QVERIFY(!banner.findChild<QPushButton *>(u"one"_s)->isEnabled());
    banner.setBusy(false);
    QVERIFY(banner.findChild<QPushButton *>(u"one"_s)->isEnabled());
}

void TestMessages::bannerMayBeReplacedFromItsOwnButton()
{
    Banner banner;
    connect(&banner, &Banner::buttonClicked, &banner, [&banner](const QString &id) {
        banner.setMessage(ServerState::Online, {}, u"done"_s, {}, { { id, u"Again"_s } });
    });
    banner.setMessage(ServerState::Busy, u"busy"_s, u"first"_s, u"detail"_s, { { u"go"_s, u"Go"_s } });
    banner.show();
    QTest::mouseClick(banner.findChild<QPushButton *>(u"go"_s), Qt::LeftButton);
    QCOMPARE(banner.titleText(), u"done"_s);
    QCOMPARE(banner.findChild<QPushButton *>(u"go"_s)->text(), u"Again"_s);
    QTRY_COMPARE(banner.findChildren<QPushButton *>().size(), 1); // the old one goes away
}

void TestMessages::receiptBar()
{
    ReceiptBar bar;
    QVERIFY(bar.isHidden());
    QSignalSpy undo(&bar, &ReceiptBar::undoRequested);
    QSignalSpy dismissed(&bar, &ReceiptBar::dismissed);
    bar.showReceipt(u"r1"_s, ServerState::Online, u"done"_s, u"Unbanned in 3 jails"_s, u"Undo"_s);
    QVERIFY(bar.isVisible());
    QVERIFY(!bar.findChild<QPushButton *>(u"receiptDetails"_s)->isVisible());
    auto *button = bar.findChild<QPushButton *>(u"receiptUndo"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseClick(button, Qt::LeftButton); // once only
    QCOMPARE(undo.count(), 1);
    QCOMPARE(undo.at(0).at(0).toString(), u"r1"_s);
    QTest::keyClick(&bar, Qt::Key_Escape);
    QCOMPARE(dismissed.count(), 1);
    QVERIFY(bar.isHidden());
    bar.showReceipt(u"r2"_s, ServerState::Online, u"done"_s, u"Banned"_s, u"Undo"_s, u"Details"_s);
    QVERIFY(button->isEnabled());
    QCOMPARE(bar.accessibleName(), u"done: Banned"_s);
}

void TestMessages::receiptBarHidesByItself()
{
    QWidget page;
    page.resize(400, 200);
    QPushButton elsewhere(&page); // has the focus
    ReceiptBar bar(&page);
    bar.setGeometry(0, 150, 400, 40);
    bar.setLifetime(20);
    page.show();
    elsewhere.setFocus();
    QSignalSpy dismissed(&bar, &ReceiptBar::dismissed);
    bar.showReceipt(u"r"_s, ServerState::Online, {}, u"Banned"_s);
    QTRY_COMPARE(dismissed.count(), 1);
    QVERIFY(bar.isHidden());
}

void TestMessages::linksArePlainText()
{
    LinkLabel label;
    QSignalSpy link(&label, &LinkLabel::linkRequested);
    label.setParts({ { u"<img src=x> & "_s }, { u"db-1<"_s, u"\"><b>id"_s }, { u" mono"_s, {}, false, true } });
    QCOMPARE(label.plainText(), u"<img src=x> & db-1< mono"_s);
    QCOMPARE(label.accessibleName(), label.plainText());
    QVERIFY(!label.text().contains(u"<img"_s));
    QVERIFY(!label.text().contains(u"<b>id"_s));
    QCOMPARE(label.focusPolicy(), Qt::StrongFocus);
    Q_EMIT label.linkActivated(u"1"_s);
    Q_EMIT label.linkActivated(u"77"_s);
    QCOMPARE(link.count(), 1);
    QCOMPARE(link.at(0).at(0).toString(), u"\"><b>id"_s);
    label.setPlain(u"no links"_s);
    QCOMPARE(label.focusPolicy(), Qt::NoFocus);
}

void TestMessages::aLinkKeepsTheKeyboard()
{
    QWidget window;
    QVBoxLayout layout(&window);
    auto *label = new LinkLabel(&window);
    auto *other = new QPushButton(u"other"_s, &window);
    layout.addWidget(label);
    layout.addWidget(other);
    QSignalSpy link(label, &LinkLabel::linkRequested);
    const auto count = [label](int seconds) {
        label->setParts({ { u"Trying again in %1 s · "_s.arg(seconds) }, { u"Try now"_s, u"try"_s }, { u" "_s },
            { u"Show"_s, u"show"_s } });
    };
    count(12);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window, 30'000));
    other->setFocus();
    count(11);
    QVERIFY(other->hasFocus());
    QVERIFY(!label->hasSelectedText());
    QTest::keyClick(other, Qt::Key_Backtab);
    QVERIFY(label->hasFocus());
    QTest::keyClick(label, Qt::Key_Backtab); // from behind: the last link
    QCOMPARE(label->selectedText(), u"Show"_s);
    QTest::keyClick(label, Qt::Key_Backtab);
    QCOMPARE(label->selectedText(), u"Try now"_s);
    for (int seconds = 10; seconds > 8; --seconds) {
        count(seconds);
        QCOMPARE(label->selectedText(), u"Try now"_s);
        QVERIFY(label->hasFocus());
    }
    QTest::keyClick(label, Qt::Key_Return);
    QCOMPARE(link.count(), 1);
    QCOMPARE(link.at(0).at(0).toString(), u"try"_s);
    // Away for a moment, and back.
    label->setPlain(u"Trying now…"_s);
    QVERIFY(!label->hasSelectedText());
    count(30);
    QCOMPARE(label->selectedText(), u"Try now"_s);
    QTest::keyClick(label, Qt::Key_Tab);
    QCOMPARE(label->selectedText(), u"Show"_s);
    count(29);
    QCOMPARE(label->selectedText(), u"Show"_s);
    QTest::keyClick(label, Qt::Key_Tab);
    QVERIFY(other->hasFocus());
    count(28);
    QVERIFY(other->hasFocus());
}

void TestMessages::answerHeader()
{
    AnswerHeader header;
    header.setAnswer(ServerState::Degraded, u"lost protection"_s, u"Two things need you"_s);
    header.setSentence({ { u"web-1"_s, u"server:1"_s }, { u" lost protection"_s } });
    QCOMPARE(header.answer(), u"Two things need you"_s);
    QCOMPARE(header.sentence(), u"web-1 lost protection"_s);
    QCOMPARE(header.accessibleName(), u"lost protection: Two things need you"_s);
    const auto *answer = header.findChild<QLabel *>(u"answer"_s);
    QCOMPARE(answer->font().pointSizeF(), QApplication::font().pointSizeF() * 1.5);
    header.setSentence(QString());
    QVERIFY(header.findChild<QLabel *>(u"sentence"_s)->isHidden());
}

void TestMessages::confirmDialog()
{
    QWidget parent;
    parent.show();
    Confirmation confirmation;
    confirmation.title = u"Unban 203.0.113.7"_s;
    confirmation.effect = u"Unbans <b>203.0.113.7</b> in 3 jails"_s;
    confirmation.items = QStringList { u"web-1 sshd"_s, u"mail dovecot"_s };
    confirmation.verb = u"Unban"_s;
    confirmation.checkText = u"Also allow it"_s;
    QPointer<ConfirmDialog> dialog = ConfirmDialog::ask(confirmation, &parent);
    QVERIFY(dialog->isVisible()); // and this test goes on: nothing blocks
    QCOMPARE(dialog->windowTitle(), u"Unban 203.0.113.7"_s);
    QCOMPARE(dialog->findChild<QLabel *>(u"confirmEffect"_s)->textFormat(), Qt::PlainText);
    QCOMPARE(dialog->findChild<QPlainTextEdit *>(u"confirmItems"_s)->toPlainText(), u"web-1 sshd\nmail dovecot"_s);
    QSignalSpy confirmed(dialog.data(), &ConfirmDialog::confirmed);
    auto *verb = dialog->findChild<QPushButton *>(u"confirmButton"_s);
    QCOMPARE(verb->text(), u"Unban"_s);
    QVERIFY(verb->isDefault());
    dialog->setConfirmEnabled(false);
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(confirmed.count(), 0);
    dialog->setConfirmEnabled(true);
    dialog->findChild<QCheckBox *>(u"confirmCheck"_s)->setChecked(true);
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(confirmed.count(), 1);
    QCOMPARE(confirmed.at(0).at(0).toBool(), true);
    QTRY_VERIFY(dialog.isNull());
}

void TestMessages::destructiveIsNeverTheDefault()
{
    QWidget parent;
    parent.show();
    Confirmation confirmation;
    confirmation.title = u"Remove web-1"_s;
    confirmation.verb = u"Remove"_s;
    confirmation.verbRole = ButtonRole::Destructive;
    QPointer<ConfirmDialog> dialog = ConfirmDialog::ask(confirmation, &parent);
    QSignalSpy confirmed(dialog.data(), &ConfirmDialog::confirmed);
    QVERIFY(!dialog->findChild<QPushButton *>(u"confirmButton"_s)->isDefault());
    QVERIFY(dialog->findChild<QPushButton *>(u"cancelButton"_s)->isDefault());
    QTest::keyClick(dialog.data(), Qt::Key_Return);
    QTRY_VERIFY(dialog.isNull());
    QCOMPARE(confirmed.count(), 0);
}

void TestMessages::aDialogHasItsHeightBeforeItIsSeen()
{
    DialogFrame dialog;
    dialog.setMinimumWidth(300);
    dialog.setHeading(u"Undo"_s);
    dialog.adjustSize();
    auto *label
        = new PlainLabel(u"Bans that are given back begin anew, with the present time. "_s.repeated(12), &dialog);
    label->setWordWrap(true);
    dialog.body()->addWidget(label); // after its size was set, as a question that concerns few servers
    // Window managers lose the place of a window that is resized while they take it in.
    dialog.show();
    const int heightWhenShown = dialog.height();
    QVERIFY2(heightWhenShown >= dialog.layout()->minimumHeightForWidth(dialog.width()),
        qPrintable(QString::number(heightWhenShown)));
    QVERIFY(QTest::qWaitForWindowExposed(&dialog, 30'000));
    QCOMPARE(dialog.height(), heightWhenShown);
    label->setText(label->text().repeated(2)); // what it says grows
    QTRY_VERIFY(dialog.height() > heightWhenShown);
}

void TestMessages::stepsKeepTheirRows()
{
    StepList list;
    list.setSteps({ { ServerState::Online, u"done"_s, u"Preflight"_s, u"log exists"_s, u"0.6 s"_s },
        { ServerState::Busy, u"running"_s, u"Verify"_s, {}, {} } });
    QCOMPARE(list.steps().size(), 2);
    const auto row = [&list](const QString &name) -> QWidget * {
        const auto children = list.findChildren<QWidget *>();
        for (QWidget *child : children) {
            if (child->accessibleName() == name)
                return child;
        }
        return nullptr;
    };
    QWidget *first = row(u"Preflight: done"_s);
    QVERIFY(first);
    QVERIFY(row(u"Verify: running"_s));
    list.setSteps({ { ServerState::Online, u"done"_s, u"Preflight"_s, u"log exists"_s, u"0.6 s"_s },
        { ServerState::Offline, u"failed"_s, u"Verify"_s, u"2 jails are gone"_s, u"3 s"_s },
        { ServerState::Busy, u"running"_s, u"Restore"_s, {}, {} } });
    QCOMPARE(row(u"Preflight: done"_s), first);
    QVERIFY(row(u"Verify: failed"_s));
    QVERIFY(!row(u"Verify: running"_s));
    list.setSteps({});
    QVERIFY(!row(u"Restore: running"_s));
}

void TestMessages::loadingWaitsAMoment()
{
    QWidget page;
    page.resize(300, 200);
    LoadingOverlay overlay(&page);
    page.show();
    overlay.setDelay(20);
    overlay.setLoading(true);
    QVERIFY(overlay.isHidden());
    QTRY_VERIFY(overlay.isVisible());
    page.resize(400, 250);
    QTRY_COMPARE(overlay.size(), QSize(400, 250));
    overlay.setLoading(false);
    QVERIFY(overlay.isHidden());
    overlay.setLoading(true);
    overlay.setLoading(false); // quicker than the delay: never seen
    support::letTimersFire(20);
    QVERIFY(overlay.isHidden());
}

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
