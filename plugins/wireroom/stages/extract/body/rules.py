"""What an outlet's file says of its pages' markup: where the body is, what is kept, what is not.

A rule that finds nothing is not obeyed but told: outlets redesign their pages, and a file that was
right last year must not empty this year's articles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from wireroom.model import Page
from wireroom.stages.extract.body.cutting import Cut

MISSED = "body_selectors_missed"  # the note of a page in which the file's body is not found
_ENOUGH = 200  # characters; a box named as the body that holds less is not it

Likely = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """How likely each block is, the outlet's rules obeyed, and what is to be told of them."""

    likely: Likely
    notes: tuple[str, ...] = ()


def elements_of(tree: HtmlElement, selectors: Sequence[str]) -> frozenset[HtmlElement]:
    """Every element that one of the selectors (``.class``, ``#id``) names."""
    return frozenset(one for selector in selectors for one in tree.xpath(_path(selector)))


def ruled(page: Page, tree: HtmlElement, pieces: Cut, likely: Likely) -> Ruled:
    """Blocks outside the body that the file names are unlikely; those it keeps are sure."""
    notes: tuple[str, ...] = ()
    if page.body_selectors:
        inside = blocks_in(pieces, elements_of(tree, page.body_selectors))
        if sum(len(pieces.texts[block]) for block in np.flatnonzero(inside)) >= _ENOUGH:
            likely = np.where(inside, likely, 0).astype(np.float32)
        else:
            notes = (MISSED,)
    if page.keep_selectors:
        kept = blocks_in(pieces, elements_of(tree, page.keep_selectors))
        likely = np.where(kept, 1, likely).astype(np.float32)
    return Ruled(likely=likely, notes=notes)


def blocks_in(pieces: Cut, elements: Iterable[HtmlElement]) -> NDArray[np.bool_]:
    """Which of the blocks stand in one of the elements."""
    named, inside = set(elements), np.zeros(len(pieces.texts), dtype=bool)
    for box, element in enumerate(pieces.elements):
        if element in named:
            inside[pieces.first[box] : pieces.last[box]] = True
    return inside


def _path(selector: str) -> str:
    """An XPath for ``.class`` or ``#id``."""
    name = selector[1:]
    if selector.startswith("#"):
        return f"//*[@id='{name}']"
    return f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
