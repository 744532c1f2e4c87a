"""How often real articles are taken for something else, and what judging costs."""
