// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_settings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = core::PreflightIssueKind;

namespace {

config::DumpedJail jailWith(const QString &setting, const QVariantList &words)
{
    config::DumpedJail jail { .name = u"web"_s };
    jail.settings.insert(setting, words);
    return jail;
}

QString told(const std::optional<services::SettingEffect> &effect)
{
    if (!effect)
        return u"nothing"_s;
    return (effect->kind == Kind::RuntimeLost ? u"lost: "_s : u"pending: "_s) + effect->change;
}

} // namespace

/// What a reload does to a running jail's settings beside what it is made for.
class TestRunningSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("property");
        QTest::addColumn<QVariant>("running");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *property, const QVariant &running, const char *wanted,
                             const char *said) {
            QTest::newRow(name) << QString::fromUtf8(property) << running << QString::fromUtf8(wanted)
                                << QString::fromUtf8(said);
        };
        row("same", "maxretry", 5, "5", "nothing");
        row("tuned", "maxretry", 99, "7", "lost: 99 -> 7");
        row("one time in two forms", "bantime", 600, "10m", "nothing");
        row("another time", "findtime", 777, "10m", "lost: 777 -> 10m");
        row("what we cannot read", "findtime", 777, "60*(10)", "nothing");
        row("a flag", "ignoreself", true, "true", "nothing");
        row("a flag that was turned", "ignoreself", false, "true", "lost: False -> true");
    }
    void values()
    {
        QFETCH(QString, property);
        QFETCH(QVariant, running);
        QFETCH(QString, wanted);
        QFETCH(QString, said);
        const config::DumpedJail after = jailWith(property, { wanted });
        QCOMPARE(told(services::settingEffect(property, running, after, nullptr)), said);
        // Of what the edit sets nothing is lost that nobody has asked for.
        const config::DumpedJail before = jailWith(property, { u"3"_s });
        QCOMPARE(told(services::settingEffect(property, running, after, &before)), u"nothing"_s);
        QCOMPARE(told(services::settingEffect(property, running, {}, nullptr)), u"nothing"_s); // no file has it
    }

    // Who was allowed while it ran is never banned in silence, not even where the list itself is edited.
    void allowed()
    {
        const auto list = [](const QVariantList &words) { return jailWith(u"addignoreip"_s, words); };
        const QVariant running = QStringList { u"203.0.113.5"_s, u"127.0.0.0/8"_s };
        const auto said = [&](const config::DumpedJail &after, const config::DumpedJail *before = nullptr) {
            return told(services::settingEffect(u"ignoreip"_s, running, after, before));
        };
        QCOMPARE(said(list({ u"127.0.0.1/8"_s, u"203.0.113.5"_s })), u"nothing"_s);
        QCOMPARE(said(list({ u"127.0.0.1/8"_s })), u"lost: 127.0.0.0/8 203.0.113.5 -> 127.0.0.0/8"_s);
        QCOMPARE(said(list({ u"127.0.0.1/8"_s, u"203.0.113.5"_s, u"192.0.2.1"_s })),
            u"pending: 127.0.0.0/8 203.0.113.5 -> 127.0.0.0/8 192.0.2.1 203.0.113.5"_s);
        const config::DumpedJail before = list({ u"127.0.0.1/8"_s });
        QCOMPARE(said(list({ u"127.0.0.1/8"_s, u"192.0.2.1"_s }), &before), u"lost: 203.0.113.5"_s);
        QCOMPARE(said(list({ u"203.0.113.5"_s }), &before), u"nothing"_s); // the edit takes out what it names
    }
};

QTEST_GUILESS_MAIN(TestRunningSettings)
#include "tst_running_settings.moc"
