"""How well copies of one article are told apart: harmless noise, and planted changes."""
