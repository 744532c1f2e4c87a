"""Finds the boxes that hold an outlet's bodies: the tightest that fit most pages."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from wireroom.stages.extract.template.outlines import Outline, first_of, spelled

Seen = tuple[Outline, frozenset[int]]
_MOST = 3  # layouts of one outlet; a page that fits none is read the long way
_ENOUGH = 0.9  # of the pages that the widest box fits; the tightest box has to fit as many


def containers(pages: Sequence[Seen]) -> tuple[str, ...]:
    """The looks of the bodies' boxes, that of most pages first; the whole page fits always."""
    found: list[str] = []
    rest = [page for page in pages if page[1]]
    while rest and len(found) < _MOST:
        best = _best(rest)
        found.append(best)
        rest = [page for page in rest if first_of(page[0], best) is None]
    return tuple(found) or ("body",)


def _best(pages: Sequence[Seen]) -> str:
    """The look that holds least beside the text, of those that hold it whole on most pages."""
    n_held, size = Counter[str](), Counter[str]()
    candidates = sorted({look for page in pages for look in _candidates(*page)})
    for look in candidates:
        for page, taken in pages:
            box = first_of(page, look)
            if box is not None and _holds(page, box, taken):
                n_held[look] += 1
                size[look] += sum(map(len, page.texts[page.first[box] : page.last[box]]))
    most = max(n_held.values())
    fit = [look for look in candidates if n_held[look] >= _ENOUGH * most]
    return min(fit, key=lambda look: (size[look] / n_held[look], look.count("."), look))


def _candidates(page: Outline, taken: Collection[int]) -> Iterator[str]:
    """What the smallest box around the text and those around it may be called."""
    box = page.box[min(taken)]
    while box >= 0:
        if _holds(page, box, taken):
            tag, words = page.tags[box], page.words[box]
            yield spelled(tag, words)
            yield from (spelled(tag, [word]) for word in words)
        box = page.parent[box]


def _holds(page: Outline, box: int, taken: Collection[int]) -> bool:
    return page.first[box] <= min(taken) and max(taken) < page.last[box]
