"""One row of a table of wordings."""

Row = tuple[str, str, float, str]  # language, phrase, weight, source
