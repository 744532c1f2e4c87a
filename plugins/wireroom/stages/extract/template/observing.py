"""One page read the long way, as a template is learned from it."""

from urllib.parse import unquote, urlsplit

from wireroom.model import Page
from wireroom.stages.extract.body import read_body
from wireroom.stages.extract.images import pictures
from wireroom.stages.extract.sheet import Sheet, open_sheet
from wireroom.stages.extract.template.learning import Observation
from wireroom.stages.extract.template.outlines import outline
from wireroom.stages.extract.template.reading import rules_of
from wireroom.stages.extract.titles import title


def observe(page: Page) -> Observation:
    """The outline of a page and the blocks that the long way takes of it."""
    sheet = open_sheet(page)
    body = read_body(sheet, title(sheet))
    return Observation(
        key=_path(page.url or _claimed(sheet)),
        page=outline(body.cut),
        taken=frozenset(body.blocks(pictures(sheet.tree).foreign)),
        doubt=body.doubt,
        rules=rules_of(page),
    )


def _claimed(sheet: Sheet) -> str:
    """The address that a page gives itself; "" where it gives none."""
    return sheet.linked("canonical") or sheet.named("og:url")


def _path(url: str) -> str:
    """What a URL names on any of the outlet's hosts; "" where it names the front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    return f"{path}?{parts.query}" if parts.query else path
