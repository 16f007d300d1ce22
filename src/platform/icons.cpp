// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/icons.h"

#include "platform/state_look.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <optional>

using namespace Qt::StringLiterals;

namespace platform {

namespace {

struct Names
{
    Icon icon;
    const char *resource;
    const char *theme; ///< Icon Naming Specification, or "" where it has no such meaning
};

// In the order of Icon.
constexpr std::array<Names, static_cast<size_t>(Icon::Count_)> names { {
    { Icon::Ban, "ban", "" },
    { Icon::Unban, "unban", "" },
    { Icon::Refresh, "refresh", "view-refresh-symbolic" },
    { Icon::Search, "search", "edit-find-symbolic" },
    { Icon::Lock, "lock", "changes-prevent-symbolic" },
    { Icon::Unlock, "unlock", "changes-allow-symbolic" },
    { Icon::Menu, "menu", "open-menu-symbolic" },
    { Icon::Settings, "settings", "" },
    { Icon::Add, "add", "list-add-symbolic" },
    { Icon::Edit, "edit", "document-edit-symbolic" },
    { Icon::Remove, "remove", "edit-delete-symbolic" },
    { Icon::Export, "export", "" },
    { Icon::Import, "import", "" },
    { Icon::Copy, "copy", "edit-copy-symbolic" },
    { Icon::Filter, "filter", "view-filter-symbolic" },
    { Icon::Warning, "warning", "dialog-warning-symbolic" },
    { Icon::Information, "information", "dialog-information-symbolic" },
    { Icon::Ok, "ok", "object-select-symbolic" },
    { Icon::Close, "close", "window-close-symbolic" },
    { Icon::Undo, "undo", "edit-undo-symbolic" },
    { Icon::Play, "play", "media-playback-start-symbolic" },
    { Icon::Stop, "stop", "media-playback-stop-symbolic" },
    { Icon::Reload, "reload", "" },
    { Icon::Server, "server", "network-server-symbolic" },
    { Icon::Group, "group", "folder-symbolic" },
    { Icon::Tag, "tag", "tag-symbolic" },
    { Icon::Log, "log", "text-x-generic-symbolic" },
    { Icon::History, "history", "document-open-recent-symbolic" },
    { Icon::ChevronDown, "chevron-down", "" },
    { Icon::ChevronRight, "chevron-right", "" },
    { Icon::Why, "why", "" },
    { Icon::Allow, "allow", "" },
    { Icon::Jail, "jail", "" },
    { Icon::Map, "map", "" },
    { Icon::List, "list", "view-list-symbolic" },
    { Icon::Configuration, "configuration", "" },
    { Icon::Audit, "audit", "" },
    { Icon::Overview, "overview", "" },
    { Icon::Terminal, "terminal", "utilities-terminal-symbolic" },
    { Icon::Key, "key", "" },
    { Icon::Help, "help", "" },
    { Icon::Sidebar, "sidebar", "" },
    { Icon::More, "more", "view-more-symbolic" },
} };

const Names &namesOf(Icon icon)
{
    const Names &found = names.at(static_cast<size_t>(icon));
    Q_ASSERT(found.icon == icon);
    return found;
}

// Draws a black-on-transparent drawing in one colour. The drawing is loaded at the first paint, and each size and
// colour is kept: a change of palette asks for another colour and so needs no notice.
class SymbolicIconEngine final : public QIconEngine
{
public:
    SymbolicIconEngine(QString file, QString themeName, std::optional<ColourRole> role)
        : m_file(std::move(file))
        , m_themeName(std::move(themeName))
        , m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const QPixmap drawn = scaledPixmap(rect.size() * ratio, mode, state, ratio);
        painter->save();
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawPixmap(rect, drawn);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QColor ink = inkFor(mode);
        const auto key = std::make_pair(ink.rgba(), (quint64(size.width()) << 32) | quint32(size.height()));
        const auto kept = m_kept.constFind(key);
        if (kept != m_kept.constEnd())
            return kept.value();
        QPixmap drawn = mask(size, scale);
        QPainter painter(&drawn);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(QPoint(0, 0), size), ink);
        painter.end();
        if (m_kept.size() >= 12)
            m_kept.clear();
        m_kept.insert(key, drawn);
        return drawn;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new SymbolicIconEngine(m_file, m_themeName, m_role); }
    QString key() const override { return u"bangui-symbolic"_s; }
    bool isNull() override { return false; }

private:
    [[nodiscard]] QColor inkFor(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return colour(palette, ColourRole::Disabled);
        if (mode == QIcon::Selected)
            return colour(palette, ColourRole::SelectionText);
        return colour(palette, m_role.value_or(ColourRole::Text));
    }
    [[nodiscard]] QPixmap mask(const QSize &size, qreal scale) const
    {
        const QString theme = QIcon::themeName();
        if (!m_themeName.isEmpty() && !theme.isEmpty() && theme != "hicolor"_L1) {
            const QIcon icon = QIcon::fromTheme(m_themeName);
            const QPixmap found = icon.isNull() ? QPixmap() : icon.pixmap(size / scale, scale);
            if (found.size() == size)
                return found;
        }
        QPixmap drawn(size);
        drawn.fill(Qt::transparent);
        QSvgRenderer renderer(m_file);
        QPainter painter(&drawn);
        const int side = std::min(size.width(), size.height());
        QRectF area(0, 0, side, side);
        area.moveCenter(QRectF(QPointF(0, 0), QSizeF(size)).center());
        renderer.render(&painter, area);
        return drawn;
    }

