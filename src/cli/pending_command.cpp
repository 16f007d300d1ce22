// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pending_command.h"

#include "cli/json_documents.h"
#include "core/clock.h"
#include "core/pending_rules.h"
#include "services/pending_changes.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/pending_texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

QString nameOf(const services::ServiceSet &services, core::ServerId id)
{
    const QString name = services.serverRegistry.nameOf(id);
    return name.isEmpty() ? u"#%1"_s.arg(id.value) : name; // removed; the window drops its changes
}

QJsonObject changeJson(const services::ServiceSet &services, const core::PendingChange &change)
{
    return { { u"id"_s, change.id }, { u"server"_s, nameOf(services, change.server) },
        { u"kind"_s, core::pendingKindName(change.kind) },
        { u"jail"_s, change.jail.isEmpty() ? QJsonValue() : QJsonValue(change.jail) },
        { u"targets"_s, QJsonArray::fromStringList(change.targets) }, { u"since"_s, timeJson(change.createdAt / 1000) },
        { u"attempts"_s, change.attempts }, { u"old"_s, core::isOld(change, services.clock.nowMs()) },
        { u"last_error"_s, errorJson(change.lastError) } };
}

Outcome listed(const services::ServiceSet &services, const QList<core::PendingChange> &changes)
{
    Outcome outcome;
    QJsonArray array;
    QList<QStringList> rows { { u"ID"_s, u"SERVER"_s, u"CHANGE"_s, u"SINCE"_s, u"TRIES"_s, u"REASON"_s } };
    for (const core::PendingChange &change : changes) {
        array.append(changeJson(services, change));
        rows.append({ QString::number(change.id), nameOf(services, change.server), texts::pendingChangeText(change),
            timeJson(change.createdAt / 1000).toString(), QString::number(change.attempts),
            texts::errorWords(change.lastError.code) });
    }
    outcome.result = array;
    outcome.text = changes.isEmpty() ? QString() : alignedTable(rows);
    return outcome;
}

} // namespace

QString pendingProblem(const Options &options)
{
    if (options.words.isEmpty())
        return {};
    if (options.words.first() != "withdraw"_L1)
        return QCoreApplication::translate("cli", "pending does not take \"%1\"").arg(options.words.first());
    if (options.all == (options.words.size() > 1))
        return QCoreApplication::translate("cli", "pending withdraw takes ids, or --all");
    for (const QString &word : options.words.mid(1)) {
        bool ok = false;
        if (word.toLongLong(&ok) <= 0 || !ok)
            return QCoreApplication::translate("cli", "\"%1\" is no id of a waiting change").arg(word);
    }
    return {};
}

void runPending(
    services::ServiceSet &services, const Options &options, QObject *context, std::function<void(Outcome)> done)
{
    services::PendingChanges &pending = services.pendingChanges;
    pending.load(context, [&services, &options, &pending, context, done](const core::Result<bool> &loaded) {
        if (!loaded) {
            done(failed(loaded.error()));
            return;
        }
        const QList<core::PendingChange> before = pending.all();
        if (options.words.isEmpty()) {
            done(listed(services, before));
            return;
        }
        QList<qint64> ids;
        for (const QString &word : options.words.mid(1))
            ids.append(word.toLongLong());
        if (options.all)
            std::ranges::transform(before, std::back_inserter(ids), &core::PendingChange::id);
        pending.withdraw(ids, context, [&pending, before, ids, done](const core::Result<int> &count) {
            if (!count) {
                done(failed(count.error()));
                return;
            }
            QJsonArray withdrawn;
            QJsonArray left; // unknown, or being sent
            for (const qint64 id : ids) {
                const auto has = [id](const QList<core::PendingChange> &list) {
                    return std::ranges::find(list, id, &core::PendingChange::id) != list.end();
                };
                (has(before) && !has(pending.all()) ? withdrawn : left).append(id);
            }
            Outcome outcome;
            outcome.result = QJsonObject { { u"withdrawn"_s, withdrawn }, { u"not_withdrawn"_s, left } };
            outcome.text = texts::withdrawnSentence(*count) + u'\n';
            if (!left.isEmpty())
                outcome.exitCode = ExitCode::Refused;
            done(outcome);
        });
    });
}

} // namespace cli
