// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>

class QIODevice;

namespace models {

class BanTableModel;

/// Writes rows of a BanTableModel as CSV or JSON: server, ip, jail, banned_at, ban_time, expires_at; times ISO 8601
/// UTC, ban_time in seconds (-1 and null: permanent; null: not told by the server). rows: rows of the model in the
/// order given; allRows() for everything that is shown.
class BanExport
{
public:
    explicit BanExport(const BanTableModel &model)
        : m_model(model)
    {
    }
    [[nodiscard]] QList<int> allRows() const;
    /// Answers how many rows were written, or the device's error (StoreFull, FileUnreadable).
    [[nodiscard]] core::Result<qint64> writeCsv(QIODevice &device, const QList<int> &rows) const;
    [[nodiscard]] core::Result<qint64> writeJson(QIODevice &device, const QList<int> &rows) const;
    /// One address per line for a single column paste, or tab-separated with a header.
    [[nodiscard]] QString addressesText(const QList<int> &rows) const;
    [[nodiscard]] QString tableText(const QList<int> &rows) const;

private:
    const BanTableModel &m_model;
};

} // namespace models
