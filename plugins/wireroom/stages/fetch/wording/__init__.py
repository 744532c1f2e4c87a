"""What pages say that stand in an outlet's place: a table per verdict, a source per row.

Weights: 1.0 decides by itself on a short page, 0.6 needs a second sign, 0.3 a third. A phrase that
speaks of the very page ("this domain has been seized") may decide; one that news may say of
anything ("has been seized by the") may not. Phrases are whole words, sought in what can be read,
both folded (folding.py). An article about such a page quotes them: verdicts.py says what clears it.
"own translation" marks rows nobody was seen to use.
"""

from wireroom.stages.fetch.wording.lexicon import TABLES, Found, found_in
from wireroom.stages.fetch.wording.row import Row

__all__ = ["TABLES", "Found", "Row", "found_in"]
