"""What an answer itself says of who sent it: headers, address, redirects, markup, wording."""

import contextlib
import re
from collections.abc import Iterator
from html import unescape

from wireroom.errors import BadInputError
from wireroom.model import Evidence, Exchange, Reason
from wireroom.stages.fetch import marks, places
from wireroom.stages.fetch.reading import Sight
from wireroom.stages.fetch.scoring import ENOUGH, Told
from wireroom.stages.fetch.wording import Found, found_in
from wireroom.urls import join

_LONG = 4000  # letters (mirrors.md: length-gated, 0 false alarms on 3,461 pages)
_BODY, _BODY_SIZE = 3, 1200  # paragraphs of prose and letters: an article stands there
_MARKED_SIZE = 500  # letters of a page that is marked up as an article: some hundred words
_SEARCHED = 60_000  # bytes searched for marks and links onward: block pages and landers are small
_TITLE_COUNTS = 1.5  # a phrase in the title says what the page is
# Verdicts that a long page's first words may give: those that say who answers.
_LOUD = frozenset({Reason.SEIZED, Reason.PARKED, Reason.BLOCKED, Reason.CHALLENGE})
_REFRESH = re.compile(
    rb"""<meta\b(?=[^<>]*\brefresh\b)[^<>]*\burl\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE
)
_REFRESH_HEADER = re.compile(r"url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
_FRAME = re.compile(rb"""<i?frame\b[^<>]*\ssrc\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE)
_FRAME_ONLY = 100  # letters: the page is its frame
_N_TARGETS = 3


def by_answer(exchange: Exchange, seen: Sight, *, headline: str = "") -> Iterator[Told]:
    """All that speaks for a verdict, whatever is known of the outlet."""
    yield from by_headers(exchange)
    yield from by_address(exchange.address)
    yield from _by_targets(exchange, seen)
    yield from _by_words(seen, headline)


def by_headers(exchange: Exchange) -> Iterator[Told]:
    """What its headers tell."""
    for name, part, reason, weight, source in marks.HEADERS:
        value = exchange.header(name)
        if value is not None and part in value.lower():
            says = f"{name}: {value}"[:80]
            yield reason, Evidence(kind="header", weight=weight, says=f"{says} ({source})")


def by_address(text: str) -> Iterator[Told]:
    """What an address tells, or those in a sentence."""
    for address, reason, weight, source in marks.ADDRESSES:
        if re.search(rf"(?<![\d.]){re.escape(address)}(?![\d.]*\d)", text):
            says = f"{address} is where blocked names lead ({source})"
            yield reason, Evidence(kind="address", weight=weight, says=says)


def _by_targets(exchange: Exchange, seen: Sight) -> Iterator[Told]:
    """Where redirects within the outlet led, and where the page itself leads on."""
    targets = [exchange.final_url] if exchange.redirects else []
    page = seen.page[:_SEARCHED]
    onward = _REFRESH.findall(page) or _REFRESH_HEADER.findall(exchange.header("refresh") or "")
    if not onward and seen.n_prose == 0 and b"frame" in page and seen.n_letters < _FRAME_ONLY:
        onward = _FRAME.findall(page)
    for link in onward[:_N_TARGETS]:
        text = link if isinstance(link, str) else seen.decoded(link)
        with contextlib.suppress(BadInputError):
            targets.append(join(exchange.final_url, unescape(text)))
    for target in targets:
        yield from places.evidence_of(target, instead_of=exchange.requested_url)


def _by_words(seen: Sight, headline: str) -> Iterator[Told]:
    """What words and markup say, unless an article's body clears them.

    Hidden words are taken out only where there is something to clear: it costs the most. A page
    that should show a headline and does not is read whatever its markup.
    """
    if seen.has_markup and seen.n_prose >= _MARKED_SIZE and not headline:
        return
    phrases = found_in(seen.everything)
    is_long = seen.n_letters > _LONG and not phrases
    markup = b"" if is_long else seen.lower[:_SEARCHED]
    marked = [row for row in marks.MARKUP if row[0] in markup]
    if not (phrases or marked):
        return
    if _is_body(seen):
        if headline or not seen.has_markup:
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
    """What a long page says of itself at first sight: a banner over its terms.

    "Not found" counts in its name only, as menus and searches hold such words; so does everything
    where the page is marked up as an article.
    """
    for one in phrases:
        is_name = one.phrase in seen.name
        is_loud = one.reason in _LOUD and one.phrase in seen.opening and not seen.has_markup
        if one.weight >= ENOUGH and (is_loud or (is_name and one.reason is not Reason.LOGIN)):
            says = f"the page is headed {one.phrase!r}"
            yield one.reason, Evidence(kind="wording", weight=one.weight, says=says)
