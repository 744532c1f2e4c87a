"""Tells where in a page its article stands, so that a picture is within it or outside."""

from bisect import bisect_left
from dataclasses import dataclass

from lxml.html import HtmlElement

from wireroom.stages.extract.body import Body
from wireroom.stages.extract.body.cutting import Cut
from wireroom.stages.extract.sheet import Sheet

_FAR = (
    6  # blocks that may stand between a picture and the article's text: captions, prompts, tables
)
_HEAD = 25  # blocks that may stand between the headline and the text: bylines, buttons, summaries


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where an article's blocks stand, as numbers of the page's blocks; `start` is its headline."""

    cut: Cut
    boxes: dict[HtmlElement, int]
    taken: tuple[int, ...]
    start: int

    @classmethod
    def of(cls, sheet: Sheet, body: Body) -> "Span":
        """The span of an article from its headline to its last line."""
        boxes = {element: box for box, element in enumerate(body.cut.elements)}
        first = body.taken[0] if body.taken else 0
        heads = (body.cut.first[boxes[one]] for one in sheet.found["h1"] if one in boxes)
        near = (place for place in heads if first - _HEAD <= place <= first)
        start = max(near, default=max(0, first - _FAR))
        return cls(cut=body.cut, boxes=boxes, taken=body.taken, start=start)

    def has(self, picture: HtmlElement) -> bool:
        """Whether a picture stands in the article: after its headline, and near to its text."""
        box = self._box(picture)
        if box is None or not self.taken:
            return False
        place = self.cut.first[box]
        first, last = self.taken[0], self.taken[-1]
        if place <= first:
            return self.start <= place
        if place > last:
            return self._is_beside(box, last)
        at = bisect_left(self.taken, place)
        return min(self.taken[at] - place, place - self.taken[at - 1]) <= _FAR

    def heads(self, picture: HtmlElement) -> bool:
        """Whether a picture stands shortly above the headline, where one with a caption leads."""
        box = self._box(picture)
        return box is not None and 0 < self.start - self.cut.first[box] <= _HEAD

    def _box(self, picture: HtmlElement) -> int | None:
        return next((self.boxes[one] for one in picture.iterancestors() if one in self.boxes), None)

    def _is_beside(self, box: int, block: int) -> bool:
        """Whether a box follows a block's own in one box: a picture that closes the text."""
        return self.cut.parent[box] == self.cut.parent[self.cut.box[block]]
