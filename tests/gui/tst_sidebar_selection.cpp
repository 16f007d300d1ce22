// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scope_controller.h"
#include "gui/support/window_fixture.h"
#include "models/server_filter.h"
#include "models/server_tree_model.h"
#include "support/event_loop.h"
#include "support/own_time.h"
#include "widgets/search_line.h"
#include "widgets/sidebar_tree.h"

#include <QLabel>
#include <QMenu>

using namespace Qt::StringLiterals;
using core::Scope;
using guitest::WindowFixture;

class TestSidebarSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void controlAndShift();
    void keyboard();
    void groupsStandForTheirServers();
    void survivesWhatHappens();
    void scopeIsShown();
    void filter_data();
    void filter();
    void findsServers();
    void findsInFoldedGroups();
    void tagsInTheScopeMenu();
    void hundredsOfServers();

private:
    static QModelIndex row(widgets::SidebarTree *tree, const QString &name)
    {
        const QModelIndexList found = tree->model()->match(
            tree->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    static void click(widgets::SidebarTree *tree, const QString &name, Qt::KeyboardModifiers keys = {})
    {
        const QRect rect = tree->visualRect(row(tree, name));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, keys, rect.center());
    }
    static QStringList names(const WindowFixture &w)
    {
        QStringList names;
        for (const core::ServerId id : w.window->scope().servers())
            names.append(w.services.registry.nameOf(id));
        return names;
    }
    static QStringList selected(widgets::SidebarTree *tree)
    {
        QStringList names;
        for (const QModelIndex &index : tree->selectionModel()->selectedIndexes())
            names.append(index.data().toString());
        names.sort();
        return names;
    }
    static void tag(const WindowFixture &w, const QString &name, const QStringList &tags, bool production = false)
    {
        auto &registry = const_cast<guitest::FakeServerRegistry &>(w.services.registry);
        core::ServerProfile profile = *registry.profileNamed(name);
        profile.tags = tags;
        profile.production = production;
        registry.update(profile, &registry, [](const core::Result<core::ServerProfile> &) {});
    }
};

void TestSidebarSelection::controlAndShift()
{
    WindowFixture w;
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::All);
    // From "All servers": that row was where one came from, not a part of the choice.
    click(tree, u"web-2"_s, Qt::ControlModifier);
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::Server);
    click(tree, u"nas"_s, Qt::ControlModifier);
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::Selection);
    QCOMPARE(names(w), (QStringList { u"web-2"_s, u"nas"_s }));
    QCOMPARE(selected(tree), (QStringList { u"nas"_s, u"web-2"_s }));
    auto *button = w.find<QPushButton>("scopeButton");
    QCOMPARE(button->text(), u"Scope: Selected servers · 2 servers"_s);
    click(tree, u"nas"_s, Qt::ControlModifier);
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::Server);
    click(tree, u"mail"_s, Qt::ShiftModifier);
    QVERIFY(names(w).size() >= 2);
    QVERIFY(names(w).contains(u"mail"_s));
    // A plain click is one server again.
    click(tree, u"web-3"_s);
    QCOMPARE(names(w), QStringList { u"web-3"_s });
}

