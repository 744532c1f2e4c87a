-- What is remembered of hosts and mirrors. host_health and quarantine were never written before.
DROP TABLE host_health;
CREATE TABLE host_health (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, capability TEXT NOT NULL, vantage TEXT NOT NULL,
  breaker TEXT NOT NULL, n_ok REAL NOT NULL, n_failed REAL NOT NULL, latency_s REAL,
  weight REAL NOT NULL, n_openings INTEGER NOT NULL, probe_at TEXT, probe_by TEXT,
  probe_until TEXT, last_ok_at TEXT, last_failed_at TEXT, reason TEXT, detail TEXT NOT NULL,
  updated_at TEXT,
  PRIMARY KEY (outlet_id, host, capability, vantage)
);
DROP TABLE quarantine;
CREATE TABLE quarantine (
  capture_id TEXT PRIMARY KEY, run_id TEXT NOT NULL, outlet_id TEXT NOT NULL, host TEXT NOT NULL,
  capability TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  quarantined_at TEXT NOT NULL, evidence TEXT NOT NULL
);
CREATE INDEX quarantine_outlet ON quarantine (outlet_id, quarantined_at);
CREATE TABLE host_mute (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  muted_at TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host)
);
CREATE TABLE host_nonsense (
  host TEXT NOT NULL, vantage TEXT NOT NULL, sketch TEXT NOT NULL, asked_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (host, vantage)
);
CREATE TABLE host_move (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, target TEXT NOT NULL, url TEXT NOT NULL,
  target_url TEXT NOT NULL, n_seen INTEGER NOT NULL, first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host, target)
);
CREATE TABLE outlet_profile (
  outlet_id TEXT PRIMARY KEY, profile TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE TABLE probe_budget (
  outlet_id TEXT NOT NULL, hour TEXT NOT NULL, n_requests INTEGER NOT NULL,
  PRIMARY KEY (outlet_id, hour)
);
ALTER TABLE mirror_candidate RENAME TO mirror_candidate_old;
CREATE TABLE mirror_candidate (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, source TEXT NOT NULL, via_host TEXT NOT NULL,
  page TEXT NOT NULL, first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host, source, via_host, page)
);
INSERT INTO mirror_candidate
  SELECT outlet_id, host, 'page', '', page_url, first_seen_at, last_seen_at
  FROM mirror_candidate_old;
DROP TABLE mirror_candidate_old;
CREATE TABLE mirror (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, state TEXT NOT NULL, source TEXT NOT NULL,
  first_seen_at TEXT NOT NULL, scheme TEXT NOT NULL, prefix TEXT NOT NULL, warnings TEXT NOT NULL,
  evidence TEXT NOT NULL, n_checks INTEGER NOT NULL, proposed_at TEXT, checked_at TEXT,
  verified_at TEXT, check_at TEXT, ask_at TEXT, decided_at TEXT, decided_by TEXT,
  note TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host)
);
CREATE TABLE mirror_decision (
  outlet_id TEXT NOT NULL, host TEXT NOT NULL, answer TEXT NOT NULL, "by" TEXT, via TEXT NOT NULL,
  at TEXT NOT NULL, note TEXT NOT NULL, evidence TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host, at, answer)
);
CREATE TABLE divergence (
  outlet_id TEXT NOT NULL, article_id TEXT NOT NULL, host TEXT NOT NULL, other_host TEXT NOT NULL,
  kind TEXT NOT NULL, is_tampering INTEGER NOT NULL, similarity REAL NOT NULL,
  changes TEXT NOT NULL, found_at TEXT NOT NULL, capture_id TEXT, other_capture_id TEXT,
  digest TEXT NOT NULL,
  PRIMARY KEY (article_id, host, other_host, digest)
);
CREATE INDEX divergence_outlet ON divergence (outlet_id, found_at);
ALTER TABLE feed_state ADD COLUMN newest_at TEXT;
CREATE INDEX article_outlet ON article (outlet_id, first_seen_at);
