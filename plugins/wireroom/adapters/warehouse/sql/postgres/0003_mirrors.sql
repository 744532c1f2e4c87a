-- What is remembered of hosts and mirrors.
CREATE TABLE host_health (
  outlet_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL,
  capability TEXT COLLATE "C" NOT NULL, vantage TEXT COLLATE "C" NOT NULL, breaker TEXT NOT NULL,
  n_ok DOUBLE PRECISION NOT NULL, n_failed DOUBLE PRECISION NOT NULL, latency_s DOUBLE PRECISION,
  weight DOUBLE PRECISION NOT NULL, n_openings INTEGER NOT NULL, probe_at TIMESTAMPTZ,
  probe_by TEXT, probe_until TIMESTAMPTZ, last_ok_at TIMESTAMPTZ, last_failed_at TIMESTAMPTZ,
  reason TEXT, detail TEXT NOT NULL, updated_at TIMESTAMPTZ,
  PRIMARY KEY (outlet_id, host, capability, vantage)
);
CREATE TABLE quarantine (
  capture_id TEXT COLLATE "C" PRIMARY KEY, run_id TEXT COLLATE "C" NOT NULL,
  outlet_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL, capability TEXT NOT NULL,
  url TEXT COLLATE "C" NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  quarantined_at TIMESTAMPTZ NOT NULL, evidence JSONB NOT NULL
);
CREATE INDEX quarantine_outlet ON quarantine (outlet_id, quarantined_at);
CREATE TABLE host_mute (
  outlet_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL, reason TEXT NOT NULL,
  detail TEXT NOT NULL, muted_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (outlet_id, host)
);
CREATE TABLE host_nonsense (
  host TEXT COLLATE "C" NOT NULL, vantage TEXT COLLATE "C" NOT NULL, sketch TEXT NOT NULL,
  asked_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (host, vantage)
);
CREATE TABLE host_move (
  outlet_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL,
  target TEXT COLLATE "C" NOT NULL, url TEXT COLLATE "C" NOT NULL,
  target_url TEXT COLLATE "C" NOT NULL, n_seen INTEGER NOT NULL,
  first_seen_at TIMESTAMPTZ NOT NULL, last_seen_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (outlet_id, host, target)
);
CREATE TABLE outlet_profile (
  outlet_id TEXT COLLATE "C" PRIMARY KEY, profile TEXT NOT NULL, updated_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE mirror_candidate (
  outlet_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL, via_host TEXT COLLATE "C" NOT NULL,
  page TEXT COLLATE "C" NOT NULL, first_seen_at TIMESTAMPTZ NOT NULL,
  last_seen_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX mirror_candidate_key
  ON mirror_candidate (outlet_id, host, source, via_host, md5(page));
CREATE TABLE mirror (
  outlet_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL, state TEXT NOT NULL,
  source TEXT NOT NULL, first_seen_at TIMESTAMPTZ NOT NULL, scheme TEXT NOT NULL,
  prefix TEXT NOT NULL, warnings JSONB NOT NULL, evidence JSONB NOT NULL,
  n_checks INTEGER NOT NULL, proposed_at TIMESTAMPTZ, checked_at TIMESTAMPTZ,
  verified_at TIMESTAMPTZ, check_at TIMESTAMPTZ, ask_at TIMESTAMPTZ, decided_at TIMESTAMPTZ,
  decided_by TEXT, note TEXT NOT NULL,
  PRIMARY KEY (outlet_id, host)
);
CREATE TABLE mirror_decision (
  outlet_id TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL,
  answer TEXT COLLATE "C" NOT NULL, "by" TEXT, via TEXT NOT NULL, at TIMESTAMPTZ NOT NULL,
  note TEXT NOT NULL, evidence JSONB NOT NULL,
  PRIMARY KEY (outlet_id, host, at, answer)
);
CREATE TABLE divergence (
  outlet_id TEXT COLLATE "C" NOT NULL, article_id TEXT COLLATE "C" NOT NULL,
  host TEXT COLLATE "C" NOT NULL, other_host TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL, is_tampering BOOLEAN NOT NULL,
  similarity DOUBLE PRECISION NOT NULL, changes JSONB NOT NULL, found_at TIMESTAMPTZ NOT NULL,
  capture_id TEXT COLLATE "C", other_capture_id TEXT COLLATE "C",
  digest TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (article_id, host, other_host, digest)
);
CREATE INDEX divergence_outlet ON divergence (outlet_id, found_at);
ALTER TABLE feed_state ADD COLUMN newest_at TIMESTAMPTZ;
CREATE INDEX article_outlet ON article (outlet_id, first_seen_at);
