// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_fail2ban.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Run
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(output).array(); }
};

} // namespace

/// bangui-cli and what waits: it keeps only when told so, lists, and withdraws; it sends nothing of it.
class TestCliPending : public QObject
{
    Q_OBJECT

    QTemporaryDir m_data;

    Run cli(const QStringList &words)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(BANGUI_CLI), QStringList { u"--data"_s, m_data.path(), u"--json"_s } + words);
        if (!process.waitForFinished(60'000))
            qFatal("bangui-cli hangs");
        return { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
    }
    static QString resultOf(const QJsonValue &document)
    {
        return document[u"result"_s][u"receipts"_s][0][u"result"_s].toString();
    }

private Q_SLOTS:
    void keepListWithdraw()
    {
        TestFail2ban daemon;
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QString gone = m_data.filePath(u"gone.sock"_s);
        QCOMPARE(cli({ u"servers"_s, u"add"_s, u"here"_s, u"--socket"_s, daemon.socketPath(), u"--group"_s, u"g"_s })
                     .exitCode,
            0);
        QCOMPARE(cli({ u"servers"_s, u"add"_s, u"away"_s, u"--socket"_s, gone, u"--group"_s, u"g"_s }).exitCode, 0);
        const QStringList ban { u"ban"_s, u"--group"_s, u"g"_s, u"--jail"_s, u"sshd"_s };

        // Without --keep nothing is promised.
        Run run = cli(ban + QStringList { u"192.0.2.1"_s });
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(resultOf(run.array()[0]), u"done"_s);
        QCOMPARE(resultOf(run.array()[1]), u"failed"_s);
        QCOMPARE(cli({ u"pending"_s }).array(), QJsonArray {});

        run = cli(ban + QStringList { u"--keep"_s, u"192.0.2.2"_s, u"192.0.2.3"_s });
        QCOMPARE(run.exitCode, 3); // some could not be reached
        QCOMPARE(resultOf(run.array()[0]), u"done"_s);
        QCOMPARE(resultOf(run.array()[1]), u"pending"_s);
        QCOMPARE(cli({ u"unban"_s, u"--server"_s, u"away"_s, u"--keep"_s, u"192.0.2.2"_s }).exitCode, 3);

        run = cli({ u"pending"_s });
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.array().size(), 2);
        const QJsonObject first = run.array()[0].toObject();
        QCOMPARE(first[u"server"_s].toString(), u"away"_s);
        QCOMPARE(first[u"kind"_s].toString(), u"ban"_s);
        QCOMPARE(first[u"jail"_s].toString(), u"sshd"_s);
        QCOMPARE(first[u"targets"_s].toArray(), QJsonArray { u"192.0.2.3"_s }); // the other one is to be unbanned
        QCOMPARE(first[u"attempts"_s].toInt(-1), 0);
        QCOMPARE(first[u"old"_s].toBool(true), false);
        QCOMPARE(first[u"last_error"_s][u"code"_s].toString(), u"NoSocket"_s);
        QVERIFY(QDateTime::fromString(first[u"since"_s].toString(), Qt::ISODate).isValid());
        const QJsonObject second = run.array()[1].toObject();
        QCOMPARE(second[u"kind"_s].toString(), u"unban"_s);
        QVERIFY(second[u"jail"_s].isNull());

        const QString id = QString::number(first[u"id"_s].toInteger());
        run = cli({ u"pending"_s, u"withdraw"_s, id });
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.object()[u"withdrawn"_s].toArray(), QJsonArray { first[u"id"_s] });
        QCOMPARE(cli({ u"pending"_s, u"withdraw"_s, id }).exitCode, 1);
        QCOMPARE(cli({ u"pending"_s, u"withdraw"_s, u"--all"_s }).exitCode, 0);
        QCOMPARE(cli({ u"pending"_s }).array(), QJsonArray {});
    }

    void usage()
    {
        for (const QStringList &words : { QStringList { u"pending"_s, u"withdraw"_s }, { u"pending"_s, u"list"_s },
                 { u"pending"_s, u"withdraw"_s, u"x"_s }, { u"pending"_s, u"withdraw"_s, u"1"_s, u"--all"_s },
                 { u"ban"_s, u"--keep"_s, u"--socket"_s, u"/s"_s, u"--jail"_s, u"j"_s, u"192.0.2.1"_s } }) {
            const Run run = cli(words);
            QVERIFY2(run.exitCode == 2, qPrintable(words.join(u' ')));
        }
        const Run help = cli({ u"--help"_s });
        QVERIFY(help.output.contains("pending withdraw"));
        QVERIFY(help.output.contains("--keep"));
    }
};

QTEST_GUILESS_MAIN(TestCliPending)
#include "tst_cli_pending.moc"
