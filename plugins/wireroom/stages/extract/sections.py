"""Finds an article's sections: the visible breadcrumb, then JSON-LD, then meta elements."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.sheet import Sheet

_LONG = 60  # characters; a longer crumb is a headline
_DEEP = 5  # sections named; a longer trail is a menu
# class or id of a trail of sections, and where it was seen
_TRAILS = (
    (r"bread-?_?crumb", "schema.org and WordPress themes"),
    (r"(^|[-_ ])crumbs?([-_ ]|$)", "BEM-like themes"),
    (r"nav-?path|path-?nav", "older newspaper layouts"),
)
# the same, where the text must show a separator, as the word is used for much else
_LINES = (
    (r"^(article-|story-)?kicker$", "newspaper themes"),
    (r"^(article-|story-)?(sections?|categor(y|ies))$", "agency pages"),
)
_SEPARATOR = re.compile(r"\s*[/>»›|→]\s*|\s*\n\s*")
# what the first crumb says that is no section
_HOME = frozenset(
    ("home", "homepage", "start", "startseite", "accueil", "inicio", "خانه", "главная")
)


def sections(sheet: Sheet, title: str) -> tuple[str, ...]:
    """Section names from the outermost to the innermost, the home page and headline left out."""
    said = (
        _visible(sheet.tree),
        jsonld.breadcrumb(sheet.nodes),
        jsonld.strings(sheet.article.get("articleSection")),
        sheet.meta.get("article:section", ()),
    )
    return next((names for found in said if (names := _names(found, title))), ())


def _visible(tree: HtmlElement) -> tuple[str, ...]:
    for element in tree.iter("nav", "div", "ol", "ul", "p", "span", "section"):
        label = element.get("class") or element.get("id") or ""
        if _is_marked(label, _TRAILS) or element.get("aria-label", "").lower() == "breadcrumb":
            if names := _crumbs("\n".join(element.itertext())):
                return _siblings(element, names)
        elif _is_marked(label, _LINES):
            names = _crumbs(element.text_content())
            if len(names) > 1:
                return names
    return ()


def _siblings(element: HtmlElement, names: tuple[str, ...]) -> tuple[str, ...]:
    """One crumb an element: those beside it with the same class belong to the trail."""
    label = element.get("class")
    if len(names) > 1 or not label or element.getparent() is None:
        return names
    row = [part for part in element.getparent() if part.get("class") == label]
    return tuple(" ".join(part.text_content().split()) for part in row)


def _is_marked(label: str, table: Iterable[tuple[str, str]]) -> bool:
    return any(re.search(rule, label, re.IGNORECASE) for rule, _ in table)


def _crumbs(text: str) -> tuple[str, ...]:
    return tuple(name for part in _SEPARATOR.split(text) if (name := " ".join(part.split())))


def _names(found: Iterable[str], title: str) -> tuple[str, ...]:
    kept = tuple(
        dict.fromkeys(
            name
            for name in found
            if name.casefold() not in _HOME and name != title and len(name) <= _LONG
        )
    )
    return kept if len(kept) <= _DEEP else ()
