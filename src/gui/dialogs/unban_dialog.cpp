// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/unban_dialog.h"

#include "core/clock.h"
#include "core/pending_rules.h"
#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "models/service_texts.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/pending_texts.h"
#include "texts/time_texts.h"

#include <QPointer>

namespace gui {

using namespace Qt::StringLiterals;

UnbanDialog::UnbanDialog(
    const GuiContext &context, const services::UnbanRequest &request, QWidget *owner, Finished finished)
    //: A button
    : EffectDialog(tr("Unban"), widgets::ButtonRole::Destructive, owner)
    , m_context(context)
    , m_request(request)
    , m_finished(std::move(finished))
{
    setObjectName(u"unbanDialog"_s);
    setItemsMonospace();
    leaveOutReadOnly();
    if (!request.allOf.isEmpty())
        setHeading(tr("Unban everything"));
    else if (const QString one = subject(); !one.isEmpty())
        //: %1: an address
        setHeading(tr("Unban %1").arg(core::visibleText(one)));
    else if (!m_request.items.isEmpty())
        setHeading(tr("Unban %1").arg(texts::bans(static_cast<qint64>(m_request.items.size()))));
    else
        setHeading(tr("Unban"));
    if (m_request.items.isEmpty() && m_request.allOf.isEmpty()) {
        setEffect(tr("Nothing can be unbanned here."), readOnlySentence());
        setConfirmEnabled(false);
        return;
    }
    QList<core::ServerId> servers = m_request.allOf;
    for (const services::UnbanItem &item : std::as_const(m_request.items)) {
        if (!servers.contains(item.server))
            servers.append(item.server);
    }
    askForProduction(context, servers);
    connect(this, &EffectDialog::confirmed, this, &UnbanDialog::unban);
    connect(&context.services.banService, &services::BanService::progressed, this, &EffectDialog::setProgress);
    context.services.banService.previewUnban(
        m_request, this, [this](const core::Result<services::UnbanPreview> &preview) { onPreview(preview); });
}

void UnbanDialog::leaveOutReadOnly()
{
    const services::ServerRegistry &registry = m_context.services.serverRegistry;
    QList<core::ServerId> found;
    const auto isReadOnly = [&](core::ServerId id) {
        const auto profile = registry.profile(id);
        const bool readOnly = profile && profile->readOnly;
        if (readOnly && !found.contains(id))
            found.append(id);
        return readOnly;
    };
    m_request.items.removeIf([&](const services::UnbanItem &item) { return isReadOnly(item.server); });
    m_request.allOf.removeIf(isReadOnly);
    for (const core::ServerId id : found)
        m_readOnly.append(core::visibleText(registry.nameOf(id)));
}

QString UnbanDialog::readOnlySentence() const
{
    if (m_readOnly.isEmpty())
        return {};
    if (m_readOnly.size() == 1)
        //: %1: name of a server
        return tr("%1 is read-only in BanGUI: nothing is changed there.").arg(m_readOnly.constFirst());
    //: %1: names of servers
    return tr("%1 are read-only in BanGUI: nothing is changed there.").arg(texts::names(m_readOnly));
}

QString UnbanDialog::subject() const
{
    QString one;
    for (const services::UnbanItem &item : m_request.items) {
        if (!one.isEmpty() && item.target != one)
            return {};
        one = item.target;
    }
    return one;
}

void UnbanDialog::onPreview(const core::Result<services::UnbanPreview> &preview)
{
    if (!preview) {
        setProblem(preview.error(), {}, false);
        return;
    }
    m_request.only = preview->found; // no more than what is shown here
    const services::ServerRegistry &registry = m_context.services.serverRegistry;
    QStringList allOf;
    for (const core::ServerId id : m_request.allOf)
        allOf.append(core::visibleText(registry.nameOf(id)));
    const qint64 now = m_context.services.clock.nowMs() / 1000;
    const texts::DateStyle style = texts::dateStyle(m_context.services.runtimeState.settings());
    QStringList items;
    for (const services::UnbanPreview::Line &line : preview->lines) {
        QStringList parts { core::visibleText(line.target), core::visibleText(line.jail),
            core::visibleText(registry.nameOf(line.server)) };
        if (line.bannedAt)
            //: %1: a time
            parts.append(tr("since %1").arg(texts::dateTime(*line.bannedAt, style, now)));
        if (line.permanent)
            parts.append(tr("permanent"));
        items.append(parts.join(u"  ·  "_s));
    }
    if (preview->bans > static_cast<qint64>(items.size()))
        //: %1: a number of bans that the list does not show
        items.append(tr("and %1 more").arg(texts::number(preview->bans - static_cast<qint64>(items.size()))));
    QStringList detail;
    QStringList shut;
    QStringList waiting;
    QStringList waitingWhole; // everything is to be unbanned there
    for (const core::ServerId id : preview->unreachable) {
        const auto &error = m_context.services.banService.snapshot(id).error;
        const bool waits = !error || core::mayPassByItself(error->code);
        QStringList &list = !waits ? shut : (m_request.allOf.contains(id) ? waitingWhole : waiting);
        list.append(core::visibleText(registry.nameOf(id)));
    }
    if (!shut.isEmpty())
        //: %1: names of servers
        detail.append(tr("%1: not reachable, nothing is changed there.").arg(texts::names(shut)));
    QStringList kept { texts::keptSentence(waiting), texts::keptUnknownSentence(waitingWhole) };
    kept.removeAll(QString());
    const bool some = preview->bans > 0 || !kept.isEmpty();
    // What waits is the effect where there is no other.
    const QString effect = preview->bans == 0 && some ? kept.takeFirst() : models::effectText(*preview, allOf);
    detail += kept;
    if (!m_readOnly.isEmpty())
        detail.append(readOnlySentence());
    if (preview->bans == 0 && !some)
        detail.append(tr("Nothing of this is banned now."));
    else if (preview->bans > 0)
        detail.append(tr("Undo bans them again; each ban then begins anew."));
    setEffect(effect, detail.join(u' '), items);
    setConfirmEnabled(some);
}

void UnbanDialog::unban()
{
    setRunning(tr("Unbanning…"));
    QPointer<UnbanDialog> self(this);
    // The page is the context: the change and its receipt do not depend on this window.
    m_context.services.banService.unban(
        m_request, parentWidget(), [self, finished = m_finished](const core::Result<QList<core::Receipt>> &receipts) {
            if (self && receipts)
                self->accept();
            else if (self)
                self->setProblem(receipts.error(), {}, true);
            finished(receipts);
        });
}

} // namespace gui
