-- What a new row costs beside itself (benchmarks/load has what each took). article_outlet has the columns of
-- article_outlet_seen; few articles claim an id, and who looks for a claim names one, of an outlet.
DROP INDEX article_outlet_seen;
DROP INDEX article_claimed;
CREATE INDEX article_claimed ON article (outlet_id, claimed_id) WHERE claimed_id IS NOT NULL;