void TestSidebarSelection::keyboard()
{
    WindowFixture w;
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    tree->setFocus();
    click(tree, u"web-1"_s);
    QTest::keyClick(tree, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(tree, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(names(w), (QStringList { u"web-1"_s, u"web-2"_s, u"web-3"_s }));
    QTest::keyClick(tree, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(names(w), (QStringList { u"web-1"_s, u"web-2"_s }));
    // With Ctrl the keyboard walks without selecting, and Space takes a row along.
    QTest::keyClick(tree, Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(tree, Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(tree, Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(names(w), (QStringList { u"web-1"_s, u"web-2"_s, u"mail"_s }));
    QTest::keyClick(tree, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::All);
}

void TestSidebarSelection::groupsStandForTheirServers()
{
    WindowFixture w;
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    const auto &tree_model = *tree->model();
    QModelIndex office;
    for (int i = 0; i < tree_model.rowCount(); ++i) {
        if (tree_model.index(i, 0).data(models::GroupRole).toString() == u"office"_s
            && tree_model.hasChildren(tree_model.index(i, 0)))
            office = tree_model.index(i, 0);
    }
    QVERIFY(office.isValid());
    click(tree, u"web-1"_s);
    tree->selectionModel()->select(office, QItemSelectionModel::Select);
    QCOMPARE(names(w), (QStringList { u"web-1"_s, u"gateway"_s, u"nas"_s, u"backup"_s }));
    tree->selectionModel()->select(office, QItemSelectionModel::ClearAndSelect);
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::Group);
    QCOMPARE(w.window->scope().scope().group, u"office"_s);
}

void TestSidebarSelection::survivesWhatHappens()
{
    WindowFixture w;
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    click(tree, u"web-1"_s);
    click(tree, u"web-2"_s, Qt::ControlModifier);
    click(tree, u"nas"_s, Qt::ControlModifier);
    const QStringList chosen { u"web-1"_s, u"web-2"_s, u"nas"_s };
    QCOMPARE(names(w), chosen);
    // Figures come, a server comes, one is renamed: the choice stays.
    core::ServerStatus status = w.services.runtimeState.status(w.services.registry.profileNamed(u"nas"_s)->id);
    status.state = core::ServerState::Online;
    w.services.setStatus(w.services.registry.profileNamed(u"nas"_s)->id, status);
    w.services.addServer(u"web-9"_s, u"production"_s, core::ServerState::Online);
    tag(w, u"web-2"_s, { u"x"_s });
    support::settle();
    QCOMPARE(names(w), chosen);
    QTRY_COMPARE(selected(tree), (QStringList { u"nas"_s, u"web-1"_s, u"web-2"_s }));
    // A removed one leaves it; the last one is a server of its own.
    const auto remove = [&w, this](const QString &name) {
        w.services.registry.remove(w.services.registry.profileNamed(name)->id, this, [](const core::Result<bool> &) {});
    };
    remove(u"web-1"_s);
    QCOMPARE(names(w), (QStringList { u"web-2"_s, u"nas"_s }));
    remove(u"nas"_s);
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::Server);
    QCOMPARE(names(w), QStringList { u"web-2"_s });
    remove(u"web-2"_s);
    QCOMPARE(w.window->scope().scope().kind, Scope::Kind::All);
}

void TestSidebarSelection::scopeIsShown()
{
    WindowFixture w;
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    Scope scope;
    scope.kind = Scope::Kind::Selection;
    scope.servers = { w.services.registry.profileNamed(u"mail"_s)->id, w.services.registry.profileNamed(u"nas"_s)->id };
    w.window->scope().setScope(scope);
    QCOMPARE(selected(tree), (QStringList { u"mail"_s, u"nas"_s }));
    QCOMPARE(names(w), (QStringList { u"mail"_s, u"nas"_s }));
    w.window->scope().showAll();
    QCOMPARE(selected(tree), QStringList { u"All servers"_s });
}

void TestSidebarSelection::filter_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *typed, bool fits) { QTest::newRow(typed) << QString::fromUtf8(typed) << fits; };
    row("", true);
    row("web", true);
    row("WEB-1", true);
    row("shop", true);
    row("customer", true);
    row("offline", true);
    row("tag:web", false);
    row("tag:customer", true);
    row("tag:\"customer a\"", true);
    row("tag:", true);
    row("group:sh", true);
    row("group:op", false);
    row("state:off", true);
    row("state:web", false);
    row("name:web tag:db", true);
    row("web mail", false);
    row("production", true);
    row("name:1 shop state:offline", true);
}

void TestSidebarSelection::filter()
{
    QFETCH(QString, typed);
    QFETCH(bool, fits);
    models::ServerFacts server;
    server.name = u"web-1"_s;
    server.group = u"shop"_s;
    server.tags = { u"customer a"_s, u"db"_s };
    server.state = u"Offline"_s;
    server.production = true;
    QCOMPARE(models::ServerFilter(typed).matches(server), fits);
}

void TestSidebarSelection::findsServers()
{
    WindowFixture w;
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    auto *line = w.find<widgets::SearchLine>("serverFilter");
    QVERIFY(line);
    line->setDebounce(0);
    tag(w, u"web-1"_s, { u"web"_s });
    tag(w, u"nas"_s, { u"web"_s, u"disk"_s });
    const auto hidden = [&](const QString &name) {
        const QModelIndex index = row(tree, name);
        return tree->isRowHidden(index.row(), index.parent());
    };
    QTest::keyClicks(line, u"tag:web"_s);
    QTRY_VERIFY(hidden(u"mail"_s));
    QVERIFY(!hidden(u"web-1"_s) && !hidden(u"nas"_s));
    QVERIFY2(!hidden(u"All servers"_s), "the way back is never hidden");
    // What comes to fit appears.
    tag(w, u"mail"_s, { u"web"_s });
    QTRY_VERIFY(!hidden(u"mail"_s));
    // Ctrl+A means what is seen.
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(names(w), (QStringList { u"web-1"_s, u"mail"_s, u"nas"_s }));
    w.window->scope().showAll();
    line->setFocus();
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(names(w), (QStringList { u"web-1"_s, u"mail"_s, u"nas"_s }));
    QTest::keyClick(line, Qt::Key_Escape);
    QTRY_VERIFY(!hidden(u"web-2"_s));
    QCOMPARE(names(w).size(), 3);
}

void TestSidebarSelection::findsInFoldedGroups()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"window.ini"_s);
    {
        WindowFixture w(true, path);
        auto *tree = w.find<widgets::SidebarTree>("serverTree");
        auto *line = w.find<widgets::SearchLine>("serverFilter");
        auto *note = w.find<QLabel>("serverFilterNote");
        line->setDebounce(0);
        const auto group = [&](const QString &name) { return row(tree, name).parent(); };
        QVERIFY(group(u"nas"_s).isValid() && group(u"web-1"_s).isValid());
        tree->collapse(group(u"nas"_s));
        QTest::keyClicks(line, u"nas"_s);
        QTRY_VERIFY(tree->isExpanded(group(u"nas"_s)));
        QVERIFY(note->isHidden());
        // Closed by hand it stays so while figures come; other words open it again.
        tree->collapse(group(u"nas"_s));
        tag(w, u"nas"_s, { u"disk"_s });
        support::letTimersFire(120);
        QVERIFY(!tree->isExpanded(group(u"nas"_s)));
        line->setText(u"na"_s);
        QTRY_VERIFY(tree->isExpanded(group(u"nas"_s)));
        tree->collapse(group(u"web-1"_s)); // not remembered: it is no more than a look at what was found
        line->setText(u"nothing is called so"_s);
        QTRY_VERIFY(!note->isHidden());
        QTest::keyClick(line, Qt::Key_Escape);
        QTRY_VERIFY(!tree->isExpanded(group(u"nas"_s)));
        QVERIFY(tree->isExpanded(group(u"web-1"_s)));
        QVERIFY(note->isHidden());
        line->setText(u"nas"_s); // left with a filter
        QTRY_VERIFY(tree->isExpanded(group(u"nas"_s)));
        w.window->close();
    }
    WindowFixture w(true, path);
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    QVERIFY(!tree->isExpanded(row(tree, u"nas"_s).parent()));
    QVERIFY(tree->isExpanded(row(tree, u"web-1"_s).parent()));
}

