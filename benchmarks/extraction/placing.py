"""Where the labels of a plot's points go: beside their points, over no point and no other label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

LINE_PT = 13.0
LETTER_PT = 6.0
GAP_PT = 9.0
POINT_PT = 5.0  # half the room a point takes
N_STEPS = 7  # lines that a label may stand above or below its point
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A label's middle line above its point, and the side it is on, in points."""

    across: float
    above: float

    def box(self, spot: Spot, text: str) -> Box:
        """The room the label takes."""
        width = LETTER_PT * len(text) * (1 if self.across > 0 else -1)
        ends = sorted((spot[0] + self.across, spot[0] + self.across + width))
        middle = spot[1] + self.above
        return Box(ends[0], middle - LINE_PT / 2, ends[1], middle + LINE_PT / 2)


def places(spots: Sequence[Spot], texts: Sequence[str]) -> list[Place]:
    """A place for each label, chosen one after the other: the nearest that is free."""
    taken = [Box(x - POINT_PT, y - POINT_PT, x + POINT_PT, y + POINT_PT) for x, y in spots]
    chosen = []
    for spot, text in zip(spots, texts, strict=True):
        free = (
            place
            for place in _candidates()
            if not any(place.box(spot, text).meets(box) for box in taken)
        )
        place = next(free, Place(GAP_PT, 0.0))
        taken.append(place.box(spot, text))
        chosen.append(place)
    return chosen


def _candidates() -> Iterator[Place]:
    yield from (Place(GAP_PT, 0.0), Place(-GAP_PT, 0.0))
    for step, side, across in product(range(1, N_STEPS), (1, -1), (GAP_PT, -GAP_PT)):
        yield Place(across * (1 + step / 2), side * step * LINE_PT)
