-- How far a run over archived captures came, until it ends (adr/0015).
CREATE TABLE reprocess (
  name TEXT COLLATE "C" PRIMARY KEY, position JSONB NOT NULL, counts JSONB NOT NULL
);
CREATE INDEX capture_captured ON capture (captured_at, capture_id);
