"""What of a page's bytes nobody sees: scripts, comments, and elements that styles hide.

No parser: spans of bytes, found by plain searches, bounded whatever the markup. A banner padded
with hidden words is a short page again once they are out.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

Span = tuple[int, int]

_UNSEEN = re.compile(rb"<(?:!--|(?:script|style|template|noscript|svg|iframe)\b)")
_ENDS = {b"<!--": b"-->"}  # the others end with their own name
# What an inline style, a style sheet's rule or an attribute says of an element that is not shown.
# The word to look for first stands before the pattern: a plain search is many times faster.
_HIDERS: tuple[tuple[bytes, re.Pattern[bytes]], ...] = (
    (b"display", re.compile(rb"display\s*:\s*none")),
    (b"visibility", re.compile(rb"visibility\s*:\s*hidden")),
    (b"font-size", re.compile(rb"font-size\s*:\s*0(?![.\d]*[1-9])")),
    (b"opacity", re.compile(rb"opacity\s*:\s*0(?![.\d]*[1-9])")),
    (b"left", re.compile(rb"left\s*:\s*-\d{3,}")),
    (b"text-indent", re.compile(rb"text-indent\s*:\s*-\d{3,}")),
)
_ATTRIBUTE = (b"hidden", re.compile(rb"""(?<=[\s"'])hidden(?=[\s=>/])"""))
_SELECTOR = re.compile(rb"(?:[},/]|<style[^<>]*>)\s*[.#]([\w-]+)\s*$")  # a class or id alone
_NAME = re.compile(rb"<([a-z][\w-]*)")
_VOID = frozenset({b"input", b"img", b"br", b"hr", b"meta", b"link", b"source", b"html", b"body"})
_LOOSE = frozenset({b"p", b"li", b"dt", b"dd", b"td", b"th", b"tr", b"option"})  # end tag optional
_MAX_TAG = 4000  # bytes from a hiding word back to its tag's start
_MAX_SELECTOR = 300
_MAX_ELEMENTS = 200  # hidden elements that are taken out of one page
_MAX_STEPS = 500  # tags of one name that are counted to find an element's end
_MAX_NAMES = 20  # classes and ids


def without_scripts(page: bytes, lower: bytes) -> bytes:
    """The page without scripts, styles, comments and the like; `lower` is it in lower case."""
    return _without(page, _unseen(lower))


def without_hidden(bare: bytes, lower: bytes) -> bytes:
    """`bare`, a page without scripts, without the elements that are not shown.

    `lower` is the whole page in lower case: its style sheets tell.
    """
    low = bare.lower()
    tags = sorted({*islice(_hiding_tags(low, _hiding_names(lower)), _MAX_ELEMENTS)})
    return _without(bare, _outermost(low, tags))


def _unseen(lower: bytes) -> Iterator[Span]:
    at = 0
    while found := _UNSEEN.search(lower, at):
        end = lower.find(_ENDS.get(found[0], b"</" + found[0][1:]), found.end())
        if end < 0:
            yield found.start(), len(lower)
            return
        at = end + len(_ENDS.get(found[0], b""))
        yield found.start(), at


def _hiding_tags(low: bytes, names: Iterable[bytes]) -> Iterator[int]:
    """Where tags start that say, by style, attribute, class or id, that they are not shown."""
    for word, pattern in (*_HIDERS, _ATTRIBUTE):
        for at in _found(low, word):
            if pattern.match(low, at):
                yield from _tag_around(low, at)
    for name in names:
        for at in _found(low, name):
            end = at + len(name)
            if low[at - 1 : at] in b"\"' =" and low[end : end + 1] in b"\"' >":
                yield from _tag_around(low, at)


def _hiding_names(lower: bytes) -> list[bytes]:
    """Classes and ids that the page's own style sheets hide by a rule of their own."""
    return list(dict.fromkeys(islice(_ruled(lower), _MAX_NAMES)))


def _ruled(lower: bytes) -> Iterator[bytes]:
    for word, pattern in _HIDERS:
        for at in _found(lower, word):
            if not pattern.match(lower, at):
                continue
            start = lower.rfind(b"{", max(at - _MAX_TAG, 0), at)
            if start < 0 or b"}" in lower[start:at]:
                continue
            selector = _SELECTOR.search(lower[max(start - _MAX_SELECTOR, 0) : start])
            if selector:
                yield selector[1]


def _found(low: bytes, word: bytes) -> Iterator[int]:
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + len(word))


def _tag_around(low: bytes, at: int) -> Iterator[int]:
    start = low.rfind(b"<", max(at - _MAX_TAG, 0), at)
    if start >= 0 and b">" not in low[start:at]:
        yield start


def _outermost(low: bytes, tags: Iterable[int]) -> Iterator[Span]:
    at = 0
    for start in tags:
        if start < at:
            continue  # within an element that is out already
        end = _element_end(low, start)
        if end > start:
            yield start, end
            at = end


def _element_end(low: bytes, start: int) -> int:
    """Where the element ends whose tag starts there; `start` itself for what is never left out."""
    name = _NAME.match(low, start)
    if name is None or name[1] in _VOID:
        return start
    tags = re.compile(rb"<(/?)" + name[1] + rb"\b")
    if name[1] in _LOOSE:
        after = tags.search(low, name.end())
        return after.start() if after else len(low)
    depth = 0
    for n_steps, tag in enumerate(tags.finditer(low, start)):
        depth += -1 if tag[1] else 1
        if depth == 0 or n_steps == _MAX_STEPS:
            return tag.end()
    return len(low)


def _without(page: bytes, spans: Iterable[Span]) -> bytes:
    kept, at = [], 0
    for start, end in spans:
        kept.append(page[at:start])
        at = end
    kept.append(page[at:])
    return b" ".join(kept)
