-- The twin of sqlite/0001_tables.sql: one number, one shape. Tables that a later number makes anew there
-- come with that number here. What is a key, joined or ordered by has the collation "C", so that text has
-- the order it has in SQLite. A b-tree takes no key of more than 2,704 bytes and a URL has up to 4,096: URLs
-- are looked up by hash indexes and are unique by their md5.
CREATE TABLE run (
  run_id TEXT COLLATE "C" PRIMARY KEY, desk TEXT NOT NULL, params JSONB NOT NULL,
  begun_at TIMESTAMPTZ NOT NULL, settled_at TIMESTAMPTZ, summary JSONB
);
CREATE INDEX run_begun ON run (begun_at);
CREATE TABLE poll_log (
  run_id TEXT COLLATE "C" NOT NULL, outlet_id TEXT COLLATE "C" NOT NULL,
  feed TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C", outcome TEXT NOT NULL, reason TEXT,
  detail TEXT NOT NULL, n_entries INTEGER NOT NULL, warnings JSONB NOT NULL, state JSONB NOT NULL,
  polled_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (run_id, outlet_id, feed)
);
CREATE TABLE run_entry (
  run_id TEXT COLLATE "C" NOT NULL, entry_id TEXT COLLATE "C" NOT NULL,
  outlet_id TEXT COLLATE "C" NOT NULL, feed TEXT COLLATE "C" NOT NULL,
  article_id TEXT COLLATE "C" NOT NULL, is_to_fetch BOOLEAN NOT NULL, n_failures INTEGER NOT NULL,
  entry JSONB NOT NULL, seen_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (run_id, entry_id)
);
CREATE INDEX run_entry_outlet ON run_entry (run_id, outlet_id, is_to_fetch);
CREATE INDEX run_entry_article ON run_entry (article_id, seen_at);
CREATE TABLE run_capture (
  run_id TEXT COLLATE "C" NOT NULL, entry_id TEXT COLLATE "C" NOT NULL,
  capture_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (run_id, entry_id)
);
CREATE INDEX run_capture_capture ON run_capture (capture_id);
CREATE TABLE ledger (
  run_id TEXT COLLATE "C" NOT NULL, entry_id TEXT COLLATE "C" NOT NULL,
  outlet_id TEXT COLLATE "C" NOT NULL, feed TEXT COLLATE "C" NOT NULL, url TEXT COLLATE "C",
  article_id TEXT COLLATE "C", state TEXT NOT NULL, reason TEXT, detail TEXT NOT NULL,
  of_article_id TEXT COLLATE "C", rule TEXT, retry_at TIMESTAMPTZ, capture_id TEXT COLLATE "C",
  version_id TEXT COLLATE "C", host TEXT COLLATE "C", at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (run_id, entry_id)
);
CREATE INDEX ledger_article ON ledger (article_id);
CREATE INDEX ledger_url ON ledger USING hash (url);
CREATE TABLE entry_memory (
  article_id TEXT COLLATE "C" PRIMARY KEY, outlet_id TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL, is_settled BOOLEAN NOT NULL, n_failures INTEGER NOT NULL,
  retry_at TIMESTAMPTZ, entry JSONB, seen_at TIMESTAMPTZ
);
CREATE INDEX entry_memory_retry ON entry_memory (outlet_id, retry_at);
CREATE TABLE feed_state (
  outlet_id TEXT COLLATE "C" NOT NULL, feed TEXT COLLATE "C" NOT NULL, served_by TEXT COLLATE "C",
  etag TEXT, last_modified TEXT, body_digest TEXT COLLATE "C", is_trusted BOOLEAN NOT NULL,
  weight DOUBLE PRECISION NOT NULL, interval_s DOUBLE PRECISION NOT NULL,
  n_polls INTEGER NOT NULL, n_entries INTEGER NOT NULL, next_poll_at TIMESTAMPTZ,
  not_before_at TIMESTAMPTZ, last_ok_at TIMESTAMPTZ, last_reason TEXT,
  PRIMARY KEY (outlet_id, feed)
);
CREATE TABLE host_slot (
  host TEXT COLLATE "C" PRIMARY KEY, next_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE capture (
  capture_id TEXT COLLATE "C" PRIMARY KEY, requested_url TEXT COLLATE "C" NOT NULL,
  final_url TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL, status INTEGER NOT NULL,
  headers JSONB NOT NULL, digest TEXT COLLATE "C" NOT NULL, archive_uri TEXT COLLATE "C" NOT NULL,
  "offset" BIGINT NOT NULL, length BIGINT NOT NULL, captured_at TIMESTAMPTZ NOT NULL,
  tls_verified BOOLEAN NOT NULL
);
CREATE INDEX capture_requested ON capture USING hash (requested_url);
CREATE TABLE article (
  article_id TEXT COLLATE "C" PRIMARY KEY, outlet_id TEXT COLLATE "C" NOT NULL,
  outlet TEXT NOT NULL, canonical_url TEXT COLLATE "C" NOT NULL, native_id TEXT COLLATE "C",
  claimed_id TEXT COLLATE "C", first_seen_at TIMESTAMPTZ NOT NULL,
  last_seen_at TIMESTAMPTZ NOT NULL, current_version_id TEXT COLLATE "C" NOT NULL,
  observed_at TIMESTAMPTZ NOT NULL, cluster_id TEXT COLLATE "C" NOT NULL
);
CREATE INDEX article_url ON article USING hash (canonical_url);
CREATE INDEX article_claimed ON article (claimed_id);
CREATE INDEX article_seen ON article (first_seen_at);
CREATE INDEX article_cluster ON article (cluster_id);
CREATE TABLE article_version (
  article_id TEXT COLLATE "C" NOT NULL, version_id TEXT COLLATE "C" NOT NULL, title TEXT NOT NULL,
  authors JSONB NOT NULL, published_at TIMESTAMPTZ, published_source TEXT NOT NULL,
  modified_at TIMESTAMPTZ, sections JSONB NOT NULL, tags JSONB NOT NULL, language TEXT NOT NULL,
  text TEXT NOT NULL, n_words INTEGER NOT NULL, lead_image JSONB, images JSONB NOT NULL,
  meta JSONB NOT NULL, claimed_url TEXT COLLATE "C", confidence DOUBLE PRECISION NOT NULL,
  reason TEXT NOT NULL, extractor TEXT NOT NULL, observed_at TIMESTAMPTZ NOT NULL,
  capture_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (article_id, version_id)
);
CREATE INDEX article_version_text ON article_version (version_id);
CREATE TABLE sighting (
  article_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL,
  url TEXT COLLATE "C" NOT NULL, version_id TEXT COLLATE "C", first_seen_at TIMESTAMPTZ NOT NULL,
  last_seen_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX sighting_key ON sighting (article_id, host, md5(url));
CREATE INDEX sighting_url ON sighting USING hash (url);
CREATE TABLE relation (
  article_id TEXT COLLATE "C" NOT NULL, other_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL, score DOUBLE PRECISION NOT NULL, evidence TEXT NOT NULL,
  PRIMARY KEY (article_id, other_id, kind)
);
CREATE INDEX relation_other ON relation (other_id);
CREATE TABLE fingerprint (
  h BIGINT NOT NULL, article_id TEXT COLLATE "C" NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (h, article_id)
);
CREATE TABLE load_batch (
  batch_id TEXT COLLATE "C" PRIMARY KEY, loaded_at TIMESTAMPTZ NOT NULL,
  n_articles INTEGER NOT NULL, n_versions INTEGER NOT NULL, n_sightings INTEGER NOT NULL
);
