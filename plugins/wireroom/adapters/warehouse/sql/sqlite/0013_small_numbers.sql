-- For Postgres alone: SQLite stores each number in as many bytes as it needs.
SELECT 1;
