// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/scope_notice.h"

#include "core/visible_text.h"
#include "gui/dialogs/access_dialog.h"
#include "gui/gui_context.h"
#include "gui/server_connector.h"
#include "gui/server_health.h"
#include "services/health_monitor.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"

#include <QCoreApplication>

namespace gui {

using namespace Qt::StringLiterals;

void ScopeNotice::add(const GuiContext &context, core::ServerId id, qint64 fetchedAt, bool loading,
    const std::optional<core::Error> &error)
{
    if (error) {
        const auto profile = context.services.serverRegistry.profile(id);
        const QString name = profile ? core::visibleText(profile->name) : QString();
        m_failed.append(u"%1 (%2)"_s.arg(name, texts::errorWords(error->code)));
        if (m_firstFailure.isEmpty()) {
            texts::ErrorPlace place;
            place.server = profile ? profile->name : QString();
            place.subject = profile ? profile->socketPath : QString();
            m_firstFailure = texts::errorText(*error, place).sentence();
        }
        if (context.connector.helpFor(id) == ServerConnector::Help::Ask) {
            m_connectable.append(id);
            m_connecting = (m_connecting || m_connectable.size() == 1) && context.connector.isConnecting(id);
            m_connect = context.connector.actionText(m_connectable);
        }
        if (!m_fixable.isValid() && AccessDialog::helps(error->code))
            m_fixable = id;
        const qint64 at = context.services.healthMonitor.nextProbeAt(id); // 0: it is being asked now
        if (const QString retry = retryText(context, id); !retry.isEmpty() && (m_retry.isEmpty() || at < m_retryAt)) {
            m_retry = retry;
            m_retryAt = at;
        }
    } else if (fetchedAt > 0) {
        ++m_read;
    } else {
        ++m_unread;
        m_waiting += loading ? 1 : 0;
    }
}

QList<widgets::TextPart> ScopeNotice::parts() const
{
    if (m_failed.isEmpty())
        return {};
    constexpr qsizetype shown = 4;
    QString names = m_failed.first(std::min(shown, m_failed.size())).join(u", "_s);
    // A variable of its own: lupdate reads no expression here and would lose the text.
    const int more = static_cast<int>(m_failed.size() - shown);
    if (more > 0)
        //: %1: names of servers, %n: how many other servers are not named
        names = QCoreApplication::translate("gui::ScopeNotice", "%1 and %n more", nullptr, more).arg(names);
    //: %1: names of servers, each with its reason
    QString text = QCoreApplication::translate("gui::ScopeNotice", "Not current: %1.").arg(names) + u' ';
    if (!m_retry.isEmpty())
        text += m_retry + u" · "_s;
    QList<widgets::TextPart> parts { { text, {}, false, false } };
    if (!m_connect.isEmpty()) {
        parts.append({ m_connect, m_connecting ? QString() : u"connect"_s, false, false });
        parts.append({ u" · "_s, {}, false, false });
    }
    if (m_fixable.isValid()) {
        parts.append({ QCoreApplication::translate("gui::ScopeNotice", "Ways to fix it…"), u"fix"_s, false, false });
        parts.append({ u" · "_s, {}, false, false });
    }
    parts.append({ QCoreApplication::translate("gui::ScopeNotice", "Retry"), u"retry"_s, false, false });
    return parts;
}

} // namespace gui
