// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/start_up.h"
#include "texts/effect_texts.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using composition::StartStage;

/// Composition names the stages of a start, texts gives them titles; neither knows the other.
class TestStartStages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStageHasATitle()
    {
        QSet<QString> titles;
        int stages = 0;
        for (int i = 0; i <= int(StartStage::Ssh); ++i, ++stages) {
            const QString name = composition::startStageName(static_cast<StartStage>(i));
            QVERIFY2(!name.isEmpty(), qPrintable(QString::number(i)));
            const QString title = texts::startStageTitle(name);
            QVERIFY(!title.isEmpty());
            // What has no title comes back as it is; "ssh" is written so in a title, too.
            QVERIFY2(title != name || name == "ssh"_L1, qPrintable(name));
            titles.insert(title);
        }
        QCOMPARE(titles.size(), stages);
        QCOMPARE(composition::startStageName(static_cast<StartStage>(stages)), QString()); // Ssh is the last one
        QCOMPARE(texts::startStageTitle(u"data_folder"_s), u"Data folder"_s);
        QCOMPARE(texts::startStageTitle(u"no_such_stage"_s), u"no_such_stage"_s);
    }
};

QTEST_GUILESS_MAIN(TestStartStages)
#include "tst_start_stages.moc"
