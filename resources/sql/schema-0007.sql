-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was found missing at a server without anybody asking, until it is well again: told anew after a start.
-- found: the kinds of what is wrong with the jails of each, as JSON.
CREATE TABLE rescue_finding (
    server_id INTEGER PRIMARY KEY,
    found TEXT NOT NULL
);
