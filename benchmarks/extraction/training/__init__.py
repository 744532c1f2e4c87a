"""Grows the forests that tell an article's blocks, and holds them to pages they have not seen."""
