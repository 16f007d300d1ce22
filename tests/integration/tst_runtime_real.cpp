// SPDX-License-Identifier: GPL-3.0-or-later
// What a running jail has against its files, told by real daemons, and taken back by the words that were offered.
#include "integration/change_rig.h"
#include "services/config_view.h"

#include <QFile>

using namespace Qt::StringLiterals;
using changes::Rig;

class TestRuntimeReal final : public QObject
{
    Q_OBJECT

    std::unique_ptr<Rig> m_rig;

    [[nodiscard]] QList<services::ConfigOptionRow> optionsOf(const QString &jail)
    {
        RealServices &s = m_rig->s;
        const auto configuration = s.wait<services::ServerConfiguration>(
            [&](auto handler) { m_rig->config->read(s.id, &s.context, handler); });
        const auto detail
            = s.wait<core::JailDetail>([&](auto handler) { s.jails.fetchDetail(s.id, jail, &s.context, handler); });
        if (!configuration || !detail)
            return {};
        QList<services::ConfigOptionRow> options = services::configJail(*configuration, jail).options;
        services::compareRuntime(options, *detail);
        return options;
    }
    [[nodiscard]] QStringList differences(const QString &jail)
    {
        const QList<services::ConfigOptionRow> options = optionsOf(jail);
        if (options.isEmpty())
            return { u"(no options)"_s };
        QStringList keys;
        for (const services::ConfigOptionRow &option : options) {
            if (option.runtime != option.inFile)
                keys += u"%1: %2 / %3"_s.arg(option.key, option.runtime, option.inFile);
        }
        return keys;
    }
    [[nodiscard]] services::RuntimeRevert revertOf(const QString &jail, const QString &key)
    {
        for (const services::ConfigOptionRow &option : optionsOf(jail)) {
            if (option.key == key && option.part == services::ConfigPart::Jail)
                return option.revert;
        }
        return {};
    }
    /// Takes the difference back as the window does, step by step.
    [[nodiscard]] bool revert(const QString &jail, const QString &key)
    {
        RealServices &s = m_rig->s;
        for (int steps = 0; steps < 4; ++steps) {
            const services::RuntimeRevert back = revertOf(jail, key);
            if (back.name.isEmpty())
                return steps > 0;
            const auto receipt = s.wait<core::Receipt>(
                [&](auto handler) { s.jails.tune(s.id, jail, back.name, back.value, &s.context, handler); });
            if (!receipt || receipt->result != core::ReceiptResult::Done)
                return false;
        }
        return false;
    }
    [[nodiscard]] int set(const QStringList &words) const
    {
        return m_rig->s.daemon.client(QStringList { u"set"_s, u"web"_s } + words).exitCode;
    }

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void isToldAndTakenBack_data() { versionRows(); }
    void isToldAndTakenBack()
    {
        QFETCH(TestFail2ban::Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        for (const QString &jail : m_rig->jails())
            QCOMPARE(differences(jail), QStringList());

        const QString log = m_rig->s.daemon.folder() + u"/another.log"_s;
        QFile file(log);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QCOMPARE(set({ u"addlogpath"_s, log }), 0);
        QCOMPARE(set({ u"addignoreip"_s, u"192.0.2.77"_s }), 0);
        QCOMPARE(set({ u"datepattern"_s, u"%Y-%m-%d"_s }), 0); // the files leave that to the filter
        QCOMPARE(differences(u"web"_s).size(), 2);
        QCOMPARE(revertOf(u"web"_s, u"logpath"_s).name, u"dellogpath"_s);
        QVERIFY(revert(u"web"_s, u"logpath"_s));
        QVERIFY(revert(u"web"_s, u"ignoreip"_s));
        QCOMPARE(differences(u"web"_s), QStringList());

        // What the files say of it, the daemon tells in the same form, and otherwise where it has another.
        m_rig->s.daemon.writeConfig(u"jail.d/web.local"_s,
            u"[web]\nignorecommand = /bin/false <ip>\ndatepattern = %%Y-%%m-%%d %%H:%%M:%%S\nlogencoding = ascii\n"_s);
        QCOMPARE(differences(u"web"_s).size(), 3);
        QCOMPARE(m_rig->s.daemon.client({ u"reload"_s, u"--if-exists"_s, u"web"_s }).exitCode, 0);
        QCOMPARE(differences(u"web"_s), QStringList());
        QCOMPARE(set({ u"ignorecommand"_s, u"/bin/true"_s }), 0);
        QCOMPARE(set({ u"logencoding"_s, u"utf-8"_s }), 0);
        QCOMPARE(differences(u"web"_s).size(), 2);
        QVERIFY(revert(u"web"_s, u"ignorecommand"_s));
        QCOMPARE(differences(u"web"_s).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRuntimeReal)
#include "tst_runtime_real.moc"
