"""Whether a person sees an element, and whether it is the outlet that speaks there."""

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from wireroom.stages.extract.mirrors.hiding import is_marked_hidden
from wireroom.stages.extract.mirrors.strangers import is_strangers
from wireroom.stages.extract.mirrors.styles import StyleSheet, style_sheet

_PAGE = frozenset({"html", "body"})  # hidden, they are shown by a script: or else nobody reads them


@dataclass(slots=True)
class Sight:
    """What is known of a page's elements; each is looked at once."""

    sheet: StyleSheet
    _known: dict[HtmlElement, bool] = field(default_factory=dict)

    def is_outlets(self, element: HtmlElement) -> bool:
        """Whether the element and all around it is seen, and the outlet's own."""
        known = self._known.get(element)
        if known is None:
            parent = element.getparent()
            known = self._is_clear(element) and (parent is None or self.is_outlets(parent))
            self._known[element] = known
        return known

    def _is_clear(self, element: HtmlElement) -> bool:
        if element.tag in _PAGE:
            return True
        is_unseen = is_marked_hidden(element) or self.sheet.is_hiding(element)
        return not is_unseen and not is_strangers(element)


def sight_of(tree: HtmlElement) -> Sight:
    """The page's elements as its own styles show them."""
    return Sight(sheet=style_sheet(tree))
