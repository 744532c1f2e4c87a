"""The same article on two hosts: identical, truncated, edited or injected, with every change named.

What differs between honest mirrors of one page (own links, trackers, typography, white space,
tokens in the markup) is no change. Compares values; fetches and reads nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from wireroom.stages.mirrors.furniture import Furniture, furniture_of
from wireroom.stages.mirrors.wording import is_name, is_number, tokens

_SAME_ARTICLE = 0.5  # share of common words below which two texts are two articles
_MOST_CHANGES = 40  # listed of one comparison; more say nothing more
_MOST_WORDS = 20_000  # aligned word by word; what is longer is cut, and the rest compared whole
_CONTEXT = 4  # words each side of a change
_LONG_GAP = 8  # words missing in a row that make a text a part of the other


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
class Change:
    """One difference: what changed, what others say, what this host says, and where."""

    what: str
    others: str
    theirs: str
    where: str = ""

    def __str__(self) -> str:
        place = f" in “{self.where}”" if self.where else ""
        if not self.others:
            return f"{self.what} added: {self.theirs}{place}"
        if not self.theirs:
            return f"{self.what} missing: {self.others}{place}"
        return f"{self.what} {self.others} became {self.theirs}{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """What a comparison came to: the gravest kind, and every change."""

    kind: DivergenceKind
    similarity: float
    changes: tuple[Change, ...] = ()

    @property
    def is_tampering(self) -> bool:
        """Whether no honest mirror of the page would differ so."""
        if self.kind in {DivergenceKind.INJECTED, DivergenceKind.DIFFERENT}:
            return True
        return self.kind is DivergenceKind.EDITED


def compare(theirs: Specimen, others: Specimen, *, own_hosts: Collection[str]) -> Divergence:
    """How `theirs` differs from `others`; `own_hosts` are the outlet's, whose links are alike."""
    told, known = tokens(theirs.text), tokens(others.text)
    added = _injections(
        furniture_of(theirs.body, url=theirs.url, own_hosts=own_hosts),
        furniture_of(others.body, url=others.url, own_hosts=own_hosts),
    )
    if told == known:
        kind = DivergenceKind.INJECTED if added else DivergenceKind.IDENTICAL
        return Divergence(kind=kind, similarity=1.0, changes=(*added,))
    matcher = SequenceMatcher(None, known[:_MOST_WORDS], told[:_MOST_WORDS], autojunk=False)
    similarity = matcher.ratio()
    changes = [*added, *_edits(matcher, known, told), *_rest(known, told)]
    kind = _kind(theirs, others, added, changes, similarity=similarity)
    return Divergence(kind=kind, similarity=similarity, changes=(*changes[:_MOST_CHANGES],))


def standing_alone(
    specimens: Sequence[Specimen], *, own_hosts: Collection[str]
) -> dict[str, tuple[str, Divergence]]:
    """Hosts whose copy was tampered with against a majority: each with a host it differs from.

    Three copies at least: two hosts that say different things do not tell which of them lies. A
    host is alone where at least two others agree with one another and not with it.
    """
    found: dict[str, tuple[str, Divergence]] = {}
    for one in specimens:
        rest = [other for other in specimens if other.host != one.host]
        pairs = [
            (left, right)
            for number, left in enumerate(rest)
            for right in rest[number + 1 :]
            if not _differ(left, right, own_hosts)
        ]
        if not pairs:
            continue
        agreed = pairs[0][0]
        divergence = compare(one, agreed, own_hosts=own_hosts)
        if divergence.is_tampering or divergence.kind is DivergenceKind.TRUNCATED:
            found[one.host] = (agreed.host, divergence)
    return found


def _differ(left: Specimen, right: Specimen, own_hosts: Collection[str]) -> bool:
    """Whether either has something that the other has not."""
    return any(
        compare(one, other, own_hosts=own_hosts).kind is not DivergenceKind.IDENTICAL
        for one, other in ((left, right), (right, left))
    )


def _kind(
    theirs: Specimen,
    others: Specimen,
    added: Sequence[Change],
    changes: Sequence[Change],
    *,
    similarity: float,
) -> DivergenceKind:
    if added:
        return DivergenceKind.INJECTED
    is_part = all(change.what == "words" and not change.theirs for change in changes)
    if is_part and any(len(change.others.split()) >= _LONG_GAP for change in changes):
        return DivergenceKind.TRUNCATED
    both = theirs.modified_at and others.modified_at
    if both and theirs.modified_at != others.modified_at:
        return DivergenceKind.UPDATED
    return DivergenceKind.DIFFERENT if similarity < _SAME_ARTICLE else DivergenceKind.EDITED


def _edits(
    matcher: SequenceMatcher[str], known: Sequence[str], told: Sequence[str]
) -> Iterator[Change]:
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        where = " ".join(known[max(i - _CONTEXT, 0) : j + _CONTEXT][: _CONTEXT * 4])
        yield from _named(known[i:j], told[k:m], where)


def _named(before: Sequence[str], after: Sequence[str], where: str) -> Iterator[Change]:
    """A replaced run of words, told word by word where it is as long as what it replaces."""
    if len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            yield Change(what=_what(old, new), others=old, theirs=new, where=where)
        return
    numbers = [word for word in (*before, *after) if is_number(word)]
    what = "number" if numbers and len(before) + len(after) <= _CONTEXT else "words"
    yield Change(what=what, others=" ".join(before), theirs=" ".join(after), where=where)


def _what(old: str, new: str) -> str:
    if is_number(old) or is_number(new):
        return "number"
    return "name" if is_name(old) and is_name(new) else "words"


def _rest(known: Sequence[str], told: Sequence[str]) -> Iterator[Change]:
    """What lies behind the words that were aligned, compared whole."""
    if known[_MOST_WORDS:] != told[_MOST_WORDS:]:
        yield Change(
            what="words",
            others=" ".join(known[_MOST_WORDS:][:_CONTEXT]),
            theirs=" ".join(told[_MOST_WORDS:][:_CONTEXT]),
            where=f"after {_MOST_WORDS} words",
        )


def _injections(theirs: Furniture, others: Furniture) -> list[Change]:
    """What the page carries and the other does not; carrying less is no injection."""
    pairs = (
        ("payment address", theirs.payments - others.payments),
        ("script", theirs.scripts - others.scripts),
        ("frame", theirs.frames - others.frames),
        ("form", theirs.forms - others.forms),
        ("link", theirs.links - others.links),
    )
    changes = [Change(what=w, others="", theirs=one) for w, more in pairs for one in sorted(more)]
    is_claim = theirs.canonical and not theirs.canonical.startswith("/")
    if is_claim and theirs.canonical != others.canonical:
        changes.append(Change(what="canonical", others=others.canonical, theirs=theirs.canonical))
    return changes
