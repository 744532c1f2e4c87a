"""Reads a body by its outlet's template: no forest, no measures, no judge.

The long way is taken where the page has no such container, where the outlet's own rules changed
since, and on one page in twenty to see whether the template still holds.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from lxml.html import HtmlElement

from wireroom.model import Page, Rules, Template, fold_text
from wireroom.stages.extract.body import Body
from wireroom.stages.extract.body.cutting import Cut, cut
from wireroom.stages.extract.body.discussion import without_discussion
from wireroom.stages.extract.body.rules import blocks_in, elements_of
from wireroom.stages.extract.sheet import Sheet
from wireroom.stages.extract.template.applying import applied
from wireroom.stages.extract.template.outlines import outline, parted, stable
from wireroom.stages.extract.template.scopes import scope_of

MISSED = "template_missed"  # the container is not there, or as good as empty
STALE = "template_stale"  # learned under other rules than the outlet's file has now
DRIFTED = "template_drifted"  # the long way takes other lines: its word counts
_ENOUGH = 200  # characters; a container that gives less is none (as body/rules.py has it)
_CHECKED = 20  # one page in so many is read both ways
_ALIKE = 0.9  # Jaccard of the lines from which both ways read the same

LongWay = Callable[[], Body]


def read_by(template: Template, sheet: Sheet, long_way: LongWay) -> Body:
    """The page's body by the template, or the long way with a note that says why."""
    if template.rules != rules_of(sheet.page):
        return _noted(long_way(), STALE)
    found = _by_template(template, sheet)
    if found is None:
        return _noted(long_way(), MISSED)
    if is_checked(sheet.page):
        longer = long_way()
        own = [line for line in longer.lines()[0] if fold_text(line) not in template.lines]
        if alike(found.lines()[0], own) < _ALIKE:
            return _noted(longer, DRIFTED)
    return found


def rules_of(page: Page) -> Rules:
    """What the outlet's file says of the page's markup."""
    return Rules(drop=page.drop_selectors, keep=page.keep_selectors, body=page.body_selectors)


def is_checked(page: Page) -> bool:
    """Whether a page is one of those that are read both ways: by its address, not by chance."""
    digest = hashlib.sha256(page.url.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % _CHECKED == 0


def alike(ones: Iterable[str], others: Iterable[str]) -> float:
    """The Jaccard index of two bodies' lines, each folded and counted once; 1 where both lack."""
    own, other = ({fold_text(line) for line in lines} for lines in (ones, others))
    return len(own & other) / len(own | other) if own or other else 1.0


def _by_template(template: Template, sheet: Sheet) -> Body | None:
    element = _container(template, sheet.tree)
    if element is None:
        return None
    dropped = elements_of(sheet.tree, sheet.page.drop_selectors)
    pieces = without_discussion(cut(scope_of(element, sheet.found["h1"]), dropped))
    if element not in pieces.elements:  # inside what is never read: a menu, a dialog
        return None
    found = applied(template, outline(pieces), pieces.elements.index(element))
    if found.n_taken < _ENOUGH or found.is_strange:
        return None
    taken = _with_kept(sheet, pieces, found.taken)
    return Body(cut=pieces, taken=taken, doubt=template.doubt, is_judged=False, is_learned=True)


def _with_kept(sheet: Sheet, pieces: Cut, taken: tuple[int, ...]) -> tuple[int, ...]:
    """The template's blocks, and what the outlet's file keeps whatever else is said."""
    if not sheet.page.keep_selectors:
        return taken
    sure = blocks_in(pieces, elements_of(sheet.tree, sheet.page.keep_selectors))
    return tuple(sorted({*taken, *(int(block) for block in sure.nonzero()[0])}))


def _container(template: Template, tree: HtmlElement) -> HtmlElement | None:
    for look in template.containers:
        tag, words = _parted(look)
        for element in tree.iter(tag):
            if words.issubset(stable(label_of(element))):
                return element
    return None


_parted = lru_cache(maxsize=1024)(parted)


def label_of(element: HtmlElement) -> str:
    """An element's class, id and itemprop, as cutting.py joins them."""
    return " ".join(filter(None, map(element.get, ("class", "id", "itemprop"))))


def _noted(body: Body, note: str) -> Body:
    return replace(body, notes=(*body.notes, note))
