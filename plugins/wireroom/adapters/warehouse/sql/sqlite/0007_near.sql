-- Near copies (adr/0010). One sketch per article version, which `identity` stands for: 64 bits of a
-- digest of both ids. Fingerprints name a sketch by number: with text ids a row would take four times
-- the room. `sketch_pending` holds the keys of sketches that were not looked up yet.
DROP TABLE fingerprint;
CREATE TABLE sketch (
  number INTEGER PRIMARY KEY, identity INTEGER NOT NULL UNIQUE, article_id TEXT NOT NULL,
  day INTEGER NOT NULL, credit TEXT NOT NULL, packed BLOB NOT NULL
);
CREATE TABLE sketch_pending (
  number INTEGER PRIMARY KEY, outlet_id TEXT NOT NULL, keys BLOB NOT NULL
);
CREATE TABLE fingerprint (
  h INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (h, number)
) WITHOUT ROWID;
CREATE INDEX article_outlet_seen ON article (outlet_id, first_seen_at);
-- What people said of clusters; the number orders them, a later one undoes an earlier.
CREATE TABLE cluster_decision (
  number INTEGER PRIMARY KEY, action TEXT NOT NULL, article_id TEXT NOT NULL,
  other_id TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at TEXT NOT NULL
);
CREATE INDEX cluster_decision_article ON cluster_decision (article_id);
CREATE INDEX cluster_decision_other ON cluster_decision (other_id);
