"""Finds the names in a page's visible byline, which its markup or its wording tells.

Readers' names, photographers' and those of other stories' authors are left out.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from wireroom.stages.extract.names import has_by, is_like, people

# Classes that may be a byline's, whatever letter comes first.
_IN_CLASS = (
    "contains(., 'uth') or contains(., 'uteu') or contains(., 'utor')"
    " or contains(., 'yline') or contains(., 'yLine')"
)
# Where a byline is looked for, the surest marks first, and whose marks they are. (Attributes are
# searched rather than elements as that takes half the time.)
_MARKS = tuple(
    etree.XPath(path)
    for path, _ in (
        ("//@rel[. = 'author']/.. | //@itemprop[. = 'author']/..", "microformats and microdata"),
        (
            f"//@class[{_IN_CLASS}]/..",
            "themes: author, auteur, autor, Byline, byLine",
        ),
        ("//@data-testid[contains(., 'yline')]/..", "pages whose classes are made by a compiler"),
    )
)
# A name of its own within a byline, by microdata, microformats or its link.
_INNER = etree.XPath(
    ".//*[@rel = 'author' or @itemprop = 'name' or contains(@href, '/author/')"
    " or contains(concat(' ', @class, ' '), ' fn ')]"
)
_IS_MARK = re.compile(r"author|auteur|autor|byline", re.IGNORECASE)
# Classes whose last word says that the element holds a name, as "post-author" and "byline__name".
_IS_NAME = re.compile(r"(?:author|byline)s?(?:[-_]*names?)?(?:\s|$)", re.IGNORECASE)
# What else an element with such a class holds.
_OTHERS = re.compile(
    r"comment|image|photo|img|avatar|caption|related|teaser|quote|widget|prep|desc", re.IGNORECASE
)
# What an element stands in where it is not this article's byline.
_FOREIGN = re.compile(r"comment|related|teaser|widget|caption|sidebar|recommend", re.IGNORECASE)
_FOREIGN_TAGS = frozenset(("figure", "nav"))
_PAGE = frozenset(("main", "body", "html"))  # their classes tell of the page
_NEAR = 3  # ancestors looked at
_LOOKS = 8  # marked elements looked at; what comes later belongs to other stories
_LONG = 120  # characters; a longer "byline" is a text about the author
_GOES_ON = r"(?:[,;&]|\b(?:and|und|et|y|e|og|och|en|и|و)\b)"
_OPEN = re.compile(rf"{_GOES_ON}$", re.IGNORECASE)
_ONWARD = re.compile(_GOES_ON, re.IGNORECASE)


def visible_names(tree: HtmlElement) -> list[str]:
    """The names of the first byline that has any."""
    return next((names for one in _marked(tree) if (names := _names(one))), [])


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    for mark in _MARKS:
        yield from islice(filter(_is_own, mark(tree)), _LOOKS)


def _is_own(element: HtmlElement) -> bool:
    label = f"{element.get('class') or ''} {element.get('data-testid') or ''}"
    is_marked = bool(_IS_MARK.search(label)) or _is_sure(element)
    if not is_marked or _OTHERS.search(label):
        return False
    scopes = islice(element.iterancestors(), _NEAR)
    return not any(map(_is_foreign, scopes))


def _is_foreign(scope: HtmlElement) -> bool:
    label = f"{scope.get('class') or ''} {scope.get('id') or ''}"
    return scope.tag in _FOREIGN_TAGS or (scope.tag not in _PAGE and bool(_FOREIGN.search(label)))


def _is_sure(element: HtmlElement) -> bool:
    return "author" in (element.get("rel"), element.get("itemprop"))


def _names(element: HtmlElement) -> list[str]:
    if len(_folded(element.text_content())) > _LONG:
        return []
    inner = [one for one in _INNER(element) if not len(one)]
    if texts := [text for one in inner if (text := _folded(one.text_content()))]:
        return people(texts)
    text = _byline(element)
    names = people((text,))
    label = element.get("class") or ""
    is_sure = has_by(text) or _is_sure(element) or bool(_IS_NAME.search(label))
    return names if is_sure or all(map(is_like, names)) else []


def _byline(element: HtmlElement) -> str:
    """The first text with a name in it, and the next ones where one goes on in another."""
    line = ""
    for piece in filter(None, map(_folded, element.itertext())):
        if people((line,)) and not (_OPEN.search(line) or _ONWARD.match(piece)):
            break
        line = f"{line} {piece}".strip()
    return line


def _folded(text: str) -> str:
    return " ".join(text.split())
