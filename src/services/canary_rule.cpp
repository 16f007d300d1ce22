// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/canary_rule.h"

#include "config/shell_words.h"
#include "services/telling_actions.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr std::array<quint32, 3> documentationNetworks { 0xC0000200, 0xC6336400, 0xCB007100 }; ///< RFC 5737, /24 each
constexpr quint32 hostsOfNetwork = 254;

QString canaryProgramName(const QString &program)
{
    return program.section(u'/', -1);
}

/// Programs that carry something to others.
const QSet<QString> &tellingPrograms()
{
    static const QSet<QString> names { u"apprise"_s, u"curl"_s, u"dig"_s, u"exim"_s, u"exim4"_s, u"fetch"_s, u"ftp"_s,
        u"host"_s, u"http"_s, u"lwp-request"_s, u"lynx"_s, u"mail"_s, u"mailx"_s, u"mosquitto_pub"_s, u"msmtp"_s,
        u"mutt"_s, u"nc"_s, u"ncat"_s, u"netcat"_s, u"nslookup"_s, u"nsupdate"_s, u"rsync"_s, u"s-nail"_s, u"scp"_s,
        u"sendmail"_s, u"sftp"_s, u"socat"_s, u"ssh"_s, u"ssmtp"_s, u"swaks"_s, u"telnet"_s, u"wget"_s, u"whois"_s,
        u"wscat"_s };
    return names;
}

/// Programs that stay on their machine, whatever they are told.
const QSet<QString> &localPrograms()
{
    static const QSet<QString> names { u"apf"_s, u"basename"_s, u"cat"_s, u"chmod"_s, u"cp"_s, u"cut"_s, u"date"_s,
        u"dirname"_s, u"expr"_s, u"fgrep"_s, u"egrep"_s, u"firewall-cmd"_s, u"flock"_s, u"grep"_s, u"head"_s, u"id"_s,
        u"ip"_s, u"ip6tables"_s, u"ip6tables-legacy"_s, u"ip6tables-nft"_s, u"ipf"_s, u"ipfw"_s, u"ipset"_s,
        u"iptables"_s, u"iptables-legacy"_s, u"iptables-nft"_s, u"ln"_s, u"ls"_s, u"mkdir"_s, u"mv"_s, u"nft"_s,
        u"npfctl"_s, u"pfctl"_s, u"rm"_s, u"rmdir"_s, u"sed"_s, u"shorewall"_s, u"shorewall6"_s, u"sleep"_s, u"sort"_s,
        u"stat"_s, u"tail"_s, u"tee"_s, u"touch"_s, u"tr"_s, u"ufw"_s, u"uniq"_s, u"wc"_s };
    return names;
}

/// In its words, where no program tells: awk and perl can send, and what stands in a text may be run.
QString tellingWord(const QString &text)
{
    // Neither a port by its name ("--dports smtp,ssh") nor a part of a jail's.
    static const QRegularExpression word(
        u"https?://|/dev/(?:tcp|udp)/"
        "|(?<![-\\w.=])(?:apprise|curl|mailx?|msmtp|mutt|nsupdate|sendmail|wget)(?![-\\w=])"_s,
        QRegularExpression::CaseInsensitiveOption);
    return word.match(text).captured(0);
}

} // namespace

CanaryBar canaryBar(const config::DumpedAction &action)
{
    using Kind = CanaryOffer::Kind;
    if (!action.pythonFile.isEmpty()) {
        const QString file = canaryProgramName(action.pythonFile);
        return { file == "smtp.py"_L1 ? Kind::TellsOthers : Kind::Unknown, file };
    }
    if (tellsOthers(action))
        return { Kind::TellsOthers, u"norestored"_s };
    const config::ActionPrograms programs = config::everyProgram(action);
    for (const QString &program : programs.names) {
        if (tellingPrograms().contains(canaryProgramName(program)))
            return { Kind::TellsOthers, program };
    }
    if (const QString word = tellingWord(programs.text); !word.isEmpty())
        return { Kind::TellsOthers, word };
    for (const QString &program : programs.names) {
        if (!localPrograms().contains(canaryProgramName(program)))
            return { Kind::Unknown, program };
    }
    return programs.undecided ? CanaryBar { Kind::Unknown, {} } : CanaryBar {};
}

CanaryOffer canaryOffer(
    const std::optional<config::DumpedJail> &wanted, bool changed, const QList<core::IpAddress> &own)
{
    using Kind = CanaryOffer::Kind;
    if (!wanted || !changed || wanted->actions.isEmpty())
        return {};
    CanaryOffer unknown;
    for (const config::DumpedAction &action : wanted->actions) {
        const CanaryBar bar = canaryBar(action);
        if (bar.kind == Kind::TellsOthers)
            return { bar.kind, action.name, bar.program };
        if (bar.kind == Kind::Unknown && unknown.kind != Kind::Unknown)
            unknown = { bar.kind, action.name, bar.program };
    }
    if (unknown.kind == Kind::Unknown)
        return unknown;
    return { canaryAddress(*wanted, own) ? Kind::Offered : Kind::NoAddress, {}, {} };
}

std::optional<core::IpAddress> canaryAddress(
    const config::DumpedJail &jail, const QList<core::IpAddress> &own, const QStringList &but)
{
    QList<core::IpNetwork> ignored;
    for (const QVariant &word : jail.settings.value(u"addignoreip"_s)) {
        if (const auto network = core::IpNetwork::parse(word.toString()))
            ignored += *network;
    }
    // Another one each time: a jail that watches fail2ban's own log counts how often an address is banned.
    constexpr quint32 count = documentationNetworks.size() * hostsOfNetwork;
    const quint32 first = QRandomGenerator::system()->bounded(count);
    for (quint32 i = 0; i < count; ++i) {
        const quint32 n = (first + i) % count;
        const auto address
            = core::IpAddress::fromV4(documentationNetworks[n / hostsOfNetwork] + 1 + n % hostsOfNetwork);
        const auto covers = [&address](const core::IpNetwork &network) { return network.contains(address); };
        if (std::ranges::none_of(ignored, covers) && !own.contains(address) && !but.contains(address.toString()))
            return address;
    }
    return std::nullopt;
}

QStringList canaryRuleSets(const config::DumpedJail &jail)
{
    QStringList sets;
    for (config::DumpedAction action : jail.actions) {
        // With what it bans, and nothing else.
        action.properties.remove(u"actionstart"_s);
        action.properties.remove(u"actioncheck"_s);
        for (const config::CalledProgram &program : config::calledPrograms(action)) {
            const QString name = canaryProgramName(program.name);
            if (program.needed && name == "nft"_L1)
                sets += u"nftables"_s;
            else if (program.needed && (name == "iptables"_L1 || name == "ipset"_L1))
                sets += name;
        }
    }
    sets.removeDuplicates();
    return sets;
}

QString canaryDetail(const CanaryOffer &offer)
{
    switch (offer.kind) {
    case CanaryOffer::Kind::Offered:
        return {};
    case CanaryOffer::Kind::NotDue:
        return u"canary: not due"_s;
    case CanaryOffer::Kind::TellsOthers:
        return u"canary: tells: %1: %2"_s.arg(offer.action, offer.program);
    case CanaryOffer::Kind::Unknown:
        return u"canary: unknown: %1: %2"_s.arg(offer.action, offer.program);
    case CanaryOffer::Kind::NoAddress:
        return u"canary: no address"_s;
    }
    return {};
}

} // namespace services
