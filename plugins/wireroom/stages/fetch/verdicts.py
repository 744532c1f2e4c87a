"""Is this really the outlet? Scored evidence on a feed's or an article's answer, and a verdict.

Evidence comes from status, certificate, address, redirects, headers, markup, wording, length and
likeness. A page that shows the headline the feed announced is cleared of what its words say, and so
is an article's body: reports on seizures quote the banner (adr/0005).
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from wireroom.errors import BadInputError
from wireroom.model import Evidence, Exchange, Failed, Reason
from wireroom.stages.fetch import marks, places
from wireroom.stages.fetch.likeness import Sketch, similarity, sketch
from wireroom.stages.fetch.reading import Sight
from wireroom.stages.fetch.scoring import ENOUGH, Told, failed, scored
from wireroom.stages.fetch.strangers import Site, feed_evidence, is_announced, page_evidence
from wireroom.stages.fetch.wording import Found, found_in
from wireroom.urls import join

_LONG = 4000  # letters (mirrors.md: length-gated, 0 false alarms on 3,461 pages)
_BODY, _BODY_SIZE = 3, 1200  # paragraphs of prose and letters: an article stands there
_MARKED_SIZE = 500  # letters of a page that is marked up as an article: some hundred words
_MARKED = 60_000  # bytes searched for marks: block pages and landers are small
_PROSE = 2000  # bytes of unbroken prose in paragraphs: no page to doubt
_TITLE_COUNTS = 1.5  # a phrase in the title says what the page is
_ALIKE = 0.85  # to the answer to nonsense; two different articles of one outlet stay below
_SHORT = 1500  # letters
_ENTITY = re.compile(rb"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_TEXTUAL = re.compile(r"text/|html|xml|json|^$|octet-stream", re.IGNORECASE)
_ROOT = re.compile(  # atomic: what was passed over is never looked at again
    rb"(?>(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)\s*)*+<([a-z:]+)", re.DOTALL
)
_REFRESH = re.compile(
    rb"""<meta\b(?=[^<>]*\brefresh\b)[^<>]*\burl\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE
)
_FRAME = re.compile(rb"""<i?frame\b[^<>]*\ssrc\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE)
_REFRESH_HEADER = re.compile(r"url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
_N_TARGETS = 3
_FRAME_ONLY = 100  # letters: the page is its frame
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf:rdf", b"rdf"})
# Verdicts that a long page's name or first words may give: those that say who answers.
_LOUD = frozenset({Reason.SEIZED, Reason.PARKED, Reason.BLOCKED, Reason.CHALLENGE})
_TOLD_BY_ERRORS = frozenset(
    {Reason.SEIZED, Reason.PARKED, Reason.BLOCKED, Reason.CHALLENGE, Reason.WRONG_SITE}
)
_WITH_A_BODY = frozenset(
    {Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.RATE_LIMITED, Reason.ROBOTS_UNREACHABLE}
)


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
        return scored(exchange, _headers(exchange))
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
        return scored(exchange, _headers(exchange))
    verdict = scored(exchange, _page_evidence(exchange, Sight.of(exchange), Familiar()))
    if verdict and verdict.reason is not Reason.SOFT_404:
        return verdict
    if root == b"html":
        return failed(exchange, Reason.NOT_A_FEED, "HTML where a feed should be")
    return None


def judge_listing(exchange: Exchange, site: Site, *, title: str, links: list[str]) -> Failed | None:
    """Why a feed that could be read is another site's, or None."""
    return scored(exchange, feed_evidence(exchange, site, title=title, links=links))


def judge_error(error: Failed) -> Failed:
    """An error that tells who answered: a challenge, a block page, a seizure, a lander.

    Any other error stays what it is, with the evidence there is; a page that says "not found" with
    a 404 is right to.
    """
    exchange = error.exchange
    if error.reason is Reason.FOREIGN_REDIRECT and exchange is not None:
        return _led_away(error, exchange)
    if exchange is None:
        return _unconnected(error)
    if error.reason not in _WITH_A_BODY:
        return error
    evidence = [*_status(error), *_page_evidence(exchange, Sight.of(exchange), Familiar())]
    verdict = scored(exchange, (told for told in evidence if told[0] in _TOLD_BY_ERRORS))
    return replace(verdict, retry_after_s=error.retry_after_s) if verdict else error


def is_doubtful(exchange: Exchange, headline: str = "") -> bool:
    """Whether the page is so little like an article that the host's answer to nonsense tells.

    One that does not show the headline announced is.
    """
    seen = Sight.of(exchange)
    if headline:
        return not is_announced(seen, headline)
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
    yield from _headers(exchange)
    yield from _addresses(exchange.address)
    yield from _detours(exchange, seen)
    yield from _said(seen)
    if known.nonsense and known.nonsense.hashes:
        alike = similarity(sketch(exchange.body), known.nonsense)
        if alike >= _ALIKE:
            says = f"{alike:.0%} like its answer to a path that cannot exist"
            yield Reason.SOFT_404, Evidence(kind="nonsense", weight=ENOUGH, says=says)
    if known.site is not None:
        yield from page_evidence(
            seen, exchange, known.site, host=known.host, headline=known.headline
        )


def _said(seen: Sight) -> Iterator[Told]:
    """What words and markup say, unless an article's body clears them.

    Hidden words are taken out only where there is something to clear: it costs the most.
    """
    if seen.has_markup and seen.n_prose >= _MARKED_SIZE:
        return
    phrases = found_in(seen.everything)
    is_long = seen.n_letters > _LONG and not phrases
    markup = b"" if is_long else seen.lower[:_MARKED]
    marked = [row for row in marks.MARKUP if row[0] in markup]
    if not (phrases or marked):
        return
    if _is_body(seen):
        yield from _proclaimed(seen, phrases)
        return
    for mark, reason, weight, source in marked:
        says = f"the page holds {mark.decode()} ({source})"
        yield reason, Evidence(kind="markup", weight=weight, says=says)
    for one in phrases:
        if one.phrase in seen.words:
            share = _TITLE_COUNTS if one.phrase in seen.name else 1.0
            says = f"the page says {one.phrase!r}"
            yield one.reason, Evidence(kind="wording", weight=one.weight * share, says=says)


def _is_body(seen: Sight) -> bool:
    """Whether so much can be read that an article stands there."""
    return (
        seen.size > _LONG
        or (seen.n_paragraphs >= _BODY and seen.size > _BODY_SIZE)
        or (seen.has_markup and seen.size >= _MARKED_SIZE)
    )


def _proclaimed(seen: Sight, phrases: list[Found]) -> Iterator[Told]:
    """What a long page that is no article says of itself at first sight: a banner over its terms.

    "Not found" counts in its name only, as menus and searches hold such words.
    """
    if seen.has_markup:
        return
    for one in phrases:
        is_name = one.phrase in seen.name
        is_loud = one.reason in _LOUD and one.phrase in seen.opening
        if one.weight >= ENOUGH and (is_loud or (is_name and one.reason is not Reason.LOGIN)):
            says = f"the page is headed {one.phrase!r}"
            yield one.reason, Evidence(kind="wording", weight=one.weight, says=says)


def _headers(exchange: Exchange) -> Iterator[Told]:
    for name, part, reason, weight, source in marks.HEADERS:
        value = exchange.header(name)
        if value is not None and part in value.lower():
            says = f"{name}: {value}"[:80]
            yield reason, Evidence(kind="header", weight=weight, says=f"{says} ({source})")


def _addresses(text: str) -> Iterator[Told]:
    for address, reason, weight, source in marks.ADDRESSES:
        if re.search(rf"(?<![\d.]){re.escape(address)}(?![\d.]*\d)", text):
            says = f"{address} is where blocked names lead ({source})"
            yield reason, Evidence(kind="address", weight=weight, says=says)


def _detours(exchange: Exchange, seen: Sight) -> Iterator[Told]:
    """Where redirects within the outlet led, and where the page itself leads on."""
    targets = [exchange.final_url] if exchange.redirects else []
    page = seen.page[:_MARKED]
    onward = _REFRESH.findall(page) or _REFRESH_HEADER.findall(exchange.header("refresh") or "")
    if not onward and seen.n_prose == 0 and b"frame" in page and seen.n_letters < _FRAME_ONLY:
        onward = _FRAME.findall(page)
    for link in onward[:_N_TARGETS]:
        text = link if isinstance(link, str) else seen.decoded(link)
        with contextlib.suppress(BadInputError):
            targets.append(join(exchange.final_url, unescape(text)))
    for target in targets:
        yield from places.evidence_of(target, instead_of=exchange.requested_url)


def _status(error: Failed) -> Iterator[Told]:
    for status, reason, weight, source in marks.STATUSES:
        if status == error.status:
            yield reason, Evidence(kind="status", weight=weight, says=f"{status} ({source})")


def _led_away(error: Failed, exchange: Exchange) -> Failed:
    """A redirect to a foreign host, judged by where it leads; its evidence is kept in any case."""
    target = exchange.header("location") or ""
    told = list(places.evidence_of(target, instead_of=exchange.requested_url))
    verdict = scored(exchange, told)
    return verdict or replace(error, evidence=tuple(one for _, one in told))


def _unconnected(error: Failed) -> Failed:
    """An error without an answer: its certificate and its address say something all the same."""
    if error.reason is Reason.PRIVATE_ADDRESS:
        for reason, one in _addresses(error.detail):
            return replace(error, reason=reason, detail=one.says, evidence=(one,))
    if error.reason is not Reason.TLS:
        return error
    detail = error.detail.lower()
    found = tuple(
        Evidence(kind="tls", weight=weight, says=f"{meaning} ({source})")
        for words, weight, meaning, source in marks.CERTIFICATES
        if words in detail
    )
    by_address = [(reason, one) for reason, one in _addresses(error.detail) if found]
    for reason, one in by_address:
        told = (one, *found)
        return replace(error, reason=reason, detail=f"{one.says}; {error.detail}", evidence=told)
    return replace(error, evidence=found)
