"""Has trafilatura read the body, with the joiners that Persian and emoji need kept in it.

trafilatura drops every character that is not printable, U+200C and U+200D among them, which joins
Persian words that are written apart; they go through it in the guise of rare letters.
"""

from typing import Any

import trafilatura

from wireroom.model import Page
from wireroom.stages.extract.sheet import Sheet

# joiner, letter that stands in for it (Unicode 16, category Lo, in no newspaper's alphabet)
_GUISES = (("\u200c", "\ua78f"), ("\u200d", "\ua7f7"))
_ENTITIES = (
    ("&zwnj;", "\u200c"),
    ("&#8204;", "\u200c"),
    ("&#x200c;", "\u200c"),
    ("&#x200C;", "\u200c"),
    ("&zwj;", "\u200d"),
    ("&#8205;", "\u200d"),
    ("&#x200d;", "\u200d"),
    ("&#x200D;", "\u200d"),
)


def read_body(sheet: Sheet) -> dict[str, Any]:
    """What trafilatura says of the page ("text", "title", "author", "date"), {} if nothing."""
    said = trafilatura.bare_extraction(
        _disguised(sheet.text),
        url=sheet.page.url,
        include_comments=False,
        with_metadata=True,
        prune_xpath=_prune(sheet.page) or None,
    )
    if said is None:
        return {}
    told = said if isinstance(said, dict) else said.as_dict()
    return {key: _undisguised(value) for key, value in told.items()}


def blocks(said: dict[str, Any], foreign: frozenset[str]) -> tuple[str, ...]:
    """The body's lines that are not empty and are not, word for word, one of the `foreign`."""
    lines = (line for line in str(said.get("text") or "").split("\n") if line.strip())
    return tuple(line for line in lines if " ".join(line.split()) not in foreign)


def _prune(page: Page) -> list[str]:
    return [
        f"//*[@id='{selector[1:]}']"
        if selector.startswith("#")
        else f"//*[contains(concat(' ',normalize-space(@class),' '),' {selector[1:]} ')]"
        for selector in page.drop_selectors
    ]


def _disguised(text: str) -> str:
    for entity, joiner in _ENTITIES:
        text = text.replace(entity, joiner)
    for joiner, guise in _GUISES:
        text = text.replace(joiner, guise)
    return text


def _undisguised(value: object) -> object:
    if isinstance(value, str):
        for joiner, guise in _GUISES:
            value = value.replace(guise, joiner)
    return value
