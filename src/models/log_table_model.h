// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column_table.h"
#include "models/log_table_roles.h"
#include "services/log_service.h"
#include "texts/time_texts.h"

#include <deque>

namespace models {

/// BanGUI's own log: a ring, oldest first, filtered by level and text. Shown times are of this computer's zone.
class LogTableModel final : public ColumnTable<LogColumn>
{
    Q_OBJECT
public:
    explicit LogTableModel(int limit = 5000, QObject *parent = nullptr);
    void append(const QList<services::LogLine> &lines); ///< those newer than the newest here
    void appendLine(const services::LogLine &line);
    void setMinimumLevel(int level); ///< 0 debug ... 3 error
    void setText(const QString &text);
    void setDateStyle(texts::DateStyle style);
    [[nodiscard]] const services::LogLine &lineAt(int row) const { return m_shown[static_cast<size_t>(row)]; }
    [[nodiscard]] qsizetype total() const { return static_cast<qsizetype>(m_all.size()); }
    [[nodiscard]] static int levelOf(QtMsgType type);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString headerText(LogColumn column) const override;
    [[nodiscard]] bool matches(const services::LogLine &line) const;
    void refilter();

    int m_limit;
    int m_level = 1;
    QString m_text;
    texts::DateStyle m_dateStyle = texts::DateStyle::System;
    std::deque<services::LogLine> m_all;
    std::deque<services::LogLine> m_shown;
};

} // namespace models
