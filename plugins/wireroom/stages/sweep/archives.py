"""A dated archive page: the links that are the outlet's articles, navigation left out.

Which link is an article is the caller's to say, by the outlet's own rules.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from lxml import etree, html

from wireroom.errors import BadInputError
from wireroom.model import Failed, Item, Reason
from wireroom.stages.sweep.reading import Reading, Wanted
from wireroom.urls import canonical, join

_FURNITURE = frozenset({"nav", "header", "footer", "aside"})
_MAX_LINKS = 20_000


def read_archive(
    body: bytes,
    *,
    page_url: str,
    on: date | None,
    is_article: Callable[[str], bool],
    wanted: Wanted,
) -> Reading | Failed:
    """The articles that the page links to, each once; `on` is the day that it is of."""
    try:
        root = html.document_fromstring(body, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        return Failed(reason=Reason.NOT_A_LISTING, detail=f"no archive page: {error}")
    found: dict[str, Item] = {}
    for url in _links(root, page_url):
        if url not in found and is_article(url):
            found[url] = Item(url=url, on=on)
        if len(found) > _MAX_LINKS:
            return Failed(
                reason=Reason.TOO_LARGE, detail=f"more than {_MAX_LINKS} articles on one page"
            )
    kept = tuple(item for item in found.values() if wanted(item))
    return Reading(items=kept, n_listed=len(found))


def _links(root: Any, page_url: str) -> Iterator[str]:  # noqa: ANN401 - lxml's element
    for anchor in root.iter("a"):
        link = anchor.get("href")
        if not link or any(one.tag in _FURNITURE for one in anchor.iterancestors()):
            continue
        try:
            yield canonical(join(page_url, link))
        except BadInputError:  # mailto:, javascript: and the like
            continue
