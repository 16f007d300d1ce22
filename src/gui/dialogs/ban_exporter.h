// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QWidget;

namespace gui {

struct GuiContext;

/// Writes the bans that are shown, or the selected ones, to a file that the user chooses. All or nothing: a file is
/// replaced only when everything is written.
class BanExporter final : public QObject
{
    Q_OBJECT

public:
    enum class Format { Csv, Json };
    BanExporter(const GuiContext &context, QWidget &window);

    /// rows: of the BanTableModel; empty: all that is shown.
    void start(Format format, const QList<int> &rows);
    /// Without the question for the path.
    bool write(Format format, const QList<int> &rows, const QString &path);

Q_SIGNALS:
    void exported(qint64 rows, const QString &path);
    void failed(const QString &what, const QString &why);

private:
    const GuiContext &m_context;
    QWidget &m_window;
};

} // namespace gui
