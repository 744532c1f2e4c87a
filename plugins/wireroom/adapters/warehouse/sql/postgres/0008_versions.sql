-- A version is named once, by the text that was read of it first; text_digest is the digest of its text as
-- it is read today, stated_at the latest change that the outlet states of it (adr/0012).
ALTER TABLE article_version ADD COLUMN text_digest TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE article_version ADD COLUMN stated_at TIMESTAMPTZ;
UPDATE article_version SET text_digest = version_id, stated_at = modified_at;
DROP INDEX article_version_text;
CREATE INDEX article_version_text ON article_version (text_digest);
-- How a version was read before a newer extractor read its capture again.
CREATE TABLE article_reading (
  article_id TEXT COLLATE "C" NOT NULL, version_id TEXT COLLATE "C" NOT NULL,
  extractor TEXT COLLATE "C" NOT NULL, text_digest TEXT COLLATE "C" NOT NULL,
  capture_id TEXT COLLATE "C" NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL, observed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (article_id, version_id, extractor, text_digest, capture_id)
);
-- A run in which the hosts that had served an article answered that it is not there.
CREATE TABLE absence (
  article_id TEXT COLLATE "C" NOT NULL, run_id TEXT COLLATE "C" NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL, hosts JSONB NOT NULL,
  PRIMARY KEY (article_id, run_id)
);
ALTER TABLE article ADD COLUMN disappeared_at TIMESTAMPTZ;
DROP VIEW articles;
DROP VIEW article_history;
-- New columns come at the end: the order of the others is the contract.
CREATE VIEW articles AS SELECT
  a.article_id, a.outlet_id, a.outlet, a.canonical_url AS url, v.title, v.authors, v.published_at,
  v.published_source, v.modified_at, a.first_seen_at, a.last_seen_at, v.sections, v.tags,
  v.language, v.text, v.n_words, v.lead_image, v.images,
  (SELECT coalesce(jsonb_agg(DISTINCT s.host ORDER BY s.host), '[]') FROM sighting s
    WHERE s.article_id = a.article_id) AS hosts,
  (SELECT count(*) FROM article_version n WHERE n.article_id = a.article_id) AS n_versions,
  v.version_id, a.cluster_id, v.extractor, v.confidence, c.archive_uri, a.disappeared_at
FROM article a
JOIN article_version v ON v.article_id = a.article_id AND v.version_id = a.current_version_id
LEFT JOIN capture c ON c.capture_id = v.capture_id;
-- In the order in which the outlet showed them. An edit is silent where nothing that the outlet states of
-- it is later than what it stated of an earlier version.
CREATE VIEW article_history AS SELECT
  a.article_id, a.outlet_id, a.outlet, a.canonical_url AS url, v.title, v.authors, v.published_at,
  v.published_source, v.modified_at, a.first_seen_at, a.last_seen_at, v.sections, v.tags,
  v.language, v.text, v.n_words, v.lead_image, v.images,
  (SELECT coalesce(jsonb_agg(DISTINCT s.host ORDER BY s.host), '[]') FROM sighting s
    WHERE s.article_id = a.article_id) AS hosts,
  (SELECT count(*) FROM article_version n WHERE n.article_id = a.article_id) AS n_versions,
  v.version_id, a.cluster_id, v.extractor, v.confidence, c.archive_uri, v.observed_at,
  (SELECT count(*) FROM article_version n WHERE n.article_id = v.article_id
    AND (n.observed_at, n.version_id) <= (v.observed_at, v.version_id)) AS number,
  EXISTS (SELECT 1 FROM article_version p WHERE p.article_id = v.article_id
    AND (p.observed_at, p.version_id) < (v.observed_at, v.version_id)
    AND (v.stated_at IS NULL OR p.stated_at >= v.stated_at)) AS is_silent,
  a.disappeared_at
FROM article a
JOIN article_version v ON v.article_id = a.article_id
LEFT JOIN capture c ON c.capture_id = v.capture_id
ORDER BY a.article_id, v.observed_at, v.version_id;
