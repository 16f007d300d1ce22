// SPDX-License-Identifier: GPL-3.0-or-later
// What may be sent at all. The daemon bans any text, treats a jail called --all as all of them and eval()s time
// strings.
#include "protocol/commands.h"

#include "core/time_string.h"

using namespace Qt::StringLiterals;
using core::ErrorCode;

namespace protocol {

core::Result<QString> checkedJailName(const QString &name)
{
    const bool clean = std::none_of(name.begin(), name.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
    if (name.trimmed().isEmpty() || name == "--all"_L1 || !clean)
        return core::failure(ErrorCode::InvalidArgument, name);
    return name;
}

core::Result<core::IpNetwork> checkedTarget(const QString &text)
{
    const auto network = core::IpNetwork::parse(text);
    if (!network || network->prefix() <= 0)
        return core::failure(ErrorCode::InvalidArgument, text);
    return *network;
}

core::Result<QStringList> checkedTargets(const QStringList &texts)
{
    QStringList out;
    out.reserve(texts.size());
    for (const QString &text : texts) {
        const auto network = checkedTarget(text);
        if (!network)
            return tl::unexpected(network.error());
        out += network->toString();
    }
    return out;
}

core::Result<QString> checkedTime(const QString &text)
{
    const auto seconds = core::parseTimeString(text);
    if (!seconds)
        return core::failure(ErrorCode::InvalidArgument, text);
    return text.trimmed();
}

} // namespace protocol
