"""What a template takes of a page's outline: the lines inside the container that it knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from wireroom.model import Template, fold_text
from wireroom.stages.extract.template.outlines import Outline, first_of, looks

_STRANGE = 0.05  # of the text that is taken; so much may stand beside it in looks never seen


# Bare elements of a running text: where an outlet's paragraphs are the article's, the first list
# or heading among them is as well.
_RUNNING = re.compile(r"(>(p|h[2-6]|ul|ol|li|blockquote|pre))*\[\w+\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The blocks that are the article's, and the sizes of their text and of what is strange.

    Strange is what was never seen: its looks are in no list. Links alone are strange nowhere.
    """

    taken: tuple[int, ...]
    n_taken: int
    n_strange: int

    @property
    def is_strange(self) -> bool:
        """Whether too much of the page was never seen to rely on the rest."""
        return self.n_strange > _STRANGE * self.n_taken


def container_in(template: Template, page: Outline) -> int | None:
    """The first box that one of the containers names, the containers in their order."""
    boxes = (first_of(page, look) for look in template.containers)
    return next((box for box in boxes if box is not None), None)


def applied(template: Template, page: Outline, container: int) -> Applied:
    """What the template takes of the blocks inside a container."""
    kept, lines = frozenset(template.kept), frozenset(template.lines)
    kin = {_bare(key) for key in kept if key.endswith("[plain]")}
    taken, n_taken, n_strange = [], 0, 0
    for block, key in _not_left(template, page, container):
        text = page.texts[block]
        if lines and fold_text(text) in lines:
            continue
        is_link = key.endswith("[link]")
        if key in kept or (not is_link and _bare(key) in kin):
            taken.append(block)
            n_taken += len(text)
        elif not is_link:
            n_strange += len(text)
    return Applied(taken=tuple(taken), n_taken=n_taken, n_strange=n_strange)


def _not_left(template: Template, page: Outline, container: int) -> Iterator[tuple[int, str]]:
    """The blocks inside a container that stand in nothing that is left, and their looks."""
    left = frozenset(template.left)
    named = looks(page, container)
    is_out: dict[int, bool] = {}
    for box, look in named.items():
        is_out[box] = look in left or is_out.get(page.parent[box], False)
    for block in range(page.first[container], page.last[container]):
        key = named[page.box[block]] + page.marks[block]
        if not is_out[page.box[block]] and key not in left:
            yield block, key


@lru_cache(maxsize=16384)
def _bare(key: str) -> str:
    return _RUNNING.sub("", key)
