-- SPDX-License-Identifier: GPL-3.0-or-later
-- Servers behind ssh, sudo and container engines.
ALTER TABLE server ADD COLUMN ssh_config TEXT NOT NULL DEFAULT '';
ALTER TABLE server ADD COLUMN elevation TEXT NOT NULL DEFAULT 'none';
ALTER TABLE server ADD COLUMN container_engine TEXT NOT NULL DEFAULT '';
ALTER TABLE server ADD COLUMN container TEXT NOT NULL DEFAULT '';
