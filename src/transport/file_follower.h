// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

namespace transport {

/// A file that grows, as `tail -F` has it: across rotation, truncation, and not being there yet. Deleting it ends the
/// following. After failed() nothing comes any more. Main thread.
class FileFollower : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;

Q_SIGNALS:
    /// The file is open; what follows begins at this byte of it. Again after each rotation.
    void started(qint64 offset);
    void bytesReceived(const QByteArray &bytes);
    void rotated(); ///< replaced or cut; started() follows when the new one is there
    /// The link or the file is lost: those of the host, FileUnreadable. The caller decides when to try again.
    void failed(const core::Error &error);
};

} // namespace transport
