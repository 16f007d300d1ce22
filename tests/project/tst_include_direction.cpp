// SPDX-License-Identifier: GPL-3.0-or-later
// The table of layers and the rules of DESIGN's section "Shape", read out of the source. First the reader itself is
// tried on samples that break each rule, then the tree.
#include "source_rules.h"
#include "support/places.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using project::brokenRules;

namespace {

constexpr qsizetype longFile = 400;
constexpr qsizetype tooLongFile = 800;

QSet<QString> guiHeaders()
{
    // Some by name, for a build without the window where Qt's headers of it are not installed.
    QSet<QString> names { u"QApplication"_s, u"QGuiApplication"_s, u"QWidget"_s, u"QDialog"_s, u"QMessageBox"_s,
        u"QIcon"_s, u"QColor"_s, u"QPainter"_s, u"QFont"_s, u"QPixmap"_s, u"QImage"_s, u"QPalette"_s, u"QBrush"_s,
        u"QPen"_s, u"QAction"_s, u"QClipboard"_s, u"QDesktopServices"_s, u"QStandardItemModel"_s, u"QLabel"_s,
        u"QTableView"_s, u"QMainWindow"_s };
    const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    for (const QString &module : { u"QtGui"_s, u"QtWidgets"_s }) {
        const QStringList files = QDir(headers + u'/' + module).entryList({ u"Q*"_s }, QDir::Files);
        names.unite(QSet<QString>(files.cbegin(), files.cend()));
    }
    // Both modules install these names of each other's and of QtCore's with them.
    names.removeIf([&headers](const QString &name) { return QFile::exists(headers + u"/QtCore/"_s + name); });
    return names;
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestIncludeDirection : public QObject
{
    Q_OBJECT

    const QString m_root = places::source(QStringLiteral("/src"));
    const QSet<QString> m_guiHeaders = guiHeaders();

    QStringList sources() const
    {
        QStringList paths;
        QDirIterator it(m_root, { u"*.h"_s, u"*.cpp"_s }, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            paths.append(it.next());
        paths.sort();
        return paths;
    }

private Q_SLOTS:
    void badSamples_data()
    {
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("problem"); // empty: none
        const auto row = [](const char *name, const QString &layer, const QString &source,
                             const QString &problem = {}) { QTest::newRow(name) << layer << source << problem; };
        const auto include = [](const QString &path) { return u"#include \"%1\"\n"_s.arg(path); };
        const QString direction = u"against the direction"_s;
        row("own layer", u"core"_s, include(u"core/result.h"_s));
        row("downwards", u"services"_s, include(u"protocol/value.h"_s));
        row("upwards", u"core"_s, include(u"services/ban_service.h"_s), direction);
        row("core knows nobody", u"core"_s, include(u"protocol/value.h"_s), direction);
        row("transport and protocol", u"transport"_s, include(u"protocol/value.h"_s), direction);
        row("protocol and transport", u"protocol"_s, include(u"transport/channel.h"_s), direction);
        row("config and transport", u"config"_s, include(u"transport/host.h"_s), direction);
        row("services and config", u"services"_s, include(u"config/stream_dump.h"_s));
        row("storage and services", u"storage"_s, include(u"services/runtime_state.h"_s), direction);
        row("services and texts", u"services"_s, include(u"texts/error_text.h"_s), direction);
        row("texts and services", u"texts"_s, include(u"services/ban_service.h"_s), direction);
        row("models and protocol", u"models"_s, include(u"protocol/value.h"_s), direction);
        row("models and texts", u"models"_s, include(u"texts/error_text.h"_s));
        row("widgets and services", u"widgets"_s, include(u"services/ban_service.h"_s), direction);
        row("widgets and a model", u"widgets"_s, include(u"models/ban_model.h"_s), direction);
        row("widgets and roles", u"widgets"_s, include(u"models/ban_roles.h"_s));
        row("gui and composition", u"gui"_s, include(u"composition/application.h"_s), direction);
        row("gui and protocol", u"gui"_s, include(u"protocol/value.h"_s), direction);
        row("gui and widgets", u"gui"_s, include(u"widgets/banner.h"_s));
        row("app and cli", u"app"_s, include(u"cli/options.h"_s), direction);
        row("cli and gui", u"cli"_s, include(u"gui/main_window.h"_s), direction);
        row("cli and models", u"cli"_s, include(u"models/ban_model.h"_s), direction);
        row("cli and composition", u"cli"_s, include(u"composition/application.h"_s));
        row("composition and texts", u"composition"_s, include(u"texts/error_text.h"_s), direction);
        row("odd spacing", u"core"_s, u"  #  include   \"gui/x.h\"\n"_s, direction);
        row("no layer", u"core"_s, include(u"result.h"_s), u"not written as"_s);
        row("relative", u"core"_s, include(u"../protocol/value.h"_s), u"not written as"_s);
        row("generated", u"gui"_s, include(u"ui_main_window.h"_s));
        row("moc", u"core"_s, include(u"health.moc"_s));

        const QString gui = u"QtGui or QtWidgets"_s;
        row("module", u"models"_s, u"#include <QtGui/QColor>\n"_s, gui);
        row("class", u"models"_s, u"#include <QIcon>\n"_s, gui);
        row("widget", u"cli"_s, u"#include <QWidget>\n"_s, gui);
        row("whole module", u"texts"_s, u"#include <QtWidgets>\n"_s, gui);
        row("services", u"services"_s, u"#include <QGuiApplication>\n"_s, gui);
        row("allowed above", u"gui"_s, u"#include <QWidget>\n#include <QtGui/QColor>\n"_s);
        row("core is fine", u"core"_s, u"#include <QString>\n#include <QtCore/QList>\n#include <vector>\n"_s);

        row("waitFor", u"gui"_s, u"p.waitForFinished(5);"_s, u"blocks"_s);
        row("waitFor, spaced", u"core"_s, u"s.waitForConnected ();"_s, u"blocks"_s);
        row("waitFor in a comment", u"core"_s, u"// never waitForFinished()\n/* p.waitForDone(); */ int i;"_s);
        row("waitFor in a string", u"core"_s, u"auto s = u\"waitForDone()\"_s;"_s);
        row("event loop", u"gui"_s, u"QEventLoop loop;"_s, u"nested event loop"_s);
        row("processEvents", u"gui"_s, u"QCoreApplication::processEvents();"_s, u"nested event loop"_s);
        row("singleton", u"services"_s, u"Registry::instance().add();"_s, u"singleton"_s);
        row("singleton, declared", u"services"_s, u"static Registry &instance();"_s, u"singleton"_s);
        row("singleton, macro", u"services"_s, u"Q_GLOBAL_STATIC(Registry, registry)"_s, u"singleton"_s);
        row("the application object", u"gui"_s, u"QApplication::instance()->quit();"_s);
        row("SIGNAL", u"gui"_s, u"connect(a, SIGNAL(x()), b, SLOT(y()));"_s, u"connection by text"_s);
        row("SLOT alone", u"gui"_s, u"connect(a, &A::x, b, SLOT(y()));"_s, u"connection by text"_s);
        row("SLOT for D-Bus", u"platform"_s,
            u"#include <QDBusConnection>\nbus.connect(a, b, c, d, this, SLOT(y()));"_s);
        row("Q_SIGNALS is none", u"gui"_s, u"Q_SIGNALS:\n void x();"_s);

        row("tr in services", u"services"_s, u"return tr(\"Offline\");"_s, u"words below texts"_s);
        row("tr, qualified", u"storage"_s, u"x = QObject::tr(\"a\");"_s, u"words below texts"_s);
        row("translate in composition", u"composition"_s, u"QCoreApplication::translate(\"a\", \"b\");"_s,
            u"words below texts"_s);
        row("noop", u"core"_s, u"QT_TRANSLATE_NOOP(\"a\", \"b\")"_s, u"words below texts"_s);
        row("tr in texts", u"texts"_s, u"return tr(\"Offline\");"_s);
        row("other names with tr", u"core"_s, u"str(1); attr (2); m.ptr(); tr1();"_s);

        row("left over", u"core"_s, u"// TODO later"_s, u"left over"_s);
        row("left over, fix", u"core"_s, u"int x; /* FIXME */"_s, u"left over"_s);
        row("left over, x", u"core"_s, u"// XXX"_s, u"left over"_s);
        row("template of a name", u"core"_s, u"QTemporaryDir d(u\"/tmp/a-XXXXXX\"_s);"_s);

        const QString timer = u"a timer without a context"_s;
        row("timer", u"gui"_s, u"QTimer::singleShot(0, [this] { f(a, b); });"_s, timer);
        row("timer, several lines", u"gui"_s, u"QTimer::singleShot(\n  pause(1, 2),\n  [=]() {});"_s, timer);
        row("timer, typed", u"gui"_s, u"QTimer::singleShot(10, Qt::CoarseTimer, [] {});"_s, timer);
        row("timer with a context", u"gui"_s, u"QTimer::singleShot(0, this, [this] { f(); });"_s);
        row("timer, typed, with a context", u"gui"_s, u"QTimer::singleShot(0, Qt::CoarseTimer, this, [this] {});"_s);
        row("timer to a member", u"gui"_s, u"QTimer::singleShot(0, this, &Page::refresh);"_s);
        const QString connection = u"a connection without a context"_s;
        row("connection", u"gui"_s, u"connect(a, &A::x, [this](int i, int j) { g(i, j); });"_s, connection);
        row("connection, qualified", u"gui"_s, u"QObject::connect(a, qOverload<int, int>(&A::x), [&] { });"_s);
        row("connection, qualified, plain", u"gui"_s, u"QObject::connect(a, &A::x, [&] { });"_s, connection);
        row("connection with a context", u"gui"_s, u"connect(a, &A::x, this, [this] { g(); });"_s);
        row("connection to a slot", u"gui"_s, u"connect(a, &A::x, b, &B::y);"_s);

        row("after a raw string", u"core"_s, u"auto s = R\"x(\" waitForDone( )x\"; p.waitForDone();"_s, u"blocks"_s);
        row("after a quote in quotes", u"core"_s, u"char c = '\"'; p.waitForDone(); char d = '\\'';"_s, u"blocks"_s);
        row("after a digit separator", u"core"_s, u"int i = 1'000; p.waitForDone(); int j = 2'0;"_s, u"blocks"_s);
        row("after an escaped quote", u"core"_s, u"f(\"\\\"\"); p.waitForDone();"_s, u"blocks"_s);
    }
    void badSamples()
    {
        QFETCH(QString, layer);
        QFETCH(QString, source);
        QFETCH(QString, problem);
        const QStringList broken = brokenRules(layer, source, m_guiHeaders);
        if (problem.isEmpty()) {
            QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u'\n')));
        } else {
            QVERIFY2(!broken.isEmpty(), "nothing found");
            QVERIFY2(broken.front().contains(problem), qPrintable(broken.join(u'\n')));
        }
    }

