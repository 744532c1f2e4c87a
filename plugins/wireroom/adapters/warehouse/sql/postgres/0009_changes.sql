-- What changed, in an order that readers may trust (adr/0011). A writer only notes that it touched an
-- article, by the triggers below; numbers are given later, in one place, to what is committed.
CREATE TABLE article_touch (article_id TEXT COLLATE "C" NOT NULL);
CREATE INDEX article_touch_article ON article_touch (article_id);
-- The number of each article's latest change; is_withdrawn as it was when that number was given.
CREATE TABLE article_change (
  article_id TEXT COLLATE "C" PRIMARY KEY, number BIGINT NOT NULL, is_withdrawn BOOLEAN NOT NULL,
  numbered_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX article_change_number ON article_change (number);
CREATE INDEX article_change_at ON article_change (numbered_at);
-- Articles that a person took back: they stay here and leave every target.
CREATE TABLE withdrawal (
  article_id TEXT COLLATE "C" PRIMARY KEY, reason TEXT NOT NULL, withdrawn_at TIMESTAMPTZ NOT NULL
);
INSERT INTO article_touch (article_id) SELECT article_id FROM article;
CREATE FUNCTION touch_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO article_touch (article_id)
    VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.article_id ELSE NEW.article_id END);
  RETURN NULL;
END $$;
-- Not observed_at and last_seen_at: being seen again as it was is no change.
CREATE TRIGGER article_touched AFTER UPDATE ON article FOR EACH ROW
  WHEN (to_jsonb(NEW) - 'observed_at' - 'last_seen_at'
    IS DISTINCT FROM to_jsonb(OLD) - 'observed_at' - 'last_seen_at')
  EXECUTE FUNCTION touch_article();
CREATE TRIGGER article_touched_new AFTER INSERT OR DELETE ON article
  FOR EACH ROW EXECUTE FUNCTION touch_article();
CREATE TRIGGER article_version_touched AFTER UPDATE ON article_version
  FOR EACH ROW EXECUTE FUNCTION touch_article();
CREATE TRIGGER withdrawal_touched AFTER INSERT OR UPDATE OR DELETE ON withdrawal
  FOR EACH ROW EXECUTE FUNCTION touch_article();
