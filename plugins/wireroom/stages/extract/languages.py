"""Collects what a page and its outlet state as its language, in their own spelling.

Which of them holds is stages/clean, where the text is known.
"""

from collections.abc import Iterator

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.sheet import Sheet

# Meta elements that state the language, and who reads them; Open Graph's names a country too.
_META = (
    ("og:locale", "Open Graph"),
    ("dc.language", "Dublin Core"),
    ("language", "older search engines"),
)


def languages(sheet: Sheet) -> tuple[str, ...]:
    """Each statement once, the root element's first and the outlet's last."""
    return tuple(dict.fromkeys(text for said in _statements(sheet) if (text := said.strip())))


def _statements(sheet: Sheet) -> Iterator[str]:
    for attribute in ("lang", "xml:lang"):
        yield sheet.tree.get(attribute) or ""
    stated = sheet.article.get("inLanguage")
    if isinstance(stated, dict):
        yield from jsonld.strings(stated.get("alternateName"))
    yield from jsonld.strings(stated)
    yield from (text for name, _ in _META for text in sheet.meta.get(name, ()))
    for tag in sheet.found["meta"]:
        if (tag.get("http-equiv") or "").lower() == "content-language":
            yield tag.get("content") or ""
    yield sheet.page.language
