// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_actions.h"

#include "core/time_string.h"
#include "protocol/commands.h"
#include "services/gather.h"
#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

QString pythonText(const QVariant &value)
{
    if (!value.isValid())
        return u"None"_s;
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? u"True"_s : u"False"_s;
    return value.toString();
}

/// The daemon's own word about one property, as opposed to no word at all.
bool isAnswer(core::ErrorCode code)
{
    return code == core::ErrorCode::ServerRefused || code == core::ErrorCode::InvalidCommand
        || code == core::ErrorCode::UnexpectedReply;
}

/// Whether two texts mean the same to the daemon, which turns some properties into numbers (action.py, CommandAction).
bool means(const QString &property, const QString &a, const QString &b)
{
    if (a == b)
        return true;
    if (property == "timeout"_L1) {
        const auto left = core::parseTimeString(a);
        const auto right = core::parseTimeString(b);
        return left && right && *left == *right;
    }
    const auto flag = [](const QString &text) -> std::optional<bool> {
        for (const auto &yes : { "1"_L1, "true"_L1, "on"_L1, "yes"_L1 }) {
            if (text.compare(yes, Qt::CaseInsensitive) == 0)
                return true;
        }
        for (const auto &no : { "0"_L1, "false"_L1, "off"_L1, "no"_L1 }) {
            if (text.compare(no, Qt::CaseInsensitive) == 0)
                return false;
        }
        return std::nullopt;
    };
    return flag(a) && flag(a) == flag(b);
}

} // namespace

core::RequestHandle readRunningActions(ServerSession &session, const QString &jail,
    const QList<config::DumpedAction> &wanted, const QObject *context,
    core::Handler<QList<config::DumpedAction>> handler)
{
    const core::Pending<QList<config::DumpedAction>> pending(context, std::move(handler));
    session.submit(protocol::jailActions(jail), &session,
        [pending, jail, wanted, guarded = QPointer<ServerSession>(&session)](const core::Result<QStringList> &names) {
            if (!names) {
                pending.finish(tl::unexpected(names.error()));
                return;
            }
            const auto running = std::make_shared<QList<config::DumpedAction>>();
            for (const QString &name : *names)
                running->append(config::DumpedAction { .name = name });
            const auto gather = Gather::create(guarded, [pending, running] { pending.finish(*running); });
            for (qsizetype i = 0; i < running->size(); ++i) {
                const auto known = std::ranges::find(wanted, running->at(i).name, &config::DumpedAction::name);
                if (known == wanted.end())
                    continue;
                for (const QString &property : known->properties.keys()) {
                    guarded->submit(protocol::actionProperty(jail, running->at(i).name, property), guarded,
                        [running, i, property, pending, ticket = gather->ticket()](
                            const core::Result<QVariant> &value) {
                            if (value)
                                (*running)[i].properties.insert(property, pythonText(*value));
                            else if (!isAnswer(value.error().code)) // a link that died must not pass for "equal"
                                pending.finish(tl::unexpected(value.error()));
                            ticket->done();
                        });
                }
            }
            gather->seal();
        });
    return pending.handle();
}

QString firstDifference(const QList<config::DumpedAction> &running, const QList<config::DumpedAction> &wanted)
{
    for (const config::DumpedAction &action : running) {
        if (std::ranges::find(wanted, action.name, &config::DumpedAction::name) == wanted.end())
            return action.name;
    }
    for (const config::DumpedAction &action : wanted) {
        const auto found = std::ranges::find(running, action.name, &config::DumpedAction::name);
        if (found == running.end())
            return action.name;
        for (auto property = action.properties.cbegin(); property != action.properties.cend(); ++property) {
            // What the daemon does not tell cannot be compared.
            const auto now = found->properties.constFind(property.key());
            if (now != found->properties.cend() && !means(property.key(), *now, property.value()))
                return action.name + u'.' + property.key();
        }
    }
    return {};
}

} // namespace services
