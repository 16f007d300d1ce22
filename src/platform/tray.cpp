// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/tray.h"

#include "platform/icons.h"
#include "platform/state_look.h"

#include "core/visible_text.h"

#include <QMenu>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace platform {

namespace {

constexpr int shownServers = 12;

// A menu takes & as the mark of a mnemonic.
QString menuText(const QString &text)
{
    return QString(core::visibleText(text)).replace(u'&', "&&"_L1);
}

} // namespace

Tray::Tray(QObject *parent)
    : QObject(parent)
    , m_menu(std::make_unique<QMenu>())
{
    m_menu->setObjectName(u"trayMenu"_s);
    rebuildMenu();
}

Tray::~Tray()
{
    // The icon refers to the menu.
    delete m_icon;
}

bool Tray::available()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::setVisible(bool visible)
{
    if (!visible) {
        if (m_icon)
            m_icon->hide();
        return;
    }
    if (!available())
        return;
    if (!m_icon) {
        m_icon = new QSystemTrayIcon(trayIcon(m_worst), this);
        m_icon->setContextMenu(m_menu.get());
        m_icon->setToolTip(m_sentence);
        connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                Q_EMIT showRequested();
        });
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::messageClicked);
    }
    m_icon->show();
}

bool Tray::isVisible() const
{
    return m_icon && m_icon->isVisible();
}

void Tray::setSummary(core::ServerState worst, const QString &sentence)
{
    const bool changed = worst != m_worst;
    m_worst = worst;
    m_sentence = core::visibleText(sentence);
    if (!m_icon)
        return;
    if (changed)
        m_icon->setIcon(trayIcon(worst));
    m_icon->setToolTip(m_sentence);
}

void Tray::setServers(const QList<TrayServer> &servers)
{
    if (servers == m_servers)
        return;
    m_servers = servers;
    rebuildMenu();
}

void Tray::showMessage(const QString &title, const QString &text, core::ServerState state)
{
    if (m_icon)
        m_icon->showMessage(title, text, stateIcon(state));
}

void Tray::rebuildMenu()
{
    m_menu->clear();
    //: Tray menu: brings the window to front
    QAction *show = m_menu->addAction(tr("Show"), this, &Tray::showRequested);
    show->setObjectName(u"trayShow"_s);
    m_menu->setDefaultAction(show);
    //: Tray menu: opens the dialog that bans an address
    QAction *ban = m_menu->addAction(icon(Icon::Ban), tr("Ban…"), this, &Tray::banRequested);
    ban->setObjectName(u"trayBan"_s);
    m_menu->addSeparator();
    const qsizetype count = std::min<qsizetype>(m_servers.size(), shownServers);
    for (qsizetype i = 0; i < count; ++i) {
        const TrayServer &server = m_servers.at(i);
        //: Tray menu: %1 is a server's name, %2 the word for its state
        const QString text = tr("%1: %2").arg(menuText(server.name), menuText(server.stateWord));
        QAction *action = m_menu->addAction(stateIcon(server.state), text);
        action->setObjectName(u"trayServer%1"_s.arg(server.id.value));
        connect(action, &QAction::triggered, this, [this, id = server.id] { Q_EMIT serverRequested(id); });
    }
    if (m_servers.size() > count) {
        const int more = static_cast<int>(m_servers.size() - count);
        QAction *action = m_menu->addAction(tr("%n more servers…", nullptr, more), this, &Tray::showRequested);
        action->setObjectName(u"trayMore"_s);
    }
    if (!m_servers.isEmpty())
        m_menu->addSeparator();
    //: Tray menu: ends the program
    QAction *quit = m_menu->addAction(tr("Quit"), this, &Tray::quitRequested);
    quit->setObjectName(u"trayQuit"_s);
}

} // namespace platform
