-- Sketches are numbered within 31 bits: a million take 1.40 GB with their keys, 1.69 GB with 63 bits.
ALTER TABLE fingerprint ALTER COLUMN number TYPE INTEGER;
ALTER TABLE sketch ALTER COLUMN number TYPE INTEGER;
ALTER TABLE sketch_pending ALTER COLUMN number TYPE INTEGER;
