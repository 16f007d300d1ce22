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
    [[nodiscard]] bool isAllFailed() const { return !m_failed.isEmpty() && m_read == 0; }
    [[nodiscard]] QList<widgets::TextPart> parts() const;
    [[nodiscard]] QString failureSentence() const { return m_firstFailure; }

private:
    int m_read = 0;
    int m_waiting = 0;
    QStringList m_failed; ///< "web-2 (no socket)"
    QString m_firstFailure;
};

} // namespace gui
