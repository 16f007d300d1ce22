// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_history.h"

#include "config/config_edit.h"
#include "config/configuration.h"
#include "config/document.h"
#include "services/change_words.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// "true", "false" as the text has it, without what other files say; nullopt: not set there.
std::optional<QString> enabledIn(const QString &jail, const std::optional<QByteArray> &text)
{
    if (!text)
        return std::nullopt;
    const config::Document document = config::Document::parse(*text);
    const config::DocumentSection *section = document.section(jail);
    std::optional<QString> value;
    for (const config::DocumentOption &option : section ? section->options : QList<config::DocumentOption>()) {
        if (option.key == "enabled"_L1)
            value = option.value.trimmed().toLower();
    }
    return value;
}

} // namespace

ChangeRequest restoreRequest(const ChangeEntry &entry, core::ServerId server)
{
    ChangeRequest request;
    request.server = server;
    request.jail = entry.jail;
    const auto [part, name] = changedDefinition(entry.path);
    request.part = part;
    if (part != ConfigPart::Jail)
        request.definition = name;
    request.kind = part == ConfigPart::Jail ? kindOfText(entry.jail, entry.after, entry.before) : ChangeKind::Edit;
    request.text = entry.before.value_or(QByteArray());
    return request;
}

bool isEditedSince(const ChangeEntry &entry, const QByteArray &fileHash)
{
    if (fileHash == config::fileHash(entry.before))
        return false; // nothing is written
    // What did not stay has left the file as it was before.
    const bool stayed = entry.result != ChangeResult::Refused && entry.result != ChangeResult::RolledBack;
    return !stayed || fileHash != config::fileHash(entry.after);
}

ChangeKind kindOfText(
    const QString &jail, const std::optional<QByteArray> &before, const std::optional<QByteArray> &after)
{
    const std::optional<QString> was = enabledIn(jail, before);
    const std::optional<QString> is = enabledIn(jail, after);
    if (!is || (was && config::isTrue(*was) == config::isTrue(*is)))
        return ChangeKind::Edit;
    return config::isTrue(*is) ? ChangeKind::Enable : ChangeKind::Disable;
}

QString diffOf(const ChangeEntry &entry)
{
    const QString shown = entry.path.section(u'/', -2); // "jail.d/zz-bangui-sshd.local"
    return config::unifiedDiff(entry.before.value_or(QByteArray()), entry.after.value_or(QByteArray()),
        entry.before ? shown : u"/dev/null"_s, entry.after ? shown : u"/dev/null"_s);
}

} // namespace services
