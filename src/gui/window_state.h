// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace gui {

class Page;
class ServerSidebar;

/// What the window remembers from one run to the next: reads and writes window.ini. With an empty path it remembers
/// nothing.
class WindowState final
{
public:
    explicit WindowState(QString path);

    struct Frame
    {
        QByteArray geometry;
        QByteArray splitter;
        QString page; ///< id of the page that was shown
        QString scope; ///< ScopeController::toText()
        std::optional<bool> sidebar; ///< what the user chose; absent: by the room there is
    };
    /// absent: nothing is remembered.
    [[nodiscard]] std::optional<Frame> frame() const;
    void saveFrame(const Frame &frame) const;

    void restorePage(Page &page) const;
    void savePage(const Page &page) const;
    void restoreSidebar(ServerSidebar &sidebar) const;
    void saveSidebar(const ServerSidebar &sidebar) const;

private:
    QString m_path;
};

} // namespace gui
