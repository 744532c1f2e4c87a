-- What changed, in an order that readers may trust (adr/0011). A writer only notes that it touched an
-- article, by the triggers below; numbers are given later, in one place, to what is committed.
CREATE TABLE article_touch (article_id TEXT NOT NULL);
CREATE INDEX article_touch_article ON article_touch (article_id);
-- The number of each article's latest change; is_withdrawn as it was when that number was given.
CREATE TABLE article_change (
  article_id TEXT PRIMARY KEY, number INTEGER NOT NULL, is_withdrawn INTEGER NOT NULL,
  numbered_at TEXT NOT NULL
);
CREATE UNIQUE INDEX article_change_number ON article_change (number);
CREATE INDEX article_change_at ON article_change (numbered_at);
-- Articles that a person took back: they stay here and leave every target.
CREATE TABLE withdrawal (
  article_id TEXT PRIMARY KEY, reason TEXT NOT NULL, withdrawn_at TEXT NOT NULL
);
INSERT INTO article_touch (article_id) SELECT article_id FROM article;
CREATE TRIGGER article_touched_new AFTER INSERT ON article BEGIN
  INSERT INTO article_touch (article_id) VALUES (NEW.article_id);
END;
-- Not observed_at and last_seen_at: being seen again as it was is no change.
CREATE TRIGGER article_touched AFTER UPDATE ON article
WHEN NEW.current_version_id <> OLD.current_version_id OR NEW.cluster_id <> OLD.cluster_id
  OR NEW.canonical_url <> OLD.canonical_url OR NEW.outlet <> OLD.outlet
  OR NEW.outlet_id <> OLD.outlet_id OR NEW.first_seen_at <> OLD.first_seen_at
  OR NEW.native_id IS NOT OLD.native_id OR NEW.claimed_id IS NOT OLD.claimed_id
BEGIN
  INSERT INTO article_touch (article_id) VALUES (NEW.article_id);
END;
-- SQLite takes a column here that is not there (yet).
CREATE TRIGGER article_touched_disappeared AFTER UPDATE OF disappeared_at ON article BEGIN
  INSERT INTO article_touch (article_id) VALUES (NEW.article_id);
END;
CREATE TRIGGER article_touched_gone AFTER DELETE ON article BEGIN
  INSERT INTO article_touch (article_id) VALUES (OLD.article_id);
END;
CREATE TRIGGER article_version_touched AFTER UPDATE ON article_version BEGIN
  INSERT INTO article_touch (article_id) VALUES (NEW.article_id);
END;
CREATE TRIGGER withdrawal_touched_new AFTER INSERT ON withdrawal BEGIN
  INSERT INTO article_touch (article_id) VALUES (NEW.article_id);
END;
CREATE TRIGGER withdrawal_touched AFTER UPDATE ON withdrawal BEGIN
  INSERT INTO article_touch (article_id) VALUES (NEW.article_id);
END;
CREATE TRIGGER withdrawal_touched_gone AFTER DELETE ON withdrawal BEGIN
  INSERT INTO article_touch (article_id) VALUES (OLD.article_id);
END;
