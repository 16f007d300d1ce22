// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/server_status.h"
#include "models/audit_table_roles.h"
#include "models/column_table.h"
#include "services/audit_service.h"
#include "texts/time_texts.h"

#include <vector>

namespace models {

/// The commands that changed a server, newest first, read page by page as the view scrolls. New and finished ones come
/// in by themselves (unless a text filter might not match them: then the first page is read again).
class AuditTableModel final : public ColumnTable<AuditColumn>
{
    Q_OBJECT
public:
    AuditTableModel(services::AuditService &audit, const core::Clock &clock, QObject *parent = nullptr);
    void setFilter(core::ServerId server, const QString &text);
    void setDateStyle(texts::DateStyle style);
    void reload();
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] std::optional<core::Error> error() const { return m_error; }
    [[nodiscard]] core::AuditEntry entryAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void loadingChanged(); ///< isLoading() or error()

private:
    [[nodiscard]] QString headerText(AuditColumn column) const override;
    void fetch(qint64 beforeId);
    void takePage(qint64 beforeId, core::Result<QList<core::AuditEntry>> page);
    void put(const core::AuditEntry &entry);
    void onEntryChanged(const core::AuditEntry &entry);
    [[nodiscard]] bool matches(const core::AuditEntry &entry) const;

    services::AuditService &m_audit;
    const core::Clock &m_clock;
    storage::AuditFilter m_filter;
    texts::DateStyle m_dateStyle = texts::DateStyle::System;
    std::vector<core::AuditEntry> m_entries;
    core::RequestHandle m_request;
    std::optional<core::Error> m_error;
    quint64 m_requestNumber = 0;
    bool m_loading = false;
    bool m_complete = false;
};

} // namespace models
