"""Copies of one article on several hosts: who says what, and whom a majority contradicts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from wireroom.model import digest_of
from wireroom.stages.mirrors.divergence import (
    Divergence,
    DivergenceKind,
    Reading,
    Specimen,
    differ,
    read,
)
from wireroom.stages.mirrors.wording import tokens

_MAJORITY = 2  # hosts that agree; one host's word is against another's


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One host's copy against another's.

    `is_alone` says that a majority contradicts it, of which `other_host` is one; `says` is a digest
    of its headline, words and links to elsewhere, alike on two hosts whose copies tell the same,
    and "" where it cannot tell a copy from one that contradicts it.
    """

    host: str
    other_host: str
    divergence: Divergence
    is_alone: bool
    says: str


def standings(specimens: Sequence[Specimen], *, own_hosts: Collection[str]) -> list[Standing]:
    """How every copy stands, in the order given; fewer than two copies stand nowhere.

    A majority are two hosts at least that agree with one another, and more than agree on anything
    else: two hosts that say different things do not tell which of them lies, nor do two against
    two. Without a majority each copy is held against the first other one.
    """
    own = {*own_hosts, *(one.host for one in specimens)}
    readings = [read(one, own_hosts=own) for one in specimens]
    majority = _majority(readings)
    return [*_standings(readings, majority)]


def _standings(readings: Sequence[Reading], majority: Sequence[Reading]) -> Iterator[Standing]:
    for one in readings:
        other = next((o for o in majority or readings if o is not one), None)
        if other is None:
            continue
        divergence = differ(one, other)
        is_outside = bool(majority) and all(one is not other for other in majority)
        says = _says(one)
        yield Standing(
            host=one.specimen.host,
            other_host=other.specimen.host,
            divergence=divergence,
            is_alone=is_outside and divergence.kind is not DivergenceKind.IDENTICAL,
            says="" if is_outside and says == _says(other) else says,
        )


def _majority(readings: Sequence[Reading]) -> list[Reading]:
    """The copies that agree, where more do so than on anything else; else none."""
    groups: list[list[Reading]] = []
    for one in readings:
        group = next((group for group in groups if _agree(group[0], one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    sizes = sorted(map(len, groups), reverse=True)
    is_clear = bool(sizes) and sizes[0] >= _MAJORITY and sizes.count(sizes[0]) == 1
    return max(groups, key=len) if is_clear else []


def _agree(one: Reading, other: Reading) -> bool:
    """Whether neither has something that the other has not."""
    return all(
        differ(theirs, others).kind is DivergenceKind.IDENTICAL
        for theirs, others in ((one, other), (other, one))
    )


def _says(one: Reading) -> str:
    title, links = tokens(one.specimen.title), sorted(one.links.foreign)
    return digest_of(*title, None, *one.words, None, *links)
