// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/import_dialog.h"
#include "gui/dialogs/server_exporter.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "models/import_table_model.h"
#include "services/fleet_import.h"
#include "support/event_loop.h"
#include "widgets/receipt_bar.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;
using models::ImportColumn;

namespace {

const QByteArray inventory = R"([shop]
web-1 ansible_user=deploy
new-1 ansible_host=192.0.2.1
new-2 ansible_become=yes ansible_password=hunter2
[bad host]
)";

core::ServerProfile sshProfile(const QString &name, const QString &destination)
{
    core::ServerProfile profile;
    profile.name = name;
    profile.kind = core::ConnectionKind::Ssh;
    profile.destination = destination;
    profile.socketPath = u"/run/fail2ban/fail2ban.sock"_s;
    return profile;
}

} // namespace

class TestImportDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void previewsThenImportsThenUndoes();
    void choicesForAll();
    void ticksStay();
    void spaceTicksTheSelection();
    void refusedFileIsExplained();
    void enterOnlyReads();
    void failuresAreTold();
    void failuresAreToldAfterClosing();
    void exportsForItsOwner();
    void everyControlHasAName();
    void model();

private:
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_dir->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }
    static gui::ImportDialog *open(const WindowFixture &w)
    {
        w.trigger("actionImportServers");
        return w.dialog<gui::ImportDialog>("importDialog");
    }
    static QString cell(const gui::ImportDialog *dialog, int row, ImportColumn column)
    {
        return dialog->model()->index(row, int(column)).data().toString();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestImportDialog::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestImportDialog::previewsThenImportsThenUndoes()
{
    WindowFixture w;
    const qsizetype before = w.services.registry.profiles().size();
    gui::ImportDialog *dialog = open(w);
    QVERIFY(dialog);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    auto *summary = WindowFixture::in<QLabel>(dialog, "importSummary");
    auto *notes = WindowFixture::in<QListWidget>(dialog, "importNotes");
    QVERIFY(!confirm->isEnabled());
    QVERIFY(!notes->isVisible());
    dialog->load(write(u"hosts"_s, inventory));
    QCOMPARE(dialog->model()->rowCount(), 3);
    QCOMPARE(summary->text(), u"Ansible inventory: 3 servers, 2 of them new"_s);
    QCOMPARE(cell(dialog, 0, ImportColumn::Match), u"changed"_s);
    QCOMPARE(cell(dialog, 1, ImportColumn::Server), u"new-1"_s);
    QCOMPARE(cell(dialog, 1, ImportColumn::Group), u"shop"_s);
    QCOMPARE(cell(dialog, 1, ImportColumn::Match), u"new"_s);
    QVERIFY(cell(dialog, 1, ImportColumn::Where).contains("192.0.2.1"_L1));
    QCOMPARE(confirm->text(), u"Import 2 servers"_s);
    // What was left out is told, and no secret with it.
    QVERIFY(notes->isVisible());
    QCOMPARE(notes->count(), 1);
    QVERIFY(notes->item(0)->text().contains("ansible_password"_L1));
    QVERIFY(notes->item(0)->text().startsWith("Line 4"_L1));
    QVERIFY(!notes->item(0)->text().contains("hunter2"_L1));
    QCOMPARE(w.services.registry.profiles().size(), before);

    confirm->click();
    QTRY_VERIFY(!w.dialog("importDialog"));
    QCOMPARE(w.services.registry.profiles().size(), before + 2);
    const core::ServerProfile stored = *w.services.registry.profileNamed(u"new-2"_s);
    QCOMPARE(stored.destination, u"new-2"_s);
    QCOMPARE(stored.elevation, core::Elevation::Sudo);
    QCOMPARE(stored.group, u"shop"_s);
    QCOMPARE(stored.socketPath, u"/run/fail2ban/fail2ban.sock"_s);
    QCOMPARE(w.services.undoStack.entries().size(), 1);
    w.trigger("actionUndo");
    QTRY_COMPARE(w.services.registry.profiles().size(), before);
}

void TestImportDialog::choicesForAll()
{
    WindowFixture w;
    gui::ImportDialog *dialog = open(w);
    dialog->load(write(u"config"_s, "Host a b\nHost *\n"));
    QCOMPARE(dialog->model()->rowCount(), 2);
    WindowFixture::in<QComboBox>(dialog, "importGroup")->setCurrentText(u"mine"_s);
    WindowFixture::in<QComboBox>(dialog, "importElevation")->setCurrentIndex(2);
    QCOMPARE(cell(dialog, 0, ImportColumn::Group), u"mine"_s);
    QVERIFY(cell(dialog, 1, ImportColumn::Where).endsWith("sudo"_L1));
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QTRY_VERIFY(w.services.registry.profileNamed(u"b"_s));
    const core::ServerProfile stored = *w.services.registry.profileNamed(u"b"_s);
    QCOMPARE(stored.group, u"mine"_s);
    QCOMPARE(stored.elevation, core::Elevation::Sudo);
    // Not the user's own configuration: ssh has to be told.
    QCOMPARE(stored.sshConfig, m_dir->filePath(u"config"_s));
}

void TestImportDialog::ticksStay()
{
    WindowFixture w;
    gui::ImportDialog *dialog = open(w);
    dialog->load(write(u"config"_s, "Host a b c\n"));
    models::ImportTableModel *model = dialog->model();
    QVERIFY(model->setData(model->index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model->wantedCount(), 2);
    WindowFixture::in<QComboBox>(dialog, "importGroup")->setCurrentText(u"mine"_s);
    QCOMPARE(model->wantedCount(), 2);
    QCOMPARE(model->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    // Somebody else has stored one meanwhile.
    w.services.registry.add(sshProfile(u"a"_s, u"a"_s), this, [](const core::Result<core::ServerProfile> &) {});
    QCOMPARE(model->rows().at(0).match, core::FleetMatch::Changed); // of the own configuration, this file is another
    QCOMPARE(model->wantedCount(), 1);
    WindowFixture::in<QPushButton>(dialog, "tickNone")->click();
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    WindowFixture::in<QPushButton>(dialog, "tickAll")->click();
    QCOMPARE(model->wantedCount(), 3);
}

void TestImportDialog::spaceTicksTheSelection()
{
    WindowFixture w;
    gui::ImportDialog *dialog = open(w);
    dialog->load(write(u"config"_s, "Host a b c\n"));
    auto *table = WindowFixture::in<widgets::TableView>(dialog, "importTable");
    table->selectAll();
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(dialog->model()->wantedCount(), 0);
    table->selectRow(2);
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(dialog->model()->wantedCount(), 1);
    QVERIFY(dialog->model()->rows().at(2).wanted);
}

void TestImportDialog::refusedFileIsExplained()
{
    WindowFixture w;
    gui::ImportDialog *dialog = open(w);
    auto *summary = WindowFixture::in<QLabel>(dialog, "importSummary");
    dialog->load(write(u"letter"_s, "Dear Sir or Madam,\nthis is a letter.\n"));
    QVERIFY2(summary->text().startsWith("This is neither"_L1), qPrintable(summary->text()));
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    dialog->load(write(u"program"_s, "#!/bin/sh\necho '{}'\n"));
    QVERIFY2(summary->text().contains("BanGUI runs none"_L1), qPrintable(summary->text()));
    dialog->load(write(u"new.json"_s, R"({"bangui_profiles": 9, "servers": []})"));
    QVERIFY2(summary->text().contains("newer BanGUI"_L1), qPrintable(summary->text()));
    dialog->load(write(u"hosts.yml"_s, "all:\n\thosts:\n"));
    QVERIFY2(summary->text().startsWith("Line 2: The file is broken"_L1), qPrintable(summary->text()));
    dialog->load(m_dir->filePath(u"nowhere"_s));
    QVERIFY2(summary->text().contains("cannot be read"_L1), qPrintable(summary->text()));
    dialog->load(write(u"config"_s, "Host a\n"));
    QVERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    dialog->reject();
}

void TestImportDialog::enterOnlyReads()
{
    WindowFixture w;
    const QList<core::ServerProfile> before = w.services.registry.profiles();
    gui::ImportDialog *dialog = open(w);
    QVERIFY(QTest::qWaitForWindowActive(dialog, 30'000));
    auto *path = WindowFixture::in<QLineEdit>(dialog, "importPath");
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTest::keyClicks(path, write(u"config"_s, "Host a b\n"));
    for (const Qt::Key key : { Qt::Key_Return, Qt::Key_Enter, Qt::Key_Return }) {
        QTest::keyClick(path, key);
        QCOMPARE(dialog->model()->rowCount(), 2);
        QVERIFY(confirm->isEnabled());
    }
    // Another path is typed: what is shown is not what it holds.
    write(u"config2"_s, "Host c d e\n");
    QTest::keyClicks(path, u"2"_s);
    QVERIFY(!confirm->isEnabled());
    QTest::keyClick(path, Qt::Key_Return);
    QCOMPARE(dialog->model()->rowCount(), 3);
    QVERIFY(confirm->isEnabled());
    support::settle();
    QVERIFY(dialog->isVisible());
    QCOMPARE(w.services.registry.profiles(), before);
    dialog->reject();
}

void TestImportDialog::failuresAreTold()
{
    WindowFixture w;
    gui::ImportDialog *dialog = open(w);
    dialog->load(write(u"config"_s, "Host a\n"));
    w.services.registry.error = core::Error { core::ErrorCode::StoreReadOnly, u"read-only"_s };
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    auto *note = WindowFixture::in<QLabel>(dialog, "dialogNote");
    QTRY_VERIFY2(note->text().startsWith("1 server could not be stored."_L1), qPrintable(note->text()));
    QVERIFY(dialog->isVisible());
    QVERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    QVERIFY(w.services.undoStack.entries().isEmpty());
    QVERIFY(WindowFixture::in<QPushButton>(dialog, "browseButton")->isEnabled());
    dialog->reject();
}

void TestImportDialog::failuresAreToldAfterClosing()
{
    WindowFixture w;
    QPointer<gui::ImportDialog> dialog = open(w);
    dialog->load(write(u"config"_s, "Host a b\n"));
    w.services.registry.error = core::Error { core::ErrorCode::StoreReadOnly, u"read-only"_s };
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "browseButton")->isEnabled());
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "ownConfigButton")->isEnabled());
    dialog->reject();
    auto *bar = w.window->findChild<widgets::ReceiptBar *>();
    QVERIFY(bar);
    QTRY_VERIFY2(bar->text().startsWith("2 servers could not be stored."_L1), qPrintable(bar->text()));
    QVERIFY(bar->isVisible());
    QTRY_VERIFY(!dialog);
}

void TestImportDialog::exportsForItsOwner()
{
    WindowFixture w;
    auto *exporter = w.window->findChild<gui::ServerExporter *>();
    QVERIFY(exporter);
    QSignalSpy exported(exporter, &gui::ServerExporter::exported);
    QSignalSpy failed(exporter, &gui::ServerExporter::failed);
    const QString path = m_dir->filePath(u"servers.json"_s);
    QVERIFY(exporter->write(path));
    QCOMPARE(exported.size(), 1);
    QCOMPARE(exported.at(0).at(0).toInt(), int(w.services.registry.profiles().size()));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(!exporter->write(m_dir->filePath(u"no/such"_s)));
    QCOMPARE(failed.size(), 1);
    // And back: everything is known.
    gui::ImportDialog *dialog = open(w);
    dialog->load(path);
    for (const core::FleetRow &row : dialog->model()->rows())
        QCOMPARE(row.match, core::FleetMatch::Known);
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    dialog->reject();
}

void TestImportDialog::everyControlHasAName()
{
    WindowFixture w;
    gui::ImportDialog *dialog = open(w);
    dialog->load(write(u"hosts"_s, inventory));
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    QVERIFY2(
        dialog->minimumSizeHint().height() <= 560, qPrintable(QString::number(dialog->minimumSizeHint().height())));
    dialog->reject();
}

void TestImportDialog::model()
{
    models::ImportTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    core::FleetRow known;
    known.profile = sshProfile(u"known<b>"_s, u"known"_s);
    known.match = core::FleetMatch::Known;
    known.wanted = false;
    core::FleetRow fresh;
    fresh.profile = sshProfile(u"fresh\u202e"_s, u"fresh"_s);
    model.setRows({ known, fresh });
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.flags(model.index(1, 0)).testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.index(1, 0).data().toString().contains(QChar(0x202e)));
    model.setAllWanted(true);
    QCOMPARE(model.wantedCount(), 1);
    model.setRows({ fresh });
    model.setRows({});
    QCOMPARE(model.wantedCount(), 0);
}

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
