// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "support/event_loop.h"
#include "support/places.h"
#include "widgets/search_line.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QDir>
#include <QPlainTextEdit>
#include <QStyleOptionFrame>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

/// What a screen reader, a small screen and a look at the pictures need. Pictures: BUILD/screenshots.
class TestWindowLooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyControlHasAName_data();
    void everyControlHasAName();
    void nothingIsCutAt1024x640_data();
    void nothingIsCutAt1024x640();
    void manyServersAreATable();
    void pictures_data();
    void pictures();

private:
    static void pages();
    static void giveFiles(WindowFixture &w);
    static QString nameOf(QWidget *widget);
    static QStringList cut(QWidget *root);
};

void TestWindowLooks::pages()
{
    QTest::addColumn<QString>("page");
    for (const char *page : { "overview", "bans", "jails", "configuration", "changes", "log", "audit", "settings" })
        QTest::newRow(page) << QString::fromLatin1(page);
}

/// What the servers have in their configuration folders.
void TestWindowLooks::giveFiles(WindowFixture &w)
{
    const QMap<QString, QByteArray> files {
        { u"jail.conf"_s,
            "#\n# Jails of this server\n#\n[DEFAULT]\nignoreip = 127.0.0.1/8 ::1\nbantime = 10m\nfindtime = 10m\n"
            "maxretry = 5\nbackend = auto\nfilter = %(__name__)s\naction = iptables-multiport[name=%(__name__)s]\n\n"
            "[sshd]\nport = ssh\nlogpath = /var/log/auth.log\n\n[postfix-sasl]\nport = smtp,465,submission\n"
            "logpath = /var/log/mail.log\n\n[nginx-botsearch]\nport = http,https\n"
            "logpath = /var/log/nginx/error.log\n\n[recidive]\nlogpath = /var/log/fail2ban.log\nbantime = 1w\n" },
        { u"jail.d/defaults-debian.conf"_s, "[sshd]\nenabled = true\n\n[postfix-sasl]\nenabled = true\n" },
        { u"jail.local"_s, "[DEFAULT]\nbantime = 1h\n\n[sshd]\nmaxretry = 3\n\n[nginx-botsearch]\nenabled = true\n" },
        { u"jail.d/zz-own.local"_s, "[sshd]\nmaxretry = 4\nfindtime = 1h\n\n[apache-none]\nenabled = true\n" },
        { u"filter.d/sshd.conf"_s, "[Definition]\nfailregex = ^Failed password for .* from <HOST>$\n" },
        { u"filter.d/postfix-sasl.conf"_s, "[Definition]\nfailregex = ^warning: .*\\[<HOST>\\]: SASL .* failed$\n" },
        { u"filter.d/nginx-botsearch.conf"_s, "[Definition]\nfailregex = ^<HOST> .* 404 .*$\n" },
        { u"filter.d/recidive.conf"_s, "[Definition]\nfailregex = Ban <HOST>$\n" },
        { u"action.d/iptables-multiport.conf"_s,
            "[Definition]\nactionban = iptables -I f2b-<name> -s <ip> -j REJECT\n" },
        { u"fail2ban.conf"_s, "[Definition]\nloglevel = INFO\n" }
    };
    for (const core::ServerProfile &profile : w.services.registry.profiles())
        w.services.configService.setFiles(profile.id, files);
}

QString TestWindowLooks::nameOf(QWidget *widget)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
    return accessible ? accessible->text(QAccessible::Name) : QString();
}

/// Controls whose text needs more room than they have, or that reach beyond their window; filters whose hint is cut.
QStringList TestWindowLooks::cut(QWidget *root)
{
    QStringList found;
    for (const widgets::SearchLine *line : root->findChildren<widgets::SearchLine *>()) {
        QStyleOptionFrame option;
        option.initFrom(line);
        constexpr int margins = 4; // QLineEdit's own, left and right of its text
        const int room = line->style()->subElementRect(QStyle::SE_LineEditContents, &option, line).width() - margins;
        if (line->isVisible() && line->fontMetrics().horizontalAdvance(line->placeholderText()) > room)
            found.append(line->placeholderText());
    }
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget);
        if (!widget->isVisible() || !control)
            continue;
        const QRect inside(widget->mapTo(root, QPoint()), widget->size());
        if (!root->rect().contains(inside) || widget->width() < widget->minimumSizeHint().width())
            found.append(
                u"%1 '%2' %3 of %4"_s.arg(QString::fromLatin1(widget->metaObject()->className()), nameOf(widget))
                    .arg(widget->width())
                    .arg(widget->minimumSizeHint().width()));
    }
    return found;
}

