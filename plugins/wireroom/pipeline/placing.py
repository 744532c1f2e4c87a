"""Clusters of a stream's articles, once all relations are filed, and what each is a copy of."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from sys import intern

import numpy as np

from wireroom.ports.near import NearIndex
from wireroom.stages.dedupe import Link, groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An article's cluster (the id of its earliest member) and what it is a copy of, if any."""

    id: str
    cluster: str
    relation: str | None
    of: str | None
    score: float | None


class _Links:
    """All relations as columns: objects would take ten times the memory."""

    def __init__(self, index: NearIndex) -> None:
        self.number, self.other = array("q"), array("q")
        self.score = array("d")
        self.kind: list[str] = []
        for link in index.links():
            self.number.append(link.number)
            self.other.append(link.other)
            self.score.append(link.score)
            self.kind.append(intern(link.kind))


def placed(index: NearIndex, first: int) -> Iterator[Placed]:
    """Clusters by the relations, and each article's best relation within its own."""
    links = _Links(index)
    head = array("q", range(index.n_articles()))
    instants = array("q", (at for _, _, at in index.names()))
    for group in _groups(links, len(head)):
        earliest = min(group, key=lambda number: (instants[number], number))
        for number in group:
            head[number] = earliest
    best = _best(links, head)
    ids = [name for _, name, _ in index.names()]
    for number in range(first, len(head)):
        at = best[number]
        yield Placed(
            id=ids[number],
            cluster=ids[head[number]],
            relation=links.kind[at] if at >= 0 else None,
            of=ids[links.other[at]] if at >= 0 else None,
            score=links.score[at] if at >= 0 else None,
        )


def _groups(links: _Links, n_articles: int) -> Iterator[list[int]]:
    """The clusters, computed one connected set of links at a time."""
    root = array("q", range(n_articles))
    for number, other in zip(links.number, links.other, strict=True):
        root[_root(root, number)] = _root(root, other)
    tops = np.fromiter((_root(root, number) for number in links.number), dtype=np.int64)
    for _, some in groupby(np.argsort(tops, kind="stable").tolist(), key=tops.__getitem__):
        told = [
            Link(
                one=name_of(links.number[at]), other=name_of(links.other[at]), score=links.score[at]
            )
            for at in some
        ]
        for group in groups(told):
            yield [int(name) for name in group]


def _root(root: "array[int]", number: int) -> int:
    while root[number] != number:
        root[number] = root[root[number]]
        number = root[number]
    return number


def _best(links: _Links, head: "array[int]") -> "array[int]":
    """For each article the place of its best relation within its cluster, -1 for none."""
    best = array("q", [-1]) * len(head)
    for at, (number, other) in enumerate(zip(links.number, links.other, strict=True)):
        if head[number] == head[other]:
            known = best[number]
            rank = (links.score[at], -other)
            if known < 0 or rank > (links.score[known], -links.other[known]):
                best[number] = at
    return best


def name_of(number: int) -> str:
    """An article's number as text that sorts as numbers do."""
    return f"{number:012d}"
