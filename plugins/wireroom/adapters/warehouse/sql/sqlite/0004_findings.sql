-- Since when a finding stands, whether a majority made it, and what settled it.
ALTER TABLE divergence ADD COLUMN is_alone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE divergence ADD COLUMN says TEXT NOT NULL DEFAULT '';
ALTER TABLE divergence ADD COLUMN first_found_at TEXT;
ALTER TABLE divergence ADD COLUMN resolved_at TEXT;
UPDATE divergence SET is_alone = is_tampering;
