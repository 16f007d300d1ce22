// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"
#include "core/result.h"

#include <optional>

namespace texts {

/// An error in the reader's terms: three sentences and the raw words for "Show details".
struct ErrorText
{
    QString what; ///< what happened
    QString unchanged; ///< what was not changed, or that it is not known; empty for a mere read
    QString next; ///< what to do next; empty where nothing helps
    QString detail; ///< the raw text of the server or system, made visible; may be empty or have several lines

    /// The three sentences in one line, for a terminal, a banner or a status bar.
    [[nodiscard]] QString sentence() const;
    friend bool operator==(const ErrorText &, const ErrorText &) = default;
};

/// What keeps a folder on a server from taking a change, as services::ConfigCopy::make() says it.
struct FolderBar
{
    /// Shared: others may write to it. Missing: there is none of that name. ReadOnly: so is its file system mounted.
    /// Closed: this login may not write to it.
    enum class Why { Shared, Missing, ReadOnly, Closed };
    Why why = Why::Closed;
    QString folder;
};
/// nullopt: the error is about something else.
[[nodiscard]] std::optional<FolderBar> folderBar(const core::Error &error);

/// Where the error happened.
struct ErrorPlace
{
    /// Read: nothing could have changed. Change: a command that changes a server. Store: our own data. Start: while
    /// BanGUI starts.
    enum class Activity { Read, Change, Store, Start };
    QString server; ///< name of the server; empty: none is concerned
    Activity activity = Activity::Read;
    QString subject; ///< path, jail or program that is meant; may be empty
    QString user; ///< login on this workstation, for "refuses the socket to user deploy"; may be empty
    bool once = false; ///< asked by a program that ends: nothing is asked again by itself
    bool files = false; ///< the server's configuration files were asked, not its daemon
    bool nothingChanged = false; ///< of what somebody has broken off (Cancelled): it is known to have changed nothing
};

[[nodiscard]] ErrorText errorText(const core::Error &error, const ErrorPlace &place = {});
/// A few words for a cell or a status bar: "no socket", "refused by the server".
[[nodiscard]] QString errorWords(core::ErrorCode code);

/// "Done", "Nothing to do", "Refused", "Failed".
[[nodiscard]] QString receiptResultWord(core::ReceiptResult result);
/// One line for a receipt that was not Done: why, and what was not changed. Done: its detail, made visible.
[[nodiscard]] QString receiptText(const core::Receipt &receipt);

/// What the receipts were for.
enum class ReceiptVerb {
    Ban,
    Unban,
    Stop,
    Reload,
    Start,
    Tune,
    Undo,
    Kept ///< bans and unbans that had waited for their server
};
/// The fact after the click: "Unbanned in 3 jails", "Banned 4 addresses in 2 jails; web-2 refused".
[[nodiscard]] QString receiptsSummary(ReceiptVerb verb, const QList<core::Receipt> &receipts);

} // namespace texts
