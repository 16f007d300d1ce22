// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_words.h"

#include "config/preflight_rules.h"
#include "core/visible_text.h"
#include "services/running_actions.h"
#include "services/transaction_command.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>
#include <QSysInfo>

#include <algorithm>
#include <array>
#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr QLatin1String rescuePrefix = "rescue-"_L1;

QLatin1String prefixOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Enable:
        return "enable-"_L1;
    case ChangeKind::Disable:
        return "disable-"_L1;
    case ChangeKind::Edit:
        return "edit-"_L1;
    }
    return "edit-"_L1;
}

bool hasPieces(const QString &running, const QString &wanted)
{
    static const QRegularExpression tag(u"</?[A-Z][A-Z0-9_/-]*>"_s);
    const QStringList pieces = wanted.split(tag);
    if (pieces.size() == 1)
        return running == wanted;
    if (!running.startsWith(pieces.constFirst()))
        return false;
    qsizetype from = pieces.constFirst().size();
    for (qsizetype i = 1; i < pieces.size() - 1; ++i) {
        const qsizetype at = running.indexOf(pieces[i], from);
        if (at < 0)
            return false;
        from = at + pieces[i].size();
    }
    return running.endsWith(pieces.constLast()) && running.size() - pieces.constLast().size() >= from;
}

bool isSameRegex(const QString &running, const QString &wanted)
{
    // As fail2ban, which makes a flag of a group, where it was written for the whole, one of that group alone.
    static const QRegularExpression flags(u"(?<!\\\\)\\((?:\\?:)?(\\(\\?[a-z]+)\\)"_s);
    return hasPieces(running, wanted) || hasPieces(running, QString(wanted).replace(flags, u"\\1:"_s));
}

} // namespace

QString changeStageName(ChangeStage stage)
{
    switch (stage) {
    case ChangeStage::Preflight:
        return u"preflight"_s;
    case ChangeStage::Snapshot:
        return u"snapshot"_s;
    case ChangeStage::Arm:
        return u"arm"_s;
    case ChangeStage::Write:
        return u"write"_s;
    case ChangeStage::Apply:
        return u"apply"_s;
    case ChangeStage::Verify:
        return u"verify"_s;
    case ChangeStage::Confirm:
        return u"confirm"_s;
    case ChangeStage::Disarm:
        return u"disarm"_s;
    case ChangeStage::Restore:
        return u"restore"_s;
    case ChangeStage::RestoreVerify:
        return u"restore_verify"_s;
    }
    return {};
}

QString changeKindName(ChangeKind kind)
{
    return QString(prefixOf(kind)).chopped(1);
}

QString changeResultName(ChangeResult result)
{
    switch (result) {
    case ChangeResult::Active:
        return u"active"_s;
    case ChangeResult::Inactive:
        return u"inactive"_s;
    case ChangeResult::Refused:
        return u"refused"_s;
    case ChangeResult::RolledBack:
        return u"rolled back"_s;
    case ChangeResult::NotRestored:
        return u"not restored"_s;
    case ChangeResult::Open:
        return u"open"_s;
    case ChangeResult::Unknown:
        return u"unknown"_s;
    }
    return {};
}

QString daemonMark(const QString &socketPath)
{
    QString path = QDir::cleanPath(socketPath);
    if (path.startsWith("/var/run/"_L1)) // the same folder on every system of today
        path.remove(0, 4);
    return QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(12));
}

QString newChangeId(ChangeKind kind, const QString &socketPath)
{
    return prefixOf(kind) + daemonMark(socketPath) + u'-' + newTransactionId();
}

QString newRescueId(const QString &socketPath)
{
    return rescuePrefix + daemonMark(socketPath) + u'-' + newTransactionId();
}

bool isRescueId(const QString &id)
{
    return id.startsWith(rescuePrefix);
}

bool isChangeOf(const QString &id, const QString &socketPath)
{
    return id.section(u'-', 1, 1) == daemonMark(socketPath);
}

ChangeKind changeKindOf(const QString &id)
{
    for (const ChangeKind kind : { ChangeKind::Enable, ChangeKind::Disable }) {
        if (id.startsWith(prefixOf(kind)))
            return kind;
    }
    return ChangeKind::Edit;
}

QString whoIsHere()
{
    QString user = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    if (user.isEmpty()) { // started by a service
        const passwd *account = ::getpwuid(::geteuid());
        user = account ? QString::fromLocal8Bit(account->pw_name) : QString::number(::geteuid());
    }
    return core::visibleText(user + u'@' + QSysInfo::machineHostName());
}

