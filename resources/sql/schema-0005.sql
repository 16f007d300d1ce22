-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was changed in the configuration of servers: written before anything is written there, ended with how it went.

-- id: the change's own, also the name of its folder on the server. place: the daemon that was changed
-- (core::daemonKey), so that what bangui-cli changed without a profile is found, too.
-- before, after: the bytes of the file; NULL: there was none, or it was removed.
CREATE TABLE config_change (
    id TEXT PRIMARY KEY,
    server_id INTEGER NOT NULL,
    place TEXT NOT NULL,
    jail TEXT NOT NULL,
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    path TEXT NOT NULL,
    before BLOB,
    after BLOB,
    result TEXT NOT NULL,
    stage TEXT NOT NULL,
    error TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX config_change_by_server ON config_change (server_id, started_at);
CREATE INDEX config_change_by_place ON config_change (place, started_at);
