-- Every instant is ISO-8601 UTC text of one width, YYYY-MM-DDTHH:MM:SS.ffffffZ, so text order is time order.
-- Lists and objects are JSON text; flags are 0 and 1.
CREATE TABLE run (
  run_id TEXT PRIMARY KEY, desk TEXT NOT NULL, params TEXT NOT NULL, begun_at TEXT NOT NULL,
  settled_at TEXT, summary TEXT
);
CREATE INDEX run_begun ON run (begun_at);
CREATE TABLE poll_log (
  run_id TEXT NOT NULL, outlet_id TEXT NOT NULL, feed TEXT NOT NULL, host TEXT,
  outcome TEXT NOT NULL, reason TEXT, detail TEXT NOT NULL, n_entries INTEGER NOT NULL,
  warnings TEXT NOT NULL, state TEXT NOT NULL, polled_at TEXT NOT NULL,
  PRIMARY KEY (run_id, outlet_id, feed)
);
CREATE TABLE run_entry (
  run_id TEXT NOT NULL, entry_id TEXT NOT NULL, outlet_id TEXT NOT NULL, feed TEXT NOT NULL,
  article_id TEXT NOT NULL, is_to_fetch INTEGER NOT NULL, n_failures INTEGER NOT NULL,
  entry TEXT NOT NULL, seen_at TEXT NOT NULL,
  PRIMARY KEY (run_id, entry_id)
);
CREATE INDEX run_entry_outlet ON run_entry (run_id, outlet_id, is_to_fetch);
CREATE INDEX run_entry_article ON run_entry (article_id, seen_at);
CREATE TABLE run_capture (
  run_id TEXT NOT NULL, entry_id TEXT NOT NULL, capture_id TEXT NOT NULL, host TEXT NOT NULL,
  PRIMARY KEY (run_id, entry_id)
);
CREATE INDEX run_capture_capture ON run_capture (capture_id);
CREATE TABLE ledger (
  run_id TEXT NOT NULL, entry_id TEXT NOT NULL, outlet_id TEXT NOT NULL, feed TEXT NOT NULL,
  url TEXT, article_id TEXT, state TEXT NOT NULL, reason TEXT, detail TEXT NOT NULL,
  of_article_id TEXT, rule TEXT, retry_at TEXT, capture_id TEXT, version_id TEXT, host TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (run_id, entry_id)
);
CREATE INDEX ledger_article ON ledger (article_id);
CREATE INDEX ledger_url ON ledger (url);
CREATE TABLE entry_memory (
  article_id TEXT PRIMARY KEY, outlet_id TEXT NOT NULL, digest TEXT NOT NULL,
  is_settled INTEGER NOT NULL, n_failures INTEGER NOT NULL, retry_at TEXT, entry TEXT, seen_at TEXT
);
CREATE INDEX entry_memory_retry ON entry_memory (outlet_id, retry_at);
CREATE TABLE feed_state (
  outlet_id TEXT NOT NULL, feed TEXT NOT NULL, served_by TEXT, etag TEXT, last_modified TEXT,
  body_digest TEXT,
  is_trusted INTEGER NOT NULL, weight REAL NOT NULL, interval_s REAL NOT NULL,
  n_polls INTEGER NOT NULL, n_entries INTEGER NOT NULL, next_poll_at TEXT, not_before_at TEXT,
  last_ok_at TEXT, last_reason TEXT,
  PRIMARY KEY (outlet_id, feed)
);
CREATE TABLE host_slot (host TEXT PRIMARY KEY, next_at TEXT NOT NULL);
CREATE TABLE robots (origin TEXT PRIMARY KEY, body TEXT, expires_at TEXT NOT NULL);
CREATE TABLE host_health (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, capability TEXT NOT NULL, verdict TEXT,
  reason TEXT, changed_at TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host, capability)
);
CREATE TABLE quarantine (
  run_id TEXT NOT NULL, entry_id TEXT NOT NULL, outlet_id TEXT NOT NULL, reason TEXT NOT NULL,
  detail TEXT NOT NULL, capture_id TEXT, at TEXT NOT NULL,
  PRIMARY KEY (run_id, entry_id)
);
CREATE TABLE capture (
  capture_id TEXT PRIMARY KEY, requested_url TEXT NOT NULL, final_url TEXT NOT NULL,
  host TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, digest TEXT NOT NULL,
  archive_uri TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL,
  captured_at TEXT NOT NULL, tls_verified INTEGER NOT NULL
);
CREATE INDEX capture_requested ON capture (requested_url);
CREATE TABLE article (
  article_id TEXT PRIMARY KEY, outlet_id TEXT NOT NULL, outlet TEXT NOT NULL,
  canonical_url TEXT NOT NULL, native_id TEXT, claimed_id TEXT, first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL, current_version_id TEXT NOT NULL, observed_at TEXT NOT NULL,
  cluster_id TEXT NOT NULL
);
CREATE INDEX article_url ON article (canonical_url);
CREATE INDEX article_claimed ON article (claimed_id);
CREATE INDEX article_seen ON article (first_seen_at);
CREATE INDEX article_cluster ON article (cluster_id);
CREATE TABLE article_version (
  article_id TEXT NOT NULL, version_id TEXT NOT NULL, title TEXT NOT NULL, authors TEXT NOT NULL,
  published_at TEXT, published_source TEXT NOT NULL, modified_at TEXT, sections TEXT NOT NULL,
  tags TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, n_words INTEGER NOT NULL,
  lead_image TEXT, images TEXT NOT NULL, meta TEXT NOT NULL, claimed_url TEXT,
  confidence REAL NOT NULL, reason TEXT NOT NULL, extractor TEXT NOT NULL,
  observed_at TEXT NOT NULL, capture_id TEXT NOT NULL,
  PRIMARY KEY (article_id, version_id)
);
CREATE INDEX article_version_text ON article_version (version_id);
CREATE TABLE sighting (
  article_id TEXT NOT NULL, host TEXT NOT NULL, url TEXT NOT NULL, version_id TEXT,
  first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  PRIMARY KEY (article_id, host, url)
);
CREATE INDEX sighting_url ON sighting (url);
CREATE TABLE relation (
  article_id TEXT NOT NULL, other_id TEXT NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (article_id, other_id, kind)
);
CREATE INDEX relation_other ON relation (other_id);
CREATE TABLE fingerprint (
  h INTEGER NOT NULL, article_id TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (h, article_id)
);
CREATE TABLE mirror_candidate (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, page_url TEXT NOT NULL,
  first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host, page_url)
);
CREATE TABLE load_batch (
  batch_id TEXT PRIMARY KEY, loaded_at TEXT NOT NULL, n_articles INTEGER NOT NULL,
  n_versions INTEGER NOT NULL, n_sightings INTEGER NOT NULL
);
