"""Finds an article's sections: the visible breadcrumb, then JSON-LD, then meta elements."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache

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
_IS_TRAIL, _IS_LINE = (
    re.compile("|".join(rule for rule, _ in table), re.IGNORECASE) for table in (_TRAILS, _LINES)
)
_SEPARATOR = re.compile(r"\s*[/>»›|→]\s*|\s*\n\s*")
_LABELS = 4096  # classes and ids whose meaning is remembered
# What the first crumb says that is no section, by language, as newspapers' front pages are called.
_HOME = frozenset(
    (
        *("home", "home page", "homepage", "front page", "main page", "start", "startseite"),
        *("accueil", "inicio", "portada", "início", "prima pagina", "voorpagina", "forside"),
        *("главная", "главная страница", "головна", "ana sayfa", "anasayfa", "خانه", "صفحه اصلی"),
        *("الرئيسية", "الصفحة الرئيسية", "होम", "หน้าแรก", "หน้าหลัก", "首页", "首頁", "主页"),
        *("ホーム", "トップ", "홈", "trang chủ", "beranda"),
    )
)


class _Mark(Enum):
    """What an element's class or id says of it."""

    TRAIL = "trail"
    LINE = "line"


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
    for element, mark in _marked(tree):
        if mark is _Mark.TRAIL and (names := _crumbs("\n".join(element.itertext()))):
            return _siblings(element, names)
        if mark is _Mark.LINE and len(names := _crumbs(element.text_content())) > 1:
            return names
    return ()


def _marked(tree: HtmlElement) -> Iterator[tuple[HtmlElement, _Mark]]:
    for element in tree.iter("nav", "div", "ol", "ul", "p", "span", "section"):
        mark = _mark(element.get("class") or element.get("id") or "")
        if (spoken := element.get("aria-label")) and spoken.lower() == "breadcrumb":
            mark = _Mark.TRAIL
        if mark is not None:
            yield element, mark


def _siblings(element: HtmlElement, names: tuple[str, ...]) -> tuple[str, ...]:
    """One crumb an element: those beside it with the same class belong to the trail."""
    label = element.get("class")
    if len(names) > 1 or not label or element.getparent() is None:
        return names
    row = [part for part in element.getparent() if part.get("class") == label]
    return tuple(" ".join(part.text_content().split()) for part in row)


@lru_cache(_LABELS)
def _mark(label: str) -> _Mark | None:
    """What a class or an id says; a page repeats few of them, and its outlet's others the same."""
    if _IS_TRAIL.search(label):
        return _Mark.TRAIL
    return _Mark.LINE if _IS_LINE.search(label) else None


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
