"""The links of an article and of its page: which lead elsewhere, which were added, which are gone.

A link is the article's where the words around it stand in the article's text.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wireroom.stages.mirrors.blocks import Anchor, Block
from wireroom.stages.mirrors.changes import Change
from wireroom.stages.mirrors.places import Place
from wireroom.stages.mirrors.wording import tokens

_SHINGLE = 3
_WITHIN = 0.8  # share of a block's shingles that stand in the text of which the block is a part
_HALF = 0.5  # share of links that are alike on two pages where both spell their links alike
_MOST_WORDS = 12  # of a link that are told

Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the article: its words, where it leads, and the words around it."""

    words: tuple[str, ...]
    key: str
    told: str
    around: Shingles


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """A page's links: all targets, those in paragraphs to foreign hosts, those of the article."""

    everywhere: frozenset[str]
    foreign: Mapping[str, str]
    in_article: tuple[Link, ...]
    text: Shingles


def read_links(blocks: Sequence[Block], words: Sequence[str], place: Place) -> Links:
    """The links of a page whose article's words are `words`."""
    text = shingles(words)
    in_article = [link for block in blocks for link in _of_article(block, text, place)]
    in_paragraphs = {
        key: place.told(anchor.href)
        for block in blocks
        if block.is_paragraph
        for anchor in block.anchors
        if not (key := place.key(anchor.href)).startswith("/")
    }
    own = {link.key: link.told for link in in_article if not link.key.startswith("/")}
    return Links(
        everywhere=frozenset(place.key(a.href) for block in blocks for a in block.anchors) - {""},
        foreign={key: said for key, said in (in_paragraphs | own).items() if key},
        in_article=(*in_article,),
        text=text,
    )


def links_added(theirs: Links, others: Links) -> list[Change]:
    """Foreign targets in the page's own matter that the other page names nowhere."""
    return [
        Change(what="link", others="", theirs=theirs.foreign[key])
        for key in sorted(theirs.foreign.keys() - others.everywhere)
    ]


def links_changed(theirs: Links, others: Links) -> list[Change]:
    """Links of the article that lead elsewhere, and those that were taken away."""
    is_alike = _is_alike(theirs, others)
    return [*_bent(theirs, others, is_alike=is_alike), *_gone(theirs, others, is_alike=is_alike)]


def shingles(words: Sequence[str]) -> Shingles:
    """Every run of three words."""
    return frozenset(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def _of_article(block: Block, text: Shingles, place: Place) -> Iterator[Link]:
    linked = [(anchor, key) for anchor in block.anchors if (key := place.key(anchor.href))]
    around = shingles(tokens(block.text)) if linked else frozenset()
    if around and _is_within(around, text):
        for anchor, key in linked:
            if words := _words(anchor):
                yield Link(words=words, key=key, told=place.told(anchor.href), around=around)


def _words(anchor: Anchor) -> tuple[str, ...]:
    return (*tokens(anchor.text),)


def _is_within(part: Shingles, whole: Shingles) -> bool:
    return len(part & whole) >= _WITHIN * len(part)


def _bent(theirs: Links, others: Links, *, is_alike: bool) -> Iterator[Change]:
    """The same words with another target, which `links_added` does not name."""
    known, told = _by_words(others), _by_words(theirs)
    for words in sorted(known.keys() & told.keys()):
        before, after = known[words], told[words]
        lost, won = (
            sorted(one.keys() - other) for one, other in ((before, after), (after, before))
        )
        for old, new in zip(lost, won, strict=False):
            is_named = new in theirs.foreign and new not in others.everywhere
            is_own = old.startswith("/") and new.startswith("/")
            if not is_named and (is_alike or not is_own):
                yield Change(
                    what="link", others=before[old], theirs=after[new], where=_shown(words)
                )


def _gone(theirs: Links, others: Links, *, is_alike: bool) -> Iterator[Change]:
    """Links whose words still stand there; a page that shows hardly any link took none away."""
    kept = [link for link in others.in_article if link.key in theirs.everywhere]
    if len(kept) < _HALF * len(others.in_article):
        return
    linked = {link.words for link in theirs.in_article}
    for link in others.in_article:
        is_there = link.key in theirs.everywhere or link.words in linked
        is_spelled_alike = is_alike or not link.key.startswith("/")
        if not is_there and is_spelled_alike and _is_within(link.around, theirs.text):
            yield Change(what="link", others=link.told, theirs="", where=_shown(link.words))


def _by_words(links: Links) -> dict[tuple[str, ...], dict[str, str]]:
    """Where the article's links lead, by their words: as it is compared, and as it is told."""
    by_words: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for link in links.in_article:
        by_words[link.words][link.key] = link.told
    return by_words


def _is_alike(theirs: Links, others: Links) -> bool:
    """Whether both hosts spell the paths of their own pages alike."""
    one, other = (
        {key for key in links.everywhere if key.startswith("/")} for links in (theirs, others)
    )
    return bool(one and other) and len(one & other) >= _HALF * min(len(one), len(other))


def _shown(words: Sequence[str]) -> str:
    return " ".join(words[:_MOST_WORDS])
