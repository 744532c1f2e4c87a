-- A robots.txt is kept by where it was seen from.
CREATE TABLE robots (
  origin TEXT COLLATE "C" NOT NULL, vantage TEXT COLLATE "C" NOT NULL, body TEXT,
  expires_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (origin, vantage)
);
-- Requests for checks are counted by the instant they left, so that any hour has an end.
CREATE TABLE probe_budget (
  outlet_id TEXT COLLATE "C" NOT NULL, at TIMESTAMPTZ NOT NULL, n_requests INTEGER NOT NULL,
  PRIMARY KEY (outlet_id, at)
);
-- The run whose question to a person stands; it counts while that run is open.
ALTER TABLE mirror ADD COLUMN asked_by TEXT COLLATE "C";
-- What each run asks, in order: a run that is cleared asks the same in the same order.
CREATE TABLE mirror_question (
  run_id TEXT COLLATE "C" NOT NULL, number INTEGER NOT NULL, outlet_id TEXT COLLATE "C" NOT NULL,
  host TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (run_id, number)
);
