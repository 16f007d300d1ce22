-- SPDX-License-Identifier: GPL-3.0-or-later
-- Until when the server takes a change back by itself, as it was last told (UTC ms); 0: it was told nothing.
ALTER TABLE config_change ADD COLUMN undo_at INTEGER NOT NULL DEFAULT 0;
