"""What one copy is to the other: exact, copy, truncated_of, updated_of or syndicated_from.

Which of the two is the subject follows from the kind: the shorter is truncated, the later updated,
the one that credits an agency syndicated. Decides after `rules` said that the two are copies.
"""

from dataclasses import dataclass
from datetime import datetime

CUT = 0.8  # a text with at most this much of the other's shingles is shorter, not merely edited
CONTAINED = 0.8  # of the shorter, in the longer: abridgements keep sentences whole
CHANGED = 0.85  # of numbers: below it the figures are others
FEW_NUMBERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two articles: `n` shingles, `credit` the agency it names, `agency` the one it is."""

    article_id: str
    outlet_id: str
    at: datetime
    n: int
    digest: int
    credit: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What `likeness` found for the two."""

    containment: float
    numbers: float
    n_numbers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The relation's name, its subject and what it is a copy of, and what speaks for it."""

    kind: str
    article_id: str
    other_id: str
    why: str


def kind_of(one: Side, other: Side, found: Measured) -> Kind:
    """What the two are to each other, whichever comes first."""
    earlier, later = sorted((one, other), key=lambda side: (side.at, side.article_id))
    if earlier.digest == later.digest:
        return _kind("exact", later, earlier, "same text")
    return (
        _from_agency(earlier, later)
        or _cut(earlier, later, found.containment)
        or _changed(earlier, later, found)
        or _kind("copy", later, earlier, "other outlet")
    )


def _from_agency(earlier: Side, later: Side) -> Kind | None:
    """The later credits what the earlier does not, or the earlier credits the later's agency."""
    if _is_from_agency(later, earlier):
        return _kind("syndicated_from", later, earlier, f"credits {later.credit}")
    if later.agency and _is_from_agency(earlier, later):
        return _kind("syndicated_from", earlier, later, f"credits {earlier.credit}")
    return None


def _cut(earlier: Side, later: Side, containment: float) -> Kind | None:
    """The shorter is a part of the longer."""
    shorter, longer = sorted((later, earlier), key=lambda side: side.n)
    if shorter.n > CUT * longer.n or containment < CONTAINED:
        return None
    return _kind("truncated_of", shorter, longer, f"{shorter.n / longer.n:.2f} of its length")


def _changed(earlier: Side, later: Side, found: Measured) -> Kind | None:
    """A later version, or both from one agency."""
    if earlier.outlet_id == later.outlet_id:
        return _kind("updated_of", later, earlier, "same outlet")
    if found.n_numbers >= FEW_NUMBERS and found.numbers < CHANGED:
        return _kind("updated_of", later, earlier, f"numbers {found.numbers:.2f}")
    if later.credit and later.credit == earlier.credit:
        return _kind("syndicated_from", later, earlier, f"both credit {later.credit}")
    return None


def _is_from_agency(copy: Side, source: Side) -> bool:
    """Whether a text credits an agency that wrote the other, or that the other does not name."""
    if not copy.credit or copy.outlet_id == source.outlet_id:
        return False
    return source.agency == copy.credit or (not source.credit and not copy.agency)


def _kind(name: str, subject: Side, of: Side, why: str) -> Kind:
    return Kind(kind=name, article_id=subject.article_id, other_id=of.article_id, why=why)
