"""Reads a page: structured data first, the body by its blocks, every candidate with its source.

It states what the page says; what to believe is stages/clean. It fetches nothing.
"""

from functools import lru_cache, partial
from importlib.metadata import version

from wireroom.model import Extraction, Page
from wireroom.stages.extract.access import access, is_teaser
from wireroom.stages.extract.authors import authors
from wireroom.stages.extract.body import Body, read_body
from wireroom.stages.extract.dates import dates, modified_at
from wireroom.stages.extract.images import images, pictures
from wireroom.stages.extract.kinds import kind
from wireroom.stages.extract.languages import languages
from wireroom.stages.extract.mirrors import candidates, onion_location
from wireroom.stages.extract.sections import sections
from wireroom.stages.extract.sheet import Sheet, open_sheet
from wireroom.stages.extract.tags import tags
from wireroom.stages.extract.template.reading import read_by
from wireroom.stages.extract.titles import title


def extract(page: Page) -> Extraction:
    """What the page says; a page without text gives an extraction without blocks."""
    sheet = open_sheet(page)
    headline = title(sheet)
    body = _body(sheet, headline)
    found = pictures(sheet.tree)
    lines, left_out = body.lines(found.foreign)
    stated, named = access(sheet), authors(sheet)
    return Extraction(
        title=headline,
        authors=named,
        dates=dates(sheet),
        modified_at=modified_at(sheet),
        sections=sections(sheet, headline),
        tags=tags(sheet, headline, lines),
        languages=languages(sheet),
        blocks=lines,
        images=images(sheet, found, body, named),
        canonical_url=sheet.linked("canonical"),
        extractor=_extractor(),
        path=body.path,
        notes=(*sheet.notes, *body.notes),
        left_out=left_out,
        doubt=body.doubt,
        onion_location=onion_location(sheet.tree),
        access=stated,
        is_teaser=is_teaser(sheet, lines, stated),
        kind=kind(sheet, headline, lines),
        # The last one: nobody may read the tree after it was emptied.
        mirror_candidates=candidates(sheet.emptied(), page.url, lines),
    )


def _body(sheet: Sheet, headline: str) -> Body:
    """By the outlet's template where one was learned, else the long way."""
    long_way = partial(read_body, sheet, headline)
    template = sheet.page.template
    return read_by(template, sheet, long_way) if template else long_way()


@lru_cache(maxsize=1)
def _extractor() -> str:
    """Who read: our own version, and that of the judge who is asked where we are in doubt."""
    return f"wireroom/3+trafilatura/{version('trafilatura')}"
