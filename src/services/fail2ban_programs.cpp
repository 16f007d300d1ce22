// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fail2ban_programs.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace services {

QString clientProgram(const core::ServerProfile &profile)
{
    return profile.clientProgram.isEmpty() ? u"fail2ban-client"_s : profile.clientProgram;
}

QString regexProgram(const core::ServerProfile &profile)
{
    if (!profile.clientProgram.contains(u'/'))
        return u"fail2ban-regex"_s;
    return QFileInfo(profile.clientProgram).path() + "/fail2ban-regex"_L1;
}

QString configDir(const core::ServerProfile &profile)
{
    return profile.configDir.isEmpty() ? u"/etc/fail2ban"_s : profile.configDir;
}

QString outputOf(const transport::CommandResult &result)
{
    return QString::fromUtf8(result.standardError + result.standardOutput).trimmed().right(2000);
}

QString regexSampleLine()
{
    return u"Nov 21 12:00:00 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbb cccc dddd 1111111111111111 2222 3333 4444 5555 6666 !"_s;
}

QString harmlessRegex()
{
    return u"^<HOST>$"_s;
}

} // namespace services
