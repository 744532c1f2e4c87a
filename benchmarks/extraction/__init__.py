"""How well and how fast wireroom and its peers read real articles' pages."""
