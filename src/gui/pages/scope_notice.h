// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "widgets/link_label.h"

#include <QStringList>

#include <optional>

namespace gui {

struct GuiContext;

/// How much of the scope a page shows: which servers have told, which are on their way, which could not be read. Gives
/// the one line that names the missing ones with "retry", or the sentence for when there is nothing else.
class ScopeNotice final
{
public:
    /// fetchedAt 0: never read.
    void add(const GuiContext &context, core::ServerId id, qint64 fetchedAt, bool loading,
        const std::optional<core::Error> &error);

    /// Nothing has been read yet, and something is on its way.
    [[nodiscard]] bool isLoading() const { return m_read == 0 && m_failed.isEmpty() && m_waiting > 0; }
    [[nodiscard]] bool isPartial() const { return !m_failed.isEmpty() && m_read > 0; }
    /// Every server has told: what is not in sight is not there.
    [[nodiscard]] bool isComplete() const { return m_failed.isEmpty() && m_unread == 0; }
    [[nodiscard]] bool isAllFailed() const { return !m_failed.isEmpty() && m_read == 0; }
    [[nodiscard]] QList<widgets::TextPart> parts() const;
    [[nodiscard]] QString failureSentence() const { return m_firstFailure; }
    /// It says when something is tried again: true for a second only.
    [[nodiscard]] bool counts() const { return !m_retry.isEmpty(); }
    /// Those that were not read because they want a login, a password or a look at their key.
    [[nodiscard]] const QList<core::ServerId> &connectable() const { return m_connectable; }

    /// The first server whose socket is refused; invalid where there is none.
    [[nodiscard]] core::ServerId fixable() const { return m_fixable; }

private:
    core::ServerId m_fixable;
    int m_read = 0;
    int m_unread = 0;
    int m_waiting = 0; ///< of these, on their way
    QStringList m_failed; ///< "web-2 (no socket)"
    QString m_firstFailure;
    QList<core::ServerId> m_connectable;
    QString m_connect; ///< what a click does for them: "Connect…"
    bool m_connecting = false; ///< all of them are on their way
    QString m_retry; ///< of the failed server that is tried first
    qint64 m_retryAt = 0;
};

} // namespace gui
