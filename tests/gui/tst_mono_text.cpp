// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/mono_text.h"

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

private Q_SLOTS:
    void everyLineFits()
    {
        QStringList text;
        for (int i = 0; i < 9; ++i)
            text
                += u"2026-11-22 18:34:19,448 fail2ban.actions [9040]: NOTICE  [sshd] Restore Ban 203.0.113.%1"_s.arg(i);
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *mono = new gui::MonoText(text.join(u'\n'), 5, &window);
        layout->addWidget(mono);
        layout->addStretch();
        window.resize(700, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        for (int width = 700; width > 180; width -= 3) {
            window.resize(width, 400);
            QCoreApplication::processEvents();
            const int room = mono->viewport()->width();
            for (QTextBlock block = mono->document()->firstBlock(); block.isValid(); block = block.next()) {
                for (int i = 0; i < block.layout()->lineCount(); ++i) {
                    const QTextLine line = block.layout()->lineAt(i);
                    QVERIFY2(line.naturalTextWidth() <= room,
                        qPrintable(u"%1 > %2 at %3"_s.arg(line.naturalTextWidth()).arg(room).arg(width)));
                }
            }
        }
        QVERIFY(mono->verticalScrollBar()->maximum() > 0);
    }
};

QTEST_MAIN(TestMonoText)
#include "tst_mono_text.moc"
