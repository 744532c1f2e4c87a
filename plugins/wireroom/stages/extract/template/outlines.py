"""The looks of a page's boxes and lines: what a template names, and what it is learned from.

An outline holds no element, so it can leave the process that read the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wireroom.stages.extract.body.cutting import Cut

# Words of class and id that differ from page to page or from build to build, and whose they are.
_PASSING = (
    (r"[.>\[\]]", "signs that part the words of a look"),
    (r"\d", "numbers: ids of articles, hashes of builds"),
    (r"^(sc|css|jss|jsx|emotion|svelte|astro)-", "hashes: styled-components, Emotion, JSS, Svelte"),
    (r"__(?=[A-Za-z-]*[A-Z])[A-Za-z-]{5}$", "hashes of five signs: CSS modules of Next.js"),
    (r"^(category|tag|author|term|topic|section)-", "subjects: WordPress' post_class()"),
)
_WHOLE = 0.8  # of a line's characters; so much in links or bold is all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Boxes by `tags`, stable `words` and `parent` (-1 at the root), with the blocks they hold.

    A box's blocks are `first[box]` to `last[box]` (not included); a block has its text, its box
    and its mark ("[link]" or "[bold]" where it is so as a whole, else "[plain]").
    """

    tags: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    parent: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    texts: tuple[str, ...]
    box: tuple[int, ...]
    marks: tuple[str, ...]


def outline(cut: Cut) -> Outline:
    """The outline of a page that was cut."""
    return Outline(
        tags=tuple(cut.tags),
        words=tuple(stable(label) for label in cut.labels),
        parent=tuple(cut.parent),
        first=tuple(cut.first),
        last=tuple(cut.last),
        texts=tuple(cut.texts),
        box=tuple(cut.box),
        marks=tuple(_mark(cut, block) for block in range(len(cut.texts))),
    )


@lru_cache(maxsize=16384)
def stable(label: str) -> tuple[str, ...]:
    """The words of class, id and itemprop that every page of the outlet has, in order."""
    words = set(label.split())
    return tuple(sorted(word for word in words if not _passing().search(word)))


@lru_cache(maxsize=1)
def _passing() -> re.Pattern[str]:
    return re.compile("|".join(rule for rule, _ in _PASSING))


def spelled(tag: str, words: Sequence[str]) -> str:
    """A look as a template spells it."""
    return ".".join((tag, *words))


def parted(look: str) -> tuple[str, frozenset[str]]:
    """Tag and words of a look."""
    tag, *words = look.split(".")
    return tag, frozenset(words)


def first_of(page: Outline, look: str) -> int | None:
    """The first box of a page that has a look's tag and all of its words."""
    tag, words = parted(look)
    boxes = enumerate(zip(page.tags, page.words, strict=True))
    return next((box for box, (own, has) in boxes if own == tag and words.issubset(has)), None)


def looks(page: Outline, container: int) -> dict[int, str]:
    """How each box inside a container is named, by its number; the container's own is ""."""
    found = {container: ""}
    for box in range(container + 1, len(page.parent)):
        if page.parent[box] not in found:
            break  # boxes stand in page order: what follows is outside
        words = page.words[box]
        found[box] = (
            spelled(page.tags[box], words)
            if words
            else f"{found[page.parent[box]]}>{page.tags[box]}"
        )
    return found


def _mark(cut: Cut, block: int) -> str:
    least = _WHOLE * len(cut.texts[block])
    if cut.n_linked[block] >= least:
        return "[link]"
    return "[bold]" if cut.n_strong[block] >= least else "[plain]"
