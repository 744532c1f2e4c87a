"""Learns a template from what the long way took of different articles of one outlet.

It judges no template: fitting.py says how well one gives the same lines.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wireroom.model import Rules, Template, fold_text
from wireroom.stages.extract.template.applying import container_in
from wireroom.stages.extract.template.containers import containers
from wireroom.stages.extract.template.outlines import Outline, looks

_STRAY = 0.02  # of a look's characters may be taken where its text is never the article's
_REPEATS = 3  # different articles that have a line: it is furniture, though the long way took it
_SHARE = 0.25  # of all articles have it then


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One article as the long way read it: `taken` are numbers of the outline's blocks.

    `key` says which article it is (its path, "" where it is not known); `rules` what the outlet's
    file said of its pages.
    """

    key: str
    page: Outline
    taken: frozenset[int]
    doubt: float
    rules: Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line inside a container: the looks it stands in, its own look with its mark, its text."""

    article: int
    looks: tuple[str, ...]
    marked: str
    text: str
    size: int
    is_taken: bool


def learn(seen: Sequence[Observation]) -> Template:
    """What these different articles, of which there is one at least, have in common."""
    bare = Template(containers=containers([(one.page, one.taken) for one in seen]))
    lines = [line for number, one in enumerate(seen) for line in _lines(bare, number, one)]
    never = _never(lines)
    rest = [line for line in lines if not never.intersection(line.looks)]
    furniture = frozenset(_furniture(rest, len(seen)))
    kept, left = _sorted([line for line in rest if line.text not in furniture])
    return Template(
        containers=bare.containers,
        kept=tuple(sorted(kept)),
        left=tuple(sorted(_outermost(lines, never) | left)),
        lines=tuple(sorted(furniture)),
        doubt=round(sum(one.doubt for one in seen) / len(seen), 3),
        rules=seen[0].rules,
    )


def _lines(template: Template, number: int, one: Observation) -> Iterator[_Line]:
    container = container_in(template, one.page)
    if container is None:
        return
    named = looks(one.page, container)
    for block in range(one.page.first[container], one.page.last[container]):
        box, above = one.page.box[block], []
        while box != container:
            above.append(named[box])
            box = one.page.parent[box]
        yield _Line(
            article=number,
            looks=tuple(above),
            marked=named[one.page.box[block]] + one.page.marks[block],
            text=fold_text(one.page.texts[block]),
            size=len(one.page.texts[block]),
            is_taken=block in one.taken,
        )


def _never(lines: Sequence[_Line]) -> frozenset[str]:
    """The looks of boxes whose text is the article's nowhere."""
    total, taken = Counter[str](), Counter[str]()
    for line in lines:
        for look in set(line.looks):
            total[look] += line.size
            taken[look] += line.size * line.is_taken
    return frozenset(look for look, size in total.items() if taken[look] <= _STRAY * size)


def _outermost(lines: Sequence[_Line], never: frozenset[str]) -> set[str]:
    """Of these looks those that stand in no other, which say it all."""
    return {
        next(look for look in reversed(line.looks) if look in never)
        for line in lines
        if never.intersection(line.looks)
    }


def _sorted(lines: Sequence[_Line]) -> tuple[set[str], set[str]]:
    """The looks of lines that are mostly the article's, and of those that are mostly not."""
    weight = Counter[str]()
    for line in lines:
        weight[line.marked] += line.size if line.is_taken else -line.size
    kept = {look for look, size in weight.items() if size > 0}
    return kept, set(weight) - kept


def _furniture(lines: Sequence[_Line], n_articles: int) -> Iterator[str]:
    """Lines that were left in several articles, or are the same in too many to be theirs."""
    left, taken = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for line in lines:
        (taken if line.is_taken else left)[line.text].add(line.article)
    for text in left.keys() | taken.keys():
        n_left, n_taken = len(left[text]), len(taken[text])
        is_left = n_left >= min(2, n_articles) and n_left > n_taken
        if is_left or n_left + n_taken >= max(_REPEATS, _SHARE * n_articles):
            yield text
