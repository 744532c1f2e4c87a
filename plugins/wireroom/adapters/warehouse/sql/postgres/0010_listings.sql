-- What outlets' own listings were asked in a sweep (adr/0014). One row per listing and run, written with the
-- entries that it showed; `more` are the listings that it leads to.
CREATE TABLE asked (
  run_id TEXT COLLATE "C" NOT NULL, outlet_id TEXT COLLATE "C" NOT NULL,
  unit TEXT COLLATE "C" NOT NULL, kind TEXT NOT NULL, host TEXT COLLATE "C", outcome TEXT NOT NULL,
  reason TEXT, detail TEXT NOT NULL, n_listed INTEGER NOT NULL, n_in_window INTEGER NOT NULL,
  n_undated INTEGER NOT NULL, more JSONB NOT NULL, asked_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX asked_key ON asked (run_id, outlet_id, md5(unit));
-- The articles that an outlet lists, each under the day for which it was listed last.
CREATE TABLE listed (
  outlet_id TEXT COLLATE "C" NOT NULL, article_id TEXT COLLATE "C" NOT NULL,
  url TEXT COLLATE "C" NOT NULL, day TEXT COLLATE "C" NOT NULL, source TEXT COLLATE "C" NOT NULL,
  lastmod_at TIMESTAMPTZ, first_listed_at TIMESTAMPTZ NOT NULL,
  last_listed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (outlet_id, article_id)
);
CREATE INDEX listed_day ON listed (outlet_id, day);
-- Listed against ingested, per outlet and day, as a sweep found it last.
CREATE TABLE completeness (
  outlet_id TEXT COLLATE "C" NOT NULL, day TEXT COLLATE "C" NOT NULL, n_listed INTEGER NOT NULL,
  n_ingested INTEGER NOT NULL, n_missing INTEGER NOT NULL, reasons JSONB NOT NULL,
  sources JSONB NOT NULL, checked_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (outlet_id, day)
);
-- A run's entries in the order in which they are fetched and filed, a page at a time.
CREATE INDEX run_entry_walk ON run_entry (run_id, outlet_id, entry_id);