void TestSidebarSelection::tagsInTheScopeMenu()
{
    WindowFixture w;
    tag(w, u"web-1"_s, { u"R&D"_s });
    tag(w, u"nas"_s, { u"R&D"_s, u"disk"_s });
    auto *menu = w.find<QMenu>("scopeMenu");
    QVERIFY(menu);
    Q_EMIT menu->aboutToShow();
    QAction *found = nullptr;
    QAction *single = nullptr;
    for (QAction *action : menu->actions()) {
        if (action->text() == u"Tag: R&&D · 2 servers"_s)
            found = action;
        if (action->text().startsWith(u"Tag: disk"_s))
            single = action;
    }
    QVERIFY(found && single);
    found->trigger();
    QCOMPARE(names(w), (QStringList { u"web-1"_s, u"nas"_s }));
    Q_EMIT menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->text() == u"Tag: R&&D · 2 servers"_s)
            QVERIFY(action->isChecked());
    }
}

void TestSidebarSelection::hundredsOfServers()
{
    WindowFixture w(false);
    for (int i = 0; i < 300; ++i)
        w.services.addServer(
            u"host-%1"_s.arg(i, 3, 10, QLatin1Char('0')), u"group %1"_s.arg(i % 12), core::ServerState::Online);
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    QTRY_COMPARE(tree->model()->rowCount(), 13);
    tree->setFocus();
    // Every step of a long choice by keyboard is a scope of its own.
    const support::OwnTime stepping;
    click(tree, u"host-000"_s);
    constexpr int steps = 100;
    for (int i = 0; i < steps; ++i)
        QTest::keyClick(tree, Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(w.window->scope().servers().size() > 90);
    const qint64 perStep = stepping.elapsedMs() / steps;
    QTest::keyClick(tree, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(w.window->scope().servers().size(), 300);
    auto *line = w.find<widgets::SearchLine>("serverFilter");
    const support::OwnTime finding;
    line->setText(u"host-29"_s);
    QTest::keyClick(line, Qt::Key_Return);
    const qint64 found = finding.elapsedMs();
    QCOMPARE(w.window->scope().servers().size(), 10);
    // Loose, for sanitizers; a square in the number of servers would be far beyond.
    QVERIFY2(perStep < 100, qPrintable(u"%1 ms per step"_s.arg(perStep)));
    QVERIFY2(found < 500, qPrintable(u"%1 ms to find"_s.arg(found)));
}

QTEST_MAIN(TestSidebarSelection)
#include "tst_sidebar_selection.moc"
