"""The same article on two hosts: identical, truncated, edited or injected, with every change named.

What differs between honest mirrors of one page (own links, trackers, typography, white space,
tokens in the markup) is no change. Compares values; fetches and reads nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wireroom.stages.mirrors.alignment import Gap, gaps, similarity
from wireroom.stages.mirrors.blocks import as_utf8, blocks_of, tree_of
from wireroom.stages.mirrors.changes import (
    Change,
    headline_changes,
    is_hidden_mail,
    text_changes,
)
from wireroom.stages.mirrors.furniture import OWN_CODE, Furniture, injections, read_furniture
from wireroom.stages.mirrors.links import Links, links_added, links_changed, read_links
from wireroom.stages.mirrors.places import Place
from wireroom.stages.mirrors.wording import tokens, without_hosts

_SAME_ARTICLE = 0.5  # share of common words below which two texts are two articles
_MOST_CHANGES = 40  # listed of one comparison; more say nothing more
_LONG_GAP = 8  # words missing in a row that make a text a part of the other
_FEW_GAPS = 5  # runs missing of a text that is a part; who takes out more chooses


class DivergenceKind(StrEnum):
    """How a host's copy of an article differs from another's, gravest last."""

    IDENTICAL = "identical"
    UPDATED = "updated"
    TRUNCATED = "truncated"
    DIFFERENT = "different"
    EDITED = "edited"
    INJECTED = "injected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One host's copy of an article: what was read of it, and its raw bytes."""

    host: str
    url: str
    title: str
    text: str
    body: bytes
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """What a comparison came to: the gravest kind, and every change."""

    kind: DivergenceKind
    similarity: float
    changes: tuple[Change, ...] = ()

    @property
    def is_tampering(self) -> bool:
        """Whether no honest mirror of the page would differ so."""
        return self.kind in {
            DivergenceKind.INJECTED,
            DivergenceKind.DIFFERENT,
            DivergenceKind.EDITED,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A copy taken apart for comparisons, of which it may stand in many."""

    specimen: Specimen
    words: list[str]
    links: Links
    furniture: Furniture
    own_hosts: frozenset[str]


def read(specimen: Specimen, *, own_hosts: Collection[str]) -> Reading:
    """Take a copy apart; `own_hosts` are the outlet's, whose links and names are alike."""
    own = frozenset({*own_hosts, specimen.host})
    place = Place(specimen.url, own)
    words = tokens(without_hosts(specimen.text, own))
    body = as_utf8(specimen.body)
    tree = tree_of(body)
    blocks = blocks_of(tree)
    return Reading(
        specimen=specimen,
        words=words,
        links=read_links(blocks, tokens(specimen.text), place),
        furniture=read_furniture(body, tree, blocks, place),
        own_hosts=own,
    )


def compare(theirs: Specimen, others: Specimen, *, own_hosts: Collection[str]) -> Divergence:
    """How `theirs` differs from `others`; `own_hosts` are the outlet's, whose links are alike."""
    own = {*own_hosts, theirs.host, others.host}
    return differ(read(theirs, own_hosts=own), read(others, own_hosts=own))


def differ(theirs: Reading, others: Reading) -> Divergence:
    """How one reading differs from another."""
    known, told = others.words, theirs.words
    found = [gap for gap in gaps(known, told) if not is_hidden_mail(known, told, gap)]
    added = [
        *injections(theirs.furniture, others.furniture),
        *links_added(theirs.links, others.links),
    ]
    bent = [
        *headline_changes(theirs.specimen.title, others.specimen.title, theirs.own_hosts),
        *links_changed(theirs.links, others.links),
    ]
    alike = similarity(known, told, found)
    retold = [*bent, *text_changes(known, told, found)]
    kind = _kind_of_text(theirs.specimen, others.specimen, is_alike=alike >= _SAME_ARTICLE)
    if not bent and _is_part(known, told, found):
        kind = DivergenceKind.TRUNCATED
    if not (added or retold):
        kind = DivergenceKind.IDENTICAL
    elif _is_injected(added, is_retold=bool(retold) and kind is not DivergenceKind.TRUNCATED):
        kind = DivergenceKind.INJECTED
    changes = (*added, *retold)[:_MOST_CHANGES]
    return Divergence(kind=kind, similarity=alike, changes=changes)


def _is_injected(added: Sequence[Change], *, is_retold: bool) -> bool:
    """Whether what was added outweighs what was told otherwise (`is_retold`).

    Code that names nobody else comes with a new release of the pages, as news do with an update.
    """
    is_code = all(change.what in OWN_CODE for change in added)
    return bool(added) and not (is_code and is_retold)


def _kind_of_text(theirs: Specimen, others: Specimen, *, is_alike: bool) -> DivergenceKind:
    """What two texts that differ are; a page that claims another instant may be another version."""
    both = theirs.modified_at and others.modified_at
    if both and theirs.modified_at != others.modified_at:
        return DivergenceKind.UPDATED
    return DivergenceKind.EDITED if is_alike else DivergenceKind.DIFFERENT


def _is_part(known: Sequence[str], told: Sequence[str], found: Sequence[Gap]) -> bool:
    """Whether `told` is `known` with few long runs missing, or its end, if need be in mid-word.

    A short run taken out of the middle ("not") is an edit, whatever else is missing.
    """
    if not found or len(found) > _FEW_GAPS:
        return False
    if any(gap.m > gap.k for gap in found[:-1]) or not _is_cut(known, told, found[-1]):
        return False
    inner = [gap for gap in found if gap.j < len(known)]
    is_long = sum(gap.j - gap.i for gap in found) >= _LONG_GAP
    return is_long and all(gap.j - gap.i >= _LONG_GAP for gap in inner)


def _is_cut(known: Sequence[str], told: Sequence[str], last: Gap) -> bool:
    """Whether nothing stands in the last gap, but the start of the word that was cut."""
    rest = told[last.k : last.m]
    if not rest:
        return True
    is_end = last.m == len(told) and last.j == len(known) and last.i < last.j
    return is_end and len(rest) == 1 and known[last.i].startswith(rest[0])