void TestWindowLooks::everyControlHasAName_data()
{
    pages();
}

void TestWindowLooks::everyControlHasAName()
{
    QFETCH(QString, page);
    WindowFixture w;
    giveFiles(w);
    w.window->showPage(page);
    QTRY_VERIFY(w.window->currentPage()->isVisible());
    QCOMPARE(guitest::unnamedControls(w.window.get()), QStringList());
    w.trigger("actionBan");
    QTRY_VERIFY(w.dialog("banDialog"));
    QCOMPARE(guitest::unnamedControls(w.dialog("banDialog")), QStringList());
    w.dialog("banDialog")->reject();
}

void TestWindowLooks::nothingIsCutAt1024x640_data()
{
    pages();
}

void TestWindowLooks::nothingIsCutAt1024x640()
{
    QFETCH(QString, page);
    WindowFixture w(true, {}, { 1024, 640 });
    giveFiles(w);
    w.window->showPage(page);
    QTRY_COMPARE(w.window->size(), QSize(1024, 640));
    QTRY_COMPARE(cut(w.window.get()), QStringList());
    QVERIFY2(!w.find<QWidget>("serverSidebar")->isVisible(), "the sidebar makes room");
    QVERIFY(w.find<QWidget>("sidebarButton")->isVisible());
    w.window->resize(1440, 900);
    QTRY_VERIFY(w.find<QWidget>("serverSidebar")->isVisible());
}

void TestWindowLooks::manyServersAreATable()
{
    WindowFixture w(false);
    for (int i = 0; i < 25; ++i)
        w.services.addServer(
            u"server-%1"_s.arg(i), u"many"_s, i == 7 ? core::ServerState::Offline : core::ServerState::Online);
    auto *table = w.find<QAbstractItemView>("serverTable");
    QTRY_VERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 25);
    QVERIFY2(table->model()->index(0, 0).data().toString() == "server-7"_L1, "what needs the user comes first");
    QTRY_COMPARE(w.window->findChildren<QWidget *>(u"serverCard"_s).size(), 0);
}

void TestWindowLooks::pictures_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    for (const char *page : { "overview", "bans", "jails", "configuration", "changes", "log", "audit", "settings" }) {
        for (const bool dark : { false, true })
            QTest::addRow("%s-%s", page, dark ? "dark" : "light")
                << QString::fromLatin1(page) << dark << QSize(1440, 900);
        QTest::addRow("%s-small", page) << QString::fromLatin1(page) << false << QSize(1024, 640);
    }
}

void TestWindowLooks::pictures()
{
    QFETCH(QString, page);
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    WindowFixture w(true, {}, size);
    giveFiles(w);
    w.theme.setMode(dark ? platform::Theme::Mode::Dark : platform::Theme::Mode::Light);
    QVariantMap request;
    if (page == "jails"_L1 || page == "configuration"_L1)
        request = { { u"server"_s, QVariant::fromValue(w.services.registry.profileNamed(u"web-2"_s)->id) },
            { u"jail"_s, u"sshd"_s } };
    w.window->showPage(page, request);
    // What pages put off for a moment (counts, choices, columns).
    support::letTimersFire(200);
    const QImage picture = w.window->grab().toImage();
    QCOMPARE(picture.size(), size);
    // Dark is dark: the page's ground, away from every widget.
    QCOMPARE(picture.pixelColor(size.width() - 4, size.height() / 2).lightness() < 128, dark);
    QDir().mkpath(places::build(QStringLiteral("/screenshots")));
    QVERIFY(picture.save(
        places::build(QStringLiteral("/screenshots/%1.png")).arg(QString::fromLatin1(QTest::currentDataTag()))));
}

QTEST_MAIN(TestWindowLooks)
#include "tst_window_looks.moc"
