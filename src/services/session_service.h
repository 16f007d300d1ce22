// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace services {

/// Unlock sessions that CommandGate asks for. In this version no lock is set up, so that a session is always valid; the
/// gate's question and its place are here already.
class SessionService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual bool isUnlocked() const { return true; }
};

} // namespace services
