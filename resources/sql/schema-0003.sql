-- SPDX-License-Identifier: GPL-3.0-or-later
-- Fleets: servers that are asked about once more, and changes that wait for a server to come back.
ALTER TABLE server ADD COLUMN production INTEGER NOT NULL DEFAULT 0;

-- place: the daemon that is meant (core::daemonKey); a profile that leads elsewhere by then gets nothing.
-- claim: the process that is sending it. One whose process is gone may have been sent, and is not sent again.
CREATE TABLE pending_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    jail TEXT NOT NULL,
    targets TEXT NOT NULL,
    place TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    claim TEXT NOT NULL DEFAULT ''
);
CREATE INDEX pending_change_by_server ON pending_change (server_id, id);
