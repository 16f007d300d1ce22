// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/mono_text.h"
#include "platform/theme.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

/// Output and diffs in dialogs: an address that loses a digit at the line's end is another address.
class TestMonoText : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static QString longLines(int count)
    {
        QStringList text;
        for (int i = 0; i < count; ++i)
            text
                += u"2026-11-22 18:34:19,448 fail2ban.actions [9040]: NOTICE  [sshd] Restore Ban 203.0.113.%1"_s.arg(i);
        return text.join(u'\n');
    }
    /// The first line that is wider than there is room for; nothing when each fits.
    [[nodiscard]] static QString tooWide(const gui::MonoText &mono)
    {
        const int room = mono.viewport()->width();
        for (QTextBlock block = mono.document()->firstBlock(); block.isValid(); block = block.next()) {
            for (int i = 0; i < block.layout()->lineCount(); ++i) {
                const QTextLine line = block.layout()->lineAt(i);
                if (line.naturalTextWidth() > room)
                    return u"line %1 of block %2: %3 > %4"_s.arg(i)
                        .arg(block.blockNumber())
                        .arg(line.naturalTextWidth())
                        .arg(room);
            }
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto *theme = new platform::Theme(*qApp, this);
        theme->apply(); // the style and its scroll bars are the application's
    }

    void everyLineFits()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *mono = new gui::MonoText(longLines(9), 5, &window);
        layout->addWidget(mono);
        layout->addStretch();
        window.resize(700, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window, 30'000));
        for (int width = 700; width > 180; width -= 3) {
            window.resize(width, 400);
            QCoreApplication::processEvents();
            QVERIFY2(tooWide(*mono).isEmpty(), qPrintable(tooWide(*mono)));
        }
        QVERIFY(mono->verticalScrollBar()->maximum() > 0);
    }

    /// As a dialog does that shows what it has found: into a scrolled form that is on the screen already.
    void everyLineFitsThatComesLater()
    {
        int scrolled = 0;
        for (int width = 700; width > 300; width -= 1) {
            QScrollArea window;
            window.setWidgetResizable(true);
            auto *content = new QWidget;
            auto *layout = new QVBoxLayout(content);
            window.setWidget(content);
            window.resize(width, 400);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window, 30'000));
            auto *mono = new gui::MonoText(longLines(6), 9, content);
            layout->addWidget(mono);
            layout->addStretch();
            QTRY_VERIFY(mono->isVisible() && mono->width() > 150);
            QCoreApplication::processEvents();
            QVERIFY2(tooWide(*mono).isEmpty(), qPrintable(tooWide(*mono)));
            scrolled += mono->verticalScrollBar()->isVisible() ? 1 : 0;
        }
        QVERIFY(scrolled > 0);
    }
};

QTEST_MAIN(TestMonoText)
#include "tst_mono_text.moc"
