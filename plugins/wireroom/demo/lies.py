"""A lie that every origin of the demo tells, from its first or a later article on."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.demo.hostile import Kind
from wireroom.demo.houses import house_of
from wireroom.demo.newsroom import Newsroom
from wireroom.demo.stories import OUTLET_IDS
from wireroom.errors import BadInputError

DEAD = "dead"
"""Not a lie: the host drops every connection."""
LIES = (DEAD, *(kind.value for kind in Kind if kind is not Kind.PREFIX))
"""All that an origin can do wrong; behind a prefix it would be right, only elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """What a host does, from its article `after` on."""

    kind: str
    after: int = 1

    def __str__(self) -> str:
        return f"{self.kind}:{self.after}"


def lie_from(text: str) -> Lie:
    """Read `KIND` or `KIND:AFTER`; BadInputError, with the kinds there are, where it is neither."""
    kind, _, after = text.partition(":")
    if kind not in LIES:
        fix = f"use one of {', '.join(LIES)}"
        raise BadInputError(repr(kind), "is nothing that a host of the demo can do", fix)
    if after and not (after.isascii() and after.isdecimal() and int(after)):
        fix = f"write {kind}:10 for the tenth article on"
        raise BadInputError(repr(after), "is no number of an article", fix)
    return Lie(kind=kind, after=int(after or 1))


def tell(newsroom: Newsroom, lie: Lie, outlet_ids: Sequence[str] = OUTLET_IDS) -> None:
    """Make the origins of these outlets dead or lying; what else is wrong with hosts stays."""
    for outlet_id in outlet_ids:
        origin = house_of(outlet_id).hosts[0]
        if lie.kind == DEAD:
            newsroom.kill(origin, after=lie.after)
        else:
            newsroom.lie(origin, lie.kind, after=lie.after)
