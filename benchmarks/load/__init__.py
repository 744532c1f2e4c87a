"""How fast batches are filed, beside what the engines do with the same rows and no rules at all."""
