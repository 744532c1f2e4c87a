"""Which pages show different articles: one that comes over several hosts counts once.

Lines of one article on all its mirrors would look like lines that all articles share.
"""

import re
from collections.abc import Iterable

from wireroom.stages.extract.template.learning import Observation

_RUN = 4  # words; as long as the shingles that texts are compared by elsewhere
_SAME = 0.6  # Jaccard of runs of words; updates of one text and copies with other furniture


def different(seen: Iterable[Observation]) -> list[Observation]:
    """The first page of each article: no two have a path in common, or nearly the same text."""
    chosen: list[Observation] = []
    known: list[frozenset[tuple[str, ...]]] = []
    keys: set[str] = set()
    for one in seen:
        runs = _runs(one)
        if runs and one.key not in keys and not any(_jaccard(runs, old) > _SAME for old in known):
            chosen.append(one)
            known.append(runs)
        keys |= {one.key} - {""}
    return chosen


def _runs(one: Observation) -> frozenset[tuple[str, ...]]:
    text = " ".join(one.page.texts[block] for block in sorted(one.taken))
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _jaccard(ones: frozenset[tuple[str, ...]], others: frozenset[tuple[str, ...]]) -> float:
    return len(ones & others) / len(ones | others)
