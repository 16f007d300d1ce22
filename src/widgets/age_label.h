// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plain_label.h"

namespace widgets {

/// How old something is: the short text that its owner sets ("4 s"), the exact time in the tool tip and for the reader.
class AgeLabel final : public PlainLabel
{
    Q_OBJECT

public:
    explicit AgeLabel(QWidget *parent = nullptr);

    void setAge(const QString &age, const QString &exact);
    /// Old enough to doubt: warning colour.
    void setStale(bool stale);
};

} // namespace widgets
