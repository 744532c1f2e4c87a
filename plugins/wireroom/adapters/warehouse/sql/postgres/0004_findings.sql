-- Since when a finding stands, whether a majority made it, and what settled it.
ALTER TABLE divergence ADD COLUMN is_alone BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE divergence ADD COLUMN says TEXT NOT NULL DEFAULT '';
ALTER TABLE divergence ADD COLUMN first_found_at TIMESTAMPTZ;
ALTER TABLE divergence ADD COLUMN resolved_at TIMESTAMPTZ;
UPDATE divergence SET is_alone = is_tampering;
