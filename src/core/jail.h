// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace core {

/// One jail as `status`, `status J` or `stats` tell it. What this daemon does not report is absent.
struct Jail
{
    QString name;
    std::optional<QString> backend; ///< only `stats` (fail2ban >= 1.1.0) tells it
    std::optional<qint64> currentlyFailed;
    std::optional<qint64> totalFailed;
    std::optional<qint64> currentlyBanned;
    std::optional<qint64> totalBanned;
    std::optional<QStringList> files; ///< file backends
    std::optional<QStringList> journalMatches; ///< systemd backend

    friend bool operator==(const Jail &, const Jail &) = default;
};

/// A readable property under fail2ban's own name ("bantime", "failregex"). value is QString, qint64, double, bool,
/// QStringList, QVariantList, QVariantMap or an invalid QVariant for None.
struct JailProperty
{
    QString name;
    QVariant value;
    bool supported = true; ///< false: not reported by this version
    QString error; ///< the server's words where reading failed

    friend bool operator==(const JailProperty &, const JailProperty &) = default;
};

struct JailAction
{
    QString name;
    QList<JailProperty> properties;

    friend bool operator==(const JailAction &, const JailAction &) = default;
};

/// Everything readable of one jail.
struct JailDetail
{
    Jail jail;
    QList<JailProperty> properties; ///< in a fixed, sensible order
    QList<JailAction> actions;
    qint64 fetchedAt = 0; ///< UTC ms

    [[nodiscard]] QVariant value(const QString &name) const
    {
        for (const JailProperty &p : properties) {
            if (p.name == name)
                return p.value;
        }
        return {};
    }
    friend bool operator==(const JailDetail &, const JailDetail &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::Jail)
Q_DECLARE_METATYPE(core::JailDetail)
