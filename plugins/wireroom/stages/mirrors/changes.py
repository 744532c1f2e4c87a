"""What changed between two copies, in words: in their text and in their headline."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from wireroom.stages.mirrors.alignment import Gap
from wireroom.stages.mirrors.wording import (
    HIDDEN_MAIL,
    is_mail,
    is_name,
    is_number,
    tokens,
    without_hosts,
)

_MOST_TOLD = 60  # words of one change that are told
_CONTEXT = 4  # words each side of a change
_SITE = 3  # letters that a site's name has at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: what changed, what others say, what this host says, and where."""

    what: str
    others: str
    theirs: str
    where: str = ""

    def __str__(self) -> str:
        place = f" in “{self.where}”" if self.where else ""
        return f"{self.brief}{place}"

    @property
    def brief(self) -> str:
        """What changed, without where."""
        if not self.others:
            return f"{self.what} added: {self.theirs}"
        if not self.theirs:
            return f"{self.what} missing: {self.others}"
        return f"{self.what} {self.others} became {self.theirs}"


def text_changes(known: Sequence[str], told: Sequence[str], found: Sequence[Gap]) -> list[Change]:
    """The gaps between two texts as changes, each with some words around it."""
    return [change for gap in found for change in _of_gap(known, told, gap)]


def is_hidden_mail(known: Sequence[str], told: Sequence[str], gap: Gap) -> bool:
    """Whether a gap is but mail addresses that one of the hosts' CDN hides."""
    before, after = known[gap.i : gap.j], told[gap.k : gap.m]
    return len(before) == len(after) and all(
        HIDDEN_MAIL in pair and all(map(is_mail, pair)) for pair in zip(before, after, strict=True)
    )


def headline_changes(theirs: str, others: str, hosts: Collection[str]) -> list[Change]:
    """A changed title; one that only adds a site's own name at an end is the same."""
    told, known = (tokens(without_hosts(title, hosts)) for title in (theirs, others))
    if not told or not known or told == known:
        return []
    short, long = sorted((told, known), key=len)
    more = long[len(short) :] if long[: len(short)] == short else long[: -len(short)]
    is_longer = long in ([*short, *more], [*more, *short])
    if is_longer and _is_site("".join(more).lower(), hosts):
        return []
    return [Change(what="title", others=others, theirs=theirs)]


def _is_site(name: str, hosts: Collection[str]) -> bool:
    """Whether a name is that of one of the hosts: "Press TV" of presstv.ir."""
    labels = {label.replace("-", "") for host in hosts for label in host.lower().split(".")[:-1]}
    return len(name) >= _SITE and any(
        min(len(label), len(name)) * 2 > max(len(label), len(name))
        and (label in name or name in label)
        for label in labels
    )


def _of_gap(known: Sequence[str], told: Sequence[str], gap: Gap) -> Iterator[Change]:
    around = known[max(gap.i - _CONTEXT, 0) : gap.j + _CONTEXT]
    where = " ".join(around[: _CONTEXT * 4])
    return _named(known[gap.i : gap.j], told[gap.k : gap.m], where)


def _named(before: Sequence[str], after: Sequence[str], where: str) -> Iterator[Change]:
    """A replaced run of words, told word by word where it is as long as what it replaces."""
    if len(before) == len(after):
        pairs = zip(before, after, strict=True)
        for old, new in ((old, new) for old, new in pairs if old != new):
            yield Change(what=_what(old, new), others=old, theirs=new, where=where)
        return
    lost, won = (Counter(filter(is_number, words)) for words in (before, after))
    is_short = len(before) + len(after) <= _CONTEXT
    if before and after and lost != won and not is_short:
        yield _change("number", [*(lost - won)], [*(won - lost)], where)
    what = "number" if (lost or won) and is_short else "words"
    yield _change(what, before, after, where)


def _change(what: str, before: Sequence[str], after: Sequence[str], where: str) -> Change:
    return Change(what=what, others=_told(before), theirs=_told(after), where=where)


def _told(words: Sequence[str]) -> str:
    more = " ..." if len(words) > _MOST_TOLD else ""
    return " ".join(words[:_MOST_TOLD]) + more


def _what(old: str, new: str) -> str:
    if is_number(old) or is_number(new):
        return "number"
    return "name" if is_name(old) and is_name(new) else "words"
