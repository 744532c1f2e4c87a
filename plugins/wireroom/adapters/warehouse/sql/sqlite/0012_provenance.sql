-- Whose copy a capture is: '' where the outlet itself was asked (adr/0016).
ALTER TABLE capture ADD COLUMN provenance TEXT NOT NULL DEFAULT '';
DROP VIEW article_history;
-- In the order in which the outlet showed them. An edit is silent where nothing that the outlet states of
-- it is later than what it stated of an earlier version.
CREATE VIEW article_history AS SELECT
  a.article_id, a.outlet_id, a.outlet, a.canonical_url AS url, v.title, v.authors, v.published_at,
  v.published_source, v.modified_at, a.first_seen_at, a.last_seen_at, v.sections, v.tags,
  v.language, v.text, v.n_words, v.lead_image, v.images,
  (SELECT json_group_array(host) FROM
    (SELECT DISTINCT host FROM sighting s WHERE s.article_id = a.article_id ORDER BY host)
  ) AS hosts,
  (SELECT count(*) FROM article_version n WHERE n.article_id = a.article_id) AS n_versions,
  v.version_id, a.cluster_id, v.extractor, v.confidence, c.archive_uri, v.observed_at,
  (SELECT count(*) FROM article_version n WHERE n.article_id = v.article_id
    AND (n.observed_at, n.version_id) <= (v.observed_at, v.version_id)) AS number,
  EXISTS (SELECT 1 FROM article_version p WHERE p.article_id = v.article_id
    AND (p.observed_at, p.version_id) < (v.observed_at, v.version_id)
    AND (v.stated_at IS NULL OR p.stated_at >= v.stated_at)) AS is_silent,
  a.disappeared_at, c.provenance
FROM article a
JOIN article_version v ON v.article_id = a.article_id
LEFT JOIN capture c ON c.capture_id = v.capture_id
ORDER BY a.article_id, v.observed_at, v.version_id;
