// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QObject>

#include <memory>

namespace transport {

/// For an object that may be the sender of what runs now: it goes with the next turn of the event loop, or with the
/// application where there is none any more.
template <typename T> void deleteFromLoop(std::unique_ptr<T> object)
{
    if (!object)
        return;
    T *released = object.release();
    released->setParent(QCoreApplication::instance());
    released->deleteLater();
}

} // namespace transport
