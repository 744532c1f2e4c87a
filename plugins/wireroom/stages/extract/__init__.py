"""Reads a page: structured data first, trafilatura for the body, every candidate with its source.

It states what the page says; what to believe is stages/clean. It fetches nothing.
"""

import re
from importlib.metadata import version
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from wireroom.model import DateVote, Extraction, Page
from wireroom.stages.extract import charset, dates, images, jsonld, mirrors


def extract(page: Page) -> Extraction:
    """What the page says; a page without text gives an extraction without blocks."""
    text, notes = charset.decode(page.body, page.content_type)
    tree = _tree(text)
    found = jsonld.nodes(tree)
    article, meta = jsonld.article(found), _meta(tree)
    said = _body(text, page)
    modified = dates.vote(
        _first(article, "dateModified") or meta.get("article:modified_time", ""),
        "modified",
        page.timezone,
    )
    return Extraction(
        title=_title(tree, article, meta) or str(said.get("title") or "") or page.entry_title,
        authors=_authors(article, said, page),
        dates=tuple(_dates(tree, article, meta, said, page)),
        modified_at=modified.at if modified else None,
        sections=_sections(tree, found, article, meta),
        tags=jsonld.strings(article.get("keywords")) or page.entry_tags,
        language=(tree.get("lang") or meta.get("og:locale") or page.language)[:2].lower(),
        blocks=tuple(line for line in str(said.get("text") or "").split("\n") if line.strip()),
        images=images.images(tree, page.url),
        canonical_url=next(iter(tree.xpath("//link[@rel='canonical']/@href")), None),
        mirror_candidates=mirrors.candidates(tree, page.url),
        extractor=f"trafilatura/{version('trafilatura')}+wireroom/1",
        path="jsonld+trafilatura" if article else "trafilatura",
        notes=notes,
    )


def _tree(text: str) -> HtmlElement:
    try:
        return document_fromstring(
            text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return document_fromstring("<html><body></body></html>")


def _body(text: str, page: Page) -> dict[str, Any]:
    prune = [
        f"//*[@id='{s[1:]}']"
        if s[0] == "#"
        else f"//*[contains(concat(' ',@class,' '),' {s[1:]} ')]"
        for s in page.drop_selectors
    ]
    said = trafilatura.bare_extraction(
        text,
        url=page.url,
        fast=True,
        include_comments=False,
        with_metadata=True,
        prune_xpath=prune or None,
    )
    return said.as_dict() if said else {}


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        found.setdefault(name, (tag.get("content") or "").strip())
    return found


def _title(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    others = [
        meta.get("og:title", ""),
        tree.findtext(".//title") or "",
        _first(article, "headline"),
    ]
    for heading in tree.iter("h1"):
        text = " ".join(heading.text_content().split())
        if text and any(_fold(text) in _fold(other) for other in others):
            return text
    return next((text.strip() for text in (others[2], others[0]) if text.strip()), "")


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _authors(article: dict[str, Any], said: dict[str, Any], page: Page) -> tuple[str, ...]:
    named = jsonld.strings(article.get("author"))
    told = tuple(part.strip() for part in str(said.get("author") or "").split(";") if part.strip())
    return tuple(dict.fromkeys(named or told or page.entry_authors))


def _dates(
    tree: HtmlElement,
    article: dict[str, Any],
    meta: dict[str, str],
    said: dict[str, Any],
    page: Page,
) -> list[DateVote]:
    stated = [
        (_first(article, "datePublished"), "jsonld"),
        (meta.get("article:published_time") or meta.get("datepublished", ""), "meta"),
        *((tag.get("datetime") or "", "time") for tag in list(tree.iter("time"))[:1]),
        (str(said.get("date") or ""), "htmldate"),
    ]
    found = list(dates.votes(stated, page.url, page.timezone))
    if page.entry_published_at:
        found.append(DateVote(at=page.entry_published_at, source="feed"))
    return found


def _sections(
    tree: HtmlElement, found: list[dict[str, Any]], article: dict[str, Any], meta: dict[str, str]
) -> tuple[str, ...]:
    for crumb in tree.xpath("//*[contains(translate(@class,'B','b'),'breadcrumb')]"):
        parts = re.split(r"\s*[/>»›|]\s*|\s{2,}|\n", " \n ".join(crumb.itertext()))
        names = tuple(part.strip() for part in parts if part.strip())
        if names:
            return names
    named = jsonld.breadcrumb(found) or jsonld.strings(article.get("articleSection"))
    return named or tuple(filter(None, [meta.get("article:section", "")]))


def _first(node: dict[str, Any], key: str) -> str:
    return next(iter(jsonld.strings(node.get(key))), "")
