// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_service_impl.h"
#include "services/runtime_state.h"

#include "support/fake_clock.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

core::Settings withLevel(const QString &level)
{
    return core::Settings().with(core::SettingKey::LogLevel, level, core::SettingOrigin::CommandLine);
}

} // namespace

class TestLogService final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"log/bangui.log"_s);
        m_clock.setNow(1'795'250'000'007); // 2026-11-21T08:33:20.007Z
    }

    void writesOneLinePerEvent()
    {
        services::RuntimeState state;
        {
            services::LogServiceImpl log(state, m_clock, m_path);
            QCOMPARE(log.filePath(), m_path);
            log.append(QtInfoMsg, u"health"_s, u"fail2ban_came_online server=web-1"_s);
            log.append(QtWarningMsg, u"gate"_s, u"evil \n2026 fake\x1b[31m \u202e"_s);
            log.append(QtDebugMsg, u"health"_s, u"not at this level"_s);
        }
        QCOMPARE(contents(m_path),
            "2026-11-21T08:33:20.007Z info health fail2ban_came_online server=web-1\n"
            "2026-11-21T08:33:20.007Z warning gate evil \\x0a2026 fake\\x1b[31m U+202E\n");
        struct stat info = {};
        QVERIFY(::stat(QFile::encodeName(m_path).constData(), &info) == 0);
        QCOMPARE(info.st_mode & 07777, mode_t(0600));
        QVERIFY(::stat(QFile::encodeName(m_folder->filePath(u"log"_s)).constData(), &info) == 0);
        QCOMPARE(info.st_mode & 07777, mode_t(0700));
    }

    void theLevelFollowsTheSetting()
    {
        services::RuntimeState state;
        services::LogServiceImpl log(state, m_clock, {});
        const auto logAll = [&log] {
            const auto before = log.lines().size();
            for (const QtMsgType level : { QtDebugMsg, QtInfoMsg, QtWarningMsg, QtCriticalMsg })
                log.append(level, u"c"_s, u"t"_s);
            return log.lines().size() - before;
        };
        QCOMPARE(logAll(), 3); // info is the default
        state.setSettings(withLevel(u"error"_s));
        QCOMPARE(logAll(), 1);
        state.setSettings(withLevel(u"debug"_s));
        QCOMPARE(logAll(), 4);
        state.setSettings(withLevel(u"warning"_s));
        QCOMPARE(logAll(), 2);
    }

    void announcesOnTheMainThreadInOrder()
    {
        services::RuntimeState state;
        services::LogServiceImpl log(state, m_clock, {});
        QList<quint64> seen;
        bool otherThread = false;
        connect(&log, &services::LogService::lineAdded, this, [&](const services::LogLine &line) {
            seen.append(line.sequence);
            otherThread = otherThread || QThread::currentThread() != thread();
        });
        constexpr int perThread = 500;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&log] {
                for (int i = 0; i < perThread; ++i)
                    log.append(QtInfoMsg, u"c"_s, QString::number(i));
            });
        for (auto &thread : threads)
            thread.join();
        QVERIFY(seen.isEmpty()); // never from inside append()
        QTRY_COMPARE(seen.size(), 4 * perThread);
        QVERIFY(!otherThread);
        QVERIFY(std::is_sorted(seen.cbegin(), seen.cend()));
        QCOMPARE(seen.constLast(), quint64(4 * perThread));
    }

    void keepsTheLastFiveThousandLines()
    {
        services::RuntimeState state;
        services::LogServiceImpl log(state, m_clock, {});
        for (int i = 0; i < 5010; ++i)
            log.append(QtInfoMsg, u"c"_s, QString::number(i));
        const auto lines = log.lines();
        QCOMPARE(lines.size(), 5000);
        QCOMPARE(lines.constFirst().text, u"10"_s);
        QCOMPARE(lines.constFirst().sequence, quint64(11));
        QCOMPARE(lines.constLast().text, u"5009"_s);
    }

    void turnsOverAndKeepsFiveFiles()
    {
        services::RuntimeState state;
        constexpr qint64 size = 2000;
        {
            services::LogServiceImpl log(state, m_clock, m_path, nullptr, size);
            for (int i = 0; i < 400; ++i)
                log.append(QtInfoMsg, u"c"_s, u"line %1"_s.arg(i, 4));
        }
        const QStringList files = QDir(m_folder->filePath(u"log"_s)).entryList(QDir::Files, QDir::Name);
        QCOMPARE(files,
            (QStringList {
                u"bangui.log"_s, u"bangui.log.1"_s, u"bangui.log.2"_s, u"bangui.log.3"_s, u"bangui.log.4"_s }));
        QByteArray all;
        for (const QString &suffix : { u".4"_s, u".3"_s, u".2"_s, u".1"_s, u""_s }) {
            const QByteArray text = contents(m_path + suffix);
            QVERIFY(text.size() <= size);
            QVERIFY(text.endsWith('\n'));
            all += text;
        }
        // The newest lines, none torn, none missing, none twice.
        const QList<QByteArray> lines = all.split('\n');
        const qsizetype count = lines.size() - 1;
        QVERIFY(count > 150);
        for (qsizetype i = 0; i < count; ++i)
            QVERIFY(lines.at(i).endsWith(u"line %1"_s.arg(400 - count + i, 4).toUtf8()));
    }

    void aLineLongerThanAFileIsWrittenWhole()
    {
        services::RuntimeState state;
        {
            services::LogServiceImpl log(state, m_clock, m_path, nullptr, 100);
            log.append(QtInfoMsg, u"c"_s, u"short"_s);
            log.append(QtInfoMsg, u"c"_s, QString(500, u'x'));
            log.append(QtInfoMsg, u"c"_s, u"after"_s);
        }
        QVERIFY(contents(m_path).endsWith("after\n"));
        QVERIFY(contents(m_path + u".1"_s).endsWith(QByteArray(500, 'x') + '\n'));
        QVERIFY(contents(m_path + u".2"_s).endsWith("short\n"));
    }

    void twoProgramsShareTheFile()
    {
        services::RuntimeState state;
        {
            services::LogServiceImpl window(state, m_clock, m_path, nullptr, 3000);
            services::LogServiceImpl commandLine(state, m_clock, m_path, nullptr, 3000);
            for (int i = 0; i < 60; ++i) {
                window.append(QtInfoMsg, u"w"_s, u"line %1"_s.arg(i));
                commandLine.append(QtInfoMsg, u"c"_s, u"line %1"_s.arg(i));
            }
        }
        const QByteArray all = contents(m_path + u".4"_s) + contents(m_path + u".3"_s) + contents(m_path + u".2"_s)
            + contents(m_path + u".1"_s) + contents(m_path);
        QCOMPARE(all.count('\n'), 120);
        QCOMPARE(all.count(" w line "), 60);
        QCOMPARE(all.count(" c line "), 60);
    }

    void anUnwritableFileLosesOnlyItself()
    {
        services::RuntimeState state;
        QVERIFY(QDir().mkpath(m_path)); // a folder where the file should be
        services::LogServiceImpl log(state, m_clock, m_path);
        log.append(QtInfoMsg, u"c"_s, u"text"_s);
        QCOMPARE(log.lines().size(), 1);
        QVERIFY(QDir(m_path).isEmpty());
    }

    void aFileThatCannotBeTurnedOverGrows()
    {
        services::RuntimeState state;
        for (int i = 1; i < 5; ++i)
            QVERIFY(QDir().mkpath(m_path + u".%1/in the way"_s.arg(i)));
        {
            services::LogServiceImpl log(state, m_clock, m_path, nullptr, 200);
            for (int i = 0; i < 50; ++i)
                log.append(QtInfoMsg, u"c"_s, u"line %1"_s.arg(i));
        }
        QCOMPARE(contents(m_path).count('\n'), 50);
    }

    void aDeletedFileIsBegunAnew()
    {
        services::RuntimeState state;
        services::LogServiceImpl log(state, m_clock, m_path);
        log.append(QtInfoMsg, u"c"_s, u"first"_s);
        QTRY_VERIFY(contents(m_path).endsWith("first\n"));
        QVERIFY(QFile::remove(m_path));
        log.append(QtInfoMsg, u"c"_s, u"second"_s);
        QTRY_VERIFY(contents(m_path).endsWith("second\n"));
    }

    void theLastWordsAreWrittenBeforeAppendReturns()
    {
        services::RuntimeState state;
        services::LogServiceImpl log(state, m_clock, m_path);
        log.append(QtFatalMsg, u"c"_s, u"good bye"_s);
        QVERIFY(contents(m_path).endsWith("fatal c good bye\n"));
    }

private:
    support::FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestLogService)
#include "tst_log_service.moc"
