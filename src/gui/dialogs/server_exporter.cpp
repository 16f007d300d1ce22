// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/server_exporter.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "services/fleet_import.h"
#include "services/server_registry.h"

#include <QFileDialog>

namespace gui {

using namespace Qt::StringLiterals;

ServerExporter::ServerExporter(const GuiContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
}

void ServerExporter::start()
{
    auto *dialog = new QFileDialog(m_window, tr("Export servers"), QString(), tr("JSON files (*.json)"));
    dialog->setObjectName(u"exportServersDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"bangui-servers.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ServerExporter::write);
    dialog->open();
}

bool ServerExporter::write(const QString &path)
{
    const auto written = services::saveFleetFile(path, m_context.services.serverRegistry.profiles());
    if (!written) {
        //: %1: a path
        Q_EMIT failed(
            tr("%1 could not be written. Nothing was changed.").arg(core::visibleText(path)), written.error().detail);
        return false;
    }
    Q_EMIT exported(*written, path);
    return true;
}

} // namespace gui
