// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"
#include "core/request_handle.h"

#include <QObject>

namespace cli {

/// One `check` of one server. A signal ends it, and what it runs on the server. Deletes itself.
class CheckRun final : public QObject
{
    Q_OBJECT
public:
    explicit CheckRun(const Target &target);
    void start();
    void interrupt();

private:
    Target m_target;
    core::RequestHandle m_handle;
};

} // namespace cli