    QString m_file;
    QString m_themeName;
    std::optional<ColourRole> m_role;
    QHash<std::pair<QRgb, quint64>, QPixmap> m_kept;
};

// The shield in the panel's text colour, with the worst state in the corner.
class TrayIconEngine final : public QIconEngine
{
public:
    explicit TrayIconEngine(core::ServerState state)
        : m_state(state)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        QSvgRenderer renderer(u":/bangui/icons/bangui-symbolic.svg"_s);
        const qreal side = std::min(rect.width(), rect.height());
        QRectF area(0, 0, side, side);
        area.moveCenter(QRectF(rect).center());
        const bool quiet = m_state == core::ServerState::Online;

        QImage shield(QSize(qRound(side), qRound(side)), QImage::Format_ARGB32_Premultiplied);
        shield.fill(Qt::transparent);
        QPainter inner(&shield);
        inner.setRenderHint(QPainter::Antialiasing);
        renderer.render(&inner, QRectF(0, 0, side, side));
        inner.setCompositionMode(QPainter::CompositionMode_SourceIn);
        inner.fillRect(shield.rect(), colour(palette, ColourRole::Text));
        const QRectF mark(side * 0.5, side * 0.5, side * 0.47, side * 0.47);
        // Air around the mark, so that it stands on any panel.
        inner.setCompositionMode(QPainter::CompositionMode_Clear);
        paintShape(&inner, mark.adjusted(-side * 0.07, -side * 0.07, side * 0.07, side * 0.07),
            quiet ? StateShape::FilledCircle : stateLook(m_state).shape, Qt::black);
        if (stateLook(m_state).shape == StateShape::HollowCircle)
            paintShape(&inner, mark, StateShape::FilledCircle, Qt::black);
        inner.setCompositionMode(QPainter::CompositionMode_SourceOver);
        paintState(&inner, mark, m_state, palette);
        inner.end();
        painter->drawImage(area, shield);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return result;
    }
    // The tray asks which sizes there are before it asks for pixmaps.
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return { { 16, 16 }, { 22, 22 }, { 24, 24 }, { 32, 32 }, { 48, 48 }, { 64, 64 } };
    }
    [[nodiscard]] QIconEngine *clone() const override { return new TrayIconEngine(*this); }
    bool isNull() override { return false; }

private:
    core::ServerState m_state;
};

QIcon symbolic(Icon name, std::optional<ColourRole> role)
{
    const QString file = u":/bangui/icons/%1.svg"_s.arg(iconResource(name));
    return QIcon(new SymbolicIconEngine(file, QString::fromLatin1(namesOf(name).theme), role));
}

} // namespace

QIcon icon(Icon name)
{
    return symbolic(name, {});
}

QIcon icon(Icon name, ColourRole role)
{
    return symbolic(name, role);
}

QString iconResource(Icon name)
{
    return QString::fromLatin1(namesOf(name).resource);
}

QIcon applicationIcon()
{
    return QIcon(u":/bangui/icons/bangui.svg"_s);
}

QIcon trayIcon(core::ServerState state)
{
    return QIcon(new TrayIconEngine(state));
}

} // namespace platform