    void linesAreCounted()
    {
        const QStringList broken
            = brokenRules(u"core"_s, u"// a\n/* b\n c */\nR\"(\n)\";\np.waitForDone();\n"_s, m_guiHeaders);
        QCOMPARE(broken, (QStringList { u"6: blocks: waitForDone("_s }));
    }

    void everyFolderIsALayer()
    {
        for (const QString &folder : QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(project::layers().contains(folder), qPrintable(folder));
        QVERIFY(sources().size() > 40); // it does read something
    }

    void tree_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString &path : sources())
            QTest::newRow(qPrintable(path.mid(m_root.size() + 1))) << path;
    }
    void tree()
    {
        QFETCH(QString, path);
        const QString source = read(path);
        QVERIFY(!source.isEmpty());
        QStringList broken = brokenRules(path.mid(m_root.size() + 1).section(u'/', 0, 0), source, m_guiHeaders);
        for (const project::Include &include : project::includesOf(source)) {
            if (include.quoted && include.path.contains(u'/') && !QFile::exists(m_root + u'/' + include.path))
                broken.append(u"%1: does not exist: %2"_s.arg(include.line).arg(include.path));
        }
        const qsizetype lines = source.count(u'\n');
        if (lines > tooLongFile)
            broken.append(u"%1 lines; the limit is %2"_s.arg(lines).arg(tooLongFile));
        else if (path.endsWith("/gui/main_window.cpp"_L1) && lines > 500)
            broken.append(u"%1 lines; the main window has at most 500"_s.arg(lines));
        else if (lines > longFile)
            qWarning("%s: %lld lines; split it by noun", qPrintable(path.mid(m_root.size() + 1)), qlonglong(lines));
        QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestIncludeDirection)
#include "tst_include_direction.moc"
