"""Which articles stand together: relations joined from the strongest down, with a guard.

A text may be like two that are not like one another (a follow-up quotes both), so one weak link
never joins two groups. The outcome depends on the facts alone, not on the order they came in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

STRONG = 0.6  # score of a link that may join two groups alone; in tuning no wrong one passed .24
SHARE = 0.25  # of all possible links between two groups, else
WHOLE = 2.0  # the score of what a person joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two articles that are copies, and how sure that is (0 to 1)."""

    one: str
    other: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided: `merge` of two articles, or `split` of one (`other_id` is "").

    `number` orders decisions: a later one of an article undoes an earlier.
    """

    number: int
    action: str
    article_id: str
    other_id: str = ""


def groups(links: Iterable[Link], decisions: Sequence[Decision] = ()) -> list[list[str]]:
    """The groups of two or more, each sorted, the groups sorted too."""
    ordered = sorted(_effective(links, decisions), key=lambda k: (-k.score, k.one, k.other))
    near = _neighbours(ordered)
    group_of = {name: {name} for name in near}
    for link in ordered:
        one, other = sorted((group_of[link.one], group_of[link.other]), key=len)
        if one is not other and _may_join(link, one, other, near):
            other |= one
            group_of.update(dict.fromkeys(one, other))
    distinct = {id(group): group for group in group_of.values() if len(group) > 1}
    return sorted(sorted(group) for group in distinct.values())


def _may_join(link: Link, one: set[str], other: set[str], near: Mapping[str, set[str]]) -> bool:
    if link.score >= STRONG or len(one) == 1:  # one alone goes where its best match is
        return True
    n_links = sum(len(near[name] & other) for name in one)
    return n_links >= SHARE * len(one) * len(other)


def _effective(links: Iterable[Link], decisions: Sequence[Decision]) -> list[Link]:
    """The links that no person cut, and those that a person made since."""
    cut_at = {d.article_id: d.number for d in decisions if d.action == "split"}
    kept = [link for link in links if not {link.one, link.other} & cut_at.keys()]
    merges = [d for d in decisions if d.action == "merge"]
    return kept + [
        Link(one=d.article_id, other=d.other_id, score=WHOLE)
        for d in merges
        if all(cut_at.get(name, -1) < d.number for name in (d.article_id, d.other_id))
    ]


def _neighbours(links: Iterable[Link]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for link in links:
        found.setdefault(link.one, set()).add(link.other)
        found.setdefault(link.other, set()).add(link.one)
    return found
