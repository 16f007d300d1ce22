// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using core::SettingKey;
using core::SettingOrigin;
using core::Settings;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

    static SettingKey keyAt(int i) { return static_cast<SettingKey>(i); }

private Q_SLOTS:
    void tableIsComplete()
    {
        QSet<QByteArray> names;
        static const QRegularExpression shape(u"^[a-z]+(_[a-z]+)*$"_s);
        for (int i = 0; i < core::settingCount; ++i) {
            const core::SettingInfo &info = core::settingInfo(keyAt(i));
            QCOMPARE(info.key, keyAt(i));
            const QString name = QString::fromLatin1(info.name);
            QVERIFY2(shape.match(name).hasMatch(), info.name);
            QVERIFY2(!names.contains(info.name), info.name);
            names.insert(info.name);
            QCOMPARE(core::settingKeyFromName(name), std::optional(keyAt(i)));
            QCOMPARE(info.defaultValue.typeId(), int(info.type));
            // The default passes the check that everything else has to pass.
            QCOMPARE(core::parseSetting(info.key, core::settingText(info.key, info.defaultValue)),
                std::optional(info.defaultValue));
            if (info.type == QMetaType::Int)
                QVERIFY(info.minimum < info.maximum);
        }
        QVERIFY(!core::settingKeyFromName(u"nonsense"));
        QVERIFY(!core::settingKeyFromName(u""));
        QVERIFY(!core::settingKeyFromName(u"THEME"));
    }

    void bootstrap()
    {
        QList<SettingKey> keys;
        for (int i = 0; i < core::settingCount; ++i) {
            if (core::settingInfo(keyAt(i)).bootstrap)
                keys.append(keyAt(i));
        }
        QCOMPARE(
            keys, (QList { SettingKey::DataDir, SettingKey::LogLevel, SettingKey::LogFile, SettingKey::Language }));
    }

    void parse_data()
    {
        QTest::addColumn<SettingKey>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("value"); // invalid: refused
        const auto row = [](SettingKey key, const QString &text, const QVariant &value) {
            QTest::addRow("%d %s", int(key), qPrintable(text)) << key << text << value;
        };
        const QVariant no;
        row(SettingKey::ProbeIntervalSeconds, u"2"_s, 2);
        row(SettingKey::ProbeIntervalSeconds, u" 30 "_s, 30);
        row(SettingKey::ProbeIntervalSeconds, u"3600"_s, 3600);
        for (const QString &bad : { u"1"_s, u"3601"_s, u"-30"_s, QString(), u"30s"_s, u"3e1"_s, u"30.0"_s, u"0x1e"_s,
                 u"99999999999999999999"_s, u"１０"_s, u"thirty"_s })
            row(SettingKey::ProbeIntervalSeconds, bad, no);
        row(SettingKey::CommandTimeoutSeconds, u"1"_s, 1);
        row(SettingKey::CommandTimeoutSeconds, u"0"_s, no);
        row(SettingKey::CommandTimeoutSeconds, u"600"_s, 600);
        row(SettingKey::CommandTimeoutSeconds, u"601"_s, no);
        row(SettingKey::NotificationLimitPerMinute, u"60"_s, 60);
        row(SettingKey::NotificationLimitPerMinute, u"61"_s, no);
        row(SettingKey::SessionTtlSeconds, u"0"_s, 0);
        row(SettingKey::SessionTtlSeconds, u"-1"_s, no);
        row(SettingKey::AuditRetentionDays, u"3650"_s, 3650);
        row(SettingKey::AuditRetentionDays, u"0"_s, no);
        for (const QString &yes : { u"true"_s, u"TRUE"_s, u"yes"_s, u"on"_s, u"1"_s, u" True "_s })
            row(SettingKey::TrayEnabled, yes, true);
        for (const QString &off : { u"false"_s, u"No"_s, u"OFF"_s, u"0"_s })
            row(SettingKey::TrayEnabled, off, false);
        for (const QString &bad : { QString(), u"2"_s, u"maybe"_s, u"y"_s })
            row(SettingKey::TrayEnabled, bad, no);
        row(SettingKey::Theme, u"dark"_s, u"dark"_s);
        row(SettingKey::Theme, u"Dark"_s, no);
        row(SettingKey::Theme, QString(), no);
        row(SettingKey::LogLevel, u"warning"_s, u"warning"_s);
        row(SettingKey::LogLevel, u"verbose"_s, no);
        row(SettingKey::Language, QString(), QString());
        row(SettingKey::Language, u"de"_s, u"de"_s);
        row(SettingKey::Language, u"xx"_s, no);
        row(SettingKey::DateFormat, u"iso"_s, u"iso"_s);
        row(SettingKey::DataDir, u"/srv/bangui data"_s, u"/srv/bangui data"_s);
        row(SettingKey::DataDir, u"a\nb"_s, no);
        row(SettingKey::LogFile, u"a"_s + QChar(0), no);
    }
    void parse()
    {
        QFETCH(SettingKey, key);
        QFETCH(QString, text);
        QFETCH(QVariant, value);
        const auto parsed = core::parseSetting(key, text);
        QCOMPARE(parsed.has_value(), value.isValid());
        if (parsed) {
            QCOMPARE(*parsed, value);
            QCOMPARE(parsed->typeId(), int(core::settingInfo(key).type));
            QCOMPARE(core::parseSetting(key, core::settingText(key, *parsed)), parsed);
        }
    }

    void defaults()
    {
        const Settings settings;
        QCOMPARE(settings.number(SettingKey::ProbeIntervalSeconds), 30);
        QCOMPARE(settings.number(SettingKey::CommandTimeoutSeconds), 5);
        QCOMPARE(settings.number(SettingKey::NotificationLimitPerMinute), 6);
        QCOMPARE(settings.number(SettingKey::AuditRetentionDays), 365);
        QCOMPARE(settings.text(SettingKey::Theme), u"system"_s);
        QVERIFY(settings.flag(SettingKey::NotifyProtectionLost));
        QVERIFY(!settings.flag(SettingKey::CloseToTray));
        for (int i = 0; i < core::settingCount; ++i)
            QCOMPARE(settings.entry(keyAt(i)).origin, SettingOrigin::Default);
    }

    void strongerWins()
    {
        const auto key = SettingKey::ProbeIntervalSeconds;
        const QList<SettingOrigin> origins { SettingOrigin::Default, SettingOrigin::SystemFile, SettingOrigin::UserFile,
            SettingOrigin::RuntimeOverride, SettingOrigin::Environment, SettingOrigin::CommandLine };
        for (const SettingOrigin first : origins) {
            for (const SettingOrigin second : origins) {
                const Settings one = Settings().with(key, 10, first, u"first"_s);
                const Settings two = one.with(key, 20, second, u"second"_s);
                QCOMPARE(one.number(key), 10); // the copy it was made from stays
                QCOMPARE(two.number(key), second >= first ? 20 : 10);
                QCOMPARE(two.entry(key).origin, std::max(first, second));
                QCOMPARE(two.entry(key).source, second >= first ? u"second"_s : u"first"_s);
            }
        }
    }

    void nothingInvalidGetsIn()
    {
        const Settings settings;
        QCOMPARE(settings.with(SettingKey::ProbeIntervalSeconds, 1, SettingOrigin::CommandLine), settings);
        QCOMPARE(settings.with(SettingKey::ProbeIntervalSeconds, u"soon"_s, SettingOrigin::CommandLine), settings);
        QCOMPARE(settings.with(SettingKey::Theme, u"pink"_s, SettingOrigin::CommandLine), settings);
        QCOMPARE(settings.with(SettingKey::ProbeIntervalSeconds, QVariant(), SettingOrigin::CommandLine), settings);
        const Settings fromText = settings.with(SettingKey::ProbeIntervalSeconds, u"45"_s, SettingOrigin::UserFile);
        QCOMPARE(fromText.entry(SettingKey::ProbeIntervalSeconds).value, QVariant(45));
        QVERIFY(settings.with(SettingKey::CloseToTray, true, SettingOrigin::UserFile).flag(SettingKey::CloseToTray));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
