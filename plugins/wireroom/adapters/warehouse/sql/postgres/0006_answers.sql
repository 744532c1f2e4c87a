-- The run whose question was answered: the same answer told again by its task is no second one.
ALTER TABLE mirror_decision ADD COLUMN asked_by TEXT COLLATE "C";
