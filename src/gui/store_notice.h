// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QWidget>

namespace widgets {
class Banner;
}

namespace gui {

/// Above every page while BanGUI cannot write its own store, and once more when it can again. Hidden otherwise.
class StoreNotice final : public QWidget
{
    Q_OBJECT

public:
    explicit StoreNotice(QWidget *parent = nullptr);

    void showFailure(const core::Error &error);
    /// Nothing where nothing had failed.
    void showRecovery();

private:
    widgets::Banner *m_banner;
};

} // namespace gui
