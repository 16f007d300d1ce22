// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace gui {

struct GuiContext;

/// Writes the stored servers to a file that the user chooses and only its owner can read. It holds no secret.
class ServerExporter final : public QObject
{
    Q_OBJECT

public:
    ServerExporter(const GuiContext &context, QWidget *window);

    void start();
    /// Without the question for the path.
    bool write(const QString &path);

Q_SIGNALS:
    void exported(int servers, const QString &path);
    void failed(const QString &what, const QString &why);

private:
    const GuiContext &m_context;
    QWidget *m_window;
};

} // namespace gui
