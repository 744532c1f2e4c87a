"""How much of a page is cut: the body's box and, around it, the way from the headline."""

from collections.abc import Iterable

from lxml.html import HtmlElement


def scope_of(container: HtmlElement, headlines: Iterable[HtmlElement]) -> HtmlElement:
    """The smallest element that holds the container and the nearest headline.

    Between the two stand the lead picture and its caption; without a headline it is the container.
    """
    around = {element: steps for steps, element in enumerate(_up(container))}
    shared = (
        next(element for element in _up(headline) if element in around) for headline in headlines
    )
    return min(shared, key=around.__getitem__, default=container)


def _up(element: HtmlElement) -> Iterable[HtmlElement]:
    yield element
    yield from element.iterancestors()
