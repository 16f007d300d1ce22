-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema. Times are UTC milliseconds; lists are JSON arrays; no text is NULL, the empty one means "none".
-- A statement ends with a line that ends in a semicolon. A released file is never changed: the next number follows it.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Ids are never used twice (AUTOINCREMENT): the audit speaks of removed servers too, and an undone removal gets its id back.
CREATE TABLE server (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    socket_path TEXT NOT NULL,
    destination TEXT NOT NULL,
    config_dir TEXT NOT NULL,
    client_program TEXT NOT NULL,
    group_name TEXT NOT NULL,
    tags TEXT NOT NULL,
    colour TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    read_only INTEGER NOT NULL,
    position INTEGER NOT NULL,
    probe_interval_seconds INTEGER NOT NULL
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- server_id names no foreign key here and below: records outlive a removal that can be undone, and servers of one process
-- (negative ids) have no row.
CREATE TABLE activation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    jail TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    jails_before TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_start TEXT NOT NULL
);
CREATE INDEX activation_by_server ON activation (server_id, id);

CREATE TABLE recovery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    jail TEXT NOT NULL,
    activated_at INTEGER NOT NULL,
    detected_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    jails_before TEXT NOT NULL,
    jails_after TEXT NOT NULL,
    resolution TEXT NOT NULL,
    resolved_at INTEGER NOT NULL
);
-- One open recovery per server, whatever raced.
CREATE UNIQUE INDEX recovery_open ON recovery (server_id) WHERE resolution = 'open';

-- owner_*: the process that wrote the record, so that a later start knows which pending ones are orphans.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    server_id INTEGER NOT NULL,
    server_name TEXT NOT NULL,
    user_name TEXT NOT NULL,
    origin TEXT NOT NULL,
    words TEXT NOT NULL,
    words_text TEXT NOT NULL,
    result TEXT NOT NULL,
    detail TEXT NOT NULL,
    owner_host TEXT NOT NULL,
    owner_boot TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    owner_start TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_server ON audit (server_id, id);
CREATE INDEX audit_pending ON audit (owner_host) WHERE result = 'pending';

CREATE TABLE server_status (
    server_id INTEGER PRIMARY KEY,
    saved_at INTEGER NOT NULL,
    status TEXT NOT NULL
);

-- A released lease keeps its row, so that its token goes on growing.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    token INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
