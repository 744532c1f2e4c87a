"""Reads a page: structured data first, trafilatura for the body, every candidate with its source.

It states what the page says; what to believe is stages/clean. It fetches nothing.
"""

from importlib.metadata import version

from wireroom.model import Extraction, Page
from wireroom.stages.extract import jsonld
from wireroom.stages.extract.authors import authors
from wireroom.stages.extract.body import blocks, read_body
from wireroom.stages.extract.dates import dates, modified_at
from wireroom.stages.extract.images import foreign_lines, images
from wireroom.stages.extract.mirrors import candidates, onion_location
from wireroom.stages.extract.sections import sections
from wireroom.stages.extract.sheet import Sheet, open_sheet
from wireroom.stages.extract.titles import title


def extract(page: Page) -> Extraction:
    """What the page says; a page without text gives an extraction without blocks."""
    sheet = open_sheet(page)
    said = read_body(sheet)
    lines = blocks(said, foreign_lines(sheet.tree))
    headline = title(sheet)
    return Extraction(
        title=headline,
        authors=authors(sheet),
        dates=dates(sheet),
        modified_at=modified_at(sheet),
        sections=sections(sheet, headline),
        tags=jsonld.strings(sheet.article.get("keywords")) or page.entry_tags,
        language=_language(sheet),
        blocks=lines,
        images=images(sheet.tree, page.served_url or page.url),
        canonical_url=next(iter(sheet.tree.xpath("//link[@rel='canonical']/@href")), None),
        mirror_candidates=candidates(sheet.tree, page.url, lines),
        extractor=f"trafilatura/{version('trafilatura')}+wireroom/1",
        path="jsonld+trafilatura" if sheet.article else "trafilatura",
        notes=sheet.notes,
        onion_location=onion_location(sheet.tree),
    )


def _language(sheet: Sheet) -> str:
    stated = sheet.tree.get("lang") or sheet.named("og:locale") or sheet.page.language
    return stated.strip()[:2].lower()
