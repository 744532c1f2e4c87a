-- The tables a user queries first; columns and their order are the contract.
CREATE VIEW articles AS SELECT
  a.article_id, a.outlet_id, a.outlet, a.canonical_url AS url, v.title, v.authors, v.published_at,
  v.published_source, v.modified_at, a.first_seen_at, a.last_seen_at, v.sections, v.tags,
  v.language, v.text, v.n_words, v.lead_image, v.images,
  (SELECT coalesce(jsonb_agg(DISTINCT s.host ORDER BY s.host), '[]') FROM sighting s
    WHERE s.article_id = a.article_id) AS hosts,
  (SELECT count(*) FROM article_version n WHERE n.article_id = a.article_id) AS n_versions,
  v.version_id, a.cluster_id, v.extractor, v.confidence, c.archive_uri
FROM article a
JOIN article_version v ON v.article_id = a.article_id AND v.version_id = a.current_version_id
LEFT JOIN capture c ON c.capture_id = v.capture_id;
CREATE VIEW article_history AS SELECT
  a.article_id, a.outlet_id, a.outlet, a.canonical_url AS url, v.title, v.authors, v.published_at,
  v.published_source, v.modified_at, a.first_seen_at, a.last_seen_at, v.sections, v.tags,
  v.language, v.text, v.n_words, v.lead_image, v.images,
  (SELECT coalesce(jsonb_agg(DISTINCT s.host ORDER BY s.host), '[]') FROM sighting s
    WHERE s.article_id = a.article_id) AS hosts,
  (SELECT count(*) FROM article_version n WHERE n.article_id = a.article_id) AS n_versions,
  v.version_id, a.cluster_id, v.extractor, v.confidence, c.archive_uri, v.observed_at
FROM article a
JOIN article_version v ON v.article_id = a.article_id
LEFT JOIN capture c ON c.capture_id = v.capture_id;