QList<config::OptionEdit> optionEdits(const ChangeRequest &request)
{
    QList<config::OptionEdit> edits;
    const auto add = [&](const QString &key, const QString &value, bool remove) {
        edits.append({ .target = config::EditTarget::Jail,
            .name = request.jail,
            .section = {},
            .key = key,
            .value = value,
            .remove = remove });
    };
    for (const JailEdit &edit : request.edits)
        add(edit.key, edit.value, edit.remove);
    if (request.kind == ChangeKind::Enable)
        add(u"enabled"_s, u"true"_s, false);
    if (request.kind == ChangeKind::Disable)
        add(u"enabled"_s, u"false"_s, false);
    return edits;
}

core::Result<QList<config::FileEdit>> plannedFiles(const config::ConfigTree &tree, const ChangeRequest &request)
{
    const bool ofJail = request.part == ConfigPart::Jail;
    if (!ofJail && (!request.text || request.kind != ChangeKind::Edit))
        return core::failure(core::ErrorCode::InvalidArgument, request.definition);
    if (!request.text)
        return config::planEdits(tree, optionEdits(request));
    auto target = config::EditTarget::Jail;
    if (!ofJail)
        target = request.part == ConfigPart::Filter ? config::EditTarget::Filter : config::EditTarget::Action;
    return config::planText(tree, target, ofJail ? request.jail : request.definition,
        request.text->isEmpty() ? std::nullopt : std::optional(*request.text))
        .map([](const config::FileEdit &file) { return QList<config::FileEdit> { file }; });
}

std::pair<ConfigPart, QString> changedDefinition(const QString &path)
{
    constexpr auto suffix = ".local"_L1;
    const QString folder = path.section(u'/', -2, -2);
    QString name = path.section(u'/', -1);
    if (!name.endsWith(suffix))
        return {};
    name.chop(suffix.size());
    if (folder == "filter.d"_L1)
        return { ConfigPart::Filter, name };
    if (folder == "action.d"_L1)
        return { ConfigPart::Action, name };
    constexpr auto ours = "zz-bangui-"_L1;
    return { ConfigPart::Jail, name.startsWith(ours) ? name.sliced(ours.size()) : name };
}

QStringList alsoConcerned(const config::Configuration &configuration, const ChangeRequest &request)
{
    if (request.part == ConfigPart::Jail)
        return {};
    const bool isFilter = request.part == ConfigPart::Filter;
    QStringList jails = configuration.usersOf((isFilter ? u"filter.d/"_s : u"action.d/"_s) + request.definition);
    jails.removeIf([&](const QString &name) {
        const config::ConfiguredJail *jail = configuration.jail(name);
        return name == request.jail || !jail || !jail->enabled;
    });
    return jails;
}

bool isLinkError(core::ErrorCode code)
{
    static constexpr std::array ofTheLink { core::ErrorCode::TunnelDown, core::ErrorCode::TunnelFrozen,
        core::ErrorCode::AuthenticationRequired, core::ErrorCode::HostKeyUnknown, core::ErrorCode::HostKeyChanged,
        core::ErrorCode::ElevationRefused, core::ErrorCode::ElevationPassword };
    return std::ranges::find(ofTheLink, code) != ofTheLink.end();
}

QString firstRegexDifference(const QStringList &running, const QStringList &wanted)
{
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (i >= running.size() || !isSameRegex(running[i], wanted[i]))
            return wanted[i];
    }
    return running.value(wanted.size());
}

QString firstDumpDifference(const std::optional<config::DumpedJail> &a, const std::optional<config::DumpedJail> &b)
{
    const bool isThere = a && a->started;
    if (isThere != (b && b->started))
        return u"enabled"_s;
    if (!isThere)
        return {};
    if (a->failregex != b->failregex)
        return u"failregex"_s;
    if (a->ignoreregex != b->ignoreregex)
        return u"ignoreregex"_s;
    if (a->prefregex != b->prefregex)
        return u"prefregex"_s;
    if (a->backend != b->backend)
        return u"backend"_s;
    for (const QString &name : a->settings.keys() + b->settings.keys()) {
        if (!config::saysTheSame(*a, *b, name))
            return name;
    }
    return firstDifference(a->actions, b->actions);
}

bool isErrorOfJail(const QString &line, const QString &jail)
{
    // The level at its own place: a line of the daemon may quote one of a log, in which anybody may have written that.
    static const QRegularExpression grave(u"^[^\\[\\]]*\\[\\d+\\]: (?:ERROR|CRITICAL)\\b(.*)"_s);
    const QRegularExpressionMatch match = grave.match(line);
    if (!match.hasMatch())
        return false;
    const QStringView said = match.capturedView(1);
    // A filter that fails at every line goes idle in the end, and names no jail: one that reads nothing any more may be
    // this one (filter.py, commonError), and no fail2ban tells which is idle.
    if (said.trimmed().startsWith("Too many errors at once ("_L1))
        return true;
    return said.contains(u'[' + jail + u']') || said.contains(u'\'' + jail + u'\'') || said.contains(u'"' + jail + u'"')
        || said.contains(u"jail "_s + jail + u' ');
}

} // namespace services
