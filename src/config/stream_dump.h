// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>
#include <QMap>
#include <QStringList>
#include <QVariant>

namespace config {

/// One action of a jail as the configuration would set it up.
struct DumpedAction
{
    QString name;
    QMap<QString, QString> properties; ///< as text, in the daemon's form
    QString pythonFile; ///< of an action that is written in Python; empty: commands
};

/// One jail of `fail2ban-client -d`.
struct DumpedJail
{
    QString name;
    QString backend;
    QMap<QString, QVariantList> settings; ///< `set J NAME WORDS...` by NAME; repeated lists are joined
    QStringList failregex; ///< with <HOST> as written
    QStringList ignoreregex;
    QString prefregex;
    QList<DumpedAction> actions; ///< in order
    bool started = false; ///< the stream starts it

    /// The first word of a setting; empty where the stream does not set it.
    [[nodiscard]] QString text(const QString &setting) const { return settings.value(setting).value(0).toString(); }
};

/// What `fail2ban-client -d` prints (one Python list per line): the commands that a reload would send, and therefore
/// what the configuration on disk means now.
struct StreamDump
{
    QMap<QString, QString> globals; ///< dbfile, logtarget, loglevel, ...
    QList<DumpedJail> jails; ///< in order
    QStringList configErrors; ///< texts of `config-error`: jails that are skipped

    [[nodiscard]] const DumpedJail *jail(const QString &name) const;
};

/// The same of commands that were not printed: those that Configuration::stream() foretells.
[[nodiscard]] StreamDump dumpOf(const QList<QVariantList> &commands);

/// Lines that are no list (warnings on a shared stream) are passed over. Errors: InvalidArgument where a list line
/// cannot be read, or there is none at all.
[[nodiscard]] core::Result<StreamDump> parseStreamDump(const QByteArray &output);

} // namespace config
