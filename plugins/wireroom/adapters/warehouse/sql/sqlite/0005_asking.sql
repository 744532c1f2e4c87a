-- A robots.txt is kept by where it was seen from; what was kept before is asked again.
DROP TABLE robots;
CREATE TABLE robots (
  origin TEXT NOT NULL, vantage TEXT NOT NULL, body TEXT, expires_at TEXT NOT NULL,
  PRIMARY KEY (origin, vantage)
);
-- Requests for checks are counted by the instant they left, so that any hour has an end.
DROP TABLE probe_budget;
CREATE TABLE probe_budget (
  outlet_id TEXT NOT NULL, at TEXT NOT NULL, n_requests INTEGER NOT NULL,
  PRIMARY KEY (outlet_id, at)
);
-- The run whose question to a person stands; it counts while that run is open.
ALTER TABLE mirror ADD COLUMN asked_by TEXT;
-- What each run asks, in order: a run that is cleared asks the same in the same order.
CREATE TABLE mirror_question (
  run_id TEXT NOT NULL, number INTEGER NOT NULL, outlet_id TEXT NOT NULL, host TEXT NOT NULL,
  PRIMARY KEY (run_id, number)
);
