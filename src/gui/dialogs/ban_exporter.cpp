// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/ban_exporter.h"

#include "gui/gui_context.h"
#include "gui/window_models.h"
#include "models/ban_export.h"
#include "models/ban_table_model.h"
#include "texts/error_texts.h"

#include <QFileDialog>
#include <QSaveFile>
#include <QWidget>

namespace gui {

using namespace Qt::StringLiterals;

BanExporter::BanExporter(const GuiContext &context, QWidget &window)
    : m_context(context)
    , m_window(window)
{
}

void BanExporter::start(Format format, const QList<int> &rows)
{
    const bool csv = format == Format::Csv;
    auto *dialog = new QFileDialog(
        &m_window, tr("Export bans"), QString(), csv ? tr("CSV files (*.csv)") : tr("JSON files (*.json)"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? u"csv"_s : u"json"_s);
    dialog->selectFile(csv ? u"bans.csv"_s : u"bans.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, format, rows](const QString &path) { write(format, rows, path); });
    dialog->open();
}

bool BanExporter::write(Format format, const QList<int> &rows, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        //: %1: a path
        Q_EMIT failed(tr("%1 could not be written. Nothing was changed.").arg(path), file.errorString());
        return false;
    }
    const models::BanExport writer(m_context.models.bans());
    const QList<int> wanted = rows.isEmpty() ? writer.allRows() : rows;
    const auto written = format == Format::Csv ? writer.writeCsv(file, wanted) : writer.writeJson(file, wanted);
    if (!written || !file.commit()) {
        Q_EMIT failed(tr("%1 could not be written. Nothing was changed.").arg(path),
            written ? file.errorString() : written.error().detail);
        return false;
    }
    Q_EMIT exported(*written, path);
    return true;
}

} // namespace gui
