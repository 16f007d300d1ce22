// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_uses.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

struct Use
{
    QLatin1StringView option;
    bool given;
    QLatin1StringView commands; ///< with the word behind it where that decides
};

} // namespace

QString uselessOption(const Options &options)
{
    const std::array uses {
        Use { "--jail"_L1, !options.jail.isEmpty(), "bans, events, ban, unban"_L1 },
        Use { "--search"_L1, !options.search.isEmpty(), "bans, events"_L1 },
        Use { "--force"_L1, options.force, "ban"_L1 },
        Use { "--keep"_L1, options.keep, "ban, unban"_L1 },
        Use { "--follow"_L1, options.follow, "events"_L1 },
        Use { "--confirm-after"_L1, !options.confirmAfter.isEmpty(), "enable, disable, config set, config unset"_L1 },
        Use { "--undo-after"_L1, !options.undoAfter.isEmpty(), "enable, disable, config set, config unset"_L1 },
        Use { "--canary"_L1, options.canary, "enable, config set, config unset"_L1 },
        Use { "--format"_L1, !options.format.isEmpty(), "servers import"_L1 },
        Use { "--dry-run"_L1, options.dryRun, "servers import"_L1 },
        Use { "--read-only"_L1, options.readOnly, "servers add, servers import"_L1 },
        Use { "--tag"_L1, !options.tags.isEmpty(), "servers add, servers import"_L1 },
    };
    const QString whole = options.words.isEmpty() ? options.command : options.command + u' ' + options.words.first();
    for (const Use &use : uses) {
        const QStringList commands = QString(use.commands).split(u", "_s);
        if (use.given && !commands.contains(options.command) && !commands.contains(whole))
            //: %1: an option, %2: the commands that take it
            return QCoreApplication::translate("cli", "%1 is for %2").arg(use.option, use.commands);
    }
    return {};
}

} // namespace cli
