// SPDX-License-Identifier: GPL-3.0-or-later
// Bans and what a ban table shows of them, for the tests of the table.
#pragma once

#include "models/ban_table_model.h"

#include <QSet>

#include <memory>
#include <random>

namespace bans {

inline constexpr core::ServerId web { 1 };
inline constexpr core::ServerId mail { 2 };
inline constexpr qint64 now = 1'790'000'000; ///< UTC seconds

inline core::Ban makeBan(const QString &target, qint64 bannedAt = now - 60, qint64 banTime = 600)
{
    return { core::banTargetFromText(target), bannedAt, banTime };
}

inline std::shared_ptr<core::BanList> listOf(const QStringList &targets)
{
    auto list = std::make_shared<core::BanList>();
    for (const QString &target : targets)
        list->push_back(makeBan(target));
    return list;
}

inline core::Ban randomBan(std::mt19937 &random)
{
    const auto kind = random() % 20;
    core::Ban ban;
    if (kind == 0) {
        ban.target = core::BanIdentifier { QStringLiteral("user-%1").arg(random() % 50) };
    } else if (kind < 4) {
        std::array<quint8, 16> bytes { 0x20, 0x01, 0x0d, 0xb8 };
        for (size_t i = 4; i < 16; ++i)
            bytes[i] = static_cast<quint8>(random() % 3 == 0 ? random() : 0);
        ban.target = core::IpNetwork(core::IpAddress::fromV6(bytes), kind == 1 ? 64 : 128);
    } else {
        ban.target = core::IpNetwork(core::IpAddress::fromV4(0xcb000000 | (random() & 0xffff)), kind == 4 ? 24 : 32);
    }
    ban.bannedAt = random() % 30 == 0 ? core::unknownTime : now - static_cast<qint64>(random() % 5000);
    ban.banTime = random() % 10 == 0 ? core::permanentBan : static_cast<qint64>(random() % 100'000);
    return ban;
}

/// Distinct targets, as a daemon has them.
inline std::shared_ptr<core::BanList> randomList(std::mt19937 &random, size_t count)
{
    auto list = std::make_shared<core::BanList>();
    QSet<QString> seen;
    for (size_t attempt = 0; list->size() < count && attempt < count * 4; ++attempt) {
        const core::Ban ban = randomBan(random);
        const QString text = core::banTargetText(ban.target);
        if (seen.contains(text))
            continue;
        seen.insert(text);
        list->push_back(ban);
    }
    return list;
}

inline QStringList shownKeys(const models::BanTableModel &model)
{
    QStringList keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys.append(QStringLiteral("%1/%2/%3")
                        .arg(model.serverAt(row).value)
                        .arg(model.jailAt(row), core::banTargetText(model.banAt(row).target)));
    return keys;
}

} // namespace bans
