"""Is this really the outlet? Scored evidence on a feed's or an article's body, and a verdict.

Evidence comes from headers, marks of who answered, wording and likeness to what the host answers to
nonsense. What is long, or has an article's body, is cleared of wording: an article about a seizure
quotes the banner (design of mirrors).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wireroom.model import Evidence, Exchange, Failed, Reason
from wireroom.stages.fetch.likeness import Sketch, similarity, sketch
from wireroom.stages.fetch.phrases import MARKS, TABLES
from wireroom.stages.fetch.reading import Sight, has_prose, sight

_LONG = 4000  # visible characters (mirrors.md: length-gated, 0 false alarms on 3,461 pages)
_BODY = 3  # paragraphs of prose: an article stands there
_BODY_TEXT = 1200  # visible characters below which even an article's markup clears nothing
_PROSE = 2000  # bytes of unbroken prose in paragraphs: an article, no need to read on
_ENOUGH = 1.0
_TITLE_COUNTS = 1.5  # a phrase in the title says what the page is
_ALIKE = 0.85  # to the answer to nonsense; two different articles of one outlet stay below
_SHORT = 1500  # visible characters
_ENTITY = re.compile(rb"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_TEXTUAL = re.compile(r"text/|html|xml|json|^$|octet-stream", re.IGNORECASE)
_CERTAIN = frozenset({Reason.SEIZED, Reason.BLOCKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Familiar:
    """What is known of the host whose answer is judged: its answer to a path that cannot exist."""

    nonsense: Sketch | None = None


def judge_article(exchange: Exchange, familiar: Familiar | None = None) -> Failed | None:
    """Why this cannot be an article, or None."""
    failed = _unreadable(exchange, empty=Reason.NO_TEXT)
    if failed or has_prose(exchange, least=_PROSE):
        return failed or _by_header(exchange)
    return _verdict(exchange, sight(exchange), familiar or Familiar())


def judge_feed(exchange: Exchange) -> Failed | None:
    """Why this cannot be a feed, or None; a verdict on who answered comes before NOT_A_FEED."""
    failed = _unreadable(exchange, empty=Reason.EMPTY_FEED)
    if failed:
        return failed
    head = exchange.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _ENTITY.search(exchange.body[:100_000]):
        return _failed(exchange, Reason.XML_ENTITIES, "the document declares XML entities")
    is_feed = head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"{"))
    verdict = None if is_feed else _verdict(exchange, sight(exchange), Familiar())
    if verdict and verdict.reason is not Reason.SOFT_404:
        return verdict
    if head.startswith((b"<!doctype html", b"<html")):
        return _failed(exchange, Reason.NOT_A_FEED, "HTML where a feed should be")
    return None


def judge_error(failed: Failed) -> Failed:
    """An error whose body says who answered: a challenge, a block page, a seizure, a lander.

    Any other error stays what it is; a page that says "not found" with a 404 is right to.
    """
    if failed.exchange is None or failed.reason not in {
        Reason.HTTP_4XX,
        Reason.HTTP_5XX,
        Reason.RATE_LIMITED,
    }:
        return failed
    if failed.status == 451:  # noqa: PLR2004 - RFC 7725
        says = "451, unavailable for legal reasons"
        evidence = (Evidence(kind="status", weight=1.0, says=says),)
        return _failed(failed.exchange, Reason.BLOCKED, says, evidence)
    verdict = _verdict(failed.exchange, sight(failed.exchange), Familiar())
    is_other = verdict is not None and verdict.reason not in {Reason.SOFT_404, Reason.LOGIN}
    return verdict if verdict is not None and is_other else failed


def is_doubtful(exchange: Exchange) -> bool:
    """Whether the page is so little like an article that the host's answer to nonsense tells."""
    if has_prose(exchange, least=_PROSE):
        return False
    seen = sight(exchange)
    return len(seen.text) < _SHORT or not seen.n_paragraphs


def _unreadable(exchange: Exchange, *, empty: Reason) -> Failed | None:
    kind = (exchange.header("content-type") or "").split(";")[0].strip()
    if not exchange.body.strip():
        return _failed(exchange, empty, "the body is empty")
    if not _TEXTUAL.search(kind):
        return _failed(exchange, Reason.WRONG_TYPE, f"content type {kind}")
    return None


def _by_header(exchange: Exchange) -> Failed | None:
    """The verdict that headers alone give."""
    seen = Sight(raw="", text="", title="", n_paragraphs=0)
    told = list(_marks(exchange, seen, is_cleared=True))
    for reason, one in told:
        if one.weight >= _ENOUGH:
            return _failed(exchange, reason, one.says, (one,))
    return None


def _verdict(exchange: Exchange, seen: Sight, familiar: Familiar) -> Failed | None:
    is_cleared = len(seen.text) > _LONG or (
        seen.n_paragraphs >= _BODY and len(seen.text) > _BODY_TEXT
    )
    found: dict[Reason, list[Evidence]] = {}
    for reason, evidence in _evidence(exchange, seen, familiar, is_cleared=is_cleared):
        found.setdefault(reason, []).append(evidence)
    scored = [(sum(one.weight for one in told), reason) for reason, told in found.items()]
    enough = [(score, reason) for score, reason in scored if score >= _ENOUGH]
    if not enough:
        return None
    score, reason = max(enough, key=lambda one: (one[1] in _CERTAIN, one[0]))
    told = sorted(found[reason], key=lambda one: -one.weight)
    words = "; ".join(one.says for one in told[:3])
    return _failed(exchange, reason, f"{words} (score {score:.1f})", tuple(told))


def _evidence(
    exchange: Exchange, seen: Sight, familiar: Familiar, *, is_cleared: bool
) -> Iterator[tuple[Reason, Evidence]]:
    yield from _marks(exchange, seen, is_cleared=is_cleared)
    if is_cleared:
        return
    for reason, rows in TABLES.items():
        for _, phrase, weight, _source in rows:
            if phrase in seen.text:
                share = _TITLE_COUNTS if phrase in seen.title else 1.0
                says = f"the page says {phrase!r}"
                yield reason, Evidence(kind="wording", weight=weight * share, says=says)
    if familiar.nonsense and familiar.nonsense.hashes:
        alike = similarity(sketch(exchange.body), familiar.nonsense)
        if alike >= _ALIKE:
            says = f"{alike:.0%} like its answer to a path that cannot exist"
            yield Reason.SOFT_404, Evidence(kind="nonsense", weight=_ENOUGH, says=says)


def _marks(
    exchange: Exchange, seen: Sight, *, is_cleared: bool
) -> Iterator[tuple[Reason, Evidence]]:
    for where, what, reason, weight, _source in MARKS:
        if where == "body":
            if not is_cleared and what in seen.raw:
                yield reason, Evidence(kind="mark", weight=weight, says=f"the page holds {what}")
            continue
        value = exchange.header(where)
        if value is not None and what in value.lower():
            yield reason, Evidence(kind="header", weight=weight, says=f"{where}: {value}"[:80])


def _failed(
    exchange: Exchange, reason: Reason, detail: str, evidence: tuple[Evidence, ...] = ()
) -> Failed:
    return Failed(
        reason=reason,
        detail=detail,
        status=exchange.status,
        exchange=exchange,
        evidence=evidence,
    )
