-- A robots.txt is kept by where it was seen from; what was kept before is asked again.
DROP TABLE robots;
CREATE TABLE robots (
  origin TEXT NOT NULL, vantage TEXT NOT NULL, body TEXT, expires_at TEXT NOT NULL,
  PRIMARY KEY (origin, vantage)
);
