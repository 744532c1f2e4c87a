"""Finds the hosts that a page names as the outlet's other addresses, in its furniture only.

A phrase in the article's own body gives none, nor does what a stranger wrote or nobody sees:
whoever is quoted there could name any host. What becomes of a candidate is not decided here
(design of mirrors: a person approves).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from wireroom.errors import BadInputError
from wireroom.stages.extract.mirrors.lines import Line, lines_of
from wireroom.stages.extract.mirrors.naming import is_foreign, n_letters_beside, named
from wireroom.stages.extract.mirrors.phrases import PHRASES, fold, has_phrase
from wireroom.stages.extract.mirrors.place import Place, place_of
from wireroom.stages.extract.mirrors.sieve import may_have_phrase
from wireroom.stages.extract.mirrors.sight import Sight, sight_of
from wireroom.urls import host_key, host_of

__all__ = ["PHRASES", "candidates", "onion_location"]

_LEVELS = 3  # from the phrase's block up, within which its list of hosts stands: td, tr, table
_REGIONS = frozenset({"article", "aside", "body", "footer", "header", "main", "nav"})
_MOST_HOSTS = 25  # of one page; who names more keeps a directory of others
_MOST_LETTERS = 80  # of a line beside its hosts; a longer one speaks of something else


def candidates(tree: HtmlElement, url: str, blocks: Sequence[str]) -> tuple[str, ...]:
    """Bare host names in page order, the page's own left out; `blocks` tell the body apart."""
    if not may_have_phrase(_text()(tree)):
        return ()
    lines = lines_of(tree)
    telling = [number for number, line in enumerate(lines) if has_phrase(fold(line.text))]
    if not telling:
        return ()
    page = _Page(lines=lines, sight=sight_of(tree), place=place_of(lines, blocks))
    own = _own_key(url)
    found = dict.fromkeys(host for number in telling for host in page.named_under(number))
    return tuple(host for host in found if host_key(host) != own and not is_foreign(host))[
        :_MOST_HOSTS
    ]


@lru_cache(maxsize=1)
def _text() -> etree.XPath:
    """All text of a page's body, its styles' too: to leave them out takes three times as long."""
    return etree.XPath("string(/html/body)", smart_strings=False)


def onion_location(tree: HtmlElement) -> str | None:
    """What the page's head says as an Onion-Location header would; None where it says nothing.

    See community.torproject.org/onion-services/advanced/onion-location. An element in the body
    is nobody's word: readers may have written it.
    """
    for element in tree.xpath("/html/head/meta[@http-equiv and @content]"):
        if element.get("http-equiv").strip().lower() == "onion-location":
            return str(element.get("content")).strip()
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page's lines, who is seen to speak in them, and where its article stands."""

    lines: Sequence[Line]
    sight: Sight
    place: Place

    def named_under(self, number: int) -> Iterator[str]:
        """The hosts under the phrase in that line, where it is seen and none of the article's.

        They stand in its own line, else in those that follow, up to one without.
        """
        line = self._seen(self.lines[number])
        if not has_phrase(fold(line.text)) or not self.place.is_furniture(number, line):
            return
        if found := named(line.words):
            yield from found
            return
        region = _region(line.block)
        for after, other in enumerate(self.lines[number + 1 :], start=number + 1):
            seen = self._seen(other)
            found = named(seen.words)
            if not seen.text.strip():
                continue
            is_near = region in (other.block, *other.block.iterancestors())
            if not (found and is_near and self.place.is_furniture(after, other)):
                return
            if n_letters_beside(seen.words) > _MOST_LETTERS:
                return
            yield from found

    def _seen(self, line: Line) -> Line:
        """The line as a person sees it, in the outlet's own words."""
        words = tuple(one for one in line.words if self.sight.is_outlets(one.element))
        return Line(words=words, block=line.block)


def _region(block: HtmlElement) -> HtmlElement:
    """The element around a phrase in which its list of hosts is looked for."""
    region = block
    for _ in range(_LEVELS):
        parent = region.getparent()
        if parent is None or region.tag in _REGIONS:
            break
        region = parent
    return region


def _own_key(url: str) -> str:
    try:
        return host_key(host_of(url))
    except BadInputError:
        return ""
