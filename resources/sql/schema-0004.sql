-- SPDX-License-Identifier: GPL-3.0-or-later
-- How a daemon is started that no service manager knows; empty: what is found there.
ALTER TABLE server ADD COLUMN start_command TEXT NOT NULL DEFAULT '';
