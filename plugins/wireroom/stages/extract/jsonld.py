"""Finds the article and the breadcrumb in a page's JSON-LD."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

_DEPTH = 12


def nodes(scripts: Iterable[HtmlElement]) -> list[dict[str, Any]]:
    """Every JSON-LD object of the page, nested ones too; unreadable scripts are passed over."""
    found: list[dict[str, Any]] = []
    for script in scripts:
        if "ld+json" in (script.get("type") or ""):
            try:
                found += _walk(json.loads(script.text or "", strict=False), _DEPTH)
            except (ValueError, RecursionError):
                continue
    return found


def _walk(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for part in value:
            yield from _walk(part, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _walk(part, depth - 1)


def article(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The first article-like object with a headline, or an empty one."""
    return next((node for node in found if _is_article(node) and node.get("headline")), {})


def _is_article(node: dict[str, Any]) -> bool:
    return any(kind.endswith(("Article", "Posting")) for kind in strings(node.get("@type")))


def breadcrumb(found: list[dict[str, Any]]) -> tuple[str, ...]:
    """The names of a BreadcrumbList, in order."""
    for node in found:
        items = node.get("itemListElement")
        if "BreadcrumbList" in strings(node.get("@type")) and isinstance(items, list):
            return tuple(
                name
                for item in items
                for name in (
                    strings(item) or strings(item.get("item") if isinstance(item, dict) else None)
                )[:1]
            )
    return ()


def persons(value: object, found: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    """The names under an author's key, and of each whether it is an organisation's.

    A reference ({"@id": ...}) is looked up among the page's objects.
    """
    return [person for part in _flat(value, _DEPTH) for person in _person(part, found)]


def _person(value: object, found: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    if not isinstance(value, dict):
        return [(name, False) for name in strings(value)]
    if "@id" in value and not _full_name(value):
        meant = (one for one in found if one.get("@id") == value["@id"] and _full_name(one))
        value = next(meant, value)
    is_group = any(kind.endswith("Organization") for kind in strings(value.get("@type")))
    return [(name, is_group) for name in _full_name(value)]


def _full_name(person: dict[str, Any]) -> tuple[str, ...]:
    halves = (*strings(person.get("givenName")), *strings(person.get("familyName")))
    return strings(person.get("name")) or ((" ".join(halves),) if halves else ())


def strings(value: object) -> tuple[str, ...]:
    """The strings of a text, a named object, or a list of these."""
    named = (part.get("name") if isinstance(part, dict) else part for part in _flat(value, _DEPTH))
    parts = (one for name in named for one in _flat(name, _DEPTH))
    return tuple(text for part in parts if isinstance(part, str) and (text := part.strip()))


def _flat(value: object, depth: int) -> Iterator[object]:
    """A list's parts, those of lists in it too down to the `depth`; what is no list is a part."""
    if depth and isinstance(value, list):
        for part in value:
            yield from _flat(part, depth - 1)
    else:
        yield value
