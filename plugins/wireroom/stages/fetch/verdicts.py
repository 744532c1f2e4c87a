"""Is this really the outlet? Scored evidence on a feed's or an article's answer, and a verdict.

Evidence comes from status, certificate, address, redirects, headers, markup, wording, length and
likeness. A page that shows the headline the feed announced is cleared of what its words say, and so
is an article's body: reports on seizures quote the banner (adr/0005).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wireroom.model import Evidence, Exchange, Failed, Reason
from wireroom.stages.fetch.likeness import Sketch, similarity, sketch
from wireroom.stages.fetch.reading import Sight
from wireroom.stages.fetch.scoring import ENOUGH, Told, failed, scored
from wireroom.stages.fetch.signs import by_answer, by_headers
from wireroom.stages.fetch.strangers import (
    Site,
    feed_evidence,
    is_announced,
    is_titled,
    page_evidence,
)

_PROSE = 2000  # bytes of unbroken prose in paragraphs: no page to doubt
_ALIKE = 0.85  # to the answer to nonsense; two different articles of one outlet stay below
_SHORT = 1500  # letters
_ENTITY = re.compile(rb"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_TEXTUAL = re.compile(r"text/|html|xml|json|^$|octet-stream", re.IGNORECASE)
_ROOT = re.compile(  # atomic: what was passed over is never looked at again
    rb"(?>(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)\s*)*+<([a-z:]+)", re.DOTALL
)
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf:rdf", b"rdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Familiar:
    """What is known before an answer is judged.

    `nonsense` is the host's answer to a path that cannot exist; `site` the outlet, `host` the one
    that was asked, `headline` what the feed announced ("" where it said nothing).
    """

    nonsense: Sketch | None = None
    site: Site | None = None
    host: str = ""
    headline: str = ""


def judge_article(exchange: Exchange, familiar: Familiar | None = None) -> Failed | None:
    """Why this cannot be an article, or None."""
    unreadable = _unreadable(exchange, empty=Reason.NO_TEXT)
    if unreadable:
        return unreadable
    known, seen = familiar or Familiar(), Sight.of(exchange)
    if is_announced(seen, known.headline):
        return scored(exchange, [*by_headers(exchange), *_nonsense(exchange, known)])
    return scored(exchange, _page_evidence(exchange, seen, known))


def judge_feed(exchange: Exchange) -> Failed | None:
    """Why this cannot be a feed, or None; a verdict on who answered comes before NOT_A_FEED."""
    unreadable = _unreadable(exchange, empty=Reason.EMPTY_FEED)
    if unreadable:
        return unreadable
    if _ENTITY.search(exchange.body[:100_000]):
        return failed(exchange, Reason.XML_ENTITIES, "the document declares XML entities")
    root = _root(exchange)
    if root in _FEED_ROOTS or root == b"{":
        return scored(exchange, by_headers(exchange))
    verdict = scored(exchange, _page_evidence(exchange, Sight.of(exchange), Familiar()))
    if verdict and verdict.reason is not Reason.SOFT_404:
        return verdict
    if root == b"html":
        return failed(exchange, Reason.NOT_A_FEED, "HTML where a feed should be")
    return None


def judge_listing(exchange: Exchange, site: Site, *, title: str, links: list[str]) -> Failed | None:
    """Why a feed that could be read is another site's, or None."""
    return scored(exchange, feed_evidence(exchange, site, title=title, links=links))


def is_doubtful(exchange: Exchange, headline: str = "") -> bool:
    """Whether the page is so little like an article that the host's answer to nonsense tells.

    One that is not called by the headline announced is; a front page may bear it as a heading.
    """
    seen = Sight.of(exchange)
    if headline:
        return not is_titled(seen, headline)
    return seen.n_prose < _PROSE and (seen.n_letters < _SHORT or not seen.n_prose)


def _unreadable(exchange: Exchange, *, empty: Reason) -> Failed | None:
    kind = (exchange.header("content-type") or "").split(";")[0].strip()
    if not exchange.body.strip():
        return failed(exchange, empty, "the body is empty")
    if not _TEXTUAL.search(kind):
        return failed(exchange, Reason.WRONG_TYPE, f"content type {kind}")
    return None


def _root(exchange: Exchange) -> bytes:
    """The first element's name in lower case, as the document type says it; "{" for JSON."""
    head = exchange.body[:5000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<!doctype html" in head[:500]:
        return b"html"
    found = _ROOT.match(head)
    return found[1] if found else head[:1]


def _page_evidence(exchange: Exchange, seen: Sight, known: Familiar) -> Iterator[Told]:
    yield from by_answer(exchange, seen, headline=known.headline)
    yield from _nonsense(exchange, known)
    if known.site is not None:
        yield from page_evidence(
            seen, exchange, known.site, host=known.host, headline=known.headline
        )


def _nonsense(exchange: Exchange, known: Familiar) -> Iterator[Told]:
    if known.nonsense and known.nonsense.hashes:
        alike = similarity(sketch(exchange.body), known.nonsense)
        if alike >= _ALIKE:
            says = f"{alike:.0%} like its answer to a path that cannot exist"
            yield Reason.SOFT_404, Evidence(kind="nonsense", weight=ENOUGH, says=says)
