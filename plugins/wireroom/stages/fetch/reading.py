"""What a person would see of a page, cheaply: no parser, bounded, any charset the page names."""

import re
from dataclasses import dataclass
from html import unescape

from wireroom.model import Exchange

READ = 200_000  # bytes looked at; a banner is a short page
_HIDDEN = re.compile(
    r"<(script|style|template|noscript)\b[^>]*>.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>")  # linear whatever the markup
_TITLE = re.compile(r"<title[^>]*>([^<]*)")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""")
_PROSE = re.compile(rb"<[pP]\b[^<>]*>([^<]{150,})")
_PARAGRAPH = re.compile(r"<p\b[^<>]*>[^<]{150,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A page at a glance, all in lower case; `n_paragraphs` counts those of prose."""

    raw: str
    text: str
    title: str
    n_paragraphs: int


def has_prose(exchange: Exchange, *, least: int) -> bool:
    """Whether so many bytes of unbroken prose stand in paragraphs: cheap, and says most."""
    total = 0
    for paragraph in _PROSE.finditer(exchange.body, 0, READ):
        total += len(paragraph[1])
        if total >= least:
            return True
    return False


def sight(exchange: Exchange) -> Sight:
    """The page as it would be seen."""
    raw = _decoded(exchange).lower()
    bare = _HIDDEN.sub(" ", raw)
    title = _TITLE.search(raw)
    return Sight(
        raw=raw,
        text=" ".join(unescape(_TAG.sub(" ", bare)).split()),
        title=" ".join(unescape(title[1]).split()) if title else "",
        n_paragraphs=sum(1 for _ in _PARAGRAPH.finditer(bare)),
    )


def _decoded(exchange: Exchange) -> str:
    body = exchange.body[:READ]
    told = (exchange.header("content-type") or "").encode("ascii", "replace")
    named = _CHARSET.search(told) or _CHARSET.search(body[:2000].lower())
    try:
        return body.decode(named[1].decode("ascii") if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
