// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/stop_jail_dialog.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "models/jail_effect_texts.h"
#include "models/service_texts.h"
#include "services/jail_service.h"
#include "services/server_registry.h"

#include <QPointer>

namespace gui {

using namespace Qt::StringLiterals;

StopJailDialog::StopJailDialog(
    const GuiContext &context, core::ServerId server, const QString &jail, QWidget *owner, Finished finished)
    //: A button: stops a jail
    : EffectDialog(tr("Stop jail"), widgets::ButtonRole::Destructive, owner)
    , m_context(context)
    , m_server(server)
    , m_jail(jail)
    , m_place(context.services.serverRegistry, server)
    , m_finished(std::move(finished))
{
    setObjectName(u"stopJailDialog"_s);
    const QString name = context.services.serverRegistry.nameOf(server);
    //: %1: name of a jail, %2: name of a server
    setHeading(tr("Stop %1 on %2").arg(core::visibleText(jail), core::visibleText(name)));
    askForProduction(context, { server });
    connect(this, &EffectDialog::confirmed, this, &StopJailDialog::stop);
    context.services.jailService.previewStop(
        server, jail, this, [this, name](const core::Result<services::StopPreview> &preview) {
            if (!preview) {
                setProblem(preview.error(), name, false);
                return;
            }
            QString detail = models::restartText(*preview, name);
            if (const QString loss = models::stopLoss(*preview, name); !loss.isEmpty())
                detail = loss + u'\n' + detail;
            setEffect(models::effectText(*preview, name), detail);
        });
}

void StopJailDialog::stop()
{
    if (!m_place.isHere()) {
        setProblem({ core::ErrorCode::ChangedMeanwhile, {} }, m_context.services.serverRegistry.nameOf(m_server), true);
        return;
    }
    setRunning(tr("Stopping %1…").arg(core::visibleText(m_jail)));
    QPointer<StopJailDialog> self(this);
    m_context.services.jailService.stopJail(
        m_server, m_jail, parentWidget(), [self, finished = m_finished](const core::Result<core::Receipt> &receipt) {
            if (self && receipt)
                self->accept();
            else if (self)
                self->setProblem(receipt.error(), self->m_context.services.serverRegistry.nameOf(self->m_server), true);
            finished(receipt);
        });
}

} // namespace gui
